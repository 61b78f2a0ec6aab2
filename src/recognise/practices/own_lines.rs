//! Which lines of questions are read of a sheet, where others repeat them or see them from the side.

use super::lone::is_lone;
use super::{Line, SURE};
use crate::recognise::{FoundLine, Sheet};

/// Of the ten questions so many are the form's, and not words of something else.
const MOST: usize = 6;

/// The lines of questions that are read of a sheet, all seen from the same side, but
/// for those below questions that stand across the page.
pub(crate) fn own_lines<'l>(sheet: &Sheet, place: usize, lines: &'l [FoundLine]) -> Vec<&'l FoundLine> {
    let fullest = lines.first().map(|(_, _, line)| line);
    let best_len = fullest.map_or(0, Line::len);
    // A few words of the questions again, on another sheet or beside them, ask nothing.
    let adds = |line: &Line| fullest.is_none_or(|one| !line.asks_only(one));
    let is_lone = |line: &Line| is_lone(&sheet.upright, line);
    let own: Vec<&FoundLine> = lines
        .iter()
        .filter(|(at, _, line)| {
            let sure = |line: &Line| line.len() >= 3 || line.score >= 85 || is_lone(line);
            *at == place && (line.len() * 2 > best_len || adds(line) && sure(line))
        })
        .collect();
    let side =
        own.iter().max_by_key(|(_, _, line)| (line.len(), line.score)).is_some_and(|(_, side, _)| *side);
    // Below questions that stand across the page, others may stand one below the other.
    let across = own.iter().filter(|(_, one, line)| side && *one && line.len() >= SURE);
    let under =
        |line: &Line| across.clone().all(|(_, _, one)| line.top() > one.column() && !line.asks_any_of(one));
    let below: Vec<&Line> =
        own.iter().filter(|(_, one, line)| side && !*one && under(line)).map(|(_, _, line)| line).collect();
    let again = |line: &Line| below.iter().any(|one| one.len() > line.len() && line.asks_only(one));
    let kept = |(_, one, line): &&FoundLine| {
        if *one == side { !again(line) } else { side && under(line) }
    };
    own.iter().copied().filter(|line| kept(line)).collect()
}

/// Where the questions of a form left blank stand, upright, on a sheet: they are not read, and
/// still end the tables above them, as does the row of headings over them.
pub(crate) fn left_over<'l>(
    sheet: &Sheet,
    place: usize,
    lines: impl Iterator<Item = &'l FoundLine>,
    own: &[&FoundLine],
) -> Vec<(u32, u32, u32)> {
    let grid = &sheet.upright;
    let read = |one: &FoundLine| own.iter().any(|line| std::ptr::eq(*line, one));
    let blank = lines.filter(|one| one.0 == place && !one.1 && one.2.len() >= MOST && !read(one));
    let over = |line: &Line| line.headings.map(|(row, right)| (row, line.column(), right));
    blank.flat_map(|(_, _, line)| line.stops(grid).into_iter().chain(over(line))).collect()
}
