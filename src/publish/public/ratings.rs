//! The CPA ratings.

use super::super::book::{Cell, Column, Table};
use super::super::practices::words;
use super::Entry;
use super::shelf::{Shelf, council_columns};

pub(super) const SHEET: Entry = Entry {
    name: "CPA ratings",
    title: "CPA ratings, by council",
    about: "Each council's rating in its last comprehensive performance assessment (CPA).",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let mut columns = council_columns();
    columns.push(Column::text("CPA rating", 16));
    let ratings = shelf.context.questions.iter().find(|question| question.id == "cpa_rating");
    let rows = shelf.councils.iter().map(|council| {
        let mut codes = ratings.map(|question| question.codes.iter()).into_iter().flatten();
        let given = codes.find(|code| shelf.holds(["cpa_rating", "rating", code], &council.code));
        let rating = given.map_or_else(|| "[x]".to_owned(), |code| words(code));
        vec![Cell::text(&*council.code), Cell::text(&*council.name), Cell::text(rating)]
    });
    Table::new("CpaRatings", columns).unfiltered().with_rows(rows.collect())
}
