//! Sheets that are never read: guidance, lists, worked examples.

use crate::model::{Code, Finding, RawSheet};
use crate::reference::{Reference, words};

/// What is said of a sheet that is left out.
pub(crate) const SAID: &str = "This sheet is marked as an example, guidance or a list and was not read.";

/// What is said of a sheet that is read though it is named like one that is left out.
const READ: &str = "This sheet is named as one of lists or guidance would be, and holds the only return in the workbook; it was read. Check that it is the council's own, and name it anew.";

/// Sheets of guidance, lists and worked examples, told by name or title.
pub(crate) fn is_left_out(sheet: &RawSheet, reference: &Reference) -> bool {
    is_left_out_by_name(sheet, reference) || is_left_out_by_title(sheet, reference)
}

/// Whether a sheet's name alone leaves it out, and names no example: a return may stand on a sheet
/// named `List`.
pub(crate) fn may_hold_return(sheet: &RawSheet, reference: &Reference) -> bool {
    const MADE_UP: [&str; 6] = ["example", "sample", "specimen", "guidance", "guide", "definition"];
    let made_up = words(&sheet.name).iter().any(|word| MADE_UP.contains(&word.as_str()));
    !made_up && is_left_out_by_name(sheet, reference) && !is_left_out_by_title(sheet, reference)
}

/// What is said of a sheet that is read all the same.
pub(crate) fn read_all_the_same(file: &str, sheet: &RawSheet) -> Finding {
    let mut finding = Finding::of_file(Code::LayoutUnclear, file, sheet.name.clone(), READ);
    finding.sheet = Some(sheet.name.clone());
    finding
}

fn is_left_out_by_name(sheet: &RawSheet, reference: &Reference) -> bool {
    let skip = &reference.questionnaire.general.skip_sheets;
    let example = &reference.questionnaire.general.example;
    let named = |text: &str| {
        let told = words(text);
        told.len() <= 8
            && (skip.iter().any(|phrase| phrase.is(&told) || phrase.likeness(&told) >= 80)
                || example.iter().any(|phrase| phrase.len() > 1 && phrase.is(&told)))
    };
    let name = words(&sheet.name);
    named(&sheet.name)
        || name.iter().any(|word| word == "example" || word == "guidance" || word == "instruction")
}

fn is_left_out_by_title(sheet: &RawSheet, reference: &Reference) -> bool {
    let skip = &reference.questionnaire.general.skip_sheets;
    let title = sheet.cells.values().next().map(|cell| cell.value.text()).unwrap_or_default();
    let title_words = words(&title);
    title_words.len() <= 12
        && (skip.iter().any(|phrase| phrase.len() > 1 && phrase.position(&title_words) == Some(0))
            || is_marked(sheet, &title, &title_words))
}

/// A first line that stands alone and begins as an example or guidance does; but not one that
/// says where guidance is to be had (`Guidance: see the covering letter`).
fn is_marked(sheet: &RawSheet, text: &str, title: &[String]) -> bool {
    let first_row = sheet.cells.keys().next().map(|(row, _)| *row);
    let alone = sheet.cells.keys().filter(|(row, _)| Some(*row) == first_row).count() == 1;
    let pointed = text.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty());
    let marks = |word: &String| word == "example" || word == "guidance" && !pointed;
    alone && (title.first().is_some_and(marks) || shows_how(title))
}

/// Whether a title says that what follows is made up: `Specimen return`, `This sheet is an example of
/// how to fill in the form`, `For illustration only`; but not where an example is to be seen.
fn shows_how(title: &[String]) -> bool {
    const FIRST: [&str; 4] = ["specimen", "sample", "illustrative", "illustration"];
    const WITHIN: [&[&str]; 6] = [
        &["model", "answer"],
        &["an", "example", "of"],
        &["for", "illustration"],
        &["illustration", "only"],
        &["completed", "example"],
        &["might", "look"],
    ];
    const ELSEWHERE: [&str; 6] = ["see", "refer", "below", "overleaf", "attached", "next"];
    let within = |phrase: &&[&str]| title.windows(phrase.len()).any(|part| *part == **phrase);
    let first = title.first().is_some_and(|word| FIRST.contains(&word.as_str()));
    (first || WITHIN.iter().any(within)) && !title.iter().any(|word| ELSEWHERE.contains(&word.as_str()))
}

/// What is said of a sheet that is left out for this reason.
pub(crate) fn left_out(file: &str, sheet: &RawSheet, why: &str) -> Finding {
    let mut finding = Finding::of_file(Code::ExampleSkipped, file, sheet.name.clone(), why);
    finding.sheet = Some(sheet.name.clone());
    finding
}
