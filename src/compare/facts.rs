//! What returns say, a fact each: what a change of it would be of interest for.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, Fact, Figure, Interval, Reported, Return, Wave, reading};

/// The facts of all returns that count, by council code and in the order of the return.
#[must_use]
pub(super) fn facts(wave: &Wave) -> Vec<Fact> {
    let digests: BTreeMap<&str, &str> =
        wave.received.iter().map(|row| (row.file.as_str(), row.blake3.as_str())).collect();
    let digest = |file: &str| digests.get(file).copied().unwrap_or_default().to_owned();
    let ruled: BTreeSet<(&str, &str, &str)> = wave
        .rulings
        .applied
        .iter()
        .map(|applied| &applied.doubt.key)
        .map(|key| (key.council_code.as_str(), key.matter.word(), key.subject.as_str()))
        .collect();
    wave.returns
        .iter()
        .flat_map(|one| {
            facts_of(one)
                .into_iter()
                .map(|fact| {
                    let corrected = one.corrections.iter().find(|made| *made.by.file == *fact.file);
                    if let Some(corrected) = corrected {
                        return Fact { blake3: corrected.blake3.clone(), ..fact };
                    }
                    let ruled = fact.ruled || ruled.contains(&(fact.key().0, fact.key().1, fact.key().2));
                    Fact { blake3: digest(&fact.file), ruled, ..fact }
                })
                .collect::<Vec<_>>()
        })
        .collect()
}

/// The facts of one return.
#[must_use]
pub fn facts_of(one: &Return) -> Vec<Fact> {
    let mut found = Vec::new();
    for posts in &one.posts {
        let tier = format!("tier {}", posts.tier);
        let band = posts.band.title().to_lowercase();
        found.push(fact(one, ("posts", &tier), figure(&posts.headcount), figure_at(&posts.headcount, posts)));
        found.push(fact(
            one,
            ("qualified", &tier),
            figure(&posts.qualified),
            figure_at(&posts.qualified, posts),
        ));
        let ruled = posts.band_basis == "decision";
        found.push(Fact { ruled, ..fact(one, ("band", &tier), band, Some(&posts.source)) });
    }
    for practice in &one.practices {
        let answer = if practice.answer.is_empty() { practice.text.clone() } else { practice.answer.clone() };
        found.push(fact(one, ("answer", &practice.question), answer, practice.source.as_ref()));
        if let Some(consider) = practice.would_consider {
            let said = if consider { "yes" } else { "no" }.to_owned();
            found.push(fact(one, ("would_consider", &practice.question), said, practice.source.as_ref()));
        }
    }
    for activity in &one.training {
        let subject = format!("{}: {}", activity.delivery.code(), one_line(&activity.activity));
        found.push(fact(one, ("cost", &subject), money(&activity.cost), Some(&activity.source)));
    }
    for cohort in &one.coaching {
        for (what, stated) in [
            ("coaches in training", &cohort.coaches_training),
            ("coaches authorised", &cohort.coaches_authorised),
            ("sessions", &cohort.sessions),
            ("coachees", &cohort.coachees),
        ] {
            let subject = format!("{}, {what}", one_line(&cohort.cohort));
            let at = stated.source.as_ref().or(Some(&cohort.source));
            found.push(fact(one, ("coaching", &subject), figure(stated), at));
        }
    }
    numbered(found)
}

/// Facts of one subject that stand several times are numbered from the second on.
fn numbered(mut found: Vec<Fact>) -> Vec<Fact> {
    let mut times: BTreeMap<(String, String), usize> = BTreeMap::new();
    for fact in &mut found {
        let time = times.entry((fact.kind.clone(), fact.subject.clone())).or_default();
        *time += 1;
        if *time > 1 {
            fact.subject = format!("{} ({time})", fact.subject);
        }
    }
    found
}

fn fact(one: &Return, (kind, subject): (&str, &str), value: String, at: Option<&CellRef>) -> Fact {
    Fact {
        council_code: one.council.code.to_string(),
        council: one.council.name.to_string(),
        kind: kind.to_owned(),
        subject: subject.to_owned(),
        value,
        file: at.map_or_else(|| one.file.clone(), |at| at.file.to_string()),
        blake3: one.blake3.clone(),
        sheet: at.map_or_else(String::new, |at| at.sheet.to_string()),
        cell: at.map_or_else(String::new, CellRef::address),
        ruled: false,
    }
}

fn figure_at<'a>(figure: &'a Figure, posts: &'a crate::model::Posts) -> Option<&'a CellRef> {
    figure.source.as_ref().or(Some(&posts.source))
}

fn figure(figure: &Figure) -> String {
    match figure.interval() {
        Some(interval) => marked(
            reading(interval.lower.saturating_mul(100), interval.upper.saturating_mul(100), ""),
            interval,
        ),
        None => figure.marker().text(),
    }
}

fn money(cost: &Reported<Interval>) -> String {
    match cost {
        Reported::Given(pence) => marked(reading(pence.lower, pence.upper, "\u{a3}"), *pence),
        silent => crate::model::Marker::of(silent).text(),
    }
}

fn marked(text: String, interval: Interval) -> String {
    if interval.estimated { format!("{text} [e]") } else { text }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
