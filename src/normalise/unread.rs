//! Columns of numbers whose heading is not understood, where a column that the form has is missing:
//! they may be its figures, and are asked about.

use crate::model::{CellValue, Code, Finding};
use crate::recognise::{Table, TableCell};

/// Larger numbers are no figures of a return.
const MOST: f64 = 1_000_000.0;

/// Says of the columns of whole numbers under a heading that the form does not have that they were
/// left out, where none of the table's columns holds what is asked for.
pub(super) fn say_unread(table: &Table, what: &str, findings: &mut Vec<Finding>) {
    let unknown = table.ids.iter().enumerate().filter(|(_, id)| id.is_empty());
    for (place, _) in unknown {
        let own = table.rows.iter().filter_map(|row| row.cells.get(place)?.as_ref());
        let cells: Vec<&TableCell> = own.filter(|cell| !cell.again).collect();
        let counts = |cell: &&TableCell| matches!(cell.value, CellValue::Number(number) if number.fract() == 0.0 && (0.0..MOST).contains(&number));
        let Some(first) = cells.first().filter(|_| cells.len() > 1 && cells.iter().all(counts)) else {
            continue;
        };
        let heading = table.headings.get(place).map_or("", String::as_str);
        let message = format!(
            "The numbers under \"{heading}\" were left out: the form has no such heading, and no column of {what} was found. If they are these, write the form's heading over them."
        );
        findings.push(Finding::at(Code::LayoutUnclear, &first.at, &first.text, message));
    }
}
