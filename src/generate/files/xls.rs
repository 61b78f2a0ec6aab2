//! `.xls` of Excel 97 to 2003 (BIFF8): records in the stream of a compound file.
//! Numbers of records are those of the format's specification, [MS-XLS] 2.3.

use std::io;

use super::Shared;
use super::compound::compound;
use crate::generate::sheet::{Book, POUNDS, Sheet, Shown, Stored};

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
/// Longest record.
const RECORD: usize = 8_224;
/// The styles that Excel expects before those of cells.
const OWN_STYLES: u16 = 16;

/// The workbook's bytes.
pub(super) fn bytes(book: &Book) -> io::Result<Vec<u8>> {
    let mut shared = Shared::default();
    let sheets: Vec<Vec<u8>> =
        book.sheets.iter().map(|one| sheet(one, &mut shared)).collect::<io::Result<_>>()?;
    let mut stream = globals()?;
    let strings = strings(&shared)?;
    let listed = |at: u32| -> io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let mut at = at;
        for (sheet, records) in book.sheets.iter().zip(&sheets) {
            out.extend(list(sheet, at)?);
            at += number(records.len())?;
        }
        Ok(out)
    };
    let end = record(EOF, &[])?;
    let length = stream.len() + listed(0)?.len() + strings.len() + end.len();
    stream.extend(listed(number(length)?)?);
    stream.extend(strings);
    stream.extend(end);
    stream.extend(sheets.concat());
    compound("Workbook", stream)
}

fn number(count: usize) -> io::Result<u32> {
    u32::try_from(count).map_err(io::Error::other)
}

fn record(kind: u16, data: &[u8]) -> io::Result<Vec<u8>> {
    let length = u16::try_from(data.len()).map_err(io::Error::other)?;
    Ok([&kind.to_le_bytes(), &length.to_le_bytes(), data].concat())
}

/// A record of two-byte parts.
fn words(kind: u16, data: &[u16]) -> io::Result<Vec<u8>> {
    record(kind, &data.iter().flat_map(|part| part.to_le_bytes()).collect::<Vec<u8>>())
}

/// What begins the workbook's records (`0x0005`) or a sheet's (`0x0010`).
fn begin(of: u16) -> io::Result<Vec<u8>> {
    words(BOF, &[0x0600, of, 0x0DBB, 0x07CC, 0x00C1, 0, 0x0006, 0])
}

/// The workbook's own records before the list of sheets.
fn globals() -> io::Result<Vec<u8>> {
    let mut out = begin(0x0005)?;
    out.extend(words(0x0042, &[0x04B0])?);
    out.extend(words(0x003D, &[0x0168, 0x010E, 0x5C3A, 0x23BE, 0x0038, 0, 0, 1, 0x0258])?);
    out.extend(words(0x0022, &[0])?);
    // Four fonts that Excel expects, and the bold one, which has number 5: 4 is left out.
    for weight in [400, 400, 400, 400, 700] {
        out.extend(font(weight)?);
    }
    out.extend(record(0x041E, &[&164_u16.to_le_bytes(), long(POUNDS)?.as_slice()].concat())?);
    for style in 0..OWN_STYLES {
        let is_cell = style == OWN_STYLES - 1;
        out.extend(extended(0, 0, !is_cell)?);
    }
    for shown in Shown::ALL {
        out.extend(extended(0, shown.format(), false)?);
    }
    out.extend(extended(5, 0, false)?);
    out.extend(record(0x0293, &[0, 0x80, 0, 0xFF])?);
    Ok(out)
}

fn font(weight: u16) -> io::Result<Vec<u8>> {
    let mut data: Vec<u8> =
        [0x00C8, 0, 0x7FFF, weight, 0].iter().flat_map(|part: &u16| part.to_le_bytes()).collect();
    data.extend([0, 0, 0, 0, 5, 0]);
    data.extend(b"Arial");
    record(0x0031, &data)
}

/// A style: its font and number format; texts wrap, from the top.
fn extended(font: u16, format: u16, is_parent: bool) -> io::Result<Vec<u8>> {
    let kind: u16 = if is_parent { 0xFFF5 } else { 0x0001 };
    let mut data: Vec<u8> = [font, format, kind].iter().flat_map(|part| part.to_le_bytes()).collect();
    data.extend([0x08, 0, 0, if is_parent { 0xF4 } else { 0x3C }]);
    data.extend([0; 8]);
    data.extend(0x20C0_u16.to_le_bytes());
    record(0x00E0, &data)
}

/// The sheet's line in the workbook's list.
fn list(sheet: &Sheet, at: u32) -> io::Result<Vec<u8>> {
    let name = characters(&sheet.name);
    let length = u8::try_from(sheet.name.encode_utf16().count()).map_err(io::Error::other)?;
    record(0x0085, &[&at.to_le_bytes(), [u8::from(sheet.hidden), 0, length].as_slice(), &name].concat())
}

/// A string's flag and its characters: a byte each where all fit one, else two.
fn characters(text: &str) -> Vec<u8> {
    let narrow: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    match narrow {
        Some(narrow) => [&[0], narrow.as_slice()].concat(),
        None => std::iter::once(1).chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
    }
}

/// A string with its length before it.
fn long(text: &str) -> io::Result<Vec<u8>> {
    let length = u16::try_from(text.encode_utf16().count()).map_err(io::Error::other)?;
    Ok([&length.to_le_bytes(), characters(text).as_slice()].concat())
}

/// The strings that cells share. A string that does not fit begins the next record.
fn strings(shared: &Shared) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    let mut kind = 0x00FC;
    let mut data = [shared.uses.to_le_bytes(), number(shared.texts.len())?.to_le_bytes()].concat();
    for text in &shared.texts {
        let string = long(text)?;
        if data.len() + string.len() > RECORD {
            out.extend(record(kind, &data)?);
            kind = CONTINUE;
            data.clear();
        }
        data.extend(string);
    }
    out.extend(record(kind, &data)?);
    Ok(out)
}

/// A sheet's records.
fn sheet(sheet: &Sheet, shared: &mut Shared) -> io::Result<Vec<u8>> {
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut out = begin(0x0010)?;
    let [rows, cols] = [number(sheet.rows.len())?, number(width)?].map(u32::to_le_bytes);
    out.extend(record(
        0x0200,
        &[&[0; 4], rows.as_slice(), &[0; 2], cols.get(..2).unwrap_or(&[0; 2]), &[0; 2]].concat(),
    )?);
    for (at, row) in (0_u16..).zip(&sheet.rows) {
        let flags = if row.hidden { 0x0120 } else { 0x0100 };
        out.extend(words(0x0208, &[at, 0, u16::try_from(width).unwrap_or(0), 0x00FF, 0, 0, flags, 0x0F])?);
    }
    for (at, row) in (0_u16..).zip(&sheet.rows) {
        for (col, cell) in (0_u16..).zip(&row.cells) {
            let Some(stored) = cell.stored() else { continue };
            out.extend(one_cell((at, col), &stored, row.bold, shared)?);
        }
    }
    out.extend(words(0x023E, &[0x00B6, 0, 0, 0x40, 0, 0, 0, 0, 0])?);
    let merges: Vec<u16> = sheet
        .merges()
        .iter()
        .flat_map(|[top, left, bottom, right]| [*top, *bottom, *left, *right])
        .map(|part| u16::try_from(part).unwrap_or(u16::MAX))
        .collect();
    if !merges.is_empty() {
        let count = u16::try_from(merges.len() / 4).map_err(io::Error::other)?;
        out.extend(words(0x00E5, &[[count].as_slice(), &merges].concat())?);
    }
    out.extend(record(EOF, &[])?);
    Ok(out)
}

fn one_cell(
    (row, col): (u16, u16),
    stored: &Stored<'_>,
    bold: bool,
    shared: &mut Shared,
) -> io::Result<Vec<u8>> {
    let at = |style: u16| [row, col, style].iter().flat_map(|part| part.to_le_bytes()).collect::<Vec<u8>>();
    match stored {
        Stored::Text(text) => {
            let own = if bold { 4 } else { Shown::Plain.style() };
            record(0x00FD, &[at(OWN_STYLES + own).as_slice(), &shared.place(text)?.to_le_bytes()].concat())
        }
        Stored::Number(number, shown) => {
            record(0x0203, &[at(OWN_STYLES + shown.style()).as_slice(), &number.to_le_bytes()].concat())
        }
        Stored::Flag(flag) => record(0x0205, &[at(OWN_STYLES).as_slice(), &[u8::from(*flag), 0]].concat()),
    }
}
