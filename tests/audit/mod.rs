//! `returns audit`: ours passes, and a fault of each kind is found. A fault is planted by
//! changing one piece of one part of our public workbook; a new one is a line.

use std::collections::BTreeSet;
use std::io::{Cursor, Read, Write};

use returns::audit::{ITEMS, Verdict, audit};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::support::{Workspace, program, run_2005};

const SHEET: &str = "xl/worksheets/sheet8.xml";
const TABLE: &str = "xl/tables/table8.xml";
const STYLES: &str = "xl/styles.xml";
const CORE: &str = "docProps/core.xml";
const BOOK: &str = "xl/workbook.xml";
const STRINGS: &str = "xl/sharedStrings.xml";

/// The item that finds it, the part, what stands there, and what is put in its place.
/// `..` in what stands there is whatever comes up to the next piece.
const FAULTS: &[(&str, &str, &str, &str)] = &[
    ("title", CORE, "<dc:title>..</dc:title>", ""),
    ("author", CORE, "<dc:creator>..</dc:creator>", "<dc:creator> </dc:creator>"),
    ("language", CORE, "<dc:language>..</dc:language>", ""),
    ("cover-contents-notes", BOOK, "name=\"Notes\"", "name=\"Remarks\""),
    ("opens-on-first-sheet", BOOK, "<workbookView ", "<workbookView activeTab=\"2\" "),
    ("sheet-names", BOOK, "name=\"Posts by band\"", "name=\"Sheet8\""),
    ("hidden-sheets", BOOK, "<sheet name=\"Notes\"", "<sheet state=\"hidden\" name=\"Notes\""),
    ("sheet-title", SHEET, "<c r=\"A1\"..</c>", ""),
    ("heading-style", STYLES, "<cellStyle name=\"Heading 1\"..builtinId=\"16\"/>", ""),
    ("sheet-description", SHEET, "<c r=\"A2\"..</c>", ""),
    (
        "cursor",
        SHEET,
        "workbookViewId=\"0\"/>",
        "workbookViewId=\"0\"><selection activeCell=\"C7\" sqref=\"C7\"/></sheetView>",
    ),
    (
        "frozen-panes",
        SHEET,
        "workbookViewId=\"0\"/>",
        "workbookViewId=\"0\"><pane ySplit=\"4\" state=\"frozen\"/></sheetView>",
    ),
    ("images", SHEET, "</worksheet>", "<picture r:id=\"rId9\"/></worksheet>"),
    ("macros", "xl/vbaProject.bin", "", "macros"),
    ("one-table", "xl/worksheets/_rels/sheet8.xml.rels", "<Relationship ..tables/table8.xml\"/>", ""),
    ("table-names", TABLE, "displayName=\"PostsByBand\"", "displayName=\"Table8\""),
    ("table-names", TABLE, "displayName=\"PostsByBand\"", "displayName=\"Notes\""),
    ("left-edge", TABLE, "ref=\"A4:", "ref=\"B4:"),
    (
        "nothing-beneath",
        SHEET,
        "</sheetData>",
        "<row r=\"40\"><c r=\"A40\" t=\"str\"><v>Source: returns</v></c></row></sheetData>",
    ),
    ("nothing-beneath", SHEET, "</sheetData>", "<row r=\"6\"><c r=\"Z6\"><v>1</v></c></row></sheetData>"),
    ("one-header-row", TABLE, "<table ", "<table headerRowCount=\"0\" "),
    ("one-header-row", SHEET, "<c r=\"D4\"..</c>", ""),
    ("unique-headings", STRINGS, ">Heads of service (posts)<", ">Service managers (posts)<"),
    ("wrapped-headings", STYLES, "wrapText=\"1\"", "wrapText=\"0\""),
    ("filters", TABLE, "<tableColumns", "<autoFilter ref=\"A4:B12\"/><tableColumns"),
    ("filters", SHEET, "</sheetData>", "</sheetData><autoFilter ref=\"A4:B12\"/>"),
    (
        "merged-cells",
        SHEET,
        "</sheetData>",
        "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A5:A6\"/></mergeCells>",
    ),
    ("blank-rows", SHEET, "<row r=\"3\"..</row>", ""),
    ("blank-cells", SHEET, "<c r=\"C6\"..</c>", "<c r=\"C6\"/>"),
    ("hidden-rows", SHEET, "<row r=\"6\"", "<row hidden=\"1\" r=\"6\""),
    ("hidden-rows", SHEET, "<col min=\"2\" max=\"2\"", "<col hidden=\"1\" min=\"2\" max=\"2\""),
    ("formulas", SHEET, "<c r=\"C12\"..<v>", "<c r=\"C12\"><f>SUM(C5:C11)</f><v>"),
    (
        "fills",
        STYLES,
        "<patternFill patternType=\"none\"/>",
        "<patternFill patternType=\"solid\"><fgColor rgb=\"FFFFFF00\"/></patternFill>",
    ),
    ("fills", SHEET, "</sheetData>", "</sheetData><conditionalFormatting sqref=\"C5\"/>"),
    ("font", STYLES, "<sz val=\"12\"/>", "<sz val=\"11.5\"/>"),
    ("font", STYLES, "<name val=\"Arial\"/>", "<name val=\"Times New Roman\"/>"),
    ("links", STRINGS, ">Go to the contents<", ">click here<"),
    ("links", STRINGS, ">Go to the contents<", ">https://www.example.org/contents<"),
    ("links", STRINGS, ">Blaby<", ">see www.example.org<"),
    ("codes", STRINGS, ">E07000129<", ">E07000129 Blaby<"),
    ("shorthand", STRINGS, ">Blaby<", ">Blaby [q]<"),
    ("shorthand", STYLES, " [e]&quot;", " [q]&quot;"),
    ("notes", STRINGS, ">[note 2]<", ">[note 20]<"),
    ("notes", STRINGS, ">Blaby<", ">Blaby (1)<"),
    ("notes", STRINGS, ">Blaby<", ">Blaby*<"),
    (
        "raised-text",
        STRINGS,
        "<si><t>Blaby</t></si>",
        "<si><r><t>Blaby</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>a</t></r></si>",
    ),
    ("stray-spaces", STRINGS, "<t>Blaby<", "<t xml:space=\"preserve\"> Blaby<"),
    ("numbers-as-numbers", SHEET, "<c r=\"C6\"..</c>", "<c r=\"C6\" t=\"str\"><v>1,234</v></c>"),
    ("right-aligned", STYLES, "horizontal=\"right\"", "horizontal=\"center\""),
    ("thousands", SHEET, "<c r=\"C6\"..</c>", "<c r=\"C6\" s=\"0\"><v>12345</v></c>"),
    ("units", STRINGS, ">Heads of service (posts)<", ">Heads of service<"),
    ("dates", STYLES, "formatCode=\"d mmmm yyyy\"", "formatCode=\"dd/mm/yyyy\""),
    ("dates", STRINGS, ">Blaby<", ">01/02/2006<"),
];

fn ours() -> Vec<u8> {
    run_2005().bytes("2005", "evaluation-2005-public.xlsx")
}

/// The workbook with one piece of one part changed everywhere.
fn planted(bytes: &[u8], part: &str, there: &str, instead: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().to_string()).collect();
    for name in &names {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        if name == part {
            text = replaced(&text, there, instead);
        }
        writer.start_file(name.as_str(), options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    if !names.iter().any(|name| name == part) {
        writer.start_file(part, options).unwrap();
        writer.write_all(instead.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn replaced(text: &str, there: &str, instead: &str) -> String {
    let (first, last) = there.split_once("..").unwrap_or((there, ""));
    let mut out = String::new();
    let mut rest = text;
    let mut count = 0;
    while let Some(start) = rest.find(first) {
        let Some(end) = rest[start + first.len()..].find(last) else { break };
        out.push_str(&rest[..start]);
        out.push_str(instead);
        rest = &rest[start + first.len() + end + last.len()..];
        count += 1;
    }
    assert!(count > 0, "there is no {there}");
    out + rest
}

fn failed(bytes: &[u8]) -> BTreeSet<&'static str> {
    let found = audit(bytes).unwrap();
    found
        .iter()
        .filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_)))
        .map(|(item, _)| item.id)
        .collect()
}

#[test]
fn our_public_edition_passes_every_item() {
    let found = audit(&ours()).unwrap();
    let faults: Vec<_> = found.iter().filter(|(_, verdict)| matches!(verdict, Verdict::Failed(_))).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_planted_fault_is_found() {
    let ours = ours();
    for (item, part, there, instead) in FAULTS {
        let found = failed(&planted(&ours, part, there, instead));
        assert!(
            found.contains(item),
            "{item}: {instead:?} for {there:?} in {part} is not found, but {found:?}"
        );
    }
}

#[test]
fn every_item_that_a_file_shows_has_a_planted_fault() {
    let planted: BTreeSet<&str> = FAULTS.iter().map(|fault| fault.0).collect();
    let found = audit(&ours()).unwrap();
    for (item, verdict) in found.iter().filter(|(_, verdict)| *verdict != Verdict::ForAPerson) {
        assert!(planted.contains(item.id), "{}: no fault is planted ({verdict:?})", item.id);
    }
    assert!(planted.iter().all(|id| ITEMS.iter().any(|item| item.id == *id)));
}

#[test]
fn the_working_edition_is_told_from_the_public_one() {
    let found = failed(&run_2005().bytes("2005", "evaluation-2005.xlsx"));
    for item in ["formulas", "filters", "frozen-panes", "fills", "images", "font", "merged-cells"] {
        assert!(found.contains(item), "{item}: {found:?}");
    }
    assert!(!found.contains("language") && !found.contains("heading-style"), "{found:?}");
}

#[test]
fn the_command_says_item_by_item_where() {
    let workspace = Workspace::new("audit");
    let put = |name: &str, bytes: &[u8]| {
        let path = workspace.folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    };
    let good = put("good.xlsx", &ours());
    let bad = put("bad.xlsx", &planted(&ours(), SHEET, "<c r=\"C12\"..<v>", "<c r=\"C12\"><f>1</f><v>"));
    let said = |path: &std::path::Path, format: &str| {
        let output = program().args(["audit", "--format", format]).arg(path).output().unwrap();
        (
            output.status.code(),
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let (code, text, _) = said(&good, "text");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("0 failed; 5 need a person.") && text.contains("person  spelling"), "{text}");
    let (code, text, _) = said(&bad, "text");
    assert_eq!(code, Some(3));
    assert!(
        text.contains("FAILED  formulas") && text.contains("Posts by band!C12: There is a formula."),
        "{text}"
    );
    let (code, text, _) = said(&bad, "json");
    assert_eq!(code, Some(3));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["passed"], false);
    let formulas =
        document["items"].as_array().unwrap().iter().find(|item| item["id"] == "formulas").unwrap();
    assert_eq!(formulas["faults"][0]["cell"], "C12");
    let none = put("none.xlsx", b"not a workbook");
    let (code, _, said) = said(&none, "text");
    assert_eq!(code, Some(1));
    assert!(said.contains("none.xlsx"), "{said}");
}

#[test]
fn files_that_broke_other_readers_are_audited_or_refused() {
    for entry in std::fs::read_dir(crate::support::at("tests/hazards")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let _ = audit(&std::fs::read(&path).unwrap());
        }
    }
}
