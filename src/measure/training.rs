//! Measures of training: activities, what they cost, how many are not costed.

use polars::prelude::{Expr, LazyFrame, PolarsResult, col, lit, when};

use super::facts::Facts;
use super::observations::{ONE, exact, figure, none, number, observe, place, stack};
use crate::model::{Delivery, Return};

/// Activities by delivery. `None` is none of them; `No details` is not known.
pub(super) fn activities(facts: &Facts) -> PolarsResult<LazyFrame> {
    by_delivery(facts, &exact(number(ONE), number(0_i64)))
}

/// What activities cost that are costed. `None` costs nothing; but one delivery's
/// nothing is no total of both while anything of the other's cost is open.
pub(super) fn cost(facts: &Facts) -> PolarsResult<LazyFrame> {
    let is_open = col("is_open").max().over([col("council")])?.eq(number(1_i64));
    let nothing =
        when(col("is_none").eq(number(1_i64)).and(is_open.not())).then(number(0_i64)).otherwise(none());
    stack(&[
        by_delivery(facts, &figure("cost"))?.filter(col("category").neq(lit("all"))),
        facts.slots(&[("delivery", "all")], always)?.with_column(number(ALL_PLACE).alias("position")),
        observe(open_costs(facts)?, &place("delivery", lit("all")), &exact(nothing, col("not_applicable"))),
        observe(facts.activities.clone(), &place("delivery", lit("all")), &figure("cost")),
    ])
}

/// Activities whose cost is neither known nor counted with another's.
pub(super) fn not_costed(facts: &Facts) -> PolarsResult<LazyFrame> {
    let counted = when(is_uncosted()).then(number(ONE)).otherwise(number(0_i64));
    by_delivery(facts, &exact(counted, number(0_i64)))
}

/// The place of `all` after the deliveries.
const ALL_PLACE: i64 = 2;

/// By delivery and for all: zero where a council says `None`, nothing where it says
/// nothing, and `each` of every activity.
fn by_delivery(facts: &Facts, each: &[Expr]) -> PolarsResult<LazyFrame> {
    let mut categories: Vec<_> = Delivery::ALL.iter().map(|one| ("delivery", one.code())).collect();
    categories.push(("delivery", "all"));
    let zero = when(col("is_none").eq(number(1_i64))).then(number(0_i64)).otherwise(none());
    let stated = exact(zero, col("not_applicable"));
    let mut frames = vec![facts.slots(&categories, always)?];
    for category in [col("delivery"), lit("all")] {
        let place = place("delivery", category);
        frames.push(observe(facts.deliveries.clone(), &place, &stated));
        frames.push(observe(facts.activities.clone(), &place, each));
    }
    stack(&frames)
}

/// Statements and activities together, to tell what of a council's costs is open.
fn open_costs(facts: &Facts) -> PolarsResult<LazyFrame> {
    let statements =
        facts.deliveries.clone().select(["council", "is_none", "is_open", "not_applicable"].map(col));
    let uncosted = when(is_uncosted()).then(number(1_i64)).otherwise(number(0_i64));
    let activities = facts.activities.clone().select([
        col("council"),
        number(0_i64).alias("is_none"),
        uncosted.alias("is_open"),
        number(0_i64).alias("not_applicable"),
    ]);
    stack(&[statements, activities])
}

fn is_uncosted() -> Expr {
    col("is_costed").eq(number(0_i64)).and(col("is_shared").eq(number(0_i64)))
}

/// A slot alone says nothing: each council has a statement for each delivery, which decides.
fn always(_: &Return) -> bool {
    true
}
