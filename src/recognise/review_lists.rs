//! Reviews written as a list down one column: the name of a review, below it the
//! headings of its two lists, and below or beside each of those its remarks.

use super::around::{is_review, reviews_named};
use super::grid::{Grid, Seen};
use super::labels::is_listed;
use super::practices::without_mark;
use super::region;
use super::review_labels::Labels;
use super::review_rows;
use super::tables::{Table, TableCell, TableRow};
use crate::model::{CellValue, Section};
use crate::reference::{Head, Questionnaire, Told, words};

/// Blank rows after which a list is at its end.
pub(super) const WIDEST_GAP: u32 = 3;

/// Columns between the heading of a list and its remarks.
const FARTHEST: u32 = 2;

/// A text longer than this, in bytes, heads nothing.
const LONGEST: usize = 100;

/// A row where another section begins, with the first and last column that it takes.
pub(super) type Stop = (u32, u32, u32);

/// The row where what begins in a cell ends: where another section takes its columns.
pub(super) fn end(stops: &[Stop], (row, col): (u32, u32)) -> u32 {
    let takes = |stop: &&Stop| stop.0 > row && stop.1 <= col + 2 && stop.2 + 1 >= col;
    stops.iter().filter(takes).map(|stop| stop.0).min().unwrap_or(u32::MAX)
}

/// Puts the list of reviews of a sheet, if there is one, in the place of what was taken
/// for tables of reviews there. `stops` are where other sections begin.
pub(super) fn add(grid: &Grid, tables: &mut Vec<Table>, asked: &Questionnaire, stops: &[Stop]) {
    let columns: std::collections::BTreeSet<u32> = grid.all().map(|((_, col), _)| col).collect();
    let of_reviews = |table: &Table| table.section == Section::Reviews;
    let whole = |table: &Table| {
        of_reviews(table) && ["good_practice", "improvement"].iter().all(|id| table.column(id).is_some())
    };
    let both = tables.iter().any(whole);
    let labels = Labels::of(grid, asked);
    let side_by_side = || if both { None } else { across(grid, asked, stops) };
    let beside = || if both { None } else { labels.loosely(stops) };
    let unheaded = || if tables.iter().any(of_reviews) { None } else { review_rows::unheaded(grid, asked) };
    let found = labels
        .surely(stops)
        .or_else(|| review_rows::labelled(grid, asked, stops))
        .or_else(|| columns.into_iter().find_map(|col| list(grid, col, asked, stops)))
        .or_else(side_by_side)
        .or_else(beside)
        .or_else(unheaded);
    let Some(list) = found else { return };
    // What another table took below its own rows is the list's.
    if let Some(own) = region(&list) {
        for table in tables.iter_mut() {
            let within = |cell: &TableCell| own.contains(cell.at.row, cell.at.col);
            table.rows.retain(|row| !row.cells.iter().flatten().any(within));
        }
    }
    tables.retain(|table| !of_reviews(table));
    tables.push(list);
}

/// The list in a column.
fn list(grid: &Grid, col: u32, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let head = |row: u32| grid.at(row, col).and_then(|seen| head(seen, asked));
    let is_review = |row: u32| head(row).is_some_and(|one| one.review);
    let is_list = |row: u32| head(row).is_some_and(|one| one.list.is_some());
    let heads: Vec<u32> = grid.rows().iter().copied().filter(|row| head(*row).is_some()).collect();
    let begins = |pair: &[u32]| match pair {
        [review, below] => {
            *below <= *review + WIDEST_GAP
                && is_review(*review)
                && is_list(*below)
                && !beside(grid, *below, col, asked)
        }
        _ => false,
    };
    let top = heads.windows(2).find(|pair| begins(pair)).and_then(|pair| pair.first().copied())?;
    // `Date:` right under a review's name begins nothing.
    let of_review = |row: u32| is_review(row.saturating_sub(1));
    let stops: Vec<Stop> = stops.iter().copied().filter(|stop| !of_review(stop.0)).collect();
    let end = end(&stops, (top, col));
    let values_beside = heads.iter().any(|row| is_list(*row) && grid.at(*row, col + 1).is_some());
    // `Investors in People held` among remarks is one.
    let says_more = |row: u32| {
        let below = grid.rows_shown(row + 1, row + WIDEST_GAP).find(|below| grid.at(*below, col).is_some());
        let more = |seen: &Seen| {
            let told = words(without_mark(&seen.text));
            !begins_name(&told) && asked.review_like(&told) < 100
        };
        grid.at(row, col).is_some_and(more) && below.is_none_or(|below| head(below).is_none())
    };
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    let mut before = top;
    for row in grid.rows_shown(top, end.saturating_sub(1)) {
        let own = head(row);
        // Beyond a gap, what stands in the column of headings or over the next section is
        // no remark.
        let gap = row - before;
        let heads_next = gap > 1 && (values_beside && grid.at(row, col).is_some() || row + 1 >= end);
        if own.is_none() && (gap > WIDEST_GAP || heads_next) {
            break;
        }
        before = row;
        let own = own.filter(|one| !(one.review && reader.kind.is_some() && gap < 2 && says_more(row)));
        let Some(own) = own else {
            reader.take_row(row, col);
            continue;
        };
        reader.kind = own.list;
        let Some(seen) = grid.at(row, col) else { continue };
        if own.review {
            reader.review = Some(TableCell::of(grid, (row, col), seen));
            continue;
        }
        if let Some(rest) = seen.text.get(own.rest..).filter(|rest| !rest.is_empty()) {
            reader.take((row, col), seen, rest);
        }
        reader.take_row(row, grid.extent(row, col).right + 1);
    }
    let lists = heads.iter().filter(|row| **row < end && is_list(**row)).count();
    (lists > 1 && !reader.rows.is_empty()).then(|| table(grid, (top, col), reader.rows))
}

/// Reviews side by side: their names in one row, and to their left the headings of the two
/// lists, each beside its first remarks with the others below them.
fn across(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let is_name = |seen: &Seen| head(seen, asked).is_some_and(|one| one.review);
    let (top, names) = grid.rows().iter().find_map(|row| {
        let names: Vec<(u32, &Seen)> = grid.row(*row).filter(|(_, seen)| is_name(seen)).collect();
        (names.len() > 1).then_some((*row, names))
    })?;
    let label = names.first()?.0.checked_sub(1)?;
    let end = end(stops, (top, label));
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    let (mut before, mut lists) = (top, 0);
    for row in grid.rows_shown(top + 1, end.saturating_sub(1)) {
        match grid.at(row, label).map(|seen| head(seen, asked)) {
            Some(Some(Head { list: Some(list), .. })) => {
                reader.kind = Some(list);
                lists += 1;
            }
            Some(_) => break,
            None if row > before + 1 => break,
            None => {}
        }
        before = row;
        for (col, name) in &names {
            let Some(seen) = grid.at(row, *col) else { continue };
            reader.review = Some(TableCell::of(grid, (top, *col), name));
            reader.take((row, *col), seen, &seen.text);
        }
    }
    (lists > 1 && !reader.rows.is_empty()).then(|| table(grid, (top, label), reader.rows))
}

/// The table of reviews with these rows.
pub(super) fn table(grid: &Grid, (row, col): (u32, u32), rows: Vec<TableRow>) -> Table {
    Table {
        section: Section::Reviews,
        ids: ["review", "good_practice", "improvement"].map(str::to_owned).to_vec(),
        headings: vec![String::new(); 3],
        at: grid.at_ref(row, col),
        over: Vec::new(),
        under: Vec::new(),
        rows,
        score: 0,
        sheet: grid.sheet().to_owned(),
        guessed: false,
    }
}

/// The list that words head, at least so like in percent, by its column in the table: 1 for
/// good practice, 2 for improvement.
pub(super) fn list_told(told: &[String], least: usize, asked: &Questionnaire) -> Option<usize> {
    asked.list_headed(told, least).map(|id| if id == "good_practice" { 1 } else { 2 })
}

/// Whether the other list's heading stands in the same row, as over a table of two lists.
fn beside(grid: &Grid, row: u32, col: u32, asked: &Questionnaire) -> bool {
    grid.row(row).any(|(c, seen)| c != col && head(seen, asked).is_some_and(|one| one.list.is_some()))
}

/// What a cell heads: a review, or one of its lists.
pub(super) fn head(seen: &Seen, asked: &Questionnaire) -> Option<Head> {
    let text = matches!(seen.value, CellValue::Text(_));
    text.then(|| *seen.head.get_or_init(|| head_of(seen, asked)))?
}

/// What a text heads: a review, or one of its lists.
pub(super) fn head_of(told: &Told, asked: &Questionnaire) -> Option<Head> {
    let text = without_mark(&told.text);
    let (label, rest) = text.split_once(':').unwrap_or((text, ""));
    if label.len() > LONGEST || is_listed(&told.text) {
        return None;
    }
    if let Some(list) = list_told(&words(label), 80, asked) {
        let rest = told.text.len() - rest.trim_start().len();
        return Some(Head { review: false, list: Some(list), rest });
    }
    let named = told.words.len() <= 12 && is_name(text, asked);
    named.then_some(Head { review: true, list: None, rest: told.text.len() })
}

/// Whether a text is a review's name: `Peer review (IDeA, March 2004)`, `CPA 2003`.
pub(super) fn is_name(text: &str, asked: &Questionnaire) -> bool {
    let text = text.trim_start();
    let name = text.split(|c: char| "(,:;\u{2013}".contains(c) || c.is_ascii_digit()).next().unwrap_or("");
    let told = words(name);
    let named = told.len() <= 5 && begins_name(&told);
    // `Peer review, CPA and other reviews` heads them all.
    let all = words(text);
    reviews_named(&all) < 2 && (named || is_review(asked, &told))
}

fn begins_name(told: &[String]) -> bool {
    told.get(..1).is_some_and(|first| reviews_named(first) > 0)
}

/// The remarks read so far, and the review and list (column 1 or 2) that come next.
pub(super) struct Reader<'a> {
    pub(super) grid: &'a Grid,
    pub(super) rows: Vec<TableRow>,
    pub(super) review: Option<TableCell>,
    pub(super) kind: Option<usize>,
}

impl Reader<'_> {
    /// The first cell of a row from a column on; what stands farther off is of another section.
    fn take_row(&mut self, row: u32, from: u32) {
        let grid = self.grid;
        let near = from..=from + FARTHEST;
        if let Some((col, seen)) = grid.row(row).find(|(col, _)| near.contains(col)) {
            self.take((row, col), seen, &seen.text);
        }
    }

    /// A remark of the current list.
    pub(super) fn take(&mut self, (row, col): (u32, u32), seen: &Seen, text: &str) {
        let Some(kind) = self.kind else { return };
        let mut cells = vec![self.review.clone(), None, None];
        if let Some(place) = cells.get_mut(kind) {
            *place = Some(TableCell { text: text.to_owned(), ..TableCell::of(self.grid, (row, col), seen) });
        }
        let places = vec![self.grid.at_ref(row, col); 3];
        self.rows.push(TableRow { cells, places, after_gap: false, beside: None });
    }
}
