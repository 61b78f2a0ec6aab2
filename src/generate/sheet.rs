//! Plain sheets: a workbook before it has a format.

use jiff::civil::Date;

/// One workbook.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Book {
    /// The period whose folder it goes into.
    pub period: String,
    /// Its name within that folder.
    pub file: String,
    /// Dates count from 1904, as Excel on a Mac once did; `.xlsx` alone can.
    pub from_1904: bool,
    /// Its sheets, in order.
    pub sheets: Vec<Sheet>,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The name on its tab.
    pub name: String,
    /// Hidden from its reader.
    pub hidden: bool,
    /// Its rows from the top.
    pub rows: Vec<Row>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    /// Hidden from its reader.
    pub hidden: bool,
    /// Set in bold, as headings are.
    pub bold: bool,
    /// Its cells from the left.
    pub cells: Vec<Cell>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Cell {
    /// Nothing.
    #[default]
    Nothing,
    /// Merged with the cell to its left, with what the file still holds under it.
    MergedLeft(String),
    /// Merged with the cell above, with what the file still holds under it.
    MergedAbove(String),
    /// Text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number shown as a percentage: 60 is 60%.
    Percent(f64),
    /// A number shown in pounds.
    Pounds(f64),
    /// A date.
    Date(Date),
    /// TRUE or FALSE.
    Flag(bool),
    /// A formula and its stored result, if any; the result alone where the format is not `.xlsx`.
    Formula(String, String),
}

impl Cell {
    /// Text, or nothing where there is none.
    #[must_use]
    pub fn text(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }

    /// A whole number.
    #[must_use]
    pub fn count(count: u32) -> Self {
        Self::Number(f64::from(count))
    }
}

/// A merged region: first row and column, last row and column.
pub(super) type Region = [u32; 4];

impl Sheet {
    /// Its merged regions of more than one cell.
    pub(super) fn merges(&self) -> Vec<Region> {
        let mut regions = Vec::new();
        for (row, drawn) in (0_u32..).zip(&self.rows) {
            for (col, cell) in (0_u32..).zip(&drawn.cells) {
                if matches!(cell, Cell::MergedLeft(_) | Cell::MergedAbove(_)) {
                    continue;
                }
                let right =
                    (col + 1..).take_while(|at| matches!(self.cell(row, *at), Some(Cell::MergedLeft(_))));
                let below =
                    (row + 1..).take_while(|at| matches!(self.cell(*at, col), Some(Cell::MergedAbove(_))));
                let (bottom, right) = (below.last().unwrap_or(row), right.last().unwrap_or(col));
                if (bottom, right) != (row, col) {
                    regions.push([row, col, bottom, right]);
                }
            }
        }
        regions
    }

    fn cell(&self, row: u32, col: u32) -> Option<&Cell> {
        self.rows.get(usize::try_from(row).ok()?)?.cells.get(usize::try_from(col).ok()?)
    }
}

/// What a cell of a file holds: what every format but `.xlsx` writes alike.
pub(super) enum Stored<'a> {
    /// Text.
    Text(&'a str),
    /// A number and the way it is shown.
    Number(f64, Shown),
    /// TRUE or FALSE.
    Flag(bool),
}

/// The way a number is shown; also its cell's style in the binary formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// As it is.
    Plain,
    /// As a percentage.
    Percent,
    /// In pounds.
    Pounds,
    /// As a date.
    Date,
}

impl Shown {
    /// Every way, in the order of [`Shown::style`].
    pub(super) const ALL: [Self; 4] = [Self::Plain, Self::Percent, Self::Pounds, Self::Date];

    /// Its place among the styles that the binary formats are given.
    pub(super) fn style(self) -> u16 {
        match self {
            Self::Plain => 0,
            Self::Percent => 1,
            Self::Pounds => 2,
            Self::Date => 3,
        }
    }

    /// Excel's number for its format: built in, or from 164 on our own.
    pub(super) fn format(self) -> u16 {
        match self {
            Self::Plain => 0,
            Self::Percent => 9,
            Self::Pounds => 164,
            Self::Date => 14,
        }
    }
}

/// Excel's code of the format numbered 164.
pub(super) const POUNDS: &str = "\"\u{a3}\"#,##0.00";

impl Cell {
    /// What the file holds; `None` where it holds nothing.
    pub(super) fn stored(&self) -> Option<Stored<'_>> {
        Some(match self {
            Self::Nothing => return None,
            Self::Text(text) | Self::MergedLeft(text) | Self::MergedAbove(text) => {
                Stored::Text(Some(text.as_str()).filter(|text| !text.is_empty())?)
            }
            Self::Number(number) => Stored::Number(*number, Shown::Plain),
            Self::Percent(number) => Stored::Number(number / 100.0, Shown::Percent),
            Self::Pounds(number) => Stored::Number(*number, Shown::Pounds),
            Self::Date(date) => Stored::Number(day(*date, false), Shown::Date),
            Self::Flag(flag) => Stored::Flag(*flag),
            Self::Formula(_, result) => match result.parse() {
                Ok(number) => Stored::Number(number, Shown::Plain),
                Err(_) => Stored::Text(result),
            },
        })
    }
}

/// The number of a day as Excel counts them.
pub(super) fn day(date: Date, from_1904: bool) -> f64 {
    let first = if from_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    date.since(first).map_or(0.0, |span| f64::from(span.get_days()))
}
