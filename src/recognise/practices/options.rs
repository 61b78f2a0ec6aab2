//! The words of a scale drawn as options, one of which is marked: across or down the
//! page, the mark beside, below or above its option.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use crate::recognise::grid::Grid;
use crate::recognise::labels::{Mark, mark};
use crate::reference::Questionnaire;

/// Fewer words of a scale are no list to choose from.
const FEWEST: usize = 3;

type At = (u32, u32);

/// The options of one question.
pub(crate) struct Options {
    /// The row of the question that they belong to.
    pub(crate) asked_in: u32,
    /// The cells of the options and their marks.
    pub(crate) cells: BTreeSet<At>,
    /// All options with their cells, in order.
    pub(crate) all: Vec<(At, String)>,
    /// Those that are marked; several where it can't be told which.
    pub(crate) marked: Vec<At>,
}

/// The options of a question that asks for a word of a scale, within its rows or right
/// above them.
pub(crate) fn of(
    grid: &Grid,
    cell: &Candidate,
    (top, bottom): (u32, u32),
    asked: &Questionnaire,
) -> Option<Options> {
    let scale = &asked.questions.get(cell.question)?.scale;
    let mut found: BTreeMap<&str, At> = BTreeMap::new();
    for row in grid.rows_shown(top.saturating_sub(1), bottom) {
        for (col, seen) in grid.row(row).filter(|(col, _)| (row, *col) != (cell.row, cell.col)) {
            let [told] = seen.words.as_slice() else { continue };
            // `Good [x]` says by itself whether it is marked.
            let bare = seen.text.chars().all(char::is_alphabetic);
            if bare && scale.contains(told) && found.insert(told, (row, col)).is_some() {
                return None;
            }
        }
    }
    if found.len() < FEWEST {
        return None;
    }
    let mut at: Vec<At> = found.into_values().collect();
    at.sort_unstable();
    let all = at.iter().filter_map(|one| Some((*one, grid.at(one.0, one.1)?.text.clone()))).collect();
    let sides = sides(&at, grid.extent(cell.row, cell.col).right);
    // What stands in another question's rows is its answer.
    let (marks, marked) = marked(grid, &at, &sides, (top, bottom));
    let cells = at.into_iter().chain(marks).collect();
    Some(Options { asked_in: cell.row, cells, all, marked })
}

/// Where a mark may stand, as rows down and columns to the right of its option.
fn sides(at: &[At], question: u32) -> Vec<(i64, i64)> {
    let across = at.windows(2).all(|pair| matches!(pair, [one, other] if one.0 == other.0));
    let apart = at.windows(2).all(|pair| matches!(pair, [one, other] if other.1 > one.1 + 1));
    // Marks go before their options only where there is room before the first.
    let before = at.first().is_some_and(|one| one.1 > question + 1);
    match (across, apart) {
        (true, false) => vec![(1, 0), (-1, 0)],
        (true, true) if before => vec![(0, 1), (0, -1), (1, 0), (-1, 0)],
        (true, true) => vec![(0, 1), (1, 0), (-1, 0)],
        (false, _) => vec![(0, 1), (0, -1)],
    }
}

/// The cells that mark options, and the options so marked; a cross marks only where
/// nothing else does.
fn marked(grid: &Grid, at: &[At], sides: &[(i64, i64)], (top, bottom): (u32, u32)) -> (Vec<At>, Vec<At>) {
    let (mut ticked, mut crossed) = (BTreeSet::new(), BTreeSet::new());
    let mut marks = Vec::new();
    for one in at {
        for (down, right) in sides {
            let (Some(row), Some(col)) = (beside(one.0, *down), beside(one.1, *right)) else { continue };
            let Some(seen) = grid.at(row, col).filter(|_| !at.contains(&(row, col))) else { continue };
            if !(top..=bottom).contains(&row) {
                continue;
            }
            match mark(&seen.text) {
                Some(Mark::Tick) => ticked.insert(*one),
                Some(Mark::Cross) => crossed.insert(*one),
                Some(Mark::No) => false,
                None => continue,
            };
            marks.push((row, col));
        }
    }
    let marked = if ticked.is_empty() { crossed } else { ticked };
    (marks, marked.into_iter().collect())
}

fn beside(place: u32, step: i64) -> Option<u32> {
    u32::try_from(i64::from(place) + step).ok()
}
