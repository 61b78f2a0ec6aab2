//! What a made return holds: what every right reading of it yields.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::model::{Delivery, Interval, ReviewKind, Version};

/// A figure as it was meant: a range, estimated or not; `None` where nothing was said.
pub type Figure = Option<Interval>;

/// One return, by section.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Truth {
    /// The file's name within its period's folder.
    pub file: String,
    /// Its format, such as `xls`.
    pub format: String,
    /// The council's ONS code.
    pub council_code: String,
    /// The council's usual name.
    pub council: String,
    /// Date completed, where the return says.
    pub completed_on: Option<Date>,
    /// Version stated.
    pub version: Option<Version>,
    /// Tiers, from the top.
    pub posts: Vec<TrueTier>,
    /// Training activities.
    pub training: Vec<TrueActivity>,
    /// Answers, but those to questions that this layout leaves out.
    pub practices: Vec<TrueAnswer>,
    /// What reviews said.
    pub reviews: Vec<TrueReview>,
    /// Coaching cohorts.
    pub coaching: Vec<TrueCohort>,
}

/// A tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueTier {
    /// Its number, from 1.
    pub tier: i64,
    /// Posts.
    pub headcount: Figure,
    /// People with a management qualification.
    pub qualified: Figure,
}

/// A training activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueActivity {
    /// Internal or external.
    pub delivery: Delivery,
    /// What it is.
    pub activity: String,
    /// Its total in pence.
    pub cost: Figure,
}

/// An answer on practices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueAnswer {
    /// The question's id.
    pub question: String,
    /// The code; empty for a text given to a text question.
    pub answer: String,
    /// Would consider: yes, no, or nothing said.
    pub would_consider: Option<bool>,
}

/// One list of one review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueReview {
    /// `peer`, `cpa` or `other`.
    pub review: String,
    /// Which list.
    pub kind: ReviewKind,
    /// The remarks, in order.
    pub remarks: Vec<String>,
}

/// A coaching cohort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TrueCohort {
    /// Its name.
    pub cohort: String,
    /// Coaches in training.
    pub coaches_training: Figure,
    /// Coaches authorised.
    pub coaches_authorised: Figure,
    /// Sessions held.
    pub sessions: Figure,
    /// Hours a session, in hundredths.
    pub hours_per_session: Figure,
    /// People coached.
    pub coachees: Figure,
    /// Course cost in pence.
    pub cost: Figure,
}
