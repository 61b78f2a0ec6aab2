//! Rows and columns that are there for their looks alone: every cell in them is merged with
//! the one before. A table whose rows are each merged over two rows of the sheet, or whose
//! columns over two columns, is looked at as if it had been drawn without; in the end each
//! cell has its own place again.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, Extent};
use crate::recognise::Recognised;
use crate::recognise::grid::Grid;

/// Rows or columns that are left out, from the first.
#[derive(Debug, Clone, Default)]
pub(crate) struct LeftOut(Vec<u32>);

impl LeftOut {
    /// The columns of a sheet that only go on with the one before: what stands in that one is
    /// merged over both, but for texts alone in their rows.
    pub(crate) fn columns(grid: &Grid) -> Self {
        let mut found: Vec<u32> = Vec::new();
        let shown = shown_in_columns(grid);
        let mut first = 0;
        for col in merged_over(grid) {
            let before = col - 1;
            if found.last() != Some(&before) {
                first = before;
            }
            let none = BTreeMap::new();
            let (own, theirs) = (shown.get(&col).unwrap_or(&none), shown.get(&before).unwrap_or(&none));
            if own.values().any(|anchor| anchor.1 == col) {
                continue;
            }
            let told = theirs.iter().filter(|(_, anchor)| anchor.1 >= first);
            let (both, single): (Vec<u32>, Vec<u32>) =
                told.map(|(row, _)| *row).partition(|row| own.get(row) == theirs.get(row));
            let alone = single.iter().all(|row| grid.row(*row).nth(1).is_none());
            if alone && both.len() > 1 && both.len() > single.len() {
                found.push(col);
            }
        }
        Self(found)
    }

    /// Whether nothing is left out.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Where a row or column comes to stand without those left out; nothing for one of them.
    pub(crate) fn place(&self, real: u32) -> Option<u32> {
        let before = self.0.partition_point(|one| *one < real);
        (self.0.get(before) != Some(&real)).then(|| real - count(before))
    }

    /// The first and last of a merged region, where any of it stays.
    pub(crate) fn span(&self, first: u32, last: u32) -> Option<(u32, u32)> {
        let from = (first..=last).find_map(|one| self.place(one))?;
        let to = (first..=last).rev().find_map(|one| self.place(one))?;
        Some((from, to))
    }

    /// Where it stands in the file.
    fn real(&self, place: u32) -> u32 {
        let before = self.0.iter().zip(0_u32..).take_while(|(one, count)| **one - count <= place).count();
        place + count(before)
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(0)
}

/// For each column its rows in which a person sees something, with the cell that holds it.
fn shown_in_columns(grid: &Grid) -> BTreeMap<u32, BTreeMap<u32, (u32, u32)>> {
    let mut found: BTreeMap<u32, BTreeMap<u32, (u32, u32)>> = BTreeMap::new();
    for (at, anchor) in grid.all_shown() {
        found.entry(at.1).or_default().insert(at.0, anchor);
    }
    found
}

/// The columns over which something is merged from the left.
fn merged_over(grid: &Grid) -> BTreeSet<u32> {
    grid.merges().iter().flat_map(|merge: &Extent| merge.left + 1..=merge.right).collect()
}

/// What was left out of each sheet, by its name.
#[derive(Debug, Default)]
pub(crate) struct Places(BTreeMap<String, (LeftOut, LeftOut)>);

impl Places {
    /// Notes what was left out of a sheet.
    pub(crate) fn note(&mut self, grid: &Grid) {
        let (rows, cols) = grid.left_out();
        if !rows.is_empty() || !cols.is_empty() {
            self.0.insert(grid.sheet().to_owned(), (rows.clone(), cols.clone()));
        }
    }

    /// Gives each cell of what was found its place in the file.
    pub(crate) fn restore(&self, found: &mut Recognised) {
        if self.0.is_empty() {
            return;
        }
        let rows = found.tables.iter_mut().flat_map(|table| {
            let cells = table.rows.iter_mut().flat_map(|row| {
                let own = row.cells.iter_mut().flatten().map(|cell| &mut cell.at);
                own.chain(&mut row.places)
            });
            let texts = table.over.iter_mut().chain(&mut table.under).map(|cell| &mut cell.at);
            cells.chain(texts).chain([&mut table.at])
        });
        let answers = found
            .answers
            .iter_mut()
            .flat_map(|one| [&mut one.asked_at, &mut one.at].into_iter().chain(&mut one.detail_at));
        let labels = found.labelled.iter_mut().map(|one| &mut one.at);
        let mentions = found.mentions.iter_mut().filter_map(|one| one.at.as_mut());
        rows.chain(answers).chain(labels).chain(mentions).chain(&mut found.several).for_each(|at| {
            self.set(at);
        });
    }

    fn set(&self, at: &mut CellRef) {
        if let Some((rows, cols)) = self.0.get(&*at.sheet) {
            (at.row, at.col) = (rows.real(at.row), cols.real(at.col));
        }
    }
}
