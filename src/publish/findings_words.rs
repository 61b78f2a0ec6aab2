//! Key findings: sentences made from figures.

use crate::model::{Band, Severity};

use super::book::Unit;
use super::desk::{Desk, PARTNERSHIP};
use super::reading::{Shown, counted, list};
use super::{practices, queries, ratios};

/// The sentences, in the order of the summary.
pub(super) fn sentences(desk: &Desk) -> Vec<String> {
    [returned(desk), managers(desk), qualified(desk), spent(desk), practice(desk), open(desk)]
        .into_iter()
        .flatten()
        .collect()
}

fn returned(desk: &Desk) -> Option<String> {
    let expected = i64::try_from(desk.councils.len()).ok()?;
    let outstanding = desk.outstanding();
    let missing = i64::try_from(outstanding.len()).ok()?;
    if missing == 0 {
        return Some(format!("All {} have returned.", counted(expected, "council", "councils")));
    }
    let names: Vec<String> = outstanding.iter().take(10).map(|council| council.name.to_string()).collect();
    let more = if outstanding.len() > 10 { " and others" } else { "" };
    Some(format!(
        "{} of {} have returned; still to come: {}{more}.",
        expected - missing,
        counted(expected, "council", "councils"),
        list(&names),
    ))
}

fn managers(desk: &Desk) -> Option<String> {
    let posts = |category: &str| desk.shown(["headcount", PARTNERSHIP, "band", category]);
    let all = posts("all");
    all.lower?;
    let each: Vec<String> = desk
        .bands()
        .into_iter()
        .map(|band| (band, posts(band.code())))
        .filter(|(_, shown)| shown.lower.is_some())
        .map(|(band, shown)| format!("{} {}", shown.reads(Unit::Number), lower_first(band)))
        .collect();
    Some(format!("Councils state {} management posts: {}.", all.reads(Unit::Number), list(&each)))
}

fn qualified(desk: &Desk) -> Option<String> {
    let each: Vec<String> =
        desk.bands().into_iter().filter_map(|band| ratios::sentence(desk, band)).collect();
    if each.is_empty() {
        return None;
    }
    Some(format!("A management qualification is held by {}.", list(&each)))
}

fn spent(desk: &Desk) -> Option<String> {
    let of = |measure, delivery| desk.shown([measure, PARTNERSHIP, "delivery", delivery]);
    let cost = of("training_cost", "all");
    cost.lower?;
    let money = |delivery| of("training_cost", delivery).reads(Unit::Money);
    let mut text = format!(
        "Training of the last two years cost {} so far as known: {} internal and {} external.",
        cost.reads(Unit::Money),
        money("internal"),
        money("external"),
    );
    let activities = of("training_activities", "all");
    let not_costed = of("training_not_costed", "all");
    if activities.lower.is_some() && not_costed.lower.is_some_and(|number| number > 0) {
        let number = |shown: Shown| shown.reads(Unit::Number);
        text = format!("{text} {} of {} activities are not costed.", number(not_costed), number(activities));
    }
    Some(text)
}

/// The practice most councils have, and the one the fewest have.
fn practice(desk: &Desk) -> Option<String> {
    let returned = i64::try_from(desk.returns().count()).ok().filter(|returned| *returned > 0)?;
    let mut counts: Vec<(i64, String)> = practices::coded(desk)
        .iter()
        .map(|question| {
            let count = |code| practices::count(desk, &question.id, code);
            (count("yes") + count("partly"), question.title.clone())
        })
        .collect();
    counts.sort_by_key(|(count, _)| *count);
    let ((least, rare), (most, common)) = (counts.first()?, counts.last()?);
    Some(format!(
        "Most widespread practice: {} ({most} of {returned} councils, in whole or in part). Least: {} ({least} of {returned}).",
        lower(common),
        lower(rare),
    ))
}

fn open(desk: &Desk) -> Option<String> {
    let errors = counted(queries::count(desk, Severity::Error), "error", "errors");
    let questions = counted(queries::count(desk, Severity::Query), "query", "queries");
    let rejected = i64::try_from(desk.rejected()).ok()?;
    let mut text = format!("Still open: {errors} and {questions}.");
    if rejected > 0 {
        text = format!("{text} {} rejected.", counted(rejected, "file was", "files were"));
    }
    Some(text)
}

fn lower_first(band: Band) -> String {
    band.title().to_lowercase()
}

/// A title within a sentence; words all in capitals stay as they are.
fn lower(title: &str) -> String {
    let mut chars = title.chars();
    let first = chars.next().map(|c| c.to_lowercase().to_string()).unwrap_or_default();
    let rest = chars.as_str();
    if rest.starts_with(|c: char| c.is_uppercase()) { title.to_owned() } else { format!("{first}{rest}") }
}
