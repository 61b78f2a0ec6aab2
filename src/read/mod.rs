//! Reads a file's bytes into a [`RawBook`]: cells with their addresses, merged
//! regions, comments, what is hidden. No meaning yet.
//!
//! What comes in may be damaged, hostile or something else altogether, so the
//! format is told by content, every part is unpacked under a limit, and cells are
//! taken one by one, never as a rectangle. calamine reads the cells of `.xlsx`
//! from a package that `xlsx` has vetted; `.xls`, `.xlsb` and `.ods` have readers
//! of their own, because calamine gives no number formats, hidden rows or formula
//! errors for them and lays a sheet out as a rectangle, however far its last cell. Text
//! with separated columns is taken for a sheet too.

mod biff;
mod bytes;
mod compound;
mod dressed;
mod dressed_sheet;
mod dressed_styles;
mod limits;
mod number;
mod ods;
mod ods_sheet;
mod refusal;
mod separated;
mod sniff;
mod text;
mod xls;
mod xls_sheet;
mod xlsb;
mod xlsb_sheet;
mod xlsx;
mod xlsx_formulas;
mod xlsx_marks;
mod xlsx_outline;
mod xlsx_struck;
mod xml;
mod zipped;

pub mod columns;
pub mod files;
pub mod pool;
pub mod worker;

pub use dressed::{Dressed, DressedCell, DressedSheet, DressedTable, Look, read_dressed};
pub use limits::FILE_BYTES;
pub use refusal::Unreadable;

use crate::model::RawBook;
use sniff::Kind;

/// Reads a workbook from its bytes.
///
/// # Errors
///
/// Says in a sentence why the bytes cannot be read as a workbook: protected by a
/// password, another kind of file, damaged, or larger than a questionnaire can be.
pub fn read_book(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    let mut book = match sniff::kind(bytes)? {
        Kind::Xlsx => xlsx::read(bytes),
        Kind::Xlsb => xlsb::read(bytes),
        Kind::Xls => xls::read(bytes),
        Kind::Ods => ods::read(bytes),
        Kind::FlatOds => ods::read_flat(bytes),
        Kind::Separated => separated::read(bytes),
    }?;
    limits::covered(&book).map_err(|exhausted| exhausted.refuse(&book.format))?;
    book.remarks.extend(limits::overlong(&book));
    Ok(book)
}

/// What there is to say of a file that holds no return and never was a workbook, though its
/// cells could be read.
#[must_use]
pub fn was_no_workbook(book: &RawBook) -> Option<Unreadable> {
    (book.format == separated::FORMAT).then(separated::refused)
}
