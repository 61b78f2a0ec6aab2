//! Qualifications listed with how many hold each, `2 DMS, 1 MBA` or `DMS 2, NVQ 4 x 1`, and
//! those named after a number of people.

use super::qualified::{Named, People, Qualified, studies};
use crate::model::Interval;
use crate::normalise::texts::lines::{bare, lines};
use crate::normalise::texts::number;
use crate::reference::{Qualifications, words};

/// Qualifications whose names end with a level: `NVQ 4` counts nobody.
pub(crate) const LEVELLED: [&str; 9] =
    ["nvq", "snvq", "svq", "gnvq", "ilm", "cmi", "level", "prince", "btec"];

/// A list in which every item is a number and a qualification: `2 DMS, 1 MBA`.
pub(crate) fn certificates(text: &str, known: &Qualifications) -> Option<Qualified> {
    let mut parts = counted_parts(text, known);
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
    // `1 MBA, 1 studying for a DMS`: who is not yet qualified holds nothing.
    if parts.len() > 1 {
        parts.retain(|part| !part.split('(').next().is_some_and(studies));
    }
    // `3 with NVQ 4` are three people.
    if parts.len() == 1 && words(text).get(1).is_some_and(|word| word == "with") {
        return None;
    }
    let mut named = Vec::new();
    let single = parts.len() == 1;
    for part in parts {
        let (count, name) = counted(&part, known).filter(|(_, name)| is_award(name, known))?;
        if single && known.find(&name).is_none() && !is_level(&name) {
            return None;
        }
        named.push(Named { name, count: Some(count) });
    }
    if named.is_empty() {
        return None;
    }
    let counts = named.iter().filter_map(|one| one.count).collect();
    Some(Qualified { people: People::Certificates(counts), named })
}

/// A qualification's name without the words for those who hold it: `people hold a DMS`.
fn bare_name(text: &str) -> &str {
    const HOLDING: [&str; 24] = [
        "with", "of", "whom", "which", "who", "hold", "holds", "holding", "have", "has", "having", "all",
        "both", "each", "are", "is", "people", "person", "managers", "officers", "staff", "a", "an", "x",
    ];
    let mut rest = text.trim();
    while let Some((first, after)) = rest.split_once(' ')
        && HOLDING.contains(&first.to_lowercase().as_str())
    {
        rest = after.trim_start();
    }
    rest
}

/// Whether a text names a qualification: one that is known, or an abbreviation as `DipHE` is one.
/// What it counts in brackets are others.
fn is_award(name: &str, known: &Qualifications) -> bool {
    let counts = name
        .split_once(['(', ':'])
        .is_some_and(|(_, rest)| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()))
        || name.contains(" x ") && counted_after(name, known).is_some();
    let first = name.split_whitespace().next().unwrap_or_default();
    let short = name.split_whitespace().count() <= 4;
    let abbreviated = || short && first.chars().filter(|c| c.is_uppercase()).count() > 1;
    let number = number::in_text(name).is_some_and(|number| number.rest.is_empty());
    !counts && !number && (known.find(name).is_some() || is_level(name) || abbreviated())
}

/// Whether a qualification is named by its level alone: `Level 5`, `ILM5`.
pub(crate) fn is_level(name: &str) -> bool {
    let head = name.trim_end_matches(|c: char| c.is_ascii_digit());
    head.len() < name.len() && words(head).last().is_some_and(|word| LEVELLED.contains(&word.as_str()))
}

/// The items of a list of certificates: between commas, semicolons and `+`, and between `and`,
/// `&`, `plus` and strokes where what follows is counted.
fn counted_parts(text: &str, known: &Qualifications) -> Vec<String> {
    const JOINED: [&str; 4] = [" and ", " & ", " plus ", "/"];
    let mut found: Vec<String> = Vec::new();
    for part in between_signs(text) {
        let mut rest = part.as_str();
        let next = |rest: &str| {
            let ends =
                JOINED.iter().flat_map(|by| rest.match_indices(by).map(|(at, by)| (at, at + by.len())));
            let counts = |(_, from): &(usize, usize)| {
                rest.get(*from..).is_some_and(|after| counted(after, known).is_some())
            };
            ends.filter(counts).min()
        };
        while let Some((at, from)) = next(rest) {
            found.extend(rest.get(..at).map(bare));
            rest = rest.get(from..).unwrap_or_default();
        }
        found.push(bare(rest));
    }
    found.retain(|part| !part.is_empty());
    found.iter().flat_map(|part| run_on(part, known)).collect()
}

/// `1 MSc 2 MBA`, `MBA 2 DMS 1`: items that only their numbers keep apart. What is no such list
/// stays whole.
fn run_on(part: &str, known: &Qualifications) -> Vec<String> {
    let told: Vec<&str> = part.split_whitespace().collect();
    // `NVQ 4` is one qualification.
    let mut levelled = false;
    let numbers: Vec<bool> = told
        .iter()
        .map(|word| {
            let number = !levelled && word.chars().all(|c| c.is_ascii_digit());
            levelled = words(word).last().is_some_and(|last| LEVELLED.contains(&last.as_str()));
            number
        })
        .collect();
    let first = numbers.first() == Some(&true);
    let mut items: Vec<String> = Vec::new();
    let mut before = false;
    for (word, number) in told.iter().zip(numbers) {
        let begins = if first { number } else { before };
        before = number;
        match items.last_mut().filter(|_| !begins) {
            Some(item) => {
                item.push(' ');
                item.push_str(word);
            }
            None => items.push((*word).to_owned()),
        }
    }
    let award = |item: &String| counted(item, known).is_some_and(|(_, name)| is_award(&name, known));
    if items.len() > 1 && items.iter().all(award) { items } else { vec![part.to_owned()] }
}

/// A part such as `2 DMS`, `2 x DMS`, `2 (DMS)`, `DMS x 2`, `DMS (2)`, `DMS: 2`, `DMS 2`.
fn counted(part: &str, known: &Qualifications) -> Option<(i64, String)> {
    let part = without_year(part.trim().trim_end_matches('.'));
    let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
    if !digits.is_empty() {
        let rest = part
            .get(digits.len()..)?
            .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{d7}' || c == '-' || c == '\u{2013}');
        let bracketed = || rest.strip_prefix('(')?.strip_suffix(')');
        let rest = bracketed()
            .or_else(|| rest.strip_prefix("x "))
            .or_else(|| rest.strip_prefix("X "))
            .unwrap_or(rest);
        // `3 of whom 2 hold an MBA` counts people first.
        let name = bare_name(rest);
        return name.starts_with(char::is_alphabetic).then(|| (digits.parse().unwrap_or(0), name.to_owned()));
    }
    if let Some(("a" | "an", name)) = part.split_once(' ')
        && is_award(name, known)
    {
        return Some((1, name.to_owned()));
    }
    if let Some((word, rest)) = part.split_once(' ')
        && let Some(number) = number::in_text(word).filter(|n| n.rest.is_empty()).and_then(|n| n.whole())
        && rest.starts_with(char::is_alphabetic)
    {
        return Some((number.lower, bare_name(rest).to_owned()));
    }
    counted_after(part, known)
}

/// A qualification without the year it was got in: `DMS (2004)`.
fn without_year(part: &str) -> &str {
    let parted = part.strip_suffix(')').and_then(|part| part.rsplit_once('('));
    let year =
        |text: &str| text.len() == 4 && text.parse::<u16>().is_ok_and(|year| (1950..2100).contains(&year));
    parted.filter(|(_, inside)| year(inside)).map_or(part, |(name, _)| name.trim_end())
}

/// A number after the qualification, with a sign between them or where it can be no level of it.
fn counted_after(part: &str, known: &Qualifications) -> Option<(i64, String)> {
    let end = part.trim_end_matches(|c: char| c == ')' || c.is_whitespace());
    let digits = end.len() - end.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let number: i64 = end.get(end.len() - digits..)?.parse().ok()?;
    let before = end.get(..end.len() - digits)?;
    let head = before.trim_end();
    let marked = head.ends_with(['(', ':', '-', '\u{2013}', '\u{d7}', '='])
        || head.ends_with(" x")
        || head.ends_with(" X");
    let name = head.trim_end_matches(|c: char| "(:-\u{2013}\u{d7}=".contains(c) || c.is_whitespace());
    let name = name.strip_suffix(" x").or_else(|| name.strip_suffix(" X")).unwrap_or(name).trim();
    // `DMS 1998` is a year.
    let apart = || {
        let last = words(name).pop().unwrap_or_default();
        let level = LEVELLED.contains(&last.as_str());
        digits < 4 && before.len() > head.len() && !level && is_award(name, known)
    };
    (!name.is_empty() && (marked || apart())).then(|| (number, name.to_owned()))
}

/// `4 - 1 CMS, 2 NVQ 5, 1 MBA`, `3 people: 2 DMS, 2 MBA`: so many people, and what they hold.
pub(crate) fn number_then_list(text: &str, known: &Qualifications) -> Option<Interval> {
    const PEOPLE: [&str; 7] = ["people", "person", "staff", "managers", "officers", "in", "total"];
    let (number, list) = text.split_once([':', '-', '\u{2013}', '='])?;
    let of_people =
        |number: &number::Number| number.rest.split_whitespace().all(|word| PEOPLE.contains(&word));
    let number = number::in_text(number).filter(of_people)?.whole()?;
    let listed = certificates(list, known)?;
    let most = listed.named.iter().filter_map(|one| one.count).max()?;
    // `2-3 DMS` is a range.
    (most <= number.upper).then_some(number)
}

/// The lines of a text, parted at commas, semicolons and `+`.
fn between_signs(text: &str) -> impl Iterator<Item = String> {
    let parted = |line: String| line.split([',', ';', '+']).map(str::to_owned).collect::<Vec<_>>();
    lines(text).into_iter().flat_map(parted)
}

/// What a cell is made of: lines, and parts between commas, semicolons, `+`, `and`.
pub(crate) fn parts(text: &str) -> Vec<String> {
    between_signs(text)
        .flat_map(|part| part.split(" and ").map(str::to_owned).collect::<Vec<_>>())
        .map(|part| bare(&part))
        .filter(|part| !part.is_empty())
        .collect()
}

/// The qualifications that a text names, one to a line or between commas.
pub(crate) fn names(text: &str, known: &Qualifications) -> Vec<Named> {
    let named = |part: &str| match counted(part, known) {
        Some((count, name)) => Named { name, count: Some(count) },
        None => Named { name: part.to_owned(), count: None },
    };
    parts(text).iter().filter(|part| known.find(part).is_some()).map(|part| named(part)).collect()
}

/// The qualifications named after the number: in brackets on the first line, and on
/// the lines below it.
pub(crate) fn names_after(text: &str, known: &Qualifications) -> Vec<Named> {
    let mut found = Vec::new();
    let mut lines = text.lines();
    let head = lines.next().unwrap_or("");
    let bracket = head.split_once(['(', ':', '\u{2013}', '-']).map_or("", |(_, rest)| rest);
    found.extend(names(bracket.trim_end_matches(')'), known));
    if found.is_empty() {
        let after: String = head.trim_start_matches(|c: char| !c.is_alphabetic()).to_owned();
        if !after.is_empty() && known.find(&after).is_some() && bracket.is_empty() {
            let bare = bare_name(&after);
            let (count, name) =
                counted(bare, known).map_or((None, bare.to_owned()), |(n, name)| (Some(n), name));
            found.push(Named { name, count });
        }
    }
    for line in lines {
        let line = bare(line);
        let told = words(&line);
        let is_heading =
            told.len() <= 2 && told.first().is_some_and(|word| word.starts_with("qualification"));
        if !line.is_empty() && !is_heading {
            found.push(match counted(&line, known).filter(|(_, name)| known.find(name).is_some()) {
                Some((count, name)) => Named { name, count: Some(count) },
                None => Named { name: line, count: None },
            });
        }
    }
    found
}

/// The qualification that a heading ends with: `Management qualification: degree`.
pub(crate) fn kind_named<'a>(heading: &'a str, known: &Qualifications) -> &'a str {
    let parted = heading.split_once([':', '-', '\u{2013}', '(']);
    let kind = parted.map(|(_, kind)| kind.trim().trim_end_matches(')'));
    kind.filter(|kind| !known.only_names(heading) && known.only_names(kind)).unwrap_or(heading)
}
