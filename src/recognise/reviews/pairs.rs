//! Reviews that each have a table of their own: a review's name over the headings of both
//! lists, and below each heading its remarks. The tables stand below each other or abreast.

use super::{Reader, Stop, end, is_bare, list_alone, names_alone, table};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::{Table, TableCell};
use crate::reference::Questionnaire;

/// Rows between a review's name and its headings, and between remarks, at most.
const WIDEST: u32 = 2;

/// A review's own table: its name, and the row and columns of its lists.
struct Pair<'a> {
    name: (u32, u32, &'a Seen),
    row: u32,
    /// The column of each list on the sheet, with its column in the table of reviews.
    lists: Vec<(u32, usize)>,
}

/// The reviews of a sheet of which several have a table of their own.
pub(crate) fn paired(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let own = grid.all().filter(|(_, seen)| names_alone(seen, asked));
    let names: Vec<(u32, u32, &Seen)> = own.map(|((row, col), seen)| (row, col, seen)).collect();
    let pairs: Vec<Pair> = names.iter().filter_map(|name| pair(grid, *name, &names, asked)).collect();
    let first = pairs.first().filter(|_| pairs.len() > 1)?;
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    for pair in &pairs {
        read(&mut reader, pair, (&pairs, stops), asked);
    }
    (!reader.rows.is_empty()).then(|| table(grid, (first.name.0, first.name.1), reader.rows))
}

/// The table under a review's name: right below it, and before the next name to its right,
/// stand the headings of both lists and no others.
fn pair<'a>(
    grid: &'a Grid,
    name: (u32, u32, &'a Seen),
    names: &[(u32, u32, &Seen)],
    asked: &Questionnaire,
) -> Option<Pair<'a>> {
    let (top, left, _) = name;
    let next = names.iter().filter(|one| one.0 == top && one.1 > left).map(|one| one.1).min();
    let own = |row: u32| grid.row(row).filter(move |(c, _)| *c >= left && next.is_none_or(|next| *c < next));
    // What stands farther off is another section's.
    let near = |row: &u32| own(*row).next().is_some_and(|(col, _)| col <= left + 1);
    let row = (top + 1..=top + WIDEST).find(near)?;
    let lists: Vec<(u32, usize)> =
        own(row).map_while(|(col, seen)| Some((col, list_alone(seen, asked)?))).collect();
    let [(_, one), (last, other)] = lists.as_slice() else { return None };
    // A name with something beside it labels a row.
    let right = grid.extent(row, *last).right;
    let alone = own(top).take_while(|(col, _)| *col <= right).count() == 1;
    (alone && one != other).then_some(Pair { name, row, lists })
}

/// Reads the remarks under the headings of a review's lists, row by row.
fn read(reader: &mut Reader, pair: &Pair, (pairs, stops): (&[Pair], &[Stop]), asked: &Questionnaire) {
    let grid = reader.grid;
    let (top, left, name) = pair.name;
    let right = pair.lists.last().map_or(left, |list| list.0);
    let under = |one: &&Pair| one.name.0 > top && (left..=right).contains(&one.name.1);
    let next = pairs.iter().filter(under).map(|one| one.name.0).min().unwrap_or(u32::MAX);
    // What begins below one of those abreast ends them all.
    let abreast = pairs.iter().filter(|one| one.row == pair.row);
    let stop = abreast.map(|one| end(stops, (one.row, one.name.1))).min().unwrap_or(u32::MAX);
    let bottom = next.min(stop);
    reader.review = Some(TableCell::of(grid, (top, left), name));
    let mut before = pair.row;
    for row in grid.rows_shown(pair.row + 1, bottom.saturating_sub(1)) {
        let mut said = grid.row(row).filter(|(col, _)| (left..=right).contains(col)).peekable();
        let named = said.peek().is_some_and(|(col, seen)| *col == left && is_bare(&seen.text, asked));
        if row > before + WIDEST || named && said.count() == 1 {
            break;
        }
        for (col, list) in &pair.lists {
            let Some(seen) = grid.at(row, *col) else { continue };
            before = row;
            reader.kind = Some(*list);
            reader.take((row, *col), seen, &seen.text);
        }
    }
}
