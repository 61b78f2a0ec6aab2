//! What the returns say, as frames: one row a tier, an activity, an answer. Numbers
//! are in hundredths (pence are hundredths of a pound), flags are 0 or 1.

use std::collections::BTreeSet;

use polars::prelude::{Column, DataFrame, IntoLazy, LazyFrame, NamedFrom, PolarsResult, Series};

use super::QuestionInfo;
use super::observations::ONE;
use crate::model::{CostBasis, Delivery, Interval, Reported, Return, Section, Statement, Wave};

/// Holds the categories' places where nobody returned.
pub(super) const NOBODY: &str = "";

/// Beyond this a count, in hundredths, is no council's: 100 million.
const LARGEST_COUNT: i64 = 10_000_000_000;
/// Beyond this an amount, in pence, is no council's: ten billion pounds.
const LARGEST_AMOUNT: i64 = 1_000_000_000_000;

/// The period's facts.
pub(super) struct Facts<'a> {
    wave: &'a Wave,
    /// The questions, in order.
    pub(super) questions: &'a [QuestionInfo],
    /// `council, tier, band, place, in_ratio`, figures `headcount` and `qualified`.
    pub(super) tiers: LazyFrame,
    /// `council, delivery, is_none, is_open, not_applicable`.
    pub(super) deliveries: LazyFrame,
    /// `council, delivery, is_shared, is_costed`, figure `cost`.
    pub(super) activities: LazyFrame,
    /// `council, question, answer, would_consider`.
    pub(super) practices: LazyFrame,
    /// `council`, figures `training`, `authorised` and `hours`.
    pub(super) cohorts: LazyFrame,
    /// `council, expected, received, outstanding, complete`.
    pub(super) councils: LazyFrame,
}

impl<'a> Facts<'a> {
    /// The facts of a wave.
    pub(super) fn new(wave: &'a Wave, questions: &'a [QuestionInfo]) -> PolarsResult<Self> {
        Ok(Self {
            wave,
            questions,
            tiers: tiers(wave)?,
            deliveries: deliveries(wave)?,
            activities: activities(wave)?,
            practices: practices(wave)?,
            cohorts: cohorts(wave)?,
            councils: councils(wave)?,
        })
    }

    /// A row without a figure for every council and every (breakdown, category), so that
    /// each is there, in this order. Where a return has nothing else on a category, that
    /// is not applicable if `silence_is_absence` of the return, else not available.
    pub(super) fn slots(
        &self,
        categories: &[(&str, &str)],
        silence_is_absence: fn(&Return) -> bool,
    ) -> PolarsResult<LazyFrame> {
        let mut councils: Vec<(&str, bool)> = self
            .wave
            .returns
            .iter()
            .map(|one| (one.council.code.as_ref(), silence_is_absence(one)))
            .collect();
        if councils.is_empty() {
            councils.push((NOBODY, false));
        }
        let slots: Vec<_> = councils
            .iter()
            .flat_map(|council| (0_i64..).zip(categories).map(move |(at, category)| (council, at, category)))
            .collect();
        let nothing: Vec<Option<i64>> = vec![None; slots.len()];
        frame(vec![
            texts("council", slots.iter().map(|((code, _), _, _)| *code)),
            texts("breakdown", slots.iter().map(|(_, _, (breakdown, _))| *breakdown)),
            texts("category", slots.iter().map(|(_, _, (_, category))| *category)),
            numbers("position", slots.iter().map(|(_, at, _)| Some(*at))),
            numbers("lower", nothing.iter().copied()),
            numbers("upper", nothing.iter().copied()),
            numbers("below_lower", nothing.iter().copied()),
            numbers("below_upper", nothing.iter().copied()),
            flags("estimated", slots.iter().map(|_| false)),
            flags("not_applicable", slots.iter().map(|((_, is_absent), _, _)| *is_absent)),
        ])
    }

    /// A frame of two columns of text.
    pub(super) fn pairs(names: [&str; 2], pairs: &[(&str, &str)]) -> PolarsResult<LazyFrame> {
        let [first, second] = names;
        frame(vec![
            texts(first, pairs.iter().map(|pair| pair.0)),
            texts(second, pairs.iter().map(|pair| pair.1)),
        ])
    }

    /// The tiers that any council has, in order.
    pub(super) fn tier_numbers(&self) -> Vec<String> {
        let tiers: BTreeSet<i64> =
            self.wave.returns.iter().flat_map(|one| one.posts.iter().map(|posts| posts.tier)).collect();
        tiers.into_iter().map(|tier| tier.to_string()).collect()
    }

    /// A question's codes in order, those that only returns have after the declared ones.
    pub(super) fn codes<'b>(&'b self, question: &'b QuestionInfo) -> Vec<&'b str> {
        let mut codes: Vec<&str> = question.codes.iter().map(String::as_str).collect();
        let answers: BTreeSet<&str> = self
            .wave
            .returns
            .iter()
            .flat_map(|one| &one.practices)
            .filter(|practice| practice.question == question.id && !practice.answer.is_empty())
            .map(|practice| practice.answer.as_str())
            .collect();
        codes.extend(answers.into_iter().filter(|answer| !question.codes.iter().any(|code| code == answer)));
        codes
    }
}

/// One row a tier.
fn tiers(wave: &Wave) -> PolarsResult<LazyFrame> {
    let tiers: Vec<_> =
        wave.returns.iter().flat_map(|one| one.posts.iter().map(move |posts| (one, posts))).collect();
    let mut columns = vec![
        texts("council", tiers.iter().map(|(one, _)| one.council.code.as_ref())),
        texts("tier", tiers.iter().map(|(_, posts)| posts.tier.to_string())),
        texts("band", tiers.iter().map(|(_, posts)| posts.band.code())),
        numbers("place", tiers.iter().map(|(_, posts)| place_of(posts.band))),
        flags("in_ratio", tiers.iter().map(|(_, posts)| posts.qualified_in_ratio)),
    ];
    columns.extend(figures("headcount", tiers.iter().map(|(_, posts)| count(&posts.headcount.reported))));
    columns.extend(figures("qualified", tiers.iter().map(|(_, posts)| count(&posts.qualified.reported))));
    frame(columns)
}

/// One row a council and delivery. Activities listed make a statement listed; a list
/// without activities, or no statement, is not available.
fn deliveries(wave: &Wave) -> PolarsResult<LazyFrame> {
    let statements: Vec<_> = wave
        .returns
        .iter()
        .flat_map(|one| Delivery::ALL.map(|delivery| (one, delivery, statement(one, delivery))))
        .collect();
    frame(vec![
        texts("council", statements.iter().map(|(one, _, _)| one.council.code.as_ref())),
        texts("delivery", statements.iter().map(|(_, delivery, _)| delivery.code())),
        flags("is_none", statements.iter().map(|(_, _, said)| *said == Statement::None)),
        flags("is_open", statements.iter().map(|(_, _, said)| *said == Statement::NotAvailable)),
        flags("not_applicable", statements.iter().map(|(_, _, said)| *said == Statement::NotApplicable)),
    ])
}

fn statement(one: &Return, delivery: Delivery) -> Statement {
    if one.training.iter().any(|activity| activity.delivery == delivery) {
        return Statement::Listed;
    }
    let said = one.deliveries.iter().find(|said| said.delivery == delivery).map(|said| said.statement);
    said.filter(|said| *said != Statement::Listed).unwrap_or(Statement::NotAvailable)
}

/// One row an activity.
fn activities(wave: &Wave) -> PolarsResult<LazyFrame> {
    let activities: Vec<_> = wave
        .returns
        .iter()
        .flat_map(|one| one.training.iter().map(move |activity| (one, activity)))
        .map(|(one, activity)| (one, activity, amount(&activity.cost)))
        .collect();
    let is_shared = |basis: CostBasis| basis == CostBasis::Shared;
    let mut columns = vec![
        texts("council", activities.iter().map(|(one, _, _)| one.council.code.as_ref())),
        texts("delivery", activities.iter().map(|(_, activity, _)| activity.delivery.code())),
        flags("is_shared", activities.iter().map(|(_, activity, _)| is_shared(activity.cost_basis))),
        flags("is_costed", activities.iter().map(|(_, _, cost)| cost.given().is_some())),
    ];
    // An activity without a cost is not available, whatever word says so: `N/A` beside
    // an activity is no cost of that activity.
    columns.extend(figures(
        "cost",
        activities.iter().map(|(_, activity, cost)| match cost.given() {
            Some(cost) if !is_shared(activity.cost_basis) => Reported::Given(*cost),
            _ => Reported::NotAvailable,
        }),
    ));
    frame(columns)
}

/// One row an answer.
fn practices(wave: &Wave) -> PolarsResult<LazyFrame> {
    let answers: Vec<_> =
        wave.returns.iter().flat_map(|one| one.practices.iter().map(move |answer| (one, answer))).collect();
    frame(vec![
        texts("council", answers.iter().map(|(one, _)| one.council.code.as_ref())),
        texts("question", answers.iter().map(|(_, answer)| answer.question.as_str())),
        texts("answer", answers.iter().map(|(_, answer)| answer.answer.as_str())),
        numbers("would_consider", answers.iter().map(|(_, answer)| answer.would_consider.map(i64::from))),
    ])
}

/// One row a coaching cohort.
fn cohorts(wave: &Wave) -> PolarsResult<LazyFrame> {
    let cohorts: Vec<_> =
        wave.returns.iter().flat_map(|one| one.coaching.iter().map(move |cohort| (one, cohort))).collect();
    let mut columns = vec![texts("council", cohorts.iter().map(|(one, _)| one.council.code.as_ref()))];
    let figure = |figure: &crate::model::Figure| count(&figure.reported);
    columns.extend(figures("training", cohorts.iter().map(|(_, cohort)| figure(&cohort.coaches_training))));
    columns
        .extend(figures("authorised", cohorts.iter().map(|(_, cohort)| figure(&cohort.coaches_authorised))));
    columns.extend(figures(
        "hours",
        cohorts.iter().map(|(_, cohort)| {
            let parts = [&cohort.sessions, &cohort.hours_per_session, &cohort.coachees];
            match cohort.hours() {
                Some(hours) => within(hours, 0, LARGEST_COUNT),
                None if parts.iter().any(|part| part.reported == Reported::NotApplicable) => {
                    Reported::NotApplicable
                }
                None => Reported::NotAvailable,
            }
        }),
    ));
    frame(columns)
}

/// One row a council that returned or is expected.
fn councils(wave: &Wave) -> PolarsResult<LazyFrame> {
    let expected: BTreeSet<&str> = wave.expected.iter().map(|one| one.id.code.as_ref()).collect();
    let received: BTreeSet<&str> = wave.returns.iter().map(|one| one.council.code.as_ref()).collect();
    let complete: BTreeSet<&str> =
        wave.returns.iter().filter(|one| one.is_complete()).map(|one| one.council.code.as_ref()).collect();
    let codes: Vec<&str> = if expected.is_empty() && received.is_empty() {
        vec![NOBODY]
    } else {
        expected.union(&received).copied().collect()
    };
    let one_if = |holds: bool| Some(if holds { ONE } else { 0 });
    let is_outstanding = |code: &str| expected.contains(code) && !received.contains(code);
    frame(vec![
        texts("council", codes.iter()),
        numbers("expected", codes.iter().map(|code| one_if(expected.contains(code)))),
        numbers("received", codes.iter().map(|code| one_if(received.contains(code)))),
        numbers("outstanding", codes.iter().map(|code| one_if(is_outstanding(code)))),
        numbers("complete", codes.iter().map(|code| one_if(complete.contains(code)))),
    ])
}

/// Whether a council has no tier in a band because it has other tiers, or says that it has none.
pub(super) fn has_management(one: &Return) -> bool {
    !one.posts.is_empty() || is_answered(one, Section::Management)
}

/// Whether a council's coaching section is answered.
pub(super) fn has_coaching(one: &Return) -> bool {
    is_answered(one, Section::Coaching)
}

fn is_answered(one: &Return, section: Section) -> bool {
    one.sections.get(&section).is_some_and(|coverage| coverage.found && coverage.answered)
}

/// A band's place from the top.
fn place_of(band: crate::model::Band) -> Option<i64> {
    let at = crate::model::Band::ALL.iter().position(|one| *one == band)?;
    i64::try_from(at).ok()
}

/// A count in hundredths.
fn count(reported: &Reported<Interval>) -> Reported<Interval> {
    match reported {
        Reported::Given(interval) => within(interval.times(Interval::exact(ONE)), 0, LARGEST_COUNT),
        silence => silence.clone(),
    }
}

/// An amount in pence, which are hundredths of a pound.
fn amount(reported: &Reported<Interval>) -> Reported<Interval> {
    match reported {
        Reported::Given(interval) => within(*interval, -LARGEST_AMOUNT, LARGEST_AMOUNT),
        silence => silence.clone(),
    }
}

/// The figure, or not available where no council can have it.
fn within(interval: Interval, least: i64, most: i64) -> Reported<Interval> {
    if interval.lower >= least && interval.lower <= interval.upper && interval.upper <= most {
        Reported::Given(interval)
    } else {
        Reported::NotAvailable
    }
}

/// The four columns of a figure.
fn figures(prefix: &str, reported: impl Iterator<Item = Reported<Interval>>) -> [Column; 4] {
    let reported: Vec<_> = reported.collect();
    let given = |part: fn(&Interval) -> i64| reported.iter().map(move |one| one.given().map(part));
    [
        numbers(&format!("{prefix}_lower"), given(|interval| interval.lower)),
        numbers(&format!("{prefix}_upper"), given(|interval| interval.upper)),
        flags(
            &format!("{prefix}_estimated"),
            reported.iter().map(|one| one.given().is_some_and(|interval| interval.estimated)),
        ),
        flags(
            &format!("{prefix}_not_applicable"),
            reported.iter().map(|one| *one == Reported::NotApplicable),
        ),
    ]
}

fn texts(name: &str, values: impl Iterator<Item = impl AsRef<str>>) -> Column {
    let values: Vec<String> = values.map(|value| value.as_ref().to_owned()).collect();
    Series::new(name.into(), values).into()
}

fn numbers(name: &str, values: impl Iterator<Item = Option<i64>>) -> Column {
    Series::new(name.into(), values.collect::<Vec<_>>()).into()
}

fn flags(name: &str, values: impl Iterator<Item = bool>) -> Column {
    numbers(name, values.map(|value| Some(i64::from(value))))
}

fn frame(columns: Vec<Column>) -> PolarsResult<LazyFrame> {
    Ok(DataFrame::new_infer_height(columns)?.lazy())
}
