//! How long each stage takes, on returns made from seeds: those that a file goes through,
//! for one return, and those that a period goes through, for 40.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    missing_docs,
    reason = "a benchmark stops where it cannot go on"
)]

use std::path::Path;

use divan::Bencher;
use returns::examine::{Examined, examine_bytes};
use returns::generate::files::{Format, bytes};
use returns::generate::one;
use returns::model::{Evaluation, RawBook, Table};
use returns::normalise::{FileFacts, normalise};
use returns::pipeline::{self, Workspace};
use returns::read::read_book;
use returns::recognise::recognise;
use returns::reference::Reference;
use returns::{tidy, write};

fn main() {
    divan::main();
}

/// A workspace of no returns, in which everybody is expected who returned.
fn workspace() -> Workspace {
    Workspace {
        folder: Path::new(".").to_path_buf(),
        settings: returns::reference::Settings::default(),
        reference: reference(),
    }
}

fn reference() -> Reference {
    Reference::load(None, &[]).expect("the reference data compiled in can be used")
}

fn file(seed: u64, format: Format) -> Vec<u8> {
    bytes(&one(&reference(), seed).1, format).unwrap()
}

/// One return's sheets, as they are read.
fn sheets(seed: u64) -> RawBook {
    read_book(&file(seed, Format::Xlsx)).unwrap()
}

fn evaluation() -> Evaluation {
    let workspace = workspace();
    let readings: Vec<(String, Examined)> = (0..40)
        .map(|seed| {
            let name = format!("{seed:02}.xlsx");
            let bytes = file(seed, Format::Xlsx);
            let examined = examine_bytes(&bytes, &name, "2005", &workspace.reference);
            (name, examined)
        })
        .collect();
    let wave = pipeline::wave_of(&workspace, "2005", readings, None);
    pipeline::evaluate(&workspace, wave, None).unwrap()
}

fn tables() -> Vec<Table> {
    tidy::tables(&evaluation())
}

/// Read one return.
#[divan::bench(args = Format::ALL)]
fn read(bencher: Bencher, format: Format) {
    let bytes = file(1, format);
    bencher.bench(|| read_book(&bytes).unwrap());
}

/// Recognise one return.
#[divan::bench(args = 1..=4)]
fn recognised(bencher: Bencher, seed: u64) {
    let (reference, book) = (reference(), sheets(seed));
    bencher.bench(|| recognise("return.xlsx", &book, &reference));
}

/// Normalise one return.
#[divan::bench(args = 1..=4)]
fn normalised(bencher: Bencher, seed: u64) {
    let (reference, book) = (reference(), sheets(seed));
    let found = recognise("return.xlsx", &book, &reference);
    let facts = || FileFacts { file: "return.xlsx", blake3: "", period: "2005" };
    bencher.bench(|| normalise(facts(), &book, &found, &reference).map_err(|_| ()));
}

/// Measure a period.
#[divan::bench]
fn measured(bencher: Bencher) {
    let (workspace, wave) = (workspace(), evaluation().wave);
    bencher
        .with_inputs(|| wave.clone())
        .bench_values(|wave| pipeline::evaluate(&workspace, wave, None).unwrap());
}

/// The tidy tables of a period.
#[divan::bench]
fn tidied(bencher: Bencher) {
    let evaluation = evaluation();
    bencher.bench(|| tidy::tables(&evaluation));
}

/// The workbook of a period, before it is written.
#[divan::bench]
fn published(bencher: Bencher) {
    let (workspace, evaluation) = (workspace(), evaluation());
    bencher.bench(|| pipeline::book(&workspace, &evaluation));
}

/// Write the workbook of a period.
#[divan::bench]
fn written_xlsx(bencher: Bencher) {
    let book = pipeline::book(&workspace(), &evaluation());
    bencher.with_inputs(|| book.clone()).bench_values(|book| write::xlsx(book).unwrap());
}

/// Write the tidy tables of a period as CSV.
#[divan::bench]
fn written_csv(bencher: Bencher) {
    let tables = tables();
    bencher.bench(|| tables.iter().map(|table| write::csv::csv(table).unwrap().len()).sum::<usize>());
}

/// Write the tidy tables of a period as Parquet.
#[divan::bench]
fn written_parquet(bencher: Bencher) {
    let tables = tables();
    bencher.bench(|| tables.iter().map(|table| write::parquet::parquet(table).unwrap().len()).sum::<usize>());
}
