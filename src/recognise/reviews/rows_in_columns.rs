//! Reviews written one remark to a row, in a block whose columns each hold one thing: the
//! review, its list, and the remark, in any order. The columns are told over all rows at once,
//! so that what stands beside the block is no part of it.

use std::collections::BTreeMap;

use super::{list_alone, names_alone, table};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::Questionnaire;

/// Rows from one remark to the next, at most.
const WIDEST: u32 = 2;

/// Rows that make a block, at least.
const FEWEST: usize = 2;

/// A block of remarks: its rows, each with the list named there, and its columns.
struct Block {
    rows: Vec<(u32, usize)>,
    list: u32,
    review: u32,
    said: u32,
}

/// The table of the remarks of a sheet whose review, list and text each have a column.
pub(crate) fn blocked(grid: &Grid, asked: &Questionnaire) -> Option<Table> {
    let mut columns: BTreeMap<u32, Vec<(u32, usize)>> = BTreeMap::new();
    for ((row, col), seen) in grid.all() {
        let Some(list) = list_alone(seen, asked) else { continue };
        let covers = grid.extent(row, col);
        let own = columns.entry(col).or_default();
        own.extend(grid.rows_shown(row, covers.bottom).map(|row| (row, list)));
    }
    let found = columns.iter().filter_map(|(col, rows)| block(grid, *col, rows, asked));
    let block = found.max_by_key(|block| block.rows.len())?;
    table_of(grid, &block)
}

/// The block whose lists stand in a column: its longest run of rows in which both are named.
fn block(grid: &Grid, list: u32, named: &[(u32, usize)], asked: &Questionnaire) -> Option<Block> {
    let runs = named.chunk_by(|one, next| next.0 <= one.0 + WIDEST);
    let rows = runs.max_by_key(|run| run.len()).filter(|run| run.len() >= FEWEST)?;
    let both = [1, 2].iter().all(|list| rows.iter().any(|row| row.1 == *list));
    let (left, right) = span(grid, list, rows).filter(|_| both)?;
    let mostly = |col: &u32, fits: &dyn Fn(&Seen) -> bool| {
        let shown = rows.iter().filter_map(|(row, _)| grid.shown(*row, *col));
        let (fit, other): (Vec<_>, Vec<_>) = shown.partition(|(_, seen)| fits(seen));
        fit.len() > other.len() * 3
    };
    let others: Vec<u32> = (left..=right).filter(|col| *col != list).collect();
    let review = *others.iter().find(|col| mostly(col, &|seen| names_alone(seen, asked)))?;
    // Columns of days and names may stand beside; what was said is the longest.
    let length = |col: &&u32| -> usize {
        rows.iter().filter_map(|(row, _)| grid.shown(*row, **col)).map(|(_, seen)| seen.text.len()).sum()
    };
    let said = *others.iter().filter(|col| **col != review).max_by_key(length)?;
    // Where remarks go on below a list's name, rows are no block.
    let (top, bottom) = (rows.first()?.0, rows.last()?.0);
    let named = |row: u32| rows.iter().any(|one| one.0 == row);
    let whole = grid.rows_shown(top, bottom).all(|row| named(row) || grid.shown(row, said).is_none());
    // `Good practice or improvement?` heads the column of lists.
    let heads = |row: u32| grid.shown(row, review).is_some_and(|(_, seen)| !names_alone(seen, asked));
    let rows = rows.iter().copied().skip_while(|(row, _)| heads(*row)).collect();
    whole.then_some(Block { rows, list, review, said })
}

/// The first and last column of the block around a column: each shows something in most rows.
fn span(grid: &Grid, col: u32, rows: &[(u32, usize)]) -> Option<(u32, u32)> {
    let filled = |col: &u32| {
        let shown = rows.iter().filter(|(row, _)| grid.shown(*row, *col).is_some()).count();
        shown * 2 > rows.len()
    };
    let left = (0..=col).rev().take_while(filled).last()?;
    let right = (col..u32::MAX).take_while(filled).last()?;
    (right > left + 1).then_some((left, right))
}

/// The table that a block makes; its headings, if it has some, stand right above it.
fn table_of(grid: &Grid, block: &Block) -> Option<Table> {
    let top = block.rows.first()?.0;
    let left = block.list.min(block.review).min(block.said);
    let all = [block.list, block.review, block.said];
    let heads = |row: &u32| all.iter().all(|col| grid.shown(*row, *col).is_some());
    let above = top.checked_sub(1).filter(heads);
    let mut review = None;
    let rows = block.rows.iter().map(|&(row, list)| {
        let cell = |col: u32| grid.shown(row, col).map(|(at, seen)| TableCell::of(grid, at, seen));
        review = cell(block.review).or_else(|| review.take());
        let mut cells = vec![review.clone(), None, None];
        if let Some(place) = cells.get_mut(list) {
            *place = cell(block.said);
        }
        let places = all.iter().map(|col| grid.at_ref(row, *col)).collect();
        TableRow { cells, places, after_gap: false, beside: None }
    });
    let rows = rows.collect();
    Some(table(grid, (above.unwrap_or(top), left), rows))
}
