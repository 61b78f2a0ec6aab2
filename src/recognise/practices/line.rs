//! Questions that stand in one line, and which cells are theirs: beside them, below them, and the
//! headings over their answers.

use super::Candidate;
use super::answer_columns::{headed, heads_questions};
use crate::model::CellValue;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_silence;
use crate::recognise::tables::around::{is_year, names_review, time};
use crate::reference::{Questionnaire, best_likeness};

/// Columns beside the questions that are theirs, at most, on either side.
const REACH: u32 = 2;

/// Rows from one question to the next, at most, between which its answer stands.
const SURE_BELOW: u32 = 3;

/// Columns to the right of the questions that headings may name, at most.
const WIDEST: u32 = 16;

/// Questions one below the other that can't be the headings of a table.
pub(crate) const SURE: usize = 3;

/// Questions found on one sheet in one line.
pub(crate) struct Line {
    pub(crate) cells: Vec<Candidate>,
    /// Sum of the scores of its questions.
    pub(crate) score: usize,
    /// The row of the headings to the right of the questions, and the last column that one of
    /// them names.
    pub(crate) headings: Option<(u32, u32)>,
}

impl Line {
    /// Where its questions stand.
    pub(crate) fn places(&self) -> impl Iterator<Item = (u32, u32, u32)> {
        self.cells.iter().map(|cell| (cell.row, cell.col, cell.col))
    }

    /// Whether nothing stands beside the questions up to a column to their right, and a blank one
    /// parts them from it.
    pub(crate) fn is_apart_from(&self, grid: &Grid, left: u32) -> bool {
        let clear = |cell: &Candidate| {
            let right = grid.extent(cell.row, cell.col).right;
            right + 1 < left && (right + 1..left).all(|col| grid.shown(cell.row, col).is_none())
        };
        self.cells.iter().all(clear)
    }

    /// The column of its questions.
    pub(crate) fn column(&self) -> u32 {
        self.cells.first().map_or(0, |cell| cell.col)
    }

    /// The row of its first question.
    pub(crate) fn top(&self) -> u32 {
        self.cells.first().map_or(0, |cell| cell.row)
    }

    /// The row of its last question.
    pub(crate) fn bottom(&self) -> u32 {
        self.cells.last().map_or(0, |cell| cell.row)
    }

    /// Rows and columns of its questions and what stands beside them, for whoever
    /// must stop before them.
    pub(crate) fn stops(&self, grid: &Grid) -> Vec<(u32, u32, u32)> {
        let (left, right) = self.span(grid);
        self.cells.iter().map(|cell| (cell.row, left, right)).collect()
    }

    /// The same line with the headings over its answers, where so many questions stand one below
    /// the other that they can be no headings themselves.
    pub(crate) fn with_headings(self, grid: &Grid, asked: &Questionnaire) -> Self {
        // At the next `Question` begin other questions.
        let named = |seen: &Seen| headed(asked, seen, true).is_some() && !heads_questions(asked, seen);
        let last = |row: u32| {
            let from = grid.extent(row, self.column()).right + 1;
            let own = |col: &u32| grid.shown(row, *col).is_some_and(|(_, seen)| named(seen));
            let last = (from..from + WIDEST).take_while(own).last()?;
            // `N/A | 0` is the last row of a table above.
            let silent = |col: u32| grid.shown(row, col).is_some_and(|(_, seen)| is_silence(&seen.words));
            let answered = (from..=last).all(silent) || is_of_figures(grid, (row, self.column()));
            (!answered).then_some(last)
        };
        let rows = (self.top().saturating_sub(SURE_BELOW)..self.top()).rev();
        let headings = rows.filter(|_| self.len() >= SURE).find_map(|row| Some((row, last(row)?)));
        Self { headings, ..self }
    }

    /// The cells of its questions and of what stands beside and below them, row and column,
    /// where so many stand one below the other that nothing else can be meant; `turned`
    /// where they are to be seen from the other side.
    pub(crate) fn cells_taken(&self, grid: &Grid, turned: bool) -> impl Iterator<Item = (u32, u32)> {
        let (left, right) = self.span(grid);
        let cells = if self.len() >= SURE { self.cells.as_slice() } else { &[] };
        let beside = cells.iter().flat_map(move |cell| (left..=right).map(move |col| (cell.row, col)));
        let below = cells.windows(2).flat_map(|pair| match pair {
            [one, next] if next.row <= one.row + SURE_BELOW => one.row + 1..next.row,
            _ => 0..0,
        });
        let col = self.column();
        let headings = self.headings.filter(|_| !cells.is_empty());
        let headings =
            headings.into_iter().flat_map(move |(row, last)| (col..=last).map(move |col| (row, col)));
        let taken = beside.chain(below.map(move |row| (row, col))).chain(headings);
        taken.map(move |(row, col)| if turned { (col, row) } else { (row, col) })
    }

    /// The first and last column of the questions and what stands beside them, up to a
    /// column that is blank in all their rows.
    fn span(&self, grid: &Grid) -> (u32, u32) {
        let col = self.column();
        let filled = |col: &u32| self.cells.iter().any(|cell| grid.shown(cell.row, *col).is_some());
        let before = (col.saturating_sub(REACH)..col).rev().take_while(filled);
        let left = if self.is_answered_before(grid) { before.last() } else { self.numbers(grid) };
        // Questions may be merged over several columns.
        let edge = self.cells.iter().map(|cell| grid.extent(cell.row, cell.col).right).max().unwrap_or(col);
        let right = (col + 1..=edge + REACH).take_while(filled).last();
        // Where nothing is answered the answers were to stand in the next column.
        let right = right.unwrap_or(col + 1).max(self.headings.map_or(0, |(_, last)| last));
        (left.unwrap_or(col), right)
    }

    /// The column of the questions' numbers, where one stands before them.
    fn numbers(&self, grid: &Grid) -> Option<u32> {
        let before = self.column().checked_sub(1)?;
        let mut cells = self.cells.iter().filter_map(|cell| grid.at(cell.row, before)).peekable();
        let short = |seen: &Seen| seen.text.len() <= 4 && seen.words.len() <= 1;
        let number = |seen: &Seen| seen.text.contains(|c: char| c.is_ascii_digit()) || seen.text.len() <= 2;
        (cells.peek().is_some() && cells.all(|seen| short(seen) && number(seen))).then_some(before)
    }

    /// The row of headings over the questions and answers, where there is one.
    pub(crate) fn header_stop(&self, grid: &Grid, asked: &Questionnaire) -> Option<(u32, u32, u32)> {
        let first = self.cells.first()?;
        let named =
            |seen: &Seen| asked.answer_column.iter().any(|c| best_likeness(&c.names, &seen.words) >= 70);
        let heads = |seen: &Seen| named(seen) || seen.words.len() <= 6 && time(&seen.words).is_some();
        (first.row.saturating_sub(3)..first.row).rev().find_map(|row| {
            // `Do you ...` may stand over the questions themselves.
            let over: Vec<&Seen> = (first.col + 1..)
                .skip_while(|col| *col <= grid.extent(row, first.col).right)
                .map_while(|col| Some(grid.shown(row, col)?.1))
                .collect();
            // Or the answers stand to the left of the questions, and the headings with them.
            let left = || (0..first.col).rev().map_while(|col| Some(grid.shown(row, col)?.1)).collect();
            let over: Vec<&Seen> = if over.is_empty() { left() } else { over };
            // Under `Question`, right above the first, any short headings may stand.
            let over_questions = grid.at(row, first.col).is_some_and(named)
                && (row + 1..first.row).all(|between| grid.at(between, first.col).is_some());
            let short = |seen: &&&Seen| over_questions && seen.words.len() <= 4;
            // One letter alone ticks a row of the table above.
            let letter = matches!(over.as_slice(), [one] if one.text.trim().chars().count() == 1);
            // What inspectors said of a review may hold a year, and `N/A`.
            let reviewed = grid.at(row, first.col).is_some_and(|seen| names_review(asked, seen));
            // Nor is a row of figures of a table above that names a year: `8 | 2005 | | 1.5`.
            let figures = !over.iter().any(|seen| named(seen)) && is_of_figures(grid, (row, first.col));
            // Nor is one that begins further to the left than the questions do.
            let begins_before =
                |left: u32| grid.at(row, left).is_some() && grid.at(first.row, left).is_none();
            let wider = over.len() == 1
                && grid.at(row, first.col).is_some_and(|seen| !named(seen))
                && first.col.checked_sub(1).is_some_and(begins_before);
            let all = !over.is_empty()
                && !letter
                && !wider
                && !figures
                && !reviewed
                && over.iter().all(|seen| heads(seen) || short(&seen))
                && over.iter().any(|seen| heads(seen));
            // `Please tick one` merged over the ticks is of it too.
            let above = row.saturating_sub(1);
            let reaches = |col: u32| {
                let extent = grid.extent(above, col);
                grid.shown(above, col).is_some() && (extent.right > extent.left || extent.bottom >= row)
            };
            let top = if row > 0 && reaches(first.col + 1) { above } else { row };
            let (left, right) = self.span(grid);
            all.then_some((top, left, right))
        })
    }

    /// Whether the answers stand before the questions: something to the left of most of
    /// them, and nothing to the right of any.
    pub(crate) fn is_answered_before(&self, grid: &Grid) -> bool {
        let beside = |cell: &Candidate, before: bool| {
            grid.row(cell.row).any(|(col, _)| if before { col < cell.col } else { col > cell.col })
        };
        let before = self.cells.iter().filter(|cell| beside(cell, true)).count();
        before * 2 > self.cells.len() && !self.cells.iter().any(|cell| beside(cell, false))
    }

    /// Where the line begins for somebody who looks at the sheet the other way.
    pub(crate) fn turned_stop(&self) -> Option<(u32, u32, u32)> {
        let first = self.cells.first()?;
        Some((first.col, first.row, self.cells.last()?.row))
    }

    /// Whether it asks nothing that another line does not ask.
    pub(crate) fn asks_only(&self, other: &Self) -> bool {
        let asked = |cell: &Candidate| other.cells.iter().any(|one| one.question == cell.question);
        self.cells.iter().all(asked)
    }

    /// Whether it asks what another line asks too.
    pub(crate) fn asks_any_of(&self, other: &Self) -> bool {
        self.cells.iter().any(|cell| other.cells.iter().any(|one| one.question == cell.question))
    }

    /// How many questions it has.
    pub(crate) fn len(&self) -> usize {
        self.cells.len()
    }
}

/// Whether a row holds figures, not headings: a number over the questions, or beyond a gap.
fn is_of_figures(grid: &Grid, (row, questions): (u32, u32)) -> bool {
    let number = |seen: &Seen| matches!(seen.value, CellValue::Number(_)) && !is_year(seen);
    grid.row(row).any(|(col, seen)| col >= questions && number(seen))
}
