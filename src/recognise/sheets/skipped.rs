//! Sheets that are never read: guidance, lists, worked examples.

use crate::model::{Code, Finding, RawSheet};
use crate::reference::{Reference, words};

/// What is said of a sheet that is left out.
const SAID: &str = "This sheet is marked as an example, guidance or a list and was not read.";

/// What is said of a sheet that does not count any more.
const SAID_SUPERSEDED: &str = "This sheet is marked as superseded, or not to be used, and was not read.";

/// Why a sheet is never read, where it is not.
pub(crate) fn why_left_out(sheet: &RawSheet, reference: &Reference) -> Option<&'static str> {
    if is_left_out(sheet, reference) {
        return Some(SAID);
    }
    is_superseded(sheet, reference).then_some(SAID_SUPERSEDED)
}

/// Sheets that another has taken the place of, told by name or by a title of its own.
fn is_superseded(sheet: &RawSheet, reference: &Reference) -> bool {
    let marks = &reference.questionnaire.general.superseded;
    let says = |told: &[String]| told.len() <= 8 && marks.iter().any(|mark| mark.position(told).is_some());
    let title = || words(&sheet.cells.values().next().map(|cell| cell.value.text()).unwrap_or_default());
    says(&words(&sheet.name)) || says(&title())
}

/// Sheets of guidance, lists and worked examples, told by name or title.
fn is_left_out(sheet: &RawSheet, reference: &Reference) -> bool {
    let skip = &reference.questionnaire.general.skip_sheets;
    let example = &reference.questionnaire.general.example;
    let named = |text: &str| {
        let told = words(text);
        told.len() <= 8
            && (skip.iter().any(|phrase| phrase.is(&told) || phrase.likeness(&told) >= 80)
                || example.iter().any(|phrase| phrase.len() > 1 && phrase.is(&told)))
    };
    let name = words(&sheet.name);
    let by_name = named(&sheet.name)
        || name.iter().any(|word| word == "example" || word == "guidance" || word == "instruction");
    let title = sheet.cells.values().next().map(|cell| cell.value.text()).unwrap_or_default();
    let title_words = words(&title);
    let by_title = title_words.len() <= 12
        && (skip.iter().any(|phrase| phrase.len() > 1 && phrase.position(&title_words) == Some(0))
            || is_marked(sheet, &title, &title_words));
    by_name || by_title
}

/// A first line that stands alone and begins as an example or guidance does; but not one that
/// says where guidance is to be had (`Guidance: see the covering letter`).
fn is_marked(sheet: &RawSheet, text: &str, title: &[String]) -> bool {
    let first_row = sheet.cells.keys().next().map(|(row, _)| *row);
    let alone = sheet.cells.keys().filter(|(row, _)| Some(*row) == first_row).count() == 1;
    let pointed = text.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
    let marks = |word: &String| word == "example" || word == "guidance" && !pointed;
    alone && title.first().is_some_and(marks)
}

/// What is said of a sheet that is left out for this reason.
pub(crate) fn left_out(file: &str, sheet: &RawSheet, why: &str) -> Finding {
    let mut finding = Finding::of_file(Code::ExampleSkipped, file, sheet.name.clone(), why);
    finding.sheet = Some(sheet.name.clone());
    finding
}
