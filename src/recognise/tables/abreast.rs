//! Headers side by side: which of those that lie over each other stay, and what of one is a
//! row of the other.

use super::headers::{Header, HeaderColumn, MUCH, SURE, counts};
use crate::model::Section;

/// The surest of the headers that don't lie over each other, from the left.
pub(crate) fn side_by_side(mut candidates: Vec<Header>) -> Vec<Header> {
    candidates.sort_by_key(|header| {
        (std::cmp::Reverse(header.score), header.right() - header.left(), header.left())
    });
    let mut chosen: Vec<Header> = Vec::new();
    for candidate in candidates {
        let clash = |one: &Header| candidate.left() <= one.right() && candidate.right() >= one.left();
        if !chosen.iter().any(clash) {
            chosen.push(candidate);
        }
    }
    chosen.sort_by_key(Header::left);
    chosen
}

/// Of the headers that one row more makes, those that lose by it stay as they were, and so do those
/// that it leaves none of: in that row stands the first of their rows, and beside it the headings of
/// another table.
pub(crate) fn each_surer(before: Vec<Header>, deeper: Vec<Header>) -> Vec<Header> {
    let over = |one: &Header, other: &Header| one.left() <= other.right() && one.right() >= other.left();
    let loses = |one: &Header| {
        let own = before.iter().filter(|other| over(one, other)).map(|other| other.score).sum::<usize>();
        one.score + MUCH < own
    };
    let mut found: Vec<Header> = deeper.into_iter().filter(|one| !loses(one)).collect();
    let free: Vec<Header> =
        before.into_iter().filter(|one| !found.iter().any(|other| over(one, other))).collect();
    found.extend(free);
    found.sort_by_key(Header::left);
    found
}

/// A header without what stands right under the headings of another beside it: that is the
/// other's first row, unless it surely is a heading.
pub(crate) fn without_rows(mut header: Header, found: &[Header]) -> Header {
    let over = |one: &&Header| one.bottom + 1 == header.top && one.section != header.section;
    let rows: Vec<&Header> = found.iter().filter(over).collect();
    let within =
        |column: &HeaderColumn| rows.iter().any(|one| (one.left()..=one.right()).contains(&column.col));
    let sure = |column: &&HeaderColumn| counts(&column.id) && column.likeness >= SURE;
    let (inside, outside): (Vec<_>, Vec<_>) = header.columns.iter().partition(|column| within(column));
    if !inside.is_empty() && !inside.iter().any(sure) && outside.iter().filter(|one| sure(one)).count() > 1 {
        let dropped = inside.iter().filter(|column| counts(&column.id)).map(|column| column.likeness);
        header.score = header.score.saturating_sub(dropped.sum());
        header.columns = outside.into_iter().cloned().collect();
        let known = |column: &HeaderColumn| !column.id.is_empty();
        let last = header.columns.iter().rposition(known).unwrap_or(0);
        header.columns.truncate(last + 1);
    }
    header
}

/// The first column of the tables of reviews that stand abreast, of which this is one: what
/// begins below the others ends it too.
pub(crate) fn leftmost(header: &Header, headers: &[Header]) -> u32 {
    let abreast = |one: &&Header| one.section == Section::Reviews && one.bottom == header.bottom;
    let others = headers.iter().filter(|_| header.section == Section::Reviews).filter(abreast);
    others.map(Header::left).fold(header.left(), u32::min)
}
