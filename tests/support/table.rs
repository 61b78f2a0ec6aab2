//! A tidy table read back from its CSV file, and its rows by the names of columns.

use std::collections::BTreeMap;
use std::fmt;

use returns::write::csv::unguarded;

/// One row: what stands in each column, as the council wrote it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Row(BTreeMap<String, String>);

/// A table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Row>,
}

impl Table {
    /// Reads the bytes of a CSV file.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let mut reader = csv::Reader::from_reader(bytes);
        let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        let rows = reader
            .records()
            .map(|record| {
                let record = record.unwrap();
                let fields = record.iter().map(|field| unguarded(field).to_owned());
                Row(columns.iter().cloned().zip(fields).collect())
            })
            .collect();
        Self { columns, rows }
    }

    /// The rows that hold these values.
    pub(crate) fn find(&self, wanted: &[(&str, &str)]) -> Vec<&Row> {
        self.rows.iter().filter(|row| wanted.iter().all(|(name, value)| row.get(name) == *value)).collect()
    }

    /// The one row that holds these values.
    pub(crate) fn one(&self, wanted: &[(&str, &str)]) -> &Row {
        let found = self.find(wanted);
        assert_eq!(found.len(), 1, "rows with {wanted:?}: {found:#?}");
        found[0]
    }

    /// The table without some of its columns.
    pub(crate) fn without(&self, names: &[&str]) -> Self {
        let kept = |name: &String| !names.contains(&name.as_str());
        let row = |row: &Row| {
            Row(row.0.iter().filter(|(name, _)| kept(name)).map(|(n, v)| (n.clone(), v.clone())).collect())
        };
        Self {
            columns: self.columns.iter().filter(|name| kept(name)).cloned().collect(),
            rows: self.rows.iter().map(row).collect(),
        }
    }
}

impl Row {
    /// What stands in a column; empty for null.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.0.get(column).unwrap_or_else(|| panic!("no column {column} in {self}"))
    }

    /// The columns' names and what stands in them.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether there is such a column.
    pub(crate) fn has(&self, column: &str) -> bool {
        self.0.contains_key(column)
    }

    /// A figure in hundredths, `None` for null.
    pub(crate) fn hundredths(&self, column: &str) -> Option<i64> {
        hundredths(self.get(column))
    }
}

impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let said: Vec<String> =
            self.0.iter().filter(|(_, value)| !value.is_empty()).map(|(n, v)| format!("{n}={v:?}")).collect();
        write!(f, "{}", said.join(" "))
    }
}

/// `43.75` is 4375, `-0.5` is -50.
pub(crate) fn hundredths(text: &str) -> Option<i64> {
    if text.is_empty() {
        return None;
    }
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let number: i64 = format!("{whole}{part:0<2}").parse().unwrap_or_else(|_| panic!("{text} is no number"));
    assert!(part.len() <= 2, "{text} has more than two decimals");
    Some(sign * number)
}
