//! Notes under a table, which say of all its costs what its headings do not: for each
//! person, in thousands.

use super::headers::Header;
use super::{Table, TableCell};
use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::labels::is_cost_note;

/// Rows below a table that are looked at.
const DEEPEST: u32 = 4;

/// Notes on costs, alone in their rows, below a table's last row within its columns and
/// above whatever begins next.
pub(crate) fn notes(
    grid: &Grid,
    (section, last): (Section, u32),
    (left, right): (u32, u32),
    (headers, stops): (&[Header], &[(u32, u32, u32)]),
) -> Vec<TableCell> {
    let mut found = Vec::new();
    if !matches!(section, Section::Training | Section::Coaching) || grid.is_sideways() {
        return found;
    }
    let within = |from: u32, to: u32| from <= right && to >= left;
    let begins = |row: u32| {
        headers.iter().any(|one| one.top == row && within(one.left(), one.right()))
            || stops.iter().any(|(at, from, to)| *at == row && within(*from, *to))
    };
    for row in (last + 1..=last + DEEPEST).take_while(|row| !begins(*row)) {
        let mut shown = grid.row(row).filter(|(col, _)| (left..=right).contains(col));
        match (shown.next(), shown.next()) {
            (None, _) => {}
            (Some((col, seen)), None) if is_cost_note(&seen.text, &seen.words) => {
                found.push(TableCell::of(grid, (row, col), seen));
            }
            _ => break,
        }
    }
    found
}

/// A note under a table says nothing of another section's table below it.
pub(crate) fn settle(tables: &mut [Table]) {
    let notes: Vec<(Section, TableCell)> =
        tables.iter().flat_map(|one| one.under.iter().map(|note| (one.section, note.clone()))).collect();
    for table in tables {
        let others = notes.iter().filter(|(section, _)| *section != table.section);
        let of_others: Vec<_> = others.map(|(_, note)| &note.at).collect();
        table.over.retain(|cell| !of_others.contains(&&cell.at));
    }
}
