//! Tiers asked about one question at a time: `1st tier number`, `How many posts are there at
//! 3rd tier?`, down a column or across a row, each with its answer beside it, below it or in the
//! same cell.

use std::collections::BTreeMap;

use super::blocks::IDS;
use crate::model::{CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::tier_label;
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Questionnaire, words};

/// Least likeness, in percent, of what is asked of a tier to a column's name.
const LEAST: usize = 75;
/// A question of more words is a text.
const LONGEST: usize = 16;

/// What a cell asks of which tier, and what follows in the cell.
struct Asked<'a> {
    tier: i64,
    /// Its column in the table.
    place: usize,
    rest: &'a str,
}

/// The table that the answers make, where two tiers at least are asked about.
pub(crate) fn table(grid: &Grid, asked: &Questionnaire) -> Option<Table> {
    let mut tiers: BTreeMap<i64, TableRow> = BTreeMap::new();
    let mut first = None;
    for ((row, col), seen) in grid.all() {
        let Some(question) = question(seen, asked) else { continue };
        let at = *first.get_or_insert((row, col));
        if at.1 != col && at.0 != row {
            continue;
        }
        let own = TableCell::saying(grid, (row, col), &format!("Tier {}", question.tier));
        let line = tiers.entry(question.tier).or_insert_with(|| TableRow {
            cells: vec![Some(own), None, None, None],
            places: vec![grid.at_ref(row, col); IDS.len()],
            after_gap: false,
            beside: None,
        });
        let value = value(grid, (row, col), &question, asked);
        if let (Some(cell), Some(place)) =
            (line.cells.get_mut(question.place), line.places.get_mut(question.place))
        {
            *place = value.as_ref().map_or_else(|| grid.at_ref(row, col + 1), |value| value.at.clone());
            *cell = value;
        }
    }
    let rows: Vec<TableRow> = tiers.into_values().collect();
    (rows.len() > 1)
        .then(|| Table::without_headings(grid, Section::Management, &IDS, first.unwrap_or_default(), rows))
}

/// What a cell asks of a tier, if it does.
fn question<'a>(seen: &'a Seen, asked: &Questionnaire) -> Option<Asked<'a>> {
    let CellValue::Text(_) = seen.value else { return None };
    let (head, rest) = seen.text.split_once([':', '?']).unwrap_or((&seen.text, ""));
    let told = words(head);
    if told.len() > LONGEST {
        return None;
    }
    // The tier's two words, `3rd tier`, and all others together.
    let named = |at: &usize| {
        let label = tier_label(&told.get(*at..at + 2)?.join(" ")).filter(|label| label.sure)?;
        Some((label.tier, [told.get(..*at)?, told.get(at + 2..)?].concat()))
    };
    let (tier, others) = (0..told.len()).find_map(|at| named(&at))?;
    let like = asked.columns_like(&others);
    let of_tiers = asked.columns_of("management", &like, LEAST);
    let known =
        of_tiers.filter_map(|(likeness, id)| Some((likeness, IDS.iter().position(|known| *known == id)?)));
    let (_, place) = known.max_by_key(|(likeness, _)| *likeness)?;
    Some(Asked { tier, place, rest: rest.trim() })
}

/// The answer: in the question's own cell, else beside it, else below it; below it first where
/// questions stand side by side.
fn value(grid: &Grid, (row, col): (u32, u32), question: &Asked, asked: &Questionnaire) -> Option<TableCell> {
    if !question.rest.is_empty() {
        return Some(TableCell::saying(grid, (row, col), question.rest));
    }
    let block = grid.extent(row, col);
    let beside = (row, block.right + 1);
    let below = (block.bottom + 1, col);
    let asks = |col: u32| grid.at(row, col).is_some_and(|seen| self::question(seen, asked).is_some());
    let across = col.checked_sub(1).is_some_and(asks);
    let places = if across { [below, beside] } else { [beside, below] };
    places.into_iter().find_map(|at| {
        let seen = grid.at(at.0, at.1)?;
        (self::question(seen, asked).is_none()).then(|| TableCell::of(grid, at, seen))
    })
}
