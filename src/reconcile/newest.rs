//! Which of a council's returns counts, and what of the others still does.
//!
//! By version stated, then date completed, then first seen. What leaves that order in doubt is
//! a finding, of returns that do not count too: a date misread there may have decided it.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::rulings::{InForce, which_return};
use crate::model::{Code, Doubt, Finding, Return, Section, Version};

/// The return of a council that counts.
pub(super) struct Newest {
    pub(super) current: Return,
    /// The files it supersedes with the reason, newest first.
    pub(super) superseded: Vec<(String, String)>,
    /// Whether others should count is to be ruled on.
    pub(super) doubts: Vec<Doubt>,
}

/// Takes the newest of a council's returns, which are one or more.
pub(super) fn newest(mut own: Vec<(Timestamp, Return)>, in_force: &InForce) -> Newest {
    // A return without a version is the first one; without a date, the oldest. The
    // digest only makes the order certain where nothing else does.
    let rank = |(first_seen, one): &(Timestamp, Return)| {
        (in_force.rules_in(one), version(one), one.completed_on, *first_seen)
    };
    own.sort_by(|a, b| (rank(a), &a.1.blake3).cmp(&(rank(b), &b.1.blake3)));
    let tie = own.len() > 1
        && own.iter().rev().take(2).map(rank).collect::<Vec<_>>().windows(2).all(|w| w.first() == w.get(1));
    let ruled = own.last().is_some_and(|(_, one)| in_force.rules_in(one));
    let mut older: Vec<Return> = own.into_iter().map(|(_, one)| one).collect();
    let Some(mut current) = older.pop() else { unreachable!("a council is only there with a return") };
    let reason = describe(&current);
    let superseded: Vec<(String, String)> = older
        .iter()
        .rev()
        .map(|one| (one.file.clone(), format!("A newer return of the council counts: {reason}.")))
        .collect();
    // A version that is no number matters to nobody where there is one return.
    if older.is_empty() {
        current.findings.retain(|finding| finding.code != Code::VersionUnclear);
    }
    let mut doubts = Vec::new();
    let names = |those: &[&Return]| those.iter().map(|one| describe(one)).collect::<Vec<_>>().join(", ");
    let later: Vec<&Return> =
        older.iter().filter(|one| one.completed_on > current.completed_on && !ruled).collect();
    let unclear = if tie {
        let files: Vec<&str> = older.iter().map(|one| one.file.as_str()).collect();
        let files = files.join(", ");
        let message = format!(
            "Neither version nor date nor arrival tells which of {} and {files} is newer; the former was taken. Write a version into the newer one.",
            current.file,
        );
        Some((files, message))
    } else if !later.is_empty() && current.completed_on.is_some() {
        let message = format!(
            "{reason} counts, by its version, though {} was completed later. Look which is the newer one, and write the higher version into it.",
            names(&later)
        );
        Some((later.iter().map(|one| one.file.as_str()).collect::<Vec<_>>().join(", "), message))
    } else {
        None
    };
    let mut bearing: Vec<Finding> =
        older.iter().flat_map(|one| bearing(one, &current).cloned().collect::<Vec<_>>()).collect();
    if let Some((found, message)) = unclear {
        doubts = std::iter::once(&current)
            .chain(&older)
            .map(|one| which_return(one, Code::OrderUnclear, &message))
            .collect();
        let mut finding =
            Finding::of_file(Code::OrderUnclear, &current.file, found, message).within(Section::About);
        finding.council = Some(current.council.clone());
        bearing.push(finding);
    }
    current.findings.append(&mut bearing);
    for (place, one) in older.iter().rev().enumerate() {
        carry_over(&mut current, one);
        if place == 0 {
            current.findings.extend(withdrawn(&current, one));
        }
    }
    Newest { current, superseded, doubts }
}

fn version(one: &Return) -> Version {
    one.version.unwrap_or(Version::FIRST)
}

fn describe(one: &Return) -> String {
    let version = one.version.map(|version| format!("version {version}"));
    let date = one.completed_on.map(|date| format!("completed on {}", date.strftime("%-d %B %Y")));
    let parts: Vec<String> = version.into_iter().chain(date).collect();
    if parts.is_empty() { one.file.clone() } else { format!("{} ({})", one.file, parts.join(", ")) }
}

/// The findings of a superseded return that bear on whether it is: on its version, and on its
/// date where the versions are the same.
fn bearing<'a>(one: &'a Return, current: &Return) -> impl Iterator<Item = &'a Finding> {
    let dates_decide = version(one) == version(current);
    one.findings.iter().filter(move |finding| match finding.code {
        Code::VersionUnclear => true,
        Code::DateUnclear => dates_decide,
        _ => false,
    })
}

/// Takes over the sections that the newer return does not contain at all, with what was found
/// in them.
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
    if taken.is_empty() {
        return;
    }
    current.corrections.extend(older.corrections.iter().cloned());
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
    let comes_along = |finding: &&Finding| {
        finding.code == Code::PeriodDiffers || finding.section.is_some_and(|section| taken.contains(&section))
    };
    let along: Vec<Finding> = older.findings.iter().filter(comes_along).cloned().collect();
    current.findings.extend(along);
}

/// That the newer return leaves open questions that the one before answered.
fn withdrawn(current: &Return, older: &Return) -> Option<Finding> {
    let open = |one: &Return, question: &str| {
        one.practices
            .iter()
            .find(|practice| practice.question == question)
            .is_none_or(|practice| practice.answer == "no_answer")
    };
    let lost: Vec<&str> = older
        .practices
        .iter()
        .map(|practice| practice.question.as_str())
        .filter(|question| !open(older, question) && open(current, question))
        .collect();
    if lost.is_empty() {
        return None;
    }
    let message = format!(
        "{} left open what {} answers ({}). As the newer return it replaces all answers on practices. Ask if those answers still hold.",
        current.file,
        older.file,
        lost.join(", ").replace('_', " ")
    );
    let finding = Finding::of_file(Code::AnswersWithdrawn, &current.file, "", message);
    Some(Finding { council: Some(current.council.clone()), ..finding.within(Section::Practices) })
}
