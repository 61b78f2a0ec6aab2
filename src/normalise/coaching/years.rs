//! Cohorts with a row for each year: of last year's figures and this year's the later count.

use crate::model::{Code, Finding};
use crate::normalise::training::rows::is_year;
use crate::recognise::{Table, TableCell, TableRow};
use crate::reference::words;

/// Leaves of each cohort the row of the latest year, and says so.
pub(crate) fn keep_latest(table: &mut Table, findings: &mut Vec<Finding>) {
    let Some((years, cohort)) = years(table).zip(table.column("cohort")) else { return };
    let mut kept: Vec<(TableRow, u32)> = Vec::new();
    let mut left_out: Option<TableCell> = None;
    for row in std::mem::take(&mut table.rows) {
        let year = row.cells.get(years).and_then(Option::as_ref).and_then(year);
        let named = row.cells.get(cohort).and_then(Option::as_ref);
        let of = |one: &&mut (TableRow, u32)| named.is_none_or(|cell| names(&one.0, cohort, cell));
        match (kept.last_mut().filter(of), year) {
            (Some((last, known)), Some(year)) if year != *known => {
                left_out = left_out.or_else(|| last.cells.get(years).cloned().flatten());
                if year > *known {
                    let name = last.cells.get_mut(cohort).and_then(Option::take);
                    (*last, *known) = (row, year);
                    if let Some(cell) = last.cells.get_mut(cohort) {
                        *cell = name;
                    }
                }
            }
            _ => kept.push((row, year.unwrap_or(0))),
        }
    }
    table.rows = kept.into_iter().map(|(row, _)| row).collect();
    if let Some(cell) = left_out {
        let message = "Each cohort has a row for each year; the figures of the latest were read, and those of the years before were left out.";
        findings.push(Finding::at(Code::LayoutUnclear, &cell.at, &cell.text, message));
    }
}

/// The column that names a year in each row, but for that of the total perhaps.
fn years(table: &Table) -> Option<usize> {
    let of_years = |place: &usize| {
        let own = table.ids.get(*place).is_some_and(|id| id.is_empty() || id == "comment");
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(*place)?.as_ref());
        let filled = cells.clone().count();
        own && filled > 1 && filled + 1 >= table.rows.len() && cells.all(|cell| year(cell).is_some())
    };
    (0..table.ids.len()).find(of_years)
}

/// The last year that a cell names: `2006`, `2005/06`.
fn year(cell: &TableCell) -> Option<u32> {
    let told = words(&cell.text);
    if !is_year(&told) {
        return None;
    }
    told.iter().filter_map(|word| word.parse().ok()).find(|year| (1980..2100).contains(year))
}

/// Whether a row is about the cohort that a cell names.
fn names(row: &TableRow, cohort: usize, cell: &TableCell) -> bool {
    let own = row.cells.get(cohort).and_then(Option::as_ref);
    own.is_some_and(|own| words(&own.text) == words(&cell.text))
}
