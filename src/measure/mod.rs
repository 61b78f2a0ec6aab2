//! Works out every figure of every measure, for each council that returned and for
//! the partnership (`ALL`). The only polars.
//!
//! [`MEASURES`] is the catalogue. An entry's expression turns the wave's facts into
//! observations: what one return contributes to one category, all in hundredths of
//! the unit, with bounds. From there on every measure goes the same way:
//!
//! 1. a council's figure is the sum of what it makes known, and nothing where it
//!    makes nothing known (`[z]` where that is because nothing applies, else `[x]`);
//! 2. the partnership's is the sum of the councils' that are known, and says of how
//!    many councils;
//! 3. ratios are made last, from the sums, by one guarded helper.
//!
//! Arithmetic is on whole numbers only. A count outside of 0 to 100 million, or an
//! amount of more than ten billion pounds, is no figure of a council and is taken as
//! not known, so that no sum can overflow.
//!
//! Rows stand in the catalogue's order, then by council code, `ALL` first.

mod catalogue;
mod coaching;
mod facts;
mod figures;
mod observations;
mod posts;
mod practices;
mod received;
mod training;

#[cfg(test)]
mod laws;
#[cfg(test)]
pub(crate) mod sample;
#[cfg(test)]
mod tests;

pub use catalogue::{Disclosure, MEASURES, Measure, Shape};

use std::collections::BTreeMap;

use facts::Facts;

use crate::error::Error;
use crate::model::{MeasureRow, Wave};
use crate::parallel;

/// The code that stands for the partnership as a whole.
pub const ALL: &str = "ALL";

pub use crate::model::QuestionInfo;

/// Every figure of every measure; `partnership` is the name beside `ALL`.
///
/// # Errors
///
/// None that data can bring about: only if polars itself fails.
pub fn measure(wave: &Wave, partnership: &str, questions: &[QuestionInfo]) -> Result<Vec<MeasureRow>, Error> {
    measure_some(wave, partnership, questions, |_| true)
}

/// The figures of those measures that are asked for, by id.
///
/// # Errors
///
/// None that data can bring about: only if polars itself fails.
pub fn measure_some(
    wave: &Wave,
    partnership: &str,
    questions: &[QuestionInfo],
    is_asked: impl Fn(&str) -> bool,
) -> Result<Vec<MeasureRow>, Error> {
    let measured = Facts::new(wave, questions).and_then(|facts| figures::figures(&facts, is_asked));
    let mut figures = measured.map_err(Error::output("the measures"))?;
    parallel::sort_by(&mut figures, |a, b| {
        (a.measure, &a.council_code, a.position).cmp(&(b.measure, &b.council_code, b.position))
    });
    let names = names(wave, partnership);
    let mut rows = Vec::with_capacity(figures.len());
    rows.extend(figures.into_iter().filter_map(|figure| figure.row(wave, &names)));
    Ok(rows)
}

/// The usual names of the councils that returned or were expected, and the partnership's.
fn names<'a>(wave: &'a Wave, partnership: &'a str) -> BTreeMap<&'a str, &'a str> {
    let returned = wave.returns.iter().map(|one| &one.council);
    let expected = wave.expected.iter().map(|one| &one.id);
    let mut names: BTreeMap<_, _> =
        expected.chain(returned).map(|council| (council.code.as_ref(), council.name.as_ref())).collect();
    names.insert(ALL, partnership);
    names
}
