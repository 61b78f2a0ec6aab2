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
        _ => match only_first(text, &question.scale) {
            Some(word) => coding(word, word),
            None => coding("unclear", text),
        },
    }
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

/// Whether the word at a place is what was so before: `previously Fair`, `up from Weak`.
fn is_past(told: &[String], place: usize) -> bool {
    let before = told.get(..place).unwrap_or(&[]).iter().rev();
    before
        .map(String::as_str)
        .find(|word| !["rated", "a", "as", "judged", "only"].contains(word))
        .is_some_and(|word| {
            ["previously", "formerly", "from", "wa", "was", "were", "earlier", "than"].contains(&word)
        })
}
