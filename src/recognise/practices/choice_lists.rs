//! Lists of answers to choose from beside the questions: what a drop-down offers, which answers none
//! of the questions that it happens to stand beside.

use std::collections::{BTreeMap, BTreeSet};

use super::answer_columns::Role;
use super::layout::Layout;
use super::{Line, SURE};
use crate::recognise::grid::Seen;

/// Fewer answers one below the other are no list.
const FEWEST: usize = 3;

impl Layout<'_> {
    /// What a drop-down offers, drawn up beside the answers, answers nothing.
    pub(crate) fn leave_lists(&mut self, line: &Line, right_end: u32) {
        let (first, last) = (line.top(), line.bottom());
        let next = self.grid.extent(first, self.col).right + 1;
        let filled = line.cells.iter().any(|cell| self.grid.shown(cell.row, next).is_some());
        if line.len() < SURE || !filled {
            return;
        }
        let mut columns: BTreeMap<u32, Vec<(u32, &Seen)>> = BTreeMap::new();
        for row in self.grid.rows_shown(first.saturating_sub(3), last + 3) {
            for (col, seen) in self.grid.row(row).filter(|(col, _)| *col > next && *col < right_end) {
                columns.entry(col).or_default().push((row, seen));
            }
        }
        // A heading may say that the column does answer.
        let answers = |col: &u32| {
            matches!(self.roles.get(col), Some(Role::Answer | Role::Consider | Role::Detail | Role::Draft))
        };
        let beside = |cells: &[(u32, &Seen)]| cells.iter().any(|(row, _)| (first..=last).contains(row));
        let lists: Vec<u32> = columns
            .into_iter()
            .filter(|(col, cells)| !answers(col) && beside(cells) && is_list(cells, line.len()))
            .map(|(col, _)| col)
            .collect();
        self.roles.extend(lists.into_iter().map(|col| (col, Role::Ignore)));
    }
}

/// Whether the cells of a column are such a list and no more: fewer answers than there are questions,
/// all different, one below the other without a gap, yes and no among them, under a heading at most.
fn is_list(cells: &[(u32, &Seen)], questions: usize) -> bool {
    let choices = match cells {
        [(_, heading), rest @ ..] if !is_choice(heading) => rest,
        all => all,
    };
    let one_by_one = choices.windows(2).all(|pair| matches!(pair, [one, next] if next.0 == one.0 + 1));
    let said: BTreeSet<&[String]> = choices.iter().map(|(_, seen)| seen.words.as_slice()).collect();
    let says =
        |one: [&str; 2]| said.iter().any(|told| matches!(told, [word] if one.contains(&word.as_str())));
    (FEWEST..questions).contains(&choices.len())
        && one_by_one
        && says(["yes", "y"])
        && says(["no", "n"])
        && choices.iter().all(|(_, seen)| is_choice(seen))
        && said.len() == choices.len()
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
