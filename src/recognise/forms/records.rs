//! Where the records of a form begin: with the first of the labels that come again in the same
//! order, and never with a heading over them, though its words be those of a label. The records of
//! tiers have their tier for that.

use std::collections::{BTreeMap, BTreeSet};

use super::{LEAST, Label, suffices};
use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::labels::delivery_headed;
use crate::reference::{Questionnaire, words};

/// Rows from a heading to the first label under it, at most.
const NEAR: u32 = 2;

/// The labels without headings over records, such as `Training` or `External courses`: alone in
/// their row, with no value, and a label under them.
pub(super) fn without_headings<'a>(
    grid: &Grid,
    asked: &Questionnaire,
    section: Section,
    labels: Vec<Label<'a>>,
) -> Vec<Label<'a>> {
    if section == Section::Management {
        return labels;
    }
    let places: BTreeSet<(u32, u32)> = labels.iter().map(|label| (label.row, label.col)).collect();
    let heads = |label: &Label| {
        let Some(seen) = grid.at(label.row, label.col).filter(|_| label.rest.is_empty()) else {
            return false;
        };
        let next = grid.rows_shown(label.row + 1, label.row + NEAR).next();
        (asked.heads_section(&seen.words) || delivery_headed(&seen.text).is_some())
            && grid.row(label.row).all(|(col, _)| col <= label.col || col > label.col + 3)
            && next.is_some_and(|row| places.contains(&(row, label.col)))
    };
    let kept: Vec<bool> = labels.iter().map(|label| !heads(label)).collect();
    labels.into_iter().zip(kept).filter_map(|(label, kept)| kept.then_some(label)).collect()
}

/// The labels parted by the columns that hold records by themselves, with values in their labels'
/// own cells; labels without stand over something else beside them.
pub(super) fn columns(section: Section, labels: Vec<Label<'_>>) -> Vec<Vec<Label<'_>>> {
    if section == Section::Management {
        return vec![labels];
    }
    let mut inline: BTreeMap<u32, Vec<Label>> = BTreeMap::new();
    for label in labels.iter().filter(|label| !label.rest.is_empty()) {
        inline.entry(label.col).or_default().push(*label);
    }
    inline.retain(|_, labels| suffices(section, labels));
    let Some(first) = inline.keys().next().copied() else { return vec![labels] };
    let mut found: BTreeMap<u32, Vec<Label>> = BTreeMap::new();
    for label in labels {
        let own = inline.range(..=label.col).next_back().map_or(first, |(col, _)| *col);
        if own == label.col || !label.rest.is_empty() {
            found.entry(own).or_default().push(label);
        }
    }
    found.into_values().collect()
}

/// The labels from the first on that begins a record like the next one: those before it are what
/// is left of another table's headings, right beside each other in their row. Where no such record
/// is found, all of them.
pub(super) fn aligned<'r, 'a>(section: Section, run: &'r [Label<'a>]) -> &'r [Label<'a>] {
    let begins = |from: &usize| {
        let rest = run.get(*from..).unwrap_or_default();
        let Some(first) = rest.first() else { return false };
        let mut starts = (1..rest.len()).filter(|at| rest.get(*at).is_some_and(|one| one.id == first.id));
        let Some(next) = starts.next() else { return false };
        let end = starts.next().unwrap_or(rest.len());
        let ids = |labels: Option<&'r [Label<'a>]>| -> Vec<&str> {
            labels.unwrap_or_default().iter().map(|label| label.id).collect()
        };
        next > 1 && ids(rest.get(..next)) == ids(rest.get(next..end))
    };
    let row = run.first().map(|label| label.row);
    let heads = |label: &&Label| Some(label.row) == row && label.rest.is_empty();
    let headings = run.iter().take_while(heads).count();
    let adjoin = |pair: &[Label]| matches!(pair, [one, next] if one.col + 1 == next.col);
    let beside = run.get(..headings).unwrap_or_default().windows(2).any(adjoin);
    let apart = beside && section != Section::Management && !begins(&0) && begins(&headings);
    run.get(if apart { headings } else { 0 }..).unwrap_or(run)
}

/// Whether a text is a label with its value, of whatever section: `Delivered by: HR team`.
pub(super) fn is_labelled(text: &str, asked: &Questionnaire) -> bool {
    text.split_once(':').is_some_and(|(head, _)| {
        asked.columns_like(&words(head)).iter().any(|(_, likeness)| *likeness >= LEAST)
    })
}
