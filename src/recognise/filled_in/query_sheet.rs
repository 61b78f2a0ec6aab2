//! Answered query sheets: told from returns by their keys, and their answers read back.

use super::keyed;
use crate::model::query_key::{CORRECTED, EXPLANATION, MARK};
use crate::model::{Answer, AnsweredRow, AnsweredSheet, QueryKey, RawBook, RawSheet};

/// The answers of a query sheet; nothing where a workbook is none. A query sheet whose
/// keys were lost has a title and no rows.
#[must_use]
pub fn answered(book: &RawBook) -> Option<AnsweredSheet> {
    let title = book.sheets.iter().find_map(marked);
    let rows: Vec<AnsweredRow> = book.sheets.iter().flat_map(rows).collect();
    if rows.is_empty() && title.is_none() {
        return None;
    }
    Some(AnsweredSheet { title: title.unwrap_or_default(), rows })
}

/// A sheet's first cell, where it is a query sheet's.
fn marked(sheet: &RawSheet) -> Option<String> {
    let (_, first) = sheet.cells.first_key_value()?;
    let text = first.value.text();
    let begins = text.trim_start().to_lowercase().starts_with(&format!("{}:", MARK.to_lowercase()));
    begins.then_some(text)
}

fn rows(sheet: &RawSheet) -> Vec<AnsweredRow> {
    let keyed = keyed::rows(sheet, QueryKey::parse, [CORRECTED, EXPLANATION]);
    let answered = keyed.into_iter().map(|one| {
        let [corrected, explanation] = one.columns.map(|col| answer(sheet, one.row, col?));
        AnsweredRow { key: one.key, corrected, explanation }
    });
    answered.collect()
}

/// What was filled into a cell; a blank is no answer.
fn answer(sheet: &RawSheet, row: u32, col: u32) -> Option<Answer> {
    let cell = sheet.cells.get(&(row, col))?;
    let text = cell.value.text().trim().to_owned();
    (!text.is_empty()).then(|| Answer { sheet: sheet.name.clone(), row, col, text })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellValue, RawCell};

    fn sheet(cells: &[((u32, u32), &str)]) -> RawBook {
        let cells = cells
            .iter()
            .map(|(at, text)| (*at, RawCell { value: CellValue::Text((*text).to_owned()) }))
            .collect();
        RawBook { sheets: vec![RawSheet { cells, ..RawSheet::default() }], ..RawBook::default() }
    }

    #[test]
    fn a_sheet_whose_columns_were_moved_is_read() {
        let key = format!("query-1|total-not-sum|{}|0123456789abcdef|C3|Managers", "ab".repeat(32));
        let book = sheet(&[
            ((0, 0), "Query sheet: Blaby, 2005"),
            ((4, 0), "Reference"),
            ((4, 1), "explanation"),
            ((4, 2), "Corrected  value"),
            ((5, 0), &key),
            ((5, 2), " 44 "),
            ((6, 0), &key),
            ((6, 1), "Several share a title."),
            ((7, 2), "44"),
        ]);
        let found = answered(&book).unwrap();
        assert_eq!(found.rows.len(), 2);
        assert_eq!(found.rows[0].corrected.as_ref().map(|one| (one.row, one.col)), Some((5, 2)));
        assert_eq!(found.rows[0].explanation, None);
        assert_eq!(found.rows[1].explanation.as_ref().map(|one| (one.row, one.col)), Some((6, 1)));
        assert_eq!(found.rows[1].key.cell.as_deref(), Some("C3"));
    }

    #[test]
    fn a_return_is_no_query_sheet_and_lost_keys_are_seen() {
        assert_eq!(answered(&sheet(&[((0, 0), "Blaby District Council"), ((1, 0), "Queries")])), None);
        let lost = answered(&sheet(&[((0, 0), "Query sheet: Blaby"), ((3, 0), "Corrected value")])).unwrap();
        assert_eq!((lost.title.as_str(), lost.rows.len()), ("Query sheet: Blaby", 0));
    }
}
