//! Reviews in columns: the heading of a list stands over a row of reviews' names, and the
//! remarks of that list below each of them. The other list stands below it or to its right.

use super::{Reader, Stop, end, list_alone, names_alone, table};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::{Table, TableCell};
use crate::reference::Questionnaire;

/// Rows between a list's heading and the names, and between remarks, at most.
const WIDEST: u32 = 2;

/// The heading of a list, with the row of names under it.
struct Bar<'a> {
    row: u32,
    col: u32,
    /// Its column in the table of reviews.
    list: usize,
    below: u32,
    names: Vec<(u32, &'a Seen)>,
}

/// The reviews of a sheet that stand side by side under the heading of each list.
pub(crate) fn columned(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let lists: Vec<(u32, u32, usize)> =
        grid.all().filter_map(|((row, col), seen)| Some((row, col, list_alone(seen, asked)?))).collect();
    let bars: Vec<Bar> = lists.iter().filter_map(|one| bar(grid, *one, &lists, asked)).collect();
    let both = [1, 2].iter().all(|list| bars.iter().any(|bar| bar.list == *list));
    let first = bars.first().filter(|_| both)?;
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    for bar in &bars {
        read(&mut reader, bar, (&bars, stops));
    }
    (!reader.rows.is_empty()).then(|| table(grid, (first.row, first.col), reader.rows))
}

/// The bar that a list's heading is: right below it stand the names of several reviews.
fn bar<'a>(
    grid: &'a Grid,
    (row, col, list): (u32, u32, usize),
    lists: &[(u32, u32, usize)],
    asked: &Questionnaire,
) -> Option<Bar<'a>> {
    let next = lists.iter().filter(|one| one.0 == row && one.1 > col).map(|one| one.1).min();
    let own = |row: u32| grid.row(row).filter(|(c, _)| *c >= col && next.is_none_or(|next| *c < next));
    let below = (row + 1..=row + WIDEST).find(|row| own(*row).next().is_some())?;
    let names: Vec<(u32, &Seen)> = own(below).take_while(|(_, seen)| names_alone(seen, asked)).collect();
    (names.len() > 1).then_some(Bar { row, col, list, below, names })
}

/// Reads the remarks under a bar, row by row.
fn read(reader: &mut Reader, bar: &Bar, (bars, stops): (&[Bar], &[Stop])) {
    let grid = reader.grid;
    let right = bar.names.last().map_or(bar.col, |name| name.0);
    let under = |one: &&Bar| one.row > bar.row && (bar.col..=right).contains(&one.col);
    let next = bars.iter().filter(under).map(|one| one.row).min().unwrap_or(u32::MAX);
    let bottom = next.min(end(stops, (bar.below, bar.col)));
    reader.kind = Some(bar.list);
    let mut before = bar.below;
    for row in grid.rows_shown(bar.below + 1, bottom.saturating_sub(1)) {
        if row > before + WIDEST {
            break;
        }
        for (col, name) in &bar.names {
            let Some(seen) = grid.at(row, *col) else { continue };
            before = row;
            reader.review = Some(TableCell::of(grid, (bar.below, *col), name));
            reader.take((row, *col), seen, &seen.text);
        }
    }
}
