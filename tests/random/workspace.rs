//! A workspace made by the program: every file opens, and what the program reads of it
//! is what the truth beside it says.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{Reader, open_workbook_auto_from_rs};
use returns::generate::truth::Truth;
use returns::model::Interval;

use crate::support::{Row, Run, Workspace, program};

/// A workspace made anew.
fn made(name: &str, order: &[&str]) -> Workspace {
    let workspace = Workspace::new(name);
    std::fs::remove_dir_all(&workspace.folder).unwrap();
    let output = program().arg("generate").args(order).arg(&workspace.folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    workspace
}

fn truths(workspace: &Workspace, period: &str) -> Vec<Truth> {
    let bytes = std::fs::read(workspace.folder.join(format!("truth/{period}.json"))).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

/// All files of a workspace by name.
fn files(workspace: &Workspace) -> BTreeMap<String, Vec<u8>> {
    let mut open = vec![workspace.folder.clone()];
    let mut found = BTreeMap::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&workspace.folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, std::fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn the_same_seed_makes_the_same_workspace_and_another_another() {
    let of =
        |name: &str, seed: &str| files(&made(name, &["--councils", "9", "--periods", "2", "--seed", seed]));
    let first = of("made once", "7");
    assert_eq!(first.len(), 2 * 9 + 2 + 1);
    assert!(first == of("made again", "7"));
    assert!(first != of("made otherwise", "8"));
}

#[test]
fn every_format_opens_in_calamine_too() {
    let workspace = made("made to open", &["--councils", "60"]);
    let mut formats: BTreeMap<String, usize> = BTreeMap::new();
    for truth in truths(&workspace, "2005") {
        let bytes = std::fs::read(workspace.folder.join("input/2005").join(&truth.file)).unwrap();
        let mut book = open_workbook_auto_from_rs(Cursor::new(bytes)).unwrap();
        let cells: usize = book.worksheets().iter().map(|(_, range)| range.used_cells().count()).sum();
        assert!(cells > 60, "{}: {cells} cells", truth.file);
        *formats.entry(truth.format).or_default() += 1;
    }
    assert_eq!(formats.len(), 5, "{formats:?}");
}

#[test]
fn what_is_made_is_read_as_it_was_meant() {
    let workspace = made("made to read", &["--councils", "40", "--periods", "2", "--seed", "5"]);
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    for period in ["2005", "2006"] {
        let truths = truths(&workspace, period);
        assert_eq!(run.table(period, "returns").find(&[("status", "current")]).len(), truths.len());
        let wrong: Vec<String> = truths.iter().flat_map(|truth| differences(&run, period, truth)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}

/// Where posts and costs in the tidy tables are not as they were meant, and no query names
/// their cell.
fn differences(run: &Run, period: &str, truth: &Truth) -> Vec<String> {
    let own = ("council_code", truth.council_code.as_str());
    let queries = run.table(period, "queries");
    let (posts, training) = (run.table(period, "posts"), run.table(period, "training"));
    let mut wrong = Vec::new();
    let mut hold = |what: String, row: &Row, stem: &str, meant: Option<Interval>| {
        let read = row.hundredths(&format!("{stem}_lower")).zip(row.hundredths(&format!("{stem}_upper")));
        let unit = if stem == "cost" { 1 } else { 100 };
        let is_right = read == meant.map(|meant| (meant.lower * unit, meant.upper * unit));
        let cell = ("cell", row.get("source_cell"));
        if !is_right && queries.find(&[own, ("severity", "query"), cell]).is_empty() {
            wrong.push(format!("{}: {what}: {read:?} instead of {meant:?}", truth.file));
        }
    };
    for tier in &truth.posts {
        for row in posts.find(&[own, ("tier", &tier.tier.to_string())]) {
            hold(format!("posts of tier {}", tier.tier), row, "headcount", tier.headcount);
        }
    }
    for one in &truth.training {
        for row in training.find(&[own, ("activity", &one.activity), ("delivery", one.delivery.code())]) {
            hold(format!("cost of {}", one.activity), row, "cost", one.cost);
        }
    }
    wrong
}
