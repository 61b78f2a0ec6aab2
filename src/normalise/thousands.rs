//! Costs under a heading such as `Cost (£000s)`, or with a note that says so: tables go in as
//! they were recognised, and come out with those costs in pounds.

use std::borrow::Cow;

use crate::model::{CellValue, Code, Finding};
use crate::recognise::{COSTS, Table, TableCell, says_thousands, says_thousands_of_pounds};
use crate::reference::words;

/// No course of a council costs a million: from here on a number is in pounds, whatever
/// the heading says.
const MOST: f64 = 1000.0;

/// The table with its costs in pounds. Costs that look like pounds under such a heading
/// stay as they are, with a query.
pub(super) fn in_pounds<'a>(
    table: Cow<'a, Table>,
    notes: &[&TableCell],
    findings: &mut Vec<Finding>,
) -> Cow<'a, Table> {
    let over = notes.iter().any(|cell| says_thousands_of_pounds(&cell.text, &words(&cell.text)));
    let columns: Vec<(usize, bool)> = headed(&table).filter(|(_, own)| over || *own).collect();
    let mut found = table;
    for (place, _) in columns {
        let mut cells = found.rows.iter().filter_map(|row| row.cells.get(place)?.as_ref());
        if let Some(cell) = cells.find(|cell| plain(cell).is_some_and(|amount| amount >= MOST)) {
            let message = "The heading says thousands of pounds, and this amount looks like pounds; the column was read as pounds. Say which it is.";
            findings.push(Finding::at(Code::LayoutUnclear, &cell.at, &cell.text, message));
            continue;
        }
        for cell in found.to_mut().rows.iter_mut().filter_map(|row| row.cells.get_mut(place)?.as_mut()) {
            if let Some(amount) = plain(cell) {
                cell.value = CellValue::Number(amount * 1000.0);
            }
        }
    }
    found
}

/// The columns that hold money, and whether their own headings say thousands.
fn headed(table: &Table) -> impl Iterator<Item = (usize, bool)> {
    let columns = table.ids.iter().zip(&table.headings).enumerate();
    let money = columns.filter(|(_, (id, _))| COSTS.contains(&id.as_str()));
    money.map(|(place, (_, heading))| (place, says_thousands(heading)))
}

/// Says that a column of costs is headed as one with VAT.
pub(crate) fn say_gross(table: &Table, findings: &mut Vec<Finding>) {
    for (id, heading) in table.ids.iter().zip(&table.headings) {
        let told = words(heading).join(" ");
        let with = ["gross", "inc vat", "incl vat", "including vat", "with vat"];
        if COSTS.contains(&id.as_str()) && with.iter().any(|said| told.contains(said)) {
            let message = "The heading says that the costs include VAT; costs are asked without. Write them without VAT.";
            findings.push(Finding::at(Code::CostWithVat, &table.at, heading, message));
        }
    }
}

/// The amount of a cell that holds a number and nothing else.
fn plain(cell: &TableCell) -> Option<f64> {
    match &cell.value {
        CellValue::Number(number) => Some(*number),
        CellValue::Text(text) => {
            let digits: String = text.trim().trim_start_matches('\u{a3}').replace([',', ' '], "");
            digits.parse().ok().filter(|amount: &f64| amount.is_finite())
        }
        _ => None,
    }
}
