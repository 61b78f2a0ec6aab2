//! The workbook and its sheets: properties, names, titles, what lies over the cells.

use super::{Fault, at, each_sheet, of_workbook};
use crate::read::{Dressed, DressedSheet};

pub(super) fn title(book: &Dressed) -> Vec<Fault> {
    property(book, "title", "The properties name no title.")
}

pub(super) fn author(book: &Dressed) -> Vec<Fault> {
    property(book, "creator", "The properties name no author.")
}

pub(super) fn language(book: &Dressed) -> Vec<Fault> {
    property(book, "language", "The properties name no language.")
}

fn property(book: &Dressed, name: &str, found: &str) -> Vec<Fault> {
    let there = book.properties.get(name).is_some_and(|value| !value.trim().is_empty());
    if there { Vec::new() } else { vec![of_workbook(found)] }
}

pub(super) fn front(book: &Dressed) -> Vec<Fault> {
    let has = |word: &str| book.sheets.iter().any(|sheet| sheet.name.to_lowercase().contains(word));
    let missing = ["cover", "contents", "notes"].into_iter().filter(|word| !has(word));
    missing.map(|word| of_workbook(format!("There is no sheet called {word}."))).collect()
}

pub(super) fn opens_on_first(book: &Dressed) -> Vec<Fault> {
    match book.sheets.get(book.opens_on) {
        Some(sheet) if book.opens_on > 0 => vec![of_workbook(format!("It opens on {}.", sheet.name))],
        _ => Vec::new(),
    }
}

pub(super) fn names(book: &Dressed) -> Vec<Fault> {
    each_sheet(book, |sheet| {
        is_usual_name(&sheet.name, "sheet").then(|| "Its name is the one that Excel gives.".to_owned())
    })
}

/// Whether a name is a word with a number after it, as programs give.
pub(super) fn is_usual_name(name: &str, word: &str) -> bool {
    let lower = name.to_lowercase();
    lower.strip_prefix(word).is_some_and(|rest| {
        rest.trim_matches(|c: char| c == '_' || c == ' ').chars().all(|c| c.is_ascii_digit())
    })
}

pub(super) fn hidden(book: &Dressed) -> Vec<Fault> {
    each_sheet(book, |sheet| sheet.is_hidden.then(|| "The sheet is hidden.".to_owned()))
}

pub(super) fn titles(book: &Dressed) -> Vec<Fault> {
    let untitled = book.sheets.iter().filter(|sheet| !has_words(sheet, (0, 0)));
    untitled.map(|sheet| at(sheet, (0, 0), "There is no title.")).collect()
}

pub(super) fn headings(book: &Dressed) -> Vec<Fault> {
    let style = |sheet: &DressedSheet| {
        let format = sheet.cells.get(&(0, 0))?.format;
        Some(book.formats.get(format).map_or("", |look| &look.style).to_owned())
    };
    let is_heading = |style: &str| style.starts_with("Heading") || style == "Title";
    let faults = book.sheets.iter().filter_map(|sheet| Some((sheet, style(sheet)?)));
    faults
        .filter(|(_, style)| !is_heading(style))
        .map(|(sheet, style)| {
            at(
                sheet,
                (0, 0),
                format!("The title has the style {}.", if style.is_empty() { "Normal" } else { &style }),
            )
        })
        .collect()
}

pub(super) fn descriptions(book: &Dressed) -> Vec<Fault> {
    let silent = book.sheets.iter().filter(|sheet| !has_words(sheet, (1, 0)) || is_header(sheet));
    silent.map(|sheet| at(sheet, (1, 0), "Nothing says what the sheet shows.")).collect()
}

fn has_words(sheet: &DressedSheet, at: (u32, u32)) -> bool {
    sheet.cells.get(&at).is_some_and(|cell| !cell.is_number && !cell.text.trim().is_empty())
}

/// Whether A2 belongs to a table already.
fn is_header(sheet: &DressedSheet) -> bool {
    sheet.tables.iter().any(|table| table.extent.contains(1, 0))
}

pub(super) fn cursors(book: &Dressed) -> Vec<Fault> {
    each_sheet(book, |sheet| (sheet.cursor != "A1").then(|| format!("The cursor is in {}.", sheet.cursor)))
}

pub(super) fn panes(book: &Dressed) -> Vec<Fault> {
    each_sheet(book, |sheet| sheet.has_panes.then(|| "Panes are frozen or split.".to_owned()))
}

pub(super) fn objects(book: &Dressed) -> Vec<Fault> {
    let found = book.sheets.iter().flat_map(|sheet| sheet.objects.iter().map(move |object| (sheet, object)));
    found.map(|(sheet, object)| super::of_sheet(sheet, format!("There is a {object}."))).collect()
}

pub(super) fn macros(book: &Dressed) -> Vec<Fault> {
    if book.has_macros { vec![of_workbook("The workbook holds macros.")] } else { Vec::new() }
}
