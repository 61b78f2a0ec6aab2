//! A sheet as it is looked at: rows and columns of texts with their plain words,
//! merges resolved, examples left out; or the same sheet turned on its side, so
//! that a table drawn across the page is found like one drawn down it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::rc::Rc;
use std::sync::Arc;

use crate::model::{CellRef, CellValue, Code, Extent, Finding, RawSheet};
use crate::recognise::labels::{TierLabel, tier_told};
use crate::recognise::sheets::pages;
use crate::recognise::sheets::squeezed::LeftOut;
use crate::reference::{Example, General, Phrase, Reference, Told};

/// Cells that one merged region may stand for, at most; the rest is blank anyway.
const LARGEST_COVER: u64 = 20_000;

/// A cell that holds something; what its text says is [`Told`].
#[derive(Debug)]
pub(crate) struct Seen {
    /// What it holds.
    pub(crate) value: CellValue,
    /// The tier that it names at its beginning.
    pub(crate) tier: Option<TierLabel>,
    told: Arc<Told>,
}

impl Deref for Seen {
    type Target = Told;

    fn deref(&self) -> &Told {
        &self.told
    }
}

impl Seen {
    fn new(value: CellValue, told: Arc<Told>) -> Self {
        let tier = tier_told(&told.text, &told.words);
        Self { value, tier, told }
    }

    /// Whether it says that it is a tier (`1st tier`), not only a number.
    pub(crate) fn is_tier(&self) -> bool {
        self.tier.as_ref().is_some_and(|label| label.sure)
    }
}

/// One sheet, upright or on its side.
pub(crate) struct Grid {
    file: Arc<str>,
    sheet: Arc<str>,
    sideways: bool,
    cells: BTreeMap<(u32, u32), Rc<Seen>>,
    /// For cells under a merge, its top-left cell.
    covered: BTreeMap<(u32, u32), (u32, u32)>,
    merges: Vec<Extent>,
    rows: Vec<u32>,
    rows_shown: Vec<u32>,
    /// Rows and columns of the file that are left out, as they only go on with the one before.
    left_out: (LeftOut, LeftOut),
}

impl Grid {
    /// The sheet upright, with what must be said of it.
    pub(crate) fn new(file: &Arc<str>, sheet: &RawSheet, reference: &Reference) -> (Self, Vec<Finding>) {
        let mut grid = Self {
            file: Arc::clone(file),
            sheet: Arc::from(sheet.name.as_str()),
            sideways: false,
            cells: BTreeMap::new(),
            covered: BTreeMap::new(),
            merges: Vec::new(),
            rows: Vec::new(),
            rows_shown: Vec::new(),
            left_out: <(LeftOut, LeftOut)>::default(),
        };
        let last_row = sheet.cells.keys().map(|(row, _)| *row).max().unwrap_or(0);
        let last_col = sheet.cells.keys().map(|(_, col)| *col).max().unwrap_or(0);
        for merge in &sheet.merges {
            let shown =
                Extent { bottom: merge.bottom.min(last_row), right: merge.right.min(last_col), ..*merge };
            if shown.top > shown.bottom || shown.left > shown.right {
                continue;
            }
            let area = (u64::from(shown.bottom - shown.top) + 1) * (u64::from(shown.right - shown.left) + 1);
            if area > 1 && area <= LARGEST_COVER {
                grid.cover(shown);
            }
        }
        let mut findings = Vec::new();
        for (&(row, col), cell) in &sheet.cells {
            let shown = cell.value.text();
            let text = shown.trim();
            if text.is_empty() {
                continue;
            }
            if let Some(anchor) = grid.covered.get(&(row, col)) {
                let above = sheet.cells.get(anchor).map(|cell| cell.value.text()).unwrap_or_default();
                if above.trim() != text {
                    let at = grid.at_ref(row, col);
                    let message = format!(
                        "A value lies hidden under merged cells; Excel shows {}, and that was read. Unmerge the cells and keep the right value.",
                        if above.trim().is_empty() { "nothing" } else { above.trim() }
                    );
                    findings.push(Finding::at(Code::ValueUnderMerge, &at, text.to_owned(), message));
                }
                continue;
            }
            let seen = Seen::new(cell.value.clone(), reference.told(text));
            grid.cells.insert((row, col), Rc::new(seen));
        }
        grid.note_rows();
        findings.extend(grid.leave_out_examples(&reference.questionnaire.general));
        let pages = pages::rows(&grid);
        if !pages.is_empty() {
            grid.cells.retain(|(row, _), _| !pages.contains(row));
            grid.note_rows();
        }
        if !grid.merges.is_empty() {
            grid.squeeze();
        }
        (grid, findings)
    }

    /// Leaves out the rows and columns that only go on with the one before.
    fn squeeze(&mut self) {
        let (rows, cols) = (LeftOut::columns(&self.turned()), LeftOut::columns(self));
        if rows.is_empty() && cols.is_empty() {
            return;
        }
        let place = |at: (u32, u32)| Some((rows.place(at.0)?, cols.place(at.1)?));
        let cells = std::mem::take(&mut self.cells);
        self.cells = cells.into_iter().filter_map(|(at, seen)| Some((place(at)?, seen))).collect();
        let extent = |merge: &Extent| {
            let (top, bottom) = rows.span(merge.top, merge.bottom)?;
            let (left, right) = cols.span(merge.left, merge.right)?;
            (bottom > top || right > left).then_some(Extent { top, left, bottom, right })
        };
        let merges: Vec<Extent> = self.merges.iter().filter_map(extent).collect();
        (self.merges, self.covered) = (Vec::new(), BTreeMap::new());
        for merge in merges {
            self.cover(merge);
        }
        self.left_out = (rows, cols);
        self.note_rows();
    }

    /// Rows and columns of the file that are left out.
    pub(super) fn left_out(&self) -> (&LeftOut, &LeftOut) {
        (&self.left_out.0, &self.left_out.1)
    }

    /// Its merged regions.
    pub(super) fn merges(&self) -> &[Extent] {
        &self.merges
    }

    /// All cells in which a person sees something, each with the one that holds it.
    pub(super) fn all_shown(&self) -> impl Iterator<Item = ((u32, u32), (u32, u32))> {
        let own = self.cells.keys().map(|at| (*at, *at));
        let covered = self.covered.iter().filter(|(_, anchor)| self.cells.contains_key(anchor));
        own.chain(covered.map(|(at, anchor)| (*at, *anchor)))
    }

    /// The same sheet turned on its side: rows are columns.
    pub(crate) fn turned(&self) -> Self {
        let swap = |&(row, col): &(u32, u32)| (col, row);
        let mut grid = Self {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&self.sheet),
            sideways: !self.sideways,
            cells: self.cells.iter().map(|(at, seen)| (swap(at), Rc::clone(seen))).collect(),
            covered: self.covered.iter().map(|(at, anchor)| (swap(at), swap(anchor))).collect(),
            merges: self
                .merges
                .iter()
                .map(|m| Extent { top: m.left, left: m.top, bottom: m.right, right: m.bottom })
                .collect(),
            rows: Vec::new(),
            rows_shown: Vec::new(),
            left_out: <(LeftOut, LeftOut)>::default(),
        };
        grid.note_rows();
        grid
    }

    fn cover(&mut self, merge: Extent) {
        for row in merge.top..=merge.bottom {
            for col in merge.left..=merge.right {
                if (row, col) != (merge.top, merge.left) {
                    self.covered.insert((row, col), (merge.top, merge.left));
                }
            }
        }
        self.merges.push(merge);
    }

    fn note_rows(&mut self) {
        let rows: BTreeSet<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        let covered = self.covered.iter().filter(|(_, anchor)| self.cells.contains_key(anchor));
        let shown: BTreeSet<u32> = covered.map(|((row, _), _)| *row).chain(rows.iter().copied()).collect();
        self.rows = rows.into_iter().collect();
        self.rows_shown = shown.into_iter().collect();
    }

    /// Takes out rows of tables that begin with a mark such as `e.g.`.
    fn leave_out_examples(&mut self, general: &General) -> Vec<Finding> {
        let mut taken: Vec<Extent> = Vec::new();
        let mut findings = Vec::new();
        for row in &self.rows {
            let first = self.row(*row).next().map(|(col, _)| col);
            for (col, seen) in self.row(*row) {
                let Some(marked) = *seen.example.get_or_init(|| example(&seen.words, general)) else {
                    continue;
                };
                let (left, right) = self.headed(*row, col);
                let begins = Some(col) == first || col == left;
                let whole = begins || marked == Example::Alone;
                if taken.iter().any(|one| one.contains(*row, col)) || !whole {
                    continue;
                }
                let left = if begins { col } else { left };
                let bottom = self.extent(*row, col).bottom.min(*row + 10);
                taken.push(Extent { top: *row, left, bottom, right });
                let message = "This row is marked as an example and was not read.";
                findings.push(Finding::at(
                    Code::ExampleSkipped,
                    &self.at_ref(*row, col),
                    seen.text.clone(),
                    message,
                ));
            }
        }
        self.cells.retain(|(row, col), _| !taken.iter().any(|one| one.contains(*row, *col)));
        self.note_rows();
        findings
    }

    /// The columns of the table that a cell's row belongs to, by the longest run of
    /// headings over it; without one, all to the right.
    fn headed(&self, row: u32, col: u32) -> (u32, u32) {
        let run = |above: u32| {
            let shown = |col: u32| self.shown(above, col).is_some();
            let from = if shown(col) { col } else { col + 1 };
            let right = (from..u32::MAX).take_while(|col| shown(*col)).last()?;
            let left = (0..=from).rev().take_while(|col| shown(*col)).last()?;
            // Two tables that touch have the same headings, once each.
            let told = |col: u32| self.shown(above, col).map(|(_, seen)| &seen.words);
            let again = |one: &u32| told(*one) == told(left);
            let right = (from.max(left) + 1..=right).find(again).map_or(right, |next| next - 1);
            let left = (left..=from).rev().find(again).unwrap_or(left);
            (right > left).then_some((left.min(col), right))
        };
        (row.saturating_sub(6)..row)
            .filter_map(run)
            .max_by_key(|(left, right)| right - left)
            .unwrap_or((col, u32::MAX))
    }

    /// The sheet's name.
    pub(crate) fn sheet(&self) -> &str {
        &self.sheet
    }

    /// Whether the sheet is looked at on its side.
    pub(crate) fn is_sideways(&self) -> bool {
        self.sideways
    }

    /// Where a cell of the grid stands in the file.
    pub(crate) fn at_ref(&self, row: u32, col: u32) -> CellRef {
        let (row, col) = if self.sideways { (col, row) } else { (row, col) };
        CellRef { file: Arc::clone(&self.file), sheet: Arc::clone(&self.sheet), row, col }
    }

    /// Rows that hold something.
    pub(crate) fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// Rows from one to another, both included, in which a person sees something: however
    /// far apart they are, only these need be looked at.
    pub(crate) fn rows_shown(&self, first: u32, last: u32) -> impl Iterator<Item = u32> {
        let from = self.rows_shown.partition_point(|row| *row < first);
        let to = self.rows_shown.partition_point(|row| *row <= last);
        self.rows_shown.get(from..to).unwrap_or(&[]).iter().copied()
    }

    /// The last row that holds something.
    pub(crate) fn last_row(&self) -> u32 {
        self.rows.last().copied().unwrap_or(0)
    }

    /// What stands in the cell itself.
    pub(crate) fn at(&self, row: u32, col: u32) -> Option<&Seen> {
        self.cells.get(&(row, col)).map(|seen| &**seen)
    }

    /// What a person sees there: the cell's own content, or that of the merged
    /// region it lies in; with the cell that holds it.
    pub(crate) fn shown(&self, row: u32, col: u32) -> Option<((u32, u32), &Seen)> {
        let anchor = self.covered.get(&(row, col)).copied().unwrap_or((row, col));
        self.cells.get(&anchor).map(|seen| (anchor, &**seen))
    }

    /// The cells of a row that hold something, from the left.
    pub(crate) fn row(&self, row: u32) -> impl Iterator<Item = (u32, &Seen)> {
        self.cells.range((row, 0)..=(row, u32::MAX)).map(|((_, col), seen)| (*col, &**seen))
    }

    /// All cells that hold something, row by row.
    pub(crate) fn all(&self) -> impl Iterator<Item = ((u32, u32), &Seen)> {
        self.cells.iter().map(|(at, seen)| (*at, &**seen))
    }

    /// The columns of a row in which a person sees something, from the left.
    pub(crate) fn columns_shown(&self, row: u32) -> Vec<u32> {
        let own = self.row(row).map(|(col, _)| col);
        let under = self
            .covered
            .range((row, 0)..=(row, u32::MAX))
            .filter(|(_, anchor)| self.cells.contains_key(anchor))
            .map(|((_, col), _)| *col);
        let all: BTreeSet<u32> = own.chain(under).collect();
        all.into_iter().collect()
    }

    /// The cells that a cell covers: its merged region, or itself.
    pub(crate) fn extent(&self, row: u32, col: u32) -> Extent {
        self.merges.iter().find(|merge| merge.contains(row, col)).copied().unwrap_or(Extent {
            top: row,
            left: col,
            bottom: row,
            right: col,
        })
    }
}

/// How words mark what stands beside them as an example.
fn example(told: &[String], general: &General) -> Option<Example> {
    let any = |fits: &dyn Fn(&Phrase) -> bool| general.example.iter().any(fits);
    // `Example answer` heads a column.
    if told.len() <= 3
        && told.last().is_some_and(|word| ["answer", "response", "reply"].contains(&word.as_str()))
    {
        return None;
    }
    if any(&|phrase| phrase.is(told)) {
        return Some(if told.len() <= 3 { Example::Alone } else { Example::Begun });
    }
    (told.len() <= 12 && any(&|phrase| phrase.starts(told))).then_some(Example::Begun)
}
