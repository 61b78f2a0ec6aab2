//! Which of several columns of a table of reviews names them.

use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::tables::around::reviews_named;
use crate::recognise::tables::headers::{Header, HeaderColumn};

/// Rows under the headings that are looked at.
const DEEPEST: u32 = 12;

/// A review's name has no more words.
const LONGEST: usize = 6;

/// Gives the names to the column that holds them, whatever stands over it: `Body | Review` as
/// well as `Review | Reviewer`.
pub(crate) fn settle(grid: &Grid, header: &Header, columns: &mut [HeaderColumn]) {
    let named = |col: u32| {
        let below = grid.rows_shown(header.bottom + 1, header.bottom + DEEPEST);
        let below = below.filter_map(|row| grid.at(row, col));
        below.filter(|seen| reviews_named(&seen.words) == 1).count()
    };
    let known = |column: &HeaderColumn| column.id == "review" && named(column.col) > 0;
    if header.section != Section::Reviews || columns.iter().any(known) {
        return;
    }
    let commented = columns.iter().rposition(|column| column.id == "comment" && named(column.col) > 1);
    let Some(of_names) = commented.or_else(|| titled(grid, header, columns)) else { return };
    for (place, column) in columns.iter_mut().enumerate() {
        if place == of_names {
            "review".clone_into(&mut column.id);
        } else if column.id == "review" {
            "comment".clone_into(&mut column.id);
        }
    }
}

/// The first column, where a title over all of them names its list and reviews stand in it, each
/// with a remark beside it in a column of its own heading.
fn titled(grid: &Grid, header: &Header, columns: &[HeaderColumn]) -> Option<usize> {
    let (first, others) = columns.split_first().filter(|(_, others)| others.len() > 1)?;
    let remark = |row: u32| others.iter().any(|one| grid.at(row, one.col).is_some());
    let rows = grid.rows_shown(header.bottom + 1, header.bottom + DEEPEST);
    let names = rows.filter(|row| {
        let name = grid.at(*row, first.col);
        name.is_some_and(|seen| seen.words.len() <= LONGEST && reviews_named(&seen.words) == 1)
            && remark(*row)
    });
    let unheaded = grid.at(header.bottom, first.col).is_none();
    (unheaded && names.count() > 1).then_some(0)
}
