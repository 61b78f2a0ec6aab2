//! How practices stand in all.

use super::super::book::{Cell, Column, Table, Unit};
use super::super::desk::PARTNERSHIP;
use super::super::practices::{CODES, words};
use super::super::reading::Bound;
use super::Entry;
use super::shelf::Shelf;

pub(super) const SHEET: Entry = Entry {
    name: "Practices in all",
    title: "Practices, by number of councils",
    about: "How many councils gave each answer to each question, and how many would consider the practice.",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let mut columns = vec![Column::text("Practice", 44)];
    columns.extend(CODES.map(|code| Column::number(format!("{} (councils)", first_up(&words(code))))));
    columns.extend(
        ["Would consider", "Would not consider"].map(|says| Column::number(format!("{says} (councils)"))),
    );
    let rows = shelf.practices().map(|question| {
        let count = |of| shelf.shown(of, PARTNERSHIP).at(Bound::Least, Unit::Number);
        let mut cells = vec![Cell::text(question.title.clone())];
        cells.extend(CODES.map(|code| count(["practice", &question.id, code])));
        cells.extend(["yes", "no"].map(|says| {
            if question.asks_would_consider {
                count(["would_consider", &question.id, says])
            } else {
                Cell::text("[z]")
            }
        }));
        cells
    });
    Table::new("PracticesInAll", columns).unfiltered().with_rows(rows.collect())
}

fn first_up(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
