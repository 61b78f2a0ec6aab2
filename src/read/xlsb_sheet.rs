//! One worksheet of an `.xlsb` file.

use crate::model::{CellValue, Extent, RawSheet};

use super::bytes::{error_name, f64_at, rk, u8_at, u32_at, usize_at};
use super::limits::{self, Budget, Exhausted};
use super::text;
use super::xlsb::{Globals, Record, Records, wide};
use super::xlsx_outline::links;
use super::zipped::Package;

/// Reads a sheet's cells, merges and hidden rows and columns; false where it breaks off.
pub(super) fn cells(
    part: &[u8],
    globals: &Globals,
    sheet: &mut RawSheet,
    budget: &mut Budget,
) -> Result<bool, Exhausted> {
    let mut row = 0;
    for record in Records::new(part) {
        let data = record.data;
        match record.kind {
            0x00 => {
                row = u32_at(data, 0).unwrap_or(u32::MAX);
                if u8_at(data, 11).is_some_and(|flags| flags & 0x10 != 0) {
                    budget.mark()?;
                    limits::hide(&mut sheet.hidden_rows, row, row, limits::ROWS);
                }
            }
            0x3C if u8_at(data, 16).is_some_and(|flags| flags & 1 != 0) => {
                if let (Some(first), Some(last)) = (u32_at(data, 0), u32_at(data, 4)) {
                    budget.mark()?;
                    limits::hide(&mut sheet.hidden_cols, first, last, limits::COLS);
                }
            }
            0xB0 => {
                if let [Some(top), Some(bottom), Some(left), Some(right)] =
                    [0, 4, 8, 12].map(|at| u32_at(data, at))
                {
                    budget.merge(sheet, Extent { top, left, bottom, right })?;
                }
            }
            0x82 => return Ok(true),
            _ => {
                if let (Some(col), Some(value)) = (u32_at(data, 0), value(&record, globals)) {
                    budget.put(sheet, (row, col), value)?;
                }
            }
        }
    }
    Ok(false)
}

/// A cell's value; `None` where it is blank, or the record is no cell.
fn value(record: &Record<'_>, globals: &Globals) -> Option<CellValue> {
    let data = record.data;
    let number = |number: f64| {
        let style = usize_at(data, 4).unwrap_or(0) & 0x00FF_FFFF;
        globals.formats.get(style).copied().unwrap_or_default().value(number, globals.from_1904)
    };
    match record.kind {
        0x02 => u32_at(data, 8).map(|raw| number(rk(raw))),
        0x03 | 0x0B => u8_at(data, 8).map(|code| CellValue::Error(error_name(code).to_owned())),
        0x04 | 0x0A => u8_at(data, 8).map(|flag| CellValue::Flag(flag != 0)),
        0x05 | 0x09 => f64_at(data, 8).map(number),
        0x06 | 0x08 => text::value(&wide(data, 8)?.0),
        0x07 => text::value(globals.shared.get(usize_at(data, 8)?)?),
        0x3E => text::value(&wide(data, 9)?.0),
        _ => None,
    }
}

/// Reads the comments in the part beside a sheet's.
pub(super) fn comments(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut RawSheet,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    for link in links(package, folder, &format!("{folder}/_rels/{name}.rels")).into_values() {
        if link.kind != "comments" {
            continue;
        }
        let Ok(part) = package.unpack(&link.part) else { continue };
        let mut at = None;
        for record in Records::new(&part) {
            match record.kind {
                0x27B => at = u32_at(record.data, 4).zip(u32_at(record.data, 12)),
                0x27D => {
                    let note = wide(record.data, 1).and_then(|(note, _)| text::clean(note.trim()));
                    if let (Some(at), Some(note)) = (at.take(), note) {
                        budget.comment(sheet, at, note)?;
                    }
                }
                _ => {}
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::number::NumberFormat;

    /// A cell's record, of a style, with what it holds.
    fn cell(kind: u8, col: u8, style: u8, holds: &[u8]) -> Vec<u8> {
        let length = u8::try_from(holds.len() + 8).unwrap();
        [&[kind, length, col, 0, 0, 0, style, 0, 0, 0], holds].concat()
    }

    #[test]
    fn formula_errors_formats_merges_and_hidden_rows_are_read() {
        let row = [vec![0x00, 17], vec![4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0]].concat();
        let merge =
            [vec![0xB0, 0x01, 16], [4_u32, 5, 0, 1].iter().flat_map(|n| n.to_le_bytes()).collect()].concat();
        let part = [
            row,
            cell(0x0B, 0, 0, &[0x17, 0, 0]),
            cell(0x09, 1, 1, &0.6_f64.to_le_bytes()),
            cell(0x07, 2, 0, &9_u32.to_le_bytes()),
            cell(0x08, 3, 0, b"\x01\0\0\0x\0"),
            merge,
            vec![0x82, 0x01, 0],
        ]
        .concat();
        let globals = Globals {
            from_1904: false,
            formats: vec![NumberFormat::Plain, NumberFormat::Percent],
            shared: Vec::new(),
        };
        let (mut sheet, mut budget) = (RawSheet::default(), Budget::new());
        assert_eq!(cells(&part, &globals, &mut sheet, &mut budget), Ok(true));
        let values: Vec<_> = sheet.cells.iter().map(|(at, cell)| (*at, cell.value.clone())).collect();
        let expected = [
            ((4, 0), CellValue::Error("#REF!".to_owned())),
            ((4, 1), CellValue::Percent(60.0)),
            ((4, 3), CellValue::Text("x".to_owned())),
        ];
        assert_eq!(values, expected);
        assert_eq!(sheet.merges.len(), 1);
        assert!(sheet.hidden_rows.contains(&4));
        let cut = &part[..part.len() - 3];
        assert_eq!(cells(cut, &globals, &mut RawSheet::default(), &mut budget), Ok(false));
    }
}
