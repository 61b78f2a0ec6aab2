//! Write: a book and tidy tables become the bytes of files. Nothing here works a
//! figure out; what a writer adds is where things stand and how they look.

pub mod csv;

pub mod parquet;
pub mod place;
pub mod run_record;
mod xlsx;

pub use crate::model::decimal;
pub use xlsx::xlsx;

/// Why a workbook could not be written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Something on a sheet could not be written.
    #[error("the sheet {sheet} could not be written: {source}")]
    Sheet {
        /// The sheet's name.
        sheet: String,
        /// What went wrong.
        source: rust_xlsxwriter::XlsxError,
    },
    /// The workbook as a whole could not be written.
    #[error("the workbook could not be put together: {0}")]
    Workbook(#[from] rust_xlsxwriter::XlsxError),
}
