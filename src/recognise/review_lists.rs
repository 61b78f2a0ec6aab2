//! Reviews written as a list down one column: the name of a review, below it the
//! headings of its two lists, and below or beside each of those its remarks.

use super::around::{is_review, reviews_named};
use super::grid::{Grid, Seen};
use super::labels::is_listed;
use super::practices::without_mark;
use super::region;
use super::review_bars::barred;
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

/// The last column in which a row's remarks may stand, in a list that begins in a cell: what
/// began beside it to the right is another section's.
pub(super) fn last_column(stops: &[Stop], (top, col): (u32, u32), row: u32) -> u32 {
    let beside = stops.iter().filter(|stop| stop.1 > col && stop.0 + 1 >= top && stop.0 <= row);
    beside.map(|stop| stop.1 - 1).min().unwrap_or(u32::MAX)
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
    let held: usize = tables.iter().filter(|table| of_reviews(table)).map(remarks).sum();
    let side_by_side = || across(grid, asked, stops).filter(|found| !both || found.rows.len() > held);
    let beside = || if both { None } else { labels.loosely(stops) };
    let unheaded = || if tables.iter().any(of_reviews) { None } else { review_rows::unheaded(grid, asked) };
    let found = labels
        .surely(stops)
        .or_else(|| barred(grid, asked, stops))
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

/// How many cells of a table hold remarks.
fn remarks(table: &Table) -> usize {
    let lists = ["good_practice", "improvement"];
    let cells = table.rows.iter().flat_map(|row| lists.iter().filter_map(|id| table.cell(row, id)));
    cells.filter(|cell| !cell.again).count()
}

/// The list in a column.
fn list(grid: &Grid, col: u32, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let head = |row: u32| grid.at(row, col).and_then(|seen| head(seen, asked));
    let is_review = |row: u32| head(row).is_some_and(|one| one.review);
    let is_list = |row: u32| head(row).is_some_and(|one| one.list.is_some());
    let heads: Vec<u32> = grid.rows().iter().copied().filter(|row| head(*row).is_some()).collect();
    let begins = |pair: &[u32]| match pair {
        [review, below] => {
            let near = *below <= *review + WIDEST_GAP || is_list(*review);
            near && is_review(*review) && is_list(*below) && !beside(grid, *below, col, asked)
        }
        _ => false,
    };
    let top = heads.windows(2).find(|pair| begins(pair)).and_then(|pair| pair.first().copied())?;
    // `Date:` right under a review's name begins nothing.
    let of_review = |row: u32| is_review(row.saturating_sub(1));
    // What begins to the right of a row where the list goes on ends nothing.
    let goes_on = |stop: &Stop| stop.1 > col && grid.at(stop.0, col).is_some();
    let stops: Vec<Stop> = stops.iter().copied().filter(|stop| !of_review(stop.0)).collect();
    let ends: Vec<Stop> = stops.iter().copied().filter(|stop| !goes_on(stop)).collect();
    let end = end(&ends, (top, col));
    let last = |row: u32| last_column(&stops, (top, col), row);
    let values_beside = heads.iter().any(|row| is_list(*row) && grid.at(*row, col + 1).is_some());
    let mut reader = Reader { grid, rows: Vec::new(), review: None, kind: None };
    let mut before = top;
    for row in grid.rows_shown(top, end.saturating_sub(1)) {
        let own = head(row);
        // Beyond a gap, what stands in the column of headings or over the next section is
        // no remark.
        let gap = row - before;
        let section =
            || grid.at(row, col).is_some_and(|seen| !is_listed(&seen.text) && heads_section(seen, asked));
        let heads_next = gap > 1 && (values_beside && grid.at(row, col).is_some() || row + 1 >= end)
            || row + 1 >= end && section();
        if own.is_none() && (gap > WIDEST_GAP || heads_next) {
            break;
        }
        before = row;
        let own = own.filter(|one| {
            one.list.is_some()
                || !(one.review && reader.kind.is_some() && gap < 2 && says_more(grid, (row, col), asked))
        });
        let Some(own) = own else {
            reader.take_row(row, (col, last(row)));
            continue;
        };
        reader.kind = own.list;
        let Some(seen) = grid.at(row, col) else { continue };
        if own.review {
            reader.review = Some(TableCell::of(grid, (row, col), seen));
        }
        if own.list.is_none() {
            continue;
        }
        if let Some(rest) = seen.text.get(own.rest..).filter(|rest| !rest.is_empty()) {
            reader.take((row, col), seen, rest);
        }
        reader.take_row(row, (grid.extent(row, col).right + 1, last(row)));
    }
    let lists = heads.iter().filter(|row| **row < end && is_list(**row)).count();
    (lists > 1 && !reader.rows.is_empty()).then(|| table(grid, (top, col), reader.rows))
}

/// Whether a text that reads like a review's name is a remark: `Investors in People held`.
fn says_more(grid: &Grid, (row, col): (u32, u32), asked: &Questionnaire) -> bool {
    let below = grid.rows_shown(row + 1, row + WIDEST_GAP).find_map(|below| grid.at(below, col));
    let more = |seen: &Seen| {
        let told = words(without_mark(&seen.text));
        !begins_name(&told) && asked.review_like(&told) < 100
    };
    grid.at(row, col).is_some_and(more) && below.is_none_or(|seen| head(seen, asked).is_none())
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
        for (col, name) in &names {
            let Some(seen) = grid.at(row, *col) else { continue };
            before = row;
            reader.review = Some(TableCell::of(grid, (top, *col), name));
            reader.take((row, *col), seen, &seen.text);
        }
    }
    (lists > 1 && !reader.rows.is_empty()).then(|| table(grid, (top, label), reader.rows))
}

/// The table of reviews with these rows.
pub(super) fn table(grid: &Grid, at: (u32, u32), rows: Vec<TableRow>) -> Table {
    Table::without_headings(grid, Section::Reviews, &["review", "good_practice", "improvement"], at, rows)
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

/// Whether a text is the heading of another section: `A. Current practice`.
fn heads_section(seen: &Seen, asked: &Questionnaire) -> bool {
    let told: Vec<String> = seen.words.iter().skip_while(|word| word.len() == 1).cloned().collect();
    let headings =
        asked.section.iter().filter(|section| section.id != "reviews").flat_map(|one| &one.headings);
    headings.map(|heading| heading.likeness(&told)).max().unwrap_or(0) >= 80
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
    if let Some(list) = list_asked(told, asked) {
        return Some(Head { review: true, list: Some(list), rest: told.text.len() });
    }
    if let Some(list) = list_told(&words(label), 80, asked) {
        let rest = told.text.len() - rest.trim_start().len();
        return Some(Head { review: false, list: Some(list), rest });
    }
    let named = told.words.len() <= 12 && is_name(text, asked);
    named.then_some(Head { review: true, list: None, rest: told.text.len() })
}

/// The list of one review that a question asks for: `What good practice did the CPA identify?`
pub(super) fn list_asked(told: &Told, asked: &Questionnaire) -> Option<usize> {
    let all = &told.words;
    let practices = || all.iter().any(|word| word == "development" || word == "management");
    if !told.text.trim_end().ends_with('?') || all.len() > 16 || !asks_of_one(all) || practices() {
        return None;
    }
    let lists: std::collections::BTreeSet<usize> =
        (1..=3).flat_map(|count| all.windows(count)).filter_map(|part| list_told(part, 95, asked)).collect();
    lists.first().copied().filter(|_| lists.len() == 1)
}

/// Whether words speak of one review: the peer review, CPA, or another.
fn asks_of_one(told: &[String]) -> bool {
    let other = told.windows(2).any(|pair| matches!(pair, [one, two] if one == "other" && two == "review"));
    reviews_named(told) + usize::from(other) == 1
}

/// Whether a question asks for a review and no more: `Has there been a peer review?`
fn is_asked_for(text: &str, told: &[String]) -> bool {
    const ASKS: [&str; 9] = ["has", "have", "had", "did", "was", "were", "is", "any", "are"];
    let begins = told.first().is_some_and(|word| ASKS.contains(&word.as_str()));
    begins && text.trim_end().ends_with('?') && told.len() <= 10 && asks_of_one(told)
}

/// Whether a text is a review's name: `Peer review (IDeA, March 2004)`, `CPA 2003`.
pub(super) fn is_name(text: &str, asked: &Questionnaire) -> bool {
    let text = text.trim_start();
    let name = text.split(|c: char| "(,:;\u{2013}".contains(c) || c.is_ascii_digit()).next().unwrap_or("");
    let told = words(name);
    let named = told.len() <= 5 && begins_name(&told);
    // `Peer review, CPA and other reviews` heads them all.
    let all = words(text);
    reviews_named(&all) < 2 && (named || is_review(asked, &told) || is_asked_for(text, &all))
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
    /// The first cell of a row from a column on, and not beyond another; what stands farther
    /// off is of another section.
    fn take_row(&mut self, row: u32, (from, last): (u32, u32)) {
        let grid = self.grid;
        let near = from..=last.min(from + FARTHEST);
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
