//! `.xlsx` and `.xlsm`: the package is vetted and laid out afresh with only the
//! parts that hold cells, and calamine reads those one by one.
//!
//! The fresh package has a workbook part that is written here and parts at fixed
//! places, so nothing that one sheet or the workbook's own part says can sink the
//! other sheets; macros, links, tables, themes and drawings never reach calamine.

use std::io::{Cursor, ErrorKind, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipWriter;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;

use crate::model::{CellValue, RawBook, RawSheet, Remark, address};

use super::Unreadable;
use super::limits::{self, Budget, Exhausted};
use super::number::{NumberFormat, iso_date};
use super::text;
use super::xlsx_formulas;
use super::xlsx_marks;
use super::xlsx_outline::Outline;
use super::xlsx_struck;
use super::zipped::{Package, PartFault};

/// Reads a workbook.
pub(super) fn read(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    let mut package =
        Package::open(bytes).map_err(|_| Unreadable::damaged("xlsx", "its list of parts cannot be read"))?;
    let outline = Outline::read(&mut package)?;
    let format = outline.format;
    let mut book = RawBook { format: format.to_owned(), ..RawBook::default() };
    let (formats, struck) = outline.formats(&mut package, &mut book);
    let strings = whole_strings(tame(&outline.strings(&mut package, &mut book)?));
    let (strings, remark) = xlsx_struck::without_runs(strings);
    book.remarks.extend(remark);
    let mut parts = Vec::new();
    for sheet in &outline.sheets {
        match package.unpack(&sheet.part) {
            Ok(part) => {
                // Words may stand in the cells themselves instead of among the strings.
                let (part, remark) = xlsx_struck::without_runs(tame(&part));
                book.remarks.extend(remark.map(|one| Remark { sheet: Some(sheet.name.clone()), ..one }));
                parts.push(part);
            }
            Err(PartFault::Large) => return Err(PartFault::Large.refuse(format)),
            Err(PartFault::Encrypted) => return Err(Unreadable::protected(format)),
            Err(_) => parts.push(String::new()),
        }
    }
    let fresh = repack(&strings, &parts, outline.from_1904).map_err(|error| not_laid_out(&error, format))?;
    drop(strings);
    let mut reader = open(fresh, format)?;
    let mut budget = Budget::new();
    let mut pending = Vec::new();
    for (place, (listed, part)) in outline.sheets.iter().zip(&parts).enumerate() {
        let mut sheet = RawSheet { name: listed.name.clone(), hidden: listed.hidden, ..RawSheet::default() };
        let mut taking = Taking {
            formats: &formats,
            from_1904: outline.from_1904,
            budget: &mut budget,
            remarks: Vec::new(),
        };
        taking.cells(&mut reader, place, &mut sheet).map_err(|exhausted| exhausted.refuse(format))?;
        let remarks = std::mem::take(&mut taking.remarks);
        book.remarks.extend(remarks);
        pending.extend(xlsx_formulas::pending(part, place, outline.worked_out_anew, &formats));
        book.remarks.extend(xlsx_struck::leave_out_cells(part, &struck, &mut sheet));
        xlsx_marks::read(&mut package, &listed.part, part, &mut sheet, &mut budget)
            .map_err(|exhausted| exhausted.refuse(format))?;
        book.sheets.push(sheet);
    }
    book.remarks.extend(xlsx_formulas::work_out(&mut book.sheets, pending, outline.from_1904));
    book.sheets.iter_mut().for_each(limits::finish);
    book.remarks.extend(budget.remark());
    refuse_if_nothing(book, format)
}

/// A workbook none of whose sheets could be read is refused.
pub(super) fn refuse_if_nothing(book: RawBook, format: &str) -> Result<RawBook, Unreadable> {
    if book.sheets.is_empty() {
        return Err(Unreadable::damaged(format, "it has no worksheet"));
    }
    if !book.remarks.is_empty() && book.sheets.iter().all(|sheet| sheet.cells.is_empty()) {
        return Err(Unreadable::damaged(format, "none of its worksheets can be read"));
    }
    Ok(book)
}

/// A remark about a sheet that could be read in part, or not at all.
pub(super) fn damaged_sheet(sheet: &RawSheet) -> Remark {
    let last = sheet.cells.keys().next_back();
    let message = match last {
        None => "This sheet is damaged and could not be read. Ask the council for a fresh copy.".to_owned(),
        Some((row, _)) => format!(
            "This sheet is damaged: it could be read as far as row {}. Ask the council for a fresh copy.",
            row.saturating_add(1)
        ),
    };
    Remark {
        sheet: Some(sheet.name.clone()),
        cell: last.map(|(row, col)| address(*row, *col)),
        found: "damaged sheet".to_owned(),
        message,
    }
}

/// A part as text that calamine takes as it is meant: neither the count of texts nor the
/// extent of a sheet is believed, and an error that only newer programs know is a text.
fn tame(part: &[u8]) -> String {
    let mut text = text::decode(part).into_owned();
    for (lie, plain) in [("uniqueCount=", "ignoreCount="), ("<dimension", "<extension")] {
        let head = text.char_indices().map(|(at, _)| at).take_while(|at| *at < 4_096).last().unwrap_or(0);
        if let Some(at) = text.get(..head).and_then(|head| head.find(lie)) {
            text.replace_range(at..at + lie.len(), plain);
        }
    }
    if text.contains(" t=\"e\"") { text.replace(" t=\"e\"", " t=\"str\"") } else { text }
}

/// The part of the shared strings up to its last whole one, closed where it breaks off.
fn whole_strings(text: String) -> String {
    if text.is_empty() || text.trim_end().ends_with("sst>") {
        return text;
    }
    match text.rfind("</si>") {
        Some(at) => format!("{}</si></sst>", text.get(..at).unwrap_or_default()),
        None => String::new(),
    }
}

/// What every package begins with.
const ROOT: &str = "<Relationships><Relationship Id=\"r\" Type=\"/relationships/officeDocument\" \
                    Target=\"xl/workbook.xml\"/></Relationships>";

/// A package of the parts that hold cells, unpacked, and nothing else.
fn repack(strings: &str, sheets: &[String], from_1904: bool) -> Result<Vec<u8>, std::io::Error> {
    let mut listed = format!("<workbook><workbookPr date1904=\"{}\"/><sheets>", u8::from(from_1904));
    let mut linked = "<Relationships>".to_owned();
    for place in 0..sheets.len() {
        let target = format!("worksheets/{place}.xml");
        listed.extend(["<sheet name=\"", &place.to_string(), "\" r:id=\"", &target, "\"/>"]);
        linked.extend([
            "<Relationship Id=\"",
            &target,
            "\" Type=\"/relationships/worksheet\" Target=\"",
            &target,
            "\"/>",
        ]);
    }
    listed += "</sheets></workbook>";
    linked += "</Relationships>";
    let size = strings.len() + sheets.iter().map(String::len).sum::<usize>() + 4_096;
    let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(size)));
    let mut add = |name: &str, text: &str| {
        writer.start_file(
            name,
            SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored),
        )?;
        writer.write_all(text.as_bytes())
    };
    add("_rels/.rels", ROOT)?;
    add("xl/workbook.xml", &listed)?;
    add("xl/_rels/workbook.xml.rels", &linked)?;
    if !strings.is_empty() {
        add("xl/sharedStrings.xml", strings)?;
    }
    for (place, sheet) in sheets.iter().enumerate() {
        add(&format!("xl/worksheets/{place}.xml"), sheet)?;
    }
    Ok(writer.finish()?.into_inner())
}

/// calamine's reader of a fresh package.
type Fresh = Xlsx<Cursor<Vec<u8>>>;

/// Opens the fresh package; what fails here are the shared strings.
fn open(fresh: Vec<u8>, format: &str) -> Result<Fresh, Unreadable> {
    let opened = catch_unwind(AssertUnwindSafe(|| Xlsx::new(Cursor::new(fresh))));
    match opened {
        Ok(Ok(reader)) => Ok(reader),
        Ok(Err(XlsxError::Io(error) | XlsxError::Zip(ZipError::Io(error)))) => {
            Err(not_laid_out(&error, format))
        }
        _ => Err(Unreadable::damaged(format, "its texts cannot be read")),
    }
}

/// Why a fresh package cannot be made or opened.
fn not_laid_out(error: &std::io::Error, format: &str) -> Unreadable {
    match error.kind() {
        ErrorKind::OutOfMemory => {
            Unreadable::too_large(format, "more text and cells than there is memory for")
        }
        _ => Unreadable::damaged(format, "its texts and cells cannot be laid out"),
    }
}

/// Takes the cells of one sheet.
struct Taking<'a> {
    formats: &'a [NumberFormat],
    from_1904: bool,
    budget: &'a mut Budget,
    remarks: Vec<Remark>,
}

/// Cells of one sheet that may be unreadable before the whole sheet counts as damaged.
const BAD_CELLS: usize = 100;

impl Taking<'_> {
    /// All that can be read; a sheet that breaks off is remarked upon.
    fn cells(&mut self, reader: &mut Fresh, place: usize, sheet: &mut RawSheet) -> Result<(), Exhausted> {
        let whole = catch_unwind(AssertUnwindSafe(|| self.stream(reader, place, sheet)));
        match whole {
            Ok(Ok(true)) => {}
            Ok(Err(exhausted)) => return Err(exhausted),
            Ok(Ok(false)) | Err(_) => self.remarks.push(damaged_sheet(sheet)),
        }
        Ok(())
    }

    /// Cell by cell; false where the sheet breaks off.
    fn stream(&mut self, reader: &mut Fresh, place: usize, sheet: &mut RawSheet) -> Result<bool, Exhausted> {
        let Ok(mut cells) = reader.worksheet_cells_reader(&place.to_string()) else { return Ok(false) };
        let mut bad = Vec::new();
        let mut last = (0, 0);
        let whole = loop {
            match cells.next_cell_with_style_id() {
                Ok(Some((cell, style))) => {
                    last = cell.get_position();
                    let format = self.formats.get(style).copied().unwrap_or_default();
                    if let Some(value) = self.value(cell.get_value(), format) {
                        self.budget.put(sheet, last, value)?;
                    }
                }
                Ok(None) => break true,
                Err(XlsxError::Xml(_) | XlsxError::XmlEof(_) | XlsxError::Io(_)) => break false,
                Err(_) if bad.len() == BAD_CELLS => break false,
                Err(error) => bad.push((last, error)),
            }
        };
        self.remarks.extend(bad.first().map(|(last, error)| bad_cells(sheet, *last, error, bad.len())));
        Ok(whole)
    }

    /// A cell's value; `None` where it is blank.
    fn value(&self, value: &DataRef<'_>, format: NumberFormat) -> Option<CellValue> {
        match value {
            DataRef::Int(number) => {
                number.to_string().parse().ok().map(|number| format.value(number, self.from_1904))
            }
            DataRef::Float(number) => Some(format.value(*number, self.from_1904)),
            DataRef::DateTime(moment) => Some(format.value(moment.as_f64(), self.from_1904)),
            DataRef::String(text) => text::value(text),
            DataRef::SharedString(text) => text::value(text),
            DataRef::Bool(flag) => Some(CellValue::Flag(*flag)),
            DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
                iso_date(text).map(CellValue::Date).or_else(|| text::value(text))
            }
            DataRef::Error(error) => Some(CellValue::Error(error.to_string())),
            DataRef::Empty => None,
        }
    }
}

/// A remark about cells that could not be read, the first of them behind one that could.
fn bad_cells(sheet: &RawSheet, last: (u32, u32), error: &XlsxError, count: usize) -> Remark {
    let cells = if count == 1 { "A cell".to_owned() } else { format!("{count} cells") };
    Remark {
        sheet: Some(sheet.name.clone()),
        cell: Some(address(last.0, last.1)),
        found: text::clean(&error.to_string()).unwrap_or_default(),
        message: format!("{cells} could not be read, the first one after this. Check the council's file."),
    }
}
