//! Why a file cannot be read: one constructor a kind of reason, each a sentence
//! that says what was found and what to ask for.

use std::fmt;

use crate::model::Code;

/// Why a file cannot be read as a workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The catalogue's code.
    pub code: Code,
    /// What was found and what to ask for, for a coordinator.
    pub reason: String,
    /// What the file was found to be, such as `xlsx`, `html` or `pdf`; `unknown` where nobody can tell.
    pub format: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Unreadable {}

impl Unreadable {
    /// A workbook that is damaged; `what` completes "The workbook is damaged: ".
    pub(super) fn damaged(format: &str, what: &str) -> Self {
        Self {
            code: Code::FileUnreadable,
            reason: format!(
                "The workbook is damaged: {what}. Ask the council for a fresh copy, \
                 saved as an Excel workbook (.xlsx)."
            ),
            format: format.to_owned(),
        }
    }

    /// A workbook nobody can read without its password.
    pub(super) fn protected(format: &str) -> Self {
        Self {
            code: Code::FileProtected,
            reason: "The workbook is protected by a password, so it cannot be opened. \
                     Ask the council for a copy without a password."
                .to_owned(),
            format: format.to_owned(),
        }
    }

    /// A workbook beyond the limits; `what` completes "It has ".
    pub(super) fn too_large(format: &str, what: &str) -> Self {
        Self {
            code: Code::FileTooLarge,
            reason: format!(
                "The file asks for more than a questionnaire can need: it has {what}. \
                 Ask the council for a fresh copy."
            ),
            format: format.to_owned(),
        }
    }

    /// A workbook of another format, where only the dress of `.xlsx` can be looked at.
    pub(super) fn not_xlsx(format: &str) -> Self {
        Self {
            code: Code::FileNotWorkbook,
            reason: format!("The file is an .{format} workbook. An audit reads .xlsx alone."),
            format: format.to_owned(),
        }
    }

    /// Something else than a workbook; `what` completes "The file is ".
    pub(super) fn not_workbook(format: &str, what: &str, remedy: &str) -> Self {
        Self {
            code: Code::FileNotWorkbook,
            reason: format!("The file is {what}, not a workbook. {remedy}"),
            format: format.to_owned(),
        }
    }

    /// Content that nothing is known about; `what` completes "The file ".
    pub(super) fn unknown(what: &str) -> Self {
        Self {
            code: Code::FileUnreadable,
            reason: format!(
                "The file {what}. Ask the council for a fresh copy, saved as an Excel workbook (.xlsx)."
            ),
            format: "unknown".to_owned(),
        }
    }
}
