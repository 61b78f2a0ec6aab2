//! Measures of practices: who gave which answer.

use polars::prelude::{DataType, Expr, LazyFrame, PolarsResult, col, lit, when};

use super::facts::Facts;
use super::observations::{ONE, exact, none, number, observe, place, stack};
use crate::model::Return;

/// The question whose answers are a measure of their own.
const CPA_RATING: &str = "cpa_rating";
/// Its ratings where the questions do not give them.
const RATINGS: [&str; 6] = ["excellent", "good", "fair", "weak", "poor", "no_answer"];

/// Who gave which answer to each coded question.
pub(super) fn practice(facts: &Facts) -> PolarsResult<LazyFrame> {
    let questions: Vec<_> = facts
        .questions
        .iter()
        .filter(|question| !question.codes.is_empty() && question.id != CPA_RATING)
        .map(|question| (question, facts.codes(question)))
        .collect();
    let categories: Vec<(&str, &str)> = questions
        .iter()
        .flat_map(|(question, codes)| codes.iter().map(|code| (question.id.as_str(), *code)))
        .collect();
    let mut frames = vec![facts.slots(&categories, never)?];
    for (question, codes) in &questions {
        let answers = facts.practices.clone().filter(col("question").eq(lit(question.id.as_str())));
        frames.extend(codes.iter().map(|code| gave(&answers, &question.id, code)));
    }
    stack(&frames)
}

/// Who would, or would not, consider what each question asks about. A council that
/// says neither is not counted: silence is no `no`.
pub(super) fn would_consider(facts: &Facts) -> PolarsResult<LazyFrame> {
    let asked: Vec<&str> = facts
        .questions
        .iter()
        .filter(|question| question.asks_would_consider)
        .map(|question| question.id.as_str())
        .collect();
    let categories: Vec<_> = asked.iter().flat_map(|id| [(*id, "yes"), (*id, "no")]).collect();
    let mut frames = vec![facts.slots(&categories, never)?];
    for id in asked {
        let answers = facts.practices.clone().filter(col("question").eq(lit(id)));
        for (category, says) in [("yes", 1_i64), ("no", 0_i64)] {
            let counted = when(col("would_consider").is_null())
                .then(none())
                .otherwise(one_if(col("would_consider").eq(number(says))));
            let figure = exact(counted, number(0_i64));
            frames.push(observe(answers.clone(), &place(id, lit(category)), &figure));
        }
    }
    stack(&frames)
}

/// Who has which CPA rating.
pub(super) fn cpa_rating(facts: &Facts) -> PolarsResult<LazyFrame> {
    let asked = facts.questions.iter().find(|question| question.id == CPA_RATING);
    let ratings = asked.map_or_else(|| RATINGS.to_vec(), |question| facts.codes(question));
    let categories: Vec<_> = ratings.iter().map(|rating| ("rating", *rating)).collect();
    let mut frames = vec![facts.slots(&categories, never)?];
    let answers = facts.practices.clone().filter(col("question").eq(lit(CPA_RATING)));
    frames.extend(ratings.iter().map(|rating| gave(&answers, "rating", rating)));
    stack(&frames)
}

/// For each answer 1 where it is `code`, else 0.
fn gave(answers: &LazyFrame, breakdown: &str, code: &str) -> LazyFrame {
    let counted = one_if(col("answer").eq(lit(code)));
    observe(answers.clone(), &place(breakdown, lit(code)), &exact(counted, number(0_i64)))
}

fn one_if(holds: Expr) -> Expr {
    holds.cast(DataType::Int64) * number(ONE)
}

/// An answer that is not there is never one that does not apply.
fn never(_: &Return) -> bool {
    false
}
