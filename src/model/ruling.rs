//! What a person must rule on, and what was ruled.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Code, Corrected, CouncilId, Explained};

/// What a ruling is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Matter {
    /// Which band a tier belongs to.
    Band,
    /// What an answer on a practice comes to.
    Answer,
    /// How many posts a tier has.
    Posts,
    /// How many people of a tier are qualified.
    Qualified,
    /// What an activity cost.
    Cost,
    /// Whether a return counts.
    Return,
}

impl Matter {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Band, Self::Answer, Self::Posts, Self::Qualified, Self::Cost, Self::Return];

    /// The word in keys and in the ledger; the same as the kind of a fact.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Band => "band",
            Self::Answer => "answer",
            Self::Posts => "posts",
            Self::Qualified => "qualified",
            Self::Cost => "cost",
            Self::Return => "return",
        }
    }
}

/// What a ruling is known by: what it is about, whose that is, and the text that it rules
/// on. It holds over resubmissions as long as that text stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RulingKey {
    /// What it is about.
    pub matter: Matter,
    /// The council's ONS code.
    pub council_code: String,
    /// Which tier, question or activity.
    pub subject: String,
    /// The digest of the text, its start in hex.
    pub text: String,
}

/// What every key begins with.
const BEGINS: &str = "ruling-1";
/// How much of a digest tells texts apart.
const DIGITS: usize = 16;

impl RulingKey {
    /// The key of a matter as the text stands.
    #[must_use]
    pub fn of(matter: Matter, council: &CouncilId, subject: &str, text: &str) -> Self {
        let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let digest = blake3::hash(plain.as_bytes()).to_hex().chars().take(DIGITS).collect();
        let subject = subject.replace('|', "/");
        Self { matter, council_code: council.code.to_string(), subject, text: digest }
    }

    /// Reads a key as [`fmt::Display`] writes it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.trim().split('|').collect();
        let [BEGINS, matter, council_code, subject, digest] = parts.as_slice() else { return None };
        let matter = Matter::ALL.into_iter().find(|one| one.word() == *matter)?;
        (digest.len() == DIGITS).then(|| Self {
            matter,
            council_code: (*council_code).to_owned(),
            subject: (*subject).to_owned(),
            text: (*digest).to_owned(),
        })
    }
}

impl fmt::Display for RulingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { matter, council_code, subject, text } = self;
        write!(f, "{BEGINS}|{}|{council_code}|{subject}|{text}", matter.word())
    }
}

/// A row of a decisions workbook in which something was ruled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuledRow {
    /// What it rules on.
    pub key: RulingKey,
    /// What was ruled, as written.
    pub ruling: String,
    /// By whom.
    pub by: String,
    /// When, as written; a date as 2006-02-01.
    pub on: String,
    /// Why.
    pub why: String,
    /// The decisions workbook's sheet.
    pub sheet: String,
    /// The ruling's cell there.
    pub cell: String,
}

impl RuledRow {
    /// Who ruled, when and why, in words.
    #[must_use]
    pub fn basis(&self) -> String {
        let by = if self.by.is_empty() { String::new() } else { format!(" by {}", self.by) };
        let on = self.on.parse::<jiff::civil::Date>();
        let on = on.map_or_else(|_| self.on.clone(), |date| date.strftime("%-d %B %Y").to_string());
        let on = if on.is_empty() { on } else { format!(" on {on}") };
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        format!("Ruled{by}{on}{why}")
    }
}

/// Something that a person must rule on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What it is known by.
    pub key: RulingKey,
    /// The finding that raised it.
    pub code: Code,
    /// Whose.
    pub council: CouncilId,
    /// What it is about, such as `Band of tier 3`.
    pub about: String,
    /// Why it is asked.
    pub message: String,
    /// What stands there.
    pub found: String,
    /// Where: file, sheet and cell, as far as it is in one.
    pub place: [String; 3],
    /// What the tool took it for.
    pub suggestion: String,
    /// What can be chosen; a number may be ruled besides where one is asked for.
    pub choices: Vec<String>,
}

/// A ruling that was applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// What it rules on.
    pub doubt: Doubt,
    /// The ruling.
    pub row: RuledRow,
    /// The file that it stands in.
    pub file: String,
}

/// What is to be ruled on in a period, what was, and what councils answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rulings {
    /// To be ruled on.
    pub open: Vec<Doubt>,
    /// Ruled, and applied.
    pub applied: Vec<Applied>,
    /// Values that councils corrected in their query sheets.
    pub corrected: Vec<Corrected>,
    /// Queries that councils explained there.
    pub explained: Vec<Explained>,
    /// The workbooks that all of that stands in.
    pub filled_in: Vec<FilledInFile>,
}

/// A decisions workbook or query sheet that was received, and of how much use it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilledInFile {
    /// Its name.
    pub file: String,
    /// The digest of its bytes.
    pub blake3: String,
    /// Whose answers they are, of a query sheet.
    pub council: Option<CouncilId>,
    /// `decisions` or `answers`.
    pub kind: &'static str,
    /// How many rulings or answers it holds.
    pub count: usize,
    /// How many there are and how many count, in words.
    pub said: String,
}

/// The ruling that leaves a matter as it was read.
pub const AS_READ: &str = "As read";
/// What a decisions workbook says in which there is nothing to rule on.
pub const NOTHING_TO_RULE_ON: &str = "There is nothing to rule on.";

/// What the columns of a decisions workbook are known by.
pub const RULING: &str = "Ruling";
/// By whom.
pub const RULED_BY: &str = "Ruled by";
/// When.
pub const RULED_ON: &str = "Ruled on";
/// Why.
pub const WHY: &str = "Why";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written_and_holds_the_text() {
        let council = CouncilId { code: "E07000129".into(), name: "Blaby".into() };
        let key = RulingKey::of(Matter::Cost, &council, "internal: a|b", "\u{a3}150  each");
        assert_eq!(RulingKey::parse(&format!(" {key} ")), Some(key.clone()));
        assert_eq!(key, RulingKey::of(Matter::Cost, &council, "internal: a|b", "\u{a3}150 each"));
        assert_ne!(key, RulingKey::of(Matter::Cost, &council, "internal: a|b", "\u{a3}151 each"));
        for text in ["", "ruling-1", "ruling-2|cost|a|b|0123456789abcdef", "ruling-1|cost|a|b|0123"] {
            assert_eq!(RulingKey::parse(text), None, "{text}");
        }
    }
}
