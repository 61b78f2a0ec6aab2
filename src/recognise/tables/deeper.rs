//! Headers that are a row deeper than those beside them: `Coaches` merged over `in training` and
//! `authorised`, where in that row the neighbour's own rows begin.

use super::headers::{Finder, Header, MUCH, section_id};
use super::names::LONGEST;
use crate::model::{CellValue, Section};
use crate::recognise::grid::Seen;

/// A header with the row below it, where that parts nothing but its merged headings.
pub(super) fn deepened(finder: &Finder, header: Header) -> Header {
    let grid = finder.grid;
    let merged = header.columns.iter().map(|column| grid.extent(header.bottom, column.col));
    let merged: Vec<_> = merged.filter(|one| one.right > one.left && one.bottom == header.bottom).collect();
    if merged.is_empty() {
        return header;
    }
    let right = merged.iter().map(|one| one.right).fold(header.right(), u32::max);
    let own = header.left()..=right;
    let heads = |(col, seen): (u32, &Seen)| {
        let text = matches!(seen.value, CellValue::Text(_)) && seen.words.len() <= LONGEST;
        text && !seen.is_tier() && merged.iter().any(|one| (one.left..=one.right).contains(&col))
    };
    let below = || grid.row(header.bottom + 1).filter(|(col, _)| own.contains(col));
    if below().count() < 2 || !below().all(heads) {
        return header;
    }
    let depth = header.bottom - header.top + 2;
    let mut headings = finder.headings(header.top, depth);
    headings.retain(|heading| own.contains(&heading.col));
    let found = finder.of_section(header.section, section_id(header.section), (header.top, depth), &headings);
    // `Number of posts` over the services and their total is as sure as it was.
    let totalled = || header.section == Section::Management && below().any(|(_, seen)| is_total(seen));
    let needed = if totalled() { header.score.saturating_sub(MUCH) } else { header.score + MUCH };
    let surer = found.into_iter().filter(|one| one.score >= needed);
    surer.max_by_key(|one| one.score).unwrap_or(header)
}

fn is_total(seen: &Seen) -> bool {
    matches!(seen.words.as_slice(), [only] if matches!(only.as_str(), "total" | "all" | "overall"))
}
