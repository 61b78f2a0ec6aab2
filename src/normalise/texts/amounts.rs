//! Amounts of money in a text: where they stand, what they come to in pence, and
//! whether a number is an amount at all or counts people or days.

use super::number::{ESTIMATES, TENS, UNITS};
use crate::reference::words;

/// An amount in a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    pub(crate) pence: i64,
    pub(crate) pound_sign: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Whether an amount without a pound sign is followed by what it counts.
pub(crate) fn counts_things(text: &str, amount: &Amount) -> bool {
    let after = text.get(amount.end..).unwrap_or("").trim_start().to_lowercase();
    [
        "day",
        "people",
        "manager",
        "delegate",
        "place",
        "attend",
        "head",
        "year",
        "person",
        "staff",
        "session",
        "participant",
        "officer",
        "x ",
        "@",
    ]
    .iter()
    .any(|thing| after.starts_with(thing))
        || text.get(..amount.start).unwrap_or("").trim_end().to_lowercase().ends_with(['x', '\u{d7}'])
}

/// Whether numbers without a pound sign can be amounts: nothing else but words that
/// go with money.
pub(crate) fn is_bare_amount(text: &str, found: &[Amount]) -> bool {
    let rest: String = text
        .char_indices()
        .filter(|(place, _)| !found.iter().any(|a| (a.start..a.end).contains(place)))
        .map(|(_, c)| c)
        .collect();
    let allowed = [
        "pound",
        "gbp",
        "total",
        "each",
        "per",
        "head",
        "pp",
        "person",
        "day",
        "delegate",
        "place",
        "vat",
        "plu",
        "ex",
        "excl",
        "inc",
        "incl",
        "net",
        "x",
        "to",
        "and",
        "between",
        "in",
        "all",
        "k",
        "attendee",
        "for",
        "annum",
        "people",
        "a",
        "of",
        "manager",
        "year",
        "cost",
        "participant",
        "session",
        "course",
    ];
    words(&rest).iter().all(|word| {
        let word = word.as_str();
        allowed.contains(&word) || ESTIMATES.contains(&word)
    })
}

/// All numbers of a text that may be amounts, with `k` and `thousand` worked in.
pub(crate) fn amounts(text: &str) -> Vec<Amount> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut place = 0;
    while place < bytes.len() {
        if !bytes.get(place).is_some_and(u8::is_ascii_digit) {
            place += 1;
            continue;
        }
        let start = place;
        let (digits, part) = number_from(text, &mut place);
        let before = text.get(..start).unwrap_or("").trim_end();
        let after = text.get(place..).unwrap_or("");
        let trimmed = after.trim_start().to_lowercase();
        let thousand = (after.starts_with(['k', 'K'])
            && !after.chars().nth(1).is_some_and(char::is_alphabetic))
            || trimmed.starts_with("thousand")
            || trimmed.starts_with("grand");
        // `£12.00p` are pounds.
        let pence_only = !(part.len() == 2 && before.ends_with('\u{a3}'))
            && after.starts_with('p')
            && !after.get(1..).is_some_and(|rest| rest.starts_with(char::is_alphabetic))
            || trimmed.starts_with("pence");
        // `£1.5m`
        let million = before.ends_with('\u{a3}')
            && (after.starts_with(['m', 'M']) && !after.chars().nth(1).is_some_and(char::is_alphabetic)
                || trimmed.starts_with("million"));
        let exponent = match (million, thousand, pence_only) {
            (true, ..) => 8,
            (_, true, _) => 5,
            (_, _, true) => 0,
            _ => 2,
        };
        let scaled: String = part.chars().chain("00000000".chars()).take(exponent).collect();
        if after.starts_with(['k', 'K', 'm', 'M']) && (thousand || million) {
            place += 1;
        }
        // `1.200` may be a thousand or a pound.
        let unclear = part.len() == 3 && !thousand && !million;
        if let Ok(pence) = format!("{digits}{scaled}").parse::<i64>()
            && digits.len() <= 10
            && !unclear
        {
            let pound_sign = before.ends_with(['\u{a3}', '#'])
                || trimmed.starts_with("gbp")
                || trimmed.starts_with("pounds")
                || thousand
                || pence_only
                || before.to_lowercase().ends_with("gbp");
            found.push(Amount { pence, pound_sign, start, end: place });
        }
    }
    found
}

/// The digits of a number before and after its point, from a place on, which is moved behind it.
fn number_from(text: &str, place: &mut usize) -> (String, String) {
    let bytes = text.as_bytes();
    let start = *place;
    let mut digits = String::new();
    let mut decimals: Option<String> = None;
    while let Some(byte) = bytes.get(*place) {
        let next_digit = bytes.get(*place + 1).is_some_and(u8::is_ascii_digit);
        match (byte, &mut decimals) {
            (b'0'..=b'9', None) => digits.push(char::from(*byte)),
            (b'0'..=b'9', Some(part)) => part.push(char::from(*byte)),
            (b',', None) if next_digit => {}
            // `£3 000`
            (b' ', None)
                if digits.len() <= 3
                    && text.get(..start).unwrap_or("").trim_end().ends_with('\u{a3}')
                    && groups_thousands(bytes, *place + 1) => {}
            (b'.', None) if next_digit => decimals = Some(String::new()),
            _ => break,
        }
        *place += 1;
    }
    (digits, decimals.unwrap_or_default())
}

/// An amount all in words: `One thousand two hundred pounds`.
pub(crate) fn pounds_in_words(told: &[String]) -> Option<i64> {
    let (last, number) = told.split_last()?;
    if last != "pound" || number.is_empty() {
        return None;
    }
    let place = |list: &[&str], word: &str| list.iter().position(|one| *one == word);
    let (mut thousands, mut rest) = (0, 0);
    for word in number {
        match (word.as_str(), place(&UNITS, word), place(&TENS, word)) {
            (_, Some(unit), _) => rest += i64::try_from(unit).ok()?,
            (_, _, Some(ten)) => rest += i64::try_from(ten + 2).ok()? * 10,
            ("hundred", ..) => rest *= 100,
            ("thousand", ..) => (thousands, rest) = (rest * 1000, 0),
            ("and" | "a", ..) => {}
            _ => return None,
        }
    }
    Some(thousands + rest).filter(|pounds| *pounds > 0)
}

/// Whether three digits and no more stand there.
fn groups_thousands(bytes: &[u8], from: usize) -> bool {
    (from..from + 3).all(|place| bytes.get(place).is_some_and(u8::is_ascii_digit))
        && !bytes.get(from + 3).is_some_and(u8::is_ascii_digit)
}
