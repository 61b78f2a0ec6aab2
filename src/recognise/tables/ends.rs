//! Where a table ends: before the next header, question or label that takes its columns, where
//! tiers stand across the page, or where something goes on across it.

use super::abreast::leftmost;
use super::around::reviews_named;
use super::headers::Header;
use crate::model::{CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{delivery_said, is_silence};
use crate::recognise::marks::is_heading;

/// The last row of a table: before the next header, question or label that takes
/// its columns, and before the headings that stand over that.
pub(crate) fn last_row(
    grid: &Grid,
    header: &Header,
    (left, right): (u32, u32),
    headers: &[Header],
    stops: &[(u32, u32, u32)],
) -> u32 {
    let first = leftmost(header, headers).min(left);
    let blank = |row: u32| (left..=right).all(|col| grid.shown(row, col).is_none());
    let own = |top: u32, from: u32, to: u32| {
        let over = from <= right && to >= left || to >= first && to < left && blank(top);
        top > header.bottom && over
    };
    let next_header =
        headers.iter().filter(|other| own(other.top, other.left(), other.right())).map(|h| h.top);
    let next_stop = stops.iter().filter(|(row, from, to)| own(*row, *from, *to)).map(|(row, _, _)| *row);
    let crossed = crossed(grid, header, headers, stops).or_else(|| abutted(grid, header, headers, stops));
    let tiers = tiers_across(grid, header, (left, right));
    let Some(next) = next_header.chain(next_stop).chain(crossed).chain(tiers).min() else {
        return grid.last_row();
    };
    let mut end = next;
    let mut headings = 0;
    while end > header.bottom + 1 && headings < 4 {
        let above = end - 1;
        let shown: Vec<(u32, &Seen)> =
            grid.row(above).filter(|(col, _)| (left.saturating_sub(1)..=right).contains(col)).collect();
        let heading = match shown.as_slice() {
            [] => true,
            [(col, seen)] => {
                headings += 1;
                matches!(seen.value, CellValue::Text(_))
                    && seen.words.len() <= 12
                    && !is_answer_alone(header.section, seen)
                    && !ends_table(grid, (above, *col), (left, right))
                    && !(header.section == Section::Reviews && is_remark(grid, (above, seen), headings, next))
            }
            // `Internal` and `External` side by side over the next tables, tiers over those of their
            // posts, or their sections' headings; apart from what stands above, one that is known is
            // enough.
            several => {
                let delivers = |seen: &Seen| seen.words.len() <= 4 && delivery_said(&seen.words).is_some();
                let parts = |seen: &Seen| header.section != Section::Management && is_bare_tier(seen);
                let heads = |(_, seen): &(u32, &Seen)| delivers(seen) || parts(seen) || is_heading(seen);
                // Cells right beside each other are a row of the table.
                let beside =
                    |pair: &[(u32, &Seen)]| matches!(pair, [(one, _), (next, _)] if one + 1 == *next);
                let apart = || {
                    blank(above - 1)
                        && !several.windows(2).any(beside)
                        && several.iter().any(|(_, seen)| is_heading(seen))
                        && several.iter().all(|(_, seen)| is_title(seen))
                };
                several.iter().all(heads) || apart()
            }
        };
        if !heading {
            break;
        }
        end = above;
    }
    end - 1
}

/// The first row that goes on across the blank column before a table, below where something
/// else begins to its left: it is of that, and so is what stands under it.
fn crossed(grid: &Grid, header: &Header, headers: &[Header], stops: &[(u32, u32, u32)]) -> Option<u32> {
    let left = header.left();
    let gap = left.checked_sub(1).filter(|gap| *gap > 0)?;
    if (header.top..=header.bottom).any(|row| grid.shown(row, gap).is_some()) {
        return None;
    }
    let tops = headers.iter().map(|other| (other.top, other.left()));
    let begun = tops.chain(stops.iter().map(|(row, from, _)| (*row, *from)));
    let begun = begun.filter(|(row, from)| *row > header.bottom && *from < left).map(|one| one.0).min()?;
    let anchor = |row: u32, col: u32| grid.shown(row, col).map(|(at, _)| at);
    let goes_on = |row: &u32| {
        let cells = [anchor(*row, gap - 1), anchor(*row, gap), anchor(*row, left)];
        matches!(cells, [Some(one), Some(two), Some(three)] if one != two && two != three)
    };
    // Where its own rows went on across it before, it is a column of the table.
    grid.rows_shown(header.bottom + 1, grid.last_row()).find(goes_on).filter(|row| *row >= begun)
}

/// The first row below a table right beside another where, under a row that is blank across the
/// page, something begins to its left and goes on into it.
fn abutted(grid: &Grid, header: &Header, headers: &[Header], stops: &[(u32, u32, u32)]) -> Option<u32> {
    let (left, before) = (header.left(), header.left().checked_sub(1)?);
    let beside = |one: &&Header| one.bottom == header.bottom && one.right() == before;
    headers.iter().find(beside)?;
    let tops = headers.iter().map(|other| (other.top, other.left()));
    let begun = tops.chain(stops.iter().map(|(row, from, _)| (*row, *from)));
    let apart = |row: u32| row.checked_sub(1).is_some_and(|above| grid.row(above).next().is_none());
    let anchor = |row: u32, col: u32| grid.shown(row, col).map(|(at, _)| at);
    let goes_on = |row: u32| match (anchor(row, before), anchor(row, left)) {
        (Some(one), Some(next)) => one != next,
        _ => false,
    };
    let parts =
        |(row, from): &(u32, u32)| *row > header.bottom && *from < left && apart(*row) && goes_on(*row);
    begun.filter(parts).map(|one| one.0).min()
}

/// The first row below a table's headings that names tiers across: none of reviews, training
/// or coaching do.
fn tiers_across(grid: &Grid, header: &Header, (left, right): (u32, u32)) -> Option<u32> {
    let is_tier = |(col, seen): &(u32, &Seen)| is_bare_tier(seen) && (left..=right).contains(col);
    let mut rows = grid.rows_shown(header.bottom + 1, grid.last_row());
    rows.find(|row| header.section == Section::Reviews && grid.row(*row).filter(is_tier).count() > 1)
}

/// Whether a cell surely names a tier, and nothing more.
fn is_bare_tier(seen: &Seen) -> bool {
    seen.tier.as_ref().is_some_and(|tier| tier.sure && tier.rest.is_empty())
}

/// Whether a cell alone in its row is a table's last row and no heading over the next
/// one: it stands right under another row, and apart from what follows or to the right
/// of where headings begin.
fn ends_table(grid: &Grid, (row, col): (u32, u32), (left, right): (u32, u32)) -> bool {
    // What stands beside the table is another's.
    let filled = |row: u32| (left..=right).any(|col| grid.shown(row, col).is_some());
    let under = row.checked_sub(1).is_some_and(filled);
    let said = grid.at(row, col).is_some_and(|seen| delivery_said(&seen.words).is_some());
    // What is merged over several headings heads them.
    let over = grid.extent(row, col).right > col && filled(row + 1);
    under && !said && !over && (col > left || !filled(row + 1))
}

/// Whether a cell may be the heading of a section in words of its own.
fn is_title(seen: &Seen) -> bool {
    matches!(seen.value, CellValue::Text(_)) && seen.words.len() <= 8 && !is_silence(&seen.words)
}

/// Whether a text alone in its row, right under another row, is a remark of a list that is
/// longer than the other: one heading stands over what comes next, unless that is a heading.
fn is_remark(grid: &Grid, (row, seen): (u32, &Seen), headings: u32, next: u32) -> bool {
    let under = row.checked_sub(1).is_some_and(|above| grid.row(above).next().is_some());
    let headed = headings > 1 || grid.row(next).count() == 1;
    under && headed && reviews_named(&seen.words) == 0
}

/// A word that answers a whole table by itself (`None`, `No details`), or a tier.
fn is_answer_alone(section: Section, seen: &Seen) -> bool {
    let first = seen.words.first().map_or("", String::as_str);
    let silent = ["none", "no", "nil", "n", "na", "not", "nothing", "tbc"].contains(&first);
    silent || (section == Section::Management && seen.tier.is_some())
}
