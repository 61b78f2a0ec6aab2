//! Columns right of the last one that the form has: what stands under a heading of the council's own
//! may be the very figures that the table lacks, or tell internal from external.

use super::headers::{Header, HeaderColumn};
use super::{COHORT_FIGURES, COSTS};
use crate::model::{CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::delivery_said;

/// Numbers of a column of figures, at least.
const LEAST: usize = 2;

/// Adds the columns beside the last one that say a delivery, and those of numbers where a figure
/// that the section asks for has no column. A column that another table or section takes ends them;
/// `stops` are rows where something else begins, each with the columns it takes.
pub(super) fn add(
    grid: &Grid,
    (header, headers): (&Header, &[Header]),
    columns: &mut Vec<HeaderColumn>,
    (end, stops): (u32, &[(u32, u32, u32)]),
) {
    let Some(right) = columns.last().map(|column| column.col) else { return };
    let taken = |col: u32| {
        let stop = |(row, left, last): &(u32, u32, u32)| {
            (header.top..=end).contains(row) && (*left..=*last).contains(&col)
        };
        header.beside(headers, col) || stops.iter().any(stop)
    };
    let lacks = lacks_figures(header.section, columns);
    let mut beyond = Vec::new();
    for col in right + 1.. {
        let heading = grid.at(header.bottom, col).filter(|seen| matches!(seen.value, CellValue::Text(_)));
        let Some(heading) = heading.filter(|_| !taken(col)) else { break };
        beyond.push(HeaderColumn { col, id: String::new(), text: heading.text.clone(), likeness: 0 });
        let delivers = header.section == Section::Training && delivery_said(&heading.words).is_some();
        if delivers || lacks && counts_down(grid, (header.bottom + 1, end), col) {
            columns.append(&mut beyond);
        }
    }
}

/// Whether a figure that the section asks for has no column.
fn lacks_figures(section: Section, columns: &[HeaderColumn]) -> bool {
    let none = |ids: &[&str]| !columns.iter().any(|column| ids.contains(&column.id.as_str()));
    match section {
        Section::Training => none(&COSTS),
        Section::Management => {
            none(&["posts", "posts_part"]) || !columns.iter().any(|column| column.id.starts_with("qualifi"))
        }
        Section::Coaching => COHORT_FIGURES.iter().any(|id| none(&[id])),
        Section::About | Section::Practices | Section::Reviews => false,
    }
}

/// Whether numbers stand in these rows of a column, and nothing else.
fn counts_down(grid: &Grid, (first, last): (u32, u32), col: u32) -> bool {
    let cells: Vec<&Seen> = grid.rows_shown(first, last).filter_map(|row| grid.at(row, col)).collect();
    cells.len() >= LEAST && cells.iter().all(|seen| matches!(seen.value, CellValue::Number(_)))
}
