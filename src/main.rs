//! The command line of `returns`.

use std::path::Path;
use std::process::ExitCode;

use returns::read::{files, read_book, worker};

fn main() -> ExitCode {
    match std::env::args().nth(1).as_deref() {
        Some("worker") if worker::serve(|path| account(path).into_bytes()).is_ok() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

/// What a file holds, or why it cannot be read, in one line.
fn account(path: &Path) -> String {
    match files::read_bytes(path).and_then(|bytes| read_book(&bytes)) {
        Ok(book) => {
            let cells: usize = book.sheets.iter().map(|sheet| sheet.cells.len()).sum();
            format!("read\t{}\t{}\t{cells}\t{}", book.format, book.sheets.len(), book.remarks.len())
        }
        Err(refused) => format!("refused\t{}\t{:?}\t{}", refused.format, refused.code, refused.reason),
    }
}
