//! Where other sections begin, for the lists of reviews that end there.

use super::Stop;
use crate::model::{Extent, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::delivery_said;
use crate::recognise::marks::is_heading;
use crate::recognise::practices::Line;
use crate::recognise::region;
use crate::recognise::tables::Table;
use crate::reference::Questionnaire;

/// Columns over which a section's heading stands, at most.
const WIDEST: u32 = 8;
/// A longer text is no table's caption.
const LONGEST: usize = 12;

/// The stops of tables, and of headings that stand over the columns to their right, where
/// nothing else stands in their rows.
pub(crate) fn of_tables(grid: &Grid, tables: &[Table], marks: &[(Section, u32, u32)]) -> Vec<Stop> {
    let other = |table: &&Table| table.section != Section::Reviews;
    let begun = tables.iter().filter(other).filter_map(|table| {
        let own = region(table)?;
        let top = caption(grid, table).or_else(|| own_caption(grid, table, own));
        Some((top.unwrap_or(table.at.row), own.left, own.right))
    });
    let headed = marks.iter().filter(|mark| mark.0 != Section::Reviews).map(|&(section, row, col)| {
        let alone = grid.row(row).all(|(other, _)| other <= col);
        (row, col, if alone { own_width(tables, section, (row, col)).unwrap_or(col + WIDEST) } else { col })
    });
    begun.chain(headed).collect()
}

/// The last column of the tables of posts that a section's heading stands over, where some do.
fn own_width(tables: &[Table], section: Section, (row, col): (u32, u32)) -> Option<u32> {
    let below = |own: &Extent| (row..=row + 2).contains(&own.top) && own.left <= col + 1;
    let own = tables.iter().filter(|table| table.section == section && section == Section::Management);
    own.filter_map(region).filter(below).map(|own| own.right).max()
}

/// The row of a text that stands alone right above a table, or says which delivery it is about,
/// apart from what is above it.
fn caption(grid: &Grid, table: &Table) -> Option<u32> {
    let row = table.at.row.checked_sub(1)?;
    let mut cells = grid.row(row);
    let one = cells.next().filter(|(_, seen)| seen.words.len() <= LONGEST)?;
    // `Internal` and `External` stand over tables side by side.
    let said = |seen: &Seen| delivery_said(&seen.words).is_some();
    let alone = cells.next().is_none_or(|(_, seen)| said(one.1) && said(seen));
    let apart = row.checked_sub(1).is_some_and(|above| grid.row(above).next().is_none());
    (alone && apart).then_some(row)
}

/// The row right above a table of a delivery or a section that stands alone over its columns, apart
/// from what is above it there, whatever stands beside it.
fn own_caption(grid: &Grid, table: &Table, own: Extent) -> Option<u32> {
    let row = table.at.row.checked_sub(1)?;
    let within = |row: u32| grid.row(row).filter(|(col, _)| (own.left..=own.right).contains(col));
    let mut cells = within(row);
    let (Some((_, one)), None) = (cells.next(), cells.next()) else { return None };
    let names = one.words.len() <= LONGEST && delivery_said(&one.words).is_some() || is_heading(one);
    let apart = row.checked_sub(1).is_some_and(|above| within(above).next().is_none());
    (names && apart).then_some(row)
}

/// The stops of a line of questions, which end no list beside them.
pub(crate) fn of_questions(grid: &Grid, side: bool, line: &Line, asked: &Questionnaire) -> Vec<Stop> {
    if side {
        return line.turned_stop().into_iter().collect();
    }
    let header = line.header_stop(grid, asked).map(|(row, _, _)| (row, line.column(), line.column()));
    line.places().chain(header).collect()
}
