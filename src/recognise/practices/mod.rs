//! The questions on practices and their answers: beside, below, above or across,
//! in one column or in columns to be ticked.
//!
//! Questions are known by their words. Where several stand in one line, that line
//! tells how the rest is laid out: what belongs to a question lies between it and
//! the next one.

pub(super) mod answer_columns;
pub(super) mod boxes;
pub(super) mod choice_lists;
pub(super) mod courses;
pub(super) mod explain;
pub(super) mod inline;
pub(super) mod layout;
pub(super) mod line;
pub(super) mod lone;
pub(super) mod one_cell;
pub(super) mod options;
pub(super) mod own_lines;
pub(super) mod rivals;
pub(super) mod taken;
pub(super) mod unclaimed;
pub(super) mod wrapped;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, CellValue};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_yes_or_no;
use crate::recognise::reviews::list_asked;
use crate::reference::{Question, Questionnaire, Told, best_likeness, holds_any, words};
use layout::Layout;
pub(crate) use line::{Line, SURE};

/// What was found beside a question.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundAnswer {
    /// The question's id.
    pub question: String,
    /// How surely its text is the question; past 100 for the form's own words.
    pub likeness: usize,
    /// The question's cell.
    pub asked_at: CellRef,
    /// Where the answer stands, or would stand.
    pub at: CellRef,
    /// The answer's text; empty where none stands there.
    pub text: String,
    /// What the text stands for, where a key explains it (`P = planned`) or it points at the
    /// answer above (`As above`).
    pub meant: Option<String>,
    /// What stands in other columns of answers to the same question.
    pub rivals: Vec<String>,
    /// Ticked columns: `yes`, `no`, `considering`, `partly`, `planned`, `not_applicable`.
    pub ticks: Vec<String>,
    /// What stands in a column for consideration.
    pub would_consider: Option<String>,
    /// What stands in columns for details.
    pub detail: Vec<String>,
    /// Where the first of those stands.
    pub detail_at: Option<CellRef>,
    /// Whether the answer's cell serves other questions too.
    pub shared: bool,
    /// Whether the cell holds an error such as `#REF!`.
    pub is_error: bool,
}

impl FoundAnswer {
    /// Nothing found yet for a question asked at one cell, to be answered at another.
    pub(crate) fn blank(question: String, likeness: usize, asked_at: CellRef, at: CellRef) -> Self {
        Self {
            question,
            likeness,
            asked_at,
            at,
            text: String::new(),
            meant: None,
            rivals: Vec::new(),
            ticks: Vec::new(),
            would_consider: None,
            detail: Vec::new(),
            detail_at: None,
            shared: false,
            is_error: false,
        }
    }

    /// Whether something stands there.
    pub(crate) fn is_filled(&self) -> bool {
        !self.text.is_empty() || !self.ticks.is_empty()
    }

    /// Whether something stands there or in the columns beside.
    pub(crate) fn is_answered(&self) -> bool {
        self.is_filled() || self.would_consider.is_some() || !self.detail.is_empty()
    }
}

/// A cell that may be a question.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) row: u32,
    pub(crate) col: u32,
    pub(crate) question: usize,
    pub(crate) score: usize,
}

/// The cells of a sheet that may be questions, row by row.
pub(crate) fn candidates(grid: &Grid, asked: &Questionnaire) -> Vec<Candidate> {
    let texts = grid.all().filter(|(_, seen)| matches!(seen.value, CellValue::Text(_)));
    let candidate = |((row, col), seen): ((u32, u32), &Seen)| {
        let (question, score) = (*seen.question.get_or_init(|| question(seen, asked)))?;
        Some(Candidate { row, col, question, score })
    };
    let found: Vec<Candidate> = texts.filter_map(candidate).collect();
    let found = courses::left_out(grid, rivals::without_labels(grid, &found, asked), asked);
    wrapped::joined(grid, found, asked)
}

/// The same cells on the sheet turned on its side.
pub(crate) fn turned(candidates: &[Candidate]) -> Vec<Candidate> {
    let swap = |one: &Candidate| Candidate { row: one.col, col: one.row, ..*one };
    let mut turned: Vec<Candidate> = candidates.iter().map(swap).collect();
    turned.sort_by_key(|one| (one.row, one.col));
    turned
}

/// The lines of questions down this sheet: the column that holds most of them, then
/// others that hold some more.
pub(crate) fn lines(candidates: &[Candidate]) -> Vec<Line> {
    let mut by_column: BTreeMap<u32, Vec<Candidate>> = BTreeMap::new();
    for candidate in rivals::without_outdone(candidates) {
        by_column.entry(candidate.col).or_default().push(candidate.clone());
    }
    let mut found: Vec<Line> = by_column.into_values().filter_map(best_line).collect();
    found.sort_by_key(|line| std::cmp::Reverse((line.cells.len(), line.score)));
    let mut claimed = BTreeSet::new();
    found.retain_mut(|line| {
        let first = claimed.is_empty();
        line.cells.retain(|cell| !claimed.contains(&cell.question));
        // Several questions in one line vouch for each other.
        let whole = first || line.cells.len() >= 3;
        line.cells.retain(|cell| whole || cell.score >= 65);
        claimed.extend(line.cells.iter().map(|cell| cell.question));
        line.score = line.cells.iter().map(|cell| cell.score).sum();
        !line.cells.is_empty()
    });
    found
}

/// One cell for each question: the best, of equals the first.
fn best_line(candidates: Vec<Candidate>) -> Option<Line> {
    let mut best: BTreeMap<usize, Candidate> = BTreeMap::new();
    for candidate in rivals::among_others(candidates) {
        let better = best.get(&candidate.question).is_none_or(|one| one.score < candidate.score);
        if better {
            best.insert(candidate.question, candidate);
        }
    }
    let mut cells: Vec<Candidate> = best.into_values().collect();
    cells.sort_by_key(|cell| cell.row);
    let score = cells.iter().map(|cell| cell.score).sum();
    let enough = cells.len() >= 3 || cells.iter().filter(|cell| cell.score >= 80).count() >= 1;
    (enough && score >= 80).then_some(Line { cells, score, headings: None })
}

/// Whether a text asks only whether the council would consider it, as a row of its own
/// below a question does.
pub(crate) fn considers(told: &[String], asked: &Questionnaire) -> bool {
    // `N - would consider` answers.
    let says = told.first().is_some_and(|word| is_yes_or_no(word));
    told.len() <= 10
        && !says
        && asked
            .answer_column
            .iter()
            .filter(|column| column.id == "would_consider")
            .any(|column| best_likeness(&column.names, told) >= 85)
}

/// Whether a text asks a question of its own before it asks whether the council would
/// consider it: `Mentoring schemes? If no, would you consider it?`.
fn asks_first(text: &str, asked: &Questionnaire) -> bool {
    text.split_once(['?', '\n', '.', ';']).is_some_and(|(head, rest)| {
        !rest.trim().is_empty() && !considers(&words(head), asked) && question_in(head, asked).is_some()
    })
}

/// Which question the text of a cell asks, and how surely in percent.
fn question(told: &Told, asked: &Questionnaire) -> Option<(usize, usize)> {
    let considers = considers(&told.words, asked) && !asks_first(&told.text, asked);
    let of_review = list_asked(told, asked).is_some();
    (told.words.len() <= 60 && !considers && !of_review).then(|| question_in(&told.text, asked))?
}

/// The same of a part of one.
pub(crate) fn question_in(text: &str, asked: &Questionnaire) -> Option<(usize, usize)> {
    let plain = words(without_mark(text));
    let told = unnumbered(&plain);
    let asks = asks(text, told);
    if answers(told) && !goes_on(text, told) {
        return None;
    }
    let right = asked.put_right(told);
    let told = right.as_deref().unwrap_or(told);
    let held_by_text = asked.questions_held_by(told);
    let worded_like = asked.questions_worded_like(told);
    let titled: Vec<usize> = asked.questions_titled(told, 85).collect();
    let distinct = told.iter().collect::<BTreeSet<_>>().len();
    let rules_out = |one: &Question| one.not.iter().any(|phrase| phrase.position(told).is_some());
    // `If no, would you consider it?` is of many wordings, and tells none beside the words by which
    // another question is known.
    let known = asked.questions.iter().enumerate();
    let known = known.filter(|(place, one)| held_by_text.contains_key(place) && !rules_out(one)).count() > 0;
    let mut best: Option<(usize, usize)> = None;
    for (place, one) in asked.questions.iter().enumerate() {
        // The share of their different words that the two have in common, of the longer.
        let shared = worded_like.get(&place).copied().unwrap_or(0);
        let alike = shared * 100 / distinct.max(one.wording_words).max(1);
        let held = !rules_out(one);
        let fitting = held_by_text.get(&place).copied();
        let mut score = match fitting {
            Some(length) if held => 40 + 5 * length.min(4),
            _ => 0,
        };
        if titled.contains(&place) {
            score = score.max(60);
        }
        if alike >= 80 || alike >= 55 && held && (fitting.is_some() || !known) {
            score = score.max(30) + alike * 2 / 5;
        }
        if score >= 40 && !asks_about_another(one, told) {
            score += if asks { 25 } else { 0 };
            score = score.saturating_sub(if told.len() > 30 && !asks { 30 } else { 0 });
            if best.is_none_or(|(_, most)| score > most) {
                best = Some((place, score));
            }
        }
    }
    best.filter(|(_, score)| *score >= 45)
}

/// Whether a text names another subject than the question's own: `What did your last CPA review
/// say about housing?`
fn asks_about_another(question: &Question, told: &[String]) -> bool {
    let after = |pair: &[String]| match pair {
        [one, two] => one == "about" || one == "approach" && two == "to",
        _ => false,
    };
    let Some(place) = told.windows(2).position(after) else { return false };
    let subject = told.get(place + 1..).unwrap_or(&[]);
    !question.subjects.is_empty() && !holds_any(&question.subjects, subject)
}

/// A text without the mark that goes before a question: `(a)`, `1)`, `Q2.`
pub(crate) fn without_mark(text: &str) -> &str {
    let open = text.trim_start().trim_start_matches('(');
    let mark = open.chars().take_while(char::is_ascii_alphanumeric).count();
    let rest = open.get(mark..).unwrap_or("");
    // `CPA:` is a name.
    // So is `C.P.A.`
    let mut initials = rest.chars().skip(1);
    let initials = initials.next().is_some_and(|c| c.is_ascii_alphabetic()) && initials.next() == Some('.');
    let name = mark == 3 && open.starts_with(|c: char| c.is_uppercase()) || mark == 1 && initials;
    let marked = (1..=3).contains(&mark) && !name && rest.starts_with([')', '.', ':']);
    if marked { rest.get(1..).unwrap_or(text) } else { text }
}

/// Words without the number that goes before a question.
fn unnumbered(told: &[String]) -> &[String] {
    let numbering = |word: &String| {
        let plain = word.trim_start_matches('q');
        plain.len() <= 2 && plain.chars().all(|c| c.is_ascii_digit())
            || word == "question"
            || (word.len() == 2 && word.starts_with(|c: char| c.is_ascii_digit()))
    };
    let skip = told.iter().take(3).take_while(|word| numbering(word)).count();
    told.get(skip..).unwrap_or(told)
}

/// Whether a text asks: by its mark, or by how it begins.
fn asks(text: &str, told: &[String]) -> bool {
    const BEGINNINGS: &[&str] = &[
        "do", "doe", "is", "are", "what", "how", "which", "ha", "have", "did", "can", "will", "please",
        "state", "describe", "tell", "who", "when", "where", "give", "give", "indicate", "say",
    ];
    text.contains('?') || told.first().is_some_and(|word| BEGINNINGS.contains(&word.as_str()))
}

/// Whether a text that begins as answers may asks on from a stem: `... in job descriptions?`
fn goes_on(text: &str, told: &[String]) -> bool {
    let begins = ["in", "at", "to", "from", "under", "through", "via", "for"];
    text.trim_end().ends_with('?') && told.first().is_some_and(|word| begins.contains(&word.as_str()))
}

/// Whether a text begins as answers do.
pub(crate) fn answers(told: &[String]) -> bool {
    const BEGINNINGS: &[&str] = &[
        "yes",
        "no",
        "not",
        "none",
        "we",
        "our",
        "it",
        "there",
        "only",
        "informally",
        "partly",
        "some",
        "nothing",
        "all",
        "being",
        "planned",
        "considering",
        "would",
        "will",
        "currently",
        "although",
        "n",
        "i",
        "they",
        "these",
        "never",
        "never",
        "but",
        "through",
        "via",
        "this",
        "under",
        "in",
        "at",
        "to",
        "from",
        "since",
        "every",
        "each",
    ];
    told.first().is_some_and(|word| BEGINNINGS.contains(&word.as_str()))
}

/// The answers to the questions of a line. `ends` are rows where another block
/// begins, with its columns.
pub(crate) fn answers_of(
    grid: &Grid,
    line: &Line,
    asked: &Questionnaire,
    ends: &[(u32, u32, u32)],
) -> Vec<FoundAnswer> {
    let layout = Layout::of(grid, line, asked, ends);
    line.cells
        .iter()
        .enumerate()
        .filter_map(|(place, cell)| {
            let id = asked.questions.get(cell.question)?.id.clone();
            Some(layout.answer(place, cell, id))
        })
        .collect()
}
