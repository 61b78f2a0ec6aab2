//! Tiers as headings down one column, each over the titles of its posts with their numbers,
//! and over how many are qualified: `2nd tier`, below it `Director x 3`.

use crate::model::{CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::Reference;

/// Lines under one tier, at most.
const MOST_LINES: u32 = 40;

/// The columns of the table that the blocks make.
pub(crate) const IDS: [&str; 4] = ["tier", "titles", "posts", "qualified"];

/// The table of the tiers that stand alone in these rows of a column, where what stands
/// below them are titles. Said to be guessed.
pub(crate) fn table(grid: &Grid, col: u32, labels: &[u32], reference: &Reference) -> Option<Table> {
    let alone = |row: &&u32| grid.at(**row, col + 1).is_none() && grid.at(**row, col).is_some_and(is_label);
    let labels: Vec<u32> = labels.iter().filter(alone).copied().collect();
    let mut rows = Vec::new();
    let (mut titles, mut lines) = (0, 0);
    for (place, &label) in labels.iter().enumerate() {
        let next = labels.get(place + 1).copied().unwrap_or(u32::MAX);
        let block = Block::of(grid, (label, col), next.min(label + MOST_LINES));
        lines += block.lines.len();
        titles += block.lines.iter().filter(|(_, text)| reference.titles.rule(text).is_some()).count();
        rows.push(block.row()?);
    }
    let at = (labels.first().copied().unwrap_or(0), col);
    (rows.len() > 1 && titles * 2 > lines).then(|| Table {
        guessed: true,
        ..Table::without_headings(grid, Section::Management, &IDS, at, rows)
    })
}

/// Whether a cell says that it is a tier, and nothing more.
fn is_label(seen: &Seen) -> bool {
    seen.tier.as_ref().is_some_and(|tier| tier.sure && tier.rest.is_empty())
}

/// What stands under a tier.
struct Block<'a> {
    grid: &'a Grid,
    label: (u32, u32),
    /// The titles, each with the row it stands in.
    lines: Vec<(u32, String)>,
    /// How many posts there are, where a number stands alone below the titles.
    posts: Option<TableCell>,
    /// How many are qualified.
    qualified: Option<TableCell>,
}

impl<'a> Block<'a> {
    /// The lines below a label, up to another row or a gap of two.
    fn of(grid: &'a Grid, label: (u32, u32), end: u32) -> Self {
        let (row, col) = label;
        let mut block = Self { grid, label, lines: Vec::new(), posts: None, qualified: None };
        let mut before = row;
        for row in grid.rows_shown(row + 1, end.saturating_sub(1)) {
            let Some(seen) = grid.at(row, col).filter(|_| row <= before + 2) else { break };
            if !block.take(row, seen) {
                break;
            }
            before = row;
        }
        block
    }

    /// Takes a line; false where it is none of the block's.
    fn take(&mut self, row: u32, seen: &Seen) -> bool {
        let (grid, col) = (self.grid, self.label.1);
        let beside = grid.at(row, col + 1);
        if seen.words.iter().any(|word| word.starts_with("qualif")) {
            let said = seen.text.split_once(':').map_or(seen.text.as_str(), |(_, rest)| rest.trim());
            let own = || TableCell::saying(grid, (row, col), said);
            self.qualified.get_or_insert_with(|| {
                beside.map_or_else(own, |beside| TableCell::of(grid, (row, col + 1), beside))
            });
            return true;
        }
        // Numbers alone below the titles count the posts, and then who is qualified.
        if !matches!(seen.value, CellValue::Text(_)) {
            let place = if self.posts.is_none() { &mut self.posts } else { &mut self.qualified };
            let free = place.is_none() && !self.lines.is_empty();
            place.get_or_insert_with(|| TableCell::of(grid, (row, col), seen));
            return free;
        }
        // A line after who is qualified, or a long one, is something else.
        if self.qualified.is_some() || self.posts.is_some() || seen.words.len() > 12 {
            return false;
        }
        let number = beside.filter(|one| one.text.chars().all(|c| c.is_ascii_digit()));
        let line =
            number.map_or_else(|| seen.text.clone(), |number| format!("{} ({})", seen.text, number.text));
        self.lines.push((row, line));
        true
    }

    /// The tier's row; none where nothing stands below its label.
    fn row(self) -> Option<TableRow> {
        let (row, col) = self.label;
        let (first, _) = self.lines.first()?;
        let label = self.grid.at(row, col)?;
        let text = self.lines.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        let titles = TableCell::saying(self.grid, (*first, col), &text);
        let place = |cell: &Option<TableCell>| cell.as_ref().unwrap_or(&titles).at.clone();
        let places =
            vec![self.grid.at_ref(row, col), titles.at.clone(), place(&self.posts), place(&self.qualified)];
        let label = TableCell::of(self.grid, (row, col), label);
        Some(TableRow {
            places,
            cells: vec![Some(label), Some(titles), self.posts, self.qualified],
            after_gap: false,
            beside: None,
        })
    }
}
