//! CPA and reviews: ratings, what reviews praised and what they asked for.

use crate::model::{CellRef, Practice, Return, Review, ReviewKind};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Tone};
use super::desk::{Desk, source_cells};
use super::practices::words;

pub(super) const SHEET: Entry = Entry {
    name: "Reviews",
    title: "CPA and reviews",
    about: "Each council's CPA rating, what the review said of management development, and the good practice and areas for improvement that reviews named.",
    build,
};

const TABLE: &str = "Reviews";

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Review", 14),
        Column::text("What", 22).toned(&[("Rating", Tone::Light)]),
        Column::number("Item"),
        Column::text("As written", 90),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ];
    let mut rows = Vec::new();
    for one in desk.returns() {
        rows.extend(one.practices.iter().filter_map(|practice| practice_row(desk, one, practice)));
        rows.extend(one.reviews.iter().map(|review| review_row(one, review)));
    }
    vec![Block::Table(Table::new(TABLE, columns).fixing(2).with_rows(rows))]
}

/// Questions that are not answered by a practice code: the rating and the words on it.
fn practice_row(desk: &Desk, one: &Return, practice: &Practice) -> Option<Vec<Cell>> {
    let question = desk.context.questions.iter().find(|question| question.id == practice.question)?;
    if question.codes.iter().any(|code| code == "yes") {
        return None;
    }
    let rated = !question.codes.is_empty();
    let text =
        if rated || practice.text.is_empty() { words(&practice.answer) } else { practice.text.clone() };
    let what = if rated { "Rating" } else { "On management development" };
    Some(row(one, ["CPA", what], None, text, practice.source.as_ref()))
}

fn review_row(one: &Return, review: &Review) -> Vec<Cell> {
    let name = match review.review.as_str() {
        "peer" => "Peer review",
        "cpa" => "CPA",
        _ => "Other reviews",
    };
    let what = match review.kind {
        ReviewKind::GoodPractice => "Good practice",
        ReviewKind::Improvement => "Area for improvement",
    };
    row(one, [name, what], Some(review.item), review.text.clone(), Some(&review.source))
}

fn row(
    one: &Return,
    what: [&str; 2],
    item: Option<i64>,
    text: String,
    source: Option<&CellRef>,
) -> Vec<Cell> {
    let mut cells = vec![Cell::text(&*one.council.code), Cell::text(&*one.council.name)];
    cells.extend(what.map(Cell::text));
    cells.push(item.map_or_else(Cell::blank, Cell::whole));
    cells.push(Cell::text(text));
    cells.extend(source_cells(source));
    cells
}
