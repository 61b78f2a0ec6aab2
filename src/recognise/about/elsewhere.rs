//! The council's name where no name stands in any of the usual places: anywhere on the sheets
//! but in what was read of them.

use std::collections::BTreeSet;

use super::others::{self, Part};
use super::{Mention, Place, mention_in};
use crate::model::{CellRef, CellValue};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::{Recognised, Sheet};
use crate::reference::{Councils, Reference, Strength};

/// Looks for the council's name in what is neither an answer nor in a table.
pub(crate) fn find(sheets: &[Sheet], reference: &Reference, found: &mut Recognised) {
    let read: BTreeSet<&CellRef> = found
        .tables
        .iter()
        .flat_map(|table| &table.rows)
        .filter(|row| row.cells.iter().flatten().count() > 1)
        .flat_map(|row| &row.places)
        .chain(found.answers.iter().flat_map(|answer| [&answer.at, &answer.asked_at]))
        .collect();
    let mentions = sheets.iter().flat_map(|sheet| {
        let is_read = |row: u32, col: u32| read.contains(&sheet.upright.at_ref(row, col));
        mentions(&sheet.upright, &reference.councils, is_read)
    });
    let own = |one: &Mention| found.mentions.iter().all(|other| other.at != one.at);
    let elsewhere: Vec<Mention> = mentions.filter(own).collect();
    found.mentions.extend(elsewhere);
}

/// Names of councils in short texts anywhere on a sheet but in what was read of it; for a
/// workbook that has none in the usual places.
fn mentions(grid: &Grid, councils: &Councils, is_read: impl Fn(u32, u32) -> bool) -> Vec<Mention> {
    let short = |seen: &Seen| matches!(seen.value, CellValue::Text(_)) && seen.words.len() <= 10;
    let free = |row: u32, col: u32| !is_read(row, col) || signs(grid, row, col);
    let cells = grid.all().filter(|((row, col), seen)| short(seen) && free(*row, *col));
    let one = cells.filter_map(|(at, seen)| {
        let other = others::part(grid, at, seen, councils) == Part::Other;
        mention_in(grid, at, seen, councils, if other { Place::Other } else { Place::Elsewhere })
    });
    one.filter(|one| one.strength != Strength::NearName).collect()
}

/// Whether a cell belongs to a signature: `Position | Head of HR, Blaby District Council`.
fn signs(grid: &Grid, row: u32, col: u32) -> bool {
    const LABELS: [&str; 6] = ["signed", "signature", "position", "name", "for", "post"];
    let label = col.checked_sub(1).and_then(|left| grid.at(row, left));
    label.is_some_and(|seen| matches!(seen.words.as_slice(), [one] if LABELS.contains(&one.as_str())))
}
