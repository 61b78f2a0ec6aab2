//! A text of a return, and what is made of it: its plain words at once, the rest when it is
//! first asked for. Councils answer one form, so that nearly every heading, question and
//! label of a return stood in another one before: texts are kept for the next time, with all
//! that was made of them.

use std::sync::{Arc, OnceLock};

use super::councils::Strength;
use super::memo::Memo;
use super::questionnaire::ColumnOf;
use super::words::words;

/// A longer text, in bytes, is a remark that comes once.
const LONGEST: usize = 400;

/// A text with what is made of it. All of it must depend on the text and the reference data
/// alone, never on where the text stands.
#[derive(Debug, Default)]
pub(crate) struct Told {
    /// As a person sees it, trimmed.
    pub(crate) text: String,
    /// Its plain words.
    pub(crate) words: Vec<String>,
    /// The columns that it is like as a heading, in percent.
    pub(crate) columns: OnceLock<Vec<(ColumnOf, usize)>>,
    /// Whether it names nothing but qualifications.
    pub(crate) only_qualifications: OnceLock<bool>,
    /// Whether it names a review.
    pub(crate) names_review: OnceLock<bool>,
    /// What it heads among reviews, where a text heads one thing.
    pub(crate) head: OnceLock<Option<Head>>,
    /// The same where it may name a review and its list together.
    pub(crate) heads: OnceLock<Option<Head>>,
    /// The question that it asks, by its place, and how surely in percent.
    pub(crate) question: OnceLock<Option<(usize, usize)>>,
    /// The label of About that it begins with, by its id, and how many bytes that takes.
    pub(crate) label: OnceLock<Option<(String, usize)>>,
    /// How like it is to the headings of each section, in percent, in their order.
    pub(crate) sections: OnceLock<Vec<usize>>,
    /// The ONS codes of the councils that it may name, and how surely.
    pub(crate) councils: OnceLock<Vec<(Arc<str>, Strength)>>,
    /// How it is marked as an example.
    pub(crate) example: OnceLock<Option<Example>>,
}

/// What a text heads among reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Whether it names a review.
    pub(crate) review: bool,
    /// The list that it heads, by its column in the table of reviews.
    pub(crate) list: Option<usize>,
    /// Where in the text begins what follows the heading.
    pub(crate) rest: usize,
}

/// How a text is marked as an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Example {
    /// It says so and nothing else.
    Alone,
    /// It begins so.
    Begun,
}

impl Told {
    fn new(text: &str) -> Self {
        Self { text: text.to_owned(), words: words(text), ..Self::default() }
    }
}

/// The texts met last.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts(Memo<String, Arc<Told>>);

impl Texts {
    /// A text, with what was made of it before.
    pub(super) fn told(&self, text: &str) -> Arc<Told> {
        let new = || Arc::new(Told::new(text));
        if text.len() > LONGEST { new() } else { self.0.recall(text, new) }
    }
}
