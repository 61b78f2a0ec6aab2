//! Protect: figures of people become figures that may be published. What tells of an
//! identifiable person is withheld (`[c]`), and with it as few others as it takes, so
//! that no withheld figure can be worked out from those that are left.
//!
//! Which measures tell of people is declared in their catalogue, below what they do in
//! [`Thresholds`]. Every such figure stands in one sum only: the councils' figures of one
//! category sum to the partnership's. Nothing else that is published sums over them, and
//! a share is published with its parts or not at all. So each sum is protected by itself:
//!
//! 1. `primary` says which figures are disclosive as they stand;
//! 2. `secondary` adds the fewest others that keep each of them open, in whole people,
//!    by as much as a small count, whoever knows how many posts there are.
//!
//! Posts are the councils' establishment and published in any case: a share's
//! denominator stays.

mod primary;
mod secondary;

use std::collections::BTreeMap;

use crate::measure::{ALL, Disclosure, Measure};
use crate::model::{MeasureRow, Thresholds};

/// The shorthand of a figure withheld.
pub const WITHHELD: &str = "[c]";

/// Figures that may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Protected {
    /// The figures of all measures that are published, in their order.
    pub figures: Vec<MeasureRow>,
    /// How many are withheld because they are disclosive themselves.
    pub primary: usize,
    /// How many are withheld to protect those.
    pub secondary: usize,
    /// The thresholds kept to.
    pub thresholds: Thresholds,
}

/// A figure of people and its place among all.
type Placed = (usize, People);

/// A count of people, in whole people, and the posts that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct People {
    lower: i64,
    upper: i64,
    posts: Option<(i64, i64)>,
}

/// Withholds what must not be published.
#[must_use]
pub fn protect(measures: &[MeasureRow], thresholds: &Thresholds) -> Protected {
    let kinds = measures.iter().map(|row| (row, Measure::of(row).map(|measure| measure.disclosure)));
    let published: Vec<(&MeasureRow, Disclosure)> = kinds
        .filter_map(|(row, kind)| Some((row, kind?)))
        .filter(|(_, kind)| *kind != Disclosure::Unpublished)
        .collect();
    let mut sums: BTreeMap<[&str; 3], Vec<Placed>> = BTreeMap::new();
    for (place, (row, kind)) in published.iter().enumerate() {
        if let Some(people) = people(row, *kind) {
            let key = [row.measure, row.breakdown.as_str(), row.category.as_str()];
            sums.entry(key).or_default().push((place, people));
        }
    }
    let mut figures: Vec<MeasureRow> = published.iter().map(|(row, _)| (*row).clone()).collect();
    let (mut first, mut second) = (0, 0);
    for sum in sums.into_values() {
        let is_whole = |place: usize| figures.get(place).is_some_and(|row| row.council_code == ALL);
        let (whole, parts): (Vec<_>, Vec<_>) = sum.into_iter().partition(|(place, _)| is_whole(*place));
        let found = secondary::withheld(whole.first().copied(), &parts, thresholds);
        first += found.primary.len();
        second += found.secondary.len();
        for place in found.primary.into_iter().chain(found.secondary) {
            if let Some(row) = figures.get_mut(place) {
                withhold(row);
            }
        }
    }
    Protected { figures, primary: first, secondary: second, thresholds: *thresholds }
}

/// The people that a figure counts; nothing where it counts none, or is not known.
fn people(row: &MeasureRow, kind: Disclosure) -> Option<People> {
    let whole = |hundredths: i64| hundredths / 100;
    match kind {
        Disclosure::Open | Disclosure::Unpublished => None,
        Disclosure::People => {
            Some(People { lower: whole(row.lower?), upper: whole(row.upper?), posts: None })
        }
        Disclosure::ShareOfPeople => Some(People {
            lower: whole(row.numerator_lower?),
            upper: whole(row.numerator_upper?),
            posts: Some((whole(row.denominator_lower?), whole(row.denominator_upper?))),
        }),
    }
}

fn withhold(row: &mut MeasureRow) {
    (row.lower, row.upper) = (None, None);
    (row.numerator_lower, row.numerator_upper) = (None, None);
    WITHHELD.clone_into(&mut row.marker);
}

#[cfg(test)]
mod tests;
