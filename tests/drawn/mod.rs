//! Drawn cases: every folder under `tests/cases` holds returns drawn as text and what
//! must come out of them. A new case is a new folder, no code; `tests/cases/README.md`
//! tells how to draw one. `CASE=name cargo test drawn` runs those whose name has `name`.

pub(crate) mod expect;
mod sheet;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

pub(crate) use sheet::{Drawing, Drawn};

use returns::generate::files::{self, Format};
use returns::generate::sheet::{Book, Cell};

use crate::support::{Run, Workspace, at};

/// One case.
struct Case {
    name: String,
    folder: PathBuf,
}

/// All cases, or those asked for.
fn cases() -> Vec<Case> {
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut found: Vec<Case> = std::fs::read_dir(at("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| Case { name: entry.file_name().into_string().unwrap(), folder: entry.path() })
        .filter(|case| case.name.contains(&wanted))
        .collect();
    found.sort_by(|a, b| a.name.cmp(&b.name));
    found
}

/// A drawn workbook's bytes.
pub(crate) fn xlsx(book: &Book) -> Vec<u8> {
    files::bytes(book, Format::Xlsx).unwrap()
}

/// Draws a case's returns into a workspace and collates them.
fn run(case: &Case) -> Run {
    let workspace = Workspace::new(&format!("cases/{}", case.name));
    let drawing = Drawing::read(&std::fs::read_to_string(case.folder.join("return.txt")).unwrap())
        .unwrap_or_else(|why| panic!("{}: return.txt: {why}", case.name));
    for book in &drawing.books {
        workspace.put(&book.period, &book.file, &xlsx(book));
    }
    for (period, name, book) in &drawing.copies {
        workspace.put(period, name, &xlsx(&drawing.books[*book]));
    }
    for (period, name, bytes) in &drawing.files {
        workspace.put(period, name, bytes);
    }
    let settings = case.folder.join("returns.toml");
    if settings.exists() {
        std::fs::copy(settings, workspace.folder.join("returns.toml")).unwrap();
    }
    workspace.run(&["collate", "--jobs", "1"])
}

/// The first workbook of a drawing, and its file's name.
pub(crate) fn drawn(text: &str) -> (String, Vec<u8>) {
    let drawing = Drawing::read(text).unwrap();
    (drawing.books[0].file.clone(), xlsx(&drawing.books[0]))
}

/// Collates the returns of several cases as those of these councils.
pub(crate) fn run_together(name: &str, cases: &[(&str, &str)]) -> Run {
    let workspace = Workspace::new(name);
    for (case, code) in cases {
        let text = std::fs::read_to_string(at("tests/cases").join(case).join("return.txt")).unwrap();
        let mut drawing = Drawing::read(&text).unwrap();
        let book = &mut drawing.books[0];
        for row in book.sheets.iter_mut().flat_map(|sheet| &mut sheet.rows) {
            if let [Cell::Text(label), council, ..] = row.cells.as_mut_slice()
                && label == "Council"
            {
                *council = Cell::Text(council_name(code));
            }
        }
        workspace.put("2005", &format!("{code}.xlsx"), &xlsx(book));
    }
    workspace.collate()
}

/// A council's official name.
fn council_name(code: &str) -> String {
    let register = std::fs::read(at("reference/councils.csv")).unwrap();
    let table = crate::support::Table::read(&register);
    let row = table.rows.iter().find(|row| row.columns().any(|(_, value)| value == code)).unwrap();
    row.get("official_name").to_owned()
}

/// What is wrong with a case, a line each.
fn faults(case: &Case) -> Vec<String> {
    let run = run(case);
    let text = std::fs::read_to_string(case.folder.join("expect.txt")).unwrap();
    let mut found = expect::check(&text, &run);
    found.extend(crate::laws::broken(&run));
    found.iter().map(|fault| format!("{}: {fault}", case.name)).collect()
}

#[test]
fn every_case_comes_out_as_expected() {
    let cases = cases();
    let next = AtomicUsize::new(0);
    let all = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = faults(case);
                    all.lock().unwrap().extend(found);
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap();
    all.sort();
    assert!(all.is_empty(), "{} faults in {} cases\n\n{}", all.len(), cases.len(), all.join("\n\n"));
}

#[test]
fn every_case_says_why_it_exists() {
    for case in cases() {
        let text = std::fs::read_to_string(case.folder.join("return.txt")).unwrap();
        assert!(text.starts_with("# "), "{}: return.txt does not begin with # and why", case.name);
        assert!(case.folder.join("expect.txt").is_file(), "{}: no expect.txt", case.name);
        let known = ["return.txt", "expect.txt", "returns.toml"];
        for entry in std::fs::read_dir(&case.folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            assert!(known.contains(&name.as_str()), "{}: {name} is no part of a case", case.name);
        }
    }
}

/// Writes the workbooks of the cases into the folder named by `DRAW`, to look at them.
#[test]
#[ignore = "writes files to look at"]
fn draw_them_to_look_at() {
    let Ok(folder) = std::env::var("DRAW") else { return };
    for case in cases() {
        let drawing =
            Drawing::read(&std::fs::read_to_string(case.folder.join("return.txt")).unwrap()).unwrap();
        for book in &drawing.books {
            let path = Path::new(&folder).join(format!("{} {}", case.name, book.file));
            std::fs::write(path, xlsx(book)).unwrap();
        }
    }
}

/// Codes whose files cannot be drawn; `tests/reading` has one of each.
const NOT_DRAWN: [&str; 4] = ["file-protected", "file-too-large", "reading-remark", "row-unread"];

#[test]
fn every_code_of_the_catalogue_has_its_case() {
    let texts = |folder: &str, name: &str| -> String {
        let entries = std::fs::read_dir(at(folder)).unwrap();
        entries.filter_map(|entry| std::fs::read_to_string(entry.unwrap().path().join(name)).ok()).collect()
    };
    // What takes several runs is played in a scenario.
    let played = texts("tests/scenarios", "steps.txt");
    let played = played.lines().filter(|line| line.starts_with("queries "));
    let expectations = texts("tests/cases", "expect.txt") + &played.collect::<Vec<_>>().join("\n");
    let words: std::collections::BTreeSet<&str> =
        expectations.split(|c: char| !c.is_ascii_lowercase() && c != '-').collect();
    for entry in returns::model::CATALOGUE.iter() {
        let has = words.contains(entry.id) || NOT_DRAWN.contains(&entry.id);
        assert!(has, "no case expects {}", entry.id);
    }
}
