//! Normalise: texts become typed answers, each with the cell it came from.
//!
//! What was recognised goes in; out comes a [`Return`], or the finding that says
//! why the file is none. Doubt is a finding and never a guess left unsaid.

mod about;
mod coaching;
mod council;
mod management;
mod notes;
mod page_lines;
mod practices;
mod reviews;
mod sections;
mod texts;
mod thousands;
mod training;
mod unread;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{
    Code, Coverage, DeliveryStatement, Finding, Practice, RawBook, Return, Section, Statement,
};
use crate::recognise::Recognised;
use crate::reference::Reference;
use about::About;

/// A date as people write it, where it is one.
#[must_use]
pub fn date_said(text: &str) -> Option<Date> {
    texts::dates::date(text)
}

/// What a file is, apart from what it says.
#[derive(Debug, Clone, Copy)]
pub struct FileFacts<'a> {
    /// Its name within the period's folder.
    pub file: &'a str,
    /// Blake3 digest of its bytes, in hex.
    pub blake3: &'a str,
    /// The period whose folder it lies in.
    pub period: &'a str,
}

/// Why a file is no return.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoReturn {
    /// The finding that rejects it.
    pub finding: Finding,
}

/// Makes a return of a workbook recognised.
///
/// # Errors
/// Where no section of the questionnaire is there, nothing is answered, or no
/// council can be told.
pub fn normalise(
    facts: FileFacts<'_>,
    book: &RawBook,
    found: &Recognised,
    reference: &Reference,
) -> Result<Return, Box<NoReturn>> {
    let mut findings = found.findings.clone();
    findings.extend(book.remarks.iter().map(|remark| Finding {
        sheet: remark.sheet.clone(),
        cell: remark.cell.clone(),
        ..Finding::of_file(Code::ReadingRemark, facts.file, remark.found.clone(), remark.message.clone())
    }));
    let no_return = |finding: Finding| Box::new(NoReturn { finding });
    let no_council = |finding: Box<Finding>| Box::new(NoReturn { finding: *finding });
    if let Some((found, message)) = no_questionnaire(book, found, reference) {
        return Err(no_return(Finding::of_file(Code::NoSection, facts.file, found, message)));
    }
    let parts = read_sections(found, facts.period, reference, &mut findings);
    if !parts.sections.iter().any(|(section, coverage)| *section != Section::About && coverage.answered) {
        return Err(no_return(Finding::of_file(
            Code::NothingAnswered,
            facts.file,
            sheet_names(book),
            "The questionnaire is there, and nothing in it is answered. Ask the council to fill it in.",
        )));
    }
    let About { council, completed_on, version } =
        sections::within(Section::About, &mut findings, |findings| {
            about::about(facts, found, reference, findings).map_err(no_council)
        })?;
    let mut sections = parts.sections;
    sections.insert(Section::About, Coverage { found: true, answered: completed_on.is_some() });
    sections::say_missing(&sections, facts.file, &mut findings);
    for finding in &mut findings {
        finding.council = Some(council.id.clone());
        finding.section = finding.section.or_else(|| found.section_of(finding));
    }
    Ok(Return {
        council: council.id,
        file: facts.file.to_owned(),
        blake3: facts.blake3.to_owned(),
        completed_on,
        version,
        sections,
        practices: parts.practices,
        reviews: parts.reviews,
        posts: parts.posts,
        qualifications: parts.qualifications,
        deliveries: parts.deliveries,
        training: parts.training,
        coaching: parts.coaching,
        findings,
        corrections: Vec::new(),
    })
}

/// Why a workbook is no questionnaire that one council answered, with what was found.
fn no_questionnaire(
    book: &RawBook,
    found: &Recognised,
    reference: &Reference,
) -> Option<(String, &'static str)> {
    if found.answers.is_empty() && found.tables.is_empty() {
        let message = "No section of the questionnaire was found. Take the file out of the folder, or ask the council for its return.";
        return Some((sheet_names(book), message));
    }
    if is_evaluation(book) {
        let message = "This is an evaluation workbook that this program wrote, no council's return. Take the file out of the folder.";
        return Some((sheet_names(book), message));
    }
    if let Some(at) = &found.several {
        let message = "This workbook lists several councils; it is no council's return. Take the file out of the folder.";
        return Some((at.to_string(), message));
    }
    let message = "Something here resembles a section of the questionnaire, but too little to be a return. If it is one, ask the council for the whole form.";
    (!found.is_return(&reference.questionnaire)).then(|| (sheet_names(book), message))
}

/// Whether a workbook has the sheets that go around the figures of an evaluation, with one council's
/// figures in it perhaps.
fn is_evaluation(book: &RawBook) -> bool {
    let has = |name: &str| book.sheets.iter().any(|sheet| sheet.name == name);
    ["Cover", "Contents", "Returns received", "Definitions"].into_iter().all(has)
}

fn sheet_names(book: &RawBook) -> String {
    let names: Vec<&str> = book.sheets.iter().map(|sheet| sheet.name.as_str()).take(8).collect();
    format!("sheets: {}", names.join(", "))
}

/// The answered sections of a return.
struct Parts {
    sections: BTreeMap<Section, Coverage>,
    practices: Vec<Practice>,
    reviews: Vec<crate::model::Review>,
    posts: Vec<crate::model::Posts>,
    qualifications: Vec<crate::model::QualificationRow>,
    deliveries: Vec<DeliveryStatement>,
    training: Vec<crate::model::Activity>,
    coaching: Vec<crate::model::Cohort>,
}

fn read_sections(
    found: &Recognised,
    period: &str,
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> Parts {
    let practices = sections::within(Section::Practices, findings, |findings| {
        practices::practices(&found.answers, period, &reference.questionnaire, findings)
    });
    let (review_tables, (reviews, reviews_answered)) =
        sections::of_tables(&found.tables, Section::Reviews, findings, |tables, findings| {
            reviews::reviews(tables, reference, findings)
        });
    let (management_tables, (posts, qualifications)) =
        sections::of_tables(&found.tables, Section::Management, findings, |tables, findings| {
            management::posts(tables, reference, findings)
        });
    let (training_tables, (training, deliveries)) =
        sections::of_tables(&found.tables, Section::Training, findings, |tables, findings| {
            training::training(tables, reference, findings)
        });
    let (coaching_tables, (coaching, coaching_answered)) =
        sections::of_tables(&found.tables, Section::Coaching, findings, |tables, findings| {
            coaching::coaching(tables, reference, findings)
        });
    sections::say_added(&found.tables, findings);
    let practices_answered = practices.iter().any(|one| one.answer != "no_answer");
    let training_answered =
        deliveries.iter().any(|one| one.statement != Statement::NotAvailable || one.source.is_some());
    let sections = [
        (Section::Practices, !found.answers.is_empty(), practices_answered),
        (Section::Reviews, !review_tables.is_empty(), reviews_answered),
        (Section::Management, !management_tables.is_empty(), !posts.is_empty()),
        (Section::Training, !training_tables.is_empty(), training_answered),
        (
            Section::Coaching,
            !coaching_tables.is_empty() || found.headings.contains(&Section::Coaching),
            coaching_answered,
        ),
    ];
    let sections = sections
        .into_iter()
        .map(|(section, seen, answered)| {
            let denied = found.denied.contains(&section);
            (section, Coverage { found: seen || denied, answered: answered || denied })
        })
        .collect();
    Parts { sections, practices, reviews, posts, qualifications, deliveries, training, coaching }
}
