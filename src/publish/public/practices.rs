//! How each council answered each question on practices.

use super::super::QuestionInfo;
use super::super::book::{Cell, Column, Table};
use super::super::practices::words;
use super::Entry;
use super::shelf::{Shelf, council_columns};

pub(super) const SHEET: Entry = Entry {
    name: "Practices",
    title: "Practices, by council",
    about: "How each council answered each question: yes, partly, planned, no, not applicable, no answer, or unclear.",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let mut columns = council_columns();
    columns.extend(shelf.practices().map(|question| Column::text(question.title.clone(), 16)));
    let rows = shelf.councils.iter().map(|council| {
        let mut cells = vec![Cell::text(&*council.code), Cell::text(&*council.name)];
        cells.extend(shelf.practices().map(|question| Cell::text(answer(shelf, question, &council.code))));
        cells
    });
    Table::new("Practices", columns).unfiltered().with_rows(rows.collect())
}

/// The answer that is counted for the council.
fn answer(shelf: &Shelf, question: &QuestionInfo, council: &str) -> String {
    let given = question.codes.iter().find(|code| shelf.holds(["practice", &question.id, code], council));
    given.map_or_else(|| "[x]".to_owned(), |code| words(code))
}
