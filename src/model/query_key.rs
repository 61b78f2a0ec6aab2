//! How a query sheet, and each of its rows, is known again when it comes back answered.
//!
//! `publish` writes the sheet with these words; `recognise` finds them again, whatever a
//! spreadsheet program has made of the rest. Three things make a workbook a query sheet: its first
//! cell begins with [`MARK`], one row of it holds the headings below, and in the rows under
//! that stands a [`QueryKey`]. The keys alone would do: they name what was asked of which
//! file, so rows may be sorted, deleted or moved, and columns too.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Finding, entry};

/// What the first cell of a query sheet begins with.
pub const MARK: &str = "Query sheet";

/// The heading over the corrected values.
pub const CORRECTED: &str = "Corrected value";

/// The heading over the explanations.
pub const EXPLANATION: &str = "Explanation";

/// The heading over the keys.
pub const REFERENCE: &str = "Reference";

/// The explanation that goes with a corrected value: nothing by itself.
pub const CORRECTED_HERE: &str = "Corrected in this workbook.";

/// The explanation that leaves a query open until the return comes.
pub const WILL_FOLLOW: &str = "A corrected return will follow.";

/// What a key begins with; the number is that of its form.
const BEGINS: &str = "query-1";

/// What a row of a query sheet asks about: one finding of one file.
///
/// As text its parts stand one after the other, with `|` between them: `query-1`, the finding's
/// code, the digest of the file, the digest of what was found, the cell, the sheet. The
/// sheet is last because its name may hold anything.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct QueryKey {
    /// The finding's code, such as `total-not-sum`.
    pub code: String,
    /// Blake3 digest of the file's bytes, in hex.
    pub blake3: String,
    /// The first 16 hexadecimal digits of the Blake3 digest of what was found, as written.
    pub found: String,
    /// The cell's address, where the finding is about one.
    pub cell: Option<String>,
    /// The sheet's name, where it is about one.
    pub sheet: Option<String>,
}

impl QueryKey {
    /// The key of a finding about a file with this digest.
    #[must_use]
    pub fn of(finding: &Finding, blake3: &str) -> Self {
        Self {
            code: entry(finding.code).id.to_owned(),
            blake3: blake3.to_owned(),
            found: digest(&finding.found),
            cell: finding.cell.clone(),
            sheet: finding.sheet.clone(),
        }
    }

    /// The key that a text is; nothing where it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.trim().splitn(6, '|');
        if parts.next() != Some(BEGINS) {
            return None;
        }
        let hex = |part: &str| part.chars().all(|c| c.is_ascii_hexdigit());
        let code = parts.next().filter(|code| !code.is_empty())?;
        let blake3 = parts.next().filter(|part| part.len() == 64 && hex(part))?;
        let found = parts.next().filter(|part| part.len() == 16 && hex(part))?;
        let optional = |part: &str| (!part.is_empty()).then(|| part.to_owned());
        Some(Self {
            code: code.to_owned(),
            blake3: blake3.to_owned(),
            found: found.to_owned(),
            cell: optional(parts.next()?),
            sheet: optional(parts.next()?),
        })
    }

    /// Whether a finding of another reading, perhaps of another file, asks the same: the
    /// same code at the same place, where the same still stands.
    #[must_use]
    pub fn asks_as(&self, finding: &Finding) -> bool {
        Self::of(finding, &self.blake3) == *self
    }

    /// Whether this is the text that was found.
    #[must_use]
    pub fn found_is(&self, text: &str) -> bool {
        digest(text) == self.found
    }

    /// Whether a finding asks the same of the same text, wherever that stands.
    #[must_use]
    pub fn asks_like(&self, finding: &Finding) -> bool {
        entry(finding.code).id == self.code && digest(&finding.found) == self.found
    }
}

impl fmt::Display for QueryKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let optional = |part: &Option<String>| part.clone().unwrap_or_default();
        let (cell, sheet) = (optional(&self.cell), optional(&self.sheet));
        write!(f, "{BEGINS}|{}|{}|{}|{cell}|{sheet}", self.code, self.blake3, self.found)
    }
}

fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(16).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let file = "ab".repeat(32);
        let mut finding = Finding::of_file(Code::SectionMissing, "a.xlsx", "Coaching", "Fill it in.");
        let key = QueryKey::of(&finding, &file);
        assert_eq!(QueryKey::parse(&key.to_string()), Some(key.clone()));
        assert!(key.asks_as(&finding));
        (finding.sheet, finding.cell) = (Some("a | b".to_owned()), Some("C26".to_owned()));
        let key = QueryKey::of(&finding, &file);
        assert_eq!(QueryKey::parse(&format!(" {key}\n")), Some(key.clone()));
        finding.found = "Training".to_owned();
        assert!(!key.asks_as(&finding));
    }

    #[test]
    fn other_texts_are_no_keys() {
        let file = "ab".repeat(32);
        for text in ["", "query-1", "query-1|a|b|c||", &format!("query-2|a|{file}|0123456789abcdef||")] {
            assert_eq!(QueryKey::parse(text), None, "{text}");
        }
    }
}
