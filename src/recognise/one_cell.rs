//! All questions and their answers as lines of one cell.

use super::grid::Grid;
use super::inline;
use super::practices::{FoundAnswer, question_in, without_mark};
use crate::reference::{Questionnaire, words};

/// Fewer questions in one cell are a text that speaks of them.
const FEWEST: usize = 5;

/// The answers of the cell that answers most questions, a line or paragraph each.
pub(super) fn answers(grids: &[&Grid], asked: &Questionnaire) -> Vec<FoundAnswer> {
    let cells = grids.iter().flat_map(|grid| grid.all().map(move |cell| (*grid, cell)));
    let long = cells.filter(|(_, (_, seen))| seen.text.lines().count() >= FEWEST);
    let found = long.map(|(grid, ((row, col), seen))| of_cell(grid, (row, col), &seen.text, asked));
    found.max_by_key(Vec::len).filter(|found| found.len() >= FEWEST).unwrap_or_default()
}

fn of_cell(grid: &Grid, (row, col): (u32, u32), text: &str, asked: &Questionnaire) -> Vec<FoundAnswer> {
    let mut found: Vec<FoundAnswer> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let Some((question, score, answer)) = parted(line, asked) else { continue };
        let Some(id) = asked.questions.get(question).map(|one| one.id.clone()) else { continue };
        let at = grid.at_ref(row, col);
        if found.iter().all(|one| one.question != id) {
            let blank = FoundAnswer::blank(id, score, at.clone(), at);
            found.push(FoundAnswer { text: answer, ..blank });
        }
    }
    found
}

/// The question that a line begins with, how surely, and the answer that follows it: after a
/// question mark or colon, or after the words by which the question is known.
fn parted(line: &str, asked: &Questionnaire) -> Option<(usize, usize, String)> {
    let marks = line.match_indices(['?', ':']).map(|(at, _)| at + 1);
    for at in marks {
        let (head, rest) = (line.get(..at)?, line.get(at..)?);
        if let Some((question, score)) = question_in(head, asked) {
            return Some((question, score, inline::without_label(rest.trim()).to_owned()));
        }
    }
    let begins = |at: usize| {
        let head = line.get(..at)?;
        let (question, score) = question_in(head, asked)?;
        let title = asked.questions_titled(&words(without_mark(head)), 95).any(|one| one == question);
        title.then(|| (question, score, line.get(at..).unwrap_or("").trim().to_owned()))
    };
    line.match_indices(' ').find_map(|(at, _)| begins(at))
}
