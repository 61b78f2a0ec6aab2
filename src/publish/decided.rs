//! Decisions: what was ruled, by whom and why, and what councils answered in query sheets.

use crate::model::{CATALOGUE, Correction, Explained, entry};

use super::Entry;
use super::book::{Block, Cell, Column, Table};
use super::desk::Desk;

pub(super) const SHEET: Entry = Entry {
    name: "Decisions",
    title: "Decisions",
    about: "What was ruled on doubtful readings, by whom and why, and what councils corrected or explained in query sheets. Each holds as long as the text that it is about stands. What is still to be ruled on is in decisions.xlsx beside this workbook.",
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
    vec![
        Block::Heading("Rulings".to_owned()),
        Block::Text(said),
        Block::Table(Table { if_empty: "Nothing has been ruled.", ..table }),
        Block::Heading("Corrections by councils".to_owned()),
        Block::Table(corrections(desk)),
        Block::Heading("Explanations by councils".to_owned()),
        Block::Table(explanations(desk)),
    ]
}

/// Values that stand in query sheets instead of in the returns.
fn corrections(desk: &Desk) -> Table {
    let columns = vec![
        Column::text("Council", 24),
        Column::text("About", 30),
        Column::text("Found there", 34),
        Column::text("Corrected to", 20),
        Column::text("File", 30),
        Column::text("Sheet", 16),
        Column::text("Cell", 8),
        Column::text("Correction stands in", 30),
    ];
    let rows = desk.evaluation.wave.rulings.corrected.iter().map(|corrected| {
        let Correction { key, was, text, by, .. } = &corrected.correction;
        let asked = CATALOGUE.iter().find(|entry| entry.id == key.code);
        let optional = |part: &Option<String>| Cell::text(part.clone().unwrap_or_default());
        vec![
            Cell::text(&*corrected.council.name),
            Cell::text(asked.map_or("", |entry| entry.title)),
            Cell::text(was.clone()),
            Cell::text(text.clone()),
            Cell::text(corrected.file.clone()),
            optional(&key.sheet),
            optional(&key.cell),
            Cell::text(format!("{}, {}", by.file, by.address())),
        ]
    });
    let table = Table::new("Corrections", columns).with_rows(rows.collect());
    Table { if_empty: "Nothing has been corrected.", ..table }
}

/// Queries that are closed because their council explained them.
fn explanations(desk: &Desk) -> Table {
    let columns = vec![
        Column::text("Council", 24),
        Column::text("About", 30),
        Column::text("Found there", 34),
        Column::text("Explanation", 48),
        Column::text("File", 30),
        Column::text("Sheet", 16),
        Column::text("Cell", 8),
        Column::text("Explanation stands in", 30),
    ];
    let rows = desk.evaluation.wave.rulings.explained.iter().map(|explained| {
        let Explained { finding, explanation, by } = explained;
        let optional = |part: &Option<String>| Cell::text(part.clone().unwrap_or_default());
        vec![
            Cell::text(finding.council.as_ref().map_or("", |council| &council.name)),
            Cell::text(entry(finding.code).title),
            Cell::text(finding.says()),
            Cell::text(explanation.clone()),
            optional(&finding.file),
            optional(&finding.sheet),
            optional(&finding.cell),
            Cell::text(format!("{}, {}", by.file, by.address())),
        ]
    });
    let table = Table::new("ExplanationsGiven", columns).with_rows(rows.collect());
    Table { if_empty: "Nothing has been explained.", ..table }
}
