//! Words: codes, shorthand, notes, raised text, spaces.

use std::collections::BTreeSet;

use super::{Fault, each_cell};
use crate::read::{Dressed, DressedCell};

pub(super) fn codes(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let mut words = cell.text.split(|c: char| !c.is_alphanumeric());
        let code = words.find(|word| is_code(word))?;
        (cell.text.trim() != code).then(|| format!("The code {code} stands with other words."))
    })
}

/// A code as the Office for National Statistics gives: a letter and eight digits.
fn is_code(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(|first| "EKNSWJLM".contains(first))
        && word.len() == 9
        && chars.all(|c| c.is_ascii_digit())
}

pub(super) fn shorthand(book: &Dressed) -> Vec<Fault> {
    let explained = explained(book);
    each_used(
        book,
        |mark| !is_note(mark) && !explained.contains(&mark.to_lowercase()),
        |mark| format!("{mark} is not on the notes sheet."),
    )
}

pub(super) fn notes(book: &Dressed) -> Vec<Fault> {
    let explained = explained(book);
    let mut faults = each_used(
        book,
        |mark| is_note(mark) && !explained.contains(&mark.to_lowercase()),
        |mark| format!("{mark} is not on the notes sheet."),
    );
    faults.extend(each_cell(book, |_, _, cell| other_note(cell)));
    faults
}

/// Notes in another form than `[note 1]`: stars, daggers, `(1)` or `[1]` at the end of words.
fn other_note(cell: &DressedCell) -> Option<String> {
    let text = cell.text.trim();
    if cell.is_number {
        return None;
    }
    let signs = text.ends_with(['*', '†', '‡', '¹', '²', '³', '⁴']);
    let bracketed = text.rsplit_once(['(', '[']).is_some_and(|(before, last)| {
        let number = last.trim_end_matches([')', ']']);
        let letters = before.chars().any(char::is_alphabetic);
        letters
            && last.len() == number.len() + 1
            && !number.is_empty()
            && number.len() < 3
            && number.chars().all(|c| c.is_ascii_digit())
    });
    let spelt = text.to_lowercase().contains("(note ");
    (signs || bracketed || spelt).then(|| format!("{text} refers to a note in another form than [note 1]."))
}

pub(super) fn raised(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let by_format = book.formats.get(cell.format).is_some_and(|look| look.is_raised);
        (cell.is_raised || by_format).then(|| "Text is raised or lowered.".to_owned())
    })
}

pub(super) fn spaces(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let stray = cell.text.trim() != cell.text || cell.text.contains("  ");
        (stray && !cell.is_number).then(|| "There are spaces to spare.".to_owned())
    })
}

/// The marks that the notes sheet explains, in small letters.
fn explained(book: &Dressed) -> BTreeSet<String> {
    let notes = book.sheets.iter().filter(|sheet| sheet.name.to_lowercase().contains("notes"));
    let first = notes.flat_map(|sheet| sheet.cells.iter().filter(|(at, _)| at.1 == 0));
    first.flat_map(|(_, cell)| marks(&cell.text)).map(str::to_lowercase).collect()
}

fn each_used(book: &Dressed, is_wrong: impl Fn(&str) -> bool, says: impl Fn(&str) -> String) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let shown = shown(book, cell);
        let wrong = marks(&shown).into_iter().find(|mark| is_wrong(mark));
        wrong.map(&says)
    })
}

/// The words that a cell shows; of a number those that its format puts beside it.
fn shown(book: &Dressed, cell: &DressedCell) -> String {
    let code = book.formats.get(cell.format).map_or("", |look| look.number.as_str());
    if cell.is_number { code.split('"').skip(1).step_by(2).collect() } else { cell.text.clone() }
}

/// The short marks in square brackets: `[c]`, `[note 1]`.
fn marks(text: &str) -> Vec<&str> {
    let ends = |start: usize| Some(start + text.get(start..)?.find(']')? + 1);
    let found = text.match_indices('[').filter_map(|(start, _)| text.get(start..ends(start)?));
    found.filter(|mark| mark.chars().count() <= 12).collect()
}

fn is_note(mark: &str) -> bool {
    mark.to_lowercase().starts_with("[note")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_found_in_words() {
        assert_eq!(marks("Posts [note 1] and more [c][e]"), ["[note 1]", "[c]", "[e]"]);
        assert_eq!(marks("open [ never closed"), Vec::<&str>::new());
    }

    #[test]
    fn codes_are_told_from_words() {
        assert!(is_code("E07000129"));
        assert!(!is_code("E0700012"));
        assert!(!is_code("Headcount"));
    }
}
