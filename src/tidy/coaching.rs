//! `coaching`: one row a cohort of the coaching pool.

use super::field::{Field, columns, rows_of_returns, settled};
use crate::model::{Cohort, Column, Evaluation, Table, Value};

const FIELDS: [Field<Cohort>; 17] = [
    Field::period(),
    Field::council_code(),
    Field::council(),
    Field::text("cohort", "The cohort's name.", |row| row.item.cohort.as_str().into()),
    Field::whole("coaches_training", "Coaches in training; empty for a range or no number.", |row| {
        Value::whole(settled(row.item.coaches_training.interval()))
    }),
    Field::whole("coaches_authorised", "Coaches authorised; empty for a range or no number.", |row| {
        Value::whole(settled(row.item.coaches_authorised.interval()))
    }),
    Field::whole("sessions", "Sessions held; empty for a range or no number.", |row| {
        Value::whole(settled(row.item.sessions.interval()))
    }),
    Field::hundredths("hours_per_session", "Hours a session; empty for a range or no number.", |row| {
        Value::hundredths(settled(row.item.hours_per_session.interval()))
    }),
    Field::whole("coachees", "People coached; empty for a range or no number.", |row| {
        Value::whole(settled(row.item.coachees.interval()))
    }),
    Field::hundredths("hours", "Sessions times hours times coachees, where all three are given.", |row| {
        Value::hundredths(settled(row.item.hours()))
    }),
    Field::hundredths("cost_lower", "The course's cost in pounds, at least.", |row| {
        Value::hundredths(row.item.cost.interval().map(|cost| cost.lower))
    }),
    Field::hundredths("cost_upper", "The course's cost in pounds, at most.", |row| {
        Value::hundredths(row.item.cost.interval().map(|cost| cost.upper))
    }),
    Field::text("cost_marker", "The shorthand beside the cost.", |row| row.item.cost.marker().text().into()),
    Field::text("provider", "Who gives the course.", |row| row.item.provider.as_str().into()),
    Field::source_file(),
    Field::source_sheet(),
    Field::source_cell(),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Coaching cohorts.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    Table {
        name: "coaching",
        about: "The coaching pool, cohort by cohort.",
        columns: &COLUMNS,
        rows: rows_of_returns(evaluation, &FIELDS, |one| &one.coaching),
    }
}
