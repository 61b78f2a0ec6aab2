//! The public edition: sheets that may be published as they stand.
//!
//! Made from protected figures alone: a [`Shelf`] holds no return, so no words of a
//! council's, no query and no source can reach a sheet. A sheet is one table, and a
//! file here with a line in [`PUBLIC_SHEETS`].

mod coaching;
mod contents;
mod cover;
mod definitions;
mod headcount;
mod notes;
mod practice_counts;
mod practices;
mod qualified;
mod ratings;
mod returned;
mod shelf;
mod span;
mod training;

use crate::model::Evaluation;
use crate::protect::Protected;

use super::Context;
use super::book::{Block, Book, ChartsAt, Edition, Properties, Sheet, Table};
use shelf::Shelf;

/// One sheet: what it is called, what it shows, and its table.
pub(super) struct Entry {
    /// The name on its tab.
    pub(super) name: &'static str,
    /// Its title.
    pub(super) title: &'static str,
    /// What it shows, in a sentence.
    pub(super) about: &'static str,
    build: fn(&Shelf) -> Table,
}

/// The sheets of the public edition, in order.
const PUBLIC_SHEETS: &[Entry] = &[
    cover::SHEET,
    contents::SHEET,
    notes::SHEET,
    returned::SHEET,
    practices::SHEET,
    practice_counts::SHEET,
    ratings::SHEET,
    headcount::SHEET,
    span::SHEET,
    qualified::SHEET,
    training::SHEET,
    coaching::SHEET,
    definitions::SHEET,
];

/// Makes the public edition's book of an evaluation's protected figures.
#[must_use]
pub fn publish_public(evaluation: &Evaluation, protected: &Protected, context: &Context) -> Book {
    let shelf = Shelf::new(evaluation, protected, context);
    let period = &shelf.period.title;
    let title = format!("Management development evaluation, {period}");
    let sheets = PUBLIC_SHEETS.iter().map(|entry| Sheet {
        name: entry.name,
        title: if entry.name == cover::SHEET.name {
            title.clone()
        } else {
            format!("{}, {period}", entry.title)
        },
        about: entry.about.to_owned(),
        charts: ChartsAt::Below,
        opens: entry.name == cover::SHEET.name,
        blocks: vec![Block::Table((entry.build)(&shelf))],
    });
    let sheets = sheets.collect();
    let properties = Properties {
        title,
        subject: "Management development in councils: figures for publication".to_owned(),
        author: shelf.partnership.to_owned(),
        keywords: format!("management development, statistics, {period}"),
        comment: format!("Public edition, made by returns {}.", context.tool_version),
        created: evaluation.as_of,
    };
    Book { edition: Edition::Public, properties, sheets }
}
