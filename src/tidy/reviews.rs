//! `reviews`: one row a remark of a review.

use super::field::{Field, columns, rows_of_returns};
use crate::model::{Column, Evaluation, Review, Table, Value};

const FIELDS: [Field<Review>; 10] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::text("review", "Which review: peer, cpa or other.", |row| row.item.review.clone().into()),
    Field::text("kind", "Which list: good_practice or improvement.", |row| row.item.kind.code().into()),
    Field::whole("item", "The remark's number within its list, from 1.", |row| Value::Whole(row.item.item)),
    Field::text("text", "The remark.", |row| row.item.text.as_str().into()),
    Field::source_file(),
    Field::source_sheet(),
    Field::source_cell(),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// What reviews found, remark by remark.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    Table {
        name: "reviews",
        about: "Good practice and areas for improvement that reviews found.",
        columns: &COLUMNS,
        rows: rows_of_returns(evaluation, &FIELDS, |one| &one.reviews),
    }
}
