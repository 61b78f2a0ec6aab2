//! Cells: merged, blank, hidden, filled, computed, in which type, leading where.

use std::collections::BTreeSet;

use super::{Fault, at, column_names, columns, each_cell, each_sheet, of_sheet, table};
use crate::model::address;
use crate::read::{Dressed, DressedSheet, Look};

/// Typefaces without serifs that spreadsheet programs use.
const SANS_SERIF: [&str; 24] = [
    "arial",
    "aptos",
    "calibri",
    "helvetica",
    "liberation sans",
    "verdana",
    "tahoma",
    "segoe ui",
    "open sans",
    "noto sans",
    "roboto",
    "trebuchet ms",
    "dejavu sans",
    "carlito",
    "source sans",
    "gill sans",
    "lato",
    "inter",
    "corbel",
    "candara",
    "franklin gothic",
    "century gothic",
    "gds transport",
    "sans",
];

pub(super) fn merged(book: &Dressed) -> Vec<Fault> {
    let merges = book.sheets.iter().flat_map(|sheet| sheet.merges.iter().map(move |merge| (sheet, merge)));
    merges
        .map(|(sheet, merge)| Fault {
            sheet: sheet.name.clone(),
            cell: format!("{}:{}", address(merge.top, merge.left), address(merge.bottom, merge.right)),
            found: "These cells are merged.".to_owned(),
        })
        .collect()
}

pub(super) fn blank_rows(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for sheet in &book.sheets {
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.0).collect();
        let used: BTreeSet<u32> = sheet.cells.keys().map(|at| at.1).collect();
        faults.extend(gaps(&rows).map(|row| at(sheet, (row, 0), "The row is blank.")));
        faults.extend(
            gaps(&used).map(|column| {
                of_sheet(sheet, format!("The column {} is blank.", column_names(column, column)))
            }),
        );
    }
    faults
}

/// The first of each stretch of numbers that are missing before the last one.
fn gaps(there: &BTreeSet<u32>) -> impl Iterator<Item = u32> {
    let before = std::iter::once(None).chain(there.iter().copied().map(Some));
    let pairs = before.zip(there.iter().copied());
    pairs.filter_map(|(before, next)| {
        let first = before.map_or(0, |before| before + 1);
        (first < next).then_some(first)
    })
}

pub(super) fn blank_cells(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for sheet in &book.sheets {
        let Some(table) = table(sheet) else { continue };
        let rows: BTreeSet<u32> = sheet.cells.keys().map(|at| at.0).collect();
        for row in rows.range(table.extent.top.saturating_add(1)..=table.extent.bottom) {
            let blank = columns(table).filter(|column| !sheet.cells.contains_key(&(*row, *column)));
            faults.extend(blank.take(100).map(|column| at(sheet, (*row, column), "The cell is blank.")));
        }
    }
    faults
}

pub(super) fn hidden(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for sheet in &book.sheets {
        faults.extend(sheet.hidden_rows.iter().map(|row| at(sheet, (*row, 0), "The row is hidden.")));
        let columns = sheet.hidden_columns.iter();
        faults.extend(columns.map(|(first, last)| {
            of_sheet(sheet, format!("The columns {} are hidden.", column_names(*first, *last)))
        }));
    }
    faults
}

pub(super) fn formulas(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| cell.has_formula.then(|| "There is a formula.".to_owned()))
}

pub(super) fn fills(book: &Dressed) -> Vec<Fault> {
    let filled = |format| look(book, format).is_some_and(|look| look.is_filled);
    let mut faults =
        each_cell(book, |_, _, cell| filled(cell.format).then(|| "The cell is filled.".to_owned()));
    faults.extend(each_sheet(book, |sheet| {
        sheet.has_conditions.then(|| "Cells are formatted by what they hold.".to_owned())
    }));
    faults
}

pub(super) fn fonts(book: &Dressed) -> Vec<Fault> {
    each_cell(book, |_, _, cell| {
        let look = look(book, cell.format)?;
        let font = look.font.to_lowercase();
        let is_sans = SANS_SERIF.iter().any(|name| font.starts_with(name)) || font.ends_with(" sans");
        if !is_sans {
            Some(format!("The typeface is {}.", if font.is_empty() { "not named" } else { &look.font }))
        } else if look.size < 1200 {
            Some(format!("The size is {} points.", crate::model::decimal(look.size.into())))
        } else {
            None
        }
    })
}

pub(super) fn links(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for sheet in &book.sheets {
        faults.extend(sheet.links.iter().filter_map(|link| {
            let place = (link.top, link.left);
            let several = (link.top, link.left) != (link.bottom, link.right);
            let found = if several {
                Some("A link runs over several cells.".to_owned())
            } else {
                undescribed(sheet, place)
            };
            Some(at(sheet, place, found?))
        }));
        let linked = |at: (u32, u32)| sheet.links.iter().any(|link| link.contains(at.0, at.1));
        let bare = sheet.cells.iter().filter(|(at, cell)| is_address(&cell.text) && !linked(**at));
        faults.extend(bare.map(|(place, _)| {
            at(sheet, *place, "An address stands here that is no link with words of its own.")
        }));
    }
    faults
}

/// What is wrong with the words of a link.
fn undescribed(sheet: &DressedSheet, at: (u32, u32)) -> Option<String> {
    let text = sheet.cells.get(&at).map_or("", |cell| cell.text.trim());
    let says_nothing = ["here", "click here", "link", "more", "read more", "this", "go"]
        .contains(&text.to_lowercase().as_str());
    if text.is_empty() {
        Some("A link has no words.".to_owned())
    } else if says_nothing || is_address(text) {
        Some(format!("{text} does not say where the link leads."))
    } else {
        None
    }
}

fn is_address(text: &str) -> bool {
    let lower = text.to_lowercase();
    ["http://", "https://", "www.", "mailto:"].iter().any(|start| lower.contains(start))
}

pub(super) fn look(book: &Dressed, format: usize) -> Option<&Look> {
    book.formats.get(format)
}
