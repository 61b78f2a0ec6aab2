//! `posts`: one row a council and tier.

use super::field::{Field, columns, rows_of_returns, whole_lower, whole_upper};
use crate::model::{Column, Evaluation, Posts, Table, Value};

const FIELDS: [Field<Posts>; 17] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::whole("tier", "The council's own tier number, from 1.", |row| Value::Whole(row.item.tier)),
    Field::text("titles", "Job titles as written, in order, separated by semicolons.", |row| {
        row.item.titles.join("; ").into()
    }),
    Field::whole("titles_listed", "How many titles are listed.", |row| {
        Value::whole(i64::try_from(row.item.titles.len()).ok())
    }),
    Field::text("band", "The band of the common structure.", |row| row.item.band.code().into()),
    Field::text("band_basis", "What decided the band: title, order or decision.", |row| {
        row.item.band_basis.clone().into()
    }),
    Field::whole("headcount_lower", "Posts, at least.", |row| whole_lower(&row.item.headcount)),
    Field::whole("headcount_upper", "Posts, at most.", |row| whole_upper(&row.item.headcount)),
    Field::text("headcount_marker", "The shorthand beside the number of posts.", |row| {
        row.item.headcount.marker().text().into()
    }),
    Field::whole("qualified_lower", "People with a management qualification, at least.", |row| {
        whole_lower(&row.item.qualified)
    }),
    Field::whole("qualified_upper", "People with a management qualification, at most.", |row| {
        whole_upper(&row.item.qualified)
    }),
    Field::text("qualified_marker", "The shorthand beside the number of people qualified.", |row| {
        row.item.qualified.marker().text().into()
    }),
    Field::source_file(),
    Field::source_sheet(),
    Field::source_cell(),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Every council's tiers.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    Table {
        name: "posts",
        about: "Tiers of management: titles, posts and people qualified.",
        columns: &COLUMNS,
        rows: rows_of_returns(evaluation, &FIELDS, |one| &one.posts),
    }
}
