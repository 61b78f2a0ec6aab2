//! Measures of practices: who gave which answer.

use polars::prelude::{DataType, Expr, JoinArgs, JoinType, LazyFrame, PolarsResult, col, lit, when};

use super::facts::Facts;
use super::observations::{ONE, exact, none, number, observe, place, place_in, stack};
use crate::model::Return;

/// The question whose answers are a measure of their own.
const CPA_RATING: &str = "cpa_rating";
/// Its ratings where the questions do not give them.
const RATINGS: [&str; 6] = ["excellent", "good", "fair", "weak", "poor", "no_answer"];

/// Who gave which answer to each coded question.
pub(super) fn practice(facts: &Facts) -> PolarsResult<LazyFrame> {
    let coded = facts.questions.iter().filter(|one| !one.codes.is_empty() && one.id != CPA_RATING);
    let categories: Vec<(&str, &str)> = coded
        .flat_map(|question| facts.codes(question).into_iter().map(|code| (question.id.as_str(), code)))
        .collect();
    let place = place_in(col("question"), col("code"));
    let answers = with_codes(facts, &categories)?;
    stack(&[facts.slots(&categories, never)?, observe(answers, &place, &gave())])
}

/// Who would, or would not, consider what each question asks about. A council that
/// says neither is not counted: silence is no `no`.
pub(super) fn would_consider(facts: &Facts) -> PolarsResult<LazyFrame> {
    let asked = facts.questions.iter().filter(|question| question.asks_would_consider);
    let categories: Vec<_> =
        asked.flat_map(|question| ["yes", "no"].map(|says| (question.id.as_str(), says))).collect();
    let says = when(col("would_consider").eq(number(1))).then(lit("yes")).otherwise(lit("no"));
    let counted = when(col("would_consider").is_null()).then(none()).otherwise(one_if(says.eq(col("code"))));
    let place = place_in(col("question"), col("code"));
    let answers = with_codes(facts, &categories)?;
    stack(&[facts.slots(&categories, never)?, observe(answers, &place, &exact(counted, number(0)))])
}

/// Who has which CPA rating.
pub(super) fn cpa_rating(facts: &Facts) -> PolarsResult<LazyFrame> {
    let asked = facts.questions.iter().find(|question| question.id == CPA_RATING);
    let ratings = asked.map_or_else(|| RATINGS.to_vec(), |question| facts.codes(question));
    let categories: Vec<_> = ratings.iter().map(|rating| ("rating", *rating)).collect();
    let codes: Vec<_> = ratings.iter().map(|rating| (CPA_RATING, *rating)).collect();
    let answers = with_codes(facts, &codes)?;
    stack(&[facts.slots(&categories, never)?, observe(answers, &place("rating", col("code")), &gave())])
}

/// Each answer beside each code of its question.
fn with_codes(facts: &Facts, codes: &[(&str, &str)]) -> PolarsResult<LazyFrame> {
    let on = [col("question")];
    let codes = Facts::pairs(["question", "code"], codes)?;
    Ok(facts.practices.clone().join(codes, on.clone(), on, JoinArgs::new(JoinType::Inner)))
}

/// For each answer 1 beside the code it is, else 0.
fn gave() -> [Expr; 6] {
    exact(one_if(col("answer").eq(col("code"))), number(0))
}

fn one_if(holds: Expr) -> Expr {
    holds.cast(DataType::Int64) * number(ONE)
}

/// An answer that is not there is never one that does not apply.
fn never(_: &Return) -> bool {
    false
}
