//! What only the management section has: tiers as headings, in sentences, asked one by one or
//! across the page, posts split over services, and columns of numbers that nobody foresaw.

pub(super) mod blocks;
pub(super) mod figures;
pub(super) mod kinds;
pub(super) mod prose;
pub(super) mod questions;
pub(super) mod run_on;
pub(super) mod services;
