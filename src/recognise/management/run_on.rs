//! Titles, posts and people one to a row under their tier, where tiers stand across the page: on its
//! side such a sheet shows them in columns without headings, or under the same, after the one that
//! is headed.

use crate::model::CellValue;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_silence;
use crate::recognise::tables::TableCell;
use crate::recognise::tables::headers::HeaderColumn;

/// Titles that a tier lists one to a row, at most.
const MOST: u32 = 40;
/// Rows below a heading that are looked at: no council has more tiers.
const DEEPEST: u32 = 8;

/// Whether what stands under a heading in the column `last` goes on in the columns before
/// `next`, which have none.
pub(crate) fn goes_on(grid: &Grid, bottom: u32, id: &str, (last, next): (u32, u32)) -> bool {
    let unheaded = |col: u32| grid.shown(bottom, col).is_none() && holds(grid, bottom, id, col);
    let lists = matches!(id, "titles" | "posts");
    grid.is_sideways() && lists && next <= last + MOST && (last + 1..next).all(unheaded)
}

/// Whether what stands under a column are titles, or figures, as is asked for.
fn holds(grid: &Grid, bottom: u32, id: &str, col: u32) -> bool {
    let mut cells = (bottom + 1..=bottom + DEEPEST).filter_map(|row| grid.at(row, col)).peekable();
    if id == "titles" {
        return cells.any(|seen| matches!(seen.value, CellValue::Text(_)));
    }
    let figure = |seen: &Seen| seen.text.starts_with(|c: char| c.is_ascii_digit()) || is_silence(&seen.words);
    cells.peek().is_some() && cells.all(figure)
}

/// Puts the titles that run on to those under the heading, a line each; and as many numbers.
pub(crate) fn join(
    grid: &Grid,
    (row, bottom): (u32, u32),
    columns: &[HeaderColumn],
    cells: &mut [Option<TableCell>],
) {
    if !grid.is_sideways() {
        return;
    }
    let run = |id: &str| Run::of(grid, bottom, columns, id);
    let Some(titles) = run("titles") else { return };
    if titles.own {
        titles.join(grid, row, cells);
    }
    for figures in ["posts", "qualified"].into_iter().filter_map(run) {
        if figures.length == titles.length {
            figures.join(grid, row, cells);
        }
    }
}

/// A column, and how many after it go on with what is asked there.
struct Run {
    /// Its place among the columns.
    place: usize,
    col: u32,
    length: u32,
    /// Whether those after it have no heading: one that is merged over them is read with them.
    own: bool,
}

impl Run {
    fn of(grid: &Grid, bottom: u32, columns: &[HeaderColumn], id: &str) -> Option<Self> {
        let place = columns.iter().position(|column| column.id == id)?;
        let col = columns.get(place)?.col;
        let next = columns.iter().skip(place + 1).find(|column| !column.id.is_empty());
        let head = |col: u32| grid.shown(bottom, col).map(|(at, _)| at);
        let goes_on =
            |one: &u32| head(*one).is_none_or(|at| Some(at) == head(col)) && holds(grid, bottom, id, *one);
        let end = next.map_or(col + MOST, |next| next.col);
        let length = (col + 1..end.min(col + MOST)).take_while(goes_on).count();
        let own = head(col + 1).is_none();
        Some(Self { place, col, length: u32::try_from(length).ok()?, own }).filter(|run| run.length > 0)
    }

    /// Puts what runs on in a row to what stands under the heading, a line each.
    fn join(&self, grid: &Grid, row: u32, cells: &mut [Option<TableCell>]) {
        let Some(cell) = cells.get_mut(self.place) else { return };
        for col in self.col + 1..=self.col + self.length {
            let Some(seen) = grid.at(row, col) else { continue };
            *cell = Some(cell.as_ref().map_or_else(
                || TableCell::of(grid, (row, col), seen),
                |cell| cell.with_text(&format!("{}\n{}", cell.text, seen.text)),
            ));
        }
    }
}
