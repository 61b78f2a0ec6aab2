//! Definitions of measures, from their catalogue.

use super::Entry;
use super::book::{Block, Cell, Column, Table};
use super::desk::Desk;

pub(super) const SHEET: Entry = Entry {
    name: "Definitions",
    title: "Definitions of measures",
    about: "What each measure is, and its unit. The code is the one used in the tidy tables.",
    build,
};

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 22),
        Column::text("Measure", 34),
        Column::text("Unit", 12),
        Column::text("Definition", 90),
    ];
    let rows = desk.context.measures.iter().map(|measure| {
        let unit = if measure.unit == "gbp" { "£" } else { &measure.unit };
        vec![
            Cell::text(measure.id.clone()),
            Cell::text(measure.title.clone()),
            Cell::text(unit),
            Cell::text(measure.definition.clone()),
        ]
    });
    vec![Block::Table(Table::new("Definitions", columns).with_rows(rows.collect()))]
}
