//! Numbers as people write them: `16`, `Approx 16`, `15-20`, `5 (Five)`, `one`, `16ish`.

use crate::model::{CellValue, Interval};

/// A number read from a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its bounds, in hundredths.
    pub(crate) hundredths: Interval,
    /// What else the text says.
    pub(crate) rest: String,
}

impl Number {
    /// The bounds as whole things, if they are whole.
    pub(crate) fn whole(&self) -> Option<Interval> {
        let Interval { lower, upper, estimated } = self.hundredths;
        (lower % 100 == 0 && upper % 100 == 0).then_some(Interval {
            lower: lower / 100,
            upper: upper / 100,
            estimated,
        })
    }
}

pub(crate) const UNITS: [&str; 20] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
pub(crate) const TENS: [&str; 8] =
    ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Words that say a figure is an estimate, with common misspellings.
pub(crate) const ESTIMATES: [&str; 18] = [
    "guess",
    "guesstimate",
    "approximately",
    "approx",
    "about",
    "around",
    "circa",
    "ca",
    "c",
    "roughly",
    "estimated",
    "estimate",
    "est",
    "nearly",
    "almost",
    "aprox",
    "approximatly",
    "say",
];

/// Phrases that say the same of the figure beside them.
const ESTIMATING: [&str; 10] = [
    "in the region of",
    "in region of",
    "in the order of",
    "of the order of",
    "in the area of",
    "or thereabouts",
    "or thereabout",
    "give or take",
    "ballpark",
    "ball park",
];

/// Whether a text of plain words says in more than one word that its figure is an estimate.
pub(crate) fn says_about(joined: &str) -> bool {
    ESTIMATING.iter().any(|phrase| joined.contains(phrase))
}

/// A piece of a text, as numbers are looked for in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    /// A number in hundredths.
    Number(i64),
    /// A word, in small letters.
    Word(String),
    /// A dash between two pieces.
    Dash,
    /// `~`.
    Tilde,
    /// Any other sign.
    Sign(char),
}

/// The number in a cell: of a number cell the number itself.
pub(crate) fn in_cell(value: &CellValue) -> Option<Number> {
    match value {
        CellValue::Number(number) => {
            Some(Number { hundredths: Interval::exact(hundredths_of(*number)?), rest: String::new() })
        }
        CellValue::Text(text) => in_text(text),
        _ => None,
    }
}

/// A float as hundredths, if it can be one.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "checked to lie within bounds")]
pub(crate) fn hundredths_of(number: f64) -> Option<i64> {
    let scaled = (number * 100.0).round();
    (scaled.is_finite() && (-1e15..=1e15).contains(&scaled)).then_some(scaled as i64)
}

/// The number that a text gives, with what else it says. A text with several
/// numbers that are neither a range nor the same number twice gives none.
pub(crate) fn in_text(text: &str) -> Option<Number> {
    let pieces = pieces(text);
    if is_composed(text, &pieces) {
        return None;
    }
    let mut estimated = false;
    let mut numbers: Vec<(usize, i64)> = Vec::new();
    for (place, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Number(number) => numbers.push((place, *number)),
            Piece::Tilde => estimated = true,
            // `30+`
            Piece::Sign('+') if place + 1 == pieces.len() && place > 0 => estimated = true,
            // `12?`
            Piece::Sign('?') => estimated |= !numbers.is_empty(),
            Piece::Word(word) if word == "some" || ESTIMATES.contains(&word.as_str()) => {
                let before_number = matches!(pieces.get(place + 1), Some(Piece::Number(_) | Piece::Sign(_)));
                let after_number = place > 0
                    && pieces.iter().take(place).any(|p| matches!(p, Piece::Number(_)))
                    && word != "c"
                    && word != "some"
                    && word != "say";
                estimated |=
                    before_number || after_number || word.starts_with("approx") || word.starts_with("est");
            }
            Piece::Word(word) if word == "ish" => estimated = true,
            Piece::Word(word) if word == "so" => {
                estimated |= matches!(place.checked_sub(1).and_then(|p| pieces.get(p)), Some(Piece::Word(or)) if or == "or");
            }
            _ => {}
        }
    }
    let bounds = bounds(&pieces, &numbers)?;
    let rest = rest(&pieces);
    if says_about(&rest) {
        let rest = ESTIMATING.iter().fold(rest, |rest, phrase| rest.replace(phrase, ""));
        return Some(Number { hundredths: bounds.or_estimated(true), rest: rest.trim().to_owned() });
    }
    Some(Number { hundredths: bounds.or_estimated(estimated), rest })
}

/// Whether a number in words is made up of more than is known here: `a hundred and four`, `two
/// thirds`.
fn is_composed(text: &str, pieces: &[Piece]) -> bool {
    const MORE: [&str; 8] =
        ["hundred", "thousand", "third", "thirds", "quarter", "quarters", "score", "half"];
    let more = |piece: &Piece| matches!(piece, Piece::Word(word) if MORE.contains(&word.as_str()));
    !text.contains(|c: char| c.is_ascii_digit()) && pieces.iter().any(more)
}

/// The number that a text begins with, where a remark follows it: `7 (target 10)`, `5 of whom 1 is
/// part-time`, `25, down from 28`.
pub(crate) fn before_remark(text: &str) -> Option<Number> {
    const REMARKS: [&str; 15] = [
        "(",
        " of whom",
        " of which",
        " so far",
        " only",
        " to date",
        " out of a planned",
        " as at ",
        " as of ",
        " at ",
        " up from",
        " down from",
        " inc ",
        " incl",
        " in all",
    ];
    let lower = text.to_lowercase();
    let at = REMARKS.iter().filter_map(|remark| lower.find(remark)).min().filter(|at| *at > 0)?;
    let number = in_text(text.get(..at)?.trim().trim_end_matches([',', ';', '-']).trim_end())?;
    number.rest.is_empty().then_some(number)
}

/// The parts that a text in words is of a whole: `one third`, `Three quarters of them`.
pub(crate) fn fraction(text: &str) -> Option<(i64, i64)> {
    const FRACTIONS: [(&str, i64, i64); 6] = [
        ("one third", 1, 3),
        ("a third", 1, 3),
        ("two thirds", 2, 3),
        ("one quarter", 1, 4),
        ("a quarter", 1, 4),
        ("three quarters", 3, 4),
    ];
    let lower = text.trim().to_lowercase().replace('-', " ");
    let lower = [" of them", " of posts", " of the posts"]
        .iter()
        .find_map(|of| lower.strip_suffix(of))
        .unwrap_or(&lower);
    FRACTIONS.iter().find(|(said, _, _)| *said == lower).map(|(_, parts, whole)| (*parts, *whole))
}

/// Whether a text begins with a fraction in words.
pub(crate) fn begins_fraction(text: &str) -> bool {
    let second = text.split(|c: char| !c.is_alphabetic()).nth(1).unwrap_or("").to_lowercase();
    ["third", "thirds", "quarter", "quarters", "half", "fifth", "fifths"].contains(&second.as_str())
}

/// Whether a text gives a bound and no number: `more than 10`, `up to 12`, `3 or more`.
pub(crate) fn is_bound(text: &str) -> bool {
    const PHRASES: [&str; 9] = [
        " more than ",
        " at least ",
        " up to ",
        " less than ",
        " fewer than ",
        " or more ",
        " or fewer ",
        " or less ",
        " or over ",
    ];
    const FIRST: [&str; 6] = [" over ", " under ", " min ", " max ", " minimum ", " maximum "];
    let lower = format!(" {} ", text.trim().to_lowercase());
    PHRASES.iter().any(|phrase| lower.contains(phrase)) || FIRST.iter().any(|word| lower.starts_with(word))
}

/// One number, the same twice (`5 (Five)`), or two that make a range.
fn bounds(pieces: &[Piece], numbers: &[(usize, i64)]) -> Option<Interval> {
    match numbers {
        [(_, only)] => Some(Interval::exact(*only)),
        [(a, first), (b, second)] => {
            let between = pieces.get(a + 1..*b)?;
            // `6 + 6` is twelve.
            if first == second && !between.contains(&Piece::Sign('+')) {
                return Some(Interval::exact(*first));
            }
            let joined = match between {
                [Piece::Dash] | [Piece::Dash, Piece::Dash] => true,
                [Piece::Word(word)] => {
                    word == "to"
                        || (word == "and"
                            && matches!(a.checked_sub(1).and_then(|p| pieces.get(p)), Some(Piece::Word(w)) if w == "between"))
                        || (word == "or" && second.checked_sub(*first) == Some(100))
                }
                _ => false,
            };
            (joined && first <= second).then(|| Interval::between(*first, *second))
        }
        _ => None,
    }
}

/// Words that are neither numbers nor say that the number is estimated.
fn rest(pieces: &[Piece]) -> String {
    let words: Vec<&str> = pieces
        .iter()
        .filter_map(|piece| match piece {
            Piece::Word(word) if !ESTIMATES.contains(&word.as_str()) && word != "ish" => Some(word.as_str()),
            _ => None,
        })
        .collect();
    words.join(" ")
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut found: Vec<Piece> = Vec::new();
    let letters: Vec<char> = text.chars().collect();
    let mut place = 0;
    while let Some(&letter) = letters.get(place) {
        if letter.is_ascii_digit() {
            let (number, next) = digits(&letters, place);
            found.extend(number.map(Piece::Number));
            place = next;
            continue;
        }
        if letter.is_alphabetic() {
            let end = letters
                .iter()
                .skip(place)
                .position(|c| !c.is_alphabetic())
                .map_or(letters.len(), |n| place + n);
            let word: String =
                letters.get(place..end).unwrap_or(&[]).iter().flat_map(|c| c.to_lowercase()).collect();
            push_word(&mut found, word);
            place = end;
            continue;
        }
        match letter {
            '-' | '\u{2013}' | '\u{2014}' | '\u{2212}' => found.push(Piece::Dash),
            '~' | '\u{2248}' => found.push(Piece::Tilde),
            c if c.is_whitespace() || c == '.' || c == ',' => {}
            c => found.push(Piece::Sign(c)),
        }
        place += 1;
    }
    found
}

fn push_word(found: &mut Vec<Piece>, word: String) {
    let unit = UNITS.iter().position(|known| *known == word).and_then(|n| i64::try_from(n).ok());
    let ten = TENS.iter().position(|known| *known == word).and_then(|n| i64::try_from(n).ok());
    match (unit, ten) {
        (Some(unit), _) => {
            // `twenty-one`: a ten just before takes the unit in.
            let after_ten = match found.as_slice() {
                [.., Piece::Number(ten)] => Some((*ten, 1)),
                [.., Piece::Number(ten), Piece::Dash] => Some((*ten, 2)),
                _ => None,
            };
            match after_ten
                .filter(|(ten, _)| *ten % 1000 == 0 && (2000..=9000).contains(ten) && (1..10).contains(&unit))
            {
                Some((ten, used)) => {
                    found.truncate(found.len() - used);
                    found.push(Piece::Number(ten + unit * 100));
                }
                None => found.push(Piece::Number(unit * 100)),
            }
        }
        (None, Some(ten)) => found.push(Piece::Number((ten + 2) * 1000)),
        (None, None) if word == "dozen" || word == "dozens" => push_dozen(found),
        (None, None) => found.push(Piece::Word(word)),
    }
}

/// `A dozen`, `half a dozen`, `two dozen`.
fn push_dozen(found: &mut Vec<Piece>) {
    let is = |piece: &Piece, said: &str| matches!(piece, Piece::Word(word) if word == said);
    let (number, used) = match found.as_slice() {
        [.., half, a] if is(half, "half") && is(a, "a") => (600, 2),
        [.., Piece::Number(times)] if (100..=9000).contains(times) => (times * 12, 1),
        _ => (1200, 0),
    };
    found.truncate(found.len() - used);
    found.push(Piece::Number(number));
}

/// A number in digits, with commas between thousands and a decimal point; nothing
/// where it is longer than any figure can be.
fn digits(letters: &[char], from: usize) -> (Option<i64>, usize) {
    let mut place = from;
    let mut whole = String::new();
    let mut part = String::new();
    while let Some(&letter) = letters.get(place) {
        let next_three = || {
            (1..=3).all(|n| letters.get(place + n).is_some_and(char::is_ascii_digit))
                && !letters.get(place + 4).is_some_and(char::is_ascii_digit)
        };
        match letter {
            c if c.is_ascii_digit() && part.is_empty() => whole.push(c),
            c if c.is_ascii_digit() => part.push(c),
            ',' if part.is_empty() && next_three() => {}
            '.' if part.is_empty() && letters.get(place + 1).is_some_and(char::is_ascii_digit) => {
                part.push('.');
            }
            _ => break,
        }
        place += 1;
    }
    let cents: String = part.chars().skip(1).chain("00".chars()).take(2).collect();
    let number = if whole.len() > 12 { None } else { format!("{whole}{cents}").parse().ok() };
    (number, place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let exact = |n: i64| Some(Interval::exact(n * 100));
        let about = |n: i64| Some(Interval::exact(n * 100).or_estimated(true));
        for (text, wanted) in [
            ("16", exact(16)),
            ("Approx 16", about(16)),
            ("about 16", about(16)),
            ("16ish", about(16)),
            ("c. 16", about(16)),
            ("c16", about(16)),
            ("~16", about(16)),
            ("16 (approx)", about(16)),
            ("In the region of 16", about(16)),
            ("16 or thereabouts", about(16)),
            ("5 (Five)", exact(5)),
            ("one", exact(1)),
            ("twenty-one", exact(21)),
            ("1,200", exact(1200)),
            ("15-20", Some(Interval::between(1500, 2000))),
            ("between 15 and 20", Some(Interval::between(1500, 2000))),
            ("15 to 20", Some(Interval::between(1500, 2000))),
            ("3 posts", exact(3)),
            ("2.5", Some(Interval::exact(250))),
            ("3 or 5", None),
            ("several", None),
            ("1\n\n2", None),
        ] {
            assert_eq!(in_text(text).map(|n| n.hundredths), wanted, "{text:?}");
        }
    }
}
