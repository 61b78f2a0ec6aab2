//! Query sheets: who is asked what, and that the answers can be read back.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use returns::model::query_key::{CORRECTED, EXPLANATION, MARK, REFERENCE};
use returns::model::{Answer, AnsweredSheet, QueryKey};
use returns::read::read_book;
use returns::recognise::answered;
use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::names;
use crate::drawn::{drawn, run_together};
use crate::support::{Workspace, run_2005, seven};

/// The query sheets of a folder, by name.
fn sheets(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let Ok(entries) = std::fs::read_dir(folder) else { return BTreeMap::new() };
    entries
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// A run of the seven returns with query sheets: what it printed, and the sheets.
fn asked(name: &str, arguments: &[&str]) -> (String, BTreeMap<String, Vec<u8>>) {
    let workspace = Workspace::seven(name);
    let folder = workspace.folder.join("asked");
    let folder_name = folder.display().to_string();
    let run = workspace.run(&[arguments, &["--query-sheet", &folder_name]].concat());
    assert_eq!(run.code, 0, "{}", run.said);
    (run.printed, sheets(&folder))
}

/// A sheet's cells as text, row by row.
fn cells(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = workbook.worksheet_range(sheet).unwrap();
    range.rows().map(|row| row.iter().map(Data::to_string).collect()).collect()
}

/// The rows of the table of questions, each by its heading.
fn questions(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let rows = cells(bytes, "Queries");
    let header = rows.iter().position(|row| row.iter().any(|cell| cell == REFERENCE)).unwrap();
    rows[header + 1..]
        .iter()
        .map(|row| rows[header].iter().cloned().zip(row.iter().cloned()).collect())
        .collect()
}

#[test]
fn every_council_is_asked_what_the_table_of_queries_says() {
    let (printed, sheets) = asked("query sheets of seven", &["collate"]);
    let queries = run_2005().table("2005", "queries");
    let received = run_2005().table("2005", "returns");
    for row in received.rows {
        let (code, council, blake3) = (row.get("council_code"), row.get("council"), row.get("blake3"));
        let mut wanted: Vec<Vec<String>> = queries
            .find(&[("council_code", code), ("who", "council")])
            .iter()
            .filter(|row| row.get("severity") != "note")
            .map(|row| ["code", "sheet", "cell", "message"].map(|column| row.get(column).to_owned()).to_vec())
            .collect();
        let name = sheets.keys().find(|name| name.contains(code));
        let bytes = &sheets[name.unwrap_or_else(|| panic!("{council} is asked nothing"))];
        let first = &cells(bytes, "Queries")[0][0];
        assert!(first.starts_with(MARK) && first.contains(council), "{first}");
        names(
            &cells(bytes, "Queries").concat().join("\n"),
            &[row.get("file"), "30 November 2005", "Improvement Partnership"],
        );
        let mut found = Vec::new();
        for question in questions(bytes) {
            let key = QueryKey::parse(&question[REFERENCE]).unwrap();
            assert_eq!(key.blake3, blake3);
            assert_eq!(
                (key.sheet.unwrap_or_default(), key.cell.unwrap_or_default()),
                (question["Sheet"].clone(), question["Cell"].clone())
            );
            assert_eq!((question[CORRECTED].as_str(), question[EXPLANATION].as_str()), ("", ""));
            found.push(vec![
                key.code,
                question["Sheet"].clone(),
                question["Cell"].clone(),
                question["What is asked"].clone(),
            ]);
        }
        wanted.sort();
        found.sort();
        assert_eq!(found, wanted, "{council}");
        names(&printed, &[&format!("Query sheet for {council}, {} question", found.len()), name.unwrap()]);
    }
    assert_eq!(sheets.len(), 7);
}

#[test]
fn the_same_returns_are_asked_the_same_byte_for_byte() {
    assert_eq!(asked("asked once", &["collate"]).1, asked("asked twice", &["collate", "--jobs", "1"]).1);
}

#[test]
fn check_asks_what_collate_asks() {
    let workspace = Workspace::seven("check asks");
    let folder = workspace.folder.join("asked/by check");
    let file = workspace.folder.join("input/2005/Oadby and Wigston BC.xlsx").display().to_string();
    let run =
        workspace.run(&["check", "--format", "json", &file, "--query-sheet", &folder.display().to_string()]);
    let document: Value = serde_json::from_str(&run.printed).unwrap();
    let path = PathBuf::from(document["query_sheets"][0]["path"].as_str().unwrap());
    let by_collate = asked("collate asks", &["collate", "--quiet"]).1;
    let own = &by_collate[path.file_name().unwrap().to_str().unwrap()];
    assert_eq!(questions(&std::fs::read(&path).unwrap()), questions(own));
}

#[test]
fn a_council_that_nothing_is_asked_of_gets_no_sheet() {
    let run = run_together(
        "asked nothing",
        &[("layout-everything-on-one-sheet", "E07000130"), ("layout-total-row-wrong", "E07000131")],
    );
    let folder = run.folder.join("asked");
    let workspace = Workspace { folder: run.folder };
    let run = workspace.run(&["collate", "--query-sheet", &folder.display().to_string()]);
    names(&run.printed, &["Nothing to ask, so no query sheet: Charnwood", "Query sheet for Harborough"]);
    let sheets = sheets(&folder);
    assert_eq!(sheets.len(), 1, "{:?}", sheets.keys());
}

#[test]
fn each_question_offers_the_explanations_that_are_accepted() {
    let (_, sheets) = asked("explanations", &["collate"]);
    let bytes = &sheets["queries-2005-North-West-Leicestershire-E07000134.xlsx"];
    let part = part(bytes, "xl/worksheets/sheet1.xml");
    assert_eq!(part.matches("<dataValidation ").count(), questions(bytes).len());
    assert!(!part.contains("showErrorMessage"), "other words are refused");
    assert!(!part.contains("sheetProtection"));
    let offered: Vec<Vec<String>> = cells(bytes, "Explanations");
    for words in ["Correct as it stands.", "One person holds several.", "The council has no such activity."] {
        assert!(offered.iter().any(|row| row.get(1).is_some_and(|cell| cell == words)), "{offered:?}");
    }
    for found in part.split("<formula1>").skip(1) {
        let area = found.split("</formula1>").next().unwrap();
        let rows: Vec<usize> = area
            .trim_start_matches("'Explanations'!")
            .split([':', '$', 'B'])
            .filter_map(|n| n.parse().ok())
            .collect();
        let [first, last] = rows[..] else { panic!("{area}") };
        let about: Vec<&String> = (first..=last).map(|row| &offered[row - 1][0]).collect();
        assert!(about.windows(2).all(|two| two[0] == two[1]), "{area}: {about:?}");
    }
}

#[test]
fn words_of_a_return_stay_words_in_its_query_sheet() {
    let formula = "=HYPERLINK('http://x','y')";
    let (_, bytes) = drawn(&format!(
        "# A formula as the number of posts.\n== Return ==\n| Council | Blaby District Council |\n|\n\
         | Tier     | Titles          | Nos |\n| 1st tier | Chief Executive | \"{formula}\" |\n\
         | 2nd tier | Directors       | 3 |\n"
    ));
    let workspace = Workspace::new("formula asked");
    workspace.put("2005", "Blaby.xlsx", &bytes);
    let folder = workspace.folder.join("asked");
    workspace.run(&["collate", "--query-sheet", &folder.display().to_string()]);
    let (_, sheet) = sheets(&folder).pop_first().unwrap();
    assert!(questions(&sheet).iter().any(|question| question["What it says"] == formula));
    let mut workbook = Xlsx::new(Cursor::new(&sheet)).unwrap();
    assert_eq!(workbook.worksheet_formula("Queries").unwrap().used_cells().count(), 0);
    assert!(!part(&sheet, "xl/worksheets/sheet1.xml").contains("hyperlink"));
}

#[test]
fn answers_are_read_back() {
    let (_, sheets) = asked("answered", &["collate"]);
    let bytes = &sheets["queries-2005-Melton-E07000133.xlsx"];
    assert_eq!(answers(bytes).rows.len(), questions(bytes).len());
    assert!(answers(bytes).rows.iter().all(|row| row.corrected.is_none() && row.explanation.is_none()));
    let answered = answers(&filled(bytes));
    check_filled(&answered);
    for (name, bytes) in seven() {
        assert_eq!(returns::recognise::answered(&read_book(&bytes).unwrap()), None, "{name}");
    }
}

#[test]
#[ignore = "needs LibreOffice"]
fn libre_office_opens_a_query_sheet_and_keeps_its_answers() {
    let (_, sheets) = asked("re-saved", &["collate"]);
    let bytes = filled(&sheets["queries-2005-Melton-E07000133.xlsx"]);
    for kind in ["xlsx:Calc MS Excel 2007 XML", "ods", "xls:MS Excel 97"] {
        let saved = saved_as(&bytes, kind);
        let read = answers(&saved);
        check_filled(&read);
        if kind.starts_with("xlsx") {
            let lists = part(&saved, "xl/worksheets/sheet1.xml").matches("<dataValidation ").count();
            assert_eq!(lists, read.rows.len());
        }
    }
}

fn answers(bytes: &[u8]) -> AnsweredSheet {
    answered(&read_book(bytes).unwrap()).unwrap()
}

/// Fills the first question's corrected value and the second's explanation in.
fn filled(bytes: &[u8]) -> Vec<u8> {
    let rows = cells(bytes, "Queries");
    let header = rows.iter().position(|row| row.iter().any(|cell| cell == REFERENCE)).unwrap();
    let column = |heading: &str| {
        let place = rows[header].iter().position(|cell| cell == heading).unwrap();
        returns::model::column_letters(u32::try_from(place).unwrap())
    };
    let corrected = format!("{}{}", column(CORRECTED), header + 2);
    let explanation = format!("{}{}", column(EXPLANATION), header + 3);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for place in 0..archive.len() {
        let mut part = String::new();
        let mut entry = archive.by_index(place).unwrap();
        entry.read_to_string(&mut part).unwrap();
        let name = entry.name().unwrap().into_owned();
        if name == "xl/worksheets/sheet1.xml" {
            part = typed(&part, &corrected, "Yes, since 2003");
            part = typed(&part, &explanation, "Nothing to report.");
        }
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(part.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A sheet's XML with words typed into a blank cell.
fn typed(part: &str, cell: &str, words: &str) -> String {
    let begin = part.find(&format!("<c r=\"{cell}\"")).unwrap();
    let end = begin + part[begin..].find("/>").unwrap();
    let open = &part[begin..end];
    format!("{}{open} t=\"inlineStr\"><is><t>{words}</t></is></c>{}", &part[..begin], &part[end + 2..])
}

fn check_filled(sheet: &AnsweredSheet) {
    assert!(sheet.title.starts_with(MARK) && sheet.title.contains("Melton"), "{}", sheet.title);
    let said: Vec<(Option<String>, Option<String>)> = sheet
        .rows
        .iter()
        .map(|row| {
            let text = |answer: &Option<Answer>| answer.as_ref().map(|one| one.text.clone());
            (text(&row.corrected), text(&row.explanation))
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        said,
        [(some("Yes, since 2003"), None), (None, some("Nothing to report.")), (None, None), (None, None)]
    );
    assert_eq!(sheet.rows[0].key.code, "answer-hedged");
}

/// A part of a workbook as text.
fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The workbook as `LibreOffice` saves it.
fn saved_as(bytes: &[u8], kind: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join("sheet.xlsx");
    std::fs::write(&input, bytes).unwrap();
    let done = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", folder.path().join("profile").display()))
        .args(["--headless", "--convert-to", kind, "--outdir"])
        .arg(folder.path().join("out"))
        .arg(&input)
        .output()
        .unwrap();
    let (ending, _) = kind.split_once(':').unwrap_or((kind, ""));
    let saved = folder.path().join("out/sheet").with_extension(ending);
    std::fs::read(&saved)
        .unwrap_or_else(|why| panic!("{kind}: {why}: {}", String::from_utf8_lossy(&done.stderr)))
}
