//! Queries: what must be put right or explained, by whom, and where.

use crate::model::{Finding, Severity, entry};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Tone};
use super::desk::Desk;

pub(super) const SHEET: Entry = Entry {
    name: "Queries",
    title: "Errors, queries and notes",
    about: "What was found in the returns. An error must be put right; a query must be put right or explained; a note is to be known.",
    build,
};

/// The table's id.
pub(super) const TABLE: &str = "Queries";
const TONES: &[(&str, Tone)] = &[("error", Tone::Alert), ("query", Tone::Warn)];

/// How many findings of a severity there are.
pub(super) fn count(desk: &Desk, severity: Severity) -> i64 {
    let found = desk.evaluation.wave.findings.iter().filter(|finding| finding.severity() == severity);
    i64::try_from(found.count()).unwrap_or(i64::MAX)
}

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Severity", 10).toned(TONES),
        Column::text("Who must act", 12),
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("About", 28),
        Column::text("What to do", 64),
        Column::text("Found there", 34),
        Column::text("File", 32),
        Column::text("Sheet", 16),
        Column::text("Cell", 8),
        Column::text("Query code", 22),
    ];
    let mut findings: Vec<&Finding> = desk.evaluation.wave.findings.iter().collect();
    let place = |finding: &Finding| {
        let code = finding.council.as_ref().map(|council| &council.code);
        let found = code.and_then(|code| desk.councils.iter().position(|council| council.code == *code));
        found.unwrap_or(usize::MAX)
    };
    findings.sort_by_key(|finding| (finding.severity(), place(finding)));
    let rows = findings.into_iter().map(row).collect();
    let mut table = Table::new(TABLE, columns).fixing(1).with_rows(rows);
    table.if_empty = "Nothing was found that needs anyone.";
    vec![Block::Table(table)]
}

fn row(finding: &Finding) -> Vec<Cell> {
    let council = finding.council.as_ref();
    let optional = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
    let of = entry(finding.code);
    vec![
        Cell::text(finding.severity().word()),
        Cell::text(finding.who().word()),
        Cell::text(council.map_or("", |id| &id.code)),
        Cell::text(council.map_or("", |id| &id.name)),
        Cell::text(of.title),
        Cell::text(finding.message.clone()),
        Cell::text(finding.found.clone()),
        optional(&finding.file),
        optional(&finding.sheet),
        optional(&finding.cell),
        Cell::text(of.id),
    ]
}
