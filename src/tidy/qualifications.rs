//! `qualifications`: one row a qualification named, or column of qualifications given.

use super::field::{Field, columns, rows_of_returns};
use crate::model::{Column, Evaluation, QualificationRow, Table, Value};

const FIELDS: [Field<QualificationRow>; 13] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::whole("tier", "The tier that it stands beside.", |row| Value::Whole(row.item.tier)),
    Field::text("band", "That tier's band.", |row| row.item.band.code().into()),
    Field::text("qualification", "The qualification as written.", |row| {
        row.item.qualification.as_str().into()
    }),
    Field::text("category", "Its category, such as diploma.", |row| row.item.category.as_str().into()),
    Field::text("level", "Today's level or levels, such as 5 or 4-6.", |row| row.item.level.as_str().into()),
    Field::text("level_basis", "What the level rests on.", |row| row.item.level_basis.as_str().into()),
    Field::whole("count", "How many, where the return says.", |row| Value::whole(row.item.count)),
    Field::source_file(),
    Field::source_sheet(),
    Field::source_cell(),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Qualifications, tier by tier.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    Table {
        name: "qualifications",
        about: "Management qualifications named beside each tier.",
        columns: &COLUMNS,
        rows: rows_of_returns(evaluation, &FIELDS, |one| &one.qualifications),
    }
}
