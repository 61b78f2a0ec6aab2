//! Lists of answers to choose from beside the questions: what a drop-down offers, which answers none
//! of the questions that it happens to stand beside.

use super::answer_columns::Role;
use super::layout::Layout;
use super::{Line, SURE};
use crate::recognise::grid::{Grid, Seen};

/// Fewer answers one below the other are no list.
const FEWEST: usize = 3;

impl Layout<'_> {
    /// What a drop-down offers, drawn up beside the answers, answers nothing.
    pub(crate) fn leave_lists(&mut self, line: &Line, right_end: u32) {
        let (first, last) = (line.top(), line.bottom());
        let next = self.grid.extent(first, self.col).right + 1;
        let filled = |col: u32| line.cells.iter().any(|cell| self.grid.shown(cell.row, col).is_some());
        let mut columns: Vec<u32> =
            self.grid.rows_shown(first, last).flat_map(|row| self.grid.columns_shown(row)).collect();
        columns.retain(|col| *col > next && *col < right_end);
        columns.sort_unstable();
        columns.dedup();
        let rows = (first.saturating_sub(3), last + 3);
        // A heading may say that the column does answer.
        let answers = |col: &u32| {
            matches!(self.roles.get(col), Some(Role::Answer | Role::Consider | Role::Detail | Role::Draft))
        };
        let lists = columns.into_iter().filter(|col| line.len() >= SURE && filled(next) && !answers(col));
        let lists: Vec<u32> = lists.filter(|col| is_list(self.grid, *col, rows, line.len())).collect();
        self.roles.extend(lists.into_iter().map(|col| (col, Role::Ignore)));
    }
}

/// Whether a column holds such a list and no more within some rows: fewer answers than there are
/// questions, all different, one below the other without a gap, yes and no among them, under a
/// heading at most.
fn is_list(grid: &Grid, col: u32, (top, bottom): (u32, u32), questions: usize) -> bool {
    let mut cells = (top..=bottom).filter_map(|row| Some((row, grid.at(row, col)?))).peekable();
    if cells.peek().is_some_and(|(_, seen)| !is_choice(seen)) {
        cells.next();
    }
    let choices: Vec<(u32, &Seen)> = cells.collect();
    let one_by_one = choices.windows(2).all(|pair| matches!(pair, [one, next] if next.0 == one.0 + 1));
    let says = |one: [&str; 2]| {
        choices
            .iter()
            .any(|(_, seen)| matches!(seen.words.as_slice(), [word] if one.contains(&word.as_str())))
    };
    let again = choices
        .iter()
        .enumerate()
        .any(|(place, (_, one))| choices.iter().take(place).any(|(_, before)| before.words == one.words));
    (FEWEST..questions).contains(&choices.len())
        && one_by_one
        && says(["yes", "y"])
        && says(["no", "n"])
        && choices.iter().all(|(_, seen)| is_choice(seen))
        && !again
}

/// Whether a text is one of the answers that a list offers.
fn is_choice(seen: &Seen) -> bool {
    const CHOICES: [&str; 12] = [
        "yes",
        "no",
        "y",
        "n",
        "partly",
        "partially",
        "planned",
        "considering",
        "would consider",
        "n a",
        "na",
        "not applicable",
    ];
    seen.words.len() <= 2 && CHOICES.contains(&seen.words.join(" ").as_str())
}
