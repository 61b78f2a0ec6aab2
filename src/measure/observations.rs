//! Observations: what one return contributes to one category of one measure.
//!
//! Columns: `council`, `breakdown`, `category`, `position` (the category's place;
//! slots alone have it), `lower`, `upper`, `below_lower`, `below_upper` (a ratio's
//! denominator), and the flags 0 or 1 `estimated`, `not_applicable`.

use polars::prelude::{DataType, Expr, LazyFrame, NULL, PolarsResult, UnionArgs, col, concat, lit, when};

/// One in hundredths.
pub(super) const ONE: i64 = 100;

/// The columns of observations, in order.
pub(super) const COLUMNS: [&str; 10] = [
    "council",
    "breakdown",
    "category",
    "position",
    "lower",
    "upper",
    "below_lower",
    "below_upper",
    "estimated",
    "not_applicable",
];

/// Where an observation belongs.
pub(super) fn place(breakdown: &str, category: Expr) -> [Expr; 4] {
    place_in(lit(breakdown), category)
}

/// Where an observation belongs whose breakdown is the row's own.
pub(super) fn place_in(breakdown: Expr, category: Expr) -> [Expr; 4] {
    [col("council"), breakdown.alias("breakdown"), category.alias("category"), none().alias("position")]
}

/// The figure whose columns begin with `prefix`, and its flags.
pub(super) fn figure(prefix: &str) -> [Expr; 6] {
    let part = |name: &str| col(format!("{prefix}_{name}"));
    [
        part("lower").alias("lower"),
        part("upper").alias("upper"),
        none().alias("below_lower"),
        none().alias("below_upper"),
        part("estimated").alias("estimated"),
        part("not_applicable").alias("not_applicable"),
    ]
}

/// An exact figure that nobody estimated, or nothing where it is null.
pub(super) fn exact(value: Expr, not_applicable: Expr) -> [Expr; 6] {
    [
        value.clone().alias("lower"),
        value.alias("upper"),
        none().alias("below_lower"),
        none().alias("below_upper"),
        number(0_i64).alias("estimated"),
        not_applicable.alias("not_applicable"),
    ]
}

/// The figures whose columns begin with `part` over those that begin with `whole`,
/// where `both` holds; nothing elsewhere.
pub(super) fn ratio(part: &str, whole: &str, both: &Expr) -> [Expr; 6] {
    let kept =
        |prefix: &str, name: &str| when(both.clone()).then(col(format!("{prefix}_{name}"))).otherwise(none());
    let flagged = |name: &str| {
        let flag = |prefix: &str| col(format!("{prefix}_{name}")).eq(number(1_i64));
        flag(part).or(flag(whole)).cast(DataType::Int64)
    };
    [
        kept(part, "lower").alias("lower"),
        kept(part, "upper").alias("upper"),
        kept(whole, "lower").alias("below_lower"),
        kept(whole, "upper").alias("below_upper"),
        flagged("estimated").alias("estimated"),
        flagged("not_applicable").alias("not_applicable"),
    ]
}

/// Observations from `frame`: where each belongs, and its figure. One expression after
/// the other: frames are small, and threads for each column cost more than they gain.
pub(super) fn observe(frame: LazyFrame, place: &[Expr], figure: &[Expr]) -> LazyFrame {
    frame.select_seq([place, figure].concat())
}

/// Slots and observations one under the other.
pub(super) fn stack(frames: &[LazyFrame]) -> PolarsResult<LazyFrame> {
    concat(frames, UnionArgs::default())
}

/// No number.
pub(super) fn none() -> Expr {
    lit(NULL).cast(DataType::Int64)
}

/// The number, as wide as every other.
pub(super) fn number(number: i64) -> Expr {
    lit(number).cast(DataType::Int64)
}
