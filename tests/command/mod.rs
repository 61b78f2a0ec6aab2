//! The command line: exit codes, messages, and what goes to which stream.

mod query_sheets;

use assert_cmd::Command;
use serde_json::{Value, json};

use crate::support::{Workspace, run_2005, seven};

/// The program, run where the package is.
fn returns(arguments: &[&str]) -> assert_cmd::assert::Assert {
    let mut command = Command::new(env!("CARGO_BIN_EXE_returns"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env("NO_COLOR", "1").args(arguments).assert()
}

/// What it printed and said.
fn streams(done: &assert_cmd::assert::Assert) -> (String, String) {
    let output = done.get_output();
    (String::from_utf8(output.stdout.clone()).unwrap(), String::from_utf8(output.stderr.clone()).unwrap())
}

/// A message names all of these.
fn names(message: &str, words: &[&str]) {
    for word in words {
        assert!(message.contains(word), "{word:?} is not in {message:?}");
    }
}

#[test]
fn a_good_run_ends_with_0_and_says_where_the_workbook_is() {
    let run = run_2005();
    names(&run.printed, &["7 of 7 councils returned", "229 [e]", "evaluation-2005.xlsx", "33,635"]);
    assert!(!run.printed.contains('\u{1b}'), "colours where there is no terminal");
    assert!(run.folder.join("output/2005/run.json").is_file());
}

#[test]
fn a_run_says_in_its_record_what_it_did() {
    let run = run_2005();
    let record: Value = serde_json::from_slice(&run.bytes("2005", "run.json")).unwrap();
    let text = record.to_string();
    names(&text, &[env!("CARGO_PKG_VERSION"), "Harborough DC.xlsx"]);
    for row in &run.table("2005", "returns").rows {
        names(&text, &[row.get("blake3"), row.get("file")]);
    }
}

#[test]
fn what_cannot_run_ends_with_1_and_says_what_to_do() {
    for (arguments, words) in [
        (vec!["collate", "-w", "/no/such/folder"], vec!["/no/such/folder", "input", "--workspace"]),
        (vec!["collate", "1999"], vec!["1999", "2005"]),
        (vec!["check", "no such file.xlsx"], vec!["no such file.xlsx"]),
        (vec!["explain", "nonsense"], vec!["nonsense", "headcount", "total-not-sum"]),
        (vec!["explain", "headcount", "--period", "1999"], vec!["1999"]),
        (vec!["explain", "headcount", "--period", "2005", "--council", "Atlantis"], vec!["Atlantis"]),
        (vec!["check", "-w", "/no/such/folder", "returns.toml"], vec!["/no/such/folder", "--workspace"]),
        (vec!["diff", "2099"], vec!["no period 2099", "2005"]),
        (vec!["diff", "returns.toml", "/no/such/file"], vec!["/no/such/file"]),
    ] {
        let done = returns(&arguments).code(1);
        let (printed, said) = streams(&done);
        assert_eq!(printed, "", "{arguments:?}");
        assert!(said.starts_with("returns: "), "{said}");
        names(&said, &words);
        assert!(!said.contains("panicked"), "{said}");
    }
}

#[test]
fn wrong_usage_ends_with_2() {
    for (arguments, word) in [
        (vec![], "Usage"),
        (vec!["frobnicate"], "frobnicate"),
        (vec!["check"], "FILE"),
        (vec!["collate", "--format", "yaml"], "json"),
        (vec!["collate", "--as-of", "2006-13-01"], "2006-13-01"),
        (vec!["collate", "--jobs", "many"], "many"),
        (vec!["explain"], "WHAT"),
    ] {
        let (printed, said) = streams(&returns(&arguments).code(2));
        assert_eq!(printed, "", "{arguments:?}");
        names(&said, &[word]);
    }
}

#[test]
fn a_rejected_file_ends_the_run_with_3() {
    let workspace = Workspace::new("one rejected");
    let (name, bytes) = &seven()[0];
    workspace.put("2005", name, bytes);
    workspace.put("2005", "note.xlsx", b"to follow");
    let run = workspace.collate();
    assert_eq!(run.code, 3);
    names(&run.printed, &["note.xlsx", "rejected"]);
    let record: Value = serde_json::from_slice(&run.bytes("2005", "run.json")).unwrap();
    names(&record.to_string(), &["note.xlsx"]);
}

#[test]
fn settings_are_checked_and_the_line_is_named() {
    for (text, words) in [
        ("[partnership]\nname = \"x\"\n\n[period\n", vec!["returns.toml", "line 4"]),
        ("[partnership]\nnaam = \"x\"\n", vec!["returns.toml", "line 2", "naam"]),
        ("[partnership]\ncouncils = [\"E99999999\"]\n", vec!["E99999999", "returns.toml", "line 2"]),
        ("[period.2005]\ndue = \"soon\"\n", vec!["returns.toml", "line 2"]),
    ] {
        let workspace = Workspace::new("bad settings");
        workspace.put("2005", "x.xlsx", b"");
        std::fs::write(workspace.folder.join("returns.toml"), text).unwrap();
        let run = workspace.collate();
        assert_eq!(run.code, 1, "{text}: {}{}", run.printed, run.said);
        names(&run.said, &words);
    }
}

#[test]
fn without_settings_everybody_who_returned_is_expected() {
    let workspace = Workspace::new("no settings");
    std::fs::remove_file(workspace.folder.join("returns.toml")).unwrap();
    for (name, bytes) in
        seven().into_iter().filter(|(name, _)| name.starts_with("Ha") || name.starts_with("Oa"))
    {
        workspace.put("spring", &name, &bytes);
    }
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    names(&run.printed, &["spring", "2 of 2"]);
    assert!(run.folder.join("output/spring/evaluation-spring.xlsx").is_file());
}

#[test]
fn a_workspace_without_returns_is_said_to_be_one() {
    let workspace = Workspace::new("nothing in it");
    let run = workspace.collate();
    assert_eq!(run.code, 1);
    names(&run.said, &["input"]);
}

#[test]
fn json_is_one_document_and_nothing_else() {
    let workspace = Workspace::seven("json");
    let run = workspace.run(&["collate", "--format", "json"]);
    assert_eq!(run.code, 0);
    let document: Value = serde_json::from_str(&run.printed).unwrap();
    assert_eq!(document["periods"][0]["period"], "2005");
    assert_eq!(document["periods"][0]["returns"].as_array().unwrap().len(), 7);
    let figures = document["periods"][0]["figures"].as_array().unwrap();
    let all = figures.iter().find(|one| one["measure"] == "headcount" && one["category"] == "all").unwrap();
    assert_eq!(all["lower"], "229");
}

#[test]
fn quiet_says_nothing_and_does_all() {
    let workspace = Workspace::seven("quiet");
    let run = workspace.run(&["collate", "--quiet"]);
    assert_eq!((run.code, run.printed.as_str(), run.said.as_str()), (0, "", ""));
    assert!(run.folder.join("output/2005/evaluation-2005.xlsx").is_file());
}

#[test]
fn the_date_can_be_set() {
    let workspace = Workspace::seven("dated");
    let plain = workspace.collate();
    let before = plain.bytes("2005", "evaluation-2005.xlsx");
    let run = workspace.run(&["collate", "--as-of", "2006-02-01"]);
    assert_eq!(run.code, 0);
    assert!(before != run.bytes("2005", "evaluation-2005.xlsx"));
}

#[test]
fn check_tells_what_was_recognised_and_what_is_asked() {
    for (name, _) in seven() {
        let path = format!("input/2005/{name}");
        let (printed, said) = streams(&returns(&["check", &path]).code(0));
        assert_eq!(said, "");
        names(
            &printed,
            &[&name, "E0700", "named in", "Baseline 2005", "Completed", "Management:", "Practices:"],
        );
        names(&printed, &["to be put right or explained", "expected: ", "for the council; returns explain"]);
    }
    assert!(!std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("input/output").exists());
}

#[test]
fn check_in_json_says_the_same() {
    let (printed, _) =
        streams(&returns(&["check", "--format", "json", "input/2005/Harborough DC.xlsx"]).code(0));
    let document: Value = serde_json::from_str(&printed).unwrap();
    let file = &document["files"][0];
    assert_eq!(file["council_code"], "E07000131");
    assert_eq!(file["completed_on"], "2005-10-28");
    let findings = file["findings"].as_array().unwrap();
    for field in ["code", "severity", "who", "found", "expected", "message"] {
        assert!(findings.iter().all(|finding| finding[field].is_string()), "{field}");
    }
    let there =
        findings.iter().any(|finding| finding["code"] == "hidden-read" && finding["sheet"] == "Sheet2");
    assert!(there, "{findings:#?}");
}

#[test]
fn check_tells_of_the_files_that_are_there() {
    let done = returns(&["check", "no such file.xlsx", "input/2005/Harborough DC.xlsx"]).code(1);
    let (printed, said) = streams(&done);
    names(&printed, &["Harborough (E07000131)"]);
    names(&said, &["no such file.xlsx"]);
}

#[test]
fn check_of_what_is_no_return_ends_with_3() {
    let (printed, _) = streams(&returns(&["check", "Cargo.toml", "input/2005/Harborough DC.xlsx"]).code(3));
    names(&printed, &["Cargo.toml", "Rejected", "Harborough (E07000131)"]);
    let (printed, _) = streams(&returns(&["check", "--format", "json", "Cargo.toml"]).code(3));
    let document: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(document["files"][0]["status"], "rejected");
}

#[test]
fn every_code_and_measure_is_explained() {
    for entry in returns::model::CATALOGUE.iter() {
        let said = returns::explain::code(entry.id).unwrap();
        names(&said, &[entry.id, entry.meaning, entry.example, entry.expected, entry.remedy]);
        names(&said, entry.accepted);
    }
    for measure in returns::measure::MEASURES {
        names(&returns::explain::measure(measure.id).unwrap(), &[measure.id, measure.definition]);
    }
    names(&streams(&returns(&["explain", "total-not-sum"]).code(0)).0, &["total-not-sum", "sum"]);
    names(&streams(&returns(&["explain", "span"]).code(0)).0, &["span"]);
}

#[test]
fn explanations_in_json_have_fields() {
    let explained = |arguments: &[&str]| -> Value {
        let done = returns(&[&["explain", "--format", "json"], arguments].concat()).code(0);
        serde_json::from_str(&streams(&done).0).unwrap()
    };
    for entry in returns::model::CATALOGUE.iter().take(3) {
        let code = explained(&[entry.id]);
        assert_eq!((&code["kind"], &code["expected"]), (&json!("code"), &json!(entry.expected)));
        assert_eq!(code["accepted"], json!(entry.accepted));
    }
    let measure = explained(&["headcount"]);
    assert_eq!((&measure["kind"], &measure["unit"]), (&json!("measure"), &json!("posts")));
    assert_eq!(measure["breakdowns"].as_array().unwrap().len(), 2);
    let asked = ["headcount", "--period", "2005", "--council", "Blaby", "--category", "heads_of_service"];
    let figure = explained(&asked);
    assert_eq!(figure["figures"][0]["lower"], "8");
    let cell = &figure["cells"][0];
    assert_eq!(
        (&cell["sheet"], &cell["cell"], &cell["found"]),
        (&json!("Return"), &json!("C26"), &json!("8"))
    );
}

#[test]
fn check_groups_what_is_asked_by_section() {
    let (printed, _) = streams(&returns(&["check", "input/2005/Melton - LRIP baseline.ods"]).code(0));
    let place = |words: &str| printed.find(words).unwrap_or_else(|| panic!("{words:?} is not in {printed}"));
    let headings = ["\n  Practices\n", "\n  Reviews\n", "\n  Management\n", "\n  Coaching\n"].map(place);
    assert!(headings.is_sorted(), "{headings:?}\n{printed}");
    assert!(place("Questionnaire!B7") < headings[1], "{printed}");
}

#[test]
fn a_figure_is_explained_by_its_cells() {
    let asked = ["--period", "2005", "--council", "Blaby", "--category", "heads_of_service"];
    let (printed, _) = streams(&returns(&[&["explain", "headcount"], &asked[..]].concat()).code(0));
    names(&printed, &["Blaby", "8 posts", "BDC_return_Nov05.xlsx", "Return!C26", "order of tiers"]);
    let (by_code, _) = streams(
        &returns(&[
            "explain",
            "headcount",
            "--period",
            "2005",
            "--council",
            "E07000129",
            "--category",
            "all",
        ])
        .code(0),
    );
    names(&by_code, &["32 posts", "Return!C24", "Return!C25", "Return!C26", "Return!C27"]);
    let (cost, _) =
        streams(&returns(&["explain", "training_cost", "--period", "2005", "--council", "Melton"]).code(0));
    names(&cost, &["20,000 [e]", "Circa", "I3"]);
    // Of a ratio both sides are told.
    let (span, _) = streams(&returns(&[&["explain", "span"], &asked[..]].concat()).code(0));
    names(&span, &["Return!C24", "Return!C25", "Return!C26"]);
    let (all, _) =
        streams(&returns(&["explain", "headcount", "--period", "2005", "--council", "ALL"]).code(0));
    names(&all, &["7 of 7 councils"]);
}

#[test]
fn help_and_version_are_printed() {
    names(&streams(&returns(&["--help"]).code(0)).0, &["collate", "check", "explain", "--workspace"]);
    names(&streams(&returns(&["--version"]).code(0)).0, &[env!("CARGO_PKG_VERSION")]);
    assert!(!streams(&returns(&["--help"]).code(0)).0.contains("worker"), "the workers' command shows");
}
