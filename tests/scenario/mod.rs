//! Scenarios: a year of steps, each a file drawn as text, as `tests/scenarios/README.md`
//! tells. `SCENARIO=name cargo test scenario` runs those whose name has `name`.

use std::collections::BTreeMap;
use std::path::Path;

use returns::generate::sheet::{Book, Cell, Row, Sheet};
use returns::model::query_key::{CORRECTED, EXPLANATION, REFERENCE};
use returns::model::{QueryKey, RulingKey};
use returns::read::read_book;

use crate::drawn::{Drawing, expect, xlsx};
use crate::support::{Run, Workspace, at, seven};

/// One step of a scenario.
struct Step {
    name: String,
    /// What is done.
    done: Vec<String>,
    /// The returns drawn in it.
    drawn: String,
    /// What must come out.
    expected: String,
}

/// A scenario on its way.
struct Play {
    workspace: Workspace,
    now: String,
    /// What was answered so far, by query sheet.
    answered: BTreeMap<String, Vec<[String; 5]>>,
    faults: Vec<String>,
}

#[test]
fn every_scenario_comes_out_as_expected() {
    let wanted = std::env::var("SCENARIO").unwrap_or_default();
    let mut faults = Vec::new();
    for entry in std::fs::read_dir(at("tests/scenarios")).unwrap() {
        let folder = entry.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        if folder.is_dir() && name.contains(&wanted) {
            faults.extend(play(&folder, &name).into_iter().map(|fault| format!("{name}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

/// Plays a scenario; then all its files at once must come to the same.
fn play(folder: &Path, name: &str) -> Vec<String> {
    let workspace = Workspace::new(&format!("scenarios/{name}"));
    let settings = folder.join("returns.toml");
    if settings.exists() {
        std::fs::copy(&settings, workspace.folder.join("returns.toml")).unwrap();
    }
    let mut play = Play {
        workspace,
        now: "2005-12-01T09:00:00Z".to_owned(),
        answered: BTreeMap::new(),
        faults: Vec::new(),
    };
    let mut last = None;
    for step in steps(&std::fs::read_to_string(folder.join("steps.txt")).unwrap()) {
        last = Some(play.step(&step));
    }
    let whole = play.at_once(&format!("scenarios/{name} at once"));
    let mut faults = play.faults;
    for ((file, gradual), (_, at_once)) in last.unwrap().outputs("2005").iter().zip(whole.outputs("2005")) {
        if *gradual != at_once {
            faults.push(format!("{file} differs from that of one run over all files at once"));
        }
    }
    faults
}

fn steps(text: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut expecting = false;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(name) = line.strip_prefix("step ") {
            steps.push(Step {
                name: name.to_owned(),
                done: Vec::new(),
                drawn: String::new(),
                expected: String::new(),
            });
            expecting = false;
            continue;
        }
        let Some(step) = steps.last_mut() else { continue };
        let begins = |word: &str| line.starts_with(&format!("{word} ")) || line == word;
        if line == "expect" {
            expecting = true;
        } else if expecting {
            step.expected.extend([line, "\n"]);
        } else if ["at", "seven", "rule", "answer", "issue", "gone"].iter().any(|word| begins(word)) {
            step.done.push(line.to_owned());
        } else {
            step.drawn.extend([line, "\n"]);
        }
    }
    steps
}

impl Play {
    fn run(&self, arguments: &[&str]) -> Run {
        self.workspace.run(&[arguments, &["--now", &self.now]].concat())
    }

    fn step(&mut self, step: &Step) -> Run {
        if !step.drawn.trim().is_empty() {
            let drawing = Drawing::read(&step.drawn).unwrap();
            for book in &drawing.books {
                self.workspace.put(&book.period, &book.file, &xlsx(book));
            }
            for (period, name, bytes) in &drawing.files {
                self.workspace.put(period, name, bytes);
            }
        }
        if step.done.iter().any(|line| line.starts_with("answer ")) {
            let folder = self.workspace.folder.join("asked").display().to_string();
            let run = self.run(&["collate", "--query-sheet", &folder]);
            assert!(run.code != 1, "{}", run.said);
        }
        for line in &step.done {
            self.act(line, &step.name);
        }
        let run = self.run(&["collate", "--jobs", "1"]);
        let (asked, stated): (Vec<&str>, Vec<&str>) =
            step.expected.lines().partition(|line| line.starts_with("says ") || line.starts_with("shows "));
        let mut faults = expect::check(&stated.join("\n"), &run);
        faults.extend(crate::laws::broken(&run));
        for line in asked {
            faults.extend(if line.starts_with("says ") { self.says(line) } else { shows(line, &run) });
        }
        self.faults.extend(faults.into_iter().map(|fault| format!("{}: {fault}", step.name)));
        run
    }

    fn act(&mut self, line: &str, step: &str) {
        let words = expect::words(line);
        let words: Vec<&str> = words.iter().map(|word| word.trim_matches('"')).collect();
        match words.as_slice() {
            ["at", time] => (*time).clone_into(&mut self.now),
            ["seven"] => {
                for (name, bytes) in seven() {
                    self.workspace.put("2005", &name, &bytes);
                }
            }
            ["gone", file] => {
                std::fs::remove_file(self.workspace.folder.join("input/2005").join(file)).unwrap();
            }
            ["issue"] => {
                let run = self.run(&["issue", "2005"]);
                assert_eq!(run.code, 0, "{step}: {}", run.said);
            }
            ["answer", council, code, found, part, text, "in", file] => {
                let key = self.asked(council, code, found);
                let row = match *part {
                    "correct" => [*text, "", &key, "", ""],
                    "explain" => ["", *text, &key, "", ""],
                    _ => panic!("{step}: {part} is neither correct nor explain"),
                };
                let rows = self.answered.entry((*file).to_owned()).or_default();
                rows.push(row.map(str::to_owned));
                let head = [CORRECTED, EXPLANATION, REFERENCE, "", ""];
                let rows: Vec<[&str; 5]> = std::iter::once(head)
                    .chain(rows.iter().map(|row| row.each_ref().map(String::as_str)))
                    .collect();
                self.workspace.put("2005", file, &xlsx(&sheet(&rows)));
            }
            ["rule", council, about, ruling, by, on, why, "in", file] => {
                let key = self.key(council, about);
                let rows =
                    [["Ruling", "Ruled by", "Ruled on", "Why", "Reference"], [ruling, by, on, why, &key]];
                self.workspace.put("2005", file, &xlsx(&sheet(&rows)));
            }
            _ => panic!("{step}: {line} is nothing that can be done"),
        }
    }

    /// The key of what is to be ruled on, as the decisions workbook has it.
    fn key(&self, council: &str, about: &str) -> String {
        let path = self.workspace.folder.join("output/2005/decisions.xlsx");
        let book = read_book(&std::fs::read(path).unwrap()).unwrap();
        let cells = &book.sheets[0].cells;
        let row = |row: u32| -> Vec<String> {
            cells.range((row, 0)..(row + 1, 0)).map(|(_, cell)| cell.value.text()).collect()
        };
        let rows = (0..200).map(row);
        let mut own = rows.filter(|row| {
            row.iter().any(|cell| cell == council) && row.iter().any(|cell| cell.starts_with(about))
        });
        let found = own.next().unwrap_or_else(|| panic!("{council}, {about} is not to be ruled on"));
        found.into_iter().find(|cell| RulingKey::parse(cell).is_some()).unwrap()
    }

    /// The key of what a council is asked, as its query sheet has it.
    fn asked(&self, council: &str, code: &str, found: &str) -> String {
        let folder = self.workspace.folder.join("asked");
        let sheets = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let own = sheets.filter(|path| path.to_string_lossy().contains(&council.replace(' ', "-")));
        let books = own.map(|path| read_book(&std::fs::read(path).unwrap()).unwrap());
        let cells: Vec<((u32, u32), String)> = books
            .flat_map(|book| book.sheets[0].cells.clone())
            .map(|(at, cell)| (at, cell.value.text()))
            .collect();
        let is_asked =
            |row: u32| found.is_empty() || cells.iter().any(|(at, text)| at.0 == row && text == found);
        let mut keys = cells.iter().filter_map(|((row, _), text)| Some((*row, QueryKey::parse(text)?)));
        let key = keys.find(|(row, key)| key.code == code && is_asked(*row));
        key.unwrap_or_else(|| panic!("{council} is not asked {code} on {found:?}")).1.to_string()
    }

    /// `says diff 2005: "words" "words"`: what a command prints holds these words.
    fn says(&self, line: &str) -> Vec<String> {
        let (command, wanted) = line.trim_start_matches("says ").split_once(": ").unwrap();
        let arguments: Vec<&str> = command.split(' ').collect();
        let run = self.run(&arguments);
        let wanted = expect::words(wanted);
        let missing =
            wanted.iter().map(|word| word.trim_matches('"')).filter(|word| !run.printed.contains(word));
        missing.map(|word| format!("{command} does not say {word:?}:\n{}{}", run.printed, run.said)).collect()
    }

    /// One run over all files at once, with the same issues.
    fn at_once(&self, name: &str) -> Run {
        let other = Workspace::new(name);
        let copy = |from: &str| {
            let status = std::process::Command::new("cp")
                .arg("-r")
                .arg(self.workspace.folder.join(from))
                .arg(&other.folder)
                .status();
            assert!(status.unwrap().success());
        };
        copy("input");
        copy("returns.toml");
        let archive = self.workspace.folder.join("output/archive");
        if archive.is_dir() {
            // What was issued is known from the archive alone.
            std::fs::create_dir_all(other.folder.join("output")).unwrap();
            let status = std::process::Command::new("cp")
                .arg("-r")
                .arg(&archive)
                .arg(other.folder.join("output"))
                .status();
            assert!(status.unwrap().success());
        }
        other.run(&["collate", "--jobs", "1", "--now", &self.now])
    }
}

/// `shows Summary: "words" "words"`: cells of the workbook's sheet hold these words.
fn shows(line: &str, run: &Run) -> Vec<String> {
    let (name, wanted) = line.trim_start_matches("shows ").split_once(": ").unwrap();
    let book = read_book(&run.bytes("2005", "evaluation-2005.xlsx")).unwrap();
    let sheet = book.sheets.iter().find(|sheet| sheet.name == name).unwrap();
    let texts: Vec<String> = sheet.cells.values().map(|cell| cell.value.text()).collect();
    let wanted = expect::words(wanted);
    let wanted = wanted.iter().map(|word| word.trim_matches('"'));
    let missing = wanted.filter(|word| !texts.iter().any(|text| text.contains(word)));
    missing.map(|word| format!("{name} does not show {word:?}: {texts:#?}")).collect()
}

/// A workbook of one sheet with these rows.
fn sheet(rows: &[[&str; 5]]) -> Book {
    let row = |row: &[&str; 5]| Row {
        cells: row
            .iter()
            .map(|text| if text.is_empty() { Cell::Nothing } else { Cell::Text((*text).to_owned()) })
            .collect(),
        ..Row::default()
    };
    let sheet = Sheet { name: "Rulings".to_owned(), hidden: false, rows: rows.iter().map(row).collect() };
    Book { period: "2005".to_owned(), file: String::new(), from_1904: false, sheets: vec![sheet] }
}
