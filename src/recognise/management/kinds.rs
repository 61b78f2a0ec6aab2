//! Rows that tell of a tier several times, each of another year, of men, of women and of all, or
//! of posts, full-time equivalents and people qualified: what their column says of each.

use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::tables::headers::{Header, HeaderColumn};
use crate::reference::words;

/// What a row tells of its tier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// How it was in this year.
    Year(i64),
    /// Some of its posts: those of men, of women.
    Part,
    /// All of them.
    Whole,
    /// How many posts there are.
    Posts,
    /// Their full-time equivalents.
    Fte,
    /// How many people are qualified.
    Qualified,
}

impl Kind {
    /// Whether two rows are told apart by the same thing.
    pub(crate) fn is_like(self, other: Self) -> bool {
        let family = |kind: Self| match kind {
            Self::Year(_) => 0,
            Self::Part | Self::Whole => 1,
            Self::Posts | Self::Fte | Self::Qualified => 2,
        };
        family(self) == family(other)
    }
}

/// The kind of row that a text says, where it says nothing else.
pub(crate) fn kind(text: &str) -> Option<Kind> {
    if text.len() > 60 {
        return None;
    }
    let told = words(text);
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let year = |word: &str| word.parse().ok().filter(|year| word.len() == 4 && (1990..2100).contains(year));
    match told.as_slice() {
        [only] if year(only).is_some() => year(only).map(Kind::Year),
        [first, next] if next.parse::<u16>().is_ok() => year(first).map(Kind::Year),
        ["men" | "women" | "man" | "woman" | "male" | "female"] => Some(Kind::Part),
        ["all" | "total" | "both" | "together"] => Some(Kind::Whole),
        ["post" | "headcount" | "number"] | ["number" | "no", "of", "post"] => Some(Kind::Posts),
        ["fte" | "wte"] => Some(Kind::Fte),
        all if all.len() < 8 && all.iter().any(|word| word.starts_with("qualif")) => Some(Kind::Qualified),
        _ => None,
    }
}

/// Adds the columns without a heading that stand among those of a table of posts and say in each
/// of its rows what it tells.
pub(crate) fn add_unheaded(grid: &Grid, header: &Header, columns: &mut Vec<HeaderColumn>, end: u32) {
    let (Some(left), Some(right)) = (columns.first().map(|one| one.col), columns.last().map(|one| one.col))
    else {
        return;
    };
    let gaps = usize::try_from(right - left).unwrap_or(0) + 1 > columns.len();
    if header.section != Section::Management || !gaps {
        return;
    }
    let free = |col: &u32| !columns.iter().any(|one| one.col == *col);
    let says = |col: &u32| {
        // On its side a sheet shows other sections beyond a gap.
        let near = |(row, next): &(u32, u32)| !grid.is_sideways() || row == next;
        let mut kinds = grid
            .rows_shown(header.bottom + 1, end)
            .zip(header.bottom + 1..)
            .take_while(near)
            .filter_map(|(row, _)| grid.at(row, *col))
            .map(|seen| kind(&seen.text));
        let first = kinds.next().flatten();
        first.is_some_and(|first| {
            let mut more = 0;
            kinds.all(|one| {
                more += 1;
                one.is_some_and(|one| one.is_like(first))
            }) && more > 1
        })
    };
    let found: Vec<u32> = (left..right).filter(free).filter(says).collect();
    for col in found {
        columns.push(HeaderColumn { col, id: String::new(), text: String::new(), likeness: 0 });
    }
    columns.sort_by_key(|column| column.col);
}
