//! Words of headings and questions with a letter wrong: `recuitment`, `competancies`, `Coacees`.
//!
//! Phrases are held against words spelt right, so that a word which no phrase knows is put
//! right first, where one that matters is a letter away.

use std::collections::{BTreeMap, HashSet};

use super::questionnaire::Questionnaire;
use super::words::{Phrase, is_one_letter_off, words};

/// Shorter words are too often a letter away from one another.
const SHORTEST: usize = 7;
/// In words so long two letters may be wrong.
const LONG: usize = 11;

/// The words of the questionnaire, to tell which are misspelt.
#[derive(Debug, Clone, Default)]
pub(super) struct Vocabulary {
    known: HashSet<String>,
    /// Beginnings that may end in any way, by their first letter.
    stems: BTreeMap<u8, Vec<String>>,
    /// The words that matter, by their first letter, which people seldom get wrong.
    whole: BTreeMap<u8, Vec<String>>,
}

impl Vocabulary {
    /// Every word of the questionnaire's phrases; of questions and columns, those that matter.
    pub(super) fn of(asked: &Questionnaire) -> Self {
        let sections = asked.section.iter().flat_map(|one| one.column.iter().chain(&one.row));
        let columns = || asked.section.iter().flat_map(|one| &one.column).flat_map(|one| &one.names);
        let named = asked.label.iter().chain(&asked.answer_column).chain(sections);
        let named = named.flat_map(|one| one.names.iter().chain(&one.not));
        let headings = asked.section.iter().flat_map(|one| &one.headings);
        let answers =
            asked.answer.iter().flat_map(|one| one.whole.iter().chain(&one.starts).chain(&one.holds));
        let considered = asked.consider.iter().flat_map(|one| &one.holds);
        let held = || asked.questions.iter().flat_map(|one| one.all.iter().flatten());
        let others =
            asked.questions.iter().flat_map(|one| one.not.iter().chain(&one.subjects).chain(&one.affirms));
        let right = named.chain(headings).chain(answers).chain(considered).chain(held()).chain(others);
        let whole = |phrase: &Phrase| -> Vec<String> {
            phrase.told().filter(|(_, any_ending)| !any_ending).map(|(word, _)| word.to_owned()).collect()
        };
        let written = asked.questions.iter().flat_map(|one| words(&one.wording));
        let written = written.chain(asked.general.misspelt.iter().flat_map(|word| words(word)));
        Self::new(right, written.chain(held().chain(columns()).flat_map(whole)))
    }

    /// Words that are spelt right, and those that are known though a letter of them is wrong.
    fn new<'a>(right: impl Iterator<Item = &'a Phrase>, matter: impl Iterator<Item = String>) -> Self {
        let mut found = Self::default();
        for (word, any_ending) in right.flat_map(Phrase::told) {
            let Some(first) = word.bytes().next() else { continue };
            if any_ending {
                let filed = found.stems.entry(first).or_default();
                if !filed.iter().any(|known| known == word) {
                    filed.push(word.to_owned());
                }
            } else {
                found.known.insert(word.to_owned());
            }
        }
        for word in matter.filter(|word| word.len() >= SHORTEST) {
            let filed = word.bytes().next().map(|first| found.whole.entry(first).or_default());
            if let Some(filed) = filed.filter(|filed| !filed.contains(&word)) {
                filed.push(word.clone());
            }
            found.known.insert(word);
        }
        found
    }

    /// The words as they are spelt right; nothing where none is known to be wrong.
    pub(super) fn put_right(&self, told: &[String]) -> Option<Vec<String>> {
        let mut found: Option<Vec<String>> = None;
        for (place, word) in told.iter().enumerate() {
            if let Some(right) = self.meant(word)
                && let Some(own) = found.get_or_insert_with(|| told.to_vec()).get_mut(place)
            {
                right.clone_into(own);
            }
        }
        found
    }

    /// Whether a word is one of the questionnaire's own.
    pub(super) fn knows(&self, word: &str) -> bool {
        let stems = word.bytes().next().and_then(|first| self.stems.get(&first));
        self.known.contains(word) || stems.is_some_and(|all| begins(word, all))
    }

    /// The word that one which nothing knows is a letter away from, or else two in a long one.
    fn meant(&self, word: &str) -> Option<&str> {
        let first = word.bytes().next().filter(|_| word.len() + 1 >= SHORTEST)?;
        let whole = self.whole.get(&first)?;
        if self.knows(word) {
            return None;
        }
        let near = |right: &&String| right.len().abs_diff(word.len()) <= 1 && is_one_letter_off(right, word);
        let two = |right: &&String| {
            right.len() >= LONG && right.len().abs_diff(word.len()) <= 2 && is_two_letters_off(right, word)
        };
        whole.iter().find(near).or_else(|| whole.iter().find(two)).map(String::as_str)
    }
}

/// Whether a word comes within a letter of another where the first that differs is put right.
fn is_two_letters_off(right: &str, word: &str) -> bool {
    let alike = right.bytes().zip(word.bytes()).take_while(|(one, other)| one == other).count();
    let (Some(right), Some(word)) = (right.get(alike..), word.get(alike..)) else { return false };
    // Another letter, one more, one less, or two that changed places.
    let within = |own: usize, other: usize| {
        let rest = right.get(own..).zip(word.get(other..));
        rest.is_some_and(|(own, other)| own == other || is_one_letter_off(own, other))
    };
    let turned = matches!((right.as_bytes(), word.as_bytes()), ([a, b, ..], [c, d, ..]) if a == d && b == c);
    within(1, 1) || within(0, 1) || within(1, 0) || turned && within(2, 2)
}

fn begins(word: &str, stems: &[String]) -> bool {
    stems.iter().any(|stem| word.starts_with(stem.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_nothing_knows_is_put_right() {
        let phrases = ["competenc*", "manage", "recruitment"].map(Phrase::new);
        let matter = ["competency", "competencie", "recruitment", "manager"].map(str::to_owned);
        let known = Vocabulary::new(phrases.iter(), matter.into_iter());
        let right = |text: &str| known.put_right(&words(text)).map(|told| told.join(" "));
        assert_eq!(right("Use of competancies").as_deref(), Some("use of competencie"));
        assert_eq!(right("Web recuitment").as_deref(), Some("web recruitment"));
        assert_eq!(right("Rceruitment").as_deref(), Some("recruitment"));
        assert_eq!(right("Reucitment"), None);
        assert_eq!(right("Coompetancies").as_deref(), Some("competencie"));
        assert_eq!(right("Manage competences"), None);
        assert_eq!(right("Ecruitment and commitment"), None);
    }
}
