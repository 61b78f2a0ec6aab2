//! Findings of how a workbook was read.

use super::{Code, Entry};
use crate::model::{Severity, Who};

pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        code: Code::ValueUnderMerge,
        id: "value-under-merge",
        severity: Severity::Query,
        who: Who::Council,
        title: "A value lies under merged cells",
        meaning: "The file holds a value in a cell that merging has hidden; Excel does not show it, and it is not read.",
        example: "A 5 left under a merged 4.",
        expected: "One value in the merged cells.",
        remedy: "Unmerge the cells and delete or keep the value.",
        accepted: &["It is a leftover."],
    },
    Entry {
        code: Code::HiddenRead,
        id: "hidden-read",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "Hidden sheet, rows or columns were read",
        meaning: "Answers stand in a hidden sheet, row or column; they are read like any other.",
        example: "A hidden sheet with the management table.",
        expected: "Answers where they can be seen.",
        remedy: "Nothing, if they are the council's answers.",
        accepted: &["They are the council's answers."],
    },
    Entry {
        code: Code::ExampleSkipped,
        id: "example-skipped",
        severity: Severity::Note,
        who: Who::Coordinator,
        title: "An example, an earlier year or a superseded draft was left out",
        meaning: "A row or sheet marked as an example, guidance or list, as an earlier year's, or as one that does not count, was not read.",
        example: "A row that begins with e.g.",
        expected: "Answers that are not marked as an example.",
        remedy: "Nothing, if it is one.",
        accepted: &["It is an example.", "It is an earlier year's.", "It was superseded."],
    },
    Entry {
        code: Code::ReadingRemark,
        id: "reading-remark",
        severity: Severity::Query,
        who: Who::Coordinator,
        title: "Part of the file could not be read",
        meaning: "The workbook could be opened, but something in it could not be read or was repaired.",
        example: "A sheet that is damaged while the others are whole.",
        expected: "A workbook that can be read in full.",
        remedy: "Compare the sheet with what was read; ask for a fresh copy if something is missing.",
        accepted: &["Nothing is missing."],
    },
];
