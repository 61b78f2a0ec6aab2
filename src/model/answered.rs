//! What a council filled into its query sheet: corrected values and explanations.
//!
//! A correction is put in the place of what stands in the cell, and the return is read
//! again with it; what is read from it names the query sheet's cell as its source. An
//! explanation closes the query as long as what it explains stands.

use serde::{Deserialize, Serialize};

use super::{CellRef, CouncilId, Finding, QueryKey};

/// A query sheet that came back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredSheet {
    /// Its first cell: whose it is and about which period, for people.
    pub title: String,
    /// One for each row with a key, in the order of the sheet.
    pub rows: Vec<AnsweredRow>,
}

/// A row of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnsweredRow {
    /// What was asked, and of which file.
    pub key: QueryKey,
    /// The corrected value, where one was given.
    pub corrected: Option<Answer>,
    /// The explanation, where one was given.
    pub explanation: Option<Answer>,
}

/// What was filled in, and where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The query sheet's own sheet.
    pub sheet: String,
    /// Row of the cell there, from 0.
    pub row: u32,
    /// Column of the cell there, from 0.
    pub col: u32,
    /// What was filled in.
    pub text: String,
}

impl Answer {
    /// The cell, in a query sheet of this name.
    #[must_use]
    pub fn at(&self, file: &str) -> CellRef {
        CellRef { file: file.into(), sheet: self.sheet.as_str().into(), row: self.row, col: self.col }
    }
}

/// A corrected value, and the cell of the return that it corrects.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Correction {
    /// What was asked: it names the cell that is corrected.
    pub key: QueryKey,
    /// What stands there; known once the correction was made.
    pub was: String,
    /// What is to stand there.
    pub text: String,
    /// Where the council wrote that: the query sheet's cell.
    pub by: CellRef,
    /// The digest of the query sheet.
    pub blake3: String,
}

/// A query that its council explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What was asked.
    pub finding: Finding,
    /// The explanation.
    pub explanation: String,
    /// The query sheet's cell that it stands in.
    pub by: CellRef,
}

impl Correction {
    /// Whether a cell of the return is the one corrected.
    #[must_use]
    pub fn is_of(&self, sheet: &str, cell: &str) -> bool {
        self.key.sheet.as_deref() == Some(sheet) && self.key.cell.as_deref() == Some(cell)
    }
}

/// A correction that was made, and whose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Corrected {
    /// The council.
    pub council: CouncilId,
    /// Its return.
    pub file: String,
    /// What was corrected.
    pub correction: Correction,
}
