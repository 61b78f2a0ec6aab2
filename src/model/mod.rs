//! The types that carry the meaning from stage to stage: what was read, what was
//! reported, where it stands, and what a person must be told about it.
//!
//! Nothing here reads, decides or writes; every stage speaks in these words.

mod answered;
mod cell;
mod council;
mod decimal;
mod disclosure;
mod figure;
mod finding;
mod finding_codes;
mod history;
pub mod query_key;
mod raw;
mod received;
mod returned;
pub mod ruling;
mod table;
mod version;

pub use answered::{Answer, AnsweredRow, AnsweredSheet, Corrected, Correction, Explained};
pub use cell::{CellRef, address, column_letters, parse_address};
pub use council::{Council, CouncilId};
pub use decimal::{counted, decimal, thousands};
pub use disclosure::Thresholds;
pub use figure::{Figure, Interval, Marker, Reported, Sourced};
pub use finding::{Finding, Severity, Who};
pub use finding_codes::{CATALOGUE, Code, Entry, entry};
pub use history::{
    Apart, Cause, Change, Changes, Fact, FollowUp, History, Measured, Moved, PracticeMove, Snapshot, Then,
    Unlike, reading,
};
pub use query_key::QueryKey;
pub use raw::{CellValue, Extent, RawBook, RawCell, RawSheet, Remark};
pub use received::{Evaluation, MeasureRow, Period, QuestionInfo, Received, Status, Wave};
pub use returned::{
    Activity, Band, Cohort, CostBasis, Coverage, Delivery, DeliveryStatement, Posts, Practice,
    QualificationRow, Return, Review, ReviewKind, Section, Statement,
};
pub use ruling::{Applied, Doubt, FilledInFile, Matter, RuledRow, RulingKey, Rulings};
pub use table::{Column, Kind, Table, Value};
pub use version::Version;
