//! Which of several columns of a table of reviews names them.

use super::around::reviews_named;
use super::grid::Grid;
use super::headers::{Header, HeaderColumn};
use crate::model::Section;

/// Rows under the headings that are looked at.
const DEEPEST: u32 = 12;

/// Gives the names to the column that holds them, whatever stands over it: `Body | Review` as
/// well as `Review | Reviewer`.
pub(super) fn settle(grid: &Grid, header: &Header, columns: &mut [HeaderColumn]) {
    let named = |col: u32| {
        let below =
            grid.rows_shown(header.bottom + 1, header.bottom + DEEPEST).filter_map(|row| grid.at(row, col));
        below.filter(|seen| reviews_named(&seen.words) == 1).count()
    };
    let names = |column: &HeaderColumn| column.id == "review" && named(column.col) > 0;
    if header.section != Section::Reviews || columns.iter().any(names) {
        return;
    }
    let of_names = |column: &&mut HeaderColumn| column.id == "comment" && named(column.col) > 1;
    if columns.iter().any(|column| column.id == "comment" && named(column.col) > 1) {
        columns
            .iter_mut()
            .filter(|column| column.id == "review")
            .for_each(|column| column.id = "comment".to_owned());
        columns
            .iter_mut()
            .rev()
            .find(of_names)
            .into_iter()
            .for_each(|column| column.id = "review".to_owned());
    }
}
