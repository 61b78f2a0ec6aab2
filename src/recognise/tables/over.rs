//! Texts over a table, which say of all its rows what its columns do not: internal or
//! external, a tier, a review.

use std::collections::BTreeSet;

use super::TableCell;
use super::around::reviews_named;
use super::headers::Header;
use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{delivery_said, tier_label};
use crate::reference::words;

/// Texts that stand over a table within its columns, up to four rows up, nearest
/// first; not those of another table's rows.
pub(crate) fn texts(
    grid: &Grid,
    header: &Header,
    (left, right): (u32, u32),
    headers: &[Header],
) -> Vec<TableCell> {
    let mut found = Vec::new();
    let mut anchors = BTreeSet::new();
    let highest = header.top.saturating_sub(5);
    let first = first_heading(grid, header, headers, left);
    let floor = headers
        .iter()
        .filter(|other| other.bottom < header.top && other.left() <= right && other.right() >= left)
        .map(|other| other.bottom + 1)
        .max()
        .unwrap_or(0);
    // On its side, a tier or a delivery over its block stands to the left.
    let over_block =
        (left.saturating_sub(2)..left).rev().find_map(|col| Some((col, grid.at(header.top, col)?)));
    if let Some((col, seen)) = over_block.filter(|(_, seen)| grid.is_sideways() && heads_block(header, seen))
    {
        found.push(TableCell::of(grid, (header.top, col), seen));
    }
    for row in (highest.max(floor)..=header.bottom).rev() {
        // What is said again in each column is said once.
        let in_row: BTreeSet<_> =
            (left..=right).filter_map(|col| Some(grid.shown(row, col)?.1.text.as_str())).collect();
        if row < header.top && in_row.len() > 1 {
            continue;
        }
        let first = if row < header.top { first } else { left };
        let beside = header.section == Section::Reviews && row >= header.top;
        let from = if beside { left.saturating_sub(2) } else { first };
        for col in from..=right {
            let Some((anchor, seen)) = grid.shown(row, col) else { continue };
            // Merged over the table before this one, it stands over that.
            if col < left && anchor.1 < from {
                continue;
            }
            if row >= header.top
                && header.columns.iter().any(|c| c.col == col && !c.id.is_empty() && c.likeness >= 90)
                && row == header.bottom
            {
                continue;
            }
            if anchors.insert(anchor) && seen.words.len() <= 12 {
                found.push(TableCell::of(grid, anchor, seen));
            }
        }
    }
    found.extend(sheets_own(grid, header));
    found
}

/// The first of the headings that stand without a gap before those that are known, such as
/// `Ref` and `Date`: the text over the table stands over it.
fn first_heading(grid: &Grid, header: &Header, headers: &[Header], left: u32) -> u32 {
    let is_heading = |col: &u32| grid.shown(header.bottom, *col).is_some() && !header.beside(headers, *col);
    let before = (0..left).rev().take_while(is_heading);
    if grid.is_sideways() { left } else { before.last().unwrap_or(left) }
}

/// The tier or the review that the sheet is named after, where each has its own.
fn sheets_own(grid: &Grid, header: &Header) -> Option<TableCell> {
    let named = match header.section {
        Section::Management => tier_label(grid.sheet()).is_some_and(|one| one.sure),
        Section::Reviews => reviews_named(&words(grid.sheet())) == 1,
        _ => false,
    };
    named.then(|| TableCell::saying(grid, (header.top, header.left()), grid.sheet()))
}

/// Whether a text heads a block of labels and values: its tier, or internal or external.
fn heads_block(header: &Header, seen: &Seen) -> bool {
    match header.section {
        Section::Management => seen.is_tier(),
        Section::Training => seen.words.len() <= 4 && delivery_said(&seen.words).is_some(),
        _ => false,
    }
}
