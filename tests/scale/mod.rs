//! Read in parts and collated from their shards: the same as read at once.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{Run, Workspace, at, program, seven};

/// A workspace of made returns and the seven, with a duplicate and two that are rejected.
fn workspace(name: &str) -> Workspace {
    let workspace = Workspace::new(name);
    std::fs::remove_dir_all(&workspace.folder).unwrap();
    let made =
        program().args(["generate", "--councils", "12", "--periods", "2"]).arg(&workspace.folder).output();
    assert!(made.unwrap().status.success());
    for (file, bytes) in seven() {
        workspace.put("2005", &format!("from the seven/{file}"), &bytes);
    }
    let (_, bytes) = &seven()[0];
    workspace.put("2005", "again.xlsx", bytes);
    workspace.put("2005", "half.xlsx", &bytes[..bytes.len() / 2]);
    workspace.put("2006", "note.xlsx", b"The return follows.");
    workspace
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// A run over the shards of another workspace, in a workspace without returns.
fn from_shards(name: &str, workspace: &Workspace, shards: &Path) -> Run {
    let elsewhere = Workspace::new(name);
    std::fs::copy(workspace.folder.join("returns.toml"), elsewhere.folder.join("returns.toml")).unwrap();
    elsewhere.run(&["collate", "--from", shards.to_str().unwrap()])
}

#[test]
fn shards_give_what_the_files_give_however_they_were_read() {
    let workspace = workspace("in parts");
    let shards = workspace.folder.join("shards");
    let files = files(&workspace.folder.join("input"));
    // The last part reads some files again, as a task that is run twice does.
    for part in files.chunks(7).chain([&files[..7]]) {
        let mut extract = program();
        extract.arg("--workspace").arg(&workspace.folder).arg("extract").args(part).arg("--to").arg(&shards);
        let code = extract.output().unwrap().status.code();
        assert!(matches!(code, Some(0 | 3)), "{code:?}");
    }
    let here = workspace.collate();
    assert_eq!(here.code, 3, "{}", here.said);
    let there = from_shards("from parts", &workspace, &shards);
    assert_eq!(there.code, 3, "{}", there.said);
    assert_eq!(here.printed.replace("in parts", ""), there.printed.replace("from parts", ""));
    for period in ["2005", "2006"] {
        for (one, other) in here.outputs(period).iter().zip(there.outputs(period)) {
            assert!(*one == other, "{period}: {} is not the same", one.0);
        }
    }
}

#[test]
fn two_readings_of_one_file_are_not_guessed_between() {
    let workspace = Workspace::new("read twice");
    let shards = workspace.folder.join("shards");
    for (_, bytes) in seven().iter().take(2) {
        workspace.put("2005", "return.xlsx", bytes);
        let file = workspace.folder.join("input/2005/return.xlsx");
        let run = workspace.run(&["extract", file.to_str().unwrap(), "--to", shards.to_str().unwrap()]);
        assert_eq!(run.code, 0, "{}", run.said);
    }
    let run = from_shards("from two readings", &workspace, &shards);
    assert_eq!(run.code, 1);
    assert!(run.said.contains("return.xlsx"), "{}", run.said);
}

#[test]
fn files_from_elsewhere_are_told_their_period() {
    let workspace = Workspace::new("from elsewhere");
    let shards = workspace.folder.join("shards");
    let file = at("tests/formats/features.xlsx");
    let arguments = ["extract", file.to_str().unwrap(), "--to", shards.to_str().unwrap()];
    let run = workspace.run(&arguments);
    assert_eq!(run.code, 1);
    assert!(run.said.contains("--period"), "{}", run.said);
    let run = workspace.run(&[&arguments[..], &["--period", "2006"]].concat());
    assert!(matches!(run.code, 0 | 3), "{}", run.said);
    assert_eq!(files(&shards.join("examined")).len(), 1);
}

/// A Python that has pyspark, where there is Java too.
fn python() -> Option<String> {
    let works = |line: &mut Command| line.output().is_ok_and(|output| output.status.success());
    let python = std::env::var("RETURNS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let found = works(Command::new("java").arg("-version"))
        && works(Command::new(&python).args(["-c", "import pyspark"]));
    found.then_some(python)
}

#[test]
fn spark_gives_what_one_machine_gives() {
    let Some(python) = python() else {
        println!("left out: there is no Java here, or no Python with pyspark");
        return;
    };
    let workspace = workspace("on one machine");
    let here = workspace.collate();
    let before: Vec<_> = ["2005", "2006"].iter().map(|period| here.outputs(period)).collect();
    let kept = workspace.folder.join("output of one machine");
    std::fs::rename(workspace.folder.join("output"), &kept).unwrap();
    let shards = workspace.folder.join("shards");
    let output = Command::new(python)
        .arg(at("examples/scale/spark.py"))
        .args(["--returns", env!("CARGO_BIN_EXE_returns"), "--tasks", "5"])
        .args(["--workspace".as_ref(), workspace.folder.as_os_str(), "--shards".as_ref(), shards.as_os_str()])
        .args(["--against".as_ref(), kept.as_os_str()])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}\n{said}", String::from_utf8_lossy(&output.stdout));
    let after: Vec<_> = ["2005", "2006"].iter().map(|period| here.outputs(period)).collect();
    assert!(before == after, "outputs from the shards are not those of the run");
}
