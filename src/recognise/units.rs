//! Units that a heading or a note says of the figures below it: thousands of pounds, minutes.

use crate::reference::words;

/// Words before `thousand` that make a sum of it.
const NUMBERS: [&str; 16] = [
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty",
    "forty", "fifty", "hundred",
];

/// `£000s`, `£'000`, `£k`, `thousands of pounds`; a sum such as `£20,000` or `£20k` is no unit.
pub(crate) fn says_thousands(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends_sum = |before: &str| {
        let before = before.trim_end_matches([' ', ',', '.', '\'', '\u{2019}', '\u{2018}', '(', '-']);
        before.ends_with(|c: char| c.is_ascii_digit())
    };
    let alone = |(at, unit): (usize, &str)| {
        let after = lower.get(at + unit.len()..).unwrap_or("");
        let after = if unit == "000" { after } else { after.trim_start_matches('s') };
        let before = lower.get(..at).unwrap_or("");
        !ends_sum(before)
            && !before.ends_with(char::is_alphabetic)
            && !after.trim_start_matches([',', '.']).starts_with(|c: char| c.is_ascii_digit())
            && (unit == "000" || !after.starts_with(char::is_alphanumeric))
    };
    let counted = |(at, _): (usize, &str)| {
        let told = words(lower.get(..at).unwrap_or(""));
        told.last().is_some_and(|word| NUMBERS.contains(&word.as_str()))
    };
    lower.match_indices("000").any(alone)
        || lower.match_indices('k').any(alone)
        || lower.match_indices("thousand").any(|found| alone(found) && !counted(found))
}

/// Whether a text says thousands, and of pounds.
pub(crate) fn says_thousands_of_pounds(text: &str, told: &[String]) -> bool {
    let pounds = text.contains('\u{a3}') || told.iter().any(|word| word == "pound");
    pounds && says_thousands(text)
}

/// Whether a text is a note of the unit of costs, and no more: `£'000`, `(Costs in £k)`.
pub(super) fn is_unit_note(text: &str, told: &[String]) -> bool {
    const SAYS: [&str; 20] = [
        "cost",
        "price",
        "figure",
        "amount",
        "all",
        "in",
        "are",
        "is",
        "shown",
        "given",
        "stated",
        "quoted",
        "expressed",
        "nb",
        "note",
        "the",
        "of",
        "pound",
        "to",
        "nearest",
    ];
    let unit = |word: &str| matches!(word, "k" | "000" | "000s" | "thousand" | "1000" | "1000s" | "ks");
    told.len() <= 8
        && told.iter().all(|word| SAYS.contains(&word.as_str()) || unit(word))
        && says_thousands_of_pounds(text, told)
}

/// Whether a heading asks for minutes: `Length of session (mins)`.
pub(crate) fn says_minutes(heading: &str) -> bool {
    let told = words(heading);
    let says = |list: &[&str]| told.iter().any(|word| list.contains(&word.as_str()));
    says(&["min", "minute"]) && !says(&["hour", "hr"])
}
