//! Measures of posts and the people in them.

use polars::prelude::{DataType, Expr, JoinArgs, JoinType, LazyFrame, PolarsResult, col, lit, when};

use super::facts::{Facts, has_management};
use super::observations::{figure, none, number, observe, place, ratio, stack};
use crate::model::Band;

/// Posts by band, and all of them.
pub(super) fn headcount_by_band(facts: &Facts) -> PolarsResult<LazyFrame> {
    let mut categories = bands();
    categories.push(("band", "all"));
    stack(&[
        facts.slots(&categories, has_management)?,
        observe(facts.tiers.clone(), &place("band", col("band")), &figure("headcount")),
        observe(facts.tiers.clone(), &place("band", lit("all")), &figure("headcount")),
    ])
}

/// Posts by the councils' own tiers.
pub(super) fn headcount_by_tier(facts: &Facts) -> PolarsResult<LazyFrame> {
    let tiers = facts.tier_numbers();
    let categories: Vec<_> = tiers.iter().map(|tier| ("tier", tier.as_str())).collect();
    stack(&[
        facts.slots(&categories, has_management)?,
        observe(facts.tiers.clone(), &place("tier", col("tier")), &figure("headcount")),
    ])
}

/// People qualified, by band.
pub(super) fn qualified(facts: &Facts) -> PolarsResult<LazyFrame> {
    stack(&[
        facts.slots(&bands(), has_management)?,
        observe(facts.tiers.clone(), &place("band", col("band")), &figure("qualified")),
    ])
}

/// People qualified over posts, where a tier states both.
pub(super) fn qualification_ratio(facts: &Facts) -> PolarsResult<LazyFrame> {
    let states_both = col("in_ratio")
        .eq(number(1_i64))
        .and(col("headcount_lower").is_not_null())
        .and(col("qualified_lower").is_not_null());
    stack(&[
        facts.slots(&bands(), has_management)?,
        observe(
            facts.tiers.clone(),
            &place("band", col("band")),
            &ratio("qualified", "headcount", &states_both),
        ),
    ])
}

/// Posts in a band over those in the band above, where a council states both wholly.
pub(super) fn span(facts: &Facts) -> PolarsResult<LazyFrame> {
    let lower_bands: Vec<_> = bands().into_iter().skip(1).collect();
    let this_band = band_totals(facts, "this").with_column((col("place") - number(1_i64)).alias("above"));
    let band_above = band_totals(facts, "upper").rename(["place"], ["above"], true).select([
        col("council"),
        col("above"),
        col("upper_lower"),
        col("upper_upper"),
        col("upper_estimated"),
        col("upper_not_applicable"),
    ]);
    let keys = [col("council"), col("above")];
    let pairs = this_band.join(band_above, keys.clone(), keys, JoinArgs::new(JoinType::Inner));
    let states_both = col("this_lower").is_not_null().and(col("upper_lower").is_not_null());
    stack(&[
        facts.slots(&lower_bands, has_management)?,
        observe(pairs, &place("band", col("band")), &ratio("this", "upper", &states_both)),
    ])
}

/// Each council's posts in each band it has; nothing where one of its tiers is not known.
fn band_totals(facts: &Facts, prefix: &str) -> LazyFrame {
    let whole = |bound: &str| -> Expr {
        let is_whole = col(bound).count().eq(col(bound).len());
        when(is_whole).then(col(bound).sum()).otherwise(none())
    };
    let name = |part: &str| format!("{prefix}_{part}");
    facts.tiers.clone().group_by(["council", "band", "place"].map(col)).agg([
        whole("headcount_lower").alias(name("lower")),
        whole("headcount_upper").alias(name("upper")),
        col("headcount_estimated").max().cast(DataType::Int64).alias(name("estimated")),
        col("headcount_not_applicable").min().cast(DataType::Int64).alias(name("not_applicable")),
    ])
}

/// The four bands as categories.
fn bands() -> Vec<(&'static str, &'static str)> {
    Band::ALL.iter().map(|band| ("band", band.code())).collect()
}
