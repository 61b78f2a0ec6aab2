//! Qualifications named: which, at which level, and how many.

use super::Entry;
use super::book::{Block, Cell, Column, Table};
use super::desk::{Desk, source_cells};

pub(super) const SHEET: Entry = Entry {
    name: "Qualifications",
    title: "Qualifications named",
    about: "The management qualifications that returns name beside each tier, with today's level where it is known.",
    build,
};

const TABLE: &str = "QualificationsNamed";

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::number("Tier"),
        Column::text("Band", 28),
        Column::text("Qualification as written", 46),
        Column::text("Category", 18),
        Column::text("Level", 8),
        Column::text("Level taken from", 36),
        Column::number("Count"),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ];
    let found = desk.qualifications();
    let rows = found.iter().map(|(one, named)| {
        let mut cells = vec![
            Cell::text(&*one.council.code),
            Cell::text(&*one.council.name),
            Cell::whole(named.tier),
            Cell::text(named.band.title()),
            Cell::text(named.qualification.clone()),
            Cell::text(named.category.replace('_', " ")),
            Cell::text(named.level.clone()),
            Cell::text(named.level_basis.clone()),
            named.count.map_or_else(|| Cell::text("[x]"), Cell::whole),
        ];
        cells.extend(source_cells(Some(&named.source)));
        cells
    });
    let mut table = Table::new(TABLE, columns).fixing(3).with_rows(rows.collect());
    table.if_empty = "No return names qualifications.";
    vec![Block::Table(table)]
}
