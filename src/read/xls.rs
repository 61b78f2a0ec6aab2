//! `.xls` of Excel 5 to 2003, read here: calamine gives neither number formats nor
//! hidden rows for it, and lays every sheet out as a full rectangle.

use std::collections::BTreeMap;

use crate::model::{RawBook, RawSheet, Remark};

use super::Unreadable;
use super::biff::{Record, Records, Strings, encoding};
use super::bytes::{u8_at, u16_at, usize_at};
use super::compound::Compound;
use super::limits::{self, Budget};
use super::number::NumberFormat;
use super::text;
use super::xls_sheet::Sheet;
use super::xlsx::{damaged_sheet, refuse_if_nothing};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    let stream = match bytes {
        [0xD0, 0xCF, ..] => stream(bytes)?,
        _ => bytes.to_vec(),
    };
    let globals = Globals::read(&stream)?;
    limits::sheets(globals.sheets.len()).map_err(|exhausted| exhausted.refuse("xls"))?;
    let mut book = RawBook { format: "xls".to_owned(), ..RawBook::default() };
    book.remarks.extend(globals.unknown_code_page.map(|code_page| {
        Remark {
            sheet: None,
            cell: None,
            found: format!("code page {code_page}"),
            message:
                "Letters with accents may be read as others: the file is written in a character set that is \
                  not known here. Check its names."
                    .to_owned(),
        }
    }));
    let mut budget = Budget::new();
    for listed in &globals.sheets {
        let mut sheet = RawSheet { name: listed.name.clone(), hidden: listed.hidden, ..RawSheet::default() };
        let whole = Sheet::new(&globals, &mut sheet, &mut budget)
            .read(&stream, listed.at)
            .map_err(|exhausted| exhausted.refuse("xls"))?;
        if !whole {
            book.remarks.push(damaged_sheet(&sheet));
        }
        limits::finish(&mut sheet);
        book.sheets.push(sheet);
    }
    book.remarks.extend(budget.remark());
    refuse_if_nothing(book, "xls")
}

/// The stream that holds the workbook's records.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Unreadable> {
    let compound =
        Compound::open(bytes).ok_or_else(|| Unreadable::damaged("xls", "its directory cannot be read"))?;
    compound
        .stream("Workbook")
        .filter(|stream| !stream.is_empty())
        .or_else(|| compound.stream("Book"))
        .ok_or_else(|| Unreadable::damaged("xls", "no workbook can be found inside it"))
}

/// What holds for all sheets of a workbook.
pub(super) struct Globals {
    /// How strings are written.
    pub(super) strings: Strings,
    /// Days count from 1904.
    pub(super) from_1904: bool,
    /// How numbers are shown, by style.
    pub(super) formats: Vec<NumberFormat>,
    /// Strings that cells share.
    pub(super) shared: Vec<String>,
    sheets: Vec<Listed>,
    unknown_code_page: Option<u16>,
}

/// A worksheet that the workbook lists.
struct Listed {
    name: String,
    hidden: bool,
    at: usize,
}

impl Globals {
    /// Reads the workbook's own records.
    fn read(stream: &[u8]) -> Result<Self, Unreadable> {
        let mut globals = Self {
            strings: Strings::Unicode,
            from_1904: false,
            formats: Vec::new(),
            shared: Vec::new(),
            sheets: Vec::new(),
            unknown_code_page: None,
        };
        let mut own = BTreeMap::new();
        let mut styles = Vec::new();
        let mut begun = false;
        let mut kept_on_sheets = false;
        for record in Records::new(stream, 0) {
            let data = record.data;
            match record.kind {
                0x0809 => {
                    if begun {
                        break;
                    }
                    begun = true;
                    kept_on_sheets = u16_at(data, 2) == Some(0x0010);
                    if u16_at(data, 0) == Some(0x0500) {
                        globals.strings = Strings::Bytes(encoding_rs::WINDOWS_1252);
                    }
                }
                0x002F => return Err(Unreadable::protected("xls")),
                0x0042 if matches!(globals.strings, Strings::Bytes(_)) => {
                    globals.code_page(u16_at(data, 0).unwrap_or(1252));
                }
                0x0022 => globals.from_1904 = u16_at(data, 0) == Some(1),
                0x041E => own.extend(globals.format(&record)),
                0x00E0 => styles.push(u16_at(data, 2).unwrap_or(0)),
                0x0085 => globals.list(&record),
                0x00FC => globals.share(&record),
                0x000A => break,
                _ => {}
            }
        }
        if !begun {
            return Err(Unreadable::damaged("xls", "it does not begin as a workbook does"));
        }
        if kept_on_sheets && globals.sheets.is_empty() {
            globals.sheets.push(Listed { name: "Sheet1".to_owned(), hidden: false, at: 0 });
        }
        globals.formats = styles
            .into_iter()
            .map(|id| own.get(&id).copied().unwrap_or_else(|| NumberFormat::of_builtin(u32::from(id))))
            .collect();
        Ok(globals)
    }

    /// Heeds the code page that strings are written in.
    fn code_page(&mut self, code_page: u16) {
        if let Some(encoding) = encoding(code_page) {
            self.strings = Strings::Bytes(encoding);
        } else {
            self.unknown_code_page = Some(code_page);
        }
    }

    /// A number format and its number.
    fn format(&self, record: &Record<'_>) -> Option<(u16, NumberFormat)> {
        let id = u16_at(record.data, 0)?;
        let code = match self.strings {
            Strings::Unicode => self.strings.long(record, 2),
            Strings::Bytes(_) => self.strings.short(record, 2),
        };
        Some((id, NumberFormat::of_code(&code?)))
    }

    /// Lists a worksheet; a chart, a macro sheet or a module is left out.
    fn list(&mut self, record: &Record<'_>) {
        let data = record.data;
        let number = self.sheets.len() + 1;
        if u8_at(data, 5) != Some(0) {
            return;
        }
        let Some(at) = usize_at(data, 0) else { return };
        let name = self.strings.short(record, 6).and_then(|name| text::clean(&name));
        let hidden = u8_at(data, 4).is_some_and(|state| state & 3 != 0);
        self.sheets.push(Listed { name: name.unwrap_or_else(|| format!("Sheet{number}")), hidden, at });
    }

    /// Reads the strings that cells share, as far as they are whole.
    fn share(&mut self, record: &Record<'_>) {
        let mut cursor = record.cursor(8);
        while !cursor.is_done() {
            let Some(string) = cursor.string() else { break };
            self.shared.push(string);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellValue, Code};
    use crate::read::biff::tests::record;

    /// A stream of a workbook's records and those of its one sheet, `Page`.
    fn stream(globals: &[Vec<u8>], sheet: &[Vec<u8>]) -> Vec<u8> {
        let begin = record(0x0809, &[0, 6, 5, 0, 0, 0, 0, 0]);
        let listed = |at: u32| record(0x0085, &[&at.to_le_bytes(), b"\0\0\x04\0Page".as_slice()].concat());
        let own = [begin.clone(), globals.concat()].concat();
        let end = record(0x000A, &[]);
        let at = u32::try_from(own.len() + listed(0).len() + end.len()).unwrap();
        [own, listed(at), end.clone(), begin, sheet.concat(), end].concat()
    }

    #[test]
    fn an_encrypted_workbook_is_protected_whatever_its_scheme() {
        for scheme in [&[0, 0, 1, 2, 3, 4][..], &[1, 0, 1, 0, 1, 0], &[1, 2, 3, 4]] {
            let bytes = stream(&[record(0x002F, scheme)], &[]);
            assert_eq!(read(&bytes).unwrap_err().code, Code::FileProtected);
        }
    }

    #[test]
    fn unicode_strings_never_depend_on_the_code_page() {
        let globals = [record(0x0042, &1252_u16.to_le_bytes())];
        let label = record(0x0204, b"\0\0\0\0\0\0\x03\0\x01m\0p\0g\0");
        let formula =
            record(0x0006, &[[1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF].as_slice(), &[0; 8]].concat());
        let result = record(0x0207, b"\x02\0\0\xA3x");
        let far = record(0x0203, &[&[0xFF; 4], [0, 0].as_slice(), &7.0_f64.to_le_bytes()].concat());
        let book = read(&stream(&globals, &[label, formula, result, far])).unwrap();
        let sheet = &book.sheets[0];
        assert_eq!(sheet.name, "Page");
        assert_eq!(sheet.cells[&(0, 0)].value, CellValue::Text("mpg".to_owned()));
        assert_eq!(sheet.cells[&(1, 0)].value, CellValue::Text("£x".to_owned()));
        assert_eq!(sheet.cells.len(), 2);
    }

    #[test]
    fn a_sheet_that_is_not_where_it_should_be_is_a_remark() {
        let mut bytes = stream(&[], &[record(0x0203, &[0; 14])]);
        let cut = bytes.len() - 10;
        bytes.truncate(cut);
        assert_eq!(read(&bytes).unwrap_err().code, Code::FileUnreadable);
    }
}
