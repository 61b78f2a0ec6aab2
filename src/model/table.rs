//! A tidy table: named columns of one kind each, rows of values. CSV, Parquet and
//! the workbook's tables are written from these, so they cannot differ.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers: posts, people, activities.
    Whole,
    /// Numbers in hundredths of their unit: pence of a pound, hundredths of a percent.
    Hundredths,
}

/// One value; null where the column has nothing to say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// Nothing.
    Null,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A number in hundredths: 4375 is 43.75.
    Hundredths(i64),
}

/// A column's name, what it holds, and what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the contract.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
    /// One sentence: what it means, its unit.
    pub about: &'static str,
}

/// A tidy table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name in the contract, such as `posts`.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, in the contract's order.
    pub columns: &'static [Column],
    /// Its rows; each as long as `columns`.
    pub rows: Vec<Vec<Value>>,
}

impl Table {
    /// The position of a column.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(text.to_owned()) }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Null } else { Self::Text(text) }
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::Null, Self::from)
    }
}

impl Value {
    /// A whole number, or nothing.
    #[must_use]
    pub fn whole(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Whole)
    }

    /// A number in hundredths, or nothing.
    #[must_use]
    pub fn hundredths(number: Option<i64>) -> Self {
        number.map_or(Self::Null, Self::Hundredths)
    }
}
