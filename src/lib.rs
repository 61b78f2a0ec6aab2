//! Reads councils' management development returns, however they were laid out, and
//! writes one consolidated evaluation workbook that can be trusted.
//!
//! Data flows one way through pure stages; [`pipeline`] is the line itself.

pub mod audit;
pub mod cache;
pub mod compare;
pub mod completeness;
mod corrections;
pub mod error;
pub mod examine;
pub mod explain;
pub mod generate;
pub mod holdings;
pub mod issue;
pub mod last;
pub mod ledger;
pub mod lock;
pub mod measure;
pub mod model;
pub mod normalise;
mod parallel;
pub mod pipeline;
pub mod protect;
pub mod publish;
pub mod read;
pub mod recognise;
pub mod reconcile;
pub mod reference;
pub mod run;
pub mod seen;
pub mod shards;
pub mod terminal;
pub mod tidy;
pub mod write;
