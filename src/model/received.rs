//! What came in for a period, what counts of it, and what was measured.

use jiff::civil::Date;

use super::{Council, CouncilId, Finding, History, Return, Rulings, Version};

/// A period of collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// Its folder's name, such as `2005`.
    pub id: String,
    /// Its title, such as `Baseline 2005`.
    pub title: String,
    /// When returns were due, where stated.
    pub due: Option<Date>,
}

/// What became of a file received.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It counts.
    Current,
    /// A newer return of the same council counts instead.
    Superseded,
    /// The same bytes as another file.
    Duplicate,
    /// It could not be taken as a return.
    Rejected,
}

impl Status {
    /// The code of the contract.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Current => "current",
            Self::Superseded => "superseded",
            Self::Duplicate => "duplicate",
            Self::Rejected => "rejected",
        }
    }
}

/// One file received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Name within the period's input folder, `/` between folders.
    pub file: String,
    /// Blake3 digest in hex; empty where the file could not be read at all.
    pub blake3: String,
    /// `xlsx`, `xlsm`, `xlsb`, `xls`, `ods`, or what else it was found to be.
    pub format: String,
    /// Whose return, where recognised.
    pub council: Option<CouncilId>,
    /// Date completed, where stated.
    pub completed_on: Option<Date>,
    /// Version stated.
    pub version: Option<Version>,
    /// What became of it.
    pub status: Status,
    /// Why, for all but `current`.
    pub reason: String,
    /// Errors found in it.
    pub errors: i64,
    /// Queries found in it.
    pub queries: i64,
    /// Its place among its council's returns: 1 counts, 2 is the one before; none where no
    /// council's.
    pub place: Option<i64>,
}

/// A period reconciled: one return a council, and what became of every file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wave {
    /// The period.
    pub period: Period,
    /// Who is expected, in the partnership's order; everybody who returned where nobody is named.
    pub expected: Vec<Council>,
    /// Every file received, by council code and then name.
    pub received: Vec<Received>,
    /// The return that counts of each council, by council code.
    pub returns: Vec<Return>,
    /// All findings, those of superseded and rejected files included.
    pub findings: Vec<Finding>,
    /// What is to be ruled on, and what was.
    pub rulings: Rulings,
}

impl Wave {
    /// The date of the newest return that counts.
    #[must_use]
    pub fn newest(&self) -> Option<Date> {
        self.returns.iter().filter_map(|one| one.completed_on).max()
    }

    /// The councils expected of whom no return counts.
    #[must_use]
    pub fn outstanding(&self) -> Vec<&Council> {
        let has = |council: &Council| self.returns.iter().any(|one| one.council.code == council.id.code);
        self.expected.iter().filter(|council| !has(council)).collect()
    }
}

/// One figure of the measures table. All figures are in hundredths of their unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureRow {
    /// The measure's id, such as `headcount`.
    pub measure: &'static str,
    /// Its unit, such as `posts`.
    pub unit: &'static str,
    /// ONS code, or `ALL` for the partnership.
    pub council_code: String,
    /// The council's name, or the partnership's.
    pub council: String,
    /// What it is broken down by, such as `band`.
    pub breakdown: String,
    /// Which part, such as `heads_of_service`.
    pub category: String,
    /// Least it can be; nothing where it is not known.
    pub lower: Option<i64>,
    /// Most it can be.
    pub upper: Option<i64>,
    /// The shorthand beside it.
    pub marker: String,
    /// A ratio's numerator.
    pub numerator_lower: Option<i64>,
    /// A ratio's numerator, at most.
    pub numerator_upper: Option<i64>,
    /// A ratio's denominator.
    pub denominator_lower: Option<i64>,
    /// A ratio's denominator, at most.
    pub denominator_upper: Option<i64>,
    /// Councils whose figures are in it.
    pub councils_counted: i64,
    /// Councils expected (1 for a council's own row).
    pub councils_expected: i64,
}

/// A period evaluated: what the outputs are made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The partnership's name.
    pub partnership: String,
    /// The date that the outputs carry: that of the newest return, or as asked for.
    pub as_of: Option<Date>,
    /// The returns and findings.
    pub wave: Wave,
    /// Every figure of every measure.
    pub measures: Vec<MeasureRow>,
    /// What went before.
    pub history: History,
}

/// What the later stages need to know of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuestionInfo {
    /// Its id, such as `web_recruitment`.
    pub id: String,
    /// In a few words, such as `Web based recruitment`.
    pub title: String,
    /// The codes its answer can have, in order; empty for a text question.
    pub codes: Vec<String>,
    /// Whether councils are asked if they would consider it.
    pub asks_would_consider: bool,
}
