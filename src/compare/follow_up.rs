//! Follow-up: the newest period against an earlier one, over the councils that returned
//! in both; what cannot be compared, and why.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Apart, Council, Evaluation, FollowUp, History, MeasureRow, PracticeMove, Reported, Return, Rulings, Then,
    Unlike,
};

/// The measures that are compared, each by one breakdown.
const COMPARED: [(&str, &str); 6] = [
    ("headcount", "band"),
    ("qualified", "band"),
    ("qualification_ratio", "band"),
    ("span", "band"),
    ("training_cost", "delivery"),
    ("training_activities", "delivery"),
];

/// What a period comes to against an earlier one. `register` tells of any council by its code.
#[must_use]
pub fn follow_up<'a, 'b>(
    now: &'b Evaluation,
    then: &'b Evaluation,
    register: impl Fn(&str) -> Option<&'a Council>,
) -> FollowUp {
    let codes = |of: &Evaluation| -> BTreeSet<String> {
        of.wave.returns.iter().map(|one| one.council.code.to_string()).collect()
    };
    let (before, after) = (codes(then), codes(now));
    let compared = |of: &'b Evaluation| -> Vec<&'b MeasureRow> {
        of.measures.iter().filter(|row| is_compared(row)).collect()
    };
    let (old_rows, new_rows) = (compared(then), compared(now));
    let both: BTreeSet<&String> = before.intersection(&after).collect();
    let mut figures = Vec::new();
    for (measure, breakdown) in COMPARED {
        let of = |row: &&&MeasureRow| row.measure == measure && row.breakdown == breakdown;
        let mut categories: Vec<(&str, &str)> = Vec::new();
        for row in old_rows.iter().chain(&new_rows).filter(of) {
            if !categories.contains(&(row.category.as_str(), row.unit)) {
                categories.push((&row.category, row.unit));
            }
        }
        for (category, unit) in categories {
            let own = |from: &[&'b MeasureRow]| -> BTreeMap<&'b str, &'b MeasureRow> {
                let rows = from.iter().filter(of).filter(|row| {
                    row.category == category && row.lower.is_some() && both.contains(&row.council_code)
                });
                rows.map(|row| (row.council_code.as_str(), *row)).collect()
            };
            let (old, new) = (own(&old_rows), own(&new_rows));
            let common: Vec<&str> = old.keys().filter(|code| new.contains_key(*code)).copied().collect();
            if common.is_empty() {
                continue;
            }
            let (old, new) = (sum(&old, &common, unit), sum(&new, &common, unit));
            figures.push(Unlike {
                measure: measure.to_owned(),
                category: category.to_owned(),
                unit: unit.to_owned(),
                then: old,
                now: new,
                councils: common.len(),
            });
        }
    }
    FollowUp {
        then: Then { id: then.wave.period.id.clone(), title: then.wave.period.title.clone() },
        councils: both.len(),
        figures,
        practices: practices(now, then),
        apart: apart(now, then, register),
    }
}

/// Whether a figure is compared.
fn is_compared(row: &MeasureRow) -> bool {
    COMPARED.contains(&(row.measure, row.breakdown.as_str()))
}

/// Whether a measure is compared: all that needs to be worked out of a period that another is
/// held against.
#[must_use]
pub fn compares(measure: &str) -> bool {
    COMPARED.iter().any(|(compared, _)| *compared == measure)
}

/// What later periods need of one to be held against it. All else is let go, which is most.
#[must_use]
pub fn kept(mut evaluation: Evaluation) -> Evaluation {
    evaluation.measures.retain(is_compared);
    evaluation.measures.shrink_to_fit();
    evaluation.history = History::default();
    let wave = &mut evaluation.wave;
    wave.received = Vec::new();
    wave.findings = Vec::new();
    wave.rulings = Rulings::default();
    for one in &mut wave.returns {
        one.reviews = Vec::new();
        one.qualifications = Vec::new();
        one.findings = Vec::new();
    }
    evaluation
}

/// The sum of some councils' figures; a ratio is made from the sums.
fn sum(rows: &BTreeMap<&str, &MeasureRow>, codes: &[&str], unit: &str) -> Option<(i64, i64)> {
    let own = || codes.iter().filter_map(|code| rows.get(code).copied());
    let total = |of: fn(&MeasureRow) -> Option<i64>| -> i64 { own().filter_map(of).sum() };
    let below = (total(|row| row.denominator_lower), total(|row| row.denominator_upper));
    if own().all(|row| row.denominator_lower.is_none()) {
        return Some((total(|row| row.lower), total(|row| row.upper)));
    }
    let scale = if unit == "percent" { 10_000 } else { 100 };
    let ratio = |above: i64, below: i64| {
        let rounded = (below > 0).then(|| (above * 2 * scale + below) / (below * 2))?;
        Some(if unit == "percent" { rounded.min(scale) } else { rounded })
    };
    let above = (total(|row| row.numerator_lower), total(|row| row.numerator_upper));
    Some((ratio(above.0, below.1)?, ratio(above.1, below.0)?))
}

/// Answers on practices that are not what they were, by question and council.
fn practices(now: &Evaluation, then: &Evaluation) -> Vec<PracticeMove> {
    let mut moves = Vec::new();
    for one in &now.wave.returns {
        let Some(old) = then.wave.returns.iter().find(|old| old.council.code == one.council.code) else {
            continue;
        };
        for answer in one.practices.iter().filter(|answer| !answer.answer.is_empty()) {
            let was = old.practices.iter().find(|was| was.question == answer.question);
            let Some(was) = was.filter(|was| !was.answer.is_empty() && was.answer != answer.answer) else {
                continue;
            };
            moves.push(PracticeMove {
                question: answer.question.clone(),
                council: one.council.clone(),
                then: was.answer.clone(),
                now: answer.answer.clone(),
            });
        }
    }
    moves.sort_by(|a, b| (&a.question, &a.council).cmp(&(&b.question, &b.council)));
    moves
}

/// Councils that cannot be compared at all, or not in their posts, and why.
fn apart<'a>(
    now: &Evaluation,
    then: &Evaluation,
    register: impl Fn(&str) -> Option<&'a Council>,
) -> Vec<Apart> {
    let find = |of: &Evaluation, code: &str| -> Option<Return> {
        of.wave.returns.iter().find(|one| &*one.council.code == code).cloned()
    };
    let mut councils: Vec<_> =
        then.wave.returns.iter().chain(&now.wave.returns).map(|one| one.council.clone()).collect();
    councils.sort();
    councils.dedup();
    let mut found = Vec::new();
    for council in councils {
        let known = register(&council.code);
        let why = match (find(then, &council.code), find(now, &council.code)) {
            (Some(_), None) => match known.and_then(|known| known.ended) {
                Some(ended) => format!("The council ended on {}.", ended.strftime("%-d %B %Y")),
                None => format!("It did not return for {}.", now.wave.period.title),
            },
            (None, Some(_)) => match known.and_then(|known| known.started) {
                Some(started) if then.wave.newest().is_some_and(|date| started > date) => {
                    format!("The council began on {}.", started.strftime("%-d %B %Y"))
                }
                _ => format!("It did not return for {}.", then.wave.period.title),
            },
            (Some(old), Some(new)) if is_open(&old) || is_open(&new) => {
                let period = if is_open(&old) { &then.wave.period } else { &now.wave.period };
                format!("Some of its posts are not stated for {}.", period.title)
            }
            _ => continue,
        };
        found.push(Apart { council, why });
    }
    found
}

/// Whether some tier's posts are not known.
fn is_open(one: &Return) -> bool {
    one.posts.is_empty()
        || one.posts.iter().any(|posts| !matches!(posts.headcount.reported, Reported::Given(_)))
}
