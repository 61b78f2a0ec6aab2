//! One return, normalised: typed answers, each with the cell it came from.

use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{CellRef, Correction, CouncilId, Figure, Finding, Interval, Reported, Version};

/// The six sections of the questionnaire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Section {
    /// Council, period, date completed, version.
    About,
    /// The ten questions on practices.
    Practices,
    /// Peer review, CPA and other reviews.
    Reviews,
    /// Tiers, titles, posts and qualifications.
    Management,
    /// Training activity of the last two years.
    Training,
    /// The coaching pool.
    Coaching,
}

impl Section {
    /// All six, in the questionnaire's order.
    pub const ALL: [Self; 6] =
        [Self::About, Self::Practices, Self::Reviews, Self::Management, Self::Training, Self::Coaching];

    /// Its name as people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::About => "About",
            Self::Practices => "Practices",
            Self::Reviews => "Reviews",
            Self::Management => "Management",
            Self::Training => "Training",
            Self::Coaching => "Coaching",
        }
    }
}

/// How a section stands in a return.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coverage {
    /// The section was found.
    pub found: bool,
    /// It holds at least one answer, `None` and `No details` included.
    pub answered: bool,
}

/// The common structure's four bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Band {
    /// The chief executive and the directors.
    CeDirectors,
    /// The tier below them.
    HeadsOfService,
    /// The next.
    ServiceManagers,
    /// The next, and all below.
    TeamLeaders,
}

impl Band {
    /// From the top.
    pub const ALL: [Self; 4] =
        [Self::CeDirectors, Self::HeadsOfService, Self::ServiceManagers, Self::TeamLeaders];

    /// The code of the contract, such as `heads_of_service`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::CeDirectors => "ce_directors",
            Self::HeadsOfService => "heads_of_service",
            Self::ServiceManagers => "service_managers",
            Self::TeamLeaders => "team_leaders",
        }
    }

    /// As people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::CeDirectors => "Chief executive and directors",
            Self::HeadsOfService => "Heads of service",
            Self::ServiceManagers => "Service managers",
            Self::TeamLeaders => "Team leaders",
        }
    }

    /// The band with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.code() == code)
    }
}

/// One question's answer. Every return has one for every question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Practice {
    /// The question's id.
    pub question: String,
    /// The code: `yes`, `partly`, ... or the rating; empty for a text given to a text question.
    pub answer: String,
    /// Would consider: yes, no, or nothing said.
    pub would_consider: Option<bool>,
    /// What stands there, as written.
    pub text: String,
    /// What is also asked (supplier, site, process, accrediting body), where given.
    pub detail: Option<String>,
    /// The phrase that decided the code.
    pub evidence: String,
    /// The answer's cell, or the question's where the answer has none.
    pub source: Option<CellRef>,
}

/// Which list of a review a remark stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ReviewKind {
    /// Good practice.
    GoodPractice,
    /// Areas for improvement.
    Improvement,
}

impl ReviewKind {
    /// The code of the contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::GoodPractice => "good_practice",
            Self::Improvement => "improvement",
        }
    }
}

/// One remark of one review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// `peer`, `cpa` or `other`.
    pub review: String,
    /// Which list.
    pub kind: ReviewKind,
    /// Its number within the list, from 1.
    pub item: i64,
    /// The remark.
    pub text: String,
    /// Its cell.
    pub source: CellRef,
}

/// One tier of a council.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posts {
    /// The council's own tier number, from 1.
    pub tier: i64,
    /// Titles, as written, in order.
    pub titles: Vec<String>,
    /// The band of the common structure.
    pub band: Band,
    /// What decided the band: `title`, `order` or `decision`.
    pub band_basis: String,
    /// Posts.
    pub headcount: Figure,
    /// People who hold a management qualification.
    pub qualified: Figure,
    /// Whether `qualified` may enter a ratio: not where more people than posts are stated.
    pub qualified_in_ratio: bool,
    /// The cell of the row's main figure: posts, else titles, else the tier's label.
    pub source: CellRef,
}

/// A qualification named, or one column of qualifications given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QualificationRow {
    /// The tier it stands beside.
    pub tier: i64,
    /// That tier's band.
    pub band: Band,
    /// As written.
    pub qualification: String,
    /// Category of `qualifications.csv`, such as `diploma`; `other` where it knows none.
    pub category: String,
    /// Today's level or levels: `5`, `4-6`; empty where not known.
    pub level: String,
    /// The rule's source.
    pub level_basis: String,
    /// How many, where the return says.
    pub count: Option<i64>,
    /// Its cell.
    pub source: CellRef,
}

/// Who gives the training.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Delivery {
    /// In house.
    Internal,
    /// By others.
    External,
}

impl Delivery {
    /// Both, in the form's order.
    pub const ALL: [Self; 2] = [Self::Internal, Self::External];

    /// The code of the contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::External => "external",
        }
    }

    /// As people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Internal => "Internal",
            Self::External => "External",
        }
    }
}

/// What a return says of one delivery as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Statement {
    /// Activities are listed.
    Listed,
    /// `None`: no activities, at no cost.
    None,
    /// `N/A`.
    NotApplicable,
    /// `No details`, a blank table, or no table.
    NotAvailable,
}

/// What a return says of one delivery, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryStatement {
    /// Which delivery.
    pub delivery: Delivery,
    /// What it says.
    pub statement: Statement,
    /// The cell that says it, where there is one.
    pub source: Option<CellRef>,
}

/// What a cost is stated for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CostBasis {
    /// The activity's total.
    Total,
    /// For each person.
    PerHead,
    /// For each day.
    PerDay,
    /// Counted with the first of the rows that share it.
    Shared,
    /// Free of charge.
    Free,
    /// Nothing said, or nothing that is a cost.
    NotStated,
    /// Said not to be available.
    NotAvailable,
}

impl CostBasis {
    /// The code of the contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Total => "total",
            Self::PerHead => "per_head",
            Self::PerDay => "per_day",
            Self::Shared => "shared",
            Self::Free => "free",
            Self::NotStated => "not_stated",
            Self::NotAvailable => "not_available",
        }
    }
}

/// One training activity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// Internal or external.
    pub delivery: Delivery,
    /// What it is.
    pub activity: String,
    /// For whom.
    pub audience: String,
    /// By whom.
    pub provider: String,
    /// How many attended, where the return says.
    pub attendees: Option<Interval>,
    /// The cost as written.
    pub cost_text: String,
    /// What the cost is stated for.
    pub cost_basis: CostBasis,
    /// The activity's total in pence.
    pub cost: Reported<Interval>,
    /// The cost's cell, else the activity's.
    pub source: CellRef,
}

/// One cohort of the coaching pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cohort {
    /// Its name.
    pub cohort: String,
    /// Coaches in training.
    pub coaches_training: Figure,
    /// Coaches authorised.
    pub coaches_authorised: Figure,
    /// Sessions held.
    pub sessions: Figure,
    /// Hours a session, in hundredths of an hour.
    pub hours_per_session: Figure,
    /// People coached.
    pub coachees: Figure,
    /// Course cost in pence.
    pub cost: Figure,
    /// Who gives the course.
    pub provider: String,
    /// The cohort's cell, or its first figure's.
    pub source: CellRef,
}

impl Cohort {
    /// Hours of coaching in hundredths: sessions x hours x coachees, where all are given.
    #[must_use]
    pub fn hours(&self) -> Option<Interval> {
        let sessions = self.sessions.interval()?;
        let hours = self.hours_per_session.interval()?;
        Some(sessions.times(hours).times(self.coachees.interval()?))
    }
}

/// One return of one council, never edited once made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Return {
    /// Whose it is.
    pub council: CouncilId,
    /// Its file's name within the period's input folder.
    pub file: String,
    /// Blake3 digest of its bytes, in hex.
    pub blake3: String,
    /// Date completed, where it says.
    pub completed_on: Option<Date>,
    /// Version stated, where it says.
    pub version: Option<Version>,
    /// How each section stands.
    pub sections: BTreeMap<Section, Coverage>,
    /// One for every question.
    pub practices: Vec<Practice>,
    /// Remarks of reviews.
    pub reviews: Vec<Review>,
    /// Tiers, from the top.
    pub posts: Vec<Posts>,
    /// Qualifications named.
    pub qualifications: Vec<QualificationRow>,
    /// What it says of each delivery; both are always there.
    pub deliveries: Vec<DeliveryStatement>,
    /// Training activities.
    pub training: Vec<Activity>,
    /// Coaching cohorts.
    pub coaching: Vec<Cohort>,
    /// What a person must be told about it.
    pub findings: Vec<Finding>,
    /// Values that its council corrected; it was read with them.
    pub corrections: Vec<Correction>,
}

impl Return {
    /// Whether every section that councils are asked for was found and answered.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        Section::ALL.iter().all(|section| self.sections.get(section).is_some_and(|c| c.answered))
    }

    /// Whether a finding is about the cell that a value was read from; of a corrected
    /// value, about the cell of the return that was corrected.
    #[must_use]
    pub fn is_about(&self, finding: &Finding, source: &CellRef) -> bool {
        let is = |sheet: &str, cell: &str| {
            finding.sheet.as_deref() == Some(sheet) && finding.cell.as_deref() == Some(cell)
        };
        match self.corrections.iter().find(|correction| correction.by == *source) {
            Some(correction) => {
                let (sheet, cell) = (correction.key.sheet.as_deref(), correction.key.cell.as_deref());
                is(sheet.unwrap_or_default(), cell.unwrap_or_default())
            }
            None => is(&source.sheet, &source.address()),
        }
    }
}
