//! Reading: files of every kind become raw cells, or a fair reason why not.

mod cost;
mod formats;
mod hazards;
mod made;
mod mutants;
mod pool;
mod seven;

use std::path::{Path, PathBuf};

use returns::model::{CellValue, RawBook, RawSheet};

/// A path within the package.
fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a workbook that can be read.
fn book(path: &str) -> RawBook {
    let bytes = std::fs::read(at(path)).unwrap();
    returns::read::read_book(&bytes).unwrap_or_else(|refused| panic!("{path}: {}", refused.reason))
}

/// A sheet by its name.
fn sheet<'b>(book: &'b RawBook, name: &str) -> &'b RawSheet {
    book.sheets.iter().find(|sheet| sheet.name == name).unwrap_or_else(|| panic!("no sheet {name}"))
}

/// What a cell holds.
fn cell<'b>(sheet: &'b RawSheet, address: &str) -> Option<&'b CellValue> {
    let at = returns::model::parse_address(address).unwrap();
    sheet.cells.get(&at).map(|cell| &cell.value)
}

/// A text value.
fn text(text: &str) -> CellValue {
    CellValue::Text(text.to_owned())
}
