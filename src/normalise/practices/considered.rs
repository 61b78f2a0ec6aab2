//! Whether a council would consider what it does not do: from a column of its own, from
//! what it ticked, or from the answer's words.

use std::cmp::Reverse;

use super::phrases::{begins, evidence};
use crate::recognise::{FoundAnswer, Mark, mark};
use crate::reference::{Questionnaire, words};

/// Whether the council would consider it: a column of its own first, then the text.
pub(crate) fn consider(found: &FoundAnswer, text: &str, code: &str, asked: &Questionnaire) -> Option<bool> {
    // Beside other columns ticked, `FALSE` is only not ticked.
    let blank = |said: &&String| *said == "FALSE" && !found.ticks.is_empty();
    if let Some(said) = found.would_consider.as_ref().filter(|said| !blank(said)) {
        // In a column of ticks a stroke is one.
        if matches!(said.trim(), "/" | "\\") {
            return Some(true);
        }
        match mark(said) {
            Some(Mark::Tick | Mark::Cross) => return Some(true),
            Some(Mark::No) if said.chars().any(char::is_alphanumeric) => return Some(false),
            Some(Mark::No) => return None,
            None => {}
        }
        let told = words(said);
        return consider_said(&told, asked).or_else(|| {
            match begins(&told, asked).map(|(rule, _)| rule.code.as_str()) {
                Some("yes" | "partly" | "planned") => Some(true),
                Some("no") => Some(false),
                _ => told
                    .first()
                    .filter(|word| ["possibly", "perhap", "maybe"].contains(&word.as_str()))
                    .map(|_| true),
            }
        });
    }
    // A cross ticks only where nothing else does.
    let ticked = found.ticks.iter().any(|tick| !tick.starts_with('?'));
    for (id, considered) in [("considering", true), ("would_not", false)] {
        let sign = if ticked { "" } else { "?" };
        if found.ticks.iter().any(|tick| tick.strip_prefix(sign) == Some(id)) {
            return Some(considered);
        }
    }
    if matches!(code, "yes" | "partly" | "not_applicable") {
        return None;
    }
    if let Some(considered) = second_answer(text) {
        return Some(considered);
    }
    let mut texts = std::iter::once(text).chain(found.detail.iter().map(String::as_str));
    texts.find_map(|text| consider_said(&words(text), asked))
}

pub(crate) fn consider_said(told: &[String], asked: &Questionnaire) -> Option<bool> {
    consider_at(told, asked).map(|(_, value, _)| value)
}

/// Where a text says that the council would or would not consider it; a denial goes
/// before what it denies, unless more is said from there: `would not rule it out`.
pub(crate) fn consider_at(told: &[String], asked: &Questionnaire) -> Option<(usize, bool, String)> {
    let of = |value: bool| {
        let rules = asked.consider.iter().filter(move |rule| rule.value == value);
        let found =
            rules.flat_map(|rule| &rule.holds).filter_map(|phrase| Some((phrase.position(told)?, phrase)));
        found.min_by_key(|(position, phrase)| (*position, Reverse(phrase.len())))
    };
    let (denied, agreed) = (of(false), of(true));
    let (value, (position, phrase)) = match (denied, agreed) {
        (Some(no), Some(yes)) if yes.0 == no.0 && yes.1.len() > no.1.len() => (true, yes),
        (Some(no), _) => (false, no),
        (None, yes) => (true, yes?),
    };
    // `Would consider: no`.
    let taken_back = told.get(position + phrase.len()).is_some_and(|word| word == "no" || word == "n");
    Some((position, value && !taken_back, evidence(told, phrase)))
}

/// `No` and `Yes` one after the other answer `If no, would you consider it?` too.
fn second_answer(text: &str) -> Option<bool> {
    let signs = ['\n', ',', '.', ';', '/', '-', '\u{2013}'];
    let mut parts = text.split(signs).flat_map(|part| part.split(" and ")).map(words);
    let first = parts.next()?;
    if !matches!(first.join(" ").as_str(), "no" | "n" | "not at present" | "not currently") {
        return None;
    }
    let second = parts.find(|part| !part.is_empty())?;
    match second.first().map(String::as_str)? {
        // `No. Consider? Yes`
        "consider" if second.len() == 2 => {
            Some(second.last().is_some_and(|last| last == "yes" || last == "y"))
        }
        "yes" | "y" | "possibly" | "perhap" | "maybe" if second.len() <= 3 => Some(true),
        "no" | "n" if second.len() == 1 => Some(false),
        // `No - we would`
        "we" | "would" | "but" if second.last().is_some_and(|last| last == "would") => Some(true),
        _ => None,
    }
}
