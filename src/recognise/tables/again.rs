//! Headers below others: those that head another table of their section, those of a second table that
//! says more of the cohorts of one above, and how far up their headings are merged.

use std::collections::BTreeSet;

use super::chosen::{Chosen, counted_cohorts};
use super::headers::{DEEPEST, Header, SURE, counts};
use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::reference::words;

/// Whether a header heads another table below one of its section: `Tier` and `Number qualified` under
/// a title of their own.
pub(crate) fn begins(grid: &Grid, header: &Header) -> bool {
    let Some(title) = header.top.checked_sub(1) else { return false };
    // What stands beside it is another's.
    let own = |col: u32| (header.left()..=header.right()).contains(&col);
    let alone = |row: u32, most: usize| grid.row(row).filter(|(col, _)| own(*col)).count() <= most;
    let apart = alone(title, 0) || alone(title, 1) && title.checked_sub(1).is_some_and(|row| alone(row, 0));
    apart && header.columns.len() > 1 && header.columns.iter().all(|column| column.likeness >= SURE)
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
