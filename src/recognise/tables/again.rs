//! Headers below others: those that are rows of a table above, those that head another table of
//! their section, those of a second table that says more of the cohorts of one above, and how far
//! up their headings are merged.

use std::collections::BTreeSet;

use super::chosen::{Chosen, counted_cohorts};
use super::headers::{DEEPEST, Header, SURE, counts};
use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::training::cost_rows::is_costed;
use crate::reference::words;

/// Whether what resembles a header is a row under an earlier one: less like one than that, or as full
/// as the rows above it. `row` is where it was looked for.
pub(crate) fn is_row_of(grid: &Grid, row: u32, header: &Header, earlier: &Header) -> bool {
    let other = header.section != earlier.section;
    let near =
        header.top <= earlier.bottom + 2 && header.score < earlier.score && !(other && header.is_sure());
    let weaker = !other && header.score * 10 < earlier.score * 7 && !begins(grid, header);
    earlier.bottom < header.top
        && header.left() <= earlier.right()
        && header.right() >= earlier.left()
        && (near || weaker || is_costed(grid, row, earlier) || continues(grid, header, earlier))
}

/// Whether what resembles a header is a row of the table above, which is of another section: it fills
/// the table's columns, more of them than it names, as the row right above it does.
fn continues(grid: &Grid, header: &Header, table: &Header) -> bool {
    let whole = |row: u32| table.columns.iter().all(|column| grid.at(row, column.col).is_some());
    table.section != header.section
        && table.left() <= header.left()
        && header.right() <= table.right()
        && header.columns.len() < table.columns.len()
        && table.bottom + 1 < header.top
        && !header.is_sure()
        && whole(header.top)
        && whole(header.top - 1)
}

/// Whether a header heads another table below one of its section: `Tier` and `Number qualified` under
/// a title of their own.
fn begins(grid: &Grid, header: &Header) -> bool {
    let Some(title) = header.top.checked_sub(1) else { return false };
    // What stands beside it is another's.
    let own = |col: u32| (header.left()..=header.right()).contains(&col);
    let alone = |row: u32, most: usize| grid.row(row).filter(|(col, _)| own(*col)).count() <= most;
    let apart = alone(title, 0) || alone(title, 1) && title.checked_sub(1).is_some_and(|row| alone(row, 0));
    let mut known = header.columns.iter().filter(|column| !column.id.is_empty());
    apart && known.clone().count() > 1 && known.all(|column| column.likeness >= SURE)
}

/// A header with the rows above it from which headings are merged down into it.
pub(crate) fn raised(grid: &Grid, mut header: Header) -> Header {
    if grid.is_sideways() {
        return header;
    }
    let named = header.columns.iter().filter(|column| counts(&column.id));
    let tops = named.map(|column| grid.extent(header.top, column.col).top);
    let highest = header.bottom.saturating_sub(DEEPEST - 1);
    header.top = tops.filter(|top| *top >= highest).min().unwrap_or(header.top).min(header.top);
    header
}

/// What heads the cohorts in a table of coaching.
pub(crate) fn cohorts(header: &Header) -> Option<Vec<String>> {
    let cohort = header.columns.iter().find(|column| column.id == "cohort")?;
    (header.section == Section::Coaching).then(|| words(&cohort.text))
}

/// Whether a table says of the cohorts of one above, headed alike, what that does not: their course's
/// cost, who gave it, or a single figure.
pub(crate) fn goes_on(columns: &[Chosen], known: &BTreeSet<Vec<String>>) -> bool {
    let sure = |column: &&Chosen| column.likeness >= SURE;
    let Some(cohort) = columns.iter().filter(sure).find(|column| column.id == "cohort") else { return false };
    let others = columns.iter().filter(sure).any(|column| column.id != "cohort");
    let headed = cohort.heading.parts.last().is_some_and(|part| known.contains(&part.words));
    others && headed && counted_cohorts(columns) < 2
}
