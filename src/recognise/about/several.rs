//! Lists of several councils: a consolidated workbook, a list of contacts. What a table
//! says of many councils is no council's return.

use std::collections::BTreeSet;

use super::named;
use crate::model::CellRef;
use crate::recognise::grid::Grid;
use crate::reference::{Councils, Questionnaire};

/// As many councils in one column make a list of them.
const SEVERAL: usize = 3;
/// Cells under a heading that are looked at.
const LOOKED_AT: usize = 60;

/// The rows of a sheet in which councils are listed under a heading such as `Council`.
fn listed(grid: &Grid, asked: &Questionnaire, councils: &Councils) -> Vec<(u32, u32)> {
    let label = asked.label.iter().find(|label| label.id == "council");
    let heads = |told: &[String]| {
        told.len() <= 3 && label.is_some_and(|label| label.names.iter().any(|name| name.is(told)))
    };
    let headings = grid.all().filter(|(_, seen)| heads(&seen.words)).map(|(at, _)| at);
    let lists = headings.filter_map(|(top, col)| {
        let under = grid.rows_shown(top + 1, grid.last_row()).take(LOOKED_AT);
        let mut codes = BTreeSet::new();
        let mut last = top;
        for row in under {
            let Some(seen) = grid.at(row, col).filter(|seen| seen.words.len() <= 8) else { continue };
            if let [(code, _)] = named(seen, councils) {
                codes.insert(code.clone());
                last = row;
            }
        }
        (codes.len() >= SEVERAL).then_some((top, last))
    });
    lists.collect()
}

/// Where a table or a question stands that a list of several councils answers, if one does.
pub(crate) fn answered_by_several(
    grid: &Grid,
    asked_at: impl Iterator<Item = CellRef>,
    (asked, councils): (&Questionnaire, &Councils),
) -> Option<CellRef> {
    let mut places = asked_at.peekable();
    places.peek()?;
    let lists = listed(grid, asked, councils);
    places.find(|at| lists.iter().any(|(top, last)| (*top..=*last).contains(&at.row)))
}
