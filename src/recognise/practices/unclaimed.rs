//! Rows among the questions that look asked and answered and are known as none of them: where a
//! question was not found at all, such a row may be it.

use std::collections::BTreeSet;

use super::answer_columns::{headed, labelled};
use super::{Candidate, FoundAnswer, Line, SURE, answers, considers, question_in};
use crate::model::{Code, Finding};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::mark;
use crate::reference::Questionnaire;

/// Shorter texts label something.
const SHORTEST: usize = 2;
/// Longer ones tell something.
const LONGEST: usize = 30;
/// Rows before the first question, and after the last, that may be asked.
const AROUND: u32 = 2;

/// What to ask about such rows of a line, where not all questions were found.
pub(crate) fn rows(grid: &Grid, line: &Line, found: &[FoundAnswer], asked: &Questionnaire) -> Vec<Finding> {
    let missing = |id: &String| !found.iter().any(|answer| answer.question == *id);
    if line.len() < SURE || !asked.questions.iter().any(|question| missing(&question.id)) {
        return Vec::new();
    }
    let (col, top, bottom) = (line.column(), line.top(), line.bottom());
    let known: BTreeSet<u32> = line.cells.iter().map(|cell| cell.row).collect();
    let own = |row: &u32| !known.contains(row);
    let among = grid.rows_shown(top, bottom).filter(own).filter(|row| is_answered(grid, (*row, col)));
    let over = (top.saturating_sub(AROUND)..top).rev().take_while(|row| says_yes_or_no(grid, (*row, col)));
    let under = (bottom + 1..=bottom + AROUND).take_while(|row| says_yes_or_no(grid, (*row, col)));
    let rows: BTreeSet<u32> = among.chain(over).chain(under).collect();
    let unknown = |row: u32| {
        let seen = grid.at(row, col).filter(|seen| asks_something(seen, asked))?;
        let message = "This row was taken as none of the form's questions, of which one or more were not \
                       found. If it is one of them, write the question in the form's words.";
        Some(Finding::at(Code::RowUnread, &grid.at_ref(row, col), &seen.text, message))
    };
    let beside = rows.into_iter().filter_map(unknown);
    beside.chain(below(grid, line).into_iter().filter_map(unknown)).collect()
}

/// Of questions with one row for the answer below each, the second row of those that have more.
fn below(grid: &Grid, line: &Line) -> Vec<u32> {
    let col = line.column();
    let between = |pair: &[Candidate]| -> Vec<u32> {
        let [one, next] = pair else { return Vec::new() };
        let rows = grid.rows_shown(one.row + 1, next.row.saturating_sub(1));
        rows.filter(|row| grid.at(*row, col).is_some()).take(3).collect()
    };
    let rows: Vec<Vec<u32>> = line.cells.windows(2).map(between).collect();
    let single = rows.iter().filter(|own| own.len() == 1).count();
    if single * 2 <= rows.len() {
        return Vec::new();
    }
    rows.iter().filter(|own| own.len() > 2).filter_map(|own| own.get(1).copied()).collect()
}

/// Whether a text stands there with something beside it.
fn is_answered(grid: &Grid, (row, col): (u32, u32)) -> bool {
    grid.at(row, col).is_some() && grid.row(row).any(|(other, _)| other > col && other <= col + 2)
}

/// Whether a text stands there, and beside it a tick or what an answer begins with.
fn says_yes_or_no(grid: &Grid, (row, col): (u32, u32)) -> bool {
    let says = |seen: &Seen| mark(&seen.text).is_some() || answers(&seen.words);
    let mut beside = grid.row(row).filter(|(other, _)| *other > col && *other <= col + 2).peekable();
    grid.at(row, col).is_some() && beside.peek().is_some() && beside.any(|(_, seen)| says(seen))
}

/// Whether a text may ask something that none of the phrases knows.
pub(crate) fn asks_something(seen: &Seen, asked: &Questionnaire) -> bool {
    let told = &seen.words;
    let asks = seen.text.trim_end().ends_with('?') || !answers(told);
    // A small letter goes on from the row above.
    let begins = !seen.text.starts_with(char::is_lowercase);
    begins
        && (SHORTEST..=LONGEST).contains(&told.len())
        && asks
        && mark(&seen.text).is_none()
        && !considers(told, asked)
        && headed(asked, seen, true).is_none()
        && labelled(asked, told).is_none()
        && !names_other(told, asked)
        && question_in(&seen.text, asked).is_none()
}

/// Whether a text is the heading of a section, or a label of About.
fn names_other(told: &[String], asked: &Questionnaire) -> bool {
    asked.heads_section(told) || asked.label_like(told).is_some_and(|(_, likeness)| likeness >= 85)
}
