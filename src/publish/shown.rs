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
    /// For each column whether its numbers all show decimals, so that they align: where they
    /// are of one kind and one of them needs it.
    #[must_use]
    pub fn decimals(&self) -> Vec<bool> {
        (0..self.columns.len()).map(|column| self.has_decimals(column)).collect()
    }

    fn has_decimals(&self, column: usize) -> bool {
        let cells = || self.rows.iter().chain(&self.total).filter_map(|row| row.get(column));
        let broken = |cell: &Cell| matches!(cell.value, Value::Number(number) | Value::Money(number) if number % 100 != 0);
        let (numbers, money, shares) =
            cells().fold((false, false, false), |(numbers, money, shares), cell| match cell.value {
                Value::Number(_) => (true, money, shares),
                Value::Money(_) => (numbers, true, shares),
                Value::Percent(_) => (numbers, money, true),
                _ => (numbers, money, shares),
            });
        numbers != money && !shares && cells().any(broken)
    }
}
