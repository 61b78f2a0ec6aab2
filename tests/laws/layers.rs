//! The layers: which file may use which, told from what the sources say.

use std::path::{Path, PathBuf};

use crate::support::at;

/// Crates that one place alone may name.
const RESERVED: [(&str, &[&str]); 8] = [
    ("calamine", &["read/"]),
    ("polars", &["measure/", "measure.rs"]),
    ("rust_xlsxwriter", &["write/", "write.rs", "generate/files/xlsx.rs"]),
    ("parquet", &["write/", "write.rs", "read/columns.rs"]),
    ("plotters", &["write/"]),
    ("rayon", &["parallel.rs"]),
    ("rusqlite", &["ledger/"]),
    ("notify", &["cmd/watch.rs"]),
];

/// The stages in the order that data flows; a stage knows nothing of those after it.
const STAGES: [&str; 9] =
    ["read", "recognise", "normalise", "reconcile", "measure", "protect", "tidy", "publish", "write"];

/// What every stage may use.
const COMMON: [&str; 3] = ["model", "reference", "error"];

/// A later stage that an earlier one may use, and why.
const ALLOWED: [(&str, &str); 0] = [];

/// Every source file, by its path within `src/`, without its comments.
fn sources() -> Vec<(String, String)> {
    fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, found);
            } else if path.extension().is_some_and(|kind| kind == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    collect(&at("src"), &mut paths);
    paths.sort();
    let name = |path: &PathBuf| path.strip_prefix(at("src")).unwrap().to_str().unwrap().to_owned();
    let text = |path: &PathBuf| std::fs::read_to_string(path).unwrap();
    paths.iter().map(|path| (name(path), text(path))).collect()
}

/// The lines of code, numbered from 1; neither comments nor tests of the file itself.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = (1..).zip(text.lines());
    lines
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// Whether a line of code names a crate or module as the first part of a path.
fn names(line: &str, word: &str) -> bool {
    let mut rest = line;
    while let Some(place) = rest.find(word) {
        let before = rest[..place].chars().next_back();
        let after = &rest[place + word.len()..];
        let begins = !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':');
        let root = rest[..place].ends_with("::")
            && rest[..place].trim_end_matches("::").ends_with([' ', '(', '&', '<']);
        if (begins || root) && after.starts_with("::") {
            return true;
        }
        rest = after;
    }
    false
}

/// The stage that a file belongs to.
fn stage(file: &str) -> Option<usize> {
    let first = file.split('/').next().unwrap().trim_end_matches(".rs");
    STAGES.iter().position(|stage| *stage == first)
}

#[test]
fn crates_stay_in_their_places() {
    for (file, text) in sources() {
        for (reserved, places) in RESERVED {
            let may = places.iter().any(|place| file.starts_with(place));
            for (number, line) in code(&text).filter(|_| !may) {
                assert!(!names(line, reserved), "src/{file}:{number} uses {reserved}: {line}");
            }
        }
    }
}

#[test]
fn stages_know_nothing_of_those_after_them() {
    for (file, text) in sources() {
        let Some(own) = stage(&file) else { continue };
        let used = code(&text).flat_map(|(number, line)| {
            line.match_indices("crate::").map(move |(place, word)| (number, &line[place + word.len()..]))
        });
        for (number, rest) in used {
            let modules = rest.strip_prefix('{').map_or(vec![rest], |group| group.split(", ").collect());
            for module in modules {
                let module: String =
                    module.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let Some(other) = STAGES.iter().position(|stage| *stage == module) else { continue };
                let may = ALLOWED.contains(&(STAGES[own], STAGES[other]));
                assert!(other <= own || may, "src/{file}:{number}: {} uses {module}", STAGES[own]);
            }
        }
    }
}

#[test]
fn what_is_common_uses_no_stage() {
    for (file, text) in sources() {
        let first = file.split('/').next().unwrap().trim_end_matches(".rs");
        if !COMMON.contains(&first) {
            continue;
        }
        for (number, line) in code(&text) {
            for stage in STAGES {
                let used = line.contains(&format!("crate::{stage}::"));
                assert!(!used, "src/{file}:{number}: {first} uses {stage}");
            }
        }
    }
}

#[test]
fn nothing_prints_but_the_program_itself() {
    for (file, text) in sources() {
        if file == "main.rs" {
            continue;
        }
        for (number, line) in code(&text) {
            for word in ["println!", "print!", "eprintln!", "eprint!", "dbg!"] {
                let there =
                    line.find(word).is_some_and(|place| !line[..place].ends_with(char::is_alphanumeric));
                assert!(!there, "src/{file}:{number} prints: {line}");
            }
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for (file, text) in sources() {
        assert!(text.starts_with("//!"), "src/{file} does not begin with //!");
        let lines = text.lines().count();
        assert!(lines <= 900, "src/{file} has {lines} lines");
    }
}

#[test]
fn nothing_in_the_package_is_made_for_the_sample() {
    let names: Vec<String> = crate::support::seven().into_iter().map(|(name, _)| name).collect();
    let reference = std::fs::read_dir(at("reference")).unwrap().map(|entry| entry.unwrap().path());
    let texts = reference.filter(|path| path.is_file()).map(|path| {
        (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read_to_string(path).unwrap())
    });
    for (file, text) in sources().into_iter().chain(texts) {
        for name in &names {
            assert!(!text.contains(name.as_str()), "{file} names {name}");
        }
    }
}
