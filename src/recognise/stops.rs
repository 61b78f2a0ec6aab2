//! Where tables must stop: labels of About and questions go in with the rows that they take, as
//! the sheet is seen upright or on its side.

use super::{FoundLine, Sheet};
use crate::reference::Questionnaire;

/// The rows of labels, as they are seen upright or from the side.
pub(super) fn labels_at(rows: &[(u32, u32, u32)], side: bool) -> Vec<(u32, u32, u32)> {
    let turned = |&(row, from, to): &(u32, u32, u32)| {
        if side { (from, row, row.max(to.min(row))) } else { (row, from, to) }
    };
    rows.iter().map(turned).collect()
}

/// Where tables must stop before labels and questions, on the sheet upright or on its side.
pub(super) fn stops(
    sheet: &Sheet,
    side: bool,
    own: &[&FoundLine],
    label_rows: &[(u32, u32, u32)],
    asked: &Questionnaire,
) -> Vec<(u32, u32, u32)> {
    let mut stops = labels_at(label_rows, side);
    for (_, turned, line) in own {
        if *turned == side {
            let grid = sheet.seen(side);
            stops.extend(line.stops(grid));
            stops.extend(line.header_stop(grid, asked));
        } else {
            stops.extend(line.turned_stop());
        }
    }
    stops
}
