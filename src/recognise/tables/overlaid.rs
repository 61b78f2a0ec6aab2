//! What was found twice: the same cells taken for a table upright and on its side, or for
//! a table and for questions. The surer reading stays.

use super::Table;
use super::headers::Header;
use crate::model::{CellRef, Extent, Section};
use crate::recognise::{FoundLine, region};

/// Columns right of the questions over whose answers headings may begin.
const FARTHEST: u32 = 4;

/// Headers that lie among the questions or the answers `before` them, or are the headings
/// over their answers (`over_answers`: their row, and the last column that they take), are none.
pub(crate) fn drop_headers_in_lines(
    upright: Vec<Header>,
    sideways: Vec<Header>,
    (_, side, line): &FoundLine,
    (over_answers, before): (Option<(u32, u32)>, bool),
) -> (Vec<Header>, Vec<Header>) {
    let (first, last, col) = (line.top(), line.bottom(), line.column());
    let inside = |header: &Header, turned: bool| {
        if turned {
            // The line runs across this view: a header that holds the questions is theirs.
            let across = header.bottom >= col || before && header.bottom + 3 >= col;
            header.top <= col + 1 && across && header.left() <= last && header.right() >= first
        } else {
            let beside = header.left() <= col + 1 && header.right() >= col;
            let aside = header.right() > col || header.right() + 1 == col;
            // Headings that can be none but a table's stand beside it.
            let aside_of_all = header.left() > col + 1 || !before && header.right() < col;
            let own = aside_of_all && header.is_sure();
            let in_row = over_answers.is_some_and(|(row, right)| {
                // Beyond a blank column the lists of reviews have headings of their own.
                let apart = header.section == Section::Reviews && header.left() > right + 1;
                header.top == row && !apart
            });
            let over = in_row && header.left() <= col + FARTHEST && aside && !own;
            over || header.top >= first && header.top <= last && beside
        }
    };
    let keep = |headers: Vec<Header>, turned: bool| {
        headers.into_iter().filter(|header| !inside(header, turned)).collect()
    };
    (keep(upright, *side), keep(sideways, !*side))
}

/// How much speaks for a table: its headings, its cells, its labels.
fn weight(table: &Table) -> usize {
    let filled = table.rows.iter().flat_map(|row| &row.cells).flatten().count().min(20);
    let labels = usize::from(table.column("tier").is_some() || table.column("review").is_some());
    table.score + 4 * filled + 60 * labels
}

/// Drops tables whose header begins among the headings of a far surer table that is
/// seen the other way. `side` says whether that one lies on its side. Returns where the headers
/// of those dropped stand.
pub(crate) fn drop_overlaid(tables: &mut Vec<Table>, others: &[Table], side: bool) -> Vec<CellRef> {
    let headings = |other: &Table| {
        // Headings may be several rows deep.
        let (region, first) = (region(other)?, other.rows.first()?.places.first()?);
        Some(if side {
            Extent { right: other.at.col.max(first.col.saturating_sub(1)), ..region }
        } else {
            Extent { bottom: other.at.row.max(first.row.saturating_sub(1)), ..region }
        })
    };
    let overlaid = |table: &Table| {
        others.iter().any(|other| {
            let within = headings(other).is_some_and(|line| line.contains(table.at.row, table.at.col));
            let (own, theirs) = (weight(table), weight(other));
            within && (own * 2 < theirs || own < theirs && covers(other, table))
        })
    };
    let (dropped, kept): (Vec<Table>, Vec<Table>) = std::mem::take(tables).into_iter().partition(overlaid);
    *tables = kept;
    dropped.into_iter().map(|table| table.at).collect()
}

/// Whether all that one table takes lies within another.
fn covers(other: &Table, table: &Table) -> bool {
    let (Some(other), Some(own)) = (region(other), region(table)) else { return false };
    other.contains(own.top, own.left) && other.contains(own.bottom, own.right)
}

/// Of tables of one section found upright and on their side, the surer ones stay.
pub(crate) fn prefer(upright: &mut Vec<Table>, sideways: &mut Vec<Table>) {
    for section in Section::ALL {
        let best = |tables: &[Table]| tables.iter().filter(|t| t.section == section).map(weight).max();
        if let (Some(up), Some(side)) = (best(upright), best(sideways)) {
            if up >= side {
                sideways.retain(|table| table.section != section);
            } else {
                upright.retain(|table| table.section != section);
            }
        }
    }
}
