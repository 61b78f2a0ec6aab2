//! `training`: one row a training activity.

use super::field::{Field, columns, rows_of_returns, settled};
use crate::model::{Activity, Column, CostBasis, Evaluation, Marker, Table, Value};

const FIELDS: [Field<Activity>; 16] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::text("delivery", "Who gives it: internal or external.", |row| row.item.delivery.code().into()),
    Field::text("activity", "What it is.", |row| row.item.activity.as_str().into()),
    Field::text("audience", "For whom.", |row| row.item.audience.as_str().into()),
    Field::text("provider", "By whom.", |row| row.item.provider.as_str().into()),
    Field::whole(
        "attendees",
        "How many attended; empty where the return gives a range or no number.",
        |row| Value::whole(settled(row.item.attendees)),
    ),
    Field::text("cost_text", "The cost as written.", |row| row.item.cost_text.as_str().into()),
    Field::text("cost_basis", "What the cost is stated for.", |row| row.item.cost_basis.code().into()),
    Field::hundredths("cost_lower", "The activity's total cost in pounds, at least.", |row| {
        Value::hundredths(row.item.cost.given().map(|cost| cost.lower))
    }),
    Field::hundredths("cost_upper", "The activity's total cost in pounds, at most.", |row| {
        Value::hundredths(row.item.cost.given().map(|cost| cost.upper))
    }),
    Field::text(
        "cost_marker",
        "The shorthand beside the cost; none where a shared cost is counted above.",
        |row| {
            if row.item.cost_basis == CostBasis::Shared {
                Value::Null
            } else {
                Marker::of(&row.item.cost).text().into()
            }
        },
    ),
    Field::source_file(),
    Field::source_sheet(),
    Field::source_cell(),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Training activities, with what is known of their cost.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    Table {
        name: "training",
        about: "Management training of the last two years, activity by activity.",
        columns: &COLUMNS,
        rows: rows_of_returns(evaluation, &FIELDS, |one| &one.training),
    }
}
