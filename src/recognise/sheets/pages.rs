//! Heads and feet of pages that stand in rows of the sheet, between the form's own: `Page 2 of 5`
//! beside the title once more, `Continued overleaf`. They belong to no table that they interrupt.

use std::collections::BTreeSet;

use crate::recognise::grid::{Grid, Seen};

/// A head or foot has at most so many cells.
const WIDEST: usize = 4;
/// Rows from the top among which the sheet's own title stands.
const TITLE: usize = 3;
/// What is written at the end of a page.
const FEET: [&str; 12] = [
    "continued",
    "continued overleaf",
    "continued over",
    "continued on next page",
    "continues overleaf",
    "please turn over",
    "p t o",
    "pto",
    "end of form",
    "end of return",
    "end of questionnaire",
    "end of page",
];

/// The rows that are heads or feet, but for a head that is the sheet's title.
pub(crate) fn rows(grid: &Grid) -> BTreeSet<u32> {
    let of_page = |(place, row): (usize, &u32)| {
        let cells: Vec<&Seen> = grid.row(*row).map(|(_, seen)| seen).take(WIDEST + 1).collect();
        let foot = cells.iter().any(|seen| is_foot(seen));
        let apart = foot && cells.iter().all(|seen| is_foot(seen) || is_number(seen) || numbers_page(seen));
        let head = place >= TITLE && cells.iter().any(|seen| numbers_page(seen));
        (cells.len() <= WIDEST && (apart || head)).then_some(*row)
    };
    grid.rows().iter().enumerate().filter_map(of_page).collect()
}

fn is_foot(seen: &Seen) -> bool {
    FEET.iter().any(|foot| foot.split(' ').eq(seen.words.iter().map(String::as_str)))
}

/// `Page 2`, `Page 2 of 5`.
fn numbers_page(seen: &Seen) -> bool {
    let number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    match seen.words.as_slice() {
        [page, one] => page == "page" && number(one),
        [page, one, of, all] => page == "page" && of == "of" && number(one) && number(all),
        _ => false,
    }
}

fn is_number(seen: &Seen) -> bool {
    seen.words.len() == 1 && seen.text.chars().all(|c| c.is_ascii_digit())
}
