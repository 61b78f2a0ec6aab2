//! The seven returns of 2005, in three formats.

use jiff::civil::date;
use returns::model::{CellValue, Extent};
use returns::read::files;

use super::{at, book, cell, sheet, text};

#[test]
fn all_seven_are_listed_and_read_without_a_remark() {
    let (files, findings) = files::list(&at("input/2005"));
    assert_eq!(files.len(), 7);
    assert_eq!(findings, []);
    for file in files {
        let bytes = files::read_bytes(&file.path).unwrap();
        let book = returns::read::read_book(&bytes).unwrap();
        assert_eq!(book.remarks, [], "{}", file.name);
        assert!(book.sheets.iter().all(|sheet| !sheet.cells.is_empty()), "{}", file.name);
    }
}

#[test]
fn a_hidden_sheet_and_its_comment_are_read() {
    let book = book("input/2005/Harborough DC.xlsx");
    assert_eq!(book.sheets.len(), 3);
    let hidden = sheet(&book, "Sheet2");
    assert!(hidden.hidden);
    assert_eq!(cell(hidden, "D4"), Some(&text("20")));
    assert_eq!(hidden.comments.get(&(3, 3)).map(String::as_str), Some("Restructure planned for 2006"));
    assert!(!sheet(&book, "Sheet3").hidden);
}

#[test]
fn merged_regions_are_read() {
    let book = book("input/2005/BDC_return_Nov05.xlsx");
    let merges = &book.sheets[0].merges;
    let expected =
        [("A1", "D1"), ("D32", "D33"), ("F32", "F33"), ("G32", "G33"), ("H32", "H33"), ("I32", "I33")];
    let expected = expected.map(|(first, last)| {
        let corner = |address| returns::model::parse_address(address).unwrap();
        let ((top, left), (bottom, right)) = (corner(first), corner(last));
        Extent { top, left, bottom, right }
    });
    assert_eq!(merges.as_slice(), expected);
}

#[test]
fn paragraphs_of_an_open_document_are_lines() {
    let book = book("input/2005/Melton - LRIP baseline.ods");
    assert_eq!(book.format, "ods");
    let facts = sheet(&book, "Facts and figures");
    assert_eq!(cell(facts, "B2"), Some(&text("CE\n\nCorporate Directors")));
    assert_eq!(cell(facts, "C2"), Some(&text("1\n\n2")));
    assert_eq!(cell(facts, "C3"), Some(&CellValue::Number(11.0)));
}

#[test]
fn an_old_workbook_keeps_its_dates_and_numbers() {
    let book = book("input/2005/nwl questionnaire.xls");
    assert_eq!(book.format, "xls");
    let only = sheet(&book, "NWLDC");
    assert_eq!(cell(only, "B2"), Some(&CellValue::Date(date(2005, 10, 31))));
    assert_eq!(cell(only, "C25"), Some(&CellValue::Number(26.0)));
    assert_eq!(cell(only, "H32"), Some(&text("Brown’s Health & Safety")));
}
