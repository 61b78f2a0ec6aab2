//! The limit: calamine alone reads every cell of every sheet of all files in a folder, on
//! so many threads, and prints how many cells there were.
//!
//! `limit FOLDER THREADS`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it cannot go on, and tells its figures"
)]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use calamine::{DataType, Reader, open_workbook_auto};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap());
    let threads: usize = arguments.next().unwrap().parse().unwrap();
    let files = files(&folder);
    let (next, cells) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                    cells.fetch_add(read(file), Ordering::Relaxed);
                }
            });
        }
    });
    println!("{} cells in {} files", cells.into_inner(), files.len());
}

/// All files of a folder and those in it.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The cells of a file that hold something.
fn read(file: &Path) -> usize {
    let mut book = open_workbook_auto(file).unwrap();
    let sheets = book.sheet_names();
    sheets
        .iter()
        .map(|sheet| {
            let range = book.worksheet_range(sheet).unwrap();
            range.cells().filter(|(_, _, cell)| !cell.is_empty()).count()
        })
        .sum()
}
