//! Key findings: sentences made from figures.

use jiff::civil::Date;

use crate::model::{Band, Cause, Changes, FollowUp, Moved, Severity, Unlike, counted, reading};

use super::book::Unit;
use super::desk::{Desk, PARTNERSHIP};
use super::reading::{Shown, list};
use super::{QuestionInfo, practices, queries, ratios};

/// The sentences, in the order of the summary.
pub(super) fn sentences(desk: &Desk) -> Vec<String> {
    let figures = [returned, managers, qualified, spent, practice].map(|finding| finding(desk));
    figures.into_iter().flatten().chain([changed(desk)]).chain(open(desk)).collect()
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

/// How the first practice asked about stands, the one most councils have, and the one the
/// fewest have.
fn practice(desk: &Desk) -> Option<String> {
    let returned = i64::try_from(desk.returns().count()).ok().filter(|returned| *returned > 0)?;
    let mut stands: Vec<Stand> =
        practices::coded(desk).iter().map(|question| Stand::of(desk, question)).collect();
    let first = stands.first()?.title.clone();
    stands.sort_by_key(|stand| std::cmp::Reverse((stand.yes, stand.partly, stand.planned)));
    let ends = [stands.first()?.title.clone(), stands.last()?.title.clone()];
    let told = stands.iter().filter(|stand| stand.title == first || ends.contains(&stand.title));
    Some(told.map(|stand| stand.sentence(returned)).collect::<Vec<_>>().join(" "))
}

/// How many councils use a practice, in part, plan to, or would consider it.
struct Stand {
    title: String,
    yes: i64,
    partly: i64,
    planned: i64,
    consider: i64,
}

impl Stand {
    fn of(desk: &Desk, question: &QuestionInfo) -> Self {
        let count = |code| practices::count(desk, &question.id, code);
        let consider =
            desk.shown(["would_consider", PARTNERSHIP, &question.id, "yes"]).lower.unwrap_or(0) / 100;
        Self {
            title: question.title.clone(),
            yes: count("yes"),
            partly: count("partly"),
            planned: count("planned"),
            consider,
        }
    }

    /// `Mentoring schemes: in use in 1 of 7 councils, in part in 2 more; 4 would consider it.`
    fn sentence(&self, returned: i64) -> String {
        let used = if self.yes == 0 { "none".to_owned() } else { self.yes.to_string() };
        let mut text =
            format!("{}: in use in {used} of {}", self.title, counted(returned, "council", "councils"));
        for (number, says) in [(self.partly, "in part in"), (self.planned, "planned in")] {
            if number > 0 {
                text = format!("{text}, {says} {number} more");
            }
        }
        if self.consider > 0 {
            text = format!("{text}; {} would consider it", self.consider);
        }
        format!("{text}.")
    }
}

/// What is not as it was: since the workbook was issued last, and since the period before.
fn changed(desk: &Desk) -> String {
    let history = &desk.evaluation.history;
    let issue = history.issued_on.map(|date| since_issue(&history.changes, date));
    let period = history.follow_up.first().map(since_period);
    let told: Vec<String> = issue.into_iter().chain(period).collect();
    if told.is_empty() {
        return "There is no issued workbook and no earlier period to compare with yet.".to_owned();
    }
    told.join(" ")
}

fn since_issue(changes: &Changes, issued: Date) -> String {
    let date = issued.strftime("%-d %B %Y");
    if changes.is_empty() {
        return format!("Nothing has changed since the workbook was issued on {date}.");
    }
    let councils = changes.facts.iter().filter(|change| change.cause == Cause::Council).count();
    let facts = counted(changes.facts.len(), "statement of a return", "statements of returns");
    let moved = counted(changes.partnership().count(), "figure", "figures");
    let mut text = format!(
        "Since the workbook was issued on {date}, {facts} changed, {councils} of them by councils; {moved} of the partnership moved"
    );
    let posts = |row: &&Moved| {
        let figure = row.any();
        (figure.measure.as_str(), figure.category.as_str()) == ("headcount", "all")
    };
    if let Some(Moved { old: Some(old), new: Some(new), .. }) = changes.partnership().find(posts) {
        text = format!("{text}, posts from {} to {}", old.reads(), new.reads());
    }
    format!("{text}.")
}

fn since_period(follow_up: &FollowUp) -> String {
    let councils = counted(follow_up.councils, "council", "councils");
    let posts = |row: &&Unlike| (row.measure.as_str(), row.category.as_str()) == ("headcount", "all");
    let mut told = Vec::new();
    if let Some(Unlike { then: Some(then), now: Some(now), councils, .. }) =
        follow_up.figures.iter().find(posts)
    {
        let reads = |(lower, upper): (i64, i64)| reading(lower, upper, "");
        told.push(format!("posts went from {} to {} in {councils} of them", reads(*then), reads(*now)));
    }
    let new = follow_up.practices.iter().filter(|row| row.now == "yes").count();
    let gone = follow_up.practices.iter().filter(|row| row.then == "yes").count();
    told.push(format!("answers on practices moved to yes {new} times and away from yes {gone} times"));
    format!("{councils} returned for {} too: {}.", follow_up.then.title, list(&told))
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
