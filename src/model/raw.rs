//! A workbook as it was read: cells with their addresses and what they hold,
//! merged regions, what is hidden, what is remarked. No meaning yet.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::parse_address;

/// What one cell holds. Blank cells are not kept; an empty string is blank.
#[derive(Debug, Clone, PartialEq)]
pub enum CellValue {
    /// Text, with its line breaks as `\n`.
    Text(String),
    /// A number, as the file has it.
    Number(f64),
    /// A number shown as a percentage: 0.6 shown as 60% is `Percent(60.0)`.
    Percent(f64),
    /// A date, and the number behind it as the file has it.
    Date(Date),
    /// A time of day or a span of time, as text.
    Time(String),
    /// TRUE or FALSE.
    Flag(bool),
    /// An error such as `#REF!`.
    Error(String),
}

impl CellValue {
    /// What a person sees in the cell, near enough: whole numbers without a
    /// point, dates as 1 February 2006.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) | Self::Time(text) | Self::Error(text) => text.clone(),
            Self::Number(number) => plain_number(*number),
            Self::Percent(number) => format!("{}%", plain_number(*number)),
            Self::Date(date) => date.strftime("%-d %B %Y").to_string(),
            Self::Flag(true) => "TRUE".to_owned(),
            Self::Flag(false) => "FALSE".to_owned(),
        }
    }
}

/// A number without a needless point: 16 and 7.5, not 16.0.
fn plain_number(number: f64) -> String {
    let rounded = (number * 1e6).round() / 1e6;
    format!("{rounded}")
}

/// A cell that holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct RawCell {
    /// What it holds.
    pub value: CellValue,
}

/// A rectangle of cells, both corners included, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Extent {
    /// First row.
    pub top: u32,
    /// First column.
    pub left: u32,
    /// Last row.
    pub bottom: u32,
    /// Last column.
    pub right: u32,
}

impl Extent {
    /// The region that a text such as `A1:B2` names, its corners in either order.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.replace('$', "");
        let (first, second) = text.split_once(':').unwrap_or((&text, &text));
        let (first, second) = (parse_address(first.trim())?, parse_address(second.trim())?);
        Some(Self {
            top: first.0.min(second.0),
            left: first.1.min(second.1),
            bottom: first.0.max(second.0),
            right: first.1.max(second.1),
        })
    }

    /// The same cells on a sheet turned on its side.
    #[must_use]
    pub fn turned(self) -> Self {
        Self { top: self.left, left: self.top, bottom: self.right, right: self.bottom }
    }

    /// Whether the cell lies within.
    #[must_use]
    pub fn contains(&self, row: u32, col: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&col)
    }

    /// Whether the two share a cell.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        self.top <= other.bottom
            && other.top <= self.bottom
            && self.left <= other.right
            && other.left <= self.right
    }
}

/// One sheet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawSheet {
    /// Its name as the council wrote it.
    pub name: String,
    /// Hidden or very hidden.
    pub hidden: bool,
    /// Cells that hold something, by row and column from 0. Cells under a merge
    /// that are not its top-left one are kept if the file holds a value there.
    pub cells: BTreeMap<(u32, u32), RawCell>,
    /// Merged regions of more than one cell.
    pub merges: Vec<Extent>,
    /// Hidden rows, where the format tells.
    pub hidden_rows: BTreeSet<u32>,
    /// Hidden columns, where the format tells.
    pub hidden_cols: BTreeSet<u32>,
    /// Comments by cell, where the format tells.
    pub comments: BTreeMap<(u32, u32), String>,
}

/// One workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RawBook {
    /// `xlsx`, `xlsm`, `xlsb`, `xls`, `ods` or `csv`, told by content.
    pub format: String,
    /// Its worksheets in order; chart and macro sheets are left out.
    pub sheets: Vec<RawSheet>,
    /// Things noticed while reading that a person should know, as
    /// (sheet, address, what was found, message).
    pub remarks: Vec<Remark>,
}

/// Something noticed while reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The sheet, where it is about one.
    pub sheet: Option<String>,
    /// The cell's address, where it is about one.
    pub cell: Option<String>,
    /// What was found.
    pub found: String,
    /// A sentence a person can act on.
    pub message: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_read_in_either_order() {
        let whole = Extent { top: 0, left: 0, bottom: 1, right: 2 };
        assert_eq!(Extent::parse("A1:C2"), Some(whole));
        assert_eq!(Extent::parse("$C$2:$A$1"), Some(whole));
        assert_eq!(Extent::parse("A:C"), None);
    }
}
