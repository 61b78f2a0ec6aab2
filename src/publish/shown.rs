//! What a cell shows, as text: the same whichever writer lays it out.

use super::book::{Cell, Table, Unit, Value};
use super::reading::{number_text, two_decimals};

impl Cell {
    /// What it shows: number with separators, unit and marker, words, a date written out.
    /// Money goes without its sign where a heading names it. With `decimals`, numbers show
    /// two places though they are whole, as their neighbours do.
    #[must_use]
    pub fn reads(&self, decimals: bool) -> String {
        let number = match &self.value {
            Value::Blank => return String::new(),
            Value::Text(text) => return text.clone(),
            Value::Date(date) => return date.strftime("%-d %B %Y").to_string(),
            Value::Percent(number) => number_text(*number, Unit::Percent),
            Value::Number(number) | Value::Money(number) if decimals => two_decimals(*number),
            Value::Number(number) | Value::Money(number) => number_text(*number, Unit::Number),
        };
        if self.marker.is_empty() { number } else { format!("{number} {}", self.marker) }
    }
}

impl Table {
    /// For each column whether its numbers all show decimals.
    #[must_use]
    pub fn decimals(&self) -> Vec<bool> {
        let rows = || self.rows.iter().chain(&self.total);
        (0..self.columns.len())
            .map(|column| have_decimals(rows().filter_map(|row| row.get(column))))
            .collect()
    }
}

/// Whether the numbers of a column all show decimals, so that they align: where they are
/// of one kind and one of them needs it.
pub(super) fn have_decimals<'c>(cells: impl Iterator<Item = &'c Cell>) -> bool {
    let (mut numbers, mut money, mut shares, mut broken) = (false, false, false, false);
    for cell in cells {
        match cell.value {
            Value::Number(number) => (numbers, broken) = (true, broken || number % 100 != 0),
            Value::Money(pence) => (money, broken) = (true, broken || pence % 100 != 0),
            Value::Percent(_) => shares = true,
            Value::Blank | Value::Text(_) | Value::Date(_) => {}
        }
    }
    numbers != money && !shares && broken
}
