//! The rulings in force: of several on one matter the latest, and none where two of the
//! same day contradict each other.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::Date;

use super::Submitted;
use super::doubts::{apply, doubt};
use crate::examine::FilledIn;
use crate::model::ruling::AS_READ;
use crate::model::{Applied, Code, Doubt, Finding, Matter, Return, RuledRow, RulingKey, Rulings};
use crate::normalise::date_said;
use crate::reference::{Question, Reference};

/// A ruling and the file that it stands in.
#[derive(Debug, Clone)]
struct Given {
    file: String,
    first_seen: Timestamp,
    row: RuledRow,
}

/// The rulings in force, and which of them matched something.
#[derive(Debug, Default)]
pub(super) struct InForce {
    by_key: BTreeMap<RulingKey, Given>,
    matched: BTreeSet<RulingKey>,
}

/// Files that lie in `input/` itself are for all periods, and named from the period's folder.
pub(crate) const SHARED: &str = "../";

impl InForce {
    /// The rulings of all decisions workbooks among what was received; contradictions are
    /// findings.
    pub(super) fn of(submitted: &[Submitted], findings: &mut Vec<Finding>) -> Self {
        let mut by_key: BTreeMap<RulingKey, Vec<Given>> = BTreeMap::new();
        for one in submitted.iter().filter(|one| !is_overwritten(one, submitted)) {
            let Some(FilledIn::Decisions(rows)) = &one.examined.filled_in else { continue };
            for row in rows {
                let given = Given { file: one.name.clone(), first_seen: one.first_seen, row: row.clone() };
                by_key.entry(row.key.clone()).or_default().push(given);
            }
        }
        let mut in_force = Self::default();
        for (key, mut all) in by_key {
            let rank = |given: &Given| (date(&given.row), given.first_seen);
            all.sort_by_key(|given| (Reverse(rank(given)), given.file.clone(), given.row.cell.clone()));
            let Some(first) = all.first().cloned() else { continue };
            let other = all.iter().find(|given| {
                rank(given) == rank(&first) && !given.row.ruling.eq_ignore_ascii_case(&first.row.ruling)
            });
            if let Some(other) = other {
                findings.push(contradiction(&first, other));
                in_force.matched.insert(key);
            } else {
                in_force.by_key.insert(key, first);
            }
        }
        in_force
    }

    /// Whether a return was ruled not to count; gives by whom and why.
    pub(super) fn rules_out(&mut self, one: &Return) -> Option<String> {
        let key = RulingKey::of(Matter::Return, &one.council, "", &one.blake3);
        let given = self.by_key.get(&key)?.clone();
        self.matched.insert(key);
        given.row.ruling.eq_ignore_ascii_case(DOES_NOT_COUNT).then(|| given.row.basis())
    }

    /// Whether it was ruled that a return counts.
    pub(super) fn rules_in(&self, one: &Return) -> bool {
        let key = RulingKey::of(Matter::Return, &one.council, "", &one.blake3);
        self.by_key.get(&key).is_some_and(|given| given.row.ruling.eq_ignore_ascii_case(COUNTS))
    }

    /// Applies what was ruled on a return, and lists what is still to be ruled on.
    pub(super) fn apply(&mut self, one: &mut Return, reference: &Reference, rulings: &mut Rulings) {
        let mut kept = Vec::new();
        let mut asked: BTreeSet<RulingKey> = BTreeSet::new();
        for finding in std::mem::take(&mut one.findings) {
            let id = question_of(one, &finding);
            let question = reference.questionnaire.questions.iter().find(|known| known.id == id);
            let codes = question.map_or_else(Vec::new, Question::codes);
            let Some(doubt) = doubt(one, &finding, question) else {
                kept.push(finding);
                continue;
            };
            let applied = self.by_key.get(&doubt.key).cloned();
            let done = applied.map(|given| {
                self.matched.insert(doubt.key.clone());
                (apply(one, &doubt.key, &given.row, &codes), given)
            });
            let is_new = asked.insert(doubt.key.clone());
            match done {
                Some((Ok(()), given)) => {
                    if is_new {
                        rulings.applied.push(Applied { doubt, row: given.row, file: given.file });
                    }
                }
                Some((Err(expected), given)) => {
                    kept.push(unreadable(&given, &doubt, &expected));
                    kept.push(finding);
                    rulings.open.push(doubt);
                }
                None => {
                    kept.push(finding);
                    if is_new {
                        rulings.open.push(doubt);
                    }
                }
            }
        }
        one.findings = kept;
    }

    /// Rulings of the period's own folder that match nothing any more.
    pub(super) fn unmatched(&self) -> Vec<Finding> {
        let left = self.by_key.iter().filter(|(key, _)| !self.matched.contains(*key));
        let own = left.filter(|(_, given)| !given.file.starts_with(SHARED));
        own.map(|(key, given)| {
            let message = format!(
                "Nothing in the returns that count is like what this ruling is about ({} of {}, {}): the text has changed, or is no longer there. Look at what stands there now; delete the row.",
                key.matter.word(), key.council_code, key.subject
            );
            at(Code::DecisionUnmatched, given, message)
        })
        .collect()
    }
}

/// Whether a decisions workbook was saved anew under its name: what it ruled before is in
/// force only as far as it still says so.
fn is_overwritten(one: &Submitted, submitted: &[Submitted]) -> bool {
    let is_decisions = |one: &Submitted| matches!(one.examined.filled_in, Some(FilledIn::Decisions(_)));
    !one.here
        && submitted.iter().any(|other| other.here && is_decisions(other) && lay_as(one) == lay_as(other))
}

/// The name that a file has or had in the input folder; one that is gone is named
/// `archive/<digest>/<name>`.
fn lay_as(one: &Submitted) -> &str {
    let name = one.name.trim_start_matches(SHARED);
    if one.here { name } else { name.splitn(3, '/').nth(2).unwrap_or(name) }
}

/// Rulings on whether a return counts.
pub(super) const COUNTS: &str = "Counts";
/// It does not.
pub(super) const DOES_NOT_COUNT: &str = "Does not count";

/// The doubt whether a return counts.
pub(super) fn which_return(one: &Return, code: Code, message: &str) -> Doubt {
    Doubt {
        key: RulingKey::of(Matter::Return, &one.council, "", &one.blake3),
        code,
        council: one.council.clone(),
        about: format!("Whether {} counts", one.file),
        message: message.to_owned(),
        found: one.file.clone(),
        place: [one.file.clone(), String::new(), String::new()],
        suggestion: COUNTS.to_owned(),
        choices: vec![COUNTS.to_owned(), DOES_NOT_COUNT.to_owned(), AS_READ.to_owned()],
    }
}

/// The question on practices whose answer stands in a finding's cell.
fn question_of(one: &Return, finding: &Finding) -> String {
    let here = |at: &crate::model::CellRef| one.is_about(finding, at);
    let own = one.practices.iter().find(|practice| practice.source.as_ref().is_some_and(here));
    own.map_or_else(String::new, |practice| practice.question.clone())
}

fn date(row: &RuledRow) -> Option<Date> {
    row.on.parse().ok().or_else(|| date_said(&row.on))
}

fn at(code: Code, given: &Given, message: String) -> Finding {
    Finding {
        sheet: Some(given.row.sheet.clone()),
        cell: Some(given.row.cell.clone()),
        ..Finding::of_file(code, &given.file, given.row.ruling.clone(), message)
    }
}

fn contradiction(first: &Given, other: &Given) -> Finding {
    let message = format!(
        "Two rulings on the same matter contradict each other: {} here, {} in {} ({}). Neither was applied. Delete one, or write the date of the later one.",
        first.row.ruling, other.row.ruling, other.file, other.row.cell
    );
    at(Code::DecisionContradicts, first, message)
}

fn unreadable(given: &Given, doubt: &Doubt, expected: &str) -> Finding {
    let message = format!(
        "This ruling on {} cannot be read, so it was not applied. Write {expected}.",
        doubt.about.to_lowercase()
    );
    Finding { council: Some(doubt.council.clone()), ..at(Code::DecisionUnreadable, given, message) }
}
