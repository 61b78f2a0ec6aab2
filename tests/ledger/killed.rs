//! A run killed at any moment: each output is the old or the new one whole, the ledger is
//! sound, and the next run finishes right.
//!
//! A few kills over seven made returns; many over many where asked for:
//! `RETURNS_KILLS=200 RETURNS_FILES=200 cargo test killed -- --nocapture`.

use std::ffi::OsStr;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use returns::generate::{self, Order};

use super::is_sound;
use crate::support::{Run, Workspace, program};

type Outputs = Vec<(String, Vec<u8>)>;

fn asked(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

fn copy(from: &Path, to: &Path) {
    if to.exists() {
        std::fs::remove_dir_all(to).unwrap();
    }
    assert!(Command::new("cp").arg("-rp").arg(from).arg(to).status().unwrap().success());
}

/// Makes the returns of a workspace.
fn fill(workspace: &Workspace, councils: usize) {
    std::fs::remove_dir_all(&workspace.folder).unwrap();
    generate::workspace(&Order { councils, periods: 1, seed: 1 }, &workspace.folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_run_killed_at_any_moment_loses_nothing() {
    let (kills, files) = (asked("RETURNS_KILLS", 12), asked("RETURNS_FILES", 7));
    let before = Workspace::new("killed before");
    fill(&before, files);
    let input = before.folder.join("input/2005");
    let late = std::fs::read_dir(&input).unwrap().next().unwrap().unwrap().path();
    let bytes = std::fs::read(&late).unwrap();
    std::fs::remove_file(&late).unwrap();
    let old = before.collate();
    assert_eq!(old.code, 0, "{}", old.said);
    std::fs::write(&late, bytes).unwrap();
    let after = Workspace::new("killed after");
    copy(&before.folder, &after.folder);
    let new = after.collate();
    assert_eq!(new.code, 0, "{}", new.said);
    let (old, new) = (old_outputs(&before), new.outputs("2005"));
    let victim = Workspace::new("killed");
    // The longest of three, and half as long again: on a busy machine runs take their time,
    // and the last moments, in which outputs are replaced, must be among those of the kills.
    let timed = (0..3).map(|_| {
        copy(&before.folder, &victim.folder);
        let begun = Instant::now();
        assert_eq!(victim.collate().code, 0);
        begun.elapsed()
    });
    let whole = timed.max().unwrap() * 3 / 2;
    let (mut cut, mut changed) = (0, 0);
    for kill in 0..kills {
        copy(&before.folder, &victim.folder);
        let moment = moment(kill, kills, whole);
        let mut run =
            program().arg("--workspace").arg(&victim.folder).args(["collate", "--quiet"]).spawn().unwrap();
        std::thread::sleep(moment);
        cut += usize::from(run.try_wait().unwrap().is_none());
        run.kill().unwrap();
        run.wait().unwrap();
        let left =
            Run { folder: victim.folder.clone(), code: 0, printed: String::new(), said: String::new() };
        changed += usize::from(left.outputs("2005") == new);
        let is_whole =
            |(name, _): &&(String, Vec<u8>)| Path::new(name).extension() != Some(OsStr::new("new"));
        for (name, bytes) in left.outputs("2005").iter().filter(is_whole) {
            let is = |set: &Outputs| set.iter().any(|(own, other)| own == name && other == bytes);
            assert!(
                is(&old) || is(&new),
                "{name} is neither the old nor the new one, killed after {moment:?}"
            );
        }
        assert!(is_sound(&victim.folder), "the ledger, killed after {moment:?}");
        let next = victim.collate();
        assert_eq!(next.code, 0, "killed after {moment:?}: {}", next.said);
        let finished: Outputs = next.outputs("2005");
        assert!(finished == new, "the next run did not finish right, killed after {moment:?}");
        assert!(is_sound(&victim.folder));
    }
    println!(
        "{kills} kills within {whole:?}: {cut} runs killed before their end, {changed} with all outputs new by then"
    );
}

/// The moment of a kill: spread over the run's time, and not evenly.
fn moment(kill: usize, kills: usize, whole: Duration) -> Duration {
    let (kill, kills) = (u32::try_from(kill).unwrap(), u32::try_from(kills).unwrap());
    let step = whole / kills;
    step * kill + step * (kill.wrapping_mul(2_654_435_761) % 100) / 100
}

fn old_outputs(workspace: &Workspace) -> Outputs {
    let run = Run { folder: workspace.folder.clone(), code: 0, printed: String::new(), said: String::new() };
    run.outputs("2005")
}
