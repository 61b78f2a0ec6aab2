//! Returns received: every file and what became of it, and who is still to come.

use crate::model::{CouncilId, Received, Section};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Tone};
use super::desk::Desk;
use super::reading::list;

pub(super) const SHEET: Entry = Entry {
    name: "Returns received",
    title: "Returns received",
    about: "Every file received and what became of it, and the councils still to return.",
    build,
};

const TONES: &[(&str, Tone)] = &[
    ("rejected", Tone::Alert),
    ("outstanding", Tone::Warn),
    ("superseded", Tone::Muted),
    ("duplicate", Tone::Muted),
];

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Status", 12).toned(TONES),
        Column::text("File", 38),
        Column::text("Format", 8),
        Column::number("Date completed"),
        Column::number("Version"),
        Column::text("Sections answered", 26),
        Column::number("Errors"),
        Column::number("Queries"),
        Column::text("Why", 46),
        Column::text("Fingerprint (BLAKE3, start)", 18),
    ];
    let received = &desk.evaluation.wave.received;
    let mut rows = Vec::new();
    for council in &desk.councils {
        let files = received.iter().filter(|file| belongs(file, council));
        let before = rows.len();
        rows.extend(files.map(|file| file_row(desk, file)));
        if rows.len() == before {
            rows.push(outstanding_row(council));
        }
    }
    let known = |file: &&Received| !desk.councils.iter().any(|council| belongs(file, council));
    rows.extend(received.iter().filter(known).map(|file| file_row(desk, file)));
    vec![Block::Table(Table::new("ReturnsReceived", columns).fixing(2).with_rows(rows))]
}

fn belongs(file: &Received, council: &CouncilId) -> bool {
    file.council.as_ref().is_some_and(|id| id.code == council.code)
}

fn file_row(desk: &Desk, file: &Received) -> Vec<Cell> {
    let council = file.council.as_ref();
    let version = file.version.map_or_else(Cell::blank, |version| Cell::text(version.to_string()));
    vec![
        Cell::text(council.map_or("", |id| &id.code)),
        Cell::text(council.map_or("not recognised", |id| &id.name)),
        Cell::text(file.status.code()),
        Cell::text(file.file.clone()),
        Cell::text(file.format.clone()),
        Cell::date(file.completed_on),
        version,
        Cell::text(sections(desk, file)),
        Cell::whole(file.errors),
        Cell::whole(file.queries),
        Cell::text(file.reason.clone()),
        Cell::text(file.blake3.chars().take(16).collect::<String>()),
    ]
}

fn sections(desk: &Desk, file: &Received) -> String {
    let of_file = |council: &CouncilId| desk.council_return(council).filter(|one| one.file == file.file);
    let Some(one) = file.council.as_ref().and_then(of_file) else { return String::new() };
    let answered = |section: &Section| one.sections.get(section).is_some_and(|coverage| coverage.answered);
    let missing: Vec<String> =
        Section::ALL.iter().filter(|section| !answered(section)).map(|s| s.title().to_owned()).collect();
    if missing.is_empty() { "all".to_owned() } else { format!("all but {}", list(&missing)) }
}

fn outstanding_row(council: &CouncilId) -> Vec<Cell> {
    let mut row = vec![Cell::text(&*council.code), Cell::text(&*council.name), Cell::text("outstanding")];
    row.resize_with(12, Cell::blank);
    row
}
