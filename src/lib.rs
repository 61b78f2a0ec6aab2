//! Reads councils' management development returns, however they were laid out, and
//! writes one consolidated evaluation workbook that can be trusted.
//!
//! Data flows one way through pure stages; [`pipeline`] is the line itself.

pub mod model;
pub mod publish;
pub mod write;
