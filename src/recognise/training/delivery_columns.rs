//! Columns of a training table that say internal or external of each row, told by what they hold.

use crate::recognise::grid::Seen;
use crate::recognise::labels::{delivery_marked, delivery_said, is_yes_or_no};

/// Words of a text that says internal or external, at most.
const LONGEST: usize = 4;

/// How many cells of a column, under a heading if it has one, say internal or external.
pub(crate) fn deliveries_down(cells: &[&Seen], heading: Option<&Seen>) -> usize {
    if all_deliver(cells, heading) {
        return cells.len();
    }
    cells.iter().filter(|seen| delivery_said(&seen.words).is_some() && seen.words.len() <= LONGEST).count()
}

/// Whether all cells of a column do: then letters are enough (`I`, `E`), or `Yes` and `No` under
/// `Internal?`.
pub(crate) fn all_deliver(cells: &[&Seen], heading: Option<&Seen>) -> bool {
    let asks = heading.is_some_and(|seen| seen.text.ends_with('?') && delivery_said(&seen.words).is_some());
    let answered = |seen: &&Seen| matches!(seen.words.as_slice(), [one] if is_yes_or_no(one));
    let delivers = |seen: &&Seen| seen.words.len() <= LONGEST && delivery_marked(&seen.words).is_some();
    cells.len() > 1 && (cells.iter().all(delivers) || asks && cells.iter().all(answered))
}

/// Whether all cells of a column name a delivery, and both are named.
pub(crate) fn says_both(cells: &[&Seen]) -> bool {
    let said = |internal: bool| cells.iter().any(|seen| delivery_said(&seen.words) == Some(internal));
    all_deliver(cells, None) && said(true) && said(false)
}
