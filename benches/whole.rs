//! How long the seven returns take in one process: each stage, and all of it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot go on"
)]

use std::path::Path;

use divan::Bencher;
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

/// Publish and write: both editions and the tidy tables.
#[divan::bench]
fn outputs(bencher: Bencher) {
    let workspace = workspace();
    let wave = pipeline::wave(&workspace, "2005", &Readers::InProcess, None).unwrap();
    let evaluation = pipeline::evaluate(&workspace, wave, None).unwrap();
    bencher.bench(|| pipeline::outputs(&workspace, &evaluation, Editions::BOTH).unwrap());
}

/// All of it, from the files to the bytes of the outputs.
#[divan::bench]
fn whole() -> usize {
    let workspace = workspace();
    let wave = pipeline::wave(&workspace, "2005", &Readers::InProcess, None).unwrap();
    let evaluation = pipeline::evaluate(&workspace, wave, None).unwrap();
    pipeline::outputs(&workspace, &evaluation, Editions::BOTH).unwrap().len()
}
