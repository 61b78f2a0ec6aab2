//! Words and phrases: how texts are compared with what the reference data say.
//!
//! Both sides are cut into the same plain words, so that case, accents,
//! punctuation and plurals don't matter; a phrase then fits a text by its words.

use std::borrow::Cow;
use std::collections::BTreeMap;

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
/// cut, `&` as `and`, `%` as `percent`, `C.P.A.` as `cpa`.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    // Most texts have no such initials.
    if text.bytes().filter(|one| *one == b'.').nth(1).is_some() {
        return cut_all(&with_initials_joined(text));
    }
    cut_all(text)
}

/// A text with one space wherever several spaces or tabs stand; its lines stay.
#[must_use]
pub fn single_spaced(text: &str) -> Cow<'_, str> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t');
    let spare = text.as_bytes().windows(2).any(|two| two.iter().all(|byte| blank(*byte)));
    if !spare {
        return Cow::Borrowed(text);
    }
    let mut found = String::with_capacity(text.len());
    for letter in text.chars() {
        let again = matches!(letter, ' ' | '\t') && found.ends_with([' ', '\t']);
        if !again {
            found.push(letter);
        }
    }
    Cow::Owned(found)
}

fn cut_all(text: &str) -> Vec<String> {
    // Most texts need no decomposition, which costs more than all the rest.
    if text.is_ascii() {
        cut(text.chars())
    } else {
        cut(text.nfkd().filter(|letter| letter.is_ascii() || !is_combining_mark(*letter)))
    }
}

fn cut(letters: impl Iterator<Item = char>) -> Vec<String> {
    let mut found = Vec::new();
    let mut word = String::new();
    for letter in letters {
        if letter.is_ascii_alphanumeric() {
            word.push(letter.to_ascii_lowercase());
        } else if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        } else {
            keep(&mut found, &mut word);
            match letter {
                '&' => found.push("and".to_owned()),
                '%' => found.push("percent".to_owned()),
                _ => {}
            }
        }
    }
    keep(&mut found, &mut word);
    found
}

/// A text without the full stops between three initials or more: `C.P.A.` is `CPA.`, and
/// `e.g.` stays.
fn with_initials_joined(text: &str) -> String {
    let mut found = String::with_capacity(text.len());
    for part in text.split_inclusive(|c: char| !c.is_alphanumeric() && c != '.') {
        let body = part.trim_end_matches(|c: char| !c.is_alphanumeric());
        let initial = |one: &str| one.len() == 1 && one.bytes().all(|letter| letter.is_ascii_alphabetic());
        if body.split('.').count() > 2 && body.split('.').all(initial) {
            found.extend(body.chars().filter(|letter| *letter != '.'));
            found.push_str(part.get(body.len()..).unwrap_or(""));
        } else {
            found.push_str(part);
        }
    }
    found
}

/// Adds a word that has come to its end, without its plural ending.
fn keep(found: &mut Vec<String>, word: &mut String) {
    if word == "nos" {
        word.pop();
    } else if let Some(rest) = word.strip_suffix('s')
        && rest.len() > 2
        && !rest.ends_with('s')
        && !rest.ends_with(|c: char| c.is_ascii_digit())
    {
        word.pop();
    }
    if !word.is_empty() && word != "s" {
        // A copy is just as long as the word, and the next one needs no room of its own.
        found.push(word.clone());
    }
    word.clear();
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
                && is_one_letter_off(&self.text, word))
    }
}

/// Whether two texts differ by one letter: another one, one more, one less, or two
/// that changed places.
#[must_use]
pub fn is_one_letter_off(one: &str, other: &str) -> bool {
    if one.is_ascii() && other.is_ascii() {
        return differ_by_one(one.as_bytes(), other.as_bytes());
    }
    let letters = |text: &str| text.chars().collect::<Vec<char>>();
    differ_by_one(&letters(one), &letters(other))
}

fn differ_by_one<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let alike = |pair: &(&T, &T)| pair.0 == pair.1;
    let start = one.iter().zip(other).take_while(alike).count();
    let (one, other) = (one.get(start..).unwrap_or(&[]), other.get(start..).unwrap_or(&[]));
    let end = one.iter().rev().zip(other.iter().rev()).take_while(alike).count();
    let differs = |letters: &'_ [T]| letters.len() - end;
    match (differs(one), differs(other)) {
        (0, 1) | (1, 0 | 1) => true,
        (2, 2) => one.iter().take(2).eq(other.iter().take(2).rev()),
        _ => false,
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

    /// Its words, and whether they may end in any way.
    pub(super) fn told(&self) -> impl Iterator<Item = (&str, bool)> {
        self.words.iter().map(|word| (word.text.as_str(), word.any_ending))
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

/// A heading without what numbers it: `Part three: managers`, `Section 5:`, `A. Current practice`,
/// `2 Training`.
#[must_use]
pub fn unnumbered(told: &[String]) -> &[String] {
    const SAID: [&str; 14] = [
        "one", "two", "three", "four", "five", "six", "seven", "eight", "ii", "iii", "iv", "vi", "vii",
        "viii",
    ];
    let number = |word: &String| word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    let marks = |word: &String| number(word) || word.len() == 1;
    match told {
        [part, mark, rest @ ..]
            if ["section", "part"].contains(&part.as_str())
                && (marks(mark) || SAID.contains(&mark.as_str())) =>
        {
            rest
        }
        [mark, rest @ ..] if number(mark) || marks(mark) && !rest.is_empty() => rest,
        _ => told,
    }
}

/// Phrases of many things, each filed under one of its words, so that a text is
/// compared only with those of which it holds that word.
#[derive(Debug, Clone)]
pub struct Index<T> {
    phrases: Vec<(T, Phrase)>,
    /// By the word's first letter: the word, and the phrases filed under it.
    filed: BTreeMap<Option<u8>, Vec<(Word, Vec<usize>)>>,
}

impl<T> Default for Index<T> {
    fn default() -> Self {
        Self::new([])
    }
}

impl<T> Index<T> {
    /// Files phrases, each with what it stands for.
    pub fn new(phrases: impl IntoIterator<Item = (T, Phrase)>) -> Self {
        let phrases: Vec<(T, Phrase)> = phrases.into_iter().collect();
        let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
        for word in phrases.iter().flat_map(|(_, phrase)| &phrase.words) {
            *uses.entry(word.text.as_str()).or_default() += 1;
        }
        let rarest = |word: &&Word| uses.get(word.text.as_str()).copied().unwrap_or(0);
        let mut filed: BTreeMap<Option<u8>, Vec<(Word, Vec<usize>)>> = BTreeMap::new();
        for (place, (_, phrase)) in phrases.iter().enumerate() {
            // A phrase is like nothing without all its words that matter, so that one of
            // them will do; of a phrase of words that don't, any may be missing.
            let telling = phrase.words.iter().filter(|word| word.weight > 1).min_by_key(rarest);
            let under = telling.map_or_else(|| phrase.words.iter().collect(), |word| vec![word]);
            for word in under {
                let drawer = filed.entry(word.text.bytes().next()).or_default();
                match drawer.iter_mut().find(|(known, _)| known == word) {
                    Some((_, places)) => places.push(place),
                    None => drawer.push((word.clone(), vec![place])),
                }
            }
        }
        Self { phrases, filed }
    }

    /// What the text is like, with the phrase's likeness in percent; a thing perhaps
    /// more than once.
    pub fn like(&self, text: &[String]) -> impl Iterator<Item = (&T, usize)> {
        self.sharing(text)
            .map(|(what, phrase)| (what, phrase.likeness(text)))
            .filter(|(_, likeness)| *likeness > 0)
    }

    /// The phrases that stand in the text, one word after the other, and what for.
    pub fn held_by(&self, text: &[String]) -> impl Iterator<Item = &(T, Phrase)> {
        self.sharing(text).filter(|(_, phrase)| phrase.position(text).is_some())
    }

    /// Whether a word is one letter off, not the first, from one that phrases are filed under.
    #[must_use]
    pub fn is_nearly_filed(&self, told: &str) -> bool {
        let drawer = self.filed.get(&told.bytes().next());
        drawer.into_iter().flatten().any(|(word, _)| is_one_letter_off(&word.text, told))
    }

    /// The phrases filed under a word of the text, in the order in which they came.
    fn sharing(&self, text: &[String]) -> impl Iterator<Item = &(T, Phrase)> {
        let mut places: Vec<usize> = Vec::new();
        for told in text {
            for (word, filed) in self.filed.get(&told.bytes().next()).into_iter().flatten() {
                if word.nearly_fits(told) {
                    places.extend(filed);
                }
            }
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().filter_map(|place| self.phrases.get(place))
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
        assert_eq!(words("The C.P.A. (2004), e.g. D.M.S"), ["the", "cpa", "2004", "e", "g", "dms"]);
    }

    #[test]
    fn one_letter_is_off_as_edit_distance_has_it() {
        for (one, other) in
            [("abcd", "abed"), ("abcd", "acbd"), ("abcd", "abd"), ("abd", "abcd"), ("", "a"), ("aab", "ab")]
        {
            assert!(is_one_letter_off(one, other), "{one} {other}");
        }
        for (one, other) in [("abcd", "abcd"), ("abcd", "badc"), ("abcd", "ab"), ("abcd", "cbad"), ("", "")] {
            assert!(!is_one_letter_off(one, other), "{one} {other}");
        }
    }

    #[test]
    fn an_index_finds_what_comparing_with_every_phrase_finds() {
        let phrases = [
            "number of posts",
            "posts",
            "no in post",
            "of the",
            "competenc*",
            "management posts",
            "of the and in",
        ];
        let index = Index::new(phrases.iter().enumerate().map(|(place, text)| (place, Phrase::new(text))));
        for text in [
            "No. of posts",
            "Managment posts",
            "competencies in post",
            "of the",
            "of",
            "",
            "cost",
            "and of in",
        ] {
            let told = words(text);
            let found: Vec<(usize, usize)> = index.like(&told).map(|(place, like)| (*place, like)).collect();
            let each = phrases.iter().map(|text| Phrase::new(text).likeness(&told)).enumerate();
            assert_eq!(found, each.filter(|(_, like)| *like > 0).collect::<Vec<_>>(), "{text}");
        }
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
