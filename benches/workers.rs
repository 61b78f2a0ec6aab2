//! What it costs to read returns in worker processes rather than in this one: a good
//! batch of 210 files, thirty copies of each of the seven returns, read both ways.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot go on"
)]

use std::num::NonZeroUsize;
use std::path::Path;
use std::sync::LazyLock;
use std::thread::available_parallelism;
use std::time::Duration;

use divan::Bencher;
use returns::pipeline::{Readers, Workspace, examine_all};
use returns::read::files::{self, InputFile};

/// Copies of each return.
const COPIES: usize = 30;

fn main() {
    divan::main();
}

/// The batch, in a folder that lives as long as the benchmark.
static BATCH: LazyLock<(tempfile::TempDir, Workspace, Vec<InputFile>)> = LazyLock::new(|| {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    std::fs::copy(here.join("returns.toml"), folder.path().join("returns.toml")).unwrap();
    let input = folder.path().join("input/2005");
    std::fs::create_dir_all(&input).unwrap();
    for entry in std::fs::read_dir(here.join("input/2005")).unwrap() {
        let entry = entry.unwrap();
        for copy in 0..COPIES {
            let name = format!("{copy} {}", entry.file_name().to_str().unwrap());
            std::fs::copy(entry.path(), input.join(name)).unwrap();
        }
    }
    let workspace = Workspace::open(folder.path()).unwrap();
    let (inputs, _) = files::list(&input);
    (folder, workspace, inputs)
});

fn read(readers: &Readers) -> usize {
    let (_, workspace, inputs) = &*BATCH;
    let examined = examine_all(inputs, "2005", workspace, readers).unwrap();
    assert!(examined.iter().all(|(_, one)| one.outcome.is_ok()), "a return was rejected");
    examined.len()
}

#[divan::bench(sample_count = 20)]
fn in_process(bencher: Bencher) {
    bencher.bench(|| read(&Readers::InProcess));
}

#[divan::bench(sample_count = 20)]
fn in_workers(bencher: Bencher) {
    let readers = Readers::Workers {
        program: env!("CARGO_BIN_EXE_returns").into(),
        jobs: available_parallelism().map_or(1, NonZeroUsize::get),
        memory_bytes: 512 << 20,
        time_limit: Duration::from_secs(20),
    };
    bencher.bench(|| read(&readers));
}
