//! Reconcile: one return a council and period, and what became of every file.
//!
//! Which return counts: by version stated, then date completed, then first seen. The
//! same bytes are a duplicate. A section that a newer return lacks carries over from the one before.

mod doubts;
mod replies;
mod rulings;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::examine::Examined;
use crate::model::{
    Band, Code, Council, Doubt, Finding, Period, Received, Return, Rulings, Section, Severity, Status, Wave,
};
use crate::reference::Reference;
use replies::Replies;
pub use replies::corrections;
pub(crate) use rulings::SHARED;
use rulings::{InForce, which_return};

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
            compare(one, before, &period);
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

/// The return of a council that counts.
struct Newest {
    current: Return,
    /// The files it supersedes with the reason, newest first.
    superseded: Vec<(String, String)>,
    /// Whether others should count is to be ruled on.
    doubts: Vec<Doubt>,
}

fn newest(mut own: Vec<(Timestamp, Return)>, in_force: &InForce) -> Newest {
    // A return without a version is the first one; without a date, the oldest. The
    // digest only makes the order certain where nothing else does.
    let rank = |(first_seen, one): &(Timestamp, Return)| {
        (in_force.rules_in(one), one.version.unwrap_or(100), one.completed_on, *first_seen)
    };
    own.sort_by(|a, b| (rank(a), &a.1.blake3).cmp(&(rank(b), &b.1.blake3)));
    let tie = own.len() > 1
        && own.iter().rev().take(2).map(rank).collect::<Vec<_>>().windows(2).all(|w| w.first() == w.get(1));
    let own: Vec<Return> = own.into_iter().map(|(_, one)| one).collect();
    let mut older = own;
    let Some(mut current) = older.pop() else { unreachable!("a council is only there with a return") };
    let reason = describe(&current);
    let superseded: Vec<(String, String)> = older
        .iter()
        .rev()
        .map(|one| (one.file.clone(), format!("A newer return of the council counts: {reason}.")))
        .collect();
    let mut doubts = Vec::new();
    if tie {
        let names: Vec<&str> = older.iter().map(|one| one.file.as_str()).collect();
        let message = format!(
            "Neither version nor date nor arrival tells which of {} and {} is newer; the former was taken. Write a version into the newer one.",
            current.file,
            names.join(", ")
        );
        doubts = std::iter::once(&current)
            .chain(&older)
            .map(|one| which_return(one, Code::OrderUnclear, &message))
            .collect();
        let mut finding = Finding::of_file(Code::OrderUnclear, &current.file, names.join(", "), message)
            .within(Section::About);
        finding.council = Some(current.council.clone());
        current.findings.push(finding);
    }
    for one in older.iter().rev() {
        carry_over(&mut current, one);
    }
    Newest { current, superseded, doubts }
}

fn describe(one: &Return) -> String {
    let version = one.version.map(|version| format!("version {}", crate::model::decimal(version)));
    let date = one.completed_on.map(|date| format!("completed on {}", date.strftime("%-d %B %Y")));
    let parts: Vec<String> = version.into_iter().chain(date).collect();
    if parts.is_empty() { one.file.clone() } else { format!("{} ({})", one.file, parts.join(", ")) }
}

/// Takes over the sections that the newer return does not contain at all.
fn carry_over(current: &mut Return, older: &Return) {
    let mut taken: BTreeSet<Section> = BTreeSet::new();
    for section in Section::ALL {
        let lacks = current.sections.get(&section).is_none_or(|coverage| !coverage.found);
        let has = older.sections.get(&section).copied().filter(|coverage| coverage.found);
        if let Some(coverage) = has.filter(|_| lacks) {
            current.sections.insert(section, coverage);
            taken.insert(section);
        }
    }
    if !taken.is_empty() {
        current.corrections.extend(older.corrections.iter().cloned());
    }
    for section in &taken {
        match section {
            Section::About => {}
            Section::Practices => current.practices.clone_from(&older.practices),
            Section::Reviews => current.reviews.clone_from(&older.reviews),
            Section::Management => {
                current.posts.clone_from(&older.posts);
                current.qualifications.clone_from(&older.qualifications);
            }
            Section::Training => {
                current.deliveries.clone_from(&older.deliveries);
                current.training.clone_from(&older.training);
            }
            Section::Coaching => current.coaching.clone_from(&older.coaching),
        }
        let title = section.title();
        current.findings.retain(|finding| !(finding.code == Code::SectionMissing && finding.found == title));
        let message = format!(
            "{} does not contain the section {title}; it stands as {} has it.",
            current.file, older.file
        );
        let mut finding =
            Finding::of_file(Code::SectionCarriedOver, &current.file, title, message).within(*section);
        finding.council = Some(current.council.clone());
        current.findings.push(finding);
    }
}

/// Figures far from the same council's last: more than half, and five or more.
fn compare(one: &mut Return, before: &Wave, period: &Period) {
    let Some(last) = before.returns.iter().find(|last| last.council == one.council) else { return };
    let of = |posts: &Return, band: Band| -> Option<(i64, i64)> {
        let mut sum = None;
        for row in posts.posts.iter().filter(|row| row.band == band) {
            let figure = row.headcount.interval()?;
            let (lower, upper) = sum.unwrap_or((0, 0));
            sum = Some((lower + figure.lower, upper + figure.upper));
        }
        sum
    };
    let mut findings = Vec::new();
    for band in Band::ALL {
        let (Some(now), Some(then)) = (of(one, band), of(last, band)) else { continue };
        let apart = (now.0 - then.1).max(then.0 - now.1);
        if apart >= 5 && apart * 2 > then.1.max(1) {
            let Some(row) = one.posts.iter().find(|row| row.band == band) else { continue };
            let message = format!(
                "{}: {} posts in {}, after {} in {}. Check the figure; explain the change if it is right.",
                band.title(),
                now.0,
                period.id,
                then.0,
                before.period.id
            );
            let mut finding =
                Finding::at(Code::FarFromLast, &row.source, row.headcount.text.clone(), message)
                    .within(Section::Management);
            finding.council = Some(one.council.clone());
            findings.push(finding);
        }
    }
    one.findings.extend(findings);
}
