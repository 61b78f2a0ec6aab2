//! What a cost is stated for: each person, day, year or something else.

use super::number::UNITS;
use crate::model::CostBasis;
use crate::reference::words;

/// What a cost may be for each of, besides people and days.
const SPANS: [&str; 14] = [
    "session",
    "sessions",
    "module",
    "modules",
    "course",
    "courses",
    "event",
    "events",
    "workshop",
    "workshops",
    "hour",
    "hours",
    "programme",
    "programmes",
];

/// The rate that a text states: for each person or each day.
pub(crate) fn rate(joined: &str, text: &str) -> Option<CostBasis> {
    const HEAD: [&str; 23] = [
        "each",
        "per head",
        "pp",
        "per person",
        "p p",
        "a head",
        "per delegate",
        "per place",
        "per attendee",
        "per participant",
        "per manager",
        "per employee",
        "per candidate",
        "per student",
        "per officer",
        "ph",
        "per capita",
        "a person",
        "per member of staff",
        "a place",
        "per learner",
        "ea",
        "apiece",
    ];
    const DAY: [&str; 9] =
        ["per day", "a day", "each day", "every day", "daily", "per diem", "day rate", "pd", "p d"];
    let lower = text.to_lowercase();
    let times = lower.split_once('@').map(|(before, _)| before.trim_end()).or_else(|| counted_at(&lower));
    let spans = |list: &[&str]| times.is_some_and(|before| list.iter().any(|span| before.ends_with(span)));
    if holds(joined, &DAY) || per_whose_day(joined) || lower.contains("/day") || spans(&["day", "days"]) {
        return Some(CostBasis::PerDay);
    }
    let glued = lower
        .split(|c: char| c.is_whitespace() || c == '(' || c == ')')
        .any(|part| part.strip_suffix("pp").is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit())));
    let each = joined.replace("each year", "").replace("each yr", "");
    let of_spans = SPANS.iter().any(|span| holds(joined, &[&format!("each {span}")]));
    (holds(&each, &HEAD) && !of_spans
        || glued
        || lower.contains("/head")
        || lower.contains("/person")
        || lower.contains("p/p")
        || times.is_some() && !spans(&SPANS))
    .then_some(CostBasis::PerHead)
}

/// `per trainer day`, `per full day`: a day of somebody or something.
fn per_whose_day(joined: &str) -> bool {
    after_per(joined).any(|(_, mut said)| {
        let whose = said.next();
        whose.is_some_and(|word| word != "half") && said.next().is_some_and(|word| word == "day")
    })
}

/// Where a text says `per`: the word before, and those after it.
fn after_per(joined: &str) -> impl Iterator<Item = (Option<&str>, std::str::Split<'_, char>)> {
    joined.match_indices("per ").filter_map(|(at, per)| {
        let before = joined.get(..at).filter(|text| text.is_empty() || text.ends_with(' '))?;
        let after = joined.get(at + per.len()..)?.split(' ');
        Some((before.trim_end().rsplit(' ').next(), after))
    })
}

/// Whether it is said to be for all together.
pub(crate) fn is_whole(joined: &str) -> bool {
    holds(
        joined,
        &["total", "in all", "altogether", "all in", "lump sum", "flat fee", "fixed fee", "for all"],
    )
}

/// Whether it is for each year.
pub(crate) fn per_year(joined: &str) -> bool {
    holds(
        joined,
        &[
            "per annum",
            "p a",
            "pa",
            "per year",
            "a year",
            "annually",
            "yearly",
            "each year",
            "every year",
            "per yr",
        ],
    )
}

/// Whether it is for each of something else, such as a session: whatever stands behind `per`, but
/// for papers (`as per contract`) and `per cent`.
pub(crate) fn per_other(joined: &str) -> bool {
    const PAPERS: [&str; 8] =
        ["cent", "invoice", "contract", "agreement", "quote", "quotation", "order", "attached"];
    let each = |(before, mut said): (Option<&str>, std::str::Split<'_, char>)| {
        before != Some("as") && said.next().is_some_and(|word| !PAPERS.contains(&word))
    };
    after_per(joined).any(each)
        || SPANS.iter().any(|span| holds(joined, &[&format!("each {span}"), &format!("every {span}")]))
        || holds(
            joined,
            &[
                "a course",
                "an event",
                "a programme",
                "a session",
                "a module",
                "a workshop",
                "a month",
                "an hour",
                "a week",
                "a time",
            ],
        )
}

/// `6 x £150`, `£150 x6` without a word for the rate.
pub(crate) fn multiplied(text: &str, joined: &str) -> bool {
    let lower = text.to_lowercase();
    let times =
        |word: &str| word.strip_prefix('x').is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()));
    joined.split(' ').any(times)
        || lower.contains('@')
        || counted_at(&lower).is_some()
        || lower.contains('\u{d7}')
        || lower.contains(" x\u{a3}")
}

/// What is counted before `at` and its price: `6 places at £150`, `two days at £450`; but not
/// `Level 3 course at £150`, nor what is said to be for all together.
fn counted_at(lower: &str) -> Option<&str> {
    let (before, _) = lower.split_once(" at \u{a3}")?;
    let mut said = before.split([' ', '(']).rev();
    let (noun, number) = (said.next()?, said.next()?);
    let digits = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    let counted = digits || UNITS.iter().skip(1).take(12).any(|unit| *unit == number);
    let many = noun.ends_with('s') || matches!(noun, "people" | "staff") || matches!(number, "1" | "one");
    // `£1,100 (2 days at £550)` states the total before.
    let whole = before.contains('\u{a3}') || is_whole(&words(lower).join(" "));
    (counted && many && !whole).then_some(before)
}

/// Whether it is for each person and each day.
pub(crate) fn rate_of_both(joined: &str) -> bool {
    const HEAD: [&str; 5] = ["per person", "per head", "per delegate", "each", "pp"];
    holds(joined, &HEAD)
        && holds(joined, &["per day", "a day", "daily", "each day"])
        && !holds(joined, &["each day"])
}

/// Whether one of the phrases stands in a text of plain words.
fn holds(joined: &str, phrases: &[&str]) -> bool {
    let parted = |(at, phrase): (usize, &str)| {
        let (before, after) = (joined.get(..at), joined.get(at + phrase.len()..));
        before.is_some_and(|text| text.is_empty() || text.ends_with(' '))
            && after.is_some_and(|text| text.is_empty() || text.starts_with(' '))
    };
    phrases.iter().any(|phrase| joined.match_indices(phrase).any(parted))
}
