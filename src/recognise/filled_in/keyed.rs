//! Sheets of the project's own that come back filled in: rows told by their keys, and
//! the columns that people fill in, by the headings over them.
//!
//! Nothing but the keys and those headings must have stayed: rows may be sorted or
//! deleted, columns moved, sheets renamed, and the workbook saved by any program.

use crate::model::{CellValue, RawSheet};
use crate::reference::words;

/// A row that has a key.
pub(crate) struct KeyedRow<K, const N: usize> {
    pub(crate) key: K,
    pub(crate) row: u32,
    /// The columns of the headings asked for, where they stand above the row.
    pub(crate) columns: [Option<u32>; N],
}

/// The rows of a sheet that have keys, from the top.
pub(crate) fn rows<K, const N: usize>(
    sheet: &RawSheet,
    key: fn(&str) -> Option<K>,
    headings: [&str; N],
) -> Vec<KeyedRow<K, N>> {
    let texts = || {
        sheet.cells.iter().filter_map(|(at, cell)| match &cell.value {
            CellValue::Text(text) => Some((*at, text)),
            _ => None,
        })
    };
    // Nearly every sheet is a return's, without keys; comparing headings takes longer.
    if !texts().any(|(_, text)| key(text).is_some()) {
        return Vec::new();
    }
    let headings = headings.map(words);
    let mut columns = [None; N];
    let mut found = Vec::new();
    for ((row, col), text) in texts() {
        if let Some(key) = key(text) {
            found.push(KeyedRow { key, row, columns });
        } else if let Some(place) = headings.iter().position(|heading| *heading == words(text))
            && let Some(column) = columns.get_mut(place)
        {
            *column = Some(col);
        }
    }
    found
}
