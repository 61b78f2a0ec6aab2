//! Completeness: who returned in time, and how much of what was asked is answered.

use crate::completeness::{Standing, standings};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Tone};
use super::desk::Desk;
use super::reading::list;

pub(super) const SHEET: Entry = Entry {
    name: "Completeness",
    title: "Completeness",
    about: "Who returned in time, which sections and key questions hold values, and what is still open. On time and late go by the date completed; days outstanding are counted to the date of this workbook.",
    build,
};

const TONES: &[(&str, Tone)] =
    &[("outstanding", Tone::Alert), ("late", Tone::Warn), ("received, not dated", Tone::Muted)];

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Return", 14).toned(TONES),
        Column::number("Date completed"),
        Column::number("Days late"),
        Column::number("Sections with values"),
        Column::text("Sections without", 30),
        Column::number("Key questions answered"),
        Column::number("Key questions asked"),
        Column::text("Complete", 9).toned(&[("no", Tone::Muted)]),
        Column::number("Errors open"),
        Column::number("Queries open"),
        Column::number("Files received"),
    ];
    let rows = standings(desk.evaluation, desk.evaluation.as_of).iter().map(row).collect();
    let table = Table::new("Completeness", columns).fixing(2).with_rows(rows);
    vec![Block::Table(Table { if_empty: "Nobody is expected, and nothing has come.", ..table })]
}

fn row(standing: &Standing) -> Vec<Cell> {
    let whole = |number: usize| Cell::whole(i64::try_from(number).unwrap_or(i64::MAX));
    let missing: Vec<String> = standing.missing.iter().map(|name| (*name).to_owned()).collect();
    vec![
        Cell::text(&*standing.council.code),
        Cell::text(&*standing.council.name),
        Cell::text(standing.state.word()),
        Cell::date(standing.completed_on),
        standing.days_late.map_or_else(Cell::blank, Cell::whole),
        whole(standing.sections),
        Cell::text(list(&missing)),
        whole(standing.key_questions.0),
        whole(standing.key_questions.1),
        Cell::text(if standing.complete { "yes" } else { "no" }),
        whole(standing.open.0),
        whole(standing.open.1),
        whole(standing.files),
    ]
}
