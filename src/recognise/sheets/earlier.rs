//! An earlier year's answers, kept in the workbook for comparison: sheets that say so in their
//! names or at their top, and tables that say so right above. None of them is this year's return.

use std::collections::BTreeSet;

use crate::model::{CellRef, Code, Finding, RawBook, RawSheet};
use crate::recognise::tables::around::{self, Time};
use crate::recognise::{Recognised, Sheet};
use crate::reference::words;

/// What is said of a sheet that is left out.
pub(crate) const SAID: &str = "This sheet is said to hold an earlier year's answers and was not read.";
/// A longer text says more than what a table is.
const LONGEST: usize = 14;
/// Rows above a table's headings in which its caption stands.
const ABOVE: u32 = 2;
/// Cells at the top of a sheet, its titles among them.
const TOP: usize = 8;
/// Cells of a sheet on which a section may be answered.
const FEW: usize = 4;

/// Whether a caption says that what follows is of an earlier year: `Last year's figures, for
/// information`, `For comparison: 2004`.
fn is_earlier(told: &[String]) -> bool {
    let says = |pair: [&str; 2]| told.windows(2).any(|two| two == pair);
    let figures = |word: &String| {
        ["figure", "return", "answer", "questionnaire", "response", "submission"].contains(&word.as_str())
    };
    let of_last = || around::time(told) == Some(Time::Past) && told.iter().any(figures);
    let informs = || says(["for", "information"]) && around::time(told).is_some();
    told.len() <= LONGEST
        && (says(["for", "comparison"]) || says(["comparison", "only"]) || informs() || of_last())
}

/// The year that a sheet is named after, where its name says that it is that year's return; a bare
/// year may be that of its courses.
fn year_of(name: &str) -> Option<Time> {
    const RETURN: [&str; 6] = ["return", "questionnaire", "form", "survey", "response", "submission"];
    let told = words(name);
    let (numbers, said): (Vec<_>, Vec<_>) =
        told.iter().partition(|word| word.chars().all(|c| c.is_ascii_digit()));
    let plain = !said.is_empty() && said.iter().all(|word| RETURN.contains(&word.as_str()));
    around::time(&told).filter(|time| matches!(time, Time::Year(_)) && plain && !numbers.is_empty())
}

/// The sheets, from 0, that hold an earlier year's answers, where others hold this year's.
pub(crate) fn sheets(book: &RawBook) -> BTreeSet<usize> {
    let years: Vec<Option<Time>> = book.sheets.iter().map(|sheet| year_of(&sheet.name)).collect();
    let latest = years.iter().flatten().max();
    let earlier = |(place, sheet): (usize, &RawSheet)| {
        let before = years.get(place).and_then(Option::as_ref).is_some_and(|year| Some(year) < latest);
        let name = words(&sheet.name);
        let named = around::time(&name) == Some(Time::Past) && name.len() <= 4;
        (before || named || is_earlier(&name) || titles(sheet).any(|title| is_earlier(&words(&title))))
            .then_some(place)
    };
    let found: BTreeSet<usize> = book.sheets.iter().enumerate().filter_map(earlier).collect();
    let mut others = book.sheets.iter().enumerate().filter(|(place, _)| !found.contains(place));
    if others.any(|(_, sheet)| sheet.cells.len() > FEW) { found } else { BTreeSet::new() }
}

/// The texts at the top of a sheet that stand alone in their rows.
fn titles(sheet: &RawSheet) -> impl Iterator<Item = String> {
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).take(TOP).collect();
    let alone = |row: u32| {
        let mut cells = sheet.cells.range((row, 0)..=(row, u32::MAX));
        cells.next().filter(|_| cells.next().is_none()).map(|(_, cell)| cell.value.text())
    };
    rows.into_iter().map_while(alone)
}

/// Takes out the tables under a caption that says they are an earlier year's, where the section
/// has another table.
pub(crate) fn leave_out_tables(sheets: &[Sheet], found: &mut Recognised) {
    let caption = |at: &CellRef| {
        let grid = &sheets.iter().find(|sheet| sheet.upright.sheet() == &*at.sheet)?.upright;
        let rows = at.row.saturating_sub(ABOVE)..at.row + 1;
        let cells = rows.rev().flat_map(|row| grid.row(row));
        let mut own = cells.filter(|(col, seen)| *col <= at.col && is_earlier(&seen.words));
        own.next().map(|(_, seen)| seen.text.clone())
    };
    let captions: Vec<Option<String>> = found.tables.iter().map(|table| caption(&table.at)).collect();
    let tables = std::mem::take(&mut found.tables);
    let kept: BTreeSet<_> = tables
        .iter()
        .zip(&captions)
        .filter(|(_, caption)| caption.is_none())
        .map(|(table, _)| table.section)
        .collect();
    for (table, caption) in tables.into_iter().zip(captions) {
        match caption.filter(|_| kept.contains(&table.section)) {
            Some(caption) => found.findings.push(Finding::at(
                Code::ExampleSkipped,
                &table.at,
                caption,
                "This table is said to hold an earlier year's figures and was not read.",
            )),
            None => found.tables.push(table),
        }
    }
}
