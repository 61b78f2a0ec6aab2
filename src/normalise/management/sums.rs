//! Rows of a management table that are the sums of those above them and say so by no word, or
//! by one that nobody foresaw: `Altogether`, `Σ`.

use super::headcount;
use super::qualified::{People, qualified};
use super::rows::Line;
use crate::model::{Code, Finding, Interval};
use crate::recognise::{TableCell, TableRow};
use crate::reference::{Qualifications, Reference, words};

/// A sum is labelled by so many words at most.
const LONGEST: usize = 3;
/// Words that say that a row is of all those above.
const SUMS: [&str; 8] = ["all", "overall", "above", "altogether", "combined", "together", "whole", "\u{3c3}"];

/// Whether a row without a tier, below all others of its table, only sums them up.
pub(crate) fn sums_up(row: &TableRow, line: &Line, above: &[Line], reference: &Reference) -> bool {
    // What stands first in the row or beside it.
    let is_figure = |cell: &TableCell| {
        [&line.posts, &line.qualified].iter().any(|one| one.as_ref().is_some_and(|one| one.at == cell.at))
    };
    let first = row.cells.iter().flatten().find(|cell| !cell.again && !is_figure(cell));
    let label = first.map(|cell| &cell.text).or(row.beside.as_ref());
    let titled = |text: &String| words(text).len() > LONGEST || reference.titles.rule(text).is_some();
    if above.len() < 2 || label.is_some_and(titled) {
        return false;
    }
    let known = &reference.qualifications;
    let posts = against(line.posts.as_ref(), above.iter().map(|one| one.posts.as_ref()), headcount::stated);
    let people = |cell: &TableCell| people(cell, known);
    let people = against(line.qualified.as_ref(), above.iter().map(|one| one.qualified.as_ref()), people);
    let figures = [posts, people];
    let equal = figures.iter().filter(|one| **one == Some(true)).count();
    // What stands in the place of a title may be one that is not known.
    let says = |text: &String| words(text).iter().any(|word| SUMS.contains(&word.as_str()));
    let enough = if label.is_some_and(|text| !says(text)) { 2 } else { 1 };
    equal >= enough && !figures.contains(&Some(false)) && (posts.is_some() || line.posts.is_none())
}

/// Says that a number below titled posts stands beside neither tier nor title.
pub(crate) fn say_bare(line: &Line, above: &[Line], tier: i64, findings: &mut Vec<Finding>) {
    let titled = above.iter().all(|one| one.titles.is_some());
    let Some(cell) = line.posts.as_ref().filter(|cell| !cell.again) else { return };
    if line.titles.is_some() || !titled || above.len() < 2 {
        return;
    }
    let message = format!(
        "This number stands beside neither a tier nor a title, and was counted with tier {tier}. If it is a sum, write Total beside it."
    );
    findings.push(Finding::at(Code::TierUnclear, &cell.at, &cell.text, message));
}

/// Whether a figure is the sum of those above it; nothing where that cannot be told, or where
/// the sum is nothing.
fn against<'a>(
    stated: Option<&TableCell>,
    above: impl Iterator<Item = Option<&'a TableCell>>,
    read: impl Fn(&TableCell) -> Option<Interval>,
) -> Option<bool> {
    let stated = read(stated?)?;
    let mut sum = Interval::exact(0);
    for cell in above.flatten().filter(|cell| !cell.again) {
        sum = sum.plus(read(cell)?);
    }
    (sum.upper > 0 || stated.lower > 0).then_some(sum.lower <= stated.lower && stated.upper <= sum.upper)
}

fn people(cell: &TableCell, known: &Qualifications) -> Option<Interval> {
    match qualified(&cell.value, known).people {
        People::Number(number, _) => Some(number),
        People::Certificates(counts) => {
            let sum = counts.iter().fold(0_i64, |sum, one| sum.saturating_add(*one));
            Some(Interval::between(counts.iter().copied().max().unwrap_or(0), sum))
        }
        _ => None,
    }
}
