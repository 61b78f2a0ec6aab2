//! All integration tests, in one binary.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test fails by panicking, and tells its figures"
)]

mod audit;
mod baseline;
mod command;
mod disclosure;
mod drawn;
mod laws;
mod ledger;
mod random;
mod reading;
mod report;
mod same;
mod scale;
mod scenario;
mod support;
mod workbook;
