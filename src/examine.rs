//! One file, from its bytes to a return: read, recognise, normalise. What a worker
//! does with each path, and what anybody may do in process.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::corrections;
use crate::model::{AnsweredSheet, Code, Correction, Finding, RawBook, Return, RuledRow};
use crate::normalise::{FileFacts, normalise};
use crate::read::{Unreadable, files, read_book, was_no_workbook};
use crate::recognise::{FoundSection, answered, decisions, recognise};
use crate::reference::Reference;

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// Blake3 digest of its bytes in hex; empty where they could not be read.
    pub blake3: String,
    /// What it was found to be.
    pub format: String,
    /// Its return, or the finding that rejects it.
    pub outcome: Result<Box<Return>, Box<Finding>>,
    /// Where each section was found.
    pub places: Vec<FoundSection>,
    /// Where the council's name was found: a cell, `a sheet's name` or `the file's name`.
    pub named_in: Option<String>,
    /// The period that the return names, as written.
    pub period_said: Option<String>,
    /// What was filled in, where the file is no return but a sheet of this program's that
    /// came back; its outcome is then that it is no return.
    pub filled_in: Option<FilledIn>,
}

/// A sheet of this program's that was filled in and came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FilledIn {
    /// A decisions workbook, with what was ruled.
    Decisions(Vec<RuledRow>),
    /// A query sheet, with what its council answered.
    Answers(AnsweredSheet),
}

impl Examined {
    /// A file that could not be read.
    #[must_use]
    pub fn refused(name: &str, why: &Unreadable) -> Self {
        Self {
            blake3: String::new(),
            format: why.format.clone(),
            outcome: Err(Box::new(Finding::of_file(why.code, name, why.format.clone(), why.reason.clone()))),
            filled_in: None,
            places: Vec::new(),
            named_in: None,
            period_said: None,
        }
    }
}

/// Reads one file as a return of a period, with what its council has corrected in it
/// since. `name` is how people know the file.
#[must_use]
pub fn examine(
    path: &Path,
    name: &str,
    period: &str,
    reference: &Reference,
    corrections: &[Correction],
) -> Examined {
    match files::read_bytes(path) {
        Ok(bytes) => examine_corrected(&bytes, name, period, reference, corrections),
        Err(why) => Examined::refused(name, &why),
    }
}

/// Reads a file's bytes as a return of a period.
#[must_use]
pub fn examine_bytes(bytes: &[u8], name: &str, period: &str, reference: &Reference) -> Examined {
    examine_corrected(bytes, name, period, reference, &[])
}

fn examine_corrected(
    bytes: &[u8],
    name: &str,
    period: &str,
    reference: &Reference,
    corrections: &[Correction],
) -> Examined {
    let blake3 = blake3::hash(bytes).to_hex().to_string();
    let mut book = match read_book(bytes) {
        Ok(book) => book,
        Err(why) => return Examined { blake3, ..Examined::refused(name, &why) },
    };
    if let Some((filled_in, what)) = filled_in(&book) {
        let message = format!("This is {what}, not a return.");
        let finding = Finding::of_file(Code::NoSection, name, what, message);
        return Examined {
            blake3,
            format: book.format,
            outcome: Err(Box::new(finding)),
            filled_in: Some(filled_in),
            places: Vec::new(),
            named_in: None,
            period_said: None,
        };
    }
    let made = corrections::put(&mut book, corrections);
    let found = recognise(name, &book, reference);
    let facts = FileFacts { file: name, blake3: &blake3, period };
    let mut outcome = normalise(facts, &book, &found, reference);
    if let Ok(one) = &mut outcome {
        corrections::name(one, made);
    }
    if outcome.as_ref().is_err_and(|no_return| no_return.finding.code == Code::NoSection)
        && let Some(why) = was_no_workbook(&book)
    {
        return Examined { blake3, ..Examined::refused(name, &why) };
    }
    let named_in = outcome.as_ref().ok().and_then(|one| found.named_in(&one.council.code));
    Examined {
        format: book.format,
        outcome: outcome.map(Box::new).map_err(|no_return| Box::new(no_return.finding)),
        blake3,
        filled_in: None,
        places: found.places(),
        named_in,
        period_said: found.period_said(),
    }
}

/// What was filled in, where a workbook is one of this program's own, and what that is called.
fn filled_in(book: &RawBook) -> Option<(FilledIn, &'static str)> {
    if let Some(rows) = decisions(book) {
        return Some((FilledIn::Decisions(rows), "a decisions workbook"));
    }
    answered(book).map(|sheet| (FilledIn::Answers(sheet), "a query sheet"))
}

/// Whether a finding means that the file as such could not be read.
#[must_use]
pub fn is_unreadable(code: Code) -> bool {
    matches!(code, Code::FileUnreadable | Code::FileProtected | Code::FileNotWorkbook | Code::FileTooLarge)
}
