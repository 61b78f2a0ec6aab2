//! Audit: whether a workbook is made as the Government Analysis Function's guidance on
//! statistics in spreadsheets asks, item by item, with the cells that are not.
//!
//! Each thing that the guidance asks for is one [`Item`] of [`ITEMS`]: what a file shows
//! is checked by a function in the file of its subject here; what only a person can judge
//! is listed as such. Any `.xlsx` can be audited, ours or not.

mod cells;
mod numbers;
mod sheets;
mod tables;
mod words;

use crate::model::{address, column_letters};
use crate::read::{Dressed, DressedCell, DressedSheet, DressedTable, Unreadable, read_dressed};

/// One thing that the guidance asks for.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Its id.
    pub id: &'static str,
    /// What it asks, in a sentence.
    pub asks: &'static str,
    check: Check,
}

#[derive(Debug, Clone, Copy)]
enum Check {
    /// A file shows it.
    File(fn(&Dressed) -> Vec<Fault>),
    /// A person must judge it.
    Person,
}

/// Where a workbook does not do what an item asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The sheet; empty for the workbook as a whole.
    pub sheet: String,
    /// The cell or cells; empty for the sheet as a whole.
    pub cell: String,
    /// What was found there.
    pub found: String,
}

/// How a workbook does on one item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It does what is asked.
    Passed,
    /// It does not, in these places.
    Failed(Vec<Fault>),
    /// A person must look.
    ForAPerson,
}

/// Audits a workbook: every item, in order, with its verdict.
///
/// # Errors
///
/// Where the bytes cannot be read as an `.xlsx` workbook.
pub fn audit(bytes: &[u8]) -> Result<Vec<(&'static Item, Verdict)>, Unreadable> {
    let book = read_dressed(bytes)?;
    let verdict = |item: &Item| match item.check {
        Check::Person => Verdict::ForAPerson,
        Check::File(check) => match check(&book) {
            faults if faults.is_empty() => Verdict::Passed,
            faults => Verdict::Failed(faults),
        },
    };
    Ok(ITEMS.iter().map(|item| (item, verdict(item))).collect())
}

const fn item(id: &'static str, asks: &'static str, check: fn(&Dressed) -> Vec<Fault>) -> Item {
    Item { id, asks, check: Check::File(check) }
}

const fn person(id: &'static str, asks: &'static str) -> Item {
    Item { id, asks, check: Check::Person }
}

/// Everything that is asked for, in order.
pub static ITEMS: &[Item] = &[
    item("title", "The workbook's properties name its title.", sheets::title),
    item("author", "The workbook's properties name its author.", sheets::author),
    item("language", "The workbook's properties name its language.", sheets::language),
    item("cover-contents-notes", "There are a cover, a contents and a notes sheet.", sheets::front),
    item("opens-on-first-sheet", "The workbook opens on its first sheet.", sheets::opens_on_first),
    item("sheet-names", "Every sheet has a name that says what it holds.", sheets::names),
    item("hidden-sheets", "No sheet is hidden.", sheets::hidden),
    item("sheet-title", "The title of each sheet stands in A1.", sheets::titles),
    item("heading-style", "Each title has a heading style.", sheets::headings),
    item("sheet-description", "What each sheet shows stands in A2.", sheets::descriptions),
    item("cursor", "The cursor is in A1 on every sheet.", sheets::cursors),
    item("frozen-panes", "No panes are frozen.", sheets::panes),
    item("images", "There are no images, charts, shapes or comments on a sheet.", sheets::objects),
    item("macros", "There are no macros.", sheets::macros),
    item("one-table", "Each sheet holds one table, marked up as a table.", tables::one_each),
    item(
        "table-names",
        "Each table has a name that says what it holds, once in the workbook.",
        tables::names,
    ),
    item("left-edge", "The table stands against the left edge.", tables::left_edge),
    item("nothing-beneath", "Nothing stands beneath or beside the table.", tables::nothing_beside),
    item("one-header-row", "The table has one header row, with something in every cell.", tables::header),
    item("unique-headings", "No two headings of a table are alike.", tables::unique_headings),
    item("wrapped-headings", "Headings are wrapped.", tables::wrapped_headings),
    item("filters", "There are no filters.", tables::filters),
    item("merged-cells", "No cells are merged.", cells::merged),
    item("blank-rows", "There are no blank rows or columns.", cells::blank_rows),
    item("blank-cells", "No cell of a table is blank.", cells::blank_cells),
    item("hidden-rows", "No rows or columns are hidden.", cells::hidden),
    item("formulas", "There are no formulas.", cells::formulas),
    item("fills", "No cells are filled with colour.", cells::fills),
    item("font", "All text is in a sans serif typeface of 12 points or more.", cells::fonts),
    item("links", "Each link stands in a cell of its own, with words that say where it leads.", cells::links),
    item("codes", "Codes stand in a column of their own beside names.", words::codes),
    item("shorthand", "Shorthand in brackets is explained on the notes sheet.", words::shorthand),
    item("notes", "Notes are referred to as [note 1], and each is on the notes sheet.", words::notes),
    item("raised-text", "No text is raised or lowered.", words::raised),
    item("stray-spaces", "No text begins or ends with a space, or has two together.", words::spaces),
    item("numbers-as-numbers", "Numbers are kept as numbers, not as text.", numbers::as_numbers),
    item(
        "right-aligned",
        "Numbers, and what stands in their place, are aligned to the right.",
        numbers::right_aligned,
    ),
    item("thousands", "Numbers have separators between thousands.", numbers::thousands),
    item("units", "Units are named in the headings of columns of numbers.", numbers::units),
    item("dates", "Dates are written as 1 February 2006.", numbers::dates),
    person("spelling", "Words are spelt right."),
    person(
        "plain-english",
        "Titles, headings and notes are in plain English, without jargon or initials unexplained.",
    ),
    person(
        "meaning",
        "Titles and names of sheets and tables say what they hold, to somebody who does not know it.",
    ),
    person("layout", "Each table is as simple as its figures allow, and in the order that readers look for."),
    person("accuracy", "Figures, units and dates are the right ones."),
];

/// A fault of the workbook as a whole.
fn of_workbook(found: impl Into<String>) -> Fault {
    Fault { sheet: String::new(), cell: String::new(), found: found.into() }
}

/// A fault of a sheet as a whole.
fn of_sheet(sheet: &DressedSheet, found: impl Into<String>) -> Fault {
    Fault { sheet: sheet.name.clone(), cell: String::new(), found: found.into() }
}

/// A fault at a cell.
fn at(sheet: &DressedSheet, (row, column): (u32, u32), found: impl Into<String>) -> Fault {
    Fault { sheet: sheet.name.clone(), cell: address(row, column), found: found.into() }
}

/// A fault of every sheet that a test finds something on.
fn each_sheet(book: &Dressed, found: impl Fn(&DressedSheet) -> Option<String>) -> Vec<Fault> {
    book.sheets.iter().filter_map(|sheet| Some(of_sheet(sheet, found(sheet)?))).collect()
}

/// A fault of every cell that a test finds something in.
fn each_cell(
    book: &Dressed,
    found: impl Fn(&DressedSheet, (u32, u32), &DressedCell) -> Option<String>,
) -> Vec<Fault> {
    let cells =
        book.sheets.iter().flat_map(|sheet| sheet.cells.iter().map(move |(at, cell)| (sheet, *at, cell)));
    cells.filter_map(|(sheet, place, cell)| Some(at(sheet, place, found(sheet, place, cell)?))).collect()
}

/// The sheet's one table; the first where it has several.
fn table(sheet: &DressedSheet) -> Option<&DressedTable> {
    sheet.tables.first()
}

/// The cells of a column of a sheet's table, without its header.
fn body<'a>(
    sheet: &'a DressedSheet,
    table: &'a DressedTable,
    column: u32,
) -> impl Iterator<Item = ((u32, u32), &'a DressedCell)> {
    let first = table.extent.top.saturating_add(table.header_rows);
    let cells = sheet.cells.range((first, 0)..=(table.extent.bottom, u32::MAX));
    cells.filter(move |(at, _)| at.1 == column).map(|(at, cell)| (*at, cell))
}

/// The columns of a table, from 0; no more than a sheet can have.
fn columns(table: &DressedTable) -> std::ops::RangeInclusive<u32> {
    table.extent.left..=table.extent.right.min(16_383)
}

/// A stretch of columns as people name it.
fn column_names(first: u32, last: u32) -> String {
    format!("{}:{}", column_letters(first), column_letters(last))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn items_have_ids_of_their_own_and_ask_in_sentences() {
        let ids: BTreeSet<&str> = ITEMS.iter().map(|item| item.id).collect();
        assert_eq!(ids.len(), ITEMS.len());
        assert!(ITEMS.iter().all(|item| item.asks.ends_with('.')));
    }
}
