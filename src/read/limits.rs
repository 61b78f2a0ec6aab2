//! How much of a file is taken. A questionnaire needs a thousandth of any of these.

use crate::model::{CellValue, Extent, RawBook, RawCell, RawSheet, Remark, address};

use super::Unreadable;

/// Bytes of a file that are read at all.
pub const FILE_BYTES: u64 = 64 << 20;

/// Bytes that all parts taken from one package may unpack to.
pub(super) const UNPACKED_BYTES: u64 = 96 << 20;

/// Cells of one workbook that hold something.
const CELLS: usize = 200_000;

/// Characters of text of one workbook.
const TEXT: usize = 32 << 20;

/// Merged regions, comments and the like of one workbook.
const MARKS: usize = 50_000;

/// Cells that all merged regions of one workbook may cover, each region counted as far as
/// its sheet is filled and up to [`COVER`].
const COVERED: u64 = 2_000_000;

/// Cells of one merged region that are counted.
const COVER: u64 = 20_000;

/// Sheets of one workbook.
const SHEETS: usize = 1_000;

/// Elements within elements of an XML part.
pub(super) const XML_DEPTH: usize = 256;

/// Rows of a sheet, in every format that has this many.
pub(super) const ROWS: u32 = 1_048_576;

/// Columns of a sheet.
pub(super) const COLS: u32 = 16_384;

/// Characters that Excel lets a cell hold; what is beyond them is cut.
pub(super) const CELL_TEXT: usize = 32_767;

/// Ran out of one of the limits; says of which.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exhausted(pub(super) &'static str);

impl Exhausted {
    /// The refusal of the whole file.
    pub(super) fn refuse(self, format: &str) -> Unreadable {
        Unreadable::too_large(format, self.0)
    }
}

/// Whether a workbook has no more sheets than it may.
pub(super) fn sheets(count: usize) -> Result<(), Exhausted> {
    if count > SHEETS { Err(Exhausted("more than 1,000 sheets")) } else { Ok(()) }
}

/// What one workbook may still take.
#[derive(Debug)]
pub(super) struct Budget {
    cells: usize,
    text: usize,
    marks: usize,
    /// The first sheet with a cell beyond what sheets have.
    beyond: Option<String>,
}

impl Budget {
    /// A whole workbook's worth.
    pub(super) fn new() -> Self {
        Self { cells: CELLS, text: TEXT, marks: MARKS, beyond: None }
    }

    /// Puts a value into its cell; a place outside any sheet is passed over.
    pub(super) fn put(
        &mut self,
        sheet: &mut RawSheet,
        at: (u32, u32),
        value: CellValue,
    ) -> Result<(), Exhausted> {
        if at.0 >= ROWS || at.1 >= COLS {
            self.beyond.get_or_insert_with(|| sheet.name.clone());
            return Ok(());
        }
        self.cells = self.cells.checked_sub(1).ok_or(Exhausted("more than 200,000 filled cells"))?;
        if let CellValue::Text(text) = &value {
            self.text = self.text.checked_sub(text.len()).ok_or(Exhausted("more text than a book"))?;
        }
        sheet.cells.insert(at, RawCell { value });
        Ok(())
    }

    /// Counts one more cell or shared text, of so many bytes.
    pub(super) fn cell(&mut self, bytes: usize) -> Result<(), Exhausted> {
        self.cells = self.cells.checked_sub(1).ok_or(Exhausted("more than 200,000 filled cells"))?;
        self.text = self.text.checked_sub(bytes).ok_or(Exhausted("more text than a book"))?;
        Ok(())
    }

    /// What must be said of cells that were passed over.
    pub(super) fn remark(&mut self) -> Option<Remark> {
        let sheet = self.beyond.take()?;
        Some(Remark {
            sheet: Some(sheet),
            cell: None,
            found: "cells beyond the last row or column".to_owned(),
            message:
                "Cells that lie beyond the last row or column of any sheet were left out; no spreadsheet \
                      program shows them. Ask the council for a fresh copy if something is missing."
                    .to_owned(),
        })
    }

    /// Notes a merged region; a region of one cell, or none that a sheet can have, is passed over.
    pub(super) fn merge(&mut self, sheet: &mut RawSheet, merge: Extent) -> Result<(), Exhausted> {
        self.mark()?;
        let several = merge.bottom > merge.top || merge.right > merge.left;
        let sound = merge.bottom >= merge.top && merge.right >= merge.left;
        if several && sound && merge.bottom < ROWS && merge.right < COLS {
            sheet.merges.push(merge);
        }
        Ok(())
    }

    /// Notes a comment.
    pub(super) fn comment(
        &mut self,
        sheet: &mut RawSheet,
        at: (u32, u32),
        text: String,
    ) -> Result<(), Exhausted> {
        self.mark()?;
        if at.0 < ROWS && at.1 < COLS {
            sheet.comments.insert(at, text);
        }
        Ok(())
    }

    /// Counts one more merged region, comment or hidden stretch.
    pub(super) fn mark(&mut self) -> Result<(), Exhausted> {
        self.marks = self
            .marks
            .checked_sub(1)
            .ok_or(Exhausted("more than 50,000 merged regions, comments or hidden rows"))?;
        Ok(())
    }
}

/// Whether a workbook's merged regions cover no more than they may.
pub(super) fn covered(book: &RawBook) -> Result<(), Exhausted> {
    let mut all = 0_u64;
    for sheet in &book.sheets {
        let (last_row, last_col) = last(sheet);
        for merge in &sheet.merges {
            let side = |first: u32, end: u32, last: u32| {
                u64::from(end.min(last).saturating_add(1).saturating_sub(first))
            };
            let area = side(merge.top, merge.bottom, last_row) * side(merge.left, merge.right, last_col);
            all = all.saturating_add(area.min(COVER));
        }
    }
    if all > COVERED { Err(Exhausted("merged regions over more than 2,000,000 cells")) } else { Ok(()) }
}

/// What must be said of texts that were cut: one remark for each sheet that has any.
pub(super) fn overlong(book: &RawBook) -> Vec<Remark> {
    let cut = |value: &CellValue| matches!(value, CellValue::Text(text) if text.len() >= CELL_TEXT && text.chars().count() >= CELL_TEXT);
    let of_sheet = |sheet: &RawSheet| {
        let (at, cell) = sheet.cells.iter().find(|(_, cell)| cut(&cell.value))?;
        Some(Remark {
            sheet: Some(sheet.name.clone()),
            cell: Some(address(at.0, at.1)),
            found: cell.value.text().chars().take(80).collect(),
            message: "A text is longer than a cell can hold and was read up to 32,767 characters. Look at the cell."
                .to_owned(),
        })
    };
    book.sheets.iter().filter_map(of_sheet).collect()
}

/// The last row and column that hold something.
fn last(sheet: &RawSheet) -> (u32, u32) {
    let row = sheet.cells.keys().map(|at| at.0).max().unwrap_or(0);
    let col = sheet.cells.keys().map(|at| at.1).max().unwrap_or(0);
    (row, col)
}

/// Hides a stretch of rows or columns, as far as a sheet goes.
pub(super) fn hide(set: &mut std::collections::BTreeSet<u32>, first: u32, last: u32, end: u32) {
    set.extend(first..=last.min(end.saturating_sub(1)));
}

/// Forgets hidden rows and columns beyond the last cell that holds something:
/// people hide all that is to the right of their form.
pub(super) fn finish(sheet: &mut RawSheet) {
    let last_row = sheet.cells.keys().map(|at| at.0).max();
    let last_col = sheet.cells.keys().map(|at| at.1).max();
    sheet.hidden_rows.retain(|row| last_row.is_some_and(|last| *row <= last));
    sheet.hidden_cols.retain(|col| last_col.is_some_and(|last| *col <= last));
    sheet.merges.sort_unstable();
    sheet.merges.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_runs_out_of_cells() {
        let mut budget = Budget::new();
        let mut sheet = RawSheet::default();
        for row in 0..200_000 {
            assert_eq!(budget.put(&mut sheet, (row, 0), CellValue::Number(1.0)), Ok(()));
        }
        assert!(budget.put(&mut sheet, (0, 1), CellValue::Number(1.0)).is_err());
    }

    #[test]
    fn hidden_stretches_end_where_the_cells_end() {
        let mut sheet = RawSheet::default();
        hide(&mut sheet.hidden_cols, 1, u32::MAX, COLS);
        assert_eq!(Budget::new().put(&mut sheet, (0, 2), CellValue::Flag(true)), Ok(()));
        finish(&mut sheet);
        assert_eq!(sheet.hidden_cols.iter().copied().collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn senseless_merges_are_passed_over() {
        let mut sheet = RawSheet::default();
        let mut budget = Budget::new();
        for merge in [
            Extent { top: 1, left: 1, bottom: 1, right: 1 },
            Extent { top: 5, left: 1, bottom: 2, right: 3 },
            Extent { top: 0, left: 0, bottom: ROWS, right: 1 },
        ] {
            assert_eq!(budget.merge(&mut sheet, merge), Ok(()));
        }
        assert!(sheet.merges.is_empty());
    }
}
