//! The catalogue of finding codes: one ordered table, from which `returns explain`,
//! the workbook's queries and the documentation's table all derive.

mod about;
mod activities;
mod answers;
mod between;
mod files;
mod management;
mod reading;

use std::sync::LazyLock;

use super::{Severity, Who};

/// One entry of the catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// Which code.
    pub code: Code,
    /// The stable code that people and programs see.
    pub id: &'static str,
    /// How much it asks.
    pub severity: Severity,
    /// Who must act.
    pub who: Who,
    /// In a few words.
    pub title: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// An example.
    pub example: &'static str,
    /// What a sound return has in its place.
    pub expected: &'static str,
    /// How to put it right.
    pub remedy: &'static str,
    /// Explanations that are accepted, each a sentence; none where only a correction will do.
    pub accepted: &'static [&'static str],
}

/// The catalogue's entry of a code.
#[must_use]
#[expect(
    clippy::indexing_slicing,
    clippy::as_conversions,
    reason = "a test holds that every code has its entry at its place"
)]
pub fn entry(code: Code) -> &'static Entry {
    &CATALOGUE[code as usize]
}

/// Every kind of finding, in the catalogue's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Code {
    /// The file cannot be read.
    FileUnreadable,
    /// The file is protected by a password.
    FileProtected,
    /// The file is not a workbook.
    FileNotWorkbook,
    /// The file asks for more than a questionnaire can need.
    FileTooLarge,
    /// No section of the questionnaire.
    NoSection,
    /// Nothing is answered.
    NothingAnswered,
    /// No council can be recognised.
    CouncilNotFound,
    /// Two councils are named.
    CouncilAmbiguous,
    /// The file's name names another council.
    CouncilNotInFileName,
    /// The council has been abolished.
    CouncilFormer,
    /// The council is not one of those expected.
    CouncilUnexpected,
    /// The council's name is one letter off.
    CouncilNearName,
    /// The return names another period.
    PeriodDiffers,
    /// The same file counts in the period before.
    SameAsLast,
    /// A file lies in no period's folder.
    FileWithoutPeriod,
    /// A date cannot be read.
    DateUnclear,
    /// A version is no number.
    VersionUnclear,
    /// A section is missing.
    SectionMissing,
    /// A section is empty.
    SectionUnanswered,
    /// A section stands in two places.
    SectionTwice,
    /// The layout can be read in more than one way.
    LayoutUnclear,
    /// An answer does not answer its question.
    AnswerUnclear,
    /// An answer belongs to another question.
    AnswerOtherQuestion,
    /// An answer goes on with what may take it back.
    AnswerHedged,
    /// An answer was coded from its description.
    AnswerInferred,
    /// A tier's number is not clear.
    TierUnclear,
    /// A tier below team leaders.
    TierBelowTeamLeaders,
    /// Titles speak against their tier's band.
    TitleAgainstTier,
    /// Titles do not match the number of posts.
    TitlesNotPosts,
    /// A number of posts cannot be read.
    HeadcountUnreadable,
    /// Some posts of a tier have no number.
    HeadcountPartial,
    /// Only full-time equivalents are given.
    HeadcountFte,
    /// Not a whole number.
    NumberNotWhole,
    /// A date stands where a number is asked for.
    NumberAsDate,
    /// A formula's error stands in a cell that is read.
    CellError,
    /// More people qualified than posts.
    QualifiedOverPosts,
    /// More certificates than posts.
    CertificatesOverPosts,
    /// A number of people qualified cannot be read.
    QualifiedUnreadable,
    /// A share cannot be made into people.
    QualifiedShare,
    /// A total is not the sum.
    TotalNotSum,
    /// A row or cell was left out.
    RowUnread,
    /// A remark under a table.
    RowNote,
    /// Internal or external is not said.
    DeliveryUnclear,
    /// A remark stands among the activities.
    RemarkNotActivity,
    /// A cost cannot be read.
    CostUnreadable,
    /// A rate without a number.
    CostNotTotalled,
    /// A rate and a total disagree.
    CostTwice,
    /// A cost with VAT.
    CostWithVat,
    /// Lines of one row do not pair.
    NotPaired,
    /// A coaching figure cannot be read.
    CohortUnreadable,
    /// A value lies under merged cells.
    ValueUnderMerge,
    /// Hidden sheet, rows or columns were read.
    HiddenRead,
    /// An example was left out.
    ExampleSkipped,
    /// Part of the file could not be read.
    ReadingRemark,
    /// A section was taken from the return before.
    SectionCarriedOver,
    /// Which return is newer is not clear.
    OrderUnclear,
    /// The newer return leaves open what the one before answered.
    AnswersWithdrawn,
    /// A figure is far from last period's.
    FarFromLast,
    /// A ruling matches nothing.
    DecisionUnmatched,
    /// Two rulings contradict each other.
    DecisionContradicts,
    /// A ruling cannot be read.
    DecisionUnreadable,
    /// An answer in a query sheet matches nothing.
    ReplyUnmatched,
    /// Two answers in query sheets contradict each other.
    ReplyContradicts,
    /// An answer in a query sheet cannot be used.
    ReplyUnusable,
}

/// All entries, in order.
pub static CATALOGUE: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let parts = [
        files::ENTRIES,
        about::ENTRIES,
        answers::ENTRIES,
        management::ENTRIES,
        activities::ENTRIES,
        reading::ENTRIES,
        between::ENTRIES,
    ];
    parts.concat()
});

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    #[expect(clippy::as_conversions, reason = "the discriminant is the place")]
    fn every_code_has_its_entry_and_says_what_to_do() {
        let mut ids = BTreeSet::new();
        for (place, entry) in CATALOGUE.iter().enumerate() {
            assert_eq!(entry.code as usize, place, "{} is out of its place", entry.id);
            assert!(ids.insert(entry.id), "{} stands twice", entry.id);
            assert!(entry.id.chars().all(|c| c.is_ascii_lowercase() || c == '-'));
            for text in [entry.title, entry.meaning, entry.example, entry.expected, entry.remedy] {
                assert!(!text.is_empty(), "{} leaves something unsaid", entry.id);
            }
            for sentence in entry.accepted {
                assert!(sentence.ends_with('.'), "{}: {sentence} is no sentence", entry.id);
            }
        }
    }
}
