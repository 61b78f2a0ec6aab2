//! The labels of About: which a cell is, begins with or holds within another's value.

use super::completion::{begins_completed, completed_within, day_begins, is_weekday, names_completion};
use crate::recognise::grid::Seen;
use crate::reference::{Questionnaire, Told, words};

/// The label that a cell is or begins with, and how many bytes of it that takes.
pub(crate) fn label<'a>(seen: &'a Seen, asked: &Questionnaire) -> Option<&'a (String, usize)> {
    let whole = |(id, used): (String, usize)| {
        // Dots to write on are no value: `Date completed: ......`.
        let written = seen.text.get(used..).is_some_and(|rest| rest.contains(char::is_alphanumeric));
        (id, if written { used } else { seen.text.len() })
    };
    seen.label.get_or_init(|| label_of(seen, asked).map(whole)).as_ref()
}

/// The label that words are, near enough. Who completed the form is no day: `Form completed by`.
fn named<'a>(told: &[String], asked: &'a Questionnaire) -> Option<&'a str> {
    let (label, _) = asked.label_like(told).filter(|(_, likeness)| *likeness >= 85)?;
    let by_whom = label.id == "completed" && told.last().is_some_and(|word| word == "by");
    Some(if by_whom { "contact" } else { &label.id })
}

/// A label without how its value is to be written: `Date completed (dd/mm/yy)`.
fn without_format(head: &str) -> Option<&str> {
    let (label, inside) = head.trim_end().trim_end_matches(')').split_once('(')?;
    let written = |letter: char| "dmy/-. ".contains(letter.to_ascii_lowercase());
    inside.chars().all(written).then_some(label)
}

/// The label that one half of a text is, where the other says it in another language:
/// `Dyddiad cwblhau / Date completed`.
fn in_two_languages<'a>(head: &str, asked: &'a Questionnaire) -> Option<&'a str> {
    let (one, other) = head.split_once(" / ")?;
    match (named(&words(one), asked), named(&words(other), asked)) {
        (Some(id), None) | (None, Some(id)) => Some(id),
        _ => None,
    }
}

fn label_of(seen: &Told, asked: &Questionnaire) -> Option<(String, usize)> {
    if seen.words.len() > 14 {
        return completed_within(&seen.text);
    }
    let (head, used) = match seen.text.split_once([':', '=']) {
        Some((head, _)) => (head, head.len() + 1),
        None => (seen.text.as_str(), seen.text.len()),
    };
    let told = words(head);
    if let Some(id) = named(&told, asked).or_else(|| named(&words(without_format(head)?), asked)) {
        return Some((id.to_owned(), used));
    }
    if let Some(id) = in_two_languages(head, asked) {
        return Some((id.to_owned(), used));
    }
    if names_completion(&told) {
        return Some(("completed".to_owned(), used));
    }
    // `Date of completion - September 27th, 2006`
    let dash = [" - ", " \u{2013} "].iter().find_map(|dash| Some((seen.text.find(dash)?, dash.len())));
    if let Some((at, dash)) = dash
        && seen.text.get(..at).is_some_and(|head| named(&words(head), asked) == Some("completed"))
    {
        return Some(("completed".to_owned(), at + dash));
    }
    // `Signed off by the Head of HR on 9 October 2005`.
    let digits = seen.text.chars().filter(char::is_ascii_digit).count();
    if digits >= 4 && begins_completed(&seen.words) {
        return Some(("completed".to_owned(), day_begins(&seen.text)));
    }
    // `Our answers (completed 1 November 2005)`.
    if let Some((open, inside)) = seen.text.split_once('(')
        && digits >= 4
        && begins_completed(&words(inside))
    {
        return Some(("completed".to_owned(), open.len() + 1));
    }
    if let Some(found) = completed_within(&seen.text) {
        return Some(found);
    }
    if let Some(found) = version_within(&seen.text) {
        return Some(found);
    }
    // `Completed on behalf of Blaby District Council`, and the day beside it.
    if begins_completed(&seen.words) && seen.words.iter().any(|word| word == "behalf") {
        return Some(("completed".to_owned(), seen.text.len()));
    }
    // `Completed 21/11/05`: a label and its value without a colon.
    let digit = seen.text.find(|c: char| c.is_ascii_digit())?;
    let head = seen.text.get(..digit)?;
    let head = head
        .rsplit_once(' ')
        .map_or(head, |(h, last)| if last.is_empty() || last.len() > 2 { head } else { h });
    // `Date returned Wednesday 9 November 2005`
    let mut told = words(head);
    if told.len() > 1 && told.last().is_some_and(|word| is_weekday(word)) {
        told.pop();
    }
    if names_completion(&told) {
        return Some(("completed".to_owned(), head.len()));
    }
    let (label, likeness) = asked.label_like(&told)?;
    let dated = label.id == "completed" || label.id == "version";
    (likeness == 100 && dated).then_some((label.id.clone(), head.len()))
}

/// The version at the end of a title: `Management development return 2005 - version 2`.
fn version_within(text: &str) -> Option<(String, usize)> {
    let lower = text.to_ascii_lowercase();
    let titled = ["return", "questionnaire", "survey"].iter().any(|word| lower.contains(word));
    let at =
        ["version ", " ver ", " v", "(v"].iter().find_map(|word| Some(lower.rfind(word)? + word.len()))?;
    let number = lower.get(at..)?.trim_matches([' ', '.', ')']);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || c == '.');
    (titled && is_number).then(|| ("version".to_owned(), at))
}

/// Labels within the value of another, with their own values: lines below it, or one that
/// follows on its line.
pub(crate) fn further_labels(value: &str, asked: &Questionnaire) -> Vec<(String, String)> {
    let mut lines = value.lines();
    let same = lines.next().and_then(|line| second_label(line, asked).or_else(|| version_after(line)));
    let below = lines.filter_map(|line| {
        let (head, rest) = line.split_once([':', '='])?;
        let (label, likeness) = asked.label_like(&words(head))?;
        let own = likeness >= 85 && label.id != "contact" && !rest.trim().is_empty();
        own.then(|| (label.id.clone(), rest.trim().to_owned()))
    });
    same.into_iter().chain(below).collect()
}

/// The version that follows a day: `27 June 2006, version 1`.
fn version_after(value: &str) -> Option<(String, String)> {
    let (day, rest) = value.rsplit_once([',', ';', '(', '-', '\u{2013}'])?;
    let told = words(rest);
    let [word, number] = told.as_slice() else { return None };
    let named = matches!(word.as_str(), "version" | "ver" | "v");
    let dated = day.contains(|c: char| c.is_ascii_digit());
    let is_number = number.chars().all(|c| c.is_ascii_digit());
    (named && dated && is_number).then(|| ("version".to_owned(), number.clone()))
}

/// A label within the value of another, and its own value: `Blaby   Date: 21/11/05`.
fn second_label(value: &str, asked: &Questionnaire) -> Option<(String, String)> {
    let (before, rest) = value.split_once(':')?;
    let told: Vec<&str> = before.split_whitespace().collect();
    let named = |count: usize| {
        let label = told.get(told.len().checked_sub(count)?..)?.join(" ");
        asked.label_like(&words(&label)).filter(|(_, likeness)| *likeness >= 95).map(|(one, _)| one)
    };
    let label = [3, 2, 1].into_iter().find_map(named).filter(|label| label.id == "completed")?;
    Some((label.id.clone(), rest.trim().to_owned()))
}
