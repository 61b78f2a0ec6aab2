//! Where on a sheet a return names its council without a label: at the top, or in the corner of a
//! table.

use crate::recognise::grid::Grid;
use crate::recognise::tables::Table;
use crate::recognise::tables::headers::Header;

/// Cells in which a return names its council: above all tables, or in a table's
/// corner; never among a table's rows.
pub(crate) fn corner_of(
    headers: &[Header],
    grid: &Grid,
    tables: &[Table],
    first_question: Option<u32>,
) -> impl Fn(u32, u32) -> bool {
    let first_row = grid.rows().first().copied().unwrap_or(0);
    let mut corners: Vec<(u32, u32, u32, u32)> = Vec::new();
    for header in headers {
        corners.push((header.top, header.bottom, header.left().saturating_sub(3), header.right()));
    }
    let bodies: Vec<(u32, u32, u32, u32)> = tables
        .iter()
        .filter_map(|table| {
            let cells = || table.rows.iter().flat_map(|row| row.places.iter());
            Some((
                cells().map(|at| at.row).min()?,
                cells().map(|at| at.row).max()?,
                cells().map(|at| at.col).min()?,
                cells().map(|at| at.col).max()?,
            ))
        })
        .collect();
    let first_table = bodies.iter().map(|body| body.0).chain(first_question).min().unwrap_or(u32::MAX);
    move |row, col| {
        let within = |b: &(u32, u32, u32, u32)| row >= b.0 && row <= b.1 && col >= b.2 && col <= b.3;
        let at_top = row < first_row + 8 && row < first_table;
        (at_top || corners.iter().any(within)) && !bodies.iter().any(within)
    }
}
