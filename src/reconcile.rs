//! Reconcile: one return a council and period, and what became of every file.
//!
//! Which return counts: by version stated, then date completed, then first seen. The
//! same bytes are a duplicate. A section that a newer return lacks carries over from the one
//! before. What counts is held against the period before.

mod doubts;
mod last;
mod newest;
mod replies;
mod rulings;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::examine::Examined;
use crate::model::{Code, Council, Finding, Period, Received, Return, Rulings, Severity, Status, Wave};
use crate::reference::Reference;
use newest::{Newest, newest};
use replies::Replies;
pub use replies::corrections;
use rulings::InForce;
pub(crate) use rulings::SHARED;

/// A file received and what it was read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// Its name.
    pub name: String,
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// Whether it lies in the input folder now.
    pub here: bool,
    /// What it was read as.
    pub examined: Examined,
}

impl Submitted {
    /// A file of which only that it is there is known.
    #[must_use]
    pub fn at_once(name: String, examined: Examined) -> Self {
        Self { name, first_seen: Timestamp::UNIX_EPOCH, here: true, examined }
    }

    /// A return that lies in no period's folder: rejected, for nobody can tell which it is of.
    #[must_use]
    pub fn without_period(mut self, newest: &str) -> Option<Self> {
        let found = self.examined.outcome.as_ref().ok()?.council.name.to_string();
        let message = format!(
            "This return lies in the folder input itself, in that of no period. Move it into the folder of its period, such as input/{newest}."
        );
        let finding = Finding::of_file(Code::FileWithoutPeriod, &self.name, found, message);
        self.examined.outcome = Err(Box::new(finding));
        Some(self)
    }
}

/// Reconciles the files of a period. `before` is the period before, where there is one.
/// A file that was rejected and lies in the folder no more is out of the way.
#[must_use]
pub fn reconcile(
    period: Period,
    submitted: Vec<Submitted>,
    reference: &Reference,
    before: Option<&Wave>,
) -> Wave {
    let mut received = Vec::new();
    let mut findings = Vec::new();
    let mut by_council: BTreeMap<String, Vec<(Timestamp, Return)>> = BTreeMap::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut submitted = submitted;
    let mut in_force = InForce::of(&submitted, &mut findings);
    let mut replies = Replies::of(&submitted);
    let filled_in = replies::filled_in(&submitted);
    submitted.retain(|one| one.examined.filled_in.is_none() && (one.here || one.examined.outcome.is_ok()));
    submitted.sort_by(|a, b| (Reverse(a.here), &a.name).cmp(&(Reverse(b.here), &b.name)));
    for Submitted { name, first_seen, examined: one, .. } in submitted {
        let mut row = received_as(&name, &one);
        if let Some(first) = seen.get(&one.blake3).filter(|_| !one.blake3.is_empty()) {
            row.status = Status::Duplicate;
            row.reason = format!("The same bytes as {first}.");
            received.push(row);
            continue;
        }
        seen.insert(one.blake3.clone(), name.clone());
        match one.outcome {
            Ok(one) => {
                if let Some(basis) = in_force.rules_out(&one) {
                    row.status = Status::Superseded;
                    row.reason = format!("Ruled not to count. {basis}");
                } else {
                    by_council.entry(one.council.code.to_string()).or_default().push((first_seen, *one));
                }
            }
            Err(finding) => findings.push(*finding),
        }
        received.push(row);
    }
    let mut returns = Vec::new();
    let mut rulings = Rulings::default();
    for (_, own) in by_council {
        let Newest { mut current, superseded, doubts } = newest(own, &in_force);
        rulings.open.extend(doubts);
        in_force.apply(&mut current, reference, &mut rulings);
        rank(&mut received, &current, superseded);
        returns.push(current);
    }
    if let Some(before) = before {
        for one in &mut returns {
            last::compare(one, before, &period);
        }
    }
    replies.apply(&mut returns, &mut rulings);
    rulings.filled_in = filled_in.into_iter().map(|one| replies::said_of(one, &rulings)).collect();
    findings.extend(in_force.unmatched());
    findings.extend(replies.findings());
    findings.extend(returns.iter().flat_map(|one| one.findings.iter().cloned()));
    sort_received(&mut received);
    let expected = expected(reference, &returns);
    Wave { period, expected, received, returns, findings, rulings }
}

/// The files of a period as they were read, none held against another.
#[must_use]
pub fn as_read(period: Period, examined: Vec<(String, Examined)>) -> Wave {
    let received = examined.iter().map(|(name, one)| received_as(name, one)).collect();
    let (mut returns, mut findings) = (Vec::new(), Vec::new());
    for (_, one) in examined {
        match one.outcome {
            Ok(one) => {
                findings.extend(one.findings.iter().cloned());
                returns.push(*one);
            }
            Err(finding) => findings.push(*finding),
        }
    }
    Wave { period, expected: Vec::new(), received, returns, findings, rulings: Rulings::default() }
}

/// Gives the files of a council their places: the first counts, the others are superseded.
fn rank(received: &mut [Received], current: &Return, superseded: Vec<(String, String)>) {
    if let Some(row) = counting(received, &current.file) {
        row.place = Some(1);
    }
    for (place, (file, reason)) in (2..).zip(superseded) {
        if let Some(row) = counting(received, &file) {
            row.place = Some(place);
            row.status = Status::Superseded;
            row.reason = reason;
        }
    }
}

/// The row of a file that was taken to count.
fn counting<'a>(received: &'a mut [Received], file: &str) -> Option<&'a mut Received> {
    received.iter_mut().find(|row| row.file == file && row.status == Status::Current)
}

fn received_as(name: &str, one: &Examined) -> Received {
    let count = |severity: Severity, findings: &[Finding]| {
        i64::try_from(findings.iter().filter(|finding| finding.severity() == severity).count())
            .unwrap_or(i64::MAX)
    };
    let (status, reason, findings) = match &one.outcome {
        Ok(found) => (Status::Current, String::new(), found.findings.clone()),
        Err(finding) => (Status::Rejected, finding.message.clone(), vec![(**finding).clone()]),
    };
    let returned = one.outcome.as_ref().ok();
    Received {
        file: name.to_owned(),
        blake3: one.blake3.clone(),
        format: one.format.clone(),
        council: returned.map(|found| found.council.clone()),
        completed_on: returned.and_then(|found| found.completed_on),
        version: returned.and_then(|found| found.version),
        status,
        reason,
        errors: count(Severity::Error, &findings),
        queries: count(Severity::Query, &findings),
        place: None,
    }
}

/// By council code, those without one last, then by name.
fn sort_received(received: &mut [Received]) {
    received.sort_by(|a, b| {
        let key = |row: &Received| row.council.as_ref().map(|council| council.code.clone());
        let (one, other) = (key(a), key(b));
        (one.is_none(), one, a.status, &a.file).cmp(&(other.is_none(), other, b.status, &b.file))
    });
}

fn expected(reference: &Reference, returns: &[Return]) -> Vec<Council> {
    let named = reference.councils.partnership();
    if !named.is_empty() {
        return named.into_iter().cloned().collect();
    }
    returns.iter().filter_map(|one| reference.councils.by_code(&one.council.code)).cloned().collect()
}
