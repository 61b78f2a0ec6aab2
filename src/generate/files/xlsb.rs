//! `.xlsb`: the parts of `.xlsx` in records. Numbers of records are those of the
//! format's specification, [MS-XLSB] 2.3.

use std::fmt::Write;
use std::io;

use super::{Shared, package};
use crate::generate::sheet::{Book, POUNDS, Sheet, Shown, Stored};

/// The workbook's bytes.
pub(super) fn bytes(book: &Book) -> io::Result<Vec<u8>> {
    let mut shared = Shared::default();
    let sheets: Vec<Vec<u8>> =
        book.sheets.iter().map(|one| sheet(one, &mut shared)).collect::<io::Result<_>>()?;
    let part = |name: &str, part: String| (name.to_owned(), part.into_bytes());
    let text = |fault: std::fmt::Error| io::Error::other(fault);
    let mut parts = vec![
        part("[Content_Types].xml", types(sheets.len()).map_err(text)?),
        part("_rels/.rels", root_links()),
        part("xl/_rels/workbook.bin.rels", links(sheets.len()).map_err(text)?),
        ("xl/workbook.bin".to_owned(), workbook(book)),
        ("xl/styles.bin".to_owned(), styles()),
        ("xl/sharedStrings.bin".to_owned(), strings(&shared)),
    ];
    let numbered = (1..).zip(sheets);
    parts.extend(numbered.map(|(at, sheet): (u32, _)| (format!("xl/worksheets/sheet{at}.bin"), sheet)));
    package(&parts, false)
}

const XML: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OPEN: &str = "http://schemas.openxmlformats.org";

fn types(sheets: usize) -> Result<String, std::fmt::Error> {
    let ms = "application/vnd.ms-excel";
    let mut out = format!(
        "{XML}<Types xmlns=\"{OPEN}/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"bin\" ContentType=\"{ms}.sheet.binary.macroEnabled.main\"/>\
         <Override PartName=\"/xl/styles.bin\" ContentType=\"{ms}.styles\"/>\
         <Override PartName=\"/xl/sharedStrings.bin\" ContentType=\"{ms}.sharedStrings\"/>"
    );
    for at in 1..=sheets {
        write!(out, "<Override PartName=\"/xl/worksheets/sheet{at}.bin\" ContentType=\"{ms}.worksheet\"/>")?;
    }
    out.push_str("</Types>");
    Ok(out)
}

fn root_links() -> String {
    format!(
        "{XML}<Relationships xmlns=\"{OPEN}/package/2006/relationships\"><Relationship Id=\"rId1\" \
         Type=\"{OPEN}/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>"
    )
}

fn links(sheets: usize) -> Result<String, std::fmt::Error> {
    let kinds = format!("{OPEN}/officeDocument/2006/relationships");
    let mut out = format!("{XML}<Relationships xmlns=\"{OPEN}/package/2006/relationships\">");
    for at in 1..=sheets {
        let target = format!("worksheets/sheet{at}.bin");
        write!(out, "<Relationship Id=\"rId{at}\" Type=\"{kinds}/worksheet\" Target=\"{target}\"/>")?;
    }
    for (at, kind) in (sheets + 1..).zip(["styles", "sharedStrings"]) {
        write!(out, "<Relationship Id=\"rId{at}\" Type=\"{kinds}/{kind}\" Target=\"{kind}.bin\"/>")?;
    }
    out.push_str("</Relationships>");
    Ok(out)
}

/// Adds a record: its number and its length in seven bits a byte, and its data.
fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    let [low, high] = kind.to_le_bytes();
    // A number of two bytes has the first one's upper bit set already.
    out.push(low);
    if kind > 0xFF {
        out.push(high);
    }
    let mut rest = data.len();
    loop {
        let byte = u8::try_from(rest & 0x7F).unwrap_or(0);
        rest >>= 7;
        if rest == 0 {
            out.push(byte);
            break;
        }
        out.push(byte | 0x80);
    }
    out.extend(data);
}

/// A string with its length before it.
fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap_or(0);
    length.to_le_bytes().into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

/// Parts of four bytes.
fn longs(parts: &[u32]) -> Vec<u8> {
    parts.iter().flat_map(|part| part.to_le_bytes()).collect()
}

fn workbook(book: &Book) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0183, &[]);
    record(&mut out, 0x0199, &[longs(&[0x0001_0020, 0x0001_E460]), wide("")].concat());
    record(&mut out, 0x018F, &[]);
    for (at, sheet) in (1_u32..).zip(&book.sheets) {
        let head = longs(&[u32::from(sheet.hidden), at]);
        record(&mut out, 0x019C, &[head, wide(&format!("rId{at}")), wide(&sheet.name)].concat());
    }
    record(&mut out, 0x0190, &[]);
    record(&mut out, 0x0184, &[]);
    out
}

/// A list of records between its begin, which holds their number, and its end.
fn listed(out: &mut Vec<u8>, begin: u16, end: u16, kind: u16, records: &[Vec<u8>]) {
    record(out, begin, &longs(&[u32::try_from(records.len()).unwrap_or(0)]));
    for data in records {
        record(out, kind, data);
    }
    record(out, end, &[]);
}

fn styles() -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0296, &[]);
    listed(&mut out, 0x04E7, 0x04E8, 0x2C, &[[164_u16.to_le_bytes().to_vec(), wide(POUNDS)].concat()]);
    listed(&mut out, 0x04E3, 0x04E4, 0x2B, &[font(400), font(700)]);
    let fill = [longs(&[0, 0x0300_4000, 0xFF00_0000, 0x0300_4100, 0xFFFF_FFFF]), vec![0; 48]].concat();
    listed(&mut out, 0x04DB, 0x04DC, 0x2D, &[fill.clone(), fill]);
    listed(&mut out, 0x04E5, 0x04E6, 0x2E, &[vec![0; 51]]);
    listed(&mut out, 0x04F2, 0x04F3, 0x2F, &[extended(0xFFFF, 0, 0)]);
    let mut cells: Vec<Vec<u8>> = Shown::ALL.iter().map(|shown| extended(0, shown.format(), 0)).collect();
    cells.push(extended(0, 0, 1));
    listed(&mut out, 0x04E9, 0x04EA, 0x2F, &cells);
    let normal = [longs(&[0]), vec![1, 0, 0, 0], wide("Normal")].concat();
    listed(&mut out, 0x04EB, 0x04EC, 0x30, &[normal]);
    record(&mut out, 0x0297, &[]);
    out
}

fn font(weight: u16) -> Vec<u8> {
    let head: Vec<u8> = [220, 0, weight, 0].iter().flat_map(|part: &u16| part.to_le_bytes()).collect();
    let rest = [0, 2, 0, 0, 0x07, 1, 0, 0, 0, 0, 0, 0xFF, 2];
    [head, rest.to_vec(), wide("Calibri")].concat()
}

/// A style: its parent, its number format, its font.
fn extended(parent: u16, format: u16, font: u16) -> Vec<u8> {
    let parts = [parent, format, font, 0, 0, 0, 0x1040, 0];
    parts.iter().flat_map(|part| part.to_le_bytes()).collect()
}

fn strings(shared: &Shared) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x019F, &longs(&[shared.uses, u32::try_from(shared.texts.len()).unwrap_or(0)]));
    for text in &shared.texts {
        record(&mut out, 0x13, &[vec![0], wide(text)].concat());
    }
    record(&mut out, 0x01A0, &[]);
    out
}

fn sheet(sheet: &Sheet, shared: &mut Shared) -> io::Result<Vec<u8>> {
    let last = |count: usize| u32::try_from(count).map_or(0, |count| count.saturating_sub(1));
    let width = sheet.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut out = Vec::new();
    record(&mut out, 0x0181, &[]);
    record(&mut out, 0x0194, &longs(&[0, last(sheet.rows.len()), 0, last(width)]));
    record(&mut out, 0x0191, &[]);
    for (at, row) in (0_u32..).zip(&sheet.rows) {
        let flags = if row.hidden { 0x10 } else { 0 };
        let spans = longs(&[1, 0, last(width)]);
        record(&mut out, 0x00, &[longs(&[at, 0]), vec![0x2C, 1, 0, flags, 0], spans].concat());
        for (col, cell) in (0_u32..).zip(&row.cells) {
            let Some(stored) = cell.stored() else { continue };
            one_cell(&mut out, col, &stored, row.bold, shared)?;
        }
    }
    record(&mut out, 0x0192, &[]);
    let merges = sheet.merges();
    if !merges.is_empty() {
        let regions: Vec<Vec<u8>> =
            merges.iter().map(|[top, left, bottom, right]| longs(&[*top, *bottom, *left, *right])).collect();
        listed(&mut out, 0x01B1, 0x01B2, 0x01B0, &regions);
    }
    record(&mut out, 0x0182, &[]);
    Ok(out)
}

fn one_cell(
    out: &mut Vec<u8>,
    col: u32,
    stored: &Stored<'_>,
    bold: bool,
    shared: &mut Shared,
) -> io::Result<()> {
    let at = |style: u16| longs(&[col, u32::from(style)]);
    match stored {
        Stored::Text(text) => {
            let place = shared.place(text)?;
            record(out, 0x07, &[at(if bold { 4 } else { 0 }), longs(&[place])].concat());
        }
        Stored::Number(number, shown) => {
            record(out, 0x05, &[at(shown.style()), number.to_le_bytes().to_vec()].concat());
        }
        Stored::Flag(flag) => record(out, 0x04, &[at(0), vec![u8::from(*flag)]].concat()),
    }
    Ok(())
}
