//! A finding: something a person must put right, explain or know.

use serde::{Deserialize, Serialize};

use super::{CellRef, Code, CouncilId, Section, entry};

/// How much a finding asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Must be put right; the figure is kept out of what it would spoil.
    Error,
    /// Put right or explain.
    Query,
    /// To be known.
    Note,
}

impl Severity {
    /// The lower-case word of the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Query => "query",
            Self::Note => "note",
        }
    }
}

/// Who must act on a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// The council that sent the return.
    Council,
    /// The strand's coordinator.
    Coordinator,
}

impl Who {
    /// The lower-case word of the contract.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Council => "council",
            Self::Coordinator => "coordinator",
        }
    }
}

/// One finding. Its severity and who must act come from the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Which entry of the catalogue.
    pub code: Code,
    /// The council, once it is known whose return this is.
    pub council: Option<CouncilId>,
    /// The section of the questionnaire, where it is about one.
    pub section: Option<Section>,
    /// The file, where it is about one.
    pub file: Option<String>,
    /// The sheet, where it is about one.
    pub sheet: Option<String>,
    /// The cell's address within the sheet.
    pub cell: Option<String>,
    /// What was found there, as written.
    pub found: String,
    /// A sentence that a council officer can act on.
    pub message: String,
}

impl Finding {
    /// A finding about one cell.
    #[must_use]
    pub fn at(code: Code, at: &CellRef, found: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            council: None,
            section: None,
            file: Some(at.file.to_string()),
            sheet: Some(at.sheet.to_string()),
            cell: Some(at.address()),
            found: found.into(),
            message: message.into(),
        }
    }

    /// A finding about a whole file.
    #[must_use]
    pub fn of_file(code: Code, file: &str, found: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            code,
            council: None,
            section: None,
            file: Some(file.to_owned()),
            sheet: None,
            cell: None,
            found: found.into(),
            message: message.into(),
        }
    }

    /// The same finding, about a section of the questionnaire.
    #[must_use]
    pub fn within(self, section: Section) -> Self {
        Self { section: Some(section), ..self }
    }

    /// What stands in the cell, as written; nothing where only a section is named.
    #[must_use]
    pub fn says(&self) -> &str {
        let is_name =
            self.cell.is_none() && self.section.is_some_and(|section| section.title() == self.found);
        if is_name { "" } else { &self.found }
    }

    /// How much it asks.
    #[must_use]
    pub fn severity(&self) -> Severity {
        entry(self.code).severity
    }

    /// Who must act.
    #[must_use]
    pub fn who(&self) -> Who {
        entry(self.code).who
    }
}
