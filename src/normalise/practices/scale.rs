//! Answers on a scale: which of its words a text says holds now.

use super::{Coding, coding};
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::FoundAnswer;
use crate::reference::{Question, is_one_letter_off, words};

/// A word of the scale, wherever it stands, if only one does.
pub(crate) fn scale(question: &Question, found: &FoundAnswer, text: &str) -> Coding {
    let text = if text.is_empty() { found.detail.first().map_or("", String::as_str) } else { text };
    match silence(text) {
        Some(Silence::NoAnswer | Silence::NotAvailable) => return coding("no_answer", ""),
        Some(Silence::NotApplicable) => return coding("not_applicable", text),
        _ => {}
    }
    let told = words(text);
    let is_named = |one: &str, word: &str| one == word || word.len() > 4 && is_one_letter_off(one, word);
    let named: Vec<(usize, &String)> = question
        .scale
        .iter()
        .filter_map(|word| Some((told.iter().position(|one| is_named(one, word))?, word)))
        .collect();
    let current: Vec<&String> =
        named.iter().filter(|(place, _)| !is_past(&told, *place)).map(|(_, word)| *word).collect();
    match (named.as_slice(), current.as_slice()) {
        ([(_, word)], _) | (_, [word]) => coding(word, word),
        _ => match only_first(text, &question.scale).or_else(|| latest(&told, &named)) {
            Some(word) => coding(word, word),
            None => coding("unclear", text),
        },
    }
}

/// Of words that each have their year, the latest: `Good (2004), Fair (2002)`.
fn latest<'a>(told: &[String], named: &[(usize, &'a String)]) -> Option<&'a String> {
    let year = |word: &String| word.parse::<u16>().ok().filter(|year| (1990..2100).contains(year));
    let of = |place: usize| told.iter().skip(place + 1).take(2).find_map(year);
    let dated: Option<Vec<(u16, &String)>> =
        named.iter().map(|(place, word)| Some((of(*place)?, *word))).collect();
    let dated = dated?;
    let last = dated.iter().max_by_key(|(year, _)| *year)?;
    (dated.iter().filter(|(year, _)| *year == last.0).count() == 1).then_some(last.1)
}

/// The word of a scale that is all of a text's first clause, where what follows is a remark
/// on something else: `Good, with excellent financial management`.
fn only_first<'a>(text: &str, scale: &'a [String]) -> Option<&'a String> {
    const OTHERWISE: [&str; 10] = ["now", "then", "but", "moved", "up", "to", "since", "was", "wa", "or"];
    let mut clauses = text.split([',', ';', '(', '.', '\n', '\u{2013}', '-']).map(words);
    let first = clauses.next()?;
    let word = scale.iter().find(|word| matches!(first.as_slice(), [one] if one == *word))?;
    let remarks = |told: Vec<String>| {
        !matches!(told.as_slice(), [one] if scale.contains(one))
            && !told.iter().any(|word| OTHERWISE.contains(&word.as_str()))
    };
    clauses.all(remarks).then_some(word)
}

/// Whether the word at a place is what was so before, or is yet to be: `previously Fair`, `up from
/// Weak`, `expect to be Good`, `not Excellent`.
fn is_past(told: &[String], place: usize) -> bool {
    const YET: [&str; 8] = ["expect", "expected", "hope", "hoping", "aim", "aiming", "target", "predicted"];
    let before = told.get(..place).unwrap_or(&[]).iter().rev();
    if before.clone().take(4).any(|word| YET.contains(&word.as_str())) {
        return true;
    }
    before
        .map(String::as_str)
        .find(|word| !["rated", "a", "as", "judged", "only"].contains(word))
        .is_some_and(|word| {
            ["not", "previously", "formerly", "from", "wa", "was", "were", "earlier", "than"].contains(&word)
        })
}
