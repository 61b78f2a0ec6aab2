//! `.xls` of Excel 5 to 2003, read here: calamine gives neither number formats nor
//! hidden rows for it, and lays every sheet out as a full rectangle.

use std::collections::BTreeMap;

use crate::model::{RawBook, RawSheet};

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
    let mut book = RawBook { format: "xls".to_owned(), ..RawBook::default() };
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
                        globals.strings = Strings::Bytes(encoding(1252));
                    }
                }
                0x002F if u16_at(data, 0).is_some_and(|scheme| scheme != 0) || data.len() > 4 => {
                    return Err(Unreadable::protected("xls"));
                }
                0x0042 if matches!(globals.strings, Strings::Bytes(_)) => {
                    globals.strings = Strings::Bytes(encoding(u16_at(data, 0).unwrap_or(1252)));
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
        if u8_at(data, 5) != Some(0) || number > limits::SHEETS {
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
