//! Reviews under bars: `Good practice` stands over the names of reviews, each with its remarks
//! beside it, and `Areas for improvement` over the same names, below it or to its right.

use super::{Reader, Stop, WIDEST_GAP, end, head, list_alone, table};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::around::reviews_named;
use crate::recognise::tables::{Table, TableCell};
use crate::reference::Questionnaire;

/// Columns between a review's name and its remark.
const FARTHEST: u32 = 2;
/// A heading between the bar and the first name has no more words.
const SHORT: usize = 3;

/// The heading of a list, with the row of the first review under it.
struct Bar {
    row: u32,
    col: u32,
    /// Its column in the table of reviews.
    list: usize,
    first: u32,
}

/// The reviews of a sheet that stand under a bar for each of the lists.
pub(crate) fn barred(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let bars: Vec<Bar> = grid.all().filter_map(|(at, seen)| bar(grid, at, seen, asked)).collect();
    let begin = bars.first()?;
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    for bar in &bars {
        read(&mut reader, bar, (&bars, stops), asked);
    }
    let both = [1, 2].iter().all(|list| bars.iter().any(|bar| bar.list == *list));
    (both && !reader.rows.is_empty()).then(|| table(grid, (begin.row, begin.col), reader.rows))
}

/// The bar that a cell is: below it, under a row of headings at most, a review's name with a
/// remark beside it, or the names of several, of which the first may have been silent.
fn bar(grid: &Grid, (row, col): (u32, u32), seen: &Seen, asked: &Questionnaire) -> Option<Bar> {
    let list = list_alone(seen, asked).filter(|_| grid.at(row, col + 1).is_none())?;
    let short = |row: &u32| grid.row(*row).all(|(_, seen)| seen.words.len() <= SHORT);
    let is_name =
        |row: &u32| grid.at(*row, col).and_then(|seen| head(seen, asked)).is_some_and(|one| one.review);
    let first = (row + 1..=row + 2).find(is_name).filter(|first| (row + 1..*first).all(|row| short(&row)))?;
    // A remark may begin like a review's name, as `Investors in People retained` does.
    let is_remark = |seen: &Seen| {
        head(seen, asked).is_none_or(|one| one.list.is_none()) && reviews_named(&seen.words) == 0
    };
    let remark = match beside(grid, first, col, col + FARTHEST) {
        Some((_, said)) if is_remark(said) => true,
        // The next list may stand beside this one, with the same names.
        Some((_, said)) => is_name_again(grid, (first, col), said) && is_name(&(first + 1)),
        None => is_name(&(first + 1)),
    };
    remark.then_some(Bar { row, col, list, first })
}

/// Whether what stands beside a review's name is the same name.
fn is_name_again(grid: &Grid, (row, col): (u32, u32), said: &Seen) -> bool {
    grid.at(row, col).is_some_and(|name| name.words == said.words)
}

/// The first text to the right of a column, up to another.
fn beside(grid: &Grid, row: u32, col: u32, last: u32) -> Option<(u32, &Seen)> {
    grid.row(row).find(|(one, _)| (col + 1..=last).contains(one))
}

/// Reads the remarks under a bar.
fn read(reader: &mut Reader, bar: &Bar, (bars, stops): (&[Bar], &[Stop]), asked: &Questionnaire) {
    let grid = reader.grid;
    let abreast = bars.iter().filter(|one| one.row == bar.row && one.col > bar.col).map(|one| one.col - 1);
    let last = abreast.min().unwrap_or(u32::MAX).min(bar.col + FARTHEST);
    let below = bars.iter().filter(|one| one.col == bar.col && one.row > bar.row).map(|one| one.row);
    let bottom = below.min().unwrap_or(u32::MAX).min(end(stops, (bar.row, bar.col)));
    reader.kind = Some(bar.list);
    let mut before = bar.first;
    for row in grid.rows_shown(bar.first, bottom.saturating_sub(1)) {
        let name = grid.at(row, bar.col);
        match name.map(|seen| (seen, head(seen, asked))) {
            Some((seen, Some(one))) if one.review => {
                reader.review = Some(TableCell::of(grid, (row, bar.col), seen));
            }
            Some(_) => break,
            None => {}
        }
        let said = beside(grid, row, bar.col, last);
        if row > before + if name.is_some() { WIDEST_GAP } else { 1 } {
            break;
        }
        if let Some((col, seen)) = said {
            reader.take((row, col), seen, &seen.text);
        }
        if said.is_some() || name.is_some() {
            before = row;
        }
    }
}
