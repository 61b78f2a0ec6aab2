//! Text with separated columns (CSV): what a return becomes when it is saved in a text
//! format of Excel's, or comes out of another program under a workbook's name.
//!
//! One sheet; numbers typed plainly are numbers, all else is text. Such a file keeps
//! neither other sheets nor merged cells, and says so in a remark.

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::WINDOWS_1252;

use super::limits::{Budget, Exhausted};
use super::sniff::SAVE_AS;
use super::{Unreadable, text};
use crate::model::{CellValue, RawBook, RawSheet, Remark};

/// The format's name.
pub(super) const FORMAT: &str = "csv";

/// What may stand between columns, the surest first: a tab is seldom typed into a cell.
const SEPARATORS: [u8; 4] = [b'\t', b';', b',', b'|'];

/// Lines looked at to tell what separates the columns.
const LOOKED_AT: usize = 100;

/// What is said of it.
const WHAT: &str = "a text file with separated columns (CSV)";

/// Why it is refused where it holds no return.
pub(super) fn refused() -> Unreadable {
    Unreadable::not_workbook(FORMAT, WHAT, SAVE_AS)
}

/// Reads a text with separated columns.
pub(super) fn read(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    let text = decode(bytes);
    let mut sheet = RawSheet { name: "Sheet1".to_owned(), ..RawSheet::default() };
    let mut budget = Budget::new();
    fill(&mut sheet, &text, &mut budget).map_err(|exhausted| exhausted.refuse(FORMAT))?;
    let remark = Remark {
        sheet: None,
        cell: None,
        found: WHAT.to_owned(),
        message: format!(
            "The file is {WHAT}, not a workbook. It keeps one sheet alone, and no merged cells. It was \
             read; ask the council for an Excel workbook (.xlsx) if something is missing."
        ),
    };
    let remarks = budget.remark().into_iter().chain([remark]).collect();
    Ok(RawBook { format: FORMAT.to_owned(), sheets: vec![sheet], remarks })
}

/// The text, in the encoding that it names, else in UTF-8, else in that of Windows.
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let named = matches!(bytes, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    if named || std::str::from_utf8(bytes).is_ok() {
        return text::decode(bytes);
    }
    WINDOWS_1252.decode_without_bom_handling(bytes).0
}

/// What separates the columns: what stands in most lines, of equals the surest.
fn separator(text: &str) -> u8 {
    let lines = |separator: u8| {
        text.lines().take(LOOKED_AT).filter(|line| line.bytes().any(|byte| byte == separator)).count()
    };
    SEPARATORS.into_iter().rev().max_by_key(|separator| lines(*separator)).unwrap_or(b',')
}

fn fill(sheet: &mut RawSheet, text: &str, budget: &mut Budget) -> Result<(), Exhausted> {
    // Every line ends alike, the last one too, so that lines can be counted.
    let text = text.replace("\r\n", "\n").replace('\r', "\n") + "\n";
    let mut reader = ReaderBuilder::new()
        .delimiter(separator(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    let mut breaks_within_fields = 0;
    // The text is UTF-8 and lies in memory, so that there is nothing to fail.
    while reader.read_record(&mut record).unwrap_or(false) {
        breaks_within_fields += record.iter().flat_map(str::bytes).filter(|byte| *byte == b'\n').count();
        // The reader stands on the line after the record, counted from 1. Lines left blank
        // are rows too, and no records.
        let lines = usize::try_from(reader.position().line()).unwrap_or(usize::MAX).saturating_sub(2);
        let row = u32::try_from(lines.saturating_sub(breaks_within_fields)).unwrap_or(u32::MAX);
        for (col, field) in (0..).zip(&record) {
            if let Some(value) = value(field) {
                budget.put(sheet, (row, col), value)?;
            }
        }
    }
    Ok(())
}

/// What a field holds; nothing where it is blank.
fn value(field: &str) -> Option<CellValue> {
    let plain = field.trim();
    let digits = plain.strip_prefix('-').unwrap_or(plain);
    let is_plain = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match plain.parse() {
        Ok(number) if is_plain => Some(CellValue::Number(number)),
        _ => text::value(field),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_addresses_that_excel_gives_them() {
        let text = b"Blaby;\xA312,5;-3.5\r\n\r\n;\"two\nlines\";1.2.3\r\nend, of it;;";
        let book = read(text).unwrap();
        let cells: Vec<_> = book.sheets[0].cells.iter().map(|(at, cell)| (*at, cell.value.clone())).collect();
        let text = |text: &str| CellValue::Text(text.to_owned());
        assert_eq!(
            cells,
            [
                ((0, 0), text("Blaby")),
                ((0, 1), text("\u{a3}12,5")),
                ((0, 2), CellValue::Number(-3.5)),
                ((2, 1), text("two\nlines")),
                ((2, 2), text("1.2.3")),
                ((3, 0), text("end, of it")),
            ]
        );
    }

    #[test]
    fn what_separates_columns_is_told_by_the_lines() {
        assert_eq!(separator("a,b\nc\td\n1,2"), b',');
        assert_eq!(separator("a,b\tc\nd\te"), b'\t');
        assert_eq!(separator("Dear Sirs"), b'\t');
        let wide = b"\xFF\xFEC\0\t\0\xA3\x001\0";
        assert_eq!(read(wide).unwrap().sheets[0].cells.len(), 2);
    }
}
