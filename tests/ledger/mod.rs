//! What must not be lost whatever happens: runs killed or at once, a damaged ledger, a
//! full disk, a folder that cannot be written.

mod asked;
mod killed;

use std::fs::{self, File};
use std::path::Path;

use crate::support::{Run, Workspace, program};

/// The ledger's own check of itself.
pub(super) fn is_sound(folder: &Path) -> bool {
    let ledger = rusqlite::Connection::open(folder.join("output/ledger.sqlite")).unwrap();
    let found: String = ledger.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    found == "ok"
}

#[test]
fn a_run_with_nothing_new_leaves_everything_as_it_is() {
    let workspace = Workspace::seven("nothing new");
    let first = workspace.collate();
    assert_eq!(first.code, 0, "{}", first.said);
    let time = |name: &str| {
        fs::metadata(workspace.folder.join("output/2005").join(name)).unwrap().modified().unwrap()
    };
    let before = [time("run.json"), time("evaluation-2005.xlsx")];
    let again = workspace.collate();
    assert_eq!(again.code, 0, "{}", again.said);
    assert!(again.printed.contains("nothing is new"), "{}", again.printed);
    assert_eq!([time("run.json"), time("evaluation-2005.xlsx")], before);
    fs::remove_dir_all(workspace.folder.join("output/cache")).unwrap();
    let fresh = workspace.collate();
    assert!(!fresh.printed.contains("nothing is new"), "the cache is gone");
    assert_eq!(fresh.outputs("2005"), first.outputs("2005"));
    fs::remove_file(workspace.folder.join("output/2005/tidy/posts.csv")).unwrap();
    assert!(!workspace.collate().printed.contains("nothing is new"), "an output is gone");
    assert_eq!(workspace.collate().outputs("2005"), first.outputs("2005"));
}

#[test]
fn a_file_overwritten_or_removed_is_not_lost() {
    let workspace = Workspace::seven("not lost");
    let first = workspace.collate();
    let path = workspace.folder.join("input/2005/Harborough DC.xlsx");
    let bytes = fs::read(&path).unwrap();
    fs::remove_file(&path).unwrap();
    let run = workspace.collate();
    let row = |run: &Run| {
        run.table("2005", "measures").find(&[
            ("measure", "headcount"),
            ("council_code", "ALL"),
            ("category", "all"),
        ])[0]
            .clone()
    };
    assert_eq!(row(&run), row(&first));
    let kept = run.table("2005", "returns").find(&[("council", "Harborough")])[0].clone();
    assert!(kept.get("file").starts_with("archive/") && kept.get("status") == "current", "{kept}");
    workspace.put("2005", "Harborough DC.xlsx", b"overwritten with something else");
    let run = workspace.collate();
    assert_eq!(run.code, 3, "{}", run.said);
    assert_eq!(row(&run), row(&first));
    workspace.put("2005", "Harborough DC.xlsx", &bytes);
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    assert_eq!(run.outputs("2005"), first.outputs("2005"));
}

#[test]
fn a_return_moved_to_another_period_counts_there() {
    let workspace = Workspace::seven("moved");
    workspace.collate();
    let bytes = fs::read(workspace.folder.join("input/2005/Harborough DC.xlsx")).unwrap();
    fs::remove_file(workspace.folder.join("input/2005/Harborough DC.xlsx")).unwrap();
    workspace.put("2006", "Harborough DC.xlsx", &bytes);
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    assert_eq!(run.table("2005", "returns").rows.len(), 6);
    assert_eq!(run.table("2006", "returns").rows.len(), 1);
}

/// What may happen to a ledger.
#[derive(Clone, Copy)]
enum Spoil {
    Flip,
    Replace,
    Cut,
}

#[test]
fn a_ledger_with_flipped_bytes_is_moved_aside_and_made_anew() {
    for (name, spoil) in
        [("flipped", Spoil::Flip), ("no ledger at all", Spoil::Replace), ("cut short", Spoil::Cut)]
    {
        let workspace = Workspace::seven(&format!("ledger {name}"));
        let first = workspace.collate();
        assert_eq!(workspace.run(&["issue", "2005"]).code, 0);
        workspace.collate();
        let path = workspace.folder.join("output/ledger.sqlite");
        let mut bytes = fs::read(&path).unwrap();
        match spoil {
            Spoil::Flip => bytes.iter_mut().skip(4096).step_by(97).for_each(|byte| *byte ^= 0x55),
            Spoil::Replace => bytes = b"this is no database".repeat(50),
            Spoil::Cut => bytes.truncate(9_000),
        }
        fs::write(&path, &bytes).unwrap();
        assert_eq!(workspace.run(&["log"]).code, 1, "{name}: a damaged ledger is read");
        let run = workspace.collate();
        assert_eq!(run.code, 0, "{name}: {}", run.said);
        assert!(
            run.said.contains("damaged") && run.said.contains("ledger.damaged-1.sqlite"),
            "{name}: {}",
            run.said
        );
        assert_eq!(
            fs::read(workspace.folder.join("output/ledger.damaged-1.sqlite")).unwrap(),
            bytes,
            "{name}"
        );
        assert!(is_sound(&workspace.folder), "{name}");
        let log = workspace.run(&["log", "Blaby"]);
        assert!(log.printed.contains("BDC_return_Nov05.xlsx"), "{name}: {}", log.printed);
        let diff = workspace.run(&["diff", "2005"]);
        assert!(diff.printed.contains("Nothing changed"), "{name}: {}", diff.printed);
        assert_eq!(
            run.bytes("2005", "tidy/measures.csv"),
            first.bytes("2005", "tidy/measures.csv"),
            "{name}"
        );
    }
}

#[test]
fn a_second_run_waits_or_says_who_is_at_work() {
    let workspace = Workspace::seven("two at once");
    let output = workspace.folder.join("output");
    fs::create_dir_all(&output).unwrap();
    let lock = File::create(output.join(".lock")).unwrap();
    lock.lock().unwrap();
    let run = workspace.run(&["collate", "--no-wait"]);
    assert_eq!(run.code, 1, "{}", run.printed);
    assert!(run.said.contains("another run is at work"), "{}", run.said);
    assert!(!output.join("2005").exists());
    let waiting = program().arg("--workspace").arg(&workspace.folder).arg("collate").output_in_background();
    std::thread::sleep(std::time::Duration::from_millis(400));
    drop(lock);
    let output = waiting.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Waiting"));
    assert!(is_sound(&workspace.folder));
}

/// Starts a command whose output is kept.
trait InBackground {
    fn output_in_background(&mut self) -> std::process::Child;
}

impl InBackground for std::process::Command {
    fn output_in_background(&mut self) -> std::process::Child {
        self.stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped()).spawn().unwrap()
    }
}

#[test]
fn runs_at_once_all_end_well() {
    let workspace = Workspace::seven("four at once");
    let runs: Vec<_> = (0..4)
        .map(|_| program().arg("--workspace").arg(&workspace.folder).arg("collate").output_in_background())
        .collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert!(is_sound(&workspace.folder));
    assert!(workspace.collate().printed.contains("nothing is new"));
}

#[cfg(unix)]
#[test]
fn an_output_folder_that_cannot_be_written_is_said_to_be_one() {
    use std::os::unix::fs::PermissionsExt;
    let workspace = Workspace::seven("read only");
    let output = workspace.folder.join("output");
    fs::create_dir_all(&output).unwrap();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o555)).unwrap();
    if File::create(output.join("may I")).is_ok() {
        println!("skipped: whoever may do everything is kept from nothing");
        return;
    }
    let run = workspace.collate();
    fs::set_permissions(&output, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(run.code, 1);
    assert!(run.said.contains("output") && run.said.contains("ermission"), "{}", run.said);
    assert_eq!(workspace.collate().code, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_changes_nothing_and_is_said_to_be_full() {
    let workspace = Workspace::seven("full disk");
    let small = workspace.folder.join("small");
    fs::create_dir_all(&small).unwrap();
    let mount = |arguments: &[&str]| {
        std::process::Command::new("mount")
            .args(arguments)
            .arg(&small)
            .output()
            .is_ok_and(|done| done.status.success())
    };
    if !mount(&["-t", "tmpfs", "-o", "size=6m", "tmpfs"]) {
        println!("skipped: no small disk can be mounted here");
        return;
    }
    let copy = |name: &str| {
        let done =
            std::process::Command::new("cp").arg("-r").arg(workspace.folder.join(name)).arg(&small).status();
        done.is_ok_and(|status| status.success())
    };
    let inside = Workspace { folder: small.clone() };
    assert!(copy("returns.toml") && copy("input"));
    let run = inside.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    let whole = run.outputs("2005");
    let filler = small.join("filler");
    let _ = fs::write(&filler, vec![0_u8; 8 << 20]);
    let full = inside.run(&["collate", "--as-of", "2006-02-01"]);
    let kept = full.outputs("2005");
    let _ = fs::remove_file(&filler);
    let after = inside.run(&["collate", "--as-of", "2006-02-01"]);
    let done = std::process::Command::new("umount").arg(&small).status();
    assert!(done.is_ok_and(|status| status.success()));
    let is_said = |run: &Run| run.said.contains("No space left") || run.said.contains("disk may be full");
    assert!(full.code == 1 && is_said(&full), "{}", full.said);
    assert_eq!(after.code, 0, "{}", after.said);
    assert_eq!(kept, whole, "something was changed");
}

#[test]
fn a_second_period_is_held_against_the_first() {
    let workspace = Workspace::seven("two periods");
    for (name, bytes) in crate::support::seven().into_iter().filter(|(name, _)| !name.starts_with("Melton")) {
        workspace.put("2006", &name, &bytes);
    }
    let run = workspace.collate();
    assert_eq!(run.code, 0, "{}", run.said);
    let book = returns::read::read_book(&run.bytes("2006", "evaluation-2006.xlsx")).unwrap();
    let sheet = book.sheets.iter().find(|sheet| sheet.name == "Follow-up").unwrap();
    let texts: Vec<String> = sheet.cells.values().map(|cell| cell.value.text()).collect();
    for wanted in
        ["6 councils returned in both periods.", "It did not return for 2006.", "No answer changed."]
    {
        assert!(texts.iter().any(|text| text == wanted), "{wanted}: {texts:#?}");
    }
    let first = returns::read::read_book(&run.bytes("2005", "evaluation-2005.xlsx")).unwrap();
    let sheet = first.sheets.iter().find(|sheet| sheet.name == "Follow-up").unwrap();
    assert!(sheet.cells.values().any(|cell| cell.value.text().contains("no earlier period")));
}
