//! A council's return held against its last: figures that are far from what they were, and a
//! file that counts in both periods.
//!
//! Numbers of people are far where they moved by more than half and by five or more, costs where
//! they trebled or fell to a third, and by £1,000 or more.

use std::collections::BTreeSet;

use crate::model::{
    Activity, Band, CellRef, Code, Cohort, Delivery, Figure, Finding, Interval, Period, Posts, Return,
    Section, Wave, thousands,
};

/// Holds a return against the one that counted of the same council in the period before.
pub(super) fn compare(one: &mut Return, before: &Wave, period: &Period) {
    let Some(last) = before.returns.iter().find(|last| last.council == one.council) else { return };
    let periods = (period.id.as_str(), before.period.id.as_str());
    let mut findings: Vec<Finding> = Band::ALL
        .into_iter()
        .flat_map(|band| [posts(one, last, band), qualified(one, last, band)])
        .chain(Delivery::ALL.into_iter().map(|delivery| cost(one, last, delivery)))
        .chain(COACHING.into_iter().map(|(what, of)| coaching(one, last, (what, of))))
        .flatten()
        .map(|moved| moved.finding(periods))
        .collect();
    if one.blake3 == last.blake3 {
        let message = format!(
            "The same file, byte for byte, counts in {} as well. Take it out of the period it does not belong to.",
            before.period.id
        );
        let finding = Finding::of_file(Code::SameAsLast, &one.file, last.file.clone(), message);
        findings.push(finding.within(Section::About));
    }
    for finding in &mut findings {
        finding.council = Some(one.council.clone());
    }
    one.findings.extend(findings);
}

/// A figure that moved far.
struct Moved<'a> {
    what: String,
    now: String,
    then: String,
    at: &'a CellRef,
    text: &'a str,
    section: Section,
}

impl Moved<'_> {
    fn finding(self, (period, last): (&str, &str)) -> Finding {
        let Self { what, now, then, at, text, section } = self;
        let message = format!(
            "{what}: {now} in {period}, after {then} in {last}. Check the figure; explain the change if it is right."
        );
        Finding::at(Code::FarFromLast, at, text, message).within(section)
    }
}

fn posts<'a>(one: &'a Return, last: &Return, band: Band) -> Option<Moved<'a>> {
    people(one, last, band, |posts| &posts.headcount, ("posts", "post"))
}

fn qualified<'a>(one: &'a Return, last: &Return, band: Band) -> Option<Moved<'a>> {
    people(one, last, band, |posts| &posts.qualified, ("people qualified", "person qualified"))
}

/// A band's posts or people, where they moved far.
fn people<'a>(
    one: &'a Return,
    last: &Return,
    band: Band,
    of: fn(&Posts) -> &Figure,
    (many, single): (&str, &str),
) -> Option<Moved<'a>> {
    let own =
        |one: &Return| sum(one.posts.iter().filter(|row| row.band == band).map(|row| of(row).interval()));
    let (now, then) = (own(one)?, own(last)?);
    let row = one.posts.iter().find(|row| row.band == band)?;
    let at = of(row).source.as_ref().unwrap_or(&row.source);
    let said = |count: i64| format!("{count} {}", if count == 1 { single } else { many });
    moved_by_half(now, then).then(|| Moved {
        what: band.title().to_owned(),
        now: said(now.lower),
        then: said(then.lower),
        at,
        text: &of(row).text,
        section: Section::Management,
    })
}

/// What training of one delivery cost, as far as it is known.
fn cost<'a>(one: &'a Return, last: &Return, delivery: Delivery) -> Option<Moved<'a>> {
    let is_own = |row: &&Activity| row.delivery == delivery;
    let known = |one: &Return| {
        let costs = one.training.iter().filter(is_own).filter_map(|row| row.cost.given().copied());
        sum(costs.map(Some))
    };
    let (now, then) = (known(one)?, known(last)?);
    let dearest =
        one.training.iter().filter(is_own).max_by_key(|row| row.cost.given().map(|cost| cost.upper))?;
    let (low, high) = if now.lower > then.upper { (then.upper, now.lower) } else { (now.upper, then.lower) };
    let said = |pence: i64| format!("\u{a3}{}", thousands(pence / 100));
    (high - low >= 100_000 && low * 3 < high).then(|| Moved {
        what: format!("{} training", delivery.title()),
        now: said(now.lower),
        then: said(then.lower),
        at: &dearest.source,
        text: &dearest.cost_text,
        section: Section::Training,
    })
}

/// What is counted of the coaching pool.
type OfCohort = fn(&Cohort) -> &Figure;
const COACHING: [(&str, OfCohort); 4] = [
    ("coaches in training", |row| &row.coaches_training),
    ("coaches authorised", |row| &row.coaches_authorised),
    ("sessions of coaching", |row| &row.sessions),
    ("people coached", |row| &row.coachees),
];

fn coaching<'a>(one: &'a Return, last: &Return, (what, of): (&str, OfCohort)) -> Option<Moved<'a>> {
    let cohorts = |one: &Return| one.coaching.iter().map(|row| row.cohort.clone()).collect::<BTreeSet<_>>();
    let own = |one: &Return| sum(one.coaching.iter().filter_map(|row| of(row).interval()).map(Some));
    let (now, then) = (own(one)?, own(last)?);
    let row = one.coaching.iter().find(|row| of(row).interval().is_some())?;
    let same = cohorts(one).len() == cohorts(last).len();
    (same && moved_by_half(now, then)).then(|| Moved {
        what: "Coaching".to_owned(),
        now: format!("{} {what}", now.lower),
        then: then.lower.to_string(),
        at: of(row).source.as_ref().unwrap_or(&row.source),
        text: &of(row).text,
        section: Section::Coaching,
    })
}

/// The sum of figures that are there; none where there is no figure or one is not known.
fn sum(figures: impl Iterator<Item = Option<Interval>>) -> Option<Interval> {
    let mut figures = figures.peekable();
    figures.peek()?;
    figures.try_fold(Interval::default(), |sum, figure| Some(sum.plus(figure?)))
}

/// Whether a number of people moved by five or more, and by more than half of what it was.
fn moved_by_half(now: Interval, then: Interval) -> bool {
    let apart = (now.lower - then.upper).max(then.lower - now.upper);
    apart >= 5 && apart * 2 > then.upper.max(1)
}
