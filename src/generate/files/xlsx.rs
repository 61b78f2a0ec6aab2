//! `.xlsx`, and `.xlsm` without macros.

use std::io::{self, Cursor, Read};

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};
use zip::ZipArchive;

use super::package;
use crate::generate::sheet::{Book, Cell, POUNDS, Row, Sheet, day};

/// The workbook's bytes.
pub(super) fn bytes(book: &Book) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2005, 11, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let styles = Styles::new();
    for sheet in &book.sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        worksheet.set_hidden(sheet.hidden);
        fill(worksheet, sheet, &styles, book.from_1904)?;
    }
    if let Some(first) = book.sheets.iter().position(|sheet| !sheet.hidden) {
        workbook.worksheet_from_index(first)?.set_active(true).set_first_tab(true);
    }
    let bytes = workbook.save_to_buffer()?;
    let first = ("<workbookPr ", "<workbookPr date1904=\"1\" ");
    Ok(if book.from_1904 { changed(&bytes, first)? } else { bytes })
}

/// The same workbook as one that may hold macros.
pub(super) fn with_macros_allowed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";
    changed(bytes, (workbook, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"))
}

/// The same package with something else in place of what stands in one of its parts.
fn changed(bytes: &[u8], (this, that): (&str, &str)) -> io::Result<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut parts = Vec::new();
    for place in 0..archive.len() {
        let mut part = String::new();
        let mut entry = archive.by_index(place)?;
        entry.read_to_string(&mut part)?;
        let name = entry.name().map_err(io::Error::other)?.into_owned();
        parts.push((name, part.replace(this, that).into_bytes()));
    }
    package(&parts, false)
}

/// The styles of a form.
struct Styles {
    bold: Format,
    wrapped: Format,
    percent: Format,
    pounds: Format,
    date: Format,
}

impl Styles {
    fn new() -> Self {
        let shown = |code: &str| Format::new().set_num_format(code);
        Self {
            bold: Format::new().set_bold().set_text_wrap(),
            wrapped: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            percent: shown("0%"),
            pounds: shown(POUNDS),
            date: shown("dd/mm/yyyy"),
        }
    }
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, styles: &Styles, from_1904: bool) -> Result<(), XlsxError> {
    worksheet.set_column_width(0, 45)?;
    worksheet.set_column_width(1, 40)?;
    for [top, left, bottom, right] in sheet.merges() {
        let col = |col: u32| u16::try_from(col).unwrap_or(u16::MAX);
        worksheet.merge_range(top, col(left), bottom, col(right), "", &styles.wrapped)?;
    }
    for (at, row) in (0..).zip(&sheet.rows) {
        if row.hidden {
            worksheet.set_row_hidden(at)?;
        }
        for (col, cell) in (0..).zip(&row.cells) {
            write(worksheet, (at, col), (cell, row), styles, from_1904)?;
        }
    }
    Ok(())
}

fn write(
    worksheet: &mut Worksheet,
    (at, col): (u32, u16),
    (cell, row): (&Cell, &Row),
    styles: &Styles,
    from_1904: bool,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Nothing => return Ok(()),
        Cell::MergedLeft(text) | Cell::MergedAbove(text) if text.is_empty() => return Ok(()),
        Cell::Text(text) | Cell::MergedLeft(text) | Cell::MergedAbove(text) => {
            let style = if row.bold { &styles.bold } else { &styles.wrapped };
            worksheet.write_string_with_format(at, col, text, style)
        }
        Cell::Number(number) => worksheet.write_number(at, col, *number),
        Cell::Percent(number) => worksheet.write_number_with_format(at, col, number / 100.0, &styles.percent),
        Cell::Pounds(number) => worksheet.write_number_with_format(at, col, *number, &styles.pounds),
        Cell::Date(date) => worksheet.write_number_with_format(at, col, day(*date, from_1904), &styles.date),
        Cell::Flag(flag) => worksheet.write_boolean(at, col, *flag),
        Cell::Formula(formula, result) if result.is_empty() => {
            worksheet.write_formula(at, col, Formula::new(formula))
        }
        Cell::Formula(formula, result) => {
            worksheet.write_formula(at, col, Formula::new(formula).set_result(result))
        }
    }?;
    Ok(())
}
