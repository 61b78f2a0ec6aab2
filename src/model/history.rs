//! What a period says as plain facts and figures, and what differs between two such
//! states. The ledger keeps it, an issue freezes it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Band, CouncilId, decimal, thousands};

/// What a period says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snapshot {
    /// What each council's return says.
    pub facts: Vec<Fact>,
    /// What was measured.
    pub figures: Vec<Measured>,
}

/// What a council's return says in one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    /// The council's ONS code.
    pub council_code: String,
    /// Its usual name.
    pub council: String,
    /// What it is about: `posts`, `qualified`, `band`, `answer`, `would_consider`, `cost`, `coaching`.
    pub kind: String,
    /// Which one of these: `tier 3`, a question's id, a delivery and its activity.
    pub subject: String,
    /// What it says, as people read it.
    pub value: String,
    /// The file it was read from.
    pub file: String,
    /// The digest of that file.
    pub blake3: String,
    /// The sheet.
    pub sheet: String,
    /// The cell.
    pub cell: String,
    /// Whether a decision or a correction made it what it is.
    pub ruled: bool,
}

/// A figure as it was measured, in hundredths of its unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Measured {
    /// The measure's id.
    pub measure: String,
    /// What it counts.
    pub unit: String,
    /// What it is broken down by.
    pub breakdown: String,
    /// Which part.
    pub category: String,
    /// ONS code, or `ALL`.
    pub council_code: String,
    /// The council's name, or the partnership's.
    pub council: String,
    /// Least it can be; nothing where it is not known.
    pub lower: Option<i64>,
    /// Most it can be.
    pub upper: Option<i64>,
    /// The shorthand beside it.
    pub marker: String,
}

impl Fact {
    /// What makes it the same fact in two states.
    #[must_use]
    pub fn key(&self) -> (&str, &str, &str) {
        (&self.council_code, &self.kind, &self.subject)
    }

    /// Where it was read: `Return!C31`, or nothing.
    #[must_use]
    pub fn place(&self) -> String {
        if self.cell.is_empty() { self.sheet.clone() } else { format!("{}!{}", self.sheet, self.cell) }
    }
}

impl Measured {
    /// What makes it the same figure in two states.
    #[must_use]
    pub fn key(&self) -> (&str, &str, &str, &str) {
        (&self.measure, &self.breakdown, &self.category, &self.council_code)
    }

    /// What it measures, as people say it: `headcount`, `training cost`.
    #[must_use]
    pub fn measure_words(&self) -> String {
        self.measure.replace('_', " ")
    }

    /// Its category, as people say it: `heads of service`, `external`.
    #[must_use]
    pub fn category_words(&self) -> String {
        let band = Band::from_code(&self.category).map(|band| band.title().to_lowercase());
        band.unwrap_or_else(|| self.category.replace('_', " "))
    }

    /// As people read it: `16 [e]`, `£800 to £1,000`, `[x]`.
    #[must_use]
    pub fn reads(&self) -> String {
        let (before, after) = match self.unit.as_str() {
            "gbp" => ("\u{a3}", ""),
            "percent" => ("", "%"),
            _ => ("", ""),
        };
        let (Some(lower), Some(upper)) = (self.lower, self.upper) else { return self.marker.clone() };
        let figure = format!("{}{after}", reading(lower, upper, before));
        if self.marker.is_empty() { figure } else { format!("{figure} {}", self.marker) }
    }
}

/// Who changed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The council sent something else.
    Council,
    /// The same file, read in the light of a decision or a correction.
    Decision,
    /// The same file, read otherwise: by another version, other reference data or settings.
    Rules,
}

impl Cause {
    /// As people read it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Council => "by the council",
            Self::Decision => "by a decision",
            Self::Rules => "by the rules of reading",
        }
    }
}

/// A fact that differs. At least one side is there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Who made it differ.
    pub cause: Cause,
    /// As it was, where it was.
    pub old: Option<Fact>,
    /// As it is, where it is.
    pub new: Option<Fact>,
}

/// A figure that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Moved {
    /// As it was, where it was measured.
    pub old: Option<Measured>,
    /// As it is, where it is measured.
    pub new: Option<Measured>,
    /// By how much, in hundredths, where both are exact.
    pub by: Option<i64>,
}

/// Everything that differs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// Facts, by council and in the order of the return.
    pub facts: Vec<Change>,
    /// Figures, in the order of the measures.
    pub figures: Vec<Moved>,
}

impl Changes {
    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.figures.is_empty()
    }

    /// The partnership's figures that moved.
    pub fn partnership(&self) -> impl Iterator<Item = &Moved> {
        self.figures.iter().filter(|moved| moved.any().council_code == "ALL")
    }
}

impl Change {
    /// The fact as it is, or else as it was.
    #[must_use]
    pub fn any(&self) -> &Fact {
        match (&self.new, &self.old) {
            (Some(fact), _) | (None, Some(fact)) => fact,
            (None, None) => unreachable!("a change has a side"),
        }
    }
}

impl Moved {
    /// The figure as it is, or else as it was.
    #[must_use]
    pub fn any(&self) -> &Measured {
        match (&self.new, &self.old) {
            (Some(figure), _) | (None, Some(figure)) => figure,
            (None, None) => unreachable!("a change has a side"),
        }
    }

    /// By how much, as people read it: `+5`, `-£1,200`; empty where it cannot be said.
    #[must_use]
    pub fn by_text(&self) -> String {
        let Some(by) = self.by else { return String::new() };
        let sign = if self.any().unit == "gbp" { "\u{a3}" } else { "" };
        let text = reading(by, by, sign);
        if by > 0 { format!("+{text}") } else { text }
    }
}

/// Hundredths between two bounds as people read them: `1,234.5`, `£800 to £1,000`.
#[must_use]
pub fn reading(lower: i64, upper: i64, sign: &str) -> String {
    let one = |hundredths: i64| {
        let text = decimal(hundredths.saturating_abs());
        let part = text.split_once('.').map_or("", |(_, part)| part);
        let minus = if hundredths < 0 { "-" } else { "" };
        let part = match (part.len(), sign) {
            (0, _) => String::new(),
            (1, "\u{a3}") => format!(".{part}0"),
            _ => format!(".{part}"),
        };
        format!("{minus}{sign}{}{part}", thousands(hundredths.saturating_abs() / 100))
    };
    if lower == upper { one(lower) } else { format!("{} to {}", one(lower), one(upper)) }
}

/// What went before the present state of a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History {
    /// When the workbook was last issued, if it was.
    pub issued_on: Option<Date>,
    /// What differs from the workbook last issued.
    pub changes: Changes,
    /// Against the period before, and against the first where that is another.
    pub follow_up: Vec<FollowUp>,
}

/// A period against an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FollowUp {
    /// The earlier one.
    pub then: Then,
    /// How many councils returned in both.
    pub councils: usize,
    /// Figures over the councils that state them in both.
    pub figures: Vec<Unlike>,
    /// Answers that are not what they were.
    pub practices: Vec<PracticeMove>,
    /// What cannot be compared.
    pub apart: Vec<Apart>,
}

/// An earlier period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Then {
    /// Its folder's name.
    pub id: String,
    /// Its title.
    pub title: String,
}

/// A figure then and now, over the same councils, in hundredths of its unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unlike {
    /// The measure's id.
    pub measure: String,
    /// Which part.
    pub category: String,
    /// What it counts.
    pub unit: String,
    /// Least and most it was; nothing where it was not known.
    pub then: Option<(i64, i64)>,
    /// Least and most it is.
    pub now: Option<(i64, i64)>,
    /// Over how many councils.
    pub councils: usize,
}

/// An answer on a practice that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PracticeMove {
    /// The question's id.
    pub question: String,
    /// Whose answer.
    pub council: CouncilId,
    /// Its code then.
    pub then: String,
    /// Its code now.
    pub now: String,
}

/// What cannot be compared, or not in full.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Apart {
    /// Whose figures.
    pub council: CouncilId,
    /// Why.
    pub why: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_those_of_people() {
        assert_eq!(reading(1600, 1600, ""), "16");
        assert_eq!(reading(80_000, 100_000, "\u{a3}"), "\u{a3}800 to \u{a3}1,000");
        assert_eq!(reading(123_450, 123_450, "\u{a3}"), "\u{a3}1,234.50");
        assert_eq!(reading(-150, -150, ""), "-1.5");
    }
}
