//! Questions that have a sheet each: a question at the top of a sheet, its answer below or beside
//! it, and hardly anything else. However short it is put, what stands there is the question.

use super::{Candidate, Line, candidates};
use crate::recognise::grid::Grid;
use crate::recognise::{FoundLine, Sheet};
use crate::reference::Questionnaire;

/// Rows of a sheet that holds one question, at most.
const FEW: usize = 4;
/// Rows at its top in which the question may stand, below a number or a title.
const TOP: usize = 2;
/// So many sheets of one question each are no accident.
const SEVERAL: usize = 3;

/// The lines of the sheets that ask one question each, but for those that have their `known` line.
pub(crate) fn lines(sheets: &[Sheet], known: &[FoundLine], asked: &Questionnaire) -> Vec<FoundLine> {
    let own = |(place, sheet): (usize, &Sheet)| Some((place, question(&sheet.upright, asked)?));
    let lone: Vec<(usize, Candidate)> = sheets.iter().enumerate().filter_map(own).collect();
    if lone.len() < SEVERAL {
        return Vec::new();
    }
    let new = lone.into_iter().filter(|(place, _)| known.iter().all(|one| one.0 != *place));
    new.map(|(place, cell)| (place, false, Line { score: cell.score, cells: vec![cell], headings: None }))
        .collect()
}

/// Whether a line is the one question of a sheet.
pub(crate) fn is_lone(grid: &Grid, line: &Line) -> bool {
    let top = grid.rows().iter().take(TOP).any(|row| *row == line.top());
    line.len() == 1 && top && grid.rows().len() <= FEW
}

/// The one question of a sheet that holds no more.
fn question(grid: &Grid, asked: &Questionnaire) -> Option<Candidate> {
    let rows = grid.rows();
    if rows.len() > FEW {
        return None;
    }
    let first = candidates(grid, asked).into_iter().next()?;
    rows.iter().take(TOP).any(|row| *row == first.row).then_some(first)
}
