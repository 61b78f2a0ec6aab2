//! Questions wrapped by hand: their words begin in one cell and go on in the one below, where
//! neither asks the question by itself.

use super::{Candidate, answers, question_in, without_mark};
use crate::recognise::grid::Grid;
use crate::reference::Questionnaire;

/// The candidates, with those in their places that two cells ask together.
pub(crate) fn joined(grid: &Grid, found: Vec<Candidate>, asked: &Questionnaire) -> Vec<Candidate> {
    let known = |row: u32, col: u32| found.iter().find(|one| (one.row, one.col) == (row, col));
    let mut whole: Vec<(Candidate, u32)> = Vec::new();
    for ((row, col), seen) in grid.all() {
        let below = grid.extent(row, col).bottom + 1;
        let Some(rest) = grid.at(below, col).filter(|rest| goes_on(&seen.text, &rest.text)) else { continue };
        if answers(&seen.words) || answers(&rest.words) || seen.words.len() + rest.words.len() > 40 {
            continue;
        }
        let Some((question, score)) = question_in(&format!("{} {}", seen.text, rest.text), asked) else {
            continue;
        };
        let own = known(row, col).filter(|own| own.question == question);
        if own.is_none_or(|own| own.score < score) {
            whole.push((Candidate { row, col, question, score }, below));
        }
    }
    if whole.is_empty() {
        return found;
    }
    let parts = |one: &Candidate| {
        whole.iter().any(|(new, below)| one.col == new.col && (one.row == new.row || one.row == *below))
    };
    let mut all: Vec<Candidate> = found.iter().filter(|one| !parts(one)).cloned().collect();
    all.extend(whole.iter().map(|(new, _)| new.clone()));
    all.sort_by_key(|one| (one.row, one.col));
    all
}

/// Whether one cell's sentence goes on in the one below it: it has no end, and the next
/// begins with a small letter, which is no mark such as `a)`.
fn goes_on(text: &str, rest: &str) -> bool {
    let begun = text.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
    let open = !text.trim_end().ends_with(['?', '.', ':', ';', '!']);
    begun && open && rest.starts_with(char::is_lowercase) && without_mark(rest).len() == rest.len()
}
