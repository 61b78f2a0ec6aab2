//! Workbooks made for one hazard each.

use std::io::{Cursor, Write};

use returns::model::{Code, RawBook};
use returns::read::{Unreadable, read_book};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{cell, text};

/// A package of the parts given; a part may be repeated text.
pub(super) fn package(parts: &[(&str, &str, usize)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, part, times) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        for _ in 0..*times {
            writer.write_all(part.as_bytes()).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

/// Reads a workbook of one sheet whose part is given, with shared strings.
fn xlsx(sheet: &str, strings: &str) -> Result<RawBook, Unreadable> {
    let office = "/relationships";
    let root = format!(
        "<Relationships><Relationship Id='a' Type='{office}/officeDocument' Target='xl/workbook.xml'/></Relationships>"
    );
    let links = format!(
        "<Relationships><Relationship Id='s' Type='{office}/worksheet' Target='worksheets/sheet1.xml'/>\
         <Relationship Id='m' Type='{office}/xlMacrosheet' Target='macrosheets/sheet1.xml'/>\
         <Relationship Id='c' Type='{office}/chartsheet' Target='chartsheets/sheet1.xml'/>\
         <Relationship Id='t' Type='{office}/sharedStrings' Target='sharedStrings.xml'/></Relationships>"
    );
    let workbook = "<workbook><sheets><sheet name='M' r:id='m'/><sheet name='C' r:id='c'/>\
                    <sheet name='S' r:id='s'/></sheets></workbook>";
    read_book(&package(&[
        ("_rels/.rels", &root, 1),
        ("xl/workbook.xml", workbook, 1),
        ("xl/_rels/workbook.xml.rels", &links, 1),
        ("xl/sharedStrings.xml", strings, 1),
        ("xl/worksheets/sheet1.xml", sheet, 1),
    ]))
}

/// A worksheet's part with these rows.
fn rows(rows: &str) -> String {
    format!("<worksheet><dimension ref='XFD1048577:A'/><sheetData>{rows}</sheetData></worksheet>")
}

#[test]
fn macro_and_chart_sheets_are_left_out_and_counts_are_not_believed() {
    let strings = "<sst uniqueCount='18446744073709551615'><si><t>a_x000D_\n&amp;_x005F_x</t></si></sst>";
    let book = xlsx(&rows("<row r='1'><c r='A1' t='s'><v>0</v></c></row>"), strings).unwrap();
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(cell(&book.sheets[0], "A1"), Some(&text("a\n&_x")));
}

#[test]
fn far_cells_cost_nothing_and_cells_beyond_the_sheet_are_passed_over() {
    let far = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1048576'><c r='XFD1048576'><v>2</v></c></row>\
               <row r='1048577'><c r='A1048577'><v>3</v></c></row>";
    let book = xlsx(&rows(far), "").unwrap();
    assert_eq!(book.sheets[0].cells.len(), 2);
    assert!(book.remarks[0].message.contains("beyond the last row"), "{:?}", book.remarks);
}

#[test]
fn a_text_that_is_cut_is_a_remark() {
    let row = |length: usize| {
        format!("<row r='1'><c r='B1' t='inlineStr'><is><t>{}</t></is></c></row>", "x".repeat(length))
    };
    assert_eq!(xlsx(&rows(&row(32_000)), "").unwrap().remarks, []);
    let book = xlsx(&rows(&row(40_000)), "").unwrap();
    assert_eq!(book.remarks.len(), 1);
    assert_eq!(book.remarks[0].cell.as_deref(), Some("B1"));
}

#[test]
fn merges_upon_merges_are_refused() {
    let cells = "<row r='1'><c r='A1'><v>1</v></c></row><row r='300'><c r='CV300'><v>1</v></c></row>";
    let merges: Vec<String> =
        (1..=200).map(|row| format!("<mergeCell ref='A{row}:CV{}'/>", row + 150)).collect();
    let merges = merges.concat();
    let sheet =
        format!("<worksheet><sheetData>{cells}</sheetData><mergeCells>{merges}</mergeCells></worksheet>");
    assert_eq!(xlsx(&sheet, "").unwrap_err().code, Code::FileTooLarge);
    let few = sheet.replace("CV300", "C300");
    assert_eq!(xlsx(&few, "").unwrap().sheets[0].merges.len(), 200);
}

#[test]
fn errors_of_newer_programs_are_errors() {
    let row = "<row r='1'><c r='A1' t=\"e\"><f>X()</f><v>#SPILL!</v></c><c r='B1'><v>1</v></c></row>";
    let book = xlsx(&rows(row), "").unwrap();
    assert_eq!(cell(&book.sheets[0], "A1").map(returns::model::CellValue::text).as_deref(), Some("#SPILL!"));
    assert_eq!(book.remarks, []);
}

#[test]
fn a_bad_cell_is_a_remark_and_the_rest_is_read() {
    let row = "<row r='1'><c r='A1'><v>1</v></c><c r='B1' t='s'><v>9</v></c><c r='C1'><v>3</v></c></row>";
    let book = xlsx(&rows(row), "").unwrap();
    assert_eq!(book.sheets[0].cells.len(), 2);
    assert_eq!(book.remarks.len(), 1);
    assert_eq!(book.remarks[0].cell.as_deref(), Some("A1"));
}

#[test]
fn a_sheet_that_breaks_off_is_a_remark() {
    let part = "<worksheet><sheetData><row r='7'><c r='A7'><v>1</v></c><c r='B7'";
    let book = xlsx(part, "").unwrap();
    assert!(book.remarks[0].message.contains("row 7"), "{:?}", book.remarks);
}

#[test]
fn too_many_cells_or_merges_are_refused() {
    let cells = "<c><v>1</v></c>".repeat(1_000);
    let many = rows(&format!("<row>{cells}</row>").repeat(201));
    assert_eq!(xlsx(&many, "").unwrap_err().code, Code::FileTooLarge);
    let merges = "<mergeCell ref='A1:B2'/>".repeat(50_001);
    let sheet = format!("<worksheet><sheetData/><mergeCells>{merges}</mergeCells></worksheet>");
    assert_eq!(xlsx(&sheet, "").unwrap_err().code, Code::FileTooLarge);
}

/// Reads an Open Document table with this content.
fn ods(table: &str) -> Result<RawBook, Unreadable> {
    let content = format!(
        "<office:document-content><table:table table:name='S'>{table}</table:table></office:document-content>"
    );
    read_book(&package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet", 1),
        ("content.xml", &content, 1),
    ]))
}

#[test]
fn repeats_cost_nothing_unless_they_repeat_a_value() {
    let cell =
        "<table:table-cell table:number-columns-repeated='1000' office:value-type='float' office:value='1'/>";
    let blank = "<table:table-row table:number-rows-repeated='1048570'>\
                 <table:table-cell table:number-columns-repeated='16384'/></table:table-row>";
    let last =
        "<table:table-row><table:table-cell office:value-type='float' office:value='1'/></table:table-row>";
    let book = ods(&format!("{blank}{last}")).unwrap();
    assert!(book.sheets[0].cells.contains_key(&(1_048_570, 0)));
    let full = format!("<table:table-row table:number-rows-repeated='90000'>{cell}</table:table-row>");
    assert_eq!(ods(&full).unwrap_err().code, Code::FileTooLarge);
}

#[test]
fn white_space_of_a_printed_document_is_no_text() {
    let table = "\n <table:table-row>\n  <table:table-cell>\n   <text:p>\n    Heads of\n    <text:span>Service</text:span>\
                 <text:s text:c='2'/>x\n   </text:p>\n   <text:p/>\n   <text:p>y</text:p>\n  </table:table-cell>\n </table:table-row>\n";
    let book = ods(table).unwrap();
    assert_eq!(cell(&book.sheets[0], "A1"), Some(&text("Heads of Service  x\n\ny")));
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    let spaces = " ".repeat(1 << 20);
    let bytes = package(&[
        ("xl/workbook.xml", "<workbook><sheets><sheet name='S'/></sheets></workbook>", 1),
        ("xl/worksheets/sheet1.xml", &spaces, 200),
    ]);
    assert_eq!(read_book(&bytes).unwrap_err().code, Code::FileTooLarge);
}

#[test]
fn deep_markup_is_refused() {
    assert_eq!(ods(&"<table:table-row-group>".repeat(100_000)).unwrap_err().code, Code::FileUnreadable);
}

#[test]
fn words_struck_through_in_a_cell_are_left_out() {
    let row = "<row r='1'><c r='A1' t='inlineStr'><is><r><t>Yes</t></r><r><rPr><strike/></rPr><t> / No</t></r></is></c></row>";
    let book = xlsx(&rows(row), "").unwrap();
    assert_eq!(cell(&book.sheets[0], "A1"), Some(&text("Yes")));
    assert_eq!(book.remarks.len(), 1);
    assert_eq!(book.remarks[0].found, "/ No");
    assert_eq!(book.remarks[0].sheet.as_deref(), Some("S"));
}
