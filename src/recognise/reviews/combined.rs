//! Reviews under headings that each name a review and a list, as `Peer review - good practice`
//! does: side by side over their remarks, or one below the other with the remarks between them.

use super::blocks::heads_section;
use super::labels::Label;
use super::{Reader, Stop, end, last_column, table};
use crate::recognise::grid::Grid;
use crate::recognise::labels::is_listed;
use crate::recognise::tables::{Table, TableCell};
use crate::reference::Questionnaire;

/// Rows between a heading and its remarks, and between remarks, at most.
const WIDEST: u32 = 2;

/// The reviews of a sheet under their combined headings, where no remark stands beside any.
pub(crate) fn combined(
    grid: &Grid,
    labels: &[Label],
    asked: &Questionnaire,
    stops: &[Stop],
) -> Option<Table> {
    let whole: Vec<&Label> = labels.iter().filter(|one| one.names_both() && !one.goes_on()).collect();
    let first = whole.first().filter(|_| whole.len() > 1)?;
    let is_head = |row: u32, col: u32| whole.iter().any(|one| (one.row, one.col) == (row, col));
    let abreast = whole.iter().filter(|one| one.row == first.row).count() > 1;
    let beside = |one: &Label| {
        let last = last_column(stops, (one.row, one.col), one.row);
        grid.row(one.row)
            .find(|(col, _)| *col > one.col)
            .is_some_and(|(col, _)| col <= last && !is_head(one.row, col))
    };
    if !abreast && whole.iter().any(|one| beside(one)) {
        return None;
    }
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    let below = |one: &Label| whole.iter().find(|next| next.col == one.col && next.row > one.row);
    for one in whole.iter().filter(|one| !abreast || one.row == first.row) {
        let next = below(one).map_or(u32::MAX, |next| next.row);
        read(&mut reader, one, next.min(end(stops, (one.row, one.col))), asked);
    }
    (!reader.rows.is_empty()).then(|| table(grid, (first.row, first.col), reader.rows))
}

/// Reads the remarks under a heading, down to where something else begins.
fn read(reader: &mut Reader, head: &Label, bottom: u32, asked: &Questionnaire) {
    let grid = reader.grid;
    let Some(seen) = grid.at(head.row, head.col) else { return };
    reader.review = Some(TableCell::of(grid, (head.row, head.col), seen));
    reader.kind = head.kind;
    let mut before = grid.extent(head.row, head.col).bottom;
    for row in grid.rows_shown(before + 1, bottom.saturating_sub(1)) {
        let Some(seen) = grid.at(row, head.col) else { continue };
        // Over the next section, or beyond a gap, may stand the heading of another.
        let (apart, over_next) = (row > before + 1, row + 1 >= bottom);
        let section = (apart || over_next) && !is_listed(&seen.text) && heads_section(seen, asked);
        if row > before + WIDEST || apart && over_next || section {
            break;
        }
        before = row;
        reader.take((row, head.col), seen, &seen.text);
    }
}
