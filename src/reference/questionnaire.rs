//! The questionnaire as data: questions, sections, columns and the phrases by which
//! they are known, from `reference/questionnaire.toml`.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Deserialize;

use super::memo::Memo;
use super::misspelt::Vocabulary;
use super::words::{Index, Phrase, best_likeness, holds_any, unnumbered, words};
use crate::error::Error;

/// A word in the wording of more questions than this tells none of them.
const FEW_QUESTIONS: usize = 3;

/// A named list of phrases: a label, a column, a kind of row.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    /// Its id, used by the code that reads the thing.
    pub id: String,
    /// Phrases by which it is known.
    pub names: Vec<Phrase>,
    /// Words that rule it out.
    #[serde(default)]
    pub not: Vec<Phrase>,
    /// Whether it tells the section even beside columns that others share.
    #[serde(default)]
    pub strong: bool,
}

/// A question on practices.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its id in the contract.
    pub id: String,
    /// A short title.
    pub title: String,
    /// The wording of the form.
    pub wording: String,
    /// How many different plain words the wording has, filled in at load.
    #[serde(skip)]
    pub wording_words: usize,
    /// What kind of answer is wanted.
    pub kind: QuestionKind,
    /// Whether it also asks if the council would consider it.
    #[serde(default)]
    pub would_consider: bool,
    /// What else is kept, such as `supplier`.
    #[serde(default)]
    pub also: Option<String>,
    /// The words of a scale, best first.
    #[serde(default)]
    pub scale: Vec<String>,
    /// Alternatives; each is phrases that must all stand in the text.
    pub all: Vec<Vec<Phrase>>,
    /// Phrases that rule the question out.
    #[serde(default)]
    pub not: Vec<Phrase>,
    /// What the question is about, where it says so: `say about management development`.
    #[serde(default)]
    pub subjects: Vec<Phrase>,
    /// Phrases that describe the practice, and so say yes.
    #[serde(default)]
    pub affirms: Vec<Phrase>,
}

/// What kind of answer a question wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// One of the codes.
    Coded,
    /// A text.
    Text,
    /// One word of a scale.
    Scale,
}

/// The codes of coded answers, in the contract's order.
pub const CODES: [&str; 7] = ["yes", "partly", "planned", "no", "not_applicable", "no_answer", "unclear"];

/// The columns of a review that are lists of remarks.
const LISTS: [&str; 2] = ["good_practice", "improvement"];

impl Question {
    /// Every code that an answer can have; none for a text.
    #[must_use]
    pub fn codes(&self) -> Vec<String> {
        match self.kind {
            QuestionKind::Coded => CODES.iter().map(|code| (*code).to_owned()).collect(),
            QuestionKind::Text => Vec::new(),
            QuestionKind::Scale => {
                let silent = ["not_applicable", "no_answer", "unclear"].into_iter().map(str::to_owned);
                self.scale.iter().cloned().chain(silent).collect()
            }
        }
    }
}

/// Phrases that give an answer its code.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerRule {
    /// The code.
    pub code: String,
    /// Phrases that are all of the text, where one that only begins so says something else.
    #[serde(default)]
    pub whole: Vec<Phrase>,
    /// Phrases that begin the text.
    pub starts: Vec<Phrase>,
    /// Phrases that stand anywhere in it.
    pub holds: Vec<Phrase>,
}

/// Phrases that say whether the council would consider it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsiderRule {
    /// Would, or would not.
    pub value: bool,
    /// Phrases that stand anywhere in the text.
    pub holds: Vec<Phrase>,
}

/// A section that is a table, or a heading over the questions.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionWords {
    /// Its id.
    pub id: String,
    /// Headings that stand over it.
    pub headings: Vec<Phrase>,
    /// Its columns.
    #[serde(default)]
    pub column: Vec<Named>,
    /// Kinds of row, known by their labels.
    #[serde(default)]
    pub row: Vec<Named>,
}

/// A column of a section's table, by their places in the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ColumnOf {
    section: usize,
    column: usize,
}

/// Words that mean the same everywhere.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct General {
    /// Labels of total rows.
    pub total: Vec<Phrase>,
    /// Marks of examples.
    pub example: Vec<Phrase>,
    /// Beginnings of footnotes.
    pub footnote: Vec<Phrase>,
    /// Names and titles of sheets that are never read.
    pub skip_sheets: Vec<Phrase>,
    /// Words in the name or title of a sheet that another has taken the place of.
    #[serde(default)]
    pub superseded: Vec<Phrase>,
    /// Words that are known though a letter of them is wrong, besides those of questions and
    /// columns.
    #[serde(default)]
    pub misspelt: Vec<String>,
}

/// The whole questionnaire.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Words that mean the same everywhere.
    pub general: General,
    /// Labels of the section About.
    pub label: Vec<Named>,
    /// The questions, in order.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
    /// Columns around the answers.
    pub answer_column: Vec<Named>,
    /// Phrases of answers.
    pub answer: Vec<AnswerRule>,
    /// Phrases of consideration.
    pub consider: Vec<ConsiderRule>,
    /// Sections.
    pub section: Vec<SectionWords>,
    #[serde(skip)]
    columns: Index<ColumnOf>,
    #[serde(skip)]
    columns_known: Memo<Vec<String>, Vec<(ColumnOf, usize)>>,
    /// The columns of the reviews' two lists.
    #[serde(skip)]
    lists: Index<usize>,
    #[serde(skip)]
    labels: Index<usize>,
    /// The names of the reviews that are asked for.
    #[serde(skip)]
    reviews: Index<()>,
    /// The questions' titles.
    #[serde(skip)]
    titles: Index<usize>,
    /// The questions in whose wording a plain word stands.
    #[serde(skip)]
    wordings: HashMap<String, Vec<usize>>,
    /// The alternatives of the questions, by their first phrase.
    #[serde(skip)]
    alternatives: Index<(usize, Vec<Phrase>)>,
    #[serde(skip)]
    vocabulary: Vocabulary,
}

impl Questionnaire {
    /// Reads and checks the questionnaire.
    ///
    /// # Errors
    /// Names the line of what is no TOML, unknown, or declared twice.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let fault = |message: String| Error::Reference { file: "questionnaire.toml".to_owned(), message };
        let mut found: Self = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        for (place, question) in found.questions.iter_mut().enumerate() {
            let distinct: BTreeSet<String> = words(&question.wording).into_iter().collect();
            question.wording_words = distinct.len();
            for word in distinct {
                found.wordings.entry(word).or_default().push(place);
            }
        }
        let titles = found.questions.iter().map(|question| Phrase::new(&question.title));
        found.titles = Index::new(titles.enumerate());
        (found.reviews, found.lists) = found.of_reviews();
        found.columns = found.all_columns();
        found.labels = Index::new(named(&found.label));
        let alternatives = found.questions.iter().enumerate().flat_map(|(place, question)| {
            let filed = move |group: &Vec<Phrase>| {
                let (first, others) = group.split_first()?;
                Some(((place, others.to_vec()), first.clone()))
            };
            question.all.iter().filter_map(filed)
        });
        found.alternatives = Index::new(alternatives);
        found.vocabulary = Vocabulary::of(&found);
        let line_of = |id: &str| {
            let mark = format!("id = \"{id}\"");
            let last = text.lines().enumerate().filter(|(_, line)| line.trim() == mark).last();
            last.map_or(0, |(place, _)| place + 1)
        };
        let mut seen = BTreeSet::new();
        for question in &found.questions {
            if !seen.insert(question.id.as_str()) {
                let line = line_of(&question.id);
                return Err(fault(format!("line {line}: question {} is declared twice", question.id)));
            }
            if question.kind == QuestionKind::Scale && question.scale.is_empty() {
                let line = line_of(&question.id);
                return Err(fault(format!(
                    "line {line}: question {} has a scale without words",
                    question.id
                )));
            }
        }
        for rule in &found.answer {
            if !CODES.contains(&rule.code.as_str()) {
                return Err(fault(format!("answer code {} is none of {}", rule.code, CODES.join(", "))));
            }
        }
        Ok(found)
    }

    /// The words of a heading or question with those spelt right in which a letter is wrong;
    /// nothing where none is.
    #[must_use]
    pub fn put_right(&self, told: &[String]) -> Option<Vec<String>> {
        self.vocabulary.put_right(told)
    }

    /// Whether all words are the questionnaire's own, but for numbers.
    #[must_use]
    pub fn speaks(&self, told: &[String]) -> bool {
        let number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
        told.iter().all(|word| number(word) || self.vocabulary.knows(word))
    }

    fn all_columns(&self) -> Index<ColumnOf> {
        Index::new(self.section.iter().enumerate().flat_map(|(section, words)| {
            named(&words.column).map(move |(column, phrase)| (ColumnOf { section, column }, phrase))
        }))
    }

    /// The names of the reviews, and those of the columns that are lists.
    fn of_reviews(&self) -> (Index<()>, Index<usize>) {
        let Some(section) = self.section("reviews") else { return Default::default() };
        let is_list = |(place, _): &(usize, Phrase)| {
            section.column.get(*place).is_some_and(|column| LISTS.contains(&column.id.as_str()))
        };
        let reviews = named(&section.row).map(|(_, name)| ((), name));
        (Index::new(reviews), Index::new(named(&section.column).filter(is_list)))
    }

    /// The columns that a heading is like, with the best likeness in percent of their
    /// names; in the questionnaire's order.
    #[must_use]
    pub fn columns_like(&self, heading: &[String]) -> Vec<(ColumnOf, usize)> {
        self.columns_known.recall(heading, || {
            let right = self.put_right(heading);
            let heading = right.as_deref().unwrap_or(heading);
            let heading = without_section(without_part(without_source(heading)));
            let whole = self.look_up_columns(heading);
            let bare = without_years(heading);
            if bare.is_empty() || bare.len() == heading.len() {
                return whole;
            }
            // `Posts 2005` are posts; but a review or a cohort is named after its year.
            let named_after = |(of, _): &(ColumnOf, usize)| {
                self.column(*of)
                    .is_some_and(|(section, _)| ["reviews", "coaching"].contains(&section.id.as_str()))
            };
            let mut found: Vec<_> = whole.into_iter().filter(named_after).collect();
            found.extend(self.look_up_columns(&bare).into_iter().filter(|one| !named_after(one)));
            found.sort_unstable();
            found
        })
    }

    fn look_up_columns(&self, heading: &[String]) -> Vec<(ColumnOf, usize)> {
        let mut found: Vec<(ColumnOf, usize)> =
            self.columns.like(heading).map(|(column, likeness)| (*column, likeness)).collect();
        // The phrases of a column follow one another.
        found.dedup_by(|next, first| {
            let same = first.0 == next.0;
            if same {
                first.1 = first.1.max(next.1);
            }
            same
        });
        found.retain(|(of, _)| self.column(*of).is_some_and(|(_, column)| !holds_any(&column.not, heading)));
        found
    }

    /// Of columns that a heading is like, those of a section that are so in `least` percent at
    /// least: how like, and the column's id.
    pub(crate) fn columns_of<'a>(
        &'a self,
        section: &str,
        like: &[(ColumnOf, usize)],
        least: usize,
    ) -> impl Iterator<Item = (usize, &'a str)> {
        like.iter().filter(move |(_, likeness)| *likeness >= least).filter_map(move |(of, likeness)| {
            let (words, column) = self.column(*of)?;
            (words.id == section).then_some((*likeness, column.id.as_str()))
        })
    }

    /// Of those columns of a section the id of the one that the heading is most like.
    pub(crate) fn column_most_like<'a>(
        &'a self,
        section: &str,
        like: &[(ColumnOf, usize)],
        least: usize,
    ) -> Option<&'a str> {
        self.columns_of(section, like, least).max_by_key(|(likeness, _)| *likeness).map(|(_, id)| id)
    }

    /// Whether a text is the heading of a section, or nearly: `Part three: managers`.
    #[must_use]
    pub fn heads_section(&self, told: &[String]) -> bool {
        let told = unnumbered(told);
        self.section.iter().any(|section| best_likeness(&section.headings, told) >= 85)
    }

    /// How like a text is to the headings of a kind of answers' columns, such as `detail`, in percent.
    #[must_use]
    pub fn heads_answers(&self, id: &str, told: &[String]) -> usize {
        let own = self.answer_column.iter().filter(|column| column.id == id);
        own.map(|column| best_likeness(&column.names, told)).max().unwrap_or(0)
    }

    /// A column, with its section.
    #[must_use]
    pub fn column(&self, of: ColumnOf) -> Option<(&SectionWords, &Named)> {
        let section = self.section.get(of.section)?;
        Some((section, section.column.get(of.column)?))
    }

    /// The questions of which an alternative stands in the text, by their places, with
    /// the most words that one has.
    #[must_use]
    pub fn questions_held_by(&self, text: &[String]) -> BTreeMap<usize, usize> {
        let mut found: BTreeMap<usize, usize> = BTreeMap::new();
        for ((question, others), first) in self.alternatives.held_by(text) {
            if others.iter().all(|phrase| phrase.position(text).is_some()) {
                let words = first.len() + others.iter().map(Phrase::len).sum::<usize>();
                let known = found.entry(*question).or_default();
                *known = words.max(*known);
            }
        }
        found
    }

    /// The questions whose wording has words of the text, by their places, with how many
    /// of the different words of both they share. `Do you use` is of many questions, and alone
    /// like none.
    #[must_use]
    pub fn questions_worded_like(&self, text: &[String]) -> BTreeMap<usize, usize> {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mut told_by: BTreeSet<usize> = BTreeSet::new();
        let distinct: BTreeSet<&String> = text.iter().collect();
        for places in distinct.into_iter().filter_map(|word| self.wordings.get(word)) {
            if places.len() <= FEW_QUESTIONS {
                told_by.extend(places);
            }
            for place in places {
                *shared.entry(*place).or_default() += 1;
            }
        }
        shared.retain(|place, _| told_by.contains(place));
        shared
    }

    /// The questions whose title the text is like, by at least so many percent.
    pub fn questions_titled(&self, text: &[String], least: usize) -> impl Iterator<Item = usize> {
        self.titles.like(text).filter(move |(_, likeness)| *likeness >= least).map(|(place, _)| *place)
    }

    /// How like a text is to the name of a review that is asked for, in percent.
    #[must_use]
    pub fn review_like(&self, text: &[String]) -> usize {
        self.reviews.like(text).map(|((), likeness)| likeness).max().unwrap_or(0)
    }

    /// The column whose list of remarks on a review a text heads, by at least so many
    /// percent of likeness.
    #[must_use]
    pub fn list_headed(&self, text: &[String], least: usize) -> Option<&str> {
        let (place, _) = self.lists.like(text).find(|(_, likeness)| *likeness >= least)?;
        Some(self.section("reviews")?.column.get(*place)?.id.as_str())
    }

    /// The label of About that a text is most like, with its likeness in percent.
    #[must_use]
    pub fn label_like(&self, text: &[String]) -> Option<(&Named, usize)> {
        let (place, likeness) =
            self.labels.like(text).max_by_key(|(place, likeness)| (*likeness, **place))?;
        Some((self.label.get(*place)?, likeness))
    }

    /// The section with this id.
    #[must_use]
    pub fn section(&self, id: &str) -> Option<&SectionWords> {
        self.section.iter().find(|section| section.id == id)
    }
}

/// The phrases of named things, each with the thing's place.
fn named(all: &[Named]) -> impl Iterator<Item = (usize, Phrase)> {
    let names = |(place, one): (usize, &Named)| {
        one.names.iter().map(move |phrase| (place, phrase.clone())).collect::<Vec<_>>()
    };
    all.iter().enumerate().flat_map(names)
}

/// A heading without what says where its figures are from: `Cost as per ledger`.
fn without_source(heading: &[String]) -> &[String] {
    let from = heading.windows(2).position(|pair| match pair {
        [one, two] => one == "as" && two == "per" || one == "not" && ["fte", "wte"].contains(&two.as_str()),
        _ => false,
    });
    from.filter(|from| *from > 0).and_then(|from| heading.get(..from)).unwrap_or(heading)
}

/// A heading without the number of its section and of its place there: `5.1.2 Cost`; `1.5 hours`
/// are hours, and a day has more digits.
fn without_section(heading: &[String]) -> &[String] {
    let counts = |word: &String| word.len() == 1 && word.chars().all(|c| c.is_ascii_digit());
    let first = heading.iter().position(|word| !counts(word)).unwrap_or(0);
    if first < 3 { heading } else { heading.get(first..).unwrap_or(heading) }
}

/// A heading without what makes it a part of the one before: `Of which management qualified`.
fn without_part(heading: &[String]) -> &[String] {
    match heading {
        [of, which, rest @ ..] if of == "of" && ["which", "whom", "these"].contains(&which.as_str()) => {
            Some(rest).filter(|rest| !rest.is_empty()).unwrap_or(heading)
        }
        _ => heading,
    }
}

/// The words of a heading without the year that it is about: `Posts 2005`, `Cost 2004/05`.
#[must_use]
pub fn without_years(told: &[String]) -> Vec<String> {
    let digits =
        |word: &String, length: usize| word.len() == length && word.bytes().all(|c| c.is_ascii_digit());
    let is_year = |word: &String| digits(word, 4) && (word.starts_with("19") || word.starts_with("20"));
    let told_before = |place: usize| place.checked_sub(1).and_then(|before| told.get(before));
    let of_year = |place: usize, word: &String| digits(word, 2) && told_before(place).is_some_and(is_year);
    let kept = told.iter().enumerate().filter(|(place, word)| !is_year(word) && !of_year(*place, word));
    kept.map(|(_, word)| word.clone()).collect()
}
