//! Hidden sheets, rows and columns: what was read of them is said, so that nobody wonders
//! where a figure comes from.

use crate::model::{Code, Finding, RawBook};
use crate::recognise::{Recognised, Sheet};

/// Says which hidden sheets, rows and columns hold what was read.
pub(crate) fn note(file: &str, book: &RawBook, sheets: &[Sheet], found: &mut Recognised) {
    let places: Vec<(&str, u32, u32)> = found
        .tables
        .iter()
        .flat_map(|table| table.rows.iter())
        .flat_map(|row| row.cells.iter().flatten())
        .map(|cell| (&*cell.at.sheet, cell.at.row, cell.at.col))
        .chain(
            found.answers.iter().filter(|a| !a.text.is_empty()).map(|a| (&*a.at.sheet, a.at.row, a.at.col)),
        )
        .collect();
    let mut notes = Vec::new();
    for sheet in &book.sheets {
        let here =
            |f: &dyn Fn(u32, u32) -> bool| places.iter().any(|(name, r, c)| *name == sheet.name && f(*r, *c));
        let what = if sheets.iter().any(|s| s.hidden && s.upright.sheet() == sheet.name) && here(&|_, _| true)
        {
            "hidden sheet"
        } else if here(&|row, _| sheet.hidden_rows.contains(&row)) {
            "hidden rows"
        } else if here(&|_, col| sheet.hidden_cols.contains(&col)) {
            "hidden columns"
        } else {
            continue;
        };
        let mut finding = Finding::of_file(
            Code::HiddenRead,
            file,
            what,
            format!("This sheet holds answers in a {what}; they were read."),
        );
        finding.sheet = Some(sheet.name.clone());
        notes.push(finding);
    }
    found.findings.extend(notes);
}
