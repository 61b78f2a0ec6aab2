//! How many people hold a management qualification: a number, a share, a list of
//! certificates, or names alone.

use super::certificates::{LEVELLED, certificates, is_level, names, names_after, number_then_list, parts};
use crate::model::{CellValue, Interval, Reported};
use crate::normalise::texts::lines::lines;
use crate::normalise::texts::number;
use crate::normalise::texts::silence::{Silence, silence};
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
    /// So many parts of the posts: `two thirds`.
    Fraction(i64, i64),
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

/// `Only 1`, `Just one`: so many.
fn without_only(text: &str) -> &str {
    let lead = |word: &&&str| text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let rest = ["only ", "just "].iter().find(lead).and_then(|word| text.get(word.len()..));
    rest.filter(|rest| number::in_text(rest).is_some()).unwrap_or(text)
}

fn in_text(text: &str, known: &Qualifications) -> Qualified {
    let only = |people| Qualified { people, named: Vec::new() };
    let text = without_only(text.trim());
    match silence(text) {
        Some(Silence::NoAnswer) => return only(People::Silent(Reported::NoAnswer)),
        Some(Silence::NotApplicable) => return only(People::Silent(Reported::NotApplicable)),
        Some(Silence::NotAvailable) => return only(People::Silent(Reported::NotAvailable)),
        Some(Silence::Zero) => return only(People::Number(Interval::exact(0), None)),
        None => {}
    }
    if let Some(number) = after_yes(text, known) {
        return in_text(number, known);
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
    if let Some((number, of)) = number_of(head, known) {
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
    if let Some(number) = number_then_list(text, known).or_else(|| leading_number(text, known)) {
        return Qualified { people: People::Number(number, None), named: names_after(text, known) };
    }
    if let Some(flag) = flag(text) {
        return Qualified { people: People::Flag(flag), named: names_after(text, known) };
    }
    let named = names(text, known);
    // `1 MBA, DMS`: of some it is said how many, of others not.
    let counted = named.iter().any(|one| one.count.is_some());
    if !named.is_empty() && !counted && named.len() == parts(text).len() {
        return Qualified { people: People::Names(named.len()), named };
    }
    Qualified { people: People::Silent(Reported::Unreadable(text.to_owned())), named }
}

/// The number that follows a yes: `Yes - 5`, `Yes (3 of 4)`; no year, and nothing in words.
fn after_yes<'a>(text: &'a str, known: &Qualifications) -> Option<&'a str> {
    let text = text.trim();
    let head = text.get(..3).filter(|head| head.eq_ignore_ascii_case("yes"))?;
    let rest = text.get(head.len()..)?.trim_start();
    let rest = rest.strip_prefix(['-', '\u{2013}', ',', ':', ';', '('])?.trim();
    let rest = rest.strip_suffix(')').unwrap_or(rest).trim();
    let alone = rest.len() < 4 && rest.parse::<u16>().is_ok();
    (alone || number_of(rest, known).is_some()).then_some(rest)
}

/// `None (2 working towards a DMS)`, `None, but 2 are studying`: what follows is of people not
/// yet qualified.
fn begins_none(text: &str) -> bool {
    // `None of the 5`, `Neither`.
    let told = words(text);
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    if matches!(told.as_slice(), ["neither"])
        || matches!(told.as_slice(), ["none" | "neither" | "nobody", "of", rest @ ..] if rest.len() < 4)
    {
        return true;
    }
    let parts = text.split_once(['(', ',', ';', '-', '\u{2013}']).or_else(|| text.split_once(" but "));
    parts.is_some_and(|(head, rest)| silence(head) == Some(Silence::Zero) && studies(rest))
}

/// `5 studying for a DMS`: so many are not yet qualified, and how many are is not said.
fn only_studying(text: &str) -> bool {
    let joined = [" and ", " plus "].iter().any(|by| text.contains(by));
    let alone = !text.contains(['(', ',', ';', '+', '&', '\n', '/']) && !joined;
    let parts = parts(text);
    studies(text) && (alone || parts.len() > 1 && parts.iter().all(|part| studies(part)))
}

/// Whether a text is of people who do not yet hold the qualification that it names.
pub(super) fn studies(text: &str) -> bool {
    const STILL: [&str; 6] = ["progres", "studying", "undertaking", "toward", "enrolled", "pursuing"];
    let told = words(text);
    let partly = told.windows(2).any(|pair| match pair {
        [part, done] => {
            matches!(part.as_str(), "part" | "partly")
                && (done.starts_with("qualif") || done.starts_with("complet"))
        }
        _ => false,
    });
    // `currently on the DMS course`
    let on_course = told.windows(2).any(|pair| matches!(pair, [now, on] if now == "currently" && on == "on"));
    partly || on_course || told.iter().any(|word| STILL.iter().any(|still| word.starts_with(still)))
}

/// `All`, `Both`, `60%`, `Half`.
fn share(text: &str) -> Option<People> {
    let told = words(text);
    let first = told.first().map(String::as_str)?;
    let numbers = told.iter().filter(|word| word.chars().all(|c| c.is_ascii_digit())).count();
    if matches!(first, "all" | "both" | "everyone") && numbers <= 1 && told.len() <= 8 {
        let apart = |word: &String| {
            ["but", "except", "bar", "minus", "less", "save", "excluding", "apart"].contains(&word.as_str())
        };
        if let [_, but, number] = told.as_slice()
            && apart(but)
        {
            return number::in_text(number)?.whole().map(|apart| People::AllBut(apart.lower));
        }
        let denied = told.iter().any(|word| apart(word) || word == "not");
        // Both are two of two, so more posts speak against it.
        let people = match first {
            "both" => People::Number(Interval::exact(2), Some(2)),
            _ => People::Share(10_000),
        };
        return (!denied).then_some(people);
    }
    if first == "half" && told.len() <= 4 {
        return Some(People::Share(5_000));
    }
    if let Some((parts, whole)) = number::fraction(text) {
        return Some(People::Fraction(parts, whole));
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
fn number_of(head: &str, known: &Qualifications) -> Option<(i64, i64)> {
    let lower = head.to_lowercase();
    let (first, second) = ["out of the", "out of", "of the", " of ", "/"]
        .iter()
        .find_map(|between| lower.split_once(between))?;
    // `2 DMS / 1 MBA` counts certificates.
    if known.find(first).is_some() {
        return None;
    }
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

/// The number of people that a text begins with, other numbers being parts of
/// qualifications' names, or of a list in brackets after it.
fn leading_number(text: &str, known: &Qualifications) -> Option<Interval> {
    let (head, below) = text.split_once('\n').unwrap_or((text, ""));
    let head = head.trim();
    let first = head.split_whitespace().next()?;
    if number::is_bound(head) || is_level(first) {
        return None;
    }
    // `2 DMS`, and `3 Other awards` on the next line.
    let award = |text: &str| known.find(text).is_some();
    if award(head) && below.lines().any(counts_more) {
        return None;
    }
    let before = head.split(['(', ':', '\u{2013}', ',', ';']).next()?.trim();
    let rest = head.get(before.len()..).unwrap_or("");
    // `1 MBA, DMS`: how many hold the second is not said.
    if award(before) && rest.starts_with([',', ';']) && award(rest) {
        return None;
    }
    if let Some(number) = number::in_text(head) {
        let starts = head.starts_with(|c: char| c.is_ascii_digit() || c == '~')
            || number::in_text(first).is_some()
            || number.hundredths.estimated
            || number.rest.is_empty();
        return if starts { number.whole() } else { None };
    }
    let cut = if before.len() < head.len() { before } else { first };
    let rest = head.get(cut.len()..).unwrap_or("");
    if is_level(cut) || counts_more(rest) || number::begins_fraction(head) {
        return None;
    }
    number::in_text(cut)?.whole()
}

/// Whether what follows a number counts others besides: a level, a year, what stands in brackets
/// and those still studying do not.
fn counts_more(rest: &str) -> bool {
    let open = rest.split_once('(').map_or(rest, |(open, _)| open);
    let lower = open.trim_start_matches([',', ';', ' ']).to_lowercase();
    if ["of which", "of whom", "incl"].iter().any(|part| lower.starts_with(part)) {
        return false;
    }
    let mut levelled = false;
    let mut more = 0;
    for word in lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let number = word.len() < 4 && word.chars().all(|c| c.is_ascii_digit())
            || number::UNITS.iter().skip(2).any(|unit| *unit == word);
        more += usize::from(number && !levelled);
        levelled = LEVELLED.contains(&word);
    }
    more > usize::from(studies(rest))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_told_from_certificates() {
        let known = Qualifications::parse(include_str!("../../../reference/qualifications.csv")).unwrap();
        let number = |n| People::Number(Interval::exact(n), None);
        for (text, people) in [
            ("5 (Five)\n\nQualifications:\n\nDMS", number(5)),
            ("3 (2 DMS, 1 MBA)", number(3)),
            ("2 DMS, 1 MBA", People::Certificates(vec![2, 1])),
            ("2 x DMS; MBA x 1", People::Certificates(vec![2, 1])),
            ("3 MBA, 2 DMS, rest none", People::Certificates(vec![3, 2])),
            ("3 NVQ Level 4", People::Certificates(vec![3])),
            ("3 - MBA x 2, DMS x 1", number(3)),
            ("2 MBAs and a DMS", People::Certificates(vec![2, 1])),
            ("1 - ILM Level 5 (2004)", People::Certificates(vec![1])),
            ("None of the 5", number(0)),
            ("Neither", number(0)),
            ("2 part-qualified", People::Silent(Reported::Unreadable("2 part-qualified".to_owned()))),
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
            ("DMS 3, MBA 2", People::Certificates(vec![3, 2])),
            ("NVQ Level 4 5\nDMS 2", People::Certificates(vec![5, 2])),
            ("DMS, NVQ 4", People::Names(2)),
            ("1 DipHE, 2 NVQ 4", People::Certificates(vec![1, 2])),
            ("3 NEBS & 2 DMS", People::Certificates(vec![3, 2])),
            ("3 with DipHE and 1 with HNC", People::Certificates(vec![3, 1])),
            ("3 (DMS), 1 (MBA)", People::Certificates(vec![3, 1])),
            ("2 DMS / 1 MBA", People::Certificates(vec![2, 1])),
            ("2 ILM Leadership & Management, 1 DMS", People::Certificates(vec![2, 1])),
            ("4 people (2 NVQ4; 2 DMS)", number(4)),
            ("5 - DMS (3), NVQ 4 (2)", number(5)),
            ("None, but 2 are studying", number(0)),
            ("4 - 1 CMS, 2 x NVQ 5, 1 MBA", number(4)),
            ("2 MBA\n3 Cert Mgt", People::Certificates(vec![2, 3])),
            ("4 MSc 1 DMS", People::Certificates(vec![4, 1])),
            ("MSc 4 NVQ 4 1", People::Certificates(vec![4, 1])),
            ("2 Level 5, 1 Level 3", People::Certificates(vec![2, 1])),
            ("Level 4 (3)", People::Certificates(vec![3])),
            ("4 staff: 3 DMS, 2 MBA", number(4)),
            ("\n7", number(7)),
            ("NVQ4", People::Names(1)),
            ("A quarter", People::Fraction(1, 4)),
            ("3 or more", People::Silent(Reported::Unreadable("3 or more".to_owned()))),
            ("2 DMS, CMS", People::Silent(Reported::Unreadable("2 DMS, CMS".to_owned()))),
            (
                "2 DMS, 3 in-house awards",
                People::Silent(Reported::Unreadable("2 DMS, 3 in-house awards".to_owned())),
            ),
            ("Approx 4", People::Number(Interval::exact(4).or_estimated(true), None)),
            ("Most of them", People::Silent(Reported::Unreadable("Most of them".to_owned()))),
        ] {
            assert_eq!(in_text(text, &known).people, people, "{text:?}");
        }
    }
    #[test]
    fn who_still_studies_holds_nothing() {
        let known = Qualifications::parse(include_str!("../../../reference/qualifications.csv")).unwrap();
        let number = |n| People::Number(Interval::exact(n), None);
        let unreadable = |text: &str| People::Silent(Reported::Unreadable(text.to_owned()));
        for (text, people) in [
            ("3 plus 2 studying", number(3)),
            ("Both have an MBA", People::Number(Interval::exact(2), Some(2))),
            ("3, of whom 2 hold an MBA", number(3)),
            ("1 MBA; 1 DMS part completed", People::Certificates(vec![1])),
            ("2 DMS, 1 studying for an MBA", People::Certificates(vec![2])),
            (
                "2 studying for a DMS, 1 MBA in progress",
                unreadable("2 studying for a DMS, 1 MBA in progress"),
            ),
        ] {
            assert_eq!(in_text(text, &known).people, people, "{text:?}");
        }
    }
}
