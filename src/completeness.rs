//! Completeness: who has returned, when, and how much of what was asked is answered.
//!
//! A council is on time or late by the date on which its first return says it was completed,
//! so that the same returns always give the same answer and a correction makes nobody late;
//! when a file arrived is in the ledger.

use jiff::civil::Date;

use crate::model::{
    CouncilId, Delivery, Evaluation, Received, Reported, Return, Section, Severity, Statement, Status,
};

/// How a council stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Whose.
    pub council: CouncilId,
    /// Where its return is.
    pub state: State,
    /// The file that counts.
    pub file: Option<String>,
    /// When the first of its returns says it was completed.
    pub completed_on: Option<Date>,
    /// Days from the day returns were due to the day it was completed, or to today where
    /// it is outstanding; none before that day.
    pub days_late: Option<i64>,
    /// Sections that hold values, of six.
    pub sections: usize,
    /// The names of those that do not.
    pub missing: Vec<&'static str>,
    /// Key questions that hold a value, and how many there are.
    pub key_questions: (usize, usize),
    /// Whether all sections and key questions hold values.
    pub complete: bool,
    /// Errors and queries that are open.
    pub open: (usize, usize),
    /// Files of it that were rejected, superseded or duplicates do not count here.
    pub files: usize,
}

/// Where a council's return is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Completed by the day it was due.
    OnTime,
    /// Received, where no day is set on which returns are due.
    Received,
    /// Completed after it.
    Late,
    /// Received, without a date that tells.
    Undated,
    /// Not received.
    Outstanding,
}

impl State {
    /// As people read it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::OnTime => "on time",
            Self::Received => "received",
            Self::Late => "late",
            Self::Undated => "received, not dated",
            Self::Outstanding => "outstanding",
        }
    }
}

/// How every council expected stands, in the partnership's order, then others that returned.
/// `today` is what days are counted to.
#[must_use]
pub fn standings(evaluation: &Evaluation, today: Option<Date>) -> Vec<Standing> {
    let wave = &evaluation.wave;
    let mut councils: Vec<&CouncilId> = wave.expected.iter().map(|council| &council.id).collect();
    let others = wave.returns.iter().map(|one| &one.council);
    councils.extend(others.filter(|id| !wave.expected.iter().any(|council| council.id.code == id.code)));
    councils.into_iter().map(|council| standing(evaluation, council, today)).collect()
}

fn standing(evaluation: &Evaluation, council: &CouncilId, today: Option<Date>) -> Standing {
    let wave = &evaluation.wave;
    let due = wave.period.due;
    let one = wave.returns.iter().find(|one| one.council.code == council.code);
    let own =
        wave.received.iter().filter(|row| row.council.as_ref().is_some_and(|id| id.code == council.code));
    let completed_on = one.and(own.filter_map(|row| row.completed_on).min());
    let days = |date: Option<Date>| {
        let days = date?.since(due?).ok()?.get_days();
        (days > 0).then_some(i64::from(days))
    };
    let (state, days_late) = match (one, due, completed_on) {
        (None, ..) => (State::Outstanding, days(today)),
        (Some(_), Some(_), None) => (State::Undated, None),
        (Some(_), Some(due), Some(date)) if date > due => (State::Late, days(Some(date))),
        (Some(_), None, _) => (State::Received, None),
        (Some(_), Some(_), Some(_)) => (State::OnTime, None),
    };
    let missing: Vec<&'static str> = one.map_or_else(Vec::new, missing);
    let key_questions = one.map_or((0, 0), key_questions);
    let own = wave
        .findings
        .iter()
        .filter(|finding| finding.council.as_ref().is_some_and(|id| id.code == council.code));
    let count = |severity| own.clone().filter(|finding| finding.severity() == severity).count();
    Standing {
        council: council.clone(),
        state,
        file: one.map(|one| one.file.clone()),
        completed_on,
        days_late,
        sections: one.map_or(0, |_| Section::ALL.len() - missing.len()),
        complete: one.is_some() && missing.is_empty() && key_questions.0 == key_questions.1,
        missing,
        key_questions,
        open: (count(Severity::Error), count(Severity::Query)),
        files: files(&wave.received, council),
    }
}

fn files(received: &[Received], council: &CouncilId) -> usize {
    let own = received.iter().filter(|row| row.council.as_ref().is_some_and(|id| id.code == council.code));
    own.filter(|row| row.status != Status::Duplicate).count()
}

/// The sections that hold no value: not found, blank, or only words that there are no details.
fn missing(one: &Return) -> Vec<&'static str> {
    let holds = |section: Section| {
        let is_answered =
            one.sections.get(&section).is_some_and(|coverage| coverage.found && coverage.answered);
        is_answered
            && match section {
                Section::Management => one.posts.iter().any(|posts| posts.headcount.interval().is_some()),
                Section::Training => Delivery::ALL.iter().any(|delivery| says_of(one, *delivery)),
                _ => true,
            }
    };
    Section::ALL.into_iter().filter(|section| !holds(*section)).map(Section::title).collect()
}

/// Whether a return says what training there was of a delivery, or that there was none.
fn says_of(one: &Return, delivery: Delivery) -> bool {
    let said = one.deliveries.iter().filter(|said| said.delivery == delivery);
    one.training.iter().any(|activity| activity.delivery == delivery)
        || said
            .map(|said| said.statement)
            .any(|said| matches!(said, Statement::None | Statement::NotApplicable))
}

/// Key questions: each question on practices, and each tier's posts and people qualified.
fn key_questions(one: &Return) -> (usize, usize) {
    let answered = |answer: &str| !["no_answer", "unclear"].contains(&answer);
    let practices = one.practices.iter().filter(|practice| answered(&practice.answer)).count();
    let figures = || one.posts.iter().flat_map(|posts| [&posts.headcount, &posts.qualified]);
    let given = figures()
        .filter(|figure| figure.interval().is_some() || figure.reported == Reported::NotApplicable)
        .count();
    // A return without any tier leaves both unanswered.
    let asked = figures().count().max(2);
    (practices + given, one.practices.len() + asked)
}
