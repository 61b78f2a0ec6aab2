//! One workbook in every format that can be made of it: all are read alike.

use jiff::civil::date;
use returns::model::{CellValue, Extent, RawBook};

use super::{book, cell, sheet, text};

#[test]
fn every_format_is_read_alike() {
    for (path, format) in [
        ("tests/formats/features.xlsx", "xlsx"),
        ("tests/formats/features.xls", "xls"),
        ("tests/formats/features.ods", "ods"),
        ("tests/formats/features.fods", "ods"),
    ] {
        let book = book(path);
        assert_eq!(book.format, format, "{path}");
        assert_eq!(book.remarks, [], "{path}");
        values(&book, path);
        marks(&book, path);
    }
}

/// What the cells hold.
fn values(book: &RawBook, path: &str) {
    let time = |text: &str| CellValue::Time(text.to_owned());
    let error = |text: &str| CellValue::Error(text.to_owned());
    let first = sheet(book, "Feätures & £");
    let expected = [
        ("B1", Some(text("Chief Executive\n\nDirectors £"))),
        ("B2", Some(CellValue::Number(16.0))),
        ("B3", Some(CellValue::Number(7.25))),
        ("B4", Some(CellValue::Number(-12.5))),
        ("B5", Some(CellValue::Percent(60.0))),
        ("B6", Some(CellValue::Number(1950.0))),
        ("B7", Some(CellValue::Date(date(2005, 11, 21)))),
        ("B8", Some(CellValue::Date(date(2005, 11, 21)))),
        ("B9", Some(time("09:30"))),
        ("B10", Some(time("37:30"))),
        ("B11", Some(CellValue::Flag(true))),
        ("B12", Some(CellValue::Number(32.0))),
        ("B14", None),
        ("B15", Some(error("#DIV/0!"))),
        ("B16", Some(error("#N/A"))),
        ("B17", None),
        ("B19", Some(text("007"))),
        ("B20", Some(CellValue::Date(date(1900, 3, 1)))),
        ("D2", Some(text("merged"))),
    ];
    for (address, value) in expected {
        assert_eq!(cell(first, address), value.as_ref(), "{path} {address}");
    }
    let long = cell(first, "B18").map(|value| value.text().trim_end().len());
    assert_eq!(long, Some("Line of a long answer. ".len() * 500 - 1), "{path}");
}

/// What is merged, hidden and remarked.
fn marks(book: &RawBook, path: &str) {
    let first = sheet(book, "Feätures & £");
    assert_eq!(first.merges, [Extent { top: 1, left: 3, bottom: 2, right: 5 }], "{path}");
    assert!(first.hidden_rows.iter().eq(&[6]), "{path}");
    assert!(first.hidden_cols.iter().eq(&[2]), "{path}");
    let comment = first.comments.get(&(4, 3)).map(String::as_str);
    assert_eq!(comment, Some("Restructure planned\nfor 2006"), "{path}");
    let hidden: Vec<_> = book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(hidden, [("Feätures & £", false), ("Hidden sheet", true), ("Empty", false)], "{path}");
}

#[test]
fn strings_written_with_zeros_are_read_without_them() {
    let book = book("tests/hazards/mtcars.xls");
    assert_eq!(cell(&book.sheets[0], "A1"), Some(&text("mpg")));
}

#[test]
fn a_code_page_that_is_not_known_is_a_remark() {
    let book = book("tests/hazards/maccentraleurope.biff5.xls");
    assert_eq!(cell(&book.sheets[0], "A1"), Some(&text("NumerPolisy")));
    assert_eq!(book.remarks[0].found, "code page 10029");
}

#[test]
fn a_binary_workbook_keeps_its_worksheets_and_leaves_out_its_charts() {
    let book = book("tests/hazards/any_sheets.xlsb");
    let sheets: Vec<_> = book.sheets.iter().map(|sheet| (sheet.name.as_str(), sheet.hidden)).collect();
    assert_eq!(sheets, [("Visible", false), ("Hidden", true), ("VeryHidden", true)]);
}
