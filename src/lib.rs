//! Reads councils' management development returns, however they were laid out, and
//! writes one consolidated evaluation workbook that can be trusted.
//!
//! Data flows one way through pure stages; [`pipeline`] is the line itself.

pub mod error;
pub mod measure;
pub mod model;
pub mod normalise;
pub mod read;
pub mod recognise;
pub mod reference;
pub mod tidy;
pub mod write;
