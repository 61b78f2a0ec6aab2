//! The integration tests, one binary.

mod workbook;
