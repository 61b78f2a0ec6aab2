//! Which lines of questions are read of a sheet, where others repeat them or see them from the side.

use super::lone::is_lone;
use super::{Line, SURE};
use crate::recognise::{FoundLine, Sheet};

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
