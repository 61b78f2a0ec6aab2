//! Rows under the headings of a training table: one that parts its cost or says what it is for
//! is a heading too; one that holds a cost heads nothing.

use super::around;
use super::chosen::is_to_be_spent;
use super::grid::{Grid, Seen};
use super::headers::Header;
use super::labels::delivery_said;
use crate::model::{CellValue, Section};

/// Whether what stands alone in a row under the headings of a training table parts its cost in
/// two (`Internal` and `External`, `Budget` and `Actual`), or says what the cost is for.
pub(super) fn parts_cost(grid: &Grid, row: u32, header: &Header) -> bool {
    let Some(above) = row.checked_sub(1) else { return false };
    let right = grid.extent(above, header.right()).right;
    let own: Vec<(u32, &Seen)> =
        grid.row(row).filter(|(col, _)| (header.left()..=right).contains(col)).collect();
    let spent = |word: &String| matches!(word.as_str(), "cost" | "spend" | "price" | "fee" | "expenditure");
    let of_cost = |(col, _): &(u32, &Seen)| {
        grid.shown(above, *col).is_some_and(|(_, seen)| seen.words.iter().any(spent))
    };
    let short = own.iter().all(|(_, seen)| seen.words.len() <= 3);
    match own.as_slice() {
        [(_, one), (_, other)] if short => {
            let said = |seen: &Seen| delivery_said(&seen.words).filter(|_| seen.words.len() <= 2);
            let deliveries = matches!((said(one), said(other)), (Some(one), Some(other)) if one != other);
            let meant = |seen: &Seen| seen.words.iter().any(|word| is_to_be_spent(word));
            deliveries || meant(one) != meant(other) && own.iter().all(of_cost)
        }
        [only] => {
            short && of_cost(only) && only.1.words.first().is_some_and(|word| word == "per" || word == "each")
        }
        _ => false,
    }
}

/// Whether a row is one of the training table under a header: its columns are filled, and a cost
/// is among them.
pub(super) fn is_costed(grid: &Grid, row: u32, header: &Header) -> bool {
    let shown = |col: u32| grid.at(row, col);
    let is_amount = |seen: &Seen| match seen.value {
        CellValue::Number(_) => !around::is_year(seen),
        _ => seen.text.starts_with('\u{a3}') && seen.words.len() == 1,
    };
    let filled = header.columns.iter().filter(|one| shown(one.col).is_some()).count();
    let costed = |id: &str, col: u32| matches!(id, "cost" | "per_head") && shown(col).is_some_and(is_amount);
    header.section == Section::Training
        && header.bottom < row
        && filled > 2
        && header.columns.iter().any(|one| costed(&one.id, one.col))
}

/// Headers of a sheet on its side without those whose headings are the activities of a training
/// table, such as the qualifications that its courses led to.
pub(super) fn drop_among_costs(grid: &Grid, upright: &[Header], sideways: Vec<Header>) -> Vec<Header> {
    let among = |header: &Header| {
        let costed = |row: u32| {
            let over = |one: &&Header| (one.left()..=one.right()).contains(&header.top);
            upright.iter().filter(over).any(|one| is_costed(grid, row, one))
        };
        let kinds = header.columns.iter().filter(|column| column.id == "qualification_kind");
        kinds.filter(|column| costed(column.col)).count() > 1
    };
    sideways.into_iter().filter(|header| !among(header)).collect()
}
