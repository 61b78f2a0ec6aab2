//! A drawn return as a real workbook.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::sheet::{Book, Cell, Sheet};

/// The bytes of an Excel workbook.
pub(super) fn xlsx(book: &Book) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2005, 11, 1).unwrap();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    for sheet in &book.sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name).unwrap();
        worksheet.set_hidden(sheet.hidden);
        fill(worksheet, sheet, book.from_1904);
    }
    if let Some(first) = book.sheets.iter().position(|sheet| !sheet.hidden) {
        workbook.worksheet_from_index(first).unwrap().set_active(true).set_first_tab(true);
    }
    let bytes = workbook.save_to_buffer().unwrap();
    if book.from_1904 { count_from_1904(&bytes) } else { bytes }
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, from_1904: bool) {
    for (row, drawn) in (0..).zip(&sheet.rows) {
        if drawn.hidden {
            worksheet.set_row_hidden(row).unwrap();
        }
        for (col, cell) in (0..).zip(&drawn.cells) {
            merge(worksheet, sheet, row, col);
            write(worksheet, row, col, cell, from_1904);
        }
    }
}

/// Merges a cell with those that say so.
fn merge(worksheet: &mut Worksheet, sheet: &Sheet, row: u32, col: u16) {
    let at = |row: u32, col: u16| {
        let cells = &sheet.rows.get(usize::try_from(row).unwrap())?.cells;
        cells.get(usize::from(col))
    };
    if matches!(at(row, col), Some(Cell::MergedLeft(_) | Cell::MergedAbove(_))) {
        return;
    }
    let mut right = col;
    while matches!(at(row, right + 1), Some(Cell::MergedLeft(_))) {
        right += 1;
    }
    let mut bottom = row;
    while matches!(at(bottom + 1, col), Some(Cell::MergedAbove(_))) {
        bottom += 1;
    }
    if (bottom, right) != (row, col) {
        worksheet.merge_range(row, col, bottom, right, "", &Format::new()).unwrap();
    }
}

fn write(worksheet: &mut Worksheet, row: u32, col: u16, cell: &Cell, from_1904: bool) {
    let like = |shown: &str| Format::new().set_num_format(shown);
    let done = match cell {
        Cell::Nothing => return,
        Cell::MergedLeft(text) | Cell::MergedAbove(text) if text.is_empty() => return,
        Cell::Text(text) | Cell::MergedLeft(text) | Cell::MergedAbove(text) => {
            worksheet.write_string(row, col, text)
        }
        Cell::Number(number) => worksheet.write_number(row, col, *number),
        Cell::Percent(number) => worksheet.write_number_with_format(row, col, number / 100.0, &like("0%")),
        Cell::Pounds(number) => {
            worksheet.write_number_with_format(row, col, *number, &like("\"\u{a3}\"#,##0.00"))
        }
        Cell::Date(date) => {
            let first = if from_1904 { (1904, 1, 1) } else { (1899, 12, 30) };
            let first = jiff::civil::date(first.0, first.1, first.2);
            let days = f64::from(date.since(first).unwrap().get_days());
            worksheet.write_number_with_format(row, col, days, &like("dd/mm/yyyy"))
        }
        Cell::Flag(flag) => worksheet.write_boolean(row, col, *flag),
        Cell::Formula(formula, result) => {
            worksheet.write_formula(row, col, Formula::new(formula).set_result(result))
        }
    };
    done.unwrap();
}

/// The same workbook, its dates counted from 1904.
fn count_from_1904(bytes: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = String::new();
        let mut entry = archive.by_index(place).unwrap();
        entry.read_to_string(&mut part).unwrap();
        let name = entry.name().unwrap().into_owned();
        let part = part.replace("<workbookPr ", "<workbookPr date1904=\"1\" ");
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(part.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}
