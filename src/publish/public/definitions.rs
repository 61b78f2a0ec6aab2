//! Definitions of the measures that are published.

use std::collections::BTreeSet;

use super::super::book::{Cell, Column, Table};
use super::Entry;
use super::shelf::Shelf;

pub(super) const SHEET: Entry = Entry {
    name: "Definitions",
    title: "Definitions of measures",
    about: "What each published measure is, and its unit.",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let columns = vec![
        Column::text("Code", 24),
        Column::text("Measure", 36),
        Column::text("Unit", 12),
        Column::text("Definition", 80),
    ];
    let published: BTreeSet<&str> = shelf.protected.figures.iter().map(|row| row.measure).collect();
    let mut seen = BTreeSet::new();
    let measures = shelf.context.measures.iter().filter(|one| published.contains(one.id.as_str()));
    let rows = measures.filter(|one| seen.insert(one.id.as_str())).map(|one| {
        let unit = if one.unit == "gbp" { "pounds (£)" } else { &one.unit };
        [one.id.as_str(), &one.title, unit, &one.definition].map(Cell::text).to_vec()
    });
    Table::new("Definitions", columns).unfiltered().with_rows(rows.collect())
}
