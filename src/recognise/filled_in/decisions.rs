//! Decisions workbooks: told from returns by their keys, and their rulings read back.

use super::keyed;
use crate::model::ruling::{NOTHING_TO_RULE_ON, RULED_BY, RULED_ON, RULING, WHY};
use crate::model::{CellValue, RawBook, RawSheet, RuledRow, RulingKey, address};

/// The rulings of a decisions workbook, those left blank apart; nothing where a workbook
/// is none.
#[must_use]
pub fn decisions(book: &RawBook) -> Option<Vec<RuledRow>> {
    let found: Vec<Vec<RuledRow>> = book.sheets.iter().filter_map(rows).collect();
    (!found.is_empty() || book.sheets.iter().any(asks_nothing)).then(|| found.into_iter().flatten().collect())
}

/// Whether a sheet is that of a decisions workbook in which there was nothing to rule on.
fn asks_nothing(sheet: &RawSheet) -> bool {
    sheet
        .cells
        .values()
        .any(|cell| matches!(&cell.value, CellValue::Text(text) if text == NOTHING_TO_RULE_ON))
}

/// The rulings of a sheet that has keys.
fn rows(sheet: &RawSheet) -> Option<Vec<RuledRow>> {
    let keyed = keyed::rows(sheet, RulingKey::parse, [RULING, RULED_BY, RULED_ON, WHY]);
    let has_keys = !keyed.is_empty();
    let ruled = keyed.into_iter().filter_map(|one| {
        let said = |col: Option<u32>| col.map_or_else(String::new, |col| said(sheet, one.row, col));
        let [ruling, by, on, why] = one.columns.map(said);
        let cell = address(one.row, one.columns.first().copied()??);
        let row = RuledRow { key: one.key, ruling, by, on, why, sheet: sheet.name.clone(), cell };
        (!row.ruling.is_empty()).then_some(row)
    });
    let ruled = ruled.collect();
    has_keys.then_some(ruled)
}

/// What was filled in; a date as 2006-02-01.
fn said(sheet: &RawSheet, row: u32, col: u32) -> String {
    match sheet.cells.get(&(row, col)).map(|cell| &cell.value) {
        Some(CellValue::Date(date)) => date.to_string(),
        Some(value) => value.text().trim().to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RawCell;

    #[test]
    fn a_sheet_whose_columns_were_moved_is_read() {
        let key = "ruling-1|band|E07000129|tier 3|0123456789abcdef";
        let cells: [((u32, u32), &str); 8] = [
            ((0, 0), "Rulings"),
            ((3, 0), "Reference"),
            ((3, 1), "Why"),
            ((3, 2), "RULING"),
            ((4, 0), key),
            ((4, 1), "They manage the managers."),
            ((4, 2), " Service managers "),
            ((5, 0), key),
        ];
        let cells =
            cells.map(|(at, text)| (at, RawCell { value: CellValue::Text(text.to_owned()) })).into_iter();
        let sheet = RawSheet { name: "S".to_owned(), cells: cells.collect(), ..RawSheet::default() };
        let book = RawBook { sheets: vec![sheet], ..RawBook::default() };
        let found = decisions(&book).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].ruling.as_str(), found[0].cell.as_str()), ("Service managers", "C5"));
        assert_eq!(found[0].why, "They manage the managers.");
        assert_eq!(decisions(&RawBook::default()), None);
    }
}
