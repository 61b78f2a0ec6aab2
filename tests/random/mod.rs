//! Returns composed at random. What went in comes out, or a query says why not; and
//! whatever stands in a workbook, reading it ends, soon and without a panic.
//!
//! Seeds are fixed, so that a run is like the last. `RETURNS_SEEDS=1000..1500 cargo test
//! random` tries others; a failure is shown as a drawing, ready to become a case.

mod anything;
mod truth;
mod workspace;

use std::time::{Duration, Instant};

use returns::examine::{Examined, examine_bytes};
use returns::generate;
use returns::generate::sheet::{Book, Cell, Sheet};
use returns::model::{CellValue, Extent, RawBook, RawCell, RawSheet, Reported, Return, Severity};
use returns::normalise::{FileFacts, normalise};
use returns::pipeline::Workspace;
use returns::recognise::recognise;
use returns::reference::Reference;

use crate::drawn::Drawn;
use crate::support::at;

/// The seeds to try.
fn seeds(usual: u64) -> std::ops::Range<u64> {
    let Ok(asked) = std::env::var("RETURNS_SEEDS") else { return 0..usual };
    let (first, last) = asked.split_once("..").expect("RETURNS_SEEDS is written 1000..1500");
    first.parse().unwrap()..last.parse().unwrap()
}

fn reference() -> Reference {
    Workspace::open(&at(".")).unwrap().reference
}

/// A drawn workbook as the reading stage gives it.
fn raw(book: &Book) -> RawBook {
    let sheets = book.sheets.iter().map(raw_sheet).collect();
    RawBook { format: "xlsx".to_owned(), sheets, remarks: Vec::new() }
}

fn raw_sheet(sheet: &Sheet) -> RawSheet {
    let mut raw = RawSheet { name: sheet.name.clone(), hidden: sheet.hidden, ..RawSheet::default() };
    for (row, drawn) in (0..).zip(&sheet.rows) {
        for (col, cell) in (0..).zip(&drawn.cells) {
            let value = match cell {
                Cell::Text(text) => CellValue::Text(text.clone()),
                Cell::Number(number) | Cell::Pounds(number) => CellValue::Number(*number),
                Cell::Percent(number) => CellValue::Percent(*number),
                Cell::Date(date) => CellValue::Date(*date),
                Cell::Flag(flag) => CellValue::Flag(*flag),
                Cell::MergedAbove(_) => {
                    merge_up(&mut raw, row, col);
                    continue;
                }
                _ => continue,
            };
            raw.cells.insert((row, col), RawCell { value });
        }
    }
    raw
}

/// Makes a cell part of the region above it.
fn merge_up(raw: &mut RawSheet, row: u32, col: u32) {
    match raw.merges.iter_mut().find(|merge| merge.contains(row - 1, col)) {
        Some(merge) => merge.bottom = row,
        None => raw.merges.push(Extent { top: row - 1, left: col, bottom: row, right: col }),
    }
}

/// Recognises and normalises a drawn workbook.
fn read(book: &Book, reference: &Reference) -> Result<Return, String> {
    let raw = raw(book);
    let found = recognise(&book.file, &raw, reference);
    let facts = FileFacts { file: &book.file, blake3: "", period: "2005" };
    normalise(facts, &raw, &found, reference).map_err(|no_return| no_return.finding.message)
}

#[test]
fn what_goes_in_comes_out_or_a_query_says_why_not() {
    let reference = reference();
    let mut failures = Vec::new();
    let seeds = seeds(60);
    for seed in seeds.clone() {
        let (truth, book) = generate::one(&reference, seed);
        let wrong = match read(&book, &reference) {
            Err(why) => vec![format!("not read as a return: {why}")],
            Ok(found) => truth::differences(&truth, &found),
        };
        if !wrong.is_empty() {
            failures.push(format!("seed {seed}:\n{}\n\n{}", wrong.join("\n"), Drawn(&book)));
        }
    }
    let count = failures.len();
    assert_eq!(count, 0, "{count} of {} returns\n\n{}", seeds.count(), failures.join("\n\n"));
}

#[test]
fn whatever_stands_in_a_workbook_reading_it_ends() {
    let reference = reference();
    for seed in seeds(80) {
        let book = anything::book(seed);
        let begun = Instant::now();
        let read = std::panic::catch_unwind(|| read(&book, &reference));
        assert!(read.is_ok(), "seed {seed} panics\n\n{}", Drawn(&book));
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(10), "seed {seed}: {took:?}\n\n{}", Drawn(&book));
        let Ok(Ok(found)) = read else { continue };
        let faults = truth::faults(&found);
        assert!(faults.is_empty(), "seed {seed}: {faults:?}\n\n{}", Drawn(&book));
    }
}

#[test]
fn any_bytes_are_examined_without_a_panic() {
    let reference = reference();
    for bytes in
        [&b""[..], b"PK", b"PK\x03\x04", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"<html>", b"{}", &[0; 4096]]
    {
        let examined: Examined = examine_bytes(bytes, "x.xlsx", "2005", &reference);
        let finding = examined.outcome.unwrap_err();
        assert_eq!(finding.severity(), Severity::Error);
    }
}

/// Whether a figure was given.
fn given<T>(reported: &Reported<T>) -> bool {
    matches!(reported, Reported::Given(_))
}
