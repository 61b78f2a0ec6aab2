//! What one text says by itself, wherever it stands: a number, an amount, a rate, a date,
//! hours, one of the silences, or several things in one cell.

pub(super) mod amounts;
pub(super) mod bounds;
pub(super) mod dates;
pub(super) mod dittos;
pub(super) mod hours;
pub(super) mod lines;
pub(super) mod money;
pub(super) mod number;
pub(super) mod rates;
pub(super) mod silence;
pub(super) mod times;
pub(super) mod vat;
