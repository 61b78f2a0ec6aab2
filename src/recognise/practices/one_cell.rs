//! All questions as lines of one cell, or of a few below each other, each with its answer behind
//! it or on the lines below it; or with the answers, numbered alike, in the next cell.

use super::explain::numbered;
use super::inline;
use super::{FoundAnswer, question_in, without_mark};
use crate::recognise::grid::Grid;
use crate::reference::{Questionnaire, words};

/// Fewer questions in one column of cells are a text that speaks of them.
const FEWEST: usize = 5;
/// Fewer lines in one cell are no list of questions.
const FEWEST_LINES: usize = 3;

/// A question in a cell of several.
struct Asked {
    question: usize,
    score: usize,
    /// Its number, where its line begins with one.
    number: Option<u8>,
    /// What its own line and those below it say.
    text: String,
}

/// The answers of the column whose cells hold most questions.
pub(crate) fn answers(grids: &[&Grid], asked: &Questionnaire) -> Vec<FoundAnswer> {
    let columns = grids.iter().flat_map(|grid| {
        let long = grid.all().filter(|(_, seen)| seen.text.lines().count() >= FEWEST_LINES);
        let mut cols: Vec<u32> = long.map(|((_, col), _)| col).collect();
        cols.sort_unstable();
        cols.dedup();
        cols.into_iter().map(|col| of_column(grid, col, asked))
    });
    columns.max_by_key(Vec::len).filter(|found| found.len() >= FEWEST).unwrap_or_default()
}

/// The answers to the questions that stand in the cells of a column, several to a cell.
fn of_column(grid: &Grid, col: u32, asked: &Questionnaire) -> Vec<FoundAnswer> {
    let mut found: Vec<FoundAnswer> = Vec::new();
    for row in grid.rows() {
        let Some(seen) = grid.at(*row, col).filter(|seen| seen.text.lines().count() >= FEWEST_LINES) else {
            continue;
        };
        let questions = questions(&seen.text, asked);
        if questions.len() < 2 {
            continue;
        }
        let own: Vec<Option<String>> = questions.iter().map(|one| answer(one, asked)).collect();
        let beside = (row + 1, col);
        let next = [(*row, grid.extent(*row, col).right + 1), beside];
        let other = next.into_iter().filter(|_| own.iter().all(Option::is_none)).find_map(|at| {
            let texts = by_number(&questions, &grid.at(at.0, at.1)?.text)?;
            Some((at, texts))
        });
        let (at, texts) = other.unwrap_or(((*row, col), own));
        for (one, text) in questions.iter().zip(texts) {
            let Some(id) = asked.questions.get(one.question).map(|one| one.id.clone()) else { continue };
            if found.iter().all(|known| known.question != id) {
                let (asked_at, at) = (grid.at_ref(*row, col), grid.at_ref(at.0, at.1));
                let blank = FoundAnswer::blank(id, one.score, asked_at, at);
                found.push(FoundAnswer { text: text.unwrap_or_default(), ..blank });
            }
        }
    }
    found
}

/// The questions of a cell, each with the lines up to the next.
fn questions(text: &str, asked: &Questionnaire) -> Vec<Asked> {
    let mut found: Vec<Asked> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some((question, score)) = begun(line, asked)
            && found.iter().all(|one| one.question != question)
        {
            let number = numbered(line).map(|(number, _)| number);
            found.push(Asked { question, score, number, text: line.to_owned() });
        } else if let Some(last) = found.last_mut() {
            last.text.extend(["\n", line]);
        }
    }
    found
}

/// The question that a line begins with, and how surely.
fn begun(line: &str, asked: &Questionnaire) -> Option<(usize, usize)> {
    let mut marks = line.match_indices(['?', ':']).map(|(at, _)| at + 1);
    let marked = marks.find_map(|at| question_in(line.get(..at)?, asked));
    // Most lines ask nothing at all, however they are parted.
    marked.or_else(|| question_in(line, asked).and_then(|_| titled(line, asked)).map(|one| one.0))
}

/// The question that a line begins with in just the words by which it is known, and what follows.
fn titled<'a>(line: &'a str, asked: &Questionnaire) -> Option<((usize, usize), &'a str)> {
    let begins = |at: usize| {
        let (head, rest) = line.split_at_checked(at)?;
        let (question, score) = question_in(head, asked)?;
        let title = asked.questions_titled(&words(without_mark(head)), 95).any(|one| one == question);
        title.then_some(((question, score), rest.trim()))
    };
    line.match_indices(' ').map(|(at, _)| at).chain([line.len()]).find_map(begins)
}

/// What a question is answered in its own lines.
fn answer(one: &Asked, asked: &Questionnaire) -> Option<String> {
    let titled = || titled(&one.text, asked).map(|(_, rest)| rest.trim_start_matches([':', '-', ' ']));
    inline::answer(&one.text, one.question, asked).or_else(|| {
        titled()
            .filter(|rest| {
                !rest.is_empty() && !rest.contains('?') && !inline::asks(rest, one.question, asked)
            })
            .map(str::to_owned)
    })
}

/// The answers of a cell whose lines have the questions' numbers; most of them must.
fn by_number(questions: &[Asked], text: &str) -> Option<Vec<Option<String>>> {
    let mut given: Vec<(u8, String)> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        match (numbered(line), given.last_mut()) {
            (Some((number, rest)), _) => given.push((number, rest.to_owned())),
            (None, Some((_, text))) => text.extend(["\n", line]),
            (None, None) => {}
        }
    }
    let of = |one: &Asked| {
        given.iter().find(|(number, _)| one.number == Some(*number)).map(|(_, text)| text.clone())
    };
    let texts: Vec<Option<String>> = questions.iter().map(of).collect();
    (texts.iter().flatten().count() * 5 >= questions.len() * 4).then_some(texts)
}
