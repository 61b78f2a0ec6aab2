//! Training said without a table: `Internal training`, and beside or below it `None`, or the
//! activities, one to a line or to a row.

use super::grid::{Grid, Seen};
use super::labels::{delivery_headed, delivery_said, is_silence};
use super::tables::{Table, TableCell, TableRow};
use crate::model::Section;
use crate::reference::words;

/// Columns from a heading to the word that answers it, at most; beyond stands another section.
const FARTHEST: u32 = 4;

/// Ids of columns, and the cells of rows under them.
type Listed = (Vec<&'static str>, Vec<Vec<TableCell>>);

/// Adds what is said so of a delivery that has no table on the sheet. Activities are taken only
/// where the section is `headed` and has no table.
pub(super) fn add(grid: &Grid, tables: &mut Vec<Table>, headed: bool) {
    let headed = headed && !tables.iter().any(|table| table.section == Section::Training);
    let taken = |(row, col): (u32, u32)| {
        let place = grid.at_ref(row, col);
        let own = |table: &Table| table.rows.iter().any(|one| one.places.contains(&place));
        tables.iter().any(|table| table.at == place || own(table))
    };
    let free = grid.all().filter(|(at, seen)| heads(seen) && !taken(*at));
    let found: Vec<Table> = free.filter_map(|(at, seen)| said(grid, at, seen, (&taken, headed))).collect();
    tables.extend(found);
}

/// Whether a cell names a delivery, alone or as one of training.
fn heads(seen: &Seen) -> bool {
    let training = |word: &String| ["training", "course", "activity", "activitie"].contains(&word.as_str());
    seen.words.len() <= 6
        && (seen.words.len() == 1 || seen.words.iter().any(training))
        && delivery_said(&seen.words).is_some()
        && delivery_headed(&seen.text).is_some()
        && !is_silence(&seen.words)
}

/// What stands beside or below a heading.
fn said(
    grid: &Grid,
    (row, col): (u32, u32),
    seen: &Seen,
    (taken, headed): (&dyn Fn((u32, u32)) -> bool, bool),
) -> Option<Table> {
    let (ids, rows) = denied(grid, (row, col))
        .filter(|(_, rows)| !rows.iter().flatten().any(|cell| taken((cell.at.row, cell.at.col))))
        .or_else(|| beside(grid, (row, col)).filter(|_| headed))
        .or_else(|| below(grid, (row, col), seen).filter(|_| headed))?;
    let row_of = |cells: Vec<TableCell>| TableRow {
        places: cells.iter().map(|cell| cell.at.clone()).collect(),
        cells: cells.into_iter().map(Some).collect(),
        after_gap: false,
        beside: None,
    };
    let guessed = !rows.iter().flatten().all(|cell| is_silence(&first_words(&cell.text)));
    Some(Table {
        section: Section::Training,
        headings: vec![String::new(); ids.len()],
        ids: ids.into_iter().map(str::to_owned).collect(),
        at: grid.at_ref(row, col),
        over: vec![TableCell::of(grid, (row, col), seen)],
        rows: rows.into_iter().map(row_of).collect(),
        score: 0,
        sheet: grid.sheet().to_owned(),
        guessed,
    })
}

fn first_words(text: &str) -> Vec<String> {
    words(text).into_iter().take(4).collect()
}

/// A word beside or below the heading that answers it: `None`.
fn denied(grid: &Grid, (row, col): (u32, u32)) -> Option<Listed> {
    let near = grid.extent(row, col).right + FARTHEST;
    let beside = grid.row(row).find(|(c, _)| *c > col).filter(|(c, _)| *c <= near);
    let beside = beside.map(|(c, seen)| ((row, c), seen));
    let below = || {
        let next = grid.rows().iter().copied().find(|below| *below > row && *below <= row + 2)?;
        let alone = grid.row(next).count() == 1;
        grid.at(next, col).filter(|_| alone).map(|seen| ((next, col), seen))
    };
    let (at, answer) = beside.or_else(below)?;
    let silent = answer.words.len() <= 8 && is_silence(&first_words(&answer.text));
    silent.then(|| (vec!["activity"], vec![vec![TableCell::of(grid, at, answer)]]))
}

/// Activities in the cell beside the heading, where nothing more stands beside that.
fn beside(grid: &Grid, (row, col): (u32, u32)) -> Option<Listed> {
    let (at, answer) = grid.row(row).find(|(c, _)| *c > col)?;
    let apart = (at + 1..=at + 3).all(|col| grid.at(row, col).is_none());
    (apart && answer.words.len() > 2 && !heads(answer)).then(|| activities(grid, (row, at), &answer.text))
}

/// Activities below the heading, one to a row, where the other delivery's heading stands
/// beside it over its own.
fn below(grid: &Grid, (row, col): (u32, u32), seen: &Seen) -> Option<Listed> {
    let own = delivery_said(&seen.words);
    let other = |(_, one): (u32, &Seen)| heads(one) && delivery_said(&one.words) != own;
    if !grid.row(row).any(other) {
        return None;
    }
    let listed = (row + 1..).map_while(|below| Some((below, grid.at(below, col)?)));
    let rows: Vec<Vec<TableCell>> =
        listed.map(|(below, seen)| vec![TableCell::of(grid, (below, col), seen)]).collect();
    (!rows.is_empty()).then_some((vec!["activity"], rows))
}

/// The activities that a text lists, one to a line: with audience, provider and cost where
/// dashes part every line into as many.
fn activities(grid: &Grid, at: (u32, u32), text: &str) -> Listed {
    let dashed = text.replace(" \u{2013} ", " - ");
    let lines = dashed.lines().map(str::trim).filter(|line| !line.is_empty());
    let lines: Vec<Vec<&str>> = lines.map(|line| line.split(" - ").map(str::trim).collect()).collect();
    let parted = |count: usize| lines.iter().all(|line| line.len() == count);
    let is_cost = |text: &&str| {
        let told = words(text);
        let free = told.first().is_some_and(|word| word == "free" || word == "foc");
        free || text.contains('\u{a3}') || is_silence(&told)
    };
    let ids = if parted(4) {
        vec!["activity", "audience", "provider", "cost"]
    } else if parted(2) && lines.iter().all(|line| line.last().is_some_and(is_cost)) {
        vec!["activity", "cost"]
    } else {
        vec!["activity"]
    };
    let whole = ids.len() > 1;
    let cells = |line: &Vec<&str>| {
        let said = |text: &str| TableCell::saying(grid, at, text);
        if whole { line.iter().map(|part| said(part)).collect() } else { vec![said(&line.join(" - "))] }
    };
    (ids, lines.iter().map(cells).collect())
}
