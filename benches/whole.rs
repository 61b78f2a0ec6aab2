//! How long the seven returns take in one process: each stage, and all of it; and how long
//! the outputs of 400 councils take.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot go on"
)]

use std::path::Path;

use divan::Bencher;
use returns::generate::{self, Order};
use returns::model::Evaluation;
use returns::pipeline::{self, Editions, Readers, Workspace};

fn main() {
    divan::main();
}

fn workspace() -> Workspace {
    Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the repository is a workspace")
}

/// Open the workspace: settings and reference data.
#[divan::bench]
fn open() -> Workspace {
    workspace()
}

/// Read, recognise, normalise and reconcile.
#[divan::bench]
fn examine(bencher: Bencher) {
    let workspace = workspace();
    bencher.bench(|| pipeline::wave(&workspace, "2005", &Readers::InProcess, None).unwrap());
}

/// Measure.
#[divan::bench]
fn evaluate(bencher: Bencher) {
    let workspace = workspace();
    let wave = pipeline::wave(&workspace, "2005", &Readers::InProcess, None).unwrap();
    bencher
        .with_inputs(|| wave.clone())
        .bench_values(|wave| pipeline::evaluate(&workspace, wave, None).unwrap());
}

/// Editions that outputs are made in: one of them, or both and the report.
const EDITIONS: [(&str, Editions); 2] =
    [("working", Editions { working: true, public: false }), ("both", Editions::BOTH)];

fn editions(name: &str) -> Editions {
    EDITIONS.iter().find(|(own, _)| *own == name).unwrap().1
}

/// Publish and write: the workbook, the report and the tidy tables, and the public edition.
#[divan::bench(args = EDITIONS.map(|(name, _)| name))]
fn outputs(bencher: Bencher, name: &str) {
    let workspace = workspace();
    let evaluation = evaluation(&workspace);
    bencher.bench(|| pipeline::outputs(&workspace, &evaluation, editions(name)).unwrap());
}

/// The same for 400 councils.
#[divan::bench(args = EDITIONS.map(|(name, _)| name), sample_count = 10, sample_size = 1)]
fn outputs_of_400_councils(bencher: Bencher, name: &str) {
    let folder = tempfile::tempdir().unwrap();
    let order = Order { councils: 400, periods: 1, seed: 1 };
    generate::workspace(&order, folder.path()).unwrap();
    let workspace = Workspace::open(folder.path()).unwrap();
    let evaluation = evaluation(&workspace);
    bencher.bench(|| pipeline::outputs(&workspace, &evaluation, editions(name)).unwrap());
}

/// All of it, from the files to the bytes of the outputs.
#[divan::bench(args = EDITIONS.map(|(name, _)| name))]
fn whole(name: &str) -> usize {
    let workspace = workspace();
    let evaluation = evaluation(&workspace);
    pipeline::outputs(&workspace, &evaluation, editions(name)).unwrap().len()
}

fn evaluation(workspace: &Workspace) -> Evaluation {
    let wave = pipeline::wave(workspace, "2005", &Readers::InProcess, None).unwrap();
    pipeline::evaluate(workspace, wave, None).unwrap()
}
