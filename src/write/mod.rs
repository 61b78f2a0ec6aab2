//! Makes bytes of what a run found: tidy tables as CSV and Parquet, the run's record.

pub mod csv;
mod decimal;
pub mod parquet;
pub mod run_record;

pub use decimal::decimal;
