//! How many people hold a management qualification, and which: a number, a share,
//! a list of certificates, or names alone.

use super::lines::{bare, lines};
use super::number;
use super::silence::{Silence, silence};
use crate::model::{CellValue, Interval, Reported};
use crate::reference::{Qualifications, words};

/// A qualification named, with how many hold it where the text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// As written.
    pub(crate) name: String,
    /// How many.
    pub(crate) count: Option<i64>,
}

/// What a cell about people qualified says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Qualified {
    /// What it says of people.
    pub(crate) people: People,
    /// Qualifications it names.
    pub(crate) named: Vec<Named>,
}

/// What is said of people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum People {
    /// A kind of silence, or a text that gives no number.
    Silent(Reported<Interval>),
    /// So many people, and of how many where that is said.
    Number(Interval, Option<i64>),
    /// A share of the posts, in hundredths of a percent.
    Share(i64),
    /// All but so many.
    AllBut(i64),
    /// Certificates by kind: how many of each.
    Certificates(Vec<i64>),
    /// Qualifications named without a number.
    Names(usize),
    /// Yes or no, which says how many where there is one post.
    Flag(bool),
}

/// Reads a cell about people qualified.
pub(crate) fn qualified(value: &CellValue, known: &Qualifications) -> Qualified {
    let only = |people| Qualified { people, named: Vec::new() };
    match value {
        CellValue::Number(number) => match number::hundredths_of(*number) {
            Some(hundredths) if hundredths % 100 == 0 && hundredths >= 0 => {
                only(People::Number(Interval::exact(hundredths / 100), None))
            }
            _ => only(People::Silent(Reported::Unreadable(value.text()))),
        },
        CellValue::Percent(percent) => match number::hundredths_of(*percent) {
            Some(share) if (0..=10_000).contains(&share) => only(People::Share(share)),
            _ => only(People::Silent(Reported::Unreadable(value.text()))),
        },
        CellValue::Flag(flag) => only(People::Flag(*flag)),
        CellValue::Text(text) => in_text(text, known),
        CellValue::Date(_) | CellValue::Time(_) | CellValue::Error(_) => {
            only(People::Silent(Reported::Unreadable(value.text())))
        }
    }
}

fn in_text(text: &str, known: &Qualifications) -> Qualified {
    let only = |people| Qualified { people, named: Vec::new() };
    match silence(text) {
        Some(Silence::NoAnswer) => return only(People::Silent(Reported::NoAnswer)),
        Some(Silence::NotApplicable) => return only(People::Silent(Reported::NotApplicable)),
        Some(Silence::NotAvailable) => return only(People::Silent(Reported::NotAvailable)),
        Some(Silence::Zero) => return only(People::Number(Interval::exact(0), None)),
        None => {}
    }
    if begins_none(text) {
        return only(People::Number(Interval::exact(0), None));
    }
    if only_studying(text) {
        return only(People::Silent(Reported::Unreadable(text.to_owned())));
    }
    let head = text.lines().next().unwrap_or("").trim();
    if let Some(people) = share(text) {
        return Qualified { people, named: names_after(text, known) };
    }
    if let Some((number, of)) = number_of(head) {
        return Qualified {
            people: People::Number(Interval::exact(number), Some(of)),
            named: names_after(text, known),
        };
    }
    if let Some(sum) = numbers_alone(text) {
        return only(People::Number(sum, None));
    }
    if let Some(found) = certificates(text, known) {
        return found;
    }
    if let Some(number) = number_then_list(text, known).or_else(|| leading_number(head)) {
        return Qualified { people: People::Number(number, None), named: names_after(text, known) };
    }
    if let Some(flag) = flag(text) {
        return Qualified { people: People::Flag(flag), named: names_after(text, known) };
    }
    let named = names(text, known);
    if !named.is_empty() && named.len() == parts(text).len() {
        return Qualified { people: People::Names(named.len()), named };
    }
    Qualified { people: People::Silent(Reported::Unreadable(text.to_owned())), named }
}

/// `None (2 working towards a DMS)`: what follows in brackets is of people not yet qualified.
fn begins_none(text: &str) -> bool {
    let parts = text.split_once('(');
    parts.is_some_and(|(head, rest)| silence(head) == Some(Silence::Zero) && studies(rest))
}

/// `5 studying for a DMS`: so many are not yet qualified, and how many are is not said.
fn only_studying(text: &str) -> bool {
    studies(text) && !text.contains(['(', ',', ';', '+', '&', '\n', '/']) && !text.contains(" and ")
}

fn studies(text: &str) -> bool {
    const STILL: [&str; 6] = ["progres", "studying", "undertaking", "toward", "enrolled", "pursuing"];
    words(text).iter().any(|word| STILL.iter().any(|still| word.starts_with(still)))
}

/// `All`, `Both`, `60%`, `Half`.
fn share(text: &str) -> Option<People> {
    let told = words(text);
    let first = told.first().map(String::as_str)?;
    let numbers = told.iter().filter(|word| word.chars().all(|c| c.is_ascii_digit())).count();
    if matches!(first, "all" | "both" | "everyone") && numbers <= 1 && told.len() <= 8 {
        if let [_, but, number] = told.as_slice()
            && (but == "but" || but == "except")
        {
            return number::in_text(number)?.whole().map(|apart| People::AllBut(apart.lower));
        }
        let denied = told.iter().any(|word| word == "but" || word == "except" || word == "not");
        return (!denied).then_some(People::Share(10_000));
    }
    if first == "half" && told.len() <= 4 {
        return Some(People::Share(5_000));
    }
    let percent = text
        .find('%')
        .or_else(|| text.to_lowercase().find("per cent"))
        .or_else(|| text.to_lowercase().find("percent"))?;
    let number = number::in_text(text.get(..percent)?)?;
    let exact = number.hundredths;
    (exact.lower == exact.upper && (0..=10_000).contains(&exact.lower)).then_some(People::Share(exact.lower))
}

/// `3 of 5`, `3 out of 5`, `3/5`.
fn number_of(head: &str) -> Option<(i64, i64)> {
    let lower = head.to_lowercase();
    let (first, second) = ["out of the", "out of", "of the", " of ", "/"]
        .iter()
        .find_map(|between| lower.split_once(between))?;
    let number = number::in_text(first)?.whole()?;
    let digits: String = second.trim().chars().take_while(char::is_ascii_digit).collect();
    let of: i64 = match digits.parse() {
        Ok(of) => of,
        Err(_) => number::in_text(second.split_whitespace().next()?)?.whole()?.lower,
    };
    (number.lower == number.upper && of >= 1).then_some((number.lower, of))
}

/// Several lines that are each a number and nothing else: one for each title beside.
fn numbers_alone(text: &str) -> Option<Interval> {
    let lines = lines(text);
    if lines.len() < 2 {
        return None;
    }
    let mut sum = Interval::exact(0);
    for line in lines {
        let number = match silence(&line) {
            Some(Silence::Zero) => Interval::exact(0),
            Some(_) => return None,
            None => number::in_text(&line).filter(|n| n.rest.is_empty())?.whole()?,
        };
        sum = sum.plus(number);
    }
    Some(sum)
}

/// A list in which every item is a number and a qualification: `2 DMS, 1 MBA`.
fn certificates(text: &str, known: &Qualifications) -> Option<Qualified> {
    let mut named = Vec::new();
    let mut parts = parts(text);
    // `3 MBA, 2 DMS, rest none`: what is said of the rest is no certificate.
    let of_rest = |part: &String| {
        let told = words(part);
        told.first().is_some_and(|word| {
            ["rest", "remainder", "other", "others", "none", "the"].contains(&word.as_str())
        }) && told.last().is_some_and(|word| {
            ["none", "nil", "no", "rest", "not", "other", "others"].contains(&word.as_str())
        })
    };
    if parts.len() > 1 && parts.last().is_some_and(of_rest) {
        parts.pop();
    }
    // `3 with NVQ 4` are three people.
    if parts.len() == 1 && words(text).get(1).is_some_and(|word| word == "with") {
        return None;
    }
    for part in parts {
        let (count, name) = counted(&part)?;
        known.find(&name)?;
        named.push(Named { name, count: Some(count) });
    }
    if named.is_empty() {
        return None;
    }
    let counts = named.iter().filter_map(|one| one.count).collect();
    Some(Qualified { people: People::Certificates(counts), named })
}

/// A part such as `2 DMS`, `2 x DMS`, `DMS x 2`, `DMS (2)`, `DMS: 2`.
fn counted(part: &str) -> Option<(i64, String)> {
    let part = part.trim();
    let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let rest = part
            .get(digits.len()..)?
            .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{d7}' || c == '-' || c == '\u{2013}');
        let rest = rest
            .strip_prefix("x ")
            .or_else(|| rest.strip_prefix("X "))
            .unwrap_or(rest)
            .trim_start_matches("with ")
            .trim();
        return rest.starts_with(char::is_alphabetic).then(|| (digits.parse().unwrap_or(0), rest.to_owned()));
    }
    if let Some((word, rest)) = part.split_once(' ')
        && let Some(number) = number::in_text(word).filter(|n| n.rest.is_empty()).and_then(|n| n.whole())
        && rest.starts_with(char::is_alphabetic)
    {
        return Some((number.lower, rest.trim_start_matches("x ").trim().to_owned()));
    }
    let end = part.trim_end_matches(|c: char| c == ')' || c.is_whitespace());
    let digits = end.len() - end.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number: i64 = end.get(end.len() - digits..)?.parse().ok()?;
    let head = end.get(..end.len() - digits)?.trim_end();
    let marked = head.ends_with(['(', ':', '-', '\u{2013}', '\u{d7}', '='])
        || head.ends_with(" x")
        || head.ends_with(" X");
    let name = head.trim_end_matches(|c: char| "(:-\u{2013}\u{d7}=".contains(c) || c.is_whitespace());
    let name = name.strip_suffix(" x").or_else(|| name.strip_suffix(" X")).unwrap_or(name).trim();
    (marked && !name.is_empty()).then(|| (number, name.to_owned()))
}

/// The number of people that a line begins with, other numbers being parts of
/// qualifications' names, or of a list in brackets after it.
fn leading_number(head: &str) -> Option<Interval> {
    if let Some(number) = number::in_text(head) {
        let starts = head.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '~')
            || number::in_text(head.split_whitespace().next()?).is_some()
            || number.hundredths.estimated
            || number.rest.is_empty();
        return if starts { number.whole() } else { None };
    }
    let before = head.split(['(', ':', '\u{2013}', ',', ';']).next()?.trim();
    let cut = if before.len() < head.len() { before } else { head.split_whitespace().next()? };
    let number = number::in_text(cut)?;
    let vague = ["at", "least", "over", "more", "up", "under", "than"]
        .iter()
        .any(|word| number.rest.split(' ').any(|w| w == *word));
    if vague { None } else { number.whole() }
}

/// `4 - 1 CMS, 2 NVQ 5, 1 MBA`: so many people, and what they hold.
fn number_then_list(text: &str, known: &Qualifications) -> Option<Interval> {
    let (number, list) = text.split_once([':', '-', '\u{2013}', '='])?;
    let number = number::in_text(number).filter(|number| number.rest.is_empty())?.whole()?;
    let listed = certificates(list, known)?;
    let most = listed.named.iter().filter_map(|one| one.count).max()?;
    // `2-3 DMS` is a range.
    (most <= number.upper).then_some(number)
}

/// Yes or no, however it is marked.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match words(text).first().map(String::as_str) {
        Some("yes" | "y") => Some(true),
        Some("no" | "n") => Some(false),
        _ => match text.trim() {
            "\u{2713}" | "\u{2714}" | "x" | "X" => Some(true),
            _ => None,
        },
    }
}

/// What a cell is made of: lines, and parts between commas, semicolons, `+`, `and`.
fn parts(text: &str) -> Vec<String> {
    lines(text)
        .iter()
        .flat_map(|line| line.split([',', ';', '+']).map(str::to_owned).collect::<Vec<_>>())
        .flat_map(|part| part.split(" and ").map(str::to_owned).collect::<Vec<_>>())
        .map(|part| bare(&part))
        .filter(|part| !part.is_empty())
        .collect()
}

/// The qualifications that a text names, one to a line or between commas.
pub(crate) fn names(text: &str, known: &Qualifications) -> Vec<Named> {
    let named = |part: &str| match counted(part) {
        Some((count, name)) => Named { name, count: Some(count) },
        None => Named { name: part.to_owned(), count: None },
    };
    parts(text).iter().filter(|part| known.find(part).is_some()).map(|part| named(part)).collect()
}

/// The qualifications named after the number: in brackets on the first line, and on
/// the lines below it.
fn names_after(text: &str, known: &Qualifications) -> Vec<Named> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    let head = lines.next().unwrap_or("");
    let bracket = head.split_once(['(', ':', '\u{2013}', '-']).map_or("", |(_, rest)| rest);
    found.extend(names(bracket.trim_end_matches(')'), known));
    if found.is_empty() {
        let after: String = head.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned();
        if !after.is_empty() && known.find(&after).is_some() && bracket.is_empty() {
            found.push(Named { name: after.trim_start_matches("with ").to_owned(), count: None });
        }
    }
    for line in lines {
        let line = bare(line);
        let told = words(&line);
        let is_heading =
            told.len() <= 2 && told.first().is_some_and(|word| word.starts_with("qualification"));
        if !line.is_empty() && !is_heading {
            found.push(match counted(&line).filter(|(_, name)| known.find(name).is_some()) {
                Some((count, name)) => Named { name, count: Some(count) },
                None => Named { name: line, count: None },
            });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_certificates() {
        let known = Qualifications::parse(include_str!("../../reference/qualifications.csv")).unwrap();
        let number = |n| People::Number(Interval::exact(n), None);
        for (text, people) in [
            ("5 (Five)\n\nQualifications:\n\nDMS", number(5)),
            ("3 (2 DMS, 1 MBA)", number(3)),
            ("2 DMS, 1 MBA", People::Certificates(vec![2, 1])),
            ("2 x DMS; MBA x 1", People::Certificates(vec![2, 1])),
            ("3 MBA, 2 DMS, rest none", People::Certificates(vec![3, 2])),
            ("3 NVQ Level 4", People::Certificates(vec![3])),
            ("3 of 5", People::Number(Interval::exact(3), Some(5))),
            ("60%", People::Share(6000)),
            ("All", People::Share(10_000)),
            ("All but one", People::AllBut(1)),
            ("None", number(0)),
            ("1\n\n0", number(1)),
            ("Records not available", People::Silent(Reported::NotAvailable)),
            ("MBA, DMS", People::Names(2)),
            ("Yes", People::Flag(true)),
            ("3 with NVQ 4", number(3)),
            ("4 - 1 CMS, 2 x NVQ 5, 1 MBA", number(4)),
            ("Approx 4", People::Number(Interval::exact(4).or_estimated(true), None)),
            ("Most of them", People::Silent(Reported::Unreadable("Most of them".to_owned()))),
        ] {
            assert_eq!(in_text(text, &known).people, people, "{text:?}");
        }
    }
}
