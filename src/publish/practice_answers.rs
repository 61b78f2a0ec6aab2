//! Practice answers: the words behind each code, and where they stand.

use crate::model::CouncilId;

use super::Entry;
use super::book::{Block, Cell, Column, Table};
use super::desk::{Desk, source_cells};
use super::practices::words;

pub(super) const SHEET: Entry = Entry {
    name: "Practice answers",
    title: "Practice answers",
    about: "Each answer on practices as the council wrote it, the code it was given, and the words that decided the code.",
    build,
};

/// The table's id.
pub(super) const TABLE: &str = "PracticeAnswers";

/// The row of a council's answer to a question.
pub(super) fn row_of(desk: &Desk, council: &CouncilId, question: &str) -> Option<usize> {
    let practices = &desk.council_return(council)?.practices;
    let place = practices.iter().position(|practice| practice.question == question)?;
    Some(desk.first_rows(council)?.practices + place)
}

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Question", 26),
        Column::text("Answer", 12),
        Column::text("Would consider", 11),
        Column::text("As written", 60),
        Column::text("Words that decided", 28),
        Column::text("Detail", 24),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ];
    let title = |id: &str| {
        let found = desk.context.questions.iter().find(|question| question.id == id);
        found.map_or_else(|| id.to_owned(), |question| question.title.clone())
    };
    let found = desk.practices();
    let rows = found.iter().map(|(one, practice)| {
        let code = if practice.answer.is_empty() { "as written".to_owned() } else { words(&practice.answer) };
        let would = practice.would_consider.map_or("", |would| if would { "yes" } else { "no" });
        let mut cells = vec![
            Cell::text(&*one.council.code),
            Cell::text(&*one.council.name),
            Cell::text(title(&practice.question)),
            Cell::text(code),
            Cell::text(would),
            Cell::text(practice.text.clone()),
            Cell::text(practice.evidence.clone()),
            Cell::text(practice.detail.clone().unwrap_or_default()),
        ];
        cells.extend(source_cells(practice.source.as_ref()));
        cells
    });
    vec![Block::Table(Table::new(TABLE, columns).fixing(3).with_rows(rows.collect()))]
}
