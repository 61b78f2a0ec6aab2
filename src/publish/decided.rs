//! Decisions: what was ruled, by whom and why, and where it tells.

use super::Entry;
use super::book::{Block, Cell, Column, Table};
use super::desk::Desk;

pub(super) const SHEET: Entry = Entry {
    name: "Decisions",
    title: "Decisions",
    about: "What was ruled on doubtful readings, by whom and why. A ruling holds as long as the text that it rules on stands. What is still to be ruled on is in decisions.xlsx beside this workbook.",
    build,
};

fn build(desk: &Desk) -> Vec<Block> {
    let rulings = &desk.evaluation.wave.rulings;
    let columns = vec![
        Column::text("Council", 24),
        Column::text("About", 30),
        Column::text("Found there", 34),
        Column::text("Read as", 20),
        Column::text("Ruled", 20),
        Column::text("Basis", 48),
        Column::text("File", 30),
        Column::text("Sheet", 16),
        Column::text("Cell", 8),
        Column::text("Ruling stands in", 30),
    ];
    let rows = rulings.applied.iter().map(|applied| {
        let [file, sheet, cell] = applied.doubt.place.clone();
        vec![
            Cell::text(&*applied.doubt.council.name),
            Cell::text(applied.doubt.about.clone()),
            Cell::text(applied.doubt.found.clone()),
            Cell::text(applied.doubt.suggestion.clone()),
            Cell::text(applied.row.ruling.clone()),
            Cell::text(applied.row.basis()),
            Cell::text(file),
            Cell::text(sheet),
            Cell::text(cell),
            Cell::text(format!("{}, {}", applied.file, applied.row.cell)),
        ]
    });
    let open = rulings.open.len();
    let said = match open {
        0 => "Nothing is left to rule on.".to_owned(),
        1 => "1 matter is still to be ruled on.".to_owned(),
        _ => format!("{open} matters are still to be ruled on."),
    };
    let table = Table::new("RulingsApplied", columns).with_rows(rows.collect());
    vec![Block::Text(said), Block::Table(Table { if_empty: "Nothing has been ruled.", ..table })]
}
