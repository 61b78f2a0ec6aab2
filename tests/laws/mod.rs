//! The laws of every run, held against runs of the real program.

mod every_run;
mod layers;

pub(crate) use every_run::broken;

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader, Xlsx};

use crate::support::{Row, Run, TABLES, Table, Workspace, at, run_2005, seven};

/// Columns that hold names of files.
const NAMES: [&str; 2] = ["file", "source_file"];

#[test]
fn the_seven_returns_keep_every_law() {
    let faults = broken(run_2005());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let first = Workspace::seven("twice");
    let before = first.collate().outputs("2005");
    assert!(before.len() > 18, "a workbook and two files for each of nine tables");
    assert!(same(&before, &run_2005().outputs("2005")), "another folder gives other bytes");
    let again = first.collate();
    assert_eq!(again.code, 0);
    assert!(same(&before, &again.outputs("2005")), "a second run gives other bytes");
}

#[test]
fn the_number_of_workers_changes_no_byte() {
    let workspace = Workspace::seven("one worker");
    let one = workspace.run(&["collate", "--jobs", "1"]);
    assert!(same(&one.outputs("2005"), &run_2005().outputs("2005")));
    let many = workspace.run(&["collate", "--jobs", "5"]);
    assert!(same(&many.outputs("2005"), &run_2005().outputs("2005")));
}

#[test]
fn names_and_order_of_files_change_nothing_else() {
    let workspace = Workspace::new("renamed");
    let mut names = BTreeMap::new();
    for (place, (name, bytes)) in (0..).zip(seven()) {
        let (_, kind) = name.rsplit_once('.').unwrap();
        let folder = if place % 2 == 0 { "of the council/" } else { "" };
        let other = format!("{folder}{} received.{kind}", 9 - place);
        workspace.put("2005", &other, &bytes);
        names.insert(other, name);
    }
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    for name in TABLES {
        let [here, there] = [&run, run_2005()].map(|run| sorted(run.table("2005", name).without(&NAMES)));
        assert_eq!(here, there, "{name}");
    }
    let mut here = cells(&run.bytes("2005", "evaluation-2005.xlsx"));
    for cell in &mut here {
        for (other, name) in &names {
            *cell = cell.replace(other.as_str(), name);
        }
    }
    let mut there = cells(&run_2005().bytes("2005", "evaluation-2005.xlsx"));
    here.sort();
    there.sort();
    assert_eq!(here, there, "the workbook");
}

#[test]
fn the_same_file_twice_changes_no_figure() {
    let workspace = Workspace::seven("duplicates");
    for (name, bytes) in seven() {
        workspace.put("2005", &format!("again/{name}"), &bytes);
    }
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    let returns = run.table("2005", "returns");
    assert_eq!(returns.find(&[("status", "current")]).len(), 7);
    assert_eq!(returns.find(&[("status", "duplicate")]).len(), 7);
    for name in TABLES.iter().filter(|name| **name != "returns") {
        let [here, there] = [&run, run_2005()].map(|run| sorted(run.table("2005", name).without(&NAMES)));
        assert_eq!(here, there, "{name}");
    }
}

#[test]
fn a_bad_file_changes_no_other_councils_figures() {
    let workspace = Workspace::seven("with bad files");
    let (name, good) = &seven()[0];
    workspace.put("2005", "half.xlsx", &good[..good.len() / 2]);
    workspace.put("2005", "a note.xlsx", b"The return follows.");
    workspace.put("2005", "empty.xls", b"");
    let run = workspace.collate();
    assert_eq!(run.code, 3, "{name}: {}", run.said);
    let rejected = run.table("2005", "returns");
    let rejected = rejected.find(&[("status", "rejected")]);
    assert_eq!(rejected.len(), 3);
    assert!(rejected.iter().all(|row| !row.get("reason").is_empty()), "{rejected:?}");
    same_but_for_rejected(&run);
}

/// All hazards beside the seven returns, and what odd file systems hold: the run ends, soon,
/// every file has its reason, and the seven's figures are what they are without them.
#[cfg(unix)]
#[test]
fn hazards_change_no_councils_figures() {
    use std::ffi::OsStr;
    use std::os::unix::{ffi::OsStrExt, fs::symlink};
    let workspace = Workspace::seven("with hazards");
    let hazards: Vec<_> =
        std::fs::read_dir(at("tests/hazards")).unwrap().map(|entry| entry.unwrap()).collect();
    for entry in &hazards {
        let name = entry.file_name().into_string().unwrap();
        workspace.put("2005", &format!("hazards/{name}"), &std::fs::read(entry.path()).unwrap());
    }
    let long = format!("{}.xlsx", "n".repeat(245));
    for name in ["folder.xlsx/note.xls", &long, "\u{202e}xslx.exe", "line\nbreak.xlsx"] {
        workspace.put("2005", name, name.as_bytes());
    }
    let odd = workspace.folder.join("input/2005/odd");
    std::fs::create_dir(&odd).unwrap();
    std::fs::write(odd.join(OsStr::from_bytes(b"n\xE4me\x1B[31m.xlsx")), "x").unwrap();
    for (name, target) in [("loop.xlsx", "loop.xlsx"), ("here", "."), ("outside.xlsx", "/etc/hostname")] {
        symlink(target, odd.join(name)).unwrap();
    }
    let pipe = std::process::Command::new("mkfifo").arg(odd.join("pipe.xlsx")).status().unwrap();
    assert!(pipe.success());
    let begun = std::time::Instant::now();
    let run = workspace.collate();
    assert!(begun.elapsed() < std::time::Duration::from_secs(60), "{:?}", begun.elapsed());
    assert_eq!(run.code, 3, "{}", run.said);
    let received = run.table("2005", "returns");
    assert_eq!(received.rows.len(), 7 + hazards.len() + 9);
    let others = received.rows.iter().filter(|row| row.get("status") != "current");
    assert_eq!(others.clone().count(), hazards.len() + 9);
    assert!(others.clone().all(|row| !row.get("reason").is_empty()));
    same_but_for_rejected(&run);
}

/// That a run has what the seven returns alone give, and rows of no council besides.
fn same_but_for_rejected(run: &Run) {
    for name in TABLES {
        let own = |row: &Row| !row.has("council_code") || !row.get("council_code").is_empty();
        let [mut here, there] = [run, run_2005()].map(|run| run.table("2005", name));
        here.rows.retain(own);
        assert_eq!(here, there, "{name}");
    }
}

#[test]
fn a_council_more_changes_no_other_councils_rows() {
    let workspace = Workspace::new("six");
    for (name, bytes) in seven().into_iter().filter(|(name, _)| !name.starts_with("HBBC")) {
        workspace.put("2005", &name, &bytes);
    }
    let run = workspace.collate();
    let others = |row: &Row| !["ALL", "E07000132"].contains(&row.get("council_code"));
    for name in TABLES {
        let [here, there] = [&run, run_2005()].map(|run| {
            let table = run.table("2005", name).without(&["marker", "headcount_marker"]);
            table.rows.into_iter().filter(others).collect::<Vec<Row>>()
        });
        assert_eq!(here, there, "{name}");
    }
}

/// Whether two runs left the same files; says which is not the same.
fn same(here: &[(String, Vec<u8>)], there: &[(String, Vec<u8>)]) -> bool {
    let names = |files: &[(String, Vec<u8>)]| files.iter().map(|file| file.0.clone()).collect::<Vec<_>>();
    assert_eq!(names(here), names(there));
    for (one, other) in here.iter().zip(there) {
        assert!(one.1 == other.1, "{} is not the same", one.0);
    }
    true
}

fn sorted(mut table: Table) -> Table {
    table.rows.sort();
    table
}

/// What stands in every cell of a workbook, with its sheet.
fn cells(bytes: &[u8]) -> Vec<String> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let names = workbook.sheet_names();
    let mut found = Vec::new();
    for name in names {
        let range = workbook.worksheet_range(&name).unwrap();
        found.extend(range.used_cells().map(|(_, column, cell)| format!("{name} {column}: {cell}")));
    }
    found
}

#[test]
fn text_of_a_workbook_is_never_a_formula() {
    let bytes = run_2005().bytes("2005", "evaluation-2005.xlsx");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    for name in workbook.sheet_names() {
        let formulas = workbook.worksheet_formula(&name).unwrap();
        for (_, _, formula) in formulas.used_cells() {
            let words = ["HYPERLINK", "WEBSERVICE", "DDE", "cmd", "http"];
            assert!(!words.iter().any(|word| formula.contains(word)), "{name}: {formula}");
        }
    }
}
