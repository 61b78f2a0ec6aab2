//! `practices`: one row a council and question.

use super::field::{Field, columns, rows_of_returns};
use crate::model::{Column, Evaluation, Practice, Table, Value};

const FIELDS: [Field<Practice>; 12] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::text("question", "The question's id.", |row| row.item.question.as_str().into()),
    Field::text("answer", "The answer's code or rating; empty for a text given to a text question.", |row| {
        row.item.answer.as_str().into()
    }),
    Field::text(
        "would_consider",
        "Whether the council would consider it: yes, no, or nothing said.",
        |row| match row.item.would_consider {
            Some(true) => "yes".into(),
            Some(false) => "no".into(),
            None => Value::Null,
        },
    ),
    Field::text("text", "The answer as the council wrote it.", |row| row.item.text.as_str().into()),
    Field::text("detail", "The supplier, site, process or accrediting body named.", |row| {
        row.item.detail.clone().into()
    }),
    Field::text("evidence", "The phrase that decided the code.", |row| row.item.evidence.as_str().into()),
    Field::source_file(),
    Field::source_sheet(),
    Field::source_cell(),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Every council's answer to every question.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    Table {
        name: "practices",
        about: "Answers to the questions on practices.",
        columns: &COLUMNS,
        rows: rows_of_returns(evaluation, &FIELDS, |one| &one.practices),
    }
}
