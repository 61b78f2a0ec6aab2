//! `.xlsb`, read here: calamine reads formula errors as blanks, gives no number
//! formats, and panics where an index leads nowhere.

use std::collections::BTreeMap;

use crate::model::{RawBook, RawSheet};

use super::Unreadable;
use super::bytes::{u16_at, u32_at, usize_at, utf16};
use super::limits::{self, Budget};
use super::number::NumberFormat;
use super::text;
use super::xlsb_sheet;
use super::xlsx::{damaged_sheet, refuse_if_nothing};
use super::xlsx_outline::{Link, is_other_sheet, links};
use super::zipped::{Package, PartFault};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    let mut package =
        Package::open(bytes).map_err(|_| Unreadable::damaged("xlsb", "its list of parts cannot be read"))?;
    let part = package.names().find(|name| name.ends_with("workbook.bin")).map(str::to_owned);
    let part = part.unwrap_or_default();
    let workbook = package.unpack(&part).map_err(|fault| fault.refuse("xlsb"))?;
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", &part));
    let links = links(&mut package, folder, &format!("{folder}/_rels/{name}.rels"));
    let mut globals = Globals::read(&mut package, folder)?;
    let mut book = RawBook { format: "xlsb".to_owned(), ..RawBook::default() };
    let mut budget = Budget::new();
    let sheets = list(&workbook, &links, &mut globals);
    limits::sheets(sheets.len()).map_err(|exhausted| exhausted.refuse("xlsb"))?;
    for listed in sheets {
        let mut sheet = RawSheet { name: listed.name, hidden: listed.hidden, ..RawSheet::default() };
        let whole = match package.unpack(&listed.part) {
            Ok(part) => xlsb_sheet::cells(&part, &globals, &mut sheet, &mut budget),
            Err(PartFault::Large) => return Err(PartFault::Large.refuse("xlsb")),
            Err(_) => Ok(false),
        };
        if !whole.map_err(|exhausted| exhausted.refuse("xlsb"))? {
            book.remarks.push(damaged_sheet(&sheet));
        }
        xlsb_sheet::comments(&mut package, &listed.part, &mut sheet, &mut budget)
            .map_err(|exhausted| exhausted.refuse("xlsb"))?;
        limits::finish(&mut sheet);
        book.sheets.push(sheet);
    }
    book.remarks.extend(budget.remark());
    refuse_if_nothing(book, "xlsb")
}

/// What holds for all sheets of a workbook.
pub(super) struct Globals {
    /// Days count from 1904.
    pub(super) from_1904: bool,
    /// How numbers are shown, by style.
    pub(super) formats: Vec<NumberFormat>,
    /// Strings that cells share.
    pub(super) shared: Vec<String>,
}

impl Globals {
    /// Reads the styles and the shared strings, as far as there are any.
    fn read(package: &mut Package<'_>, folder: &str) -> Result<Self, Unreadable> {
        let styles = part(package, &format!("{folder}/styles.bin"))?;
        let shared = part(package, &format!("{folder}/sharedStrings.bin"))?;
        let shared = Records::new(&shared)
            .filter(|record| record.kind == 0x13)
            .map(|record| wide(record.data, 1).map_or_else(String::new, |(text, _)| text))
            .collect();
        Ok(Self { from_1904: false, formats: formats(&styles), shared })
    }
}

/// A part that a workbook may do without.
fn part(package: &mut Package<'_>, name: &str) -> Result<Vec<u8>, Unreadable> {
    match package.unpack(name) {
        Ok(part) => Ok(part),
        Err(PartFault::Missing | PartFault::Damaged) => Ok(Vec::new()),
        Err(fault) => Err(fault.refuse("xlsb")),
    }
}

/// The number formats of the cell styles, in order.
fn formats(styles: &[u8]) -> Vec<NumberFormat> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut within_cells = false;
    for record in Records::new(styles) {
        match record.kind {
            0x2C => {
                if let (Some(id), Some((code, _))) = (u16_at(record.data, 0), wide(record.data, 2)) {
                    own.insert(id, NumberFormat::of_code(&code));
                }
            }
            0x269 => within_cells = true,
            0x26A => break,
            0x2F if within_cells => {
                let id = u16_at(record.data, 2).unwrap_or(0);
                let format = own.get(&id).copied();
                formats.push(format.unwrap_or_else(|| NumberFormat::of_builtin(u32::from(id))));
            }
            _ => {}
        }
    }
    formats
}

/// A worksheet that the workbook lists.
struct Listed {
    name: String,
    hidden: bool,
    part: String,
}

/// The worksheets; what is no worksheet is left out.
fn list(workbook: &[u8], links: &BTreeMap<String, Link>, globals: &mut Globals) -> Vec<Listed> {
    let mut sheets = Vec::new();
    for record in Records::new(workbook) {
        match record.kind {
            0x99 => globals.from_1904 = u32_at(record.data, 0).is_some_and(|flags| flags & 1 != 0),
            0x9C => {
                let Some((id, behind)) = wide(record.data, 8) else { continue };
                let link = links.get(&id);
                if link.is_none_or(|link| is_other_sheet(&link.kind)) {
                    continue;
                }
                let name = wide(record.data, behind).and_then(|(name, _)| text::clean(&name));
                sheets.push(Listed {
                    name: name.unwrap_or_else(|| format!("Sheet{}", sheets.len() + 1)),
                    hidden: u32_at(record.data, 0).is_some_and(|state| state != 0),
                    part: link.map(|link| link.part.clone()).unwrap_or_default(),
                });
            }
            _ => {}
        }
    }
    if sheets.is_empty() {
        sheets.extend(linked(links));
    }
    sheets
}

/// The worksheets that a workbook leads to, where its list cannot be read.
fn linked(links: &BTreeMap<String, Link>) -> impl Iterator<Item = Listed> {
    let sheets = links.values().filter(|link| link.kind == "worksheet");
    sheets.zip(1..).map(|(link, number): (_, u32)| Listed {
        name: format!("Sheet{number}"),
        hidden: false,
        part: link.part.clone(),
    })
}

/// A string with a length of four bytes before it, and where it ends.
pub(super) fn wide(data: &[u8], at: usize) -> Option<(String, usize)> {
    let from = at.checked_add(4)?;
    let to = from.checked_add(usize_at(data, at)?.checked_mul(2)?)?;
    Some((utf16(data.get(from..to)?), to))
}

/// One record.
pub(super) struct Record<'a> {
    /// What it is.
    pub(super) kind: u16,
    /// Its bytes.
    pub(super) data: &'a [u8],
}

/// The records of a part, to its end or to where it is damaged.
pub(super) struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    /// From a part's bytes.
    pub(super) fn new(part: &'a [u8]) -> Self {
        Self { rest: part }
    }

    /// A number of up to `most` bytes, seven bits in each.
    fn number(&mut self, most: u32) -> Option<u32> {
        let mut number = 0;
        for place in 0..most {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = Record<'a>;

    fn next(&mut self) -> Option<Record<'a>> {
        let kind = u16::try_from(self.number(2)?).ok()?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (data, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Record { kind, data })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_have_lengths_of_seven_bits_a_byte() {
        let mut part = vec![0x93, 0x01, 0x81, 0x01];
        part.extend([7; 129]);
        part.extend([0x13, 3, 1, 2]);
        let records: Vec<_> = Records::new(&part).map(|record| (record.kind, record.data.len())).collect();
        assert_eq!(records, [(0x93, 129)]);
    }

    #[test]
    fn a_string_that_lies_about_its_length_is_none() {
        assert_eq!(wide(&[0, 1, 0, 0, 0, b'a', 0], 1), Some(("a".to_owned(), 7)));
        assert_eq!(wide(&[0xFF, 0xFF, 0xFF, 0xFF, b'a', 0], 0), None);
    }
}
