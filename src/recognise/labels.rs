//! Small things that texts say wherever they stand: a tier's number, internal or
//! external, a total, a tick.

use crate::recognise::units::is_unit_note;
use crate::reference::{General, Phrase, words};

/// A tier named by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TierLabel {
    /// Its number, from 1.
    pub(crate) tier: i64,
    /// Whether the text says that it is a tier (`1st tier`, `T1`), not only a number.
    pub(crate) sure: bool,
    /// What follows the label in the same cell, such as a title.
    pub(crate) rest: String,
}

const ORDINALS: [&str; 10] =
    ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const CARDINALS: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
/// Numbers in words that no tier has.
const LARGER: [&str; 18] = [
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
];
const ROMANS: [&str; 10] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];
const TIER_WORDS: [&str; 4] = ["tier", "level", "layer", "teir"];

/// Words that a tier's name goes on with.
const OF_TIERS: [&str; 5] = ["manager", "management", "of", "staff", "post"];

/// The tier that a text names at its beginning, in any of the usual styles:
/// `1st tier`, `Tier 1`, `First`, `T1`, `Level 1`, `1`, `Tier 1 - Chief Executive`.
pub(crate) fn tier_label(text: &str) -> Option<TierLabel> {
    tier_told(text, &words(text))
}

/// The same, where the text's plain words are at hand.
pub(crate) fn tier_told(text: &str, all: &[String]) -> Option<TierLabel> {
    let first = all.first()?;
    let second = all.get(1).map_or("", String::as_str);
    let is_tier_word = |word: &str| TIER_WORDS.contains(&word);
    let label = |tier: i64, sure: bool, used: usize| TierLabel { tier, sure, rest: rest_after(text, used) };
    if let Some(number) = TIER_WORDS.iter().find_map(|word| first.strip_prefix(word)).and_then(digits) {
        return Some(label(number, true, 1));
    }
    let of_management = ["management", "mgt", "mgmt"].contains(&first.as_str());
    if is_tier_word(first) || (of_management && is_tier_word(second)) {
        let skip = if is_tier_word(first) { 1 } else { 2 };
        let skip =
            if all.get(skip).is_some_and(|word| word == "no" || word == "number") { skip + 1 } else { skip };
        // `Tier 3a` is part of the third.
        let number = all.get(skip).and_then(|word| any_number(word).or_else(|| part_of(word)))?;
        // `Management tiers (1st tier first)` says in which order they stand.
        let rest = all.get(skip + 1..).unwrap_or_default();
        let order = rest.first().is_some_and(|word| is_tier_word(word));
        return (!order).then(|| label(number, true, skip + 1));
    }
    if let Some(number) = first.strip_prefix('t').or_else(|| first.strip_prefix('l')).and_then(digits) {
        return Some(label(number, true, 1));
    }
    if first == "top" && (is_tier_word(second) || all.len() == 1) {
        return Some(label(1, true, 2));
    }
    let ordinal = ordinal(first);
    if let Some(number) = ordinal {
        if is_tier_word(second) {
            return Some(label(number, true, 2));
        }
        if second == "management" && all.get(2).is_some_and(|word| is_tier_word(word)) {
            return Some(label(number, true, 3));
        }
        if all.len() == 1 {
            return Some(label(number, true, 1));
        }
    }
    // `1 & 2`, `1st and 2nd tier`, `1st/2nd tier`: two tiers in one row are known by the first.
    if let [one, rest @ ..] = all
        && let [other, word] | [_, other, word] = rest
        && rest.iter().rev().skip(2).all(|word| word == "and" || word == "to")
        && is_tier_word(word)
        && let (Some(one), Some(other)) = (any_number(one), any_number(other))
        && other == one + 1
    {
        return Some(TierLabel { tier: one, sure: true, rest: String::new() });
    }
    if let [one, and, other] = all
        && and == "and"
        && let (Some(one), Some(other)) = (any_number(one), any_number(other))
        && other == one + 1
    {
        return Some(TierLabel { tier: one, sure: false, rest: String::new() });
    }
    if let Some(number) = ordinal.filter(|_| goes_before_title(text, all)) {
        return Some(label(number, false, 1));
    }
    let bare = match all {
        [one] => any_number(one).or_else(|| part_of(one)),
        [one, part] => digits(one).filter(|_| is_part(text, part)),
        _ => None,
    };
    bare.map(|number| label(number, false, all.len()))
}

/// Whether a sign or a new line parts the first word from a title: `2nd - Directors`, `3rd: Managers`,
/// `1st (Chief Executive)`.
fn goes_before_title(text: &str, all: &[String]) -> bool {
    let rest = text.trim_start().trim_start_matches(char::is_alphanumeric).trim_start_matches(' ');
    rest.starts_with(['-', '\u{2013}', ':', '(', '\n']) && (2..10).contains(&all.len())
}

/// Whether a second word only parts a tier: `2 (a)`, `3.1`.
fn is_part(text: &str, part: &str) -> bool {
    let letter = matches!(part, "a" | "b" | "c" | "d");
    letter || part.len() == 1 && text.contains(&format!(".{part}")) && digits(part).is_some()
}

/// Whether a word answers yes or no by itself.
pub(super) fn is_yes_or_no(word: &str) -> bool {
    matches!(word, "y" | "yes" | "n" | "no")
}

/// `Yes / No`, of which none was chosen, or what was struck through does not show.
pub(crate) fn is_open_choice(text: &str) -> bool {
    const CHOICES: [&str; 7] = ["yes", "no", "y", "n", "partly", "planned", "considering"];
    // `Yes / No (delete as applicable)`
    const ASKS: [&str; 17] = [
        "please",
        "answer",
        "state",
        "write",
        "either",
        "or",
        "here",
        "delete",
        "strike",
        "out",
        "as",
        "applicable",
        "appropriate",
        "circle",
        "tick",
        "choose",
        "one",
    ];
    let mut told = words(text);
    told.retain(|word| !ASKS.contains(&word.as_str()));
    let both =
        [["yes", "y"], ["no", "n"]].iter().all(|one| told.iter().any(|word| one.contains(&word.as_str())));
    both && !text.trim().contains('\n') && told.iter().all(|word| CHOICES.contains(&word.as_str()))
}

/// Whether a text is what the form had there to be written over: `[insert answer]`,
/// `Please complete`.
pub(crate) fn is_placeholder(text: &str, told: &[String]) -> bool {
    const BEGINNINGS: [&str; 11] = [
        "insert", "enter", "type", "please", "your", "click", "select", "choose", "complete", "tick", "write",
    ];
    const REST: [&str; 28] = [
        "insert", "enter", "type", "your", "complete", "select", "choose", "fill", "in", "to", "text",
        "answer", "response", "reply", "detail", "here", "an", "a", "item", "from", "list", "the", "tick",
        "write", "or", "box", "below", "one",
    ];
    let bracketed = [('[', ']'), ('<', '>'), ('{', '}'), ('\u{ab}', '\u{bb}')]
        .into_iter()
        .any(|(open, close)| text.starts_with(open) && text.ends_with(close));
    let Some((first, rest)) = told.split_first() else { return false };
    BEGINNINGS.contains(&first.as_str())
        && (bracketed || told.len() > 1 && rest.iter().all(|word| REST.contains(&word.as_str())))
}

fn part_of(word: &str) -> Option<i64> {
    word.strip_suffix(['a', 'b', 'c', 'd']).and_then(digits)
}

fn digits(text: &str) -> Option<i64> {
    let number: i64 = text.parse().ok()?;
    (1..=12).contains(&number).then_some(number)
}

/// The place that a word names: `second`, `2nd`.
pub(crate) fn ordinal(word: &str) -> Option<i64> {
    let place = |list: &[&str]| {
        list.iter().position(|known| *known == word).and_then(|place| i64::try_from(place + 1).ok())
    };
    place(&ORDINALS).or_else(|| {
        ["st", "nd", "rd", "th"].iter().find_map(|ending| word.strip_suffix(ending)).and_then(digits)
    })
}

fn any_number(word: &str) -> Option<i64> {
    let place = |list: &[&str]| {
        list.iter().position(|known| *known == word).and_then(|place| i64::try_from(place + 1).ok())
    };
    digits(word).or_else(|| ordinal(word)).or_else(|| place(&CARDINALS)).or_else(|| place(&ROMANS))
}

/// Whether a word is a number: `four`.
pub(super) fn is_cardinal(word: &str) -> bool {
    CARDINALS.contains(&word) || LARGER.contains(&word)
}

/// The text after its first `used` words and the dash or colon that ends a label.
fn rest_after(text: &str, used: usize) -> String {
    let mut seen = 0;
    let mut inside = false;
    for (place, letter) in text.char_indices() {
        let part = letter.is_alphanumeric() || letter == '&' || letter == '%';
        if !part && inside && seen >= used {
            let rest = text.get(place..).unwrap_or("");
            // `2nd tier managers` says of whom it is; `3rd tier - Managers` who is in it.
            let goes_on = rest.trim_start().starts_with(char::is_alphabetic);
            if goes_on && words(rest).iter().all(|word| OF_TIERS.contains(&word.as_str())) {
                return String::new();
            }
            let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric()).trim();
            return rest.trim_end_matches(')').trim().to_owned();
        }
        if part && !inside {
            seen += 1;
        }
        inside = part;
    }
    String::new()
}

/// Internal (true) or external (false), where a short text says one of the two.
pub(crate) fn delivery_said(told: &[String]) -> Option<bool> {
    let joined = told.join(" ");
    let internal = told
        .iter()
        .any(|word| ["internal", "internally", "inhouse", "int", "ourselve"].contains(&word.as_str()))
        || joined.contains("in house");
    let external = told
        .iter()
        .any(|word| word == "external" || word == "externally" || word == "ext" || word == "outside")
        || joined.contains("bought in");
    (internal != external).then_some(internal)
}

/// What a cell of a column for it says: `Internal`, `I`, `In-house`.
pub(crate) fn delivery_marked(told: &[String]) -> Option<bool> {
    match told {
        [only] if only == "i" || only == "in" => Some(true),
        [only] if only == "e" || only == "ex" => Some(false),
        _ => delivery_said(told),
    }
}

/// The delivery that a heading names: what stands in brackets after an activity heads nothing,
/// as in `Appraisal skills (in house)`.
pub(crate) fn delivery_headed(text: &str) -> Option<bool> {
    const ALL: [&str; 6] = ["training", "course", "activity", "activitie", "management", "development"];
    let before = words(text.split('(').next().unwrap_or_default());
    let whole = before.iter().all(|word| ALL.contains(&word.as_str()));
    delivery_said(&if whole { words(text) } else { before })
}

/// A heading and what is said of it in the same cell: `Internal: none`.
pub(crate) fn headed_by(text: &str) -> Option<(&str, &str)> {
    let dashes = || text.split_once(" - ").or_else(|| text.split_once(" \u{2013} "));
    let (head, rest) = text.split_once(':').or_else(dashes)?;
    Some((head.trim(), rest.trim())).filter(|(head, rest)| !head.is_empty() && !rest.is_empty())
}

/// Whether a text is the label of a total.
pub(crate) fn is_total(told: &[String], general: &General) -> bool {
    // `Internal total`, `Senior management total`; `Directors - 4 in total` are posts.
    let counted = |word: &String| word.starts_with(|c: char| c.is_ascii_digit());
    let ends = match told {
        [.., number, within, total] if within == "in" && total == "total" => !counted(number),
        [.., last] => last == "total",
        [] => false,
    };
    let is_one = |phrase: &Phrase| phrase.is(told) || (told.len() <= 4 && phrase.starts(told));
    told.len() <= 5 && (ends || general.total.iter().any(is_one)) || is_total_of_tiers(told)
}

/// `Total (1st to 4th tier)`, `Total of tiers 1 and 2`.
fn is_total_of_tiers(told: &[String]) -> bool {
    const OF: [&str; 10] = ["of", "for", "all", "to", "and", "tier", "level", "post", "manager", "the"];
    let Some((first, rest)) = told.split_first() else { return false };
    first == "total"
        && rest.iter().any(|word| word == "tier" || word == "level")
        && rest
            .iter()
            .all(|word| OF.contains(&word.as_str()) || ordinal(word).is_some() || digits(word).is_some())
}

/// Words that make the number beside them an estimate.
const ABOUT: [&str; 13] = [
    "approx",
    "approximately",
    "about",
    "around",
    "circa",
    "c",
    "ca",
    "say",
    "est",
    "estimated",
    "roughly",
    "nearly",
    "some",
];

/// Whether a word makes the number beside it an estimate.
pub(crate) fn is_about(word: &str) -> bool {
    ABOUT.contains(&word)
}

/// Whether a text is a word or two that answer a whole table: `None`, `N/A`, `No details`.
pub(crate) fn is_silence(told: &[String]) -> bool {
    let first = told.first().map_or("", String::as_str);
    told.len() <= 4 && ["none", "no", "nil", "n", "na", "not", "nothing", "tbc"].contains(&first)
}

/// Whether a text begins with the mark of an item of a list.
pub(crate) fn is_listed(text: &str) -> bool {
    text.starts_with(['-', '\u{2022}', '\u{b7}', '*'])
}

/// Whether a text begins as a footnote does.
pub(crate) fn is_footnote(text: &str, told: &[String], general: &General) -> bool {
    const MARKS: [char; 8] =
        ['*', '\u{2020}', '\u{2021}', '\u{b9}', '\u{b2}', '\u{b3}', '\u{2074}', '\u{2075}'];
    text.starts_with(MARKS) || general.footnote.iter().any(|p| p.starts(told))
}

/// Whether a text is a note on costs: `Note: all costs are per person`, `* cost per head`.
pub(crate) fn is_cost_note(text: &str, told: &[String]) -> bool {
    const MONEY: [&str; 8] = ["cost", "price", "fee", "charge", "amount", "figure", "sum", "expenditure"];
    const SAYS: [&str; 12] = [
        "are",
        "is",
        "all",
        "note",
        "nb",
        "shown",
        "given",
        "quoted",
        "stated",
        "expressed",
        "exclude",
        "include",
    ];
    let holds = |list: &[&str]| told.iter().any(|word| list.contains(&word.as_str()));
    let noted = told.len() <= 14 && holds(&MONEY) && (text.starts_with(['*', '\u{2020}']) || holds(&SAYS));
    noted || is_unit_note(text, told)
}

/// What a mark in a tick column says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// `✓`, `Y`, `Yes`, `1`.
    Tick,
    /// `x`, which ticks where nothing else does, and denies beside a tick.
    Cross,
    /// `No`, `N`, a dash.
    No,
}

/// The mark that a cell of a tick column holds, if it is one.
pub(crate) fn mark(text: &str) -> Option<Mark> {
    match text.trim() {
        "\u{2713}" | "\u{2714}" | "\u{221a}" | "\u{2611}" | "\u{2705}" | "*" | "\u{2022}" | "\u{25cf}"
        | "\u{fc}" | "\u{f0fc}" | "\u{f0fe}" | "1" | "TRUE" | "\u{25a0}" | "\u{2612}" => Some(Mark::Tick),
        "x" | "X" | "\u{2717}" | "\u{2718}" | "\u{d7}" => Some(Mark::Cross),
        "0" | "FALSE" | "-" | "\u{2013}" | "\u{2610}" => Some(Mark::No),
        other => match other.to_lowercase().as_str() {
            "y" | "yes" | "tick" | "ticked" | "true" => Some(Mark::Tick),
            "n" | "no" | "false" => Some(Mark::No),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiers_are_told_in_every_style() {
        for (text, tier, sure, rest) in [
            ("1st tier", 1, true, ""),
            ("Tier 2", 2, true, ""),
            ("First", 1, true, ""),
            ("T3", 3, true, ""),
            ("Level 4", 4, true, ""),
            ("2", 2, false, ""),
            ("Tier Three", 3, true, ""),
            ("2nd Tier (Directors)", 2, true, "Directors"),
            ("Tier 1 - Chief Executive", 1, true, "Chief Executive"),
            ("tier iv", 4, true, ""),
            ("tier2", 2, true, ""),
            ("Mgt tier 3", 3, true, ""),
            ("2nd tier managers", 2, true, ""),
            ("3rd tier - Managers", 3, true, "Managers"),
            ("1st and 2nd tier", 1, true, ""),
            ("2nd/3rd tier", 2, true, ""),
        ] {
            assert_eq!(tier_label(text), Some(TierLabel { tier, sure, rest: rest.to_owned() }), "{text}");
        }
        for text in ["Chief Executive", "1 Director", "First Line Managers", "20", "Total", "Tier"] {
            assert!(tier_label(text).is_none(), "{text}");
        }
    }

    #[test]
    fn internal_and_external_together_say_neither() {
        assert_eq!(delivery_said(&words("In-house training")), Some(true));
        assert_eq!(delivery_said(&words("External courses")), Some(false));
        assert_eq!(delivery_said(&words("Internal and external")), None);
        assert_eq!(delivery_said(&words("Activity")), None);
    }
}
