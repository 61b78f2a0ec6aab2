//! Costs that stand in no column of their own: behind the activity or its provider, or under
//! `Cost per course`. Tables go in as they were recognised, and come out with a column of costs.

use std::borrow::Cow;

use super::deliveries::DeliveryColumns;
use crate::model::CostBasis;
use crate::normalise::texts::money::in_text;
use crate::normalise::texts::number::ESTIMATES;
use crate::recognise::{COSTS, Table, TableCell, TableRow, headed_by};
use crate::reference::words;

/// The table with a column of costs, where they stand somewhere in it.
pub(crate) fn with_costs(table: Cow<'_, Table>) -> Cow<'_, Table> {
    let mut table = costs_raised(table);
    if let Some(id) = per_course(&table).and_then(|place| table.to_mut().ids.get_mut(place)) {
        "cost".clone_into(id);
    }
    if has_costs(&table) {
        return table;
    }
    let holds = |place: &usize| {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(*place)?.as_ref());
        cells.any(|cell| parted(&cell.text).is_some_and(|(_, cost)| cost.contains('\u{a3}')))
    };
    let columns = ["provider", "activity"].into_iter().filter_map(|id| table.column(id));
    let Some(place) = columns.into_iter().find(holds) else { return table };
    part(table.to_mut(), place);
    table
}

/// Whether a table has a column of costs, or columns of what was internal and external, which may
/// hold them.
pub(crate) fn has_costs(table: &Table) -> bool {
    COSTS.iter().any(|id| table.column(id).is_some()) || DeliveryColumns::of(table).is_some()
}

/// The table with the costs that stand in rows of their own, `Cost: £400` below an activity, in a
/// column; where it has one, nothing is changed.
fn costs_raised(table: Cow<'_, Table>) -> Cow<'_, Table> {
    let below = |row: &TableRow| -> Option<TableCell> {
        let mut filled = row.cells.iter().flatten();
        let (only, None) = (filled.next()?, filled.next()) else { return None };
        let (label, cost) = headed_by(&only.text)?;
        let label = words(label);
        let labelled =
            label.len() <= 2 && label.first().is_some_and(|word| word == "cost" || word == "price");
        labelled.then(|| only.with_text(cost))
    };
    let found: Vec<Option<TableCell>> = table.rows.iter().map(below).collect();
    if COSTS.iter().any(|id| table.column(id).is_some()) || found.iter().all(Option::is_none) {
        return table;
    }
    let mut table = table;
    let own = table.to_mut();
    own.ids.push("cost".to_owned());
    own.headings.push(String::new());
    for (mut row, cost) in std::mem::take(&mut own.rows).into_iter().zip(found) {
        match (cost, own.rows.last_mut()) {
            (Some(cost), Some(above)) => {
                if let (Some(place), Some(at)) = (above.cells.last_mut(), above.places.last_mut()) {
                    at.clone_from(&cost.at);
                    *place = Some(cost);
                }
            }
            (Some(_), None) => {}
            (None, _) => {
                row.cells.push(None);
                row.places.extend(row.places.last().cloned());
                own.rows.push(row);
            }
        }
    }
    table
}

/// A course's cost is the activity's, where no column says how often it was run.
fn per_course(table: &Table) -> Option<usize> {
    let place = table.column("per_day")?;
    let told = words(table.headings.get(place)?);
    let course = told.iter().any(|word| word == "course" || word == "event");
    (course && table.column("days").is_none() && table.column("cost").is_none()).then_some(place)
}

/// Parts a column into what it holds and the costs behind it.
fn part(table: &mut Table, place: usize) {
    table.ids.push("cost".to_owned());
    table.headings.push(table.headings.get(place).cloned().unwrap_or_default());
    for row in &mut table.rows {
        let own = row.cells.get_mut(place).and_then(Option::as_mut);
        let cost = own.and_then(|cell| {
            let (head, cost) = parted(&cell.text)?;
            let cost = cell.with_text(&cost);
            *cell = cell.with_text(&head);
            Some(cost)
        });
        row.cells.push(cost);
        row.places.extend(row.places.get(place).cloned());
    }
}

/// A text and the cost behind it, line by line: `Project management (£300)`, `Capita, £2,000`.
fn parted(text: &str) -> Option<(String, String)> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let parts: Vec<(&str, &str)> = lines.map(parted_line).collect::<Option<_>>()?;
    let joined = |one: fn(&(&str, &str)) -> String| parts.iter().map(one).collect::<Vec<_>>().join("\n");
    (!parts.is_empty())
        .then(|| (joined(|(head, _)| (*head).to_owned()), joined(|(_, cost)| (*cost).to_owned())))
}

fn parted_line(line: &str) -> Option<(&str, &str)> {
    line.match_indices(['(', ',', ';', ':', '-', '\u{2013}', '\u{2014}']).find_map(|(at, sign)| {
        let (head, tail) = (line.get(..at)?, line.get(at + sign.len()..)?.trim());
        let tail = if sign == "(" { tail.strip_suffix(')')?.trim_end() } else { tail };
        // `In-house` has no cost behind it.
        let parts = sign != "-" || head.ends_with(' ');
        let head = head.trim();
        (parts && head.contains(char::is_alphabetic) && is_price(tail)).then_some((head, tail))
    })
}

/// Whether a text is a cost from its beginning, and no more than that.
fn is_price(text: &str) -> bool {
    let cost = in_text(text);
    let before = words(text.split('\u{a3}').next().unwrap_or_default());
    let begins = text.contains('\u{a3}') && before.iter().all(|word| ESTIMATES.contains(&word.as_str()));
    let free = cost.basis == CostBasis::Free && !text.contains(|c: char| c.is_ascii_digit());
    (begins || free) && cost.amount.is_some() && cost.doubt.is_none() && words(text).len() <= 8
}
