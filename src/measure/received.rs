//! The measure of returns: who was to return, who has. Councils that are expected
//! and have not returned have their rows here, and here alone.

use polars::prelude::{LazyFrame, PolarsResult, col, lit};

use super::facts::Facts;
use super::observations::{exact, number, observe, place, stack};

/// Returns by how they stand.
pub(super) fn returns(facts: &Facts) -> PolarsResult<LazyFrame> {
    let statuses = ["expected", "received", "outstanding", "complete"];
    let frames: Vec<LazyFrame> = (0_i64..)
        .zip(statuses)
        .map(|(at, status)| {
            observe(facts.councils.clone(), &place("status", lit(status)), &exact(col(status), number(0_i64)))
                .with_column(number(at).alias("position"))
        })
        .collect();
    stack(&frames)
}
