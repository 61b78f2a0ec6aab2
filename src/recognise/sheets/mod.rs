//! Which sheets, rows and columns are looked at, and as what: left out, another year's, hidden,
//! heads and feet of pages, or there for their looks alone.

pub(super) mod earlier;
pub(super) mod hidden;
pub(super) mod pages;
pub(super) mod skipped;
pub(super) mod squeezed;
