//! `queries`: one row a finding.

use super::field::{Field, Row, columns, values};
use crate::model::{Column, Evaluation, Finding, Table, entry, parse_address};

const FIELDS: [Field<Finding>; 11] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::text("severity", "How much it asks: error, query or note.", |row| {
        row.item.severity().word().into()
    }),
    Field::text("code", "The finding's code, to be looked up in the catalogue.", |row| {
        entry(row.item.code).id.into()
    }),
    Field::text("who", "Who must act: council or coordinator.", |row| row.item.who().word().into()),
    Field::text("file", "The file it is about.", |row| row.item.file.clone().into()),
    Field::text("sheet", "The sheet it is about.", |row| row.item.sheet.clone().into()),
    Field::text("cell", "The cell's address within the sheet.", |row| row.item.cell.clone().into()),
    Field::text("found", "What was found there, as written.", |row| row.item.found.as_str().into()),
    Field::text("message", "What is to be done about it.", |row| row.item.message.as_str().into()),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Every finding, by council code (none last), file, sheet and position.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    let mut findings: Vec<&Finding> = evaluation.wave.findings.iter().collect();
    findings.sort_by_cached_key(|finding| {
        let position = finding.cell.as_deref().and_then(parse_address);
        (
            (finding.council.is_none(), finding.council.clone()),
            (finding.file.clone(), finding.sheet.clone(), position, finding.cell.clone()),
            (finding.code, finding.found.clone(), finding.message.clone()),
        )
    });
    let period = evaluation.wave.period.id.as_str();
    let rows = findings
        .into_iter()
        .map(|item| values(&FIELDS, &Row { period, council: item.council.as_ref(), item }))
        .collect();
    Table { name: "queries", about: "What must be put right, explained or known.", columns: &COLUMNS, rows }
}
