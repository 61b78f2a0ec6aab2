//! Lists of answers to choose from beside the questions: what a drop-down offers, which answers none
//! of the questions that it happens to stand beside.

use crate::recognise::grid::{Grid, Seen};

/// Fewer answers one below the other are no list.
const FEWEST: usize = 3;

/// Whether a column holds such a list and no more within some rows: fewer answers than there are
/// questions, all different, one below the other without a gap, yes and no among them, under a
/// heading at most.
pub(crate) fn is_list(grid: &Grid, col: u32, (top, bottom): (u32, u32), questions: usize) -> bool {
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
