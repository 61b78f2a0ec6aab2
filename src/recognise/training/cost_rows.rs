//! Rows under the headings of a training table: one that parts its cost or says what it is for
//! is a heading too; one that holds a cost heads nothing.

use crate::model::{CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::delivery_said;
use crate::recognise::tables::around;
use crate::recognise::tables::headers::Header;

/// Rows of a training table that are looked at.
const TALLEST: u32 = 200;

/// Whether what stands alone in a row under the headings of a training table parts its cost in
/// two (`Internal` and `External`, `Budget` and `Actual`), or says what the cost is for.
pub(crate) fn parts_cost(grid: &Grid, row: u32, header: &Header) -> bool {
    let Some(above) = row.checked_sub(1) else { return false };
    let right = grid.extent(above, header.right()).right;
    let own: Vec<(u32, &Seen)> =
        grid.row(row).filter(|(col, _)| (header.left()..=right).contains(col)).collect();
    let spent = |word: &String| is_spent(word);
    let of_cost = |(col, _): &(u32, &Seen)| {
        grid.shown(above, *col).is_some_and(|(_, seen)| seen.words.iter().any(spent))
    };
    let short = own.iter().all(|(_, seen)| seen.words.len() <= 3);
    match own.as_slice() {
        [(_, one), (_, other)] if short => {
            let said = |seen: &Seen| delivery_said(&seen.words).filter(|_| seen.words.len() <= 2);
            let deliveries = matches!((said(one), said(other)), (Some(one), Some(other)) if one != other);
            let meant = |seen: &Seen| around::is_meant(&seen.words);
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
pub(crate) fn is_costed(grid: &Grid, row: u32, header: &Header) -> bool {
    let shown = |col: u32| grid.at(row, col);
    let is_amount = |seen: &Seen| match seen.value {
        CellValue::Number(_) => !around::is_year(seen),
        // A number typed as text is one.
        _ => holds_price(seen) || is_number(&seen.text) && !around::is_year(seen),
    };
    let filled = header.columns.iter().filter(|one| shown(one.col).is_some()).count();
    let costed = |id: &str, col: u32| matches!(id, "cost" | "per_head") && shown(col).is_some_and(is_amount);
    header.section == Section::Training
        && header.bottom < row
        && filled > 2
        && header.columns.iter().any(|one| costed(&one.id, one.col))
}

/// Whether rows that say three things of an activity, or more, go without a gap from the headings of
/// a training table down to this one.
fn is_filled(grid: &Grid, header: &Header, last: u32) -> bool {
    let shown = |row: u32| header.columns.iter().filter(|one| grid.at(row, one.col).is_some()).count();
    header.bottom < last
        && last - header.bottom <= TALLEST
        && (header.bottom + 1..=last).all(|row| shown(row) > 2)
}

/// Whether a text is a price, however it is said (`£25 per person`, `c. £1,200`), or says in a
/// word that there is none yet; the unit in a heading, as in `Cost £000`, is none.
fn holds_price(seen: &Seen) -> bool {
    let priced = |part: &str| part.trim_start().starts_with(|c: char| ('1'..='9').contains(&c));
    let headed = seen.words.first().is_some_and(|word| is_spent(word));
    !headed && (seen.text.split('\u{a3}').skip(1).any(priced) || says_no_price(&seen.words))
}

/// `Free of charge`, `No cost`, `Staff time only`, `TBC`.
fn says_no_price(told: &[String]) -> bool {
    match told {
        [one] => matches!(one.as_str(), "tbc" | "tba" | "nil" | "none" | "foc" | "free"),
        [free, of, ..] if free == "free" => of == "of" || of == "to",
        [no, what] if no == "no" => is_spent(what) || what == "charge",
        [staff, time, rest @ ..] if staff == "staff" => time == "time" && rest.len() <= 1,
        _ => false,
    }
}

fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && text.trim().replace(',', "").parse::<f64>().is_ok()
}

fn is_spent(word: &str) -> bool {
    matches!(word, "cost" | "spend" | "price" | "fee" | "expenditure")
}

/// Headers of a sheet on its side without those whose headings are the activities of a training
/// table, or for whom they were: the qualifications that its courses led to, `Line managers`.
pub(crate) fn drop_among_costs(grid: &Grid, upright: &[Header], sideways: Vec<Header>) -> Vec<Header> {
    // All its headings are rows of a table that goes on through them, with a price in words.
    let runs = |header: &Header| {
        let over = |one: &&Header| (one.left()..=one.right()).contains(&header.top);
        let costed = |one: &Header, row: u32| is_costed(grid, row, one);
        let priced = |one: &Header, row: u32| {
            one.columns
                .iter()
                .filter(|column| column.id == "cost")
                .any(|column| grid.at(row, column.col).is_some_and(holds_price))
        };
        let within = |one: &Header| {
            let (first, last) = (header.left(), header.columns.iter().filter(|c| costed(one, c.col)).count());
            last > 1
                && (one.bottom + 1..=first).all(|row| costed(one, row))
                && header.columns.iter().any(|column| priced(one, column.col))
        };
        header.section != Section::Training && upright.iter().filter(over).any(within)
    };
    // All that it names are activities of one table: `NVQ Level 4` and `Time management`.
    let names_courses = |header: &Header| {
        let over = |one: &&Header| {
            one.section == Section::Training && (one.left()..=one.right()).contains(&header.top)
        };
        let known = header.columns.iter().filter(|column| !column.id.is_empty()).map(|column| column.col);
        // Under other headings than those of its first table, perhaps.
        let within = |one: &Header| known.clone().all(|row| is_filled(grid, one, row));
        header.section == Section::Management && upright.iter().filter(over).any(within)
    };
    let among = |header: &Header| {
        let costed = |row: u32| {
            let over = |one: &&Header| (one.left()..=one.right()).contains(&header.top);
            upright.iter().filter(over).any(|one| is_costed(grid, row, one))
        };
        let kinds = header.columns.iter().filter(|column| column.id == "qualification_kind");
        kinds.filter(|column| costed(column.col)).count() > 1 || runs(header) || names_courses(header)
    };
    sideways.into_iter().filter(|header| !among(header)).collect()
}
