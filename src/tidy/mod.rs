//! The nine tidy tables of a period: what other programs read, and what CSV,
//! Parquet and the workbook are all written from.
//!
//! A table is a file here and a line in [`tables`]. Each declares its columns once,
//! as fields: name, kind, meaning and where the value comes from, so that a
//! column cannot stand apart from its values.
//!
//! Rows are sorted by period, council code, then the order in the return; `queries`
//! by council code (none last), then file, sheet and position; `measures` stay in the
//! order they were measured in: catalogue, then council code with `ALL` first.

mod coaching;
mod field;
mod measures;
mod posts;
mod practices;
mod qualifications;
mod queries;
mod returns;
mod reviews;
mod training;

use crate::model::{Evaluation, Table};

/// What makes each of the nine tables, in the contract's order.
pub const TABLES: [fn(&Evaluation) -> Table; 9] = [
    returns::table,
    practices::table,
    reviews::table,
    posts::table,
    qualifications::table,
    training::table,
    coaching::table,
    queries::table,
    measures::table,
];

/// All nine tables.
#[must_use]
pub fn tables(evaluation: &Evaluation) -> Vec<Table> {
    TABLES.iter().map(|table| table(evaluation)).collect()
}

#[cfg(test)]
mod tests;
