//! Training said in a word: `Internal training`, and `None` beside or below it where a
//! table would stand.

use super::grid::{Grid, Seen};
use super::labels::{delivery_said, is_silence};
use super::tables::{Table, TableCell, TableRow};
use crate::model::Section;

/// Adds what is said so of a delivery that has no table on the sheet.
pub(super) fn add(grid: &Grid, tables: &mut Vec<Table>) {
    let found: Vec<Table> = grid.all().filter_map(|(at, seen)| said(grid, at, seen, tables)).collect();
    tables.extend(found);
}

/// A heading that names a delivery of training, with a word that answers it.
fn said(grid: &Grid, (row, col): (u32, u32), seen: &Seen, tables: &[Table]) -> Option<Table> {
    let training = |word: &String| ["training", "course", "activity", "activitie"].contains(&word.as_str());
    let heads = seen.words.len() <= 6
        && delivery_said(&seen.words).is_some()
        && (seen.words.len() == 1 || seen.words.iter().any(training))
        && !is_silence(&seen.words);
    if !heads {
        return None;
    }
    let beside = grid.row(row).find(|(c, _)| *c > col).map(|(c, seen)| ((row, c), seen));
    let next = grid.rows().iter().copied().find(|below| *below > row)?;
    let alone = grid.row(next).count() == 1;
    let below = || grid.at(next, col).filter(|_| alone && next <= row + 2).map(|seen| ((next, col), seen));
    let (at, answer) = beside.or_else(below)?;
    let silent = is_silence(answer.words.get(..4.min(answer.words.len()))?) && answer.words.len() <= 8;
    let taken = |at: (u32, u32)| {
        let place = grid.at_ref(at.0, at.1);
        tables
            .iter()
            .any(|table| table.at == place || table.rows.iter().any(|one| one.places.contains(&place)))
    };
    if !silent || taken(at) || taken((row, col)) {
        return None;
    }
    let answered = TableRow {
        cells: vec![Some(TableCell::of(grid, at, answer))],
        places: vec![grid.at_ref(at.0, at.1)],
        after_gap: false,
        beside: None,
    };
    Some(Table {
        section: Section::Training,
        ids: vec!["activity".to_owned()],
        headings: vec![String::new()],
        at: grid.at_ref(row, col),
        over: vec![TableCell::of(grid, (row, col), seen)],
        rows: vec![answered],
        score: 0,
        sheet: grid.sheet().to_owned(),
        guessed: false,
    })
}
