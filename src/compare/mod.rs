//! Compare: what a period says, as plain facts and figures, and what differs between
//! two such states: since the last issue, between runs, files or periods.
//!
//! A fact is what one council's return says in one place, a figure is what was measured.

mod changes;
mod facts;
mod follow_up;

pub use changes::{changes, mark_provisional, mark_revised};
pub use facts::facts_of;
pub use follow_up::{compares, follow_up, kept};

use crate::model::{MeasureRow, Measured, Snapshot, Wave};

/// What a wave and its measures say.
#[must_use]
pub fn snapshot(wave: &Wave, measures: &[MeasureRow]) -> Snapshot {
    Snapshot { facts: facts::facts(wave), figures: measures.iter().map(measured).collect() }
}

fn measured(row: &MeasureRow) -> Measured {
    Measured {
        measure: row.measure.to_owned(),
        unit: row.unit.to_owned(),
        breakdown: row.breakdown.clone(),
        category: row.category.clone(),
        council_code: row.council_code.clone(),
        council: row.council.clone(),
        lower: row.lower,
        upper: row.upper,
        marker: row.marker.clone(),
    }
}
