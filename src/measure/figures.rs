//! From observations to figures: sums by council, sums of those, ratios last.

use std::collections::BTreeMap;

use polars::prelude::{
    DataFrame, DataType, Expr, IntoLazy, LazyFrame, PolarsResult, UnionArgs, col, concat, lit, when,
};

use super::catalogue::{MEASURES, Shape};
use super::facts::{Facts, NOBODY};
use super::observations::{COLUMNS, none, number};
use super::{ALL, Measure};
use crate::model::{Marker, MeasureRow, Wave};

/// One figure, before it is given its names.
#[derive(Debug)]
pub(super) struct Measured {
    /// Its measure's place in the catalogue.
    pub(super) measure: i64,
    /// Its council, or `ALL`.
    pub(super) council_code: String,
    /// Its category's place.
    pub(super) position: i64,
    breakdown: String,
    category: String,
    numbers: [Option<i64>; 6],
    marker: Marker,
    councils_counted: i64,
}

impl Measured {
    /// The row of the measures table; none for a measure that there is not.
    pub(super) fn row(self, wave: &Wave, names: &BTreeMap<&str, &str>) -> Option<MeasureRow> {
        let measure = usize::try_from(self.measure).ok().and_then(|at| MEASURES.get(at))?;
        let council = names.get(self.council_code.as_str()).copied().unwrap_or_default().to_owned();
        let councils_expected =
            if self.council_code == ALL { i64::try_from(wave.expected.len()).unwrap_or(i64::MAX) } else { 1 };
        let [lower, upper, numerator_lower, numerator_upper, denominator_lower, denominator_upper] =
            self.numbers;
        Some(MeasureRow {
            measure: measure.id,
            unit: measure.unit,
            council_code: self.council_code,
            council,
            breakdown: self.breakdown,
            category: self.category,
            lower,
            upper,
            marker: self.marker.text(),
            numerator_lower,
            numerator_upper,
            denominator_lower,
            denominator_upper,
            councils_counted: self.councils_counted,
            councils_expected,
        })
    }
}

/// Every figure of every measure that is asked for, in no order.
pub(super) fn figures(facts: &Facts, is_asked: impl Fn(&str) -> bool) -> PolarsResult<Vec<Measured>> {
    let mut observations = Vec::new();
    for (at, measure) in (0_i64..).zip(MEASURES).filter(|(_, measure)| is_asked(measure.id)) {
        observations.push(numbered((measure.expression)(facts)?, at, measure));
    }
    let councils = by_council(concat(observations, UnionArgs::default())?).collect()?.lazy();
    let partnership = of_partnership(councils.clone());
    let councils = councils.filter(col("council").neq(lit(NOBODY)));
    let frame = with_ratios(concat([partnership, councils], UnionArgs::default())?).collect()?;
    measured(&frame)
}

/// Observations with their measure's place and what its ratio is multiplied by (0 for a sum).
fn numbered(observations: LazyFrame, at: i64, measure: &Measure) -> LazyFrame {
    let scale: i64 = match measure.shape {
        Shape::Sum => 0,
        Shape::Percent => PERCENT_SCALE,
        Shape::Rate => RATE_SCALE,
    };
    let mut columns = vec![number(at).alias("measure"), number(scale).alias("scale")];
    columns.extend(COLUMNS.iter().map(|name| col(*name)));
    observations.select_seq(columns)
}

/// Makes a ratio hundredths of a percent.
const PERCENT_SCALE: i64 = 10_000;
/// Makes a ratio hundredths.
const RATE_SCALE: i64 = 100;

/// Sums of each council's observations.
fn by_council(observations: LazyFrame) -> LazyFrame {
    let keys = ["measure", "scale", "council", "breakdown", "category"].map(col);
    observations.group_by(keys).agg([
        col("position").max(),
        known_sum("lower"),
        known_sum("upper"),
        known_sum("below_lower"),
        known_sum("below_upper"),
        estimated_of_known(),
        col("not_applicable").min(),
        col("lower").count().gt(number(0_i64)).cast(DataType::Int64).alias("counted"),
    ])
}

/// Sums of the councils' sums.
fn of_partnership(councils: LazyFrame) -> LazyFrame {
    let keys = ["measure", "scale", "breakdown", "category"].map(col);
    let sums = councils.group_by(keys).agg([
        col("position").max(),
        known_sum("lower"),
        known_sum("upper"),
        known_sum("below_lower"),
        known_sum("below_upper"),
        estimated_of_known(),
        col("not_applicable").min(),
        col("counted").sum(),
    ]);
    sums.select([
        col("measure"),
        col("scale"),
        lit(ALL).alias("council"),
        col("breakdown"),
        col("category"),
        col("position"),
        col("lower"),
        col("upper"),
        col("below_lower"),
        col("below_upper"),
        col("estimated"),
        col("not_applicable"),
        col("counted"),
    ])
}

/// The sum of what is known; nothing, never zero, where nothing is.
fn known_sum(name: &str) -> Expr {
    when(col(name).count().gt(number(0_i64))).then(col(name).sum()).otherwise(none()).alias(name)
}

/// 1 where a figure that is known is estimated.
fn estimated_of_known() -> Expr {
    when(col("lower").is_not_null()).then(col("estimated")).otherwise(number(0_i64)).max().alias("estimated")
}

/// The figures of sums as they are; those of ratios from numerator and denominator.
fn with_ratios(sums: LazyFrame) -> LazyFrame {
    let is_ratio = col("scale").gt(number(0_i64));
    let figure = |bound: &str, below: &str| {
        when(is_ratio.clone()).then(guarded_ratio(bound, below)).otherwise(col(bound))
    };
    let numerator = |bound: &str| when(is_ratio.clone()).then(col(bound)).otherwise(none());
    sums.with_columns_seq([
        figure("lower", "below_upper").alias("figure_lower"),
        figure("upper", "below_lower").alias("figure_upper"),
        numerator("lower").alias("numerator_lower"),
        numerator("upper").alias("numerator_upper"),
    ])
}

/// `above` over `below` in hundredths, rounded half up; nothing where the denominator
/// is not known or may be zero; a percentage never above 100. Counts are never
/// negative, so that whole division rounds down.
fn guarded_ratio(above: &str, below: &str) -> Expr {
    let doubled = col(below) * number(2_i64);
    let rounded = (col(above) * number(2_i64) * col("scale") + col(below)) / doubled;
    let is_over = col("scale").eq(number(PERCENT_SCALE)).and(rounded.clone().gt(number(PERCENT_SCALE)));
    let capped = when(is_over).then(number(PERCENT_SCALE)).otherwise(rounded);
    when(col("below_lower").gt(number(0_i64))).then(capped).otherwise(none())
}

/// The frame's rows.
fn measured(frame: &DataFrame) -> PolarsResult<Vec<Measured>> {
    let numbers = |name: &str| -> PolarsResult<Vec<Option<i64>>> {
        Ok(frame.column(name)?.cast(&DataType::Int64)?.i64()?.iter().collect())
    };
    let texts = |name: &str| -> PolarsResult<Vec<String>> {
        Ok(frame.column(name)?.str()?.iter().map(|text| text.unwrap_or_default().to_owned()).collect())
    };
    let mut columns = Vec::new();
    for name in NUMBERS {
        columns.push(numbers(name)?.into_iter());
    }
    let mut rows = Vec::with_capacity(frame.height());
    let names = texts("council")?.into_iter().zip(texts("breakdown")?).zip(texts("category")?);
    for ((council_code, breakdown), category) in names {
        let mut next = columns.iter_mut().map(|column| column.next().flatten());
        let mut take = || next.next().flatten();
        let [measure, position, counted, estimated, not_applicable] = std::array::from_fn(|_| take());
        let numbers: [Option<i64>; 6] = std::array::from_fn(|_| take());
        rows.push(Measured {
            measure: measure.unwrap_or(-1),
            council_code,
            position: position.unwrap_or(i64::MAX),
            breakdown,
            category,
            numbers,
            marker: marker(numbers, estimated == Some(1), not_applicable == Some(1)),
            councils_counted: counted.unwrap_or(0),
        });
    }
    Ok(rows)
}

/// The frame's columns of numbers, in the order in which [`measured`] takes them.
const NUMBERS: [&str; 11] = [
    "measure",
    "position",
    "counted",
    "estimated",
    "not_applicable",
    "figure_lower",
    "figure_upper",
    "numerator_lower",
    "numerator_upper",
    "below_lower",
    "below_upper",
];

/// The shorthand: `[e]` beside a figure; for none, `[z]` where nothing applies or
/// there is nothing to divide by, else `[x]`.
fn marker(numbers: [Option<i64>; 6], estimated: bool, not_applicable: bool) -> Marker {
    let [lower, .., denominator_upper] = numbers;
    let is_known = lower.is_some();
    let applies = !not_applicable && denominator_upper != Some(0);
    Marker {
        estimated: is_known && estimated,
        not_available: !is_known && applies,
        not_applicable: !is_known && !applies,
        ..Marker::default()
    }
}
