//! All integration tests, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and tells its figures"
)]

mod baseline;
mod command;
mod drawn;
mod laws;
mod ledger;
mod random;
mod reading;
mod scale;
mod scenario;
mod support;
mod workbook;
