//! Publish: an evaluation becomes a book of sheets, tables, charts and words.
//!
//! One file a sheet and a line in `SHEETS`; plain data, so that every writer
//! shows the same figures.

pub mod book;
mod changes;
mod coaching;
mod completeness;
mod contents;
mod cover;
mod decided;
pub mod decisions;
mod definitions;
mod desk;
mod findings_words;
mod follow_up;
pub mod formula;
mod headcount;
mod notes;
mod posts;
mod practice_answers;
mod practices;
mod public;
mod qualifications;
mod queries;
pub mod query_sheet;
mod ratios;
mod reading;
mod received;
pub mod report;
mod reviews;
mod shown;
mod sources;
mod span;
mod summary;
mod training;
mod training_costs;

use crate::model::Evaluation;
use crate::parallel;

use book::{Block, Book, ChartsAt, Edition, Properties, Sheet};
use desk::Desk;
pub use notes::{NoteGroup, standard_notes};
pub use public::publish_public;

/// What publishing needs to know besides the evaluation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Context {
    /// The questions on practices, in the questionnaire's order.
    pub questions: Vec<QuestionInfo>,
    /// The catalogue of measures, in its order.
    pub measures: Vec<MeasureInfo>,
    /// The notes to print; [`standard_notes`] where nothing else is wanted.
    pub notes: Vec<NoteGroup>,
    /// The tool's version.
    pub tool_version: String,
}

pub use crate::model::QuestionInfo;

/// A measure of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureInfo {
    /// Its id, such as `headcount`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its unit.
    pub unit: String,
    /// What it is.
    pub definition: String,
}

/// One sheet of the book: what it is called, what it shows, and how it is made.
pub(crate) struct Entry {
    /// The name on its tab.
    pub(crate) name: &'static str,
    /// Its title.
    pub(crate) title: &'static str,
    /// What it shows, in a sentence.
    pub(crate) about: &'static str,
    build: fn(&Desk) -> Vec<Block>,
}

/// The sheets of the working edition, in order.
pub(crate) const SHEETS: &[Entry] = &[
    cover::SHEET,
    contents::SHEET,
    notes::SHEET,
    summary::SHEET,
    received::SHEET,
    completeness::SHEET,
    changes::SHEET,
    follow_up::SHEET,
    practices::SHEET,
    practice_answers::SHEET,
    reviews::SHEET,
    headcount::SHEET,
    span::SHEET,
    posts::SHEET,
    ratios::SHEET,
    qualifications::SHEET,
    training::SHEET,
    training_costs::SHEET,
    coaching::SHEET,
    queries::SHEET,
    decided::SHEET,
    sources::SHEET,
    definitions::SHEET,
];

/// Makes the working edition's book of an evaluation.
#[must_use]
pub fn publish(evaluation: &Evaluation, context: &Context) -> Book {
    let desk = Desk::new(evaluation, context);
    let sheets = parallel::each(SHEETS, |entry| sheet(entry, &desk));
    Book { edition: Edition::Working, properties: properties(&desk), sheets }
}

fn sheet(entry: &Entry, desk: &Desk) -> Sheet {
    let opens = entry.name == summary::SHEET.name;
    let title = if entry.name == cover::SHEET.name {
        cover::title(desk)
    } else {
        format!("{}, {}", entry.title, desk.evaluation.wave.period.title)
    };
    Sheet {
        name: entry.name,
        title,
        about: entry.about.to_owned(),
        charts: if opens { ChartsAt::Beside } else { ChartsAt::Below },
        opens,
        blocks: (entry.build)(desk),
    }
}

fn properties(desk: &Desk) -> Properties {
    let period = &desk.evaluation.wave.period;
    Properties {
        title: cover::title(desk),
        subject: "Management development in councils: evaluation of returns".to_owned(),
        author: desk.evaluation.partnership.clone(),
        keywords: format!("management development, evaluation, {}", period.title),
        comment: format!("Working edition, made by returns {}.", desk.context.tool_version),
        created: desk.evaluation.as_of,
    }
}
