//! `returns`: one row a file received.

use super::field::{Field, Row, columns, values};
use crate::model::{Column, Evaluation, Received, Table, Value};

const FIELDS: [Field<Received>; 12] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::text("file", "The file's name within the period's input folder.", |row| {
        row.item.file.as_str().into()
    }),
    Field::text("blake3", "The BLAKE3 digest of the file's bytes, in hex.", |row| {
        row.item.blake3.as_str().into()
    }),
    Field::text(
        "format",
        "The file's format, told by its content: xlsx, xlsm, xlsb, xls, ods or csv.",
        |row| row.item.format.as_str().into(),
    ),
    Field::text("completed_on", "The date the return says it was completed.", |row| {
        row.item.completed_on.map_or(Value::Null, |date| date.to_string().into())
    }),
    Field::text("version", "The version the return states, such as 1 or 1.1.", |row| {
        row.item.version.map_or(Value::Null, |version| version.to_string().into())
    }),
    Field::text("status", "What became of it: current, superseded, duplicate or rejected.", |row| {
        row.item.status.code().into()
    }),
    Field::text("reason", "Why, for all but current ones.", |row| row.item.reason.as_str().into()),
    Field::whole("errors", "Errors found in it.", |row| Value::Whole(row.item.errors)),
    Field::whole("queries", "Queries found in it.", |row| Value::Whole(row.item.queries)),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// One row a file received, by council code (none last) and file name.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    let mut received: Vec<&Received> = evaluation.wave.received.iter().collect();
    received.sort_by_key(|one| (one.council.is_none(), &one.council, &one.file));
    let period = evaluation.wave.period.id.as_str();
    let rows = received
        .into_iter()
        .map(|item| values(&FIELDS, &Row { period, council: item.council.as_ref(), item }))
        .collect();
    Table { name: "returns", about: "Files received, and what became of each.", columns: &COLUMNS, rows }
}
