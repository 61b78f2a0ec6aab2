//! The book: sheets, tables, charts and words as plain data, with no notion of
//! where on a sheet anything stands. Writers lay it out; none adds a figure.

mod chart;

pub use chart::{Chart, ChartKind, Series, Shade, Unit};

use jiff::civil::Date;

use super::formula::{Area, Formula, Rows};

/// A workbook before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Book {
    /// Whom it is for, which decides how it is dressed.
    pub edition: Edition,
    /// What the file says of itself.
    pub properties: Properties,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// Whom a book is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edition {
    /// The team: live formulas, filters, charts, sources.
    Working,
    /// Everybody: plain tables, as the guidance on statistics in spreadsheets asks.
    Public,
}

impl Book {
    /// The table with this id, and the sheet it stands on.
    #[must_use]
    pub fn table(&self, id: &str) -> Option<(&Sheet, &Table)> {
        self.sheets
            .iter()
            .find_map(|sheet| sheet.tables().find(|table| table.id == id).map(|table| (sheet, table)))
    }

    /// The cells of the first column of an area, from top to bottom.
    pub fn cells(&self, area: Area) -> impl Iterator<Item = &Cell> {
        let table = self.table(area.table).map(|(_, table)| table);
        let rows = table.into_iter().flat_map(|table| table.rows.iter());
        let place = move |row: usize| match area.rows {
            Rows::All => true,
            Rows::At(at) => row == at,
            Rows::Between(first, last) => (first..=last).contains(&row),
            Rows::Total => false,
        };
        rows.enumerate().filter(move |(row, _)| place(*row)).filter_map(move |(_, row)| row.get(area.first))
    }
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Properties {
    /// Its title.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Who made it.
    pub author: String,
    /// Words to find it by.
    pub keywords: String,
    /// A sentence on how it was made.
    pub comment: String,
    /// The date it carries; never the clock's.
    pub created: Option<Date>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// The name on its tab; links and formulas go by it.
    pub name: &'static str,
    /// Its title, in A1.
    pub title: String,
    /// What it shows, in A2.
    pub about: String,
    /// Where its charts go.
    pub charts: ChartsAt,
    /// Whether the workbook opens on it.
    pub opens: bool,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

impl Sheet {
    /// Its tables, from top to bottom.
    pub fn tables(&self) -> impl Iterator<Item = &Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }
}

/// Where a sheet's charts go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartsAt {
    /// In their place among the blocks.
    #[default]
    Below,
    /// To the right of the tables, two by two.
    Beside,
}

/// One thing on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading over what follows.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Labels and their values.
    Facts(Vec<(String, Cell)>),
    /// A table.
    Table(Table),
    /// A chart of cells that stand in tables.
    Chart(Chart),
}

/// A table: one header row, rows, at most one total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Its name in the workbook, unique: letters alone, such as `PostsInDetail`.
    pub id: &'static str,
    /// Its caption; empty where the sheet's title says it.
    pub title: String,
    /// Its columns; headings are unique within the table.
    pub columns: Vec<Column>,
    /// Its rows; each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// The totals under it.
    pub total: Option<Vec<Cell>>,
    /// What to say where there are no rows.
    pub if_empty: &'static str,
    /// Columns, from the left, that stay in sight when one scrolls sideways.
    pub fixed: u16,
    /// Whether its header carries filter buttons.
    pub filter: bool,
}

impl Table {
    /// A table without rows yet, with filter buttons.
    #[must_use]
    pub fn new(id: &'static str, columns: Vec<Column>) -> Self {
        Self {
            id,
            title: String::new(),
            columns,
            rows: Vec::new(),
            total: None,
            if_empty: "Nothing was returned.",
            fixed: 0,
            filter: true,
        }
    }

    /// The same table under a caption.
    #[must_use]
    pub fn titled(self, title: impl Into<String>) -> Self {
        Self { title: title.into(), ..self }
    }

    /// The same table with so many columns fixed.
    #[must_use]
    pub fn fixing(self, fixed: u16) -> Self {
        Self { fixed, ..self }
    }

    /// The same table without filter buttons.
    #[must_use]
    pub fn unfiltered(self) -> Self {
        Self { filter: false, ..self }
    }

    /// The same table with these rows.
    #[must_use]
    pub fn with_rows(self, rows: Vec<Vec<Cell>>) -> Self {
        Self { rows, ..self }
    }
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading, with the unit.
    pub heading: String,
    /// What it holds, which decides how it is aligned.
    pub kind: Kind,
    /// The most characters wide it should grow before it wraps.
    pub width: u16,
    /// Cells to set off by what they say.
    pub tones: &'static [(&'static str, Tone)],
    /// Whether a bar behind each number shows how large it is beside the others.
    pub bars: bool,
}

impl Column {
    /// A column of text, wrapped at `width` characters.
    #[must_use]
    pub fn text(heading: impl Into<String>, width: u16) -> Self {
        Self { heading: heading.into(), kind: Kind::Text, width, tones: &[], bars: false }
    }

    /// A column of numbers, shares, money or dates.
    #[must_use]
    pub fn number(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), kind: Kind::Number, width: 13, tones: &[], bars: false }
    }

    /// A column left empty for people to fill in.
    #[must_use]
    pub fn entry(heading: impl Into<String>, width: u16) -> Self {
        Self { kind: Kind::Entry, ..Self::text(heading, width) }
    }

    /// A column for programs, kept out of people's way.
    #[must_use]
    pub fn key(heading: impl Into<String>) -> Self {
        Self { kind: Kind::Key, ..Self::text(heading, 10) }
    }

    /// The same column, its cells set off by what they say.
    #[must_use]
    pub fn toned(self, tones: &'static [(&'static str, Tone)]) -> Self {
        Self { tones, ..self }
    }

    /// The same column with bars behind its numbers.
    #[must_use]
    pub fn barred(self) -> Self {
        Self { bars: true, ..self }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words, aligned to the left.
    Text,
    /// Numbers, shares, money and dates, and readings of them, aligned to the right.
    Number,
    /// What people are asked to fill in.
    Entry,
    /// What programs know a row by: kept narrow and on one line.
    Key,
}

/// How a cell is set off; writers choose the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// Fully so.
    Strong,
    /// In part.
    Medium,
    /// On the way.
    Light,
    /// Nothing known.
    Muted,
    /// Must be put right.
    Alert,
    /// To be looked at.
    Warn,
}

/// What a cell holds. Numbers are exact: hundredths, pence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Blank,
    /// Words; always written as words, whatever they look like.
    Text(String),
    /// A number, in hundredths.
    Number(i64),
    /// A share, in hundredths of a percent.
    Percent(i64),
    /// Pounds sterling, in pence.
    Money(i64),
    /// A date.
    Date(Date),
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it shows; a formula's result where it has one.
    pub value: Value,
    /// The formula that gives the value.
    pub formula: Option<Formula>,
    /// Where a click on it leads.
    pub link: Option<Link>,
    /// Shorthand shown after a number, such as `[e]`.
    pub marker: String,
    /// The cells that hold what can be chosen here; other words may be typed too. Boxed
    /// because cells are many, and few of them have choices.
    pub choices: Option<Box<Area>>,
}

impl Cell {
    /// A cell of this value.
    #[must_use]
    pub fn of(value: Value) -> Self {
        Self { value, formula: None, link: None, marker: String::new(), choices: None }
    }

    /// An empty cell.
    #[must_use]
    pub fn blank() -> Self {
        Self::of(Value::Blank)
    }

    /// Words; an empty cell where there are none.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self::of(if text.is_empty() { Value::Blank } else { Value::Text(text) })
    }

    /// A whole number.
    #[must_use]
    pub fn whole(number: i64) -> Self {
        Self::of(Value::Number(number.saturating_mul(100)))
    }

    /// A date, or nothing.
    #[must_use]
    pub fn date(date: Option<Date>) -> Self {
        Self::of(date.map_or(Value::Blank, Value::Date))
    }

    /// The same cell, its value given by a formula.
    #[must_use]
    pub fn with(self, formula: Formula) -> Self {
        Self { formula: Some(formula), ..self }
    }

    /// The same cell, leading somewhere.
    #[must_use]
    pub fn to(self, link: Link) -> Self {
        Self { link: Some(link), ..self }
    }

    /// The same cell, leading somewhere where there is such a place.
    #[must_use]
    pub fn to_some(self, link: Option<Link>) -> Self {
        Self { link, ..self }
    }

    /// The same cell with a list to choose from.
    #[must_use]
    pub fn choosing(self, choices: Area) -> Self {
        Self { choices: Some(Box::new(choices)), ..self }
    }

    /// The same cell with shorthand after its number.
    #[must_use]
    pub fn marked(self, marker: impl Into<String>) -> Self {
        Self { marker: marker.into(), ..self }
    }
}

/// A place within the workbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Link {
    /// A sheet's first cell.
    Sheet(&'static str),
    /// A row of a table, counted from 0.
    Row(&'static str, usize),
}
