//! Figures that may be open: given or silent, exact or between, exact or estimated.

use serde::{Deserialize, Serialize};

use super::CellRef;

/// What stands where an answer was asked for. Silence is never zero: a zero is
/// `Given` and comes from a zero somebody wrote or a word that means it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reported<T> {
    /// An answer was given.
    Given(T),
    /// Blank, or a dash alone.
    NoAnswer,
    /// `N/A`, not applicable.
    NotApplicable,
    /// `Records not available`, `No details`, `TBC`.
    NotAvailable,
    /// Something stands there that is no answer to the question; the text is kept.
    Unreadable(String),
}

impl<T> Reported<T> {
    /// The value given, if one was.
    pub fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            _ => None,
        }
    }

    /// The same kind of silence, or the value changed by `f`.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Reported<U> {
        match self {
            Self::Given(value) => Reported::Given(f(value)),
            Self::NoAnswer => Reported::NoAnswer,
            Self::NotApplicable => Reported::NotApplicable,
            Self::NotAvailable => Reported::NotAvailable,
            Self::Unreadable(text) => Reported::Unreadable(text),
        }
    }
}

/// A whole quantity (posts, people, pence) known to lie between two bounds,
/// both included; equal bounds are an exact figure. `estimated` is the council's
/// own word for it, and has nothing to do with the width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Interval {
    /// Least it can be.
    pub lower: i64,
    /// Most it can be.
    pub upper: i64,
    /// The council says that it estimates.
    pub estimated: bool,
}

impl Interval {
    /// An exact figure.
    #[must_use]
    pub fn exact(value: i64) -> Self {
        Self { lower: value, upper: value, estimated: false }
    }

    /// A figure between two bounds, given in either order.
    #[must_use]
    pub fn between(a: i64, b: i64) -> Self {
        Self { lower: a.min(b), upper: a.max(b), estimated: false }
    }

    /// The same figure, estimated if it was or if `estimated`.
    #[must_use]
    pub fn or_estimated(self, estimated: bool) -> Self {
        Self { estimated: self.estimated || estimated, ..self }
    }

    /// Whether the bounds meet and the council does not say that it estimates.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.lower == self.upper && !self.estimated
    }

    /// Sum of two figures, bound by bound; never past what an `i64` holds.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            lower: self.lower.saturating_add(other.lower),
            upper: self.upper.saturating_add(other.upper),
            estimated: self.estimated || other.estimated,
        }
    }

    /// Product of two figures that are not negative.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        Self {
            lower: self.lower.saturating_mul(other.lower),
            upper: self.upper.saturating_mul(other.upper),
            estimated: self.estimated || other.estimated,
        }
    }
}

/// A value and the cell it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// What was read.
    pub value: T,
    /// Where it stands.
    pub source: CellRef,
}

/// A figure as a return gives it: its value or its kind of silence, and the cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figure {
    /// The figure, or why there is none.
    pub reported: Reported<Interval>,
    /// The cell, where one was found for it.
    pub source: Option<CellRef>,
    /// What stands there, as written.
    pub text: String,
}

impl Figure {
    /// A figure nobody was found to have answered.
    #[must_use]
    pub fn silent() -> Self {
        Self { reported: Reported::NoAnswer, source: None, text: String::new() }
    }

    /// The interval, where one was given.
    #[must_use]
    pub fn interval(&self) -> Option<Interval> {
        self.reported.given().copied()
    }

    /// The shorthand that goes with it.
    #[must_use]
    pub fn marker(&self) -> Marker {
        Marker::of(&self.reported)
    }
}

/// The Government Analysis Function's shorthand beside a figure; several stand
/// one after the other, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent shorthand symbol")]
pub struct Marker {
    /// `[e]` estimated by the council.
    pub estimated: bool,
    /// `[x]` not available or not answered.
    pub not_available: bool,
    /// `[z]` not applicable.
    pub not_applicable: bool,
    /// `[r]` revised since the last issued workbook.
    pub revised: bool,
    /// `[p]` provisional while returns are outstanding.
    pub provisional: bool,
}

impl Marker {
    /// The marker of a figure given or not given.
    #[must_use]
    pub fn of(reported: &Reported<Interval>) -> Self {
        match reported {
            Reported::Given(interval) => Self { estimated: interval.estimated, ..Self::default() },
            Reported::NotApplicable => Self { not_applicable: true, ..Self::default() },
            Reported::NoAnswer | Reported::NotAvailable | Reported::Unreadable(_) => {
                Self { not_available: true, ..Self::default() }
            }
        }
    }

    /// As it is written: `[e][p]`, or nothing.
    #[must_use]
    pub fn text(self) -> String {
        [
            (self.estimated, "[e]"),
            (self.not_available, "[x]"),
            (self.not_applicable, "[z]"),
            (self.revised, "[r]"),
            (self.provisional, "[p]"),
        ]
        .iter()
        .filter(|(on, _)| *on)
        .map(|(_, symbol)| *symbol)
        .collect()
    }
}
