//! The write alone: a period's workbook as it is written, against `rust_xlsxwriter` bare,
//! which is given the same values and no style. Prints a JSON line for each: how, and the
//! milliseconds of processor time that one workbook takes, the median of several.
//!
//! `written WORKSPACE PERIOD TIMES`

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement stops where it cannot go on, and tells its figures"
)]

use std::io::Cursor;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use calamine::{Data, Reader, Xlsx};
use returns::pipeline::{self, Readers, Workspace};
use returns::write;
use rust_xlsxwriter::{Workbook, XlsxError};

/// A sheet's name and its cells.
type Values = (String, Vec<(u32, u16, Data)>);

fn main() {
    let mut arguments = std::env::args().skip(1);
    let workspace = Workspace::open(&PathBuf::from(arguments.next().unwrap())).unwrap();
    let period = arguments.next().unwrap();
    let times: usize = arguments.next().unwrap().parse().unwrap();
    let wave = pipeline::wave(&workspace, &period, &Readers::InProcess, None).unwrap();
    let evaluation = pipeline::evaluate(&workspace, wave, None).unwrap();
    let book = pipeline::book(&workspace, &evaluation);
    let values = values(write::xlsx(book.clone()).unwrap());
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..times {
        let own = book.clone();
        ours.push(timed(|| write::xlsx(own).unwrap()));
        bare.push(timed(|| written_bare(&values).unwrap()));
    }
    for (how, mut taken) in [("returns", ours), ("bare", bare)] {
        taken.sort();
        println!("{{\"how\": \"{how}\", \"ms\": {}}}", taken.get(times / 2).unwrap().as_millis());
    }
}

/// On one thread, so wall time is processor time where nothing else runs.
fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let begun = Instant::now();
    let made = work();
    let taken = begun.elapsed();
    drop(made);
    taken
}

/// What stands in a workbook.
fn values(bytes: Vec<u8>) -> Vec<Values> {
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let sheets = book.worksheets();
    let sheets = sheets.into_iter().map(|(name, range)| {
        let (top, left) = range.start().unwrap_or((0, 0));
        let cells = range.used_cells().map(|(row, col, cell)| {
            let row = top + u32::try_from(row).unwrap();
            let col = left + u32::try_from(col).unwrap();
            (row, u16::try_from(col).unwrap(), cell.clone())
        });
        (name, cells.collect())
    });
    sheets.collect()
}

fn written_bare(sheets: &[Values]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for (name, cells) in sheets {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name)?;
        for (row, col, cell) in cells {
            match cell {
                Data::Int(number) => {
                    sheet.write_number(*row, *col, f64::from(i32::try_from(*number).unwrap()))?
                }
                Data::Float(number) => sheet.write_number(*row, *col, *number)?,
                Data::DateTime(date) => sheet.write_number(*row, *col, date.as_f64())?,
                Data::Bool(flag) => sheet.write_boolean(*row, *col, *flag)?,
                other => sheet.write_string(*row, *col, other.to_string())?,
            };
        }
    }
    workbook.save_to_buffer()
}
