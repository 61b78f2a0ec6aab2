//! What a run is asked for, and what it tells: while it goes on, and when it is done.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::Error;
use crate::model::{Evaluation, Status, Wave};
use crate::pipeline::Editions;
use crate::write::place::Held;
use crate::write::run_record::Counts;

/// What a run is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Periods; all where none is named.
    pub periods: Vec<String>,
    /// The date that outputs carry, instead of the newest return's.
    pub as_of: Option<Date>,
    /// A folder of shards to take the place of the files under `input/`.
    pub from: Option<PathBuf>,
    /// The editions to write.
    pub editions: Editions,
    /// When the run began.
    pub now: Timestamp,
}

/// What a run did.
#[derive(Debug, Clone, Default)]
pub struct Done {
    /// The run's number in the ledger; nothing where nothing was new.
    pub run: Option<i64>,
    /// Each period asked for, in order.
    pub periods: Vec<PeriodDone>,
    /// What people must be told besides.
    pub said: Vec<String>,
    /// Outputs that could not be replaced.
    pub held: Vec<Held>,
}

/// What a run did for one period.
#[derive(Debug, Clone)]
pub struct PeriodDone {
    /// The period's id.
    pub period: String,
    /// What was written; nothing where nothing was new and its outputs were left as they are.
    pub written: Option<Brief>,
    /// Where its workbook lies.
    pub workbook: PathBuf,
}

/// A period that was written, in numbers.
#[derive(Debug, Clone)]
pub struct Brief {
    /// What was expected, what came, and what was found.
    pub counts: Counts,
    /// Councils expected of whom no return counts.
    pub outstanding: usize,
    /// Files rejected: name and reason.
    pub rejected: Vec<(String, String)>,
}

/// What a run tells while it goes on.
#[derive(Debug, Clone, Copy)]
pub enum News<'a> {
    /// The returns of a period are being read.
    Reading(&'a str),
    /// A period was evaluated, and its outputs lie in their places, the workbook in this one.
    /// This is the only time that it is there to be looked at.
    Written(&'a Evaluation, &'a Path),
}

/// Hears what a run tells; an error ends the run.
pub type Listener<'a> = dyn FnMut(News) -> Result<(), Error> + 'a;

impl Done {
    /// Whether a file was rejected.
    #[must_use]
    pub fn rejected(&self) -> bool {
        self.periods.iter().filter_map(|done| done.written.as_ref()).any(|brief| !brief.rejected.is_empty())
    }
}

impl Brief {
    pub(super) fn of(wave: &Wave) -> Self {
        let rejected = wave.received.iter().filter(|row| row.status == Status::Rejected);
        let rejected = rejected.map(|row| (row.file.clone(), row.reason.clone())).collect();
        Self { counts: Counts::of(wave), outstanding: wave.outstanding().len(), rejected }
    }

    /// What the run exits with for this period's sake.
    pub(super) fn exit_status(&self) -> u8 {
        if self.rejected.is_empty() { 0 } else { 3 }
    }
}
