//! `measures`: one row a figure.

use super::field::{Field, Row, columns, values};
use crate::model::{Column, Evaluation, MeasureRow, Table, Value};

const FIELDS: [Field<MeasureRow>; 16] = [
    Field::period(),
    Field::text("measure", "The measure's id.", |row| row.item.measure.into()),
    Field::text("unit", "The figure's unit.", |row| row.item.unit.into()),
    Field::text("council_code", "The council's ONS code, or ALL for the partnership.", |row| {
        row.item.council_code.as_str().into()
    }),
    Field::text("council", "The council's usual name, or the partnership's.", |row| {
        row.item.council.as_str().into()
    }),
    Field::text("breakdown", "What the measure is broken down by.", |row| row.item.breakdown.as_str().into()),
    Field::text("category", "Which part of the breakdown.", |row| row.item.category.as_str().into()),
    Field::hundredths("lower", "The figure, at least; empty where it is not known.", |row| {
        Value::hundredths(row.item.lower)
    }),
    Field::hundredths("upper", "The figure, at most.", |row| Value::hundredths(row.item.upper)),
    Field::text("marker", "The shorthand beside the figure.", |row| row.item.marker.as_str().into()),
    Field::hundredths("numerator_lower", "A ratio's numerator, at least.", |row| {
        Value::hundredths(row.item.numerator_lower)
    }),
    Field::hundredths("numerator_upper", "A ratio's numerator, at most.", |row| {
        Value::hundredths(row.item.numerator_upper)
    }),
    Field::hundredths("denominator_lower", "A ratio's denominator, at least.", |row| {
        Value::hundredths(row.item.denominator_lower)
    }),
    Field::hundredths("denominator_upper", "A ratio's denominator, at most.", |row| {
        Value::hundredths(row.item.denominator_upper)
    }),
    Field::whole("councils_counted", "Councils whose figures are in it.", |row| {
        Value::Whole(row.item.councils_counted)
    }),
    Field::whole("councils_expected", "Councils expected; 1 for a council's own row.", |row| {
        Value::Whole(row.item.councils_expected)
    }),
];

static COLUMNS: [Column; FIELDS.len()] = columns(&FIELDS);

/// Every figure of every measure, in the order measured.
pub(super) fn table(evaluation: &Evaluation) -> Table {
    let period = evaluation.wave.period.id.as_str();
    let rows = evaluation
        .measures
        .iter()
        .map(|item| values(&FIELDS, &Row { period, council: None, item }))
        .collect();
    Table {
        name: "measures",
        about: "Figures, for each council and the partnership.",
        columns: &COLUMNS,
        rows,
    }
}
