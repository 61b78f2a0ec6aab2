//! Measures of the coaching pool.

use polars::prelude::{LazyFrame, PolarsResult, lit};

use super::facts::{Facts, has_coaching};
use super::observations::{figure, observe, place, stack};

/// Coaches in training and authorised.
pub(super) fn coaches(facts: &Facts) -> PolarsResult<LazyFrame> {
    stack(&[
        facts.slots(&[("status", "training"), ("status", "authorised")], has_coaching)?,
        observe(facts.cohorts.clone(), &place("status", lit("training")), &figure("training")),
        observe(facts.cohorts.clone(), &place("status", lit("authorised")), &figure("authorised")),
    ])
}

/// Hours of coaching.
pub(super) fn hours(facts: &Facts) -> PolarsResult<LazyFrame> {
    stack(&[
        facts.slots(&[("all", "all")], has_coaching)?,
        observe(facts.cohorts.clone(), &place("all", lit("all")), &figure("hours")),
    ])
}
