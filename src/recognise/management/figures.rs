//! Columns of numbers under headings that nobody foresaw, in a table of tiers that says
//! nowhere how many posts there are: taken for posts and people qualified by their order,
//! and said to be guessed.

use crate::model::{CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::headers::{Header, HeaderColumn};

/// Columns right of those known that are looked at.
const WIDEST: u32 = 6;
/// No tier of a council has as many posts.
const MOST: i64 = 1000;

/// Gives the first column of small whole numbers to posts, and the next to people, where
/// the header has neither. `end` is the table's last row. Whether it did.
pub(crate) fn guess(
    grid: &Grid,
    (header, headers): (&Header, &[Header]),
    columns: &mut Vec<HeaderColumn>,
    end: impl FnOnce() -> u32,
) -> bool {
    let has = |id: &str| columns.iter().any(|column| column.id == id);
    let counts = ["posts", "fte", "posts_part", "qualified", "qualification_kind"];
    let tiers = has("tier") && has("titles");
    if header.section != Section::Management
        || grid.is_sideways()
        || !tiers
        || counts.iter().any(|id| has(id))
    {
        return false;
    }
    let right = columns.iter().map(|column| column.col).max().unwrap_or(0);
    let beyond = (right + 1..=right + WIDEST)
        .take_while(|col| grid.shown(header.bottom, *col).is_some() && !header.beside(headers, *col));
    let unnamed = columns.iter().filter(|column| column.id.is_empty()).map(|column| column.col);
    let below = (header.bottom + 1, end());
    let numbers: Vec<u32> = unnamed.chain(beyond).filter(|col| holds_numbers(grid, *col, below)).collect();
    for (col, id) in numbers.iter().zip(["posts", "qualified"]) {
        let text = grid.shown(header.bottom, *col).map_or("", |(_, seen)| seen.text.as_str());
        columns.retain(|column| column.col != *col);
        columns.push(HeaderColumn { col: *col, id: id.to_owned(), text: text.to_owned(), likeness: 0 });
    }
    columns.sort_by_key(|column| column.col);
    !numbers.is_empty()
}

fn holds_numbers(grid: &Grid, col: u32, (first, last): (u32, u32)) -> bool {
    let small = |seen: &&Seen| whole_number(seen).is_some();
    let cells: Vec<&Seen> = grid.rows_shown(first, last).filter_map(|row| grid.at(row, col)).collect();
    let numbers = cells.iter().filter(|seen| small(seen)).count();
    numbers > 1 && numbers * 2 > cells.len()
}

/// The number of posts that a cell holds, where it holds nothing else.
pub(crate) fn whole_number(seen: &Seen) -> Option<i64> {
    let number = match &seen.value {
        CellValue::Number(number) if number.fract() == 0.0 => number.to_string().parse().ok(),
        CellValue::Text(text) => text.trim().parse::<u16>().ok().map(i64::from),
        _ => None,
    };
    number.filter(|number| (0..MOST).contains(number))
}
