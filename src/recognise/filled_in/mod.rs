//! The project's own workbooks that come back filled in: told from returns by their keys, and
//! read back.

pub(super) mod decisions;
pub(super) mod keyed;
pub(super) mod query_sheet;
