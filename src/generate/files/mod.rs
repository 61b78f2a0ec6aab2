//! Plain sheets into the bytes of a file, one writer a format. They write what the
//! formats need and no more; every file opens in Excel's and `LibreOffice`'s readers.

mod compound;
mod ods;
mod xls;
mod xlsb;
mod xlsx;

use std::fmt::Display;
use std::io::{Cursor, Write};

use serde::{Deserialize, Serialize};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::sheet::Book;
use crate::error::Error;

/// A file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Excel 2007 and later.
    Xlsx,
    /// The same, allowed to hold macros.
    Xlsm,
    /// The same in records.
    Xlsb,
    /// Excel 97 to 2003.
    Xls,
    /// Open Document.
    Ods,
}

impl Format {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Xlsx, Self::Xlsm, Self::Xlsb, Self::Xls, Self::Ods];

    /// What its files' names end with, without the point.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
        }
    }
}

/// The workbook's bytes; the same workbook gives the same bytes.
///
/// # Errors
/// Where a sheet holds what the format cannot, such as a text of more than 4,000 characters.
pub fn bytes(book: &Book, format: Format) -> Result<Vec<u8>, Error> {
    match format {
        Format::Xlsx => xlsx::bytes(book).map_err(fault(book)),
        Format::Xlsm => xlsx::bytes(book)
            .map_err(fault(book))
            .and_then(|bytes| xlsx::with_macros_allowed(&bytes).map_err(fault(book))),
        Format::Xlsb => xlsb::bytes(book).map_err(fault(book)),
        Format::Xls => xls::bytes(book).map_err(fault(book)),
        Format::Ods => ods::bytes(book).map_err(fault(book)),
    }
}

fn fault<E: Display>(book: &Book) -> impl FnOnce(E) -> Error {
    Error::output(book.file.clone())
}

/// Longest text that the formats made of records are given.
const LONGEST: usize = 4_000;

/// Texts that cells share, each once, in the order of their first use.
#[derive(Default)]
struct Shared {
    texts: Vec<String>,
    places: std::collections::BTreeMap<String, u32>,
    uses: u32,
}

impl Shared {
    /// The text's place.
    fn place(&mut self, text: &str) -> std::io::Result<u32> {
        self.uses += 1;
        if let Some(place) = self.places.get(text) {
            return Ok(*place);
        }
        if text.encode_utf16().count() > LONGEST {
            return Err(std::io::Error::other("a text of more than 4,000 characters"));
        }
        let place = u32::try_from(self.texts.len()).map_err(std::io::Error::other)?;
        self.texts.push(text.to_owned());
        self.places.insert(text.to_owned(), place);
        Ok(place)
    }
}

/// A zip package of parts, in order; the first is stored as it is where `plain_first`.
fn package(parts: &[(String, Vec<u8>)], plain_first: bool) -> std::io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (place, (name, part)) in parts.iter().enumerate() {
        let method = if plain_first && place == 0 {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        writer.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method))?;
        writer.write_all(part)?;
    }
    Ok(writer.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::sheet::{Cell, Row, Sheet};
    use crate::model::{CellValue, Extent, RawSheet};
    use crate::read::read_book;

    /// A workbook with a cell of every kind, a merge each way, and what may be hidden.
    fn book() -> Book {
        let text = |text: &str| Cell::Text(text.to_owned());
        let rows = vec![
            Row {
                bold: true,
                cells: vec![text("Heads & <tails> \u{a3}\u{201c}x\u{201d}"), Cell::MergedLeft(String::new())],
                ..Row::default()
            },
            Row {
                cells: vec![Cell::Number(16.0), Cell::Percent(60.0), Cell::Pounds(1234.5), text("a\n\nb  c")],
                ..Row::default()
            },
            Row {
                hidden: true,
                cells: vec![Cell::Nothing, Cell::Date(jiff::civil::date(2005, 11, 21)), Cell::Flag(true)],
                ..Row::default()
            },
            Row::default(),
            Row { cells: vec![text("1st tier"), text("x".repeat(3_000).as_str())], ..Row::default() },
            Row {
                cells: vec![Cell::MergedAbove(String::new()), text("y".repeat(3_500).as_str())],
                ..Row::default()
            },
            Row { cells: vec![Cell::Nothing, text("z\u{20ac}".repeat(2_000).as_str())], ..Row::default() },
        ];
        let sheets = vec![
            Sheet { name: "Return".to_owned(), hidden: false, rows },
            Sheet {
                name: "Lists & more".to_owned(),
                hidden: true,
                rows: vec![Row { cells: vec![text("Yes")], ..Row::default() }],
            },
        ];
        Book { period: "2005".to_owned(), file: "return".to_owned(), from_1904: false, sheets }
    }

    #[test]
    fn every_format_holds_the_same() {
        let book = book();
        for format in Format::ALL {
            let bytes = bytes(&book, format).unwrap();
            let read = read_book(&bytes).unwrap();
            assert_eq!(read.format, format.extension());
            assert_eq!(read.remarks, [], "{format:?}");
            let names: Vec<(&str, bool)> =
                read.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
            assert_eq!(names, [("Return", false), ("Lists & more", true)], "{format:?}");
            holds(&read.sheets[0], format);
        }
    }

    fn holds(sheet: &RawSheet, format: Format) {
        let at = |row, col| sheet.cells.get(&(row, col)).map(|cell| cell.value.clone());
        let text = |text: &str| Some(CellValue::Text(text.to_owned()));
        assert_eq!(at(0, 0), text("Heads & <tails> \u{a3}\u{201c}x\u{201d}"), "{format:?}");
        assert_eq!(at(1, 0), Some(CellValue::Number(16.0)), "{format:?}");
        assert_eq!(at(1, 1), Some(CellValue::Percent(60.0)), "{format:?}");
        assert_eq!(at(1, 2), Some(CellValue::Number(1234.5)), "{format:?}");
        assert_eq!(at(1, 3), text("a\n\nb  c"), "{format:?}");
        assert_eq!(at(2, 1), Some(CellValue::Date(jiff::civil::date(2005, 11, 21))), "{format:?}");
        assert_eq!(at(2, 2), Some(CellValue::Flag(true)), "{format:?}");
        assert_eq!(at(4, 1), text(&"x".repeat(3_000)), "{format:?}");
        assert_eq!(at(5, 1), text(&"y".repeat(3_500)), "{format:?}");
        assert_eq!(at(6, 1), text(&"z\u{20ac}".repeat(2_000)), "{format:?}");
        assert_eq!(sheet.cells.len(), 11, "{format:?}");
        assert!(sheet.hidden_rows.contains(&2) && sheet.hidden_rows.len() == 1, "{format:?}");
        let mut merges = sheet.merges.clone();
        merges.sort_unstable();
        let expected = [
            Extent { top: 0, left: 0, bottom: 0, right: 1 },
            Extent { top: 4, left: 0, bottom: 5, right: 0 },
        ];
        assert_eq!(merges, expected, "{format:?}");
    }

    #[test]
    fn the_same_workbook_gives_the_same_bytes() {
        for format in Format::ALL {
            assert!(bytes(&book(), format).unwrap() == bytes(&book(), format).unwrap(), "{format:?}");
        }
    }

    #[test]
    fn what_records_cannot_hold_is_an_error() {
        let mut book = book();
        book.sheets[0].rows[0].cells[0] = Cell::Text("x".repeat(4_001));
        assert!(bytes(&book, Format::Xls).is_err());
        assert!(bytes(&book, Format::Xlsb).is_err());
    }
}
