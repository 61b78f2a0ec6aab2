//! Figures as one reads them: `1,234`, `19.6% to 21.7%`, `16 [e]`, `[x]`.

use crate::model::{CellRef, Figure, Interval, MeasureRow, Reported, thousands};

use super::book::{Cell, Unit, Value};

/// Which bound of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// The least it can be.
    Least,
    /// The most it can be.
    Most,
}

impl Bound {
    /// Both, or the least alone where the two never differ.
    pub(super) fn shown(open: bool) -> &'static [Self] {
        if open { &[Self::Least, Self::Most] } else { &[Self::Least] }
    }

    /// This bound of an interval.
    pub(super) fn of(self, interval: Interval) -> i64 {
        match self {
            Self::Least => interval.lower,
            Self::Most => interval.upper,
        }
    }
}

/// A figure ready to be shown: bounds in hundredths and its marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    /// Least it can be; nothing where it is not known.
    pub(super) lower: Option<i64>,
    /// Most it can be.
    pub(super) upper: Option<i64>,
    /// Its shorthand.
    pub(super) marker: String,
}

impl Shown {
    /// A figure that nobody gave.
    pub(super) fn unknown() -> Self {
        Self { lower: None, upper: None, marker: "[x]".to_owned() }
    }

    /// A measured figure, or the unknown.
    pub(super) fn measured(row: Option<&MeasureRow>) -> Self {
        row.map_or_else(Self::unknown, |row| Self {
            lower: row.lower,
            upper: row.upper,
            marker: row.marker.clone(),
        })
    }

    /// An exact whole number.
    pub(super) fn whole(number: i64) -> Self {
        let hundredths = number.saturating_mul(100);
        Self { lower: Some(hundredths), upper: Some(hundredths), marker: String::new() }
    }

    /// A return's figure in whole units.
    pub(super) fn figure(figure: &Figure) -> Self {
        Self { marker: figure.marker().text(), ..Self::reported(&figure.reported, 100) }
    }

    /// What was reported, each unit being so many hundredths.
    pub(super) fn reported(reported: &Reported<Interval>, hundredths: i64) -> Self {
        let given = reported.given();
        Self {
            lower: given.map(|interval| interval.lower.saturating_mul(hundredths)),
            upper: given.map(|interval| interval.upper.saturating_mul(hundredths)),
            marker: crate::model::Marker::of(reported).text(),
        }
    }

    /// Whether it is a range.
    pub(super) fn is_open(&self) -> bool {
        self.lower != self.upper
    }

    /// One of its bounds.
    pub(super) fn get(&self, bound: Bound) -> Option<i64> {
        match bound {
            Bound::Least => self.lower,
            Bound::Most => self.upper,
        }
    }

    /// One of its bounds as a cell: a number with its marker, or the marker alone.
    pub(super) fn at(&self, bound: Bound, unit: Unit) -> Cell {
        match self.get(bound) {
            Some(number) => Cell::of(value(number, unit)).marked(self.marker.clone()),
            None => Cell::text(self.silence()),
        }
    }

    /// As one reads it.
    pub(super) fn reads(&self, unit: Unit) -> String {
        let (Some(lower), Some(upper)) = (self.lower, self.upper) else {
            return self.silence();
        };
        let broken = unit == Unit::Money && (lower % 100 != 0 || upper % 100 != 0);
        let one =
            |number| if broken { format!("£{}", two_decimals(number)) } else { number_text(number, unit) };
        let mut text = one(lower);
        if lower != upper {
            text = format!("{text} to {}", one(upper));
        }
        if self.marker.is_empty() { text } else { format!("{text} {}", self.marker) }
    }

    fn silence(&self) -> String {
        if self.marker.is_empty() { "[x]".to_owned() } else { self.marker.clone() }
    }
}

/// A number of hundredths as a cell's value.
pub(super) fn value(hundredths: i64, unit: Unit) -> Value {
    match unit {
        Unit::Number => Value::Number(hundredths),
        Unit::Percent => Value::Percent(hundredths),
        Unit::Money => Value::Money(hundredths),
    }
}

/// One number as one reads it.
pub(super) fn number_text(hundredths: i64, unit: Unit) -> String {
    match unit {
        Unit::Percent => {
            let tenths = round_half_up(hundredths, 10);
            format!("{}{}.{}%", sign(tenths), tenths.abs() / 10, tenths.abs() % 10)
        }
        Unit::Money => format!("£{}", decimal_text(hundredths)),
        Unit::Number => decimal_text(hundredths),
    }
}

/// A cell as people name it: `Return!C31`.
pub(super) fn cell_text(source: &CellRef) -> String {
    source.to_string()
}

/// Names in a row: `A, B and C`.
pub(super) fn list(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn decimal_text(hundredths: i64) -> String {
    if hundredths % 100 == 0 { thousands(hundredths / 100) } else { two_decimals(hundredths) }
}

pub(super) fn two_decimals(hundredths: i64) -> String {
    let whole = thousands((hundredths / 100).abs());
    format!("{}{whole}.{:02}", sign(hundredths), hundredths.abs() % 100)
}

fn round_half_up(number: i64, step: i64) -> i64 {
    (number + number.signum() * step / 2) / step
}

fn sign(number: i64) -> &'static str {
    if number < 0 { "-" } else { "" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(lower: i64, upper: i64, marker: &str) -> Shown {
        Shown { lower: Some(lower), upper: Some(upper), marker: marker.to_owned() }
    }

    #[test]
    fn figures_read_as_people_write_them() {
        assert_eq!(between(1957, 2174, "").reads(Unit::Percent), "19.6% to 21.7%");
        assert_eq!(between(4375, 4375, "").reads(Unit::Percent), "43.8%");
        assert_eq!(between(1600, 1600, "[e]").reads(Unit::Number), "16 [e]");
        assert_eq!(between(3_363_500, 3_363_500, "[e][p]").reads(Unit::Money), "£33,635 [e][p]");
        assert_eq!(between(854_100, 930_570, "").reads(Unit::Money), "£8,541.00 to £9,305.70");
        assert_eq!(between(125, 150, "").reads(Unit::Number), "1.25 to 1.50");
        assert_eq!(Shown::unknown().reads(Unit::Number), "[x]");
    }

    #[test]
    fn a_negative_number_below_one_keeps_its_sign() {
        assert_eq!(decimal_text(-50), "-0.50");
    }
}
