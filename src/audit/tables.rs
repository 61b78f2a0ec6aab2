//! Tables: one a sheet, marked up, named, with one header row.

use std::collections::BTreeSet;

use super::sheets::is_usual_name;
use super::{Fault, at, columns, each_sheet, of_sheet, table};
use crate::read::{Dressed, DressedSheet, DressedTable};

pub(super) fn one_each(book: &Dressed) -> Vec<Fault> {
    each_sheet(book, |sheet| match sheet.tables.len() {
        1 => None,
        0 => Some("No table is marked up.".to_owned()),
        many => Some(format!("There are {many} tables.")),
    })
}

pub(super) fn names(book: &Dressed) -> Vec<Fault> {
    let mut seen = BTreeSet::new();
    let mut faults = Vec::new();
    for (sheet, table) in each_table(book) {
        if is_usual_name(&table.name, "table") {
            faults.push(of_sheet(
                sheet,
                format!("A table is called {}, the name that Excel gives.", table.name),
            ));
        } else if !seen.insert(table.name.to_lowercase()) {
            faults.push(of_sheet(sheet, format!("Another table is called {} too.", table.name)));
        }
    }
    faults
}

pub(super) fn left_edge(book: &Dressed) -> Vec<Fault> {
    let off = each_table(book).filter(|(_, table)| table.extent.left > 0);
    off.map(|(sheet, table)| at(sheet, (table.extent.top, table.extent.left), "The table begins here."))
        .collect()
}

pub(super) fn nothing_beside(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for sheet in &book.sheets {
        let Some(table) = table(sheet) else { continue };
        let beside = |row: u32, column: u32| {
            row > table.extent.bottom
                || (row >= table.extent.top && column > table.extent.right)
                || (row < table.extent.top && column > 0)
        };
        let stray = sheet.cells.keys().filter(|at| beside(at.0, at.1));
        faults.extend(stray.map(|place| at(sheet, *place, "This stands outside the table.")));
    }
    faults
}

pub(super) fn header(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (sheet, table) in each_table(book) {
        if table.header_rows != 1 {
            faults.push(of_sheet(sheet, format!("{} has {} header rows.", table.name, table.header_rows)));
            continue;
        }
        let blank = headings(sheet, table).filter(|(_, text)| text.trim().is_empty());
        faults.extend(blank.map(|(place, _)| at(sheet, place, "There is no heading.")));
    }
    faults
}

pub(super) fn unique_headings(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (sheet, table) in each_table(book) {
        let mut seen = BTreeSet::new();
        let again = headings(sheet, table)
            .filter(|(_, text)| !text.is_empty() && !seen.insert(text.trim().to_lowercase()));
        faults.extend(again.map(|(place, text)| at(sheet, place, format!("{text} is there twice."))));
    }
    faults
}

pub(super) fn wrapped_headings(book: &Dressed) -> Vec<Fault> {
    let mut faults = Vec::new();
    for (sheet, table) in each_table(book) {
        for column in columns(table) {
            let place = (table.extent.top, column);
            let Some(cell) = sheet.cells.get(&place) else { continue };
            if !book.formats.get(cell.format).is_some_and(|look| look.wraps) {
                faults.push(at(sheet, place, format!("{} is not wrapped.", cell.text)));
            }
        }
    }
    faults
}

pub(super) fn filters(book: &Dressed) -> Vec<Fault> {
    each_sheet(book, |sheet| {
        let filtered = sheet.has_filter || sheet.tables.iter().any(|table| table.has_filter);
        filtered.then(|| "There is a filter.".to_owned())
    })
}

fn each_table(book: &Dressed) -> impl Iterator<Item = (&DressedSheet, &DressedTable)> {
    book.sheets.iter().flat_map(|sheet| sheet.tables.iter().map(move |table| (sheet, table)))
}

/// A table's headings; none for a column of which the file holds nothing.
fn headings<'a>(
    sheet: &'a DressedSheet,
    table: &'a DressedTable,
) -> impl Iterator<Item = ((u32, u32), &'a str)> {
    columns(table).map(|column| {
        let place = (table.extent.top, column);
        (place, sheet.cells.get(&place).map_or("", |cell| cell.text.as_str()))
    })
}
