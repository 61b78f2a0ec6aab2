//! What notes over and under a table say of all its costs: for each person or day, or of
//! those with an asterisk. Tables go in as they were recognised, and come out with the
//! rate written beside each cost.

use std::borrow::Cow;

use crate::model::{CellValue, CostBasis};
use crate::normalise::texts::money::cost;
use crate::normalise::texts::rates::{is_whole, rate};
use crate::normalise::training::rows::lone;
use crate::recognise::{Table, TableCell, delivery_said, is_cost_note};
use crate::reference::words;

/// The texts that may say something of all costs of a table: those over it, notes under it or
/// under a table of its section further down, and notes over all tables of its section.
pub(super) fn of<'a>(table: &'a Table, tables: &[&'a Table]) -> Vec<&'a TableCell> {
    let below = |one: &&&Table| one.sheet == table.sheet && one.at.row >= table.at.row;
    let ends = tables.iter().filter(below).flat_map(|one| {
        let rows = one.rows.iter().filter_map(|row| lone(one, row));
        one.under.iter().chain(rows.filter(|cell| is_cost_note(&cell.text, &words(&cell.text))))
    });
    // A heading of another column says nothing of the costs.
    table.above().chain(over_all(table, tables)).chain(ends).collect()
}

/// Notes on costs over a table of the section before this one, such as one beside it; what
/// stands under the heading of a delivery is said of that alone.
fn over_all<'a>(table: &Table, tables: &[&'a Table]) -> impl Iterator<Item = &'a TableCell> {
    let before =
        |one: &&&'a Table| one.sheet == table.sheet && one.at != table.at && one.at.row <= table.at.row;
    let notes = |one: &&'a Table| {
        let one: &'a Table = one;
        let headed = one.above().filter(|cell| delivery_said(&words(&cell.text)).is_some());
        let top = headed.map(|cell| cell.at.row).min().unwrap_or(u32::MAX);
        one.above().filter(move |cell| cell.at.row < top && is_cost_note(&cell.text, &words(&cell.text)))
    };
    let found: Vec<&'a TableCell> = tables.iter().filter(before).flat_map(notes).collect();
    found.into_iter()
}

/// The table with what its notes say of costs beside each cost that they are about.
pub(super) fn with_rates<'a>(table: Cow<'a, Table>, notes: &[&TableCell]) -> Cow<'a, Table> {
    let said: Vec<(&str, bool)> = notes.iter().filter_map(|note| rate_said(&note.text)).collect();
    let Some(place) = table.column("cost").filter(|_| !said.is_empty()) else { return table };
    let mut table = table;
    for cell in table.to_mut().rows.iter_mut().filter_map(|row| row.cells.get_mut(place)?.as_mut()) {
        let marked = cell.text.contains(['*', '\u{2020}']);
        let plain = cost(&cell.value);
        let open = plain.basis == CostBasis::Total && plain.number.is_none() && plain.doubt.is_none();
        let own = said.iter().find(|(_, mark)| *mark == marked);
        if let Some((rate, _)) = own.filter(|_| open && !is_whole(&words(&cell.text).join(" "))) {
            let amount = match &cell.value {
                CellValue::Number(number) => format!("\u{a3}{number}"),
                _ => cell.text.clone(),
            };
            cell.value = CellValue::Text(format!("{amount} {rate}"));
        }
    }
    table
}

/// The rate that a note gives, and whether to costs with a mark alone.
fn rate_said(text: &str) -> Option<(&'static str, bool)> {
    let told = words(text);
    let spends =
        |word: &String| ["cost", "price", "fee", "charge", "figure", "amount"].contains(&word.as_str());
    let per = |word: &String| ["per", "head", "pp"].contains(&word.as_str());
    let other = |word: &String| {
        ["not", "total", "average"].contains(&word.as_str()) || word.chars().all(char::is_numeric)
    };
    if told.len() > 12 || !told.iter().any(spends) || !told.iter().any(per) || told.iter().any(other) {
        return None;
    }
    let rate = match rate(&told.join(" "), text)? {
        CostBasis::PerDay => "per day",
        _ => "per head",
    };
    Some((rate, text.trim_start().starts_with(['*', '\u{2020}'])))
}
