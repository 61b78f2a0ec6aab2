//! How many people an audience says: `6 managers`, `Managers (10)`. A number that names
//! something (`Cohort 2`, `PO4`, `in 2 departments`) or only bounds the people counts nobody.

use super::pricing::MOST_PEOPLE;
use crate::model::Interval;
use crate::normalise::texts::number::{self, ESTIMATES, TENS, UNITS};
use crate::reference::words;

/// Words beside which a number is a grade, a tier, a time or a bound.
const OTHER: [&str; 25] = [
    "tier", "level", "grade", "band", "nvq", "year", "phase", "group", "t", "scp", "so", "po", "over",
    "above", "under", "below", "day", "scale", "salary", "point", "each", "every", "per", "half", "part",
];

/// What is counted that is nobody: `2 departments`.
const THINGS: [&str; 26] = [
    "department",
    "directorate",
    "service",
    "section",
    "division",
    "unit",
    "team",
    "office",
    "site",
    "depot",
    "location",
    "building",
    "school",
    "authority",
    "authoritie",
    "council",
    "district",
    "partner",
    "course",
    "session",
    "cohort",
    "module",
    "week",
    "month",
    "hour",
    "percent",
];

/// How many people an audience says, all groups together: `10 team leaders and 2 managers`.
pub(crate) fn in_audience(audience: &str) -> Option<Interval> {
    let audience = without_sessions(audience);
    let parts: Vec<&str> = audience
        .split([',', ';', '+', '&', '\n'])
        .flat_map(|part| part.split(" and "))
        .filter(|part| !part.trim().is_empty())
        .collect();
    let begins = |part: &&str| words(part).first().is_some_and(|word| is_number(word));
    if parts.len() > 1 && parts.iter().all(begins) {
        let each: Option<Vec<Interval>> = parts.iter().map(|part| in_group(part)).collect();
        return each.map(|each| each.into_iter().fold(Interval::exact(0), Interval::plus));
    }
    in_group(audience)
}

/// `20 managers over 2 sessions` without its sessions.
fn without_sessions(audience: &str) -> &str {
    let lower = audience.to_lowercase();
    let cut = [" over ", " in ", " across ", " at "].iter().find_map(|by| {
        let at = lower.rfind(by)?;
        let told = words(lower.get(at + by.len()..)?);
        let [number, noun] = told.as_slice() else { return None };
        (is_number(number)
            && ["session", "course", "day", "event", "workshop", "sitting"].contains(&noun.as_str()))
        .then_some(at)
    });
    cut.and_then(|at| audience.get(..at)).unwrap_or(audience)
}

/// How many people of one group an audience says.
fn in_group(audience: &str) -> Option<Interval> {
    let told = words(audience);
    // `Group 3` is named, and `Group of 3 managers` counted.
    let counted_group = told.windows(2).any(|pair| pair == ["group", "of"]);
    let named = |word: &String| {
        let other = OTHER.contains(&word.as_str()) && !(counted_group && word == "group");
        is_ordinal(word) || is_code(word) || other
    };
    if told.is_empty() || told.iter().any(named) {
        return None;
    }
    let counted = told.iter().any(|word| word.chars().all(char::is_alphabetic));
    let found = number::in_text(audience)?.whole().filter(|_| counted && counts_people(audience))?;
    let in_year = (1950..2050).contains(&found.lower);
    ((1..=MOST_PEOPLE).contains(&found.lower) && !in_year).then_some(found)
}

/// `3rd`.
fn is_ordinal(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) && word.ends_with(|c: char| c.is_alphabetic())
}

/// `PO4`, `M3`: a grade; but `c10` is about ten, and `x5` five times.
fn is_code(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() && c != 'c' && c != 'x')
        && word.ends_with(|c: char| c.is_ascii_digit())
}

/// Whether what stands before and after the number lets it count people.
fn counts_people(audience: &str) -> bool {
    let is_break = |c: char| "(),;:/\n\u{2013}\u{2014}".contains(c);
    let clauses = audience.split(is_break).flat_map(|part| part.split(" - "));
    let told = clauses.map(words).find(|told| told.iter().any(|word| is_number(word)));
    let Some(told) = told else { return true };
    let Some(first) = told.iter().position(|word| is_number(word)) else { return true };
    let last = told.iter().rposition(|word| is_number(word)).unwrap_or(first);
    let (before, after) = (told.get(..first).unwrap_or_default(), told.get(last + 1..).unwrap_or_default());
    is_counted_after(before, audience) && !counts_things(after)
}

fn is_number(word: &str) -> bool {
    let digits = word.trim_start_matches(['c', 'x']);
    !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
        || UNITS.contains(&word)
        || TENS.contains(&word)
}

/// Whether a number may count people behind these words: `All 14`, `Team of 6`, `Managers 8`; but
/// not `Depot 1`, `at 3`, `up to 10` or `half of the 30`.
fn is_counted_after(before: &[String], audience: &str) -> bool {
    const LEAD: [&str; 10] = ["all", "top", "for", "our", "x", "no", "total", "some", "between", "attended"];
    const SETS: [&str; 9] = ["group", "team", "total", "cohort", "party", "panel", "board", "intake", "set"];
    let before: Vec<&str> =
        before.iter().map(String::as_str).filter(|word| !ESTIMATES.contains(word)).collect();
    match before.as_slice() {
        [] | ["the"] => true,
        [.., set, "of"] => SETS.contains(set),
        [.., lead, "the"] => LEAD.contains(lead),
        [.., last] => LEAD.contains(last) || is_plural(last, audience),
    }
}

/// Whether a word of a text stands there in the plural, and is not of things.
fn is_plural(word: &str, text: &str) -> bool {
    let whole = |one: &str| {
        let one = one.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        one.strip_suffix('s') == Some(word)
    };
    matches!(word, "people" | "staff")
        || !THINGS.contains(&word) && text.split(char::is_whitespace).any(whole)
}

/// Whether the noun behind a number names things: `2 departments`, but not `6 service managers`.
fn counts_things(after: &[String]) -> bool {
    const ENDS: [&str; 10] = ["in", "of", "from", "at", "on", "with", "who", "and", "to", "for"];
    let noun = after.iter().take_while(|word| !ENDS.contains(&word.as_str())).last();
    noun.is_some_and(|word| THINGS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn audiences_count_people_only() {
        for (text, number) in [
            ("6 managers", Some(6)),
            ("Managers (10)", Some(10)),
            ("Managers - 8", Some(8)),
            ("Managers: 8", Some(8)),
            ("Twelve supervisors", Some(12)),
            ("6 service managers in Housing", Some(6)),
            ("All 14 heads of service", Some(14)),
            ("Management team of 6", Some(6)),
            ("Group of 13 managers", Some(13)),
            ("Group 3 managers", None),
            ("c.10 staff", Some(10)),
            ("Section heads x 5", Some(5)),
            ("Supervisors x5", Some(5)),
            ("10-12 managers", Some(10)),
            ("for the 6 new heads", Some(6)),
            ("10 team leaders and 2 managers", Some(12)),
            ("2 directors, 6 heads", Some(8)),
            ("20 managers over 2 sessions", Some(20)),
            ("Tier 4", None),
            ("Managers appointed since 2004", None),
            ("New managers, 2005 intake", None),
            ("3rd tier managers", None),
            ("Heads of Service", None),
            ("Officers (SO2)", None),
            ("Supervisors in 3 depots", None),
            ("Officers (4 sites)", None),
            ("Cohort 2 supervisors", None),
            ("Building 7 staff", None),
            ("Half of the 30 officers", None),
            ("Up to 10 supervisors", None),
            ("Staff under 30", None),
            ("One from each section", None),
        ] {
            assert_eq!(in_audience(text).map(|n| n.lower), number, "{text}");
        }
    }
}
