//! Reviews written one remark to a row: the row names its review and its list
//! (`Peer review | Good practice | ...`, or the list first, once for all its reviews), and the
//! remark stands after them. Or no heading says which list is which.

use super::{Stop, WIDEST_GAP, end, is_name, list_told, table};
use crate::model::CellValue;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::around::{Time, names_review, reviews_named, time};
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Questionnaire, words};

/// A text of more words names neither a review nor a list.
const LONGEST: usize = 12;

/// A remark's row: the cell and words that name its review, the list, and the remark.
#[derive(Clone, Copy)]
struct Remark<'a> {
    review: (u32, &'a Seen),
    /// Its column in the table.
    list: usize,
    said: Option<(u32, &'a Seen)>,
    row: u32,
    /// The column of the list's name, where that stands before the review's.
    list_first: Option<u32>,
}

/// The table of the rows that name their review and their list; two of them at least, and
/// not all of one list.
pub(crate) fn labelled(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let mut found: Vec<Remark> = Vec::new();
    for row in grid.rows().iter().copied() {
        let Some(remark) = remark(grid, row, found.last(), asked) else { continue };
        // Rows far below, with another section between, are other things.
        let begun = found.first().map_or((row, remark.review.0), |first| (first.row, first.review.0));
        if end(stops, begun) < row {
            break;
        }
        found.push(remark);
    }
    let lists = |list: usize| found.iter().any(|one| one.list == list);
    let whole = found.len() > 1 && lists(1) && lists(2);
    whole.then(|| table_of(grid, &found, false))?
}

/// What a row says of itself, or goes on with after the one before.
fn remark<'a>(
    grid: &'a Grid,
    row: u32,
    before: Option<&Remark<'a>>,
    asked: &Questionnaire,
) -> Option<Remark<'a>> {
    let shown: Vec<(u32, &Seen)> = grid
        .columns_shown(row)
        .into_iter()
        .filter_map(|col| grid.shown(row, col).filter(|(at, _)| at.1 == col).map(|(_, seen)| (col, seen)))
        .collect();
    let own = |seen: &Seen| (seen.words.len() <= LONGEST).then(|| list_told(&seen.words, 80, asked))?;
    let mut lists = shown.iter().enumerate().filter_map(|(place, (_, seen))| Some((place, own(seen)?)));
    let Some((place, list)) = lists.next() else { return goes_on(&shown, row, before?, asked) };
    // Two lists in one row are the headings of a table.
    if lists.next().is_some() {
        return None;
    }
    let named = shown.iter().take(place).rev().find(|(_, seen)| names_review(asked, seen));
    if let Some(review) = named {
        // The remark stands last, or before both: `Weak scrutiny | CPA | Improvement`.
        let after = shown.get(place + 1);
        let first = shown.first().filter(|(col, _)| *col < review.0);
        return Some(Remark { review: *review, list, said: after.or(first).copied(), row, list_first: None });
    }
    let (col, _) = shown.get(place)?;
    // The review stands right after its list, or last: `Improvement | Weak scrutiny | CPA`.
    let (review, said) =
        [(place + 1, place + 2), (place + 2, place + 1)].into_iter().find_map(|(name, said)| {
            let review = shown.get(name).filter(|(_, seen)| is_name(&seen.text, asked))?;
            Some((*review, shown.get(said).copied()))
        })?;
    Some(Remark { review, list, said, row, list_first: Some(*col) })
}

/// A row right below a list's name that stands before the reviews': the next review of the list.
fn goes_on<'a>(
    shown: &[(u32, &'a Seen)],
    row: u32,
    before: &Remark<'a>,
    asked: &Questionnaire,
) -> Option<Remark<'a>> {
    let list = before.list_first.filter(|_| row <= before.row + WIDEST_GAP)?;
    let own = shown.iter().position(|(col, _)| *col >= list)?;
    let review =
        shown.get(own).filter(|(col, seen)| *col == before.review.0 && is_name(&seen.text, asked))?;
    Some(Remark { review: *review, said: shown.get(own + 1).copied(), row, ..*before })
}

/// Rows that begin with a review's name and hold two texts beside it, under no heading:
/// good practice and areas for improvement in the form's order. Said to be guessed.
pub(crate) fn unheaded(grid: &Grid, asked: &Questionnaire) -> Option<Table> {
    let mut found: Vec<Remark> = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    let mut last: Option<(u32, u32)> = None;
    for row in grid.rows().iter().copied() {
        let mut cells = grid.row(row);
        let Some((col, seen)) = cells.next().filter(|(_, seen)| names_review(asked, seen)) else { continue };
        if last.is_some_and(|(before, at)| row > before + 3 || at != col)
            || names.contains(&seen.text.as_str())
        {
            continue;
        }
        last = Some((row, col));
        names.push(&seen.text);
        let beside: Vec<(u32, &Seen)> = cells.filter(|(c, _)| *c == col + 1 || *c == col + 2).collect();
        // A programme of reviews says when they are, and not what they said.
        if beside.iter().any(|(_, seen)| says_when(seen)) {
            return None;
        }
        for (list, place) in [(1, col + 1), (2, col + 2)] {
            let said = beside.iter().find(|(c, _)| *c == place).copied();
            found.push(Remark { review: (col, seen), list, said, row, list_first: None });
        }
    }
    let sure = |name: &&&str| reviews_named(&words(name)) > 0;
    let both = |list: usize| found.iter().any(|one| one.list == list && one.said.is_some());
    let whole = names.len() > 1 && names.iter().any(|name| sure(&name)) && both(1) && both(2);
    whole.then(|| table_of(grid, &found, true))?
}

/// Whether a text is a day, a month or a year, and no more.
fn says_when(seen: &Seen) -> bool {
    let date = matches!(seen.value, CellValue::Date(_));
    let dated = |told: &[String]| matches!(time(told), Some(Time::Year(_))) && told.len() <= 3;
    date || dated(&seen.words)
}

/// The table that the remarks make.
fn table_of(grid: &Grid, remarks: &[Remark], guessed: bool) -> Option<Table> {
    let first = remarks.first()?;
    let rows = remarks.iter().map(|remark| {
        let (col, seen) = remark.review;
        let mut cells = vec![Some(TableCell::of(grid, (remark.row, col), seen)), None, None];
        let at = remark.said.map_or(col, |(col, _)| col);
        if let Some(place) = cells.get_mut(remark.list) {
            *place = remark.said.map(|(col, seen)| TableCell::of(grid, (remark.row, col), seen));
        }
        TableRow { cells, places: vec![grid.at_ref(remark.row, at); 3], after_gap: false, beside: None }
    });
    Some(Table { guessed, ..table(grid, (first.row, first.review.0), rows.collect()) })
}
