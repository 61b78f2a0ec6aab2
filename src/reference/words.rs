//! Words and phrases: how texts are compared with what the reference data say.
//!
//! Both sides are cut into the same plain words, so that case, accents,
//! punctuation and plurals don't matter; a phrase then fits a text by its words.

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words that carry little meaning in a heading.
const FILLERS: &[&str] = &[
    "a", "an", "the", "of", "in", "for", "to", "and", "or", "with", "at", "by", "on", "is", "are", "be",
    "your", "you", "our", "please", "any", "each", "per", "this", "these", "that", "do", "doe", "if", "ha",
    "have", "it", "at", "as", "from", "within", "held",
];

/// The plain words of a text: lower case, without accents and punctuation, plurals
/// cut, `&` as `and`, `%` as `percent`.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    let mut plain = String::with_capacity(text.len() + 8);
    for letter in text.nfkd().filter(|c| !is_combining_mark(*c)) {
        match letter {
            '&' => plain.push_str(" and "),
            '%' => plain.push_str(" percent "),
            c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
            _ => plain.push(' '),
        }
    }
    plain.split_whitespace().filter(|word| *word != "s").map(stem).collect()
}

/// A word without its plural ending.
fn stem(word: &str) -> String {
    if word == "nos" {
        return "no".to_owned();
    }
    match word.strip_suffix('s') {
        Some(rest)
            if rest.len() > 2 && !rest.ends_with('s') && !rest.ends_with(|c: char| c.is_ascii_digit()) =>
        {
            rest.to_owned()
        }
        _ => word.to_owned(),
    }
}

/// One word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    text: String,
    any_ending: bool,
    weight: usize,
}

impl Word {
    fn fits(&self, word: &str) -> bool {
        // Nearly every comparison ends at the first letter.
        if self.text.as_bytes().first() != word.as_bytes().first() {
            return false;
        }
        if self.any_ending { word.starts_with(&self.text) } else { word == self.text }
    }

    /// Fits, or is one letter off in a long word.
    fn nearly_fits(&self, word: &str) -> bool {
        if self.text.as_bytes().first() != word.as_bytes().first() {
            return false;
        }
        let (own, other) = (self.text.len(), word.len());
        self.fits(word)
            || (!self.any_ending
                && own >= 6
                && other >= 6
                && own.abs_diff(other) <= 1
                && strsim::osa_distance(&self.text, word) == 1)
    }
}

fn weight(word: &str) -> usize {
    if FILLERS.contains(&word) { 1 } else { 4 }
}

/// A phrase of the reference data: words in order, the last of them perhaps with
/// any ending (`competenc*`).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "String")]
pub struct Phrase {
    words: Vec<Word>,
    weight: usize,
}

impl From<String> for Phrase {
    fn from(text: String) -> Self {
        Self::new(&text)
    }
}

impl Phrase {
    /// The phrase written so in the reference data.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let mut found = Vec::new();
        for part in text.split_whitespace() {
            let any_ending = part.ends_with('*');
            if any_ending {
                found.push(Word { text: part.trim_end_matches('*').to_lowercase(), any_ending, weight: 4 });
            } else {
                found.extend(words(part).into_iter().map(|text| Word {
                    weight: weight(&text),
                    text,
                    any_ending,
                }));
            }
        }
        let weight = found.iter().map(|word| word.weight).sum();
        Self { words: found, weight }
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has no words.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Where the phrase stands in the words, one after the other.
    #[must_use]
    pub fn position(&self, text: &[String]) -> Option<usize> {
        if self.words.is_empty() {
            return None;
        }
        text.windows(self.words.len())
            .position(|window| window.iter().zip(&self.words).all(|(word, own)| own.fits(word)))
    }

    /// Whether the text begins with the phrase.
    #[must_use]
    pub fn starts(&self, text: &[String]) -> bool {
        !self.words.is_empty()
            && text.len() >= self.words.len()
            && text.iter().zip(&self.words).all(|(word, own)| own.fits(word))
    }

    /// Whether the text is the phrase and nothing else.
    #[must_use]
    pub fn is(&self, text: &[String]) -> bool {
        text.len() == self.words.len() && self.starts(text)
    }

    /// How like a heading is to the phrase, in percent: 100 where they are the same;
    /// else the more of the text the phrase covers the more, and 0 where a word that
    /// matters is missing.
    #[must_use]
    pub fn likeness(&self, text: &[String]) -> usize {
        // Nearly every phrase fails at its first word that matters, so that is tried
        // before anything is added up.
        let mut matched = 0;
        let mut covered = 0;
        for own in &self.words {
            if let Some(word) = text.iter().find(|word| own.nearly_fits(word)) {
                matched += own.weight;
                covered += if own.any_ending { weight(word) } else { own.weight };
            } else if own.weight > 1 {
                return 0;
            }
        }
        if matched == 0 || matched * 100 < self.weight * 75 {
            return 0;
        }
        if self.is(text) {
            return 100;
        }
        let all: usize = text.iter().map(|word| weight(word)).sum();
        let in_order = if self.position(text).is_some() { 5 } else { 0 };
        let whole = matched * 100 / self.weight;
        (whole * (40 + 60 * covered.min(all) / all.max(1)) / 100 + in_order).min(99)
    }
}

/// The best likeness of any of the phrases.
#[must_use]
pub fn best_likeness(phrases: &[Phrase], text: &[String]) -> usize {
    phrases.iter().map(|phrase| phrase.likeness(text)).max().unwrap_or(0)
}

/// Whether any of the phrases stands in the text.
#[must_use]
pub fn holds_any(phrases: &[Phrase], text: &[String]) -> bool {
    phrases.iter().any(|phrase| phrase.position(text).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(words("No\u{2019}s"), words("Nos"));
        assert_eq!(words("No.(s)"), ["no"]);
        assert_eq!(words("Areas for improvement (List)"), ["area", "for", "improvement", "list"]);
        assert_eq!(words("Hinckley & Bosworth"), words("HINCKLEY AND  BOSWORTH"));
    }

    #[test]
    fn a_phrase_that_covers_more_is_more_like() {
        let cost = Phrase::new("cost");
        assert_eq!(cost.likeness(&words("Costs (\u{a3})")), 100);
        assert!(cost.likeness(&words("Cost of the course")) < 100);
        assert!(
            Phrase::new("total cost").likeness(&words("Total cost")) > cost.likeness(&words("Total cost"))
        );
        assert_eq!(Phrase::new("target audience").likeness(&words("target")), 0);
    }

    #[test]
    fn endings_are_free_where_said() {
        assert!(Phrase::new("competenc*").position(&words("a competency based")).is_some());
        assert!(Phrase::new("competenc*").position(&words("competent")).is_none());
    }
}
