//! Columns of numbers beside tiers whose heading is not understood, where posts or people qualified
//! are missing: they may be these, and are asked about.

use crate::model::{CellValue, Code, Finding};
use crate::recognise::{Table, TableCell};

/// Columns that hold posts, and those that hold people qualified.
const POSTS: [&str; 2] = ["posts", "posts_part"];
const QUALIFIED: [&str; 5] =
    ["qualified", "qualified_part", "qualified_number", "qualification_kind", "qualification_names"];
/// Most posts that one tier can have.
const MOST: f64 = 10_000.0;

/// Says of a column of whole numbers under a heading that the form does not have, where one that it
/// has is missing.
pub(super) fn say_unread(table: &Table, findings: &mut Vec<Finding>) {
    let missing = |ids: &[&str]| ids.iter().all(|id| table.column(id).is_none());
    if !missing(&POSTS) && !missing(&QUALIFIED) {
        return;
    }
    for (place, id) in table.ids.iter().enumerate().filter(|(_, id)| id.is_empty()) {
        let _ = id;
        let cells: Vec<&TableCell> = table
            .rows
            .iter()
            .filter_map(|row| row.cells.get(place)?.as_ref())
            .filter(|cell| !cell.again)
            .collect();
        let counts = |cell: &&TableCell| matches!(cell.value, CellValue::Number(number) if number.fract() == 0.0 && (0.0..MOST).contains(&number));
        let Some(first) = cells.first().filter(|_| cells.len() > 1 && cells.iter().all(counts)) else {
            continue;
        };
        let heading = table.headings.get(place).map_or("", String::as_str);
        let message = format!(
            "The numbers under \"{heading}\" were left out: the form has no such heading, and no column of {} was found. Write the form's heading over them if they are these.",
            if missing(&POSTS) { "posts" } else { "people qualified" }
        );
        findings.push(Finding::at(Code::LayoutUnclear, &first.at, &first.text, message));
    }
}
