//! Titles one to a row under their tier, where tiers stand across the page: on its side such a
//! sheet shows them in columns without headings, after the one that is headed.

use crate::model::CellValue;
use crate::recognise::grid::Grid;
use crate::recognise::tables::TableCell;
use crate::recognise::tables::headers::HeaderColumn;

/// Titles that a tier lists one to a row, at most.
const MOST: u32 = 40;
/// Rows below a heading that are looked at: no council has more tiers.
const DEEPEST: u32 = 8;

/// Whether what stands under a heading in the column `last` goes on in the columns before
/// `next`, which have none.
pub(crate) fn goes_on(grid: &Grid, bottom: u32, (last, next): (u32, u32)) -> bool {
    let listed = |col: u32| {
        let mut cells = (bottom + 1..=bottom + DEEPEST).filter_map(|row| grid.at(row, col));
        grid.shown(bottom, col).is_none() && cells.any(|seen| matches!(seen.value, CellValue::Text(_)))
    };
    grid.is_sideways() && next <= last + MOST && (last + 1..next).all(listed)
}

/// Puts the titles that run on to those under the heading, a line each.
pub(crate) fn join(
    grid: &Grid,
    (row, bottom): (u32, u32),
    columns: &[HeaderColumn],
    cells: &mut [Option<TableCell>],
) {
    let Some(place) = columns.iter().position(|column| column.id == "titles") else { return };
    let (Some(own), Some(next)) = (columns.get(place), columns.get(place + 1)) else { return };
    if next.col == own.col + 1 || !goes_on(grid, bottom, (own.col, next.col)) {
        return;
    }
    let Some(cell) = cells.get_mut(place) else { return };
    for col in own.col + 1..next.col {
        let Some(seen) = grid.at(row, col).filter(|seen| matches!(seen.value, CellValue::Text(_))) else {
            continue;
        };
        *cell = Some(cell.as_ref().map_or_else(
            || TableCell::of(grid, (row, col), seen),
            |cell| cell.with_text(&format!("{}\n{}", cell.text, seen.text)),
        ));
    }
}
