//! Reviews that are no table: which of the ways of writing them fits a sheet, what their
//! headings say, and the remarks read so far.

pub(super) mod bars;
pub(super) mod begun;
pub(super) mod blocks;
pub(super) mod columns;
pub(super) mod combined;
pub(super) mod labels;
pub(super) mod names;
pub(super) mod pairs;
pub(super) mod rows;
pub(super) mod rows_in_columns;
pub(super) mod ticks;

use std::collections::BTreeSet;

use crate::model::{CellRef, CellValue, Extent, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_listed;
use crate::recognise::practices::without_mark;
use crate::recognise::region;
use crate::recognise::tables::around::{is_review, reviews_named};
use crate::recognise::tables::headers::SURE;
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Head, Questionnaire, Told, words};
use bars::barred;
use blocks::stacked;
use columns::columned;
use labels::Labels;
use pairs::paired;

/// Blank rows after which a list is at its end.
pub(crate) const WIDEST_GAP: u32 = 3;

/// Columns between the heading of a list and its remarks.
const FARTHEST: u32 = 2;

/// A text longer than this, in bytes, heads nothing.
const LONGEST: usize = 100;

/// A row where another section begins, with the first and last column that it takes.
pub(crate) type Stop = (u32, u32, u32);

/// The row where what begins in a cell ends: where another section takes its columns.
pub(crate) fn end(stops: &[Stop], (row, col): (u32, u32)) -> u32 {
    let takes = |stop: &&Stop| stop.0 > row && stop.1 <= col + 2 && stop.2 + 1 >= col;
    stops.iter().filter(takes).map(|stop| stop.0).min().unwrap_or(u32::MAX)
}

/// The last column in which a row's remarks may stand, in a list that begins in a cell: what
/// began beside it to the right is another section's.
pub(crate) fn last_column(stops: &[Stop], (top, col): (u32, u32), row: u32) -> u32 {
    let beside = stops.iter().filter(|stop| stop.1 > col && stop.0 + 1 >= top && stop.0 <= row);
    beside.map(|stop| stop.1 - 1).min().unwrap_or(u32::MAX)
}

/// Puts the list of reviews of a sheet, if there is one, in the place of what was taken
/// for tables of reviews there. `stops` are where other sections begin.
pub(crate) fn add(grid: &Grid, tables: &mut Vec<Table>, asked: &Questionnaire, stops: &[Stop]) {
    let of_reviews = |table: &Table| table.section == Section::Reviews;
    let whole = |table: &Table| {
        of_reviews(table) && ["good_practice", "improvement"].iter().all(|id| table.column(id).is_some())
    };
    let both = tables.iter().any(whole);
    let labels = Labels::of(grid, asked);
    let held: usize = tables.iter().filter(|table| of_reviews(table)).map(remarks).sum();
    let side_by_side = || across(grid, asked, stops).filter(|found| !both || found.rows.len() > held);
    let beside = || if both { None } else { labels.loosely(stops) };
    let among = |found: &Table| found.rows.iter().any(|row| is_among(row, tables));
    let unheaded = || {
        if tables.iter().any(of_reviews) { None } else { rows::unheaded(grid, asked) }
            .filter(|found| !among(found))
    };
    let found = rows_in_columns::blocked(grid, asked)
        .or_else(|| labels.surely(stops))
        .or_else(|| paired(grid, asked, stops))
        .or_else(|| barred(grid, asked, stops))
        .or_else(|| columned(grid, asked, stops))
        .or_else(|| rows::labelled(grid, asked, stops))
        .or_else(|| stacked(grid, asked, stops))
        .or_else(side_by_side)
        .or_else(beside)
        .or_else(unheaded);
    let Some(mut list) = found else { return };
    leave_to_neighbours(&mut list, tables);
    // What another table took below its own rows is the list's.
    if let Some(own) = region(&list).map(|own| with_heading(grid, asked, own)) {
        for table in tables.iter_mut() {
            let within = |cell: &TableCell| own.contains(cell.at.row, cell.at.col);
            table.rows.retain(|row| !row.cells.iter().flatten().any(within));
        }
    }
    tables.retain(|table| !of_reviews(table));
    tables.push(list);
}

/// Leaves out of a list what a headed table of another section, that stands beside it and began
/// above it, holds in its own rows: they go on without a gap from its headings.
fn leave_to_neighbours(list: &mut Table, tables: &[Table]) {
    let remarks = list.rows.iter().flat_map(|row| row.cells.iter().skip(1).flatten());
    let left = remarks.map(|cell| cell.at.col).min().unwrap_or(list.at.col);
    let top = list.at.row;
    let beside = |table: &&Table| {
        let headed = table.section != Section::Reviews && table.score > 0;
        headed && table.sheet == list.sheet && table.at.col > left && table.at.row < top
    };
    let rows = |table: &Table| {
        let own = table.rows.iter().take_while(|row| !row.after_gap);
        own.flat_map(|row| row.places.iter().cloned()).collect::<Vec<_>>()
    };
    let taken: BTreeSet<CellRef> = tables.iter().filter(beside).flat_map(rows).collect();
    list.rows.retain(|row| !row.cells.iter().skip(1).flatten().any(|cell| taken.contains(&cell.at)));
}

/// The cells of a list with the row of headings right above it, where its first is the reviews'.
fn with_heading(grid: &Grid, asked: &Questionnaire, own: Extent) -> Extent {
    let heads = |row: &u32| grid.at(*row, own.left).is_some_and(|seen| heads_names(seen, asked));
    let above = own.top.checked_sub(1).filter(heads);
    Extent { top: above.unwrap_or(own.top), ..own }
}

/// Whether a text heads the column of the reviews' names.
pub(crate) fn heads_names(seen: &Seen, asked: &Questionnaire) -> bool {
    asked.columns_of("reviews", &asked.columns_like(&seen.words), SURE).any(|(_, id)| id == "review")
}

/// Whether a row is one of a headed table of training that says more than a review's row does: a
/// course may be named `CPA`.
fn is_among(row: &TableRow, tables: &[Table]) -> bool {
    const WIDEST: usize = 3;
    let named = row.cells.iter().flatten().next();
    let own = |one: &TableRow| {
        let cells = one.cells.iter().flatten();
        cells.clone().count() > WIDEST
            && named.is_some_and(|name| cells.into_iter().any(|cell| cell.at == name.at))
    };
    let headed = |table: &&Table| table.section == Section::Training && table.score > 0;
    tables.iter().filter(headed).any(|table| table.rows.iter().any(own))
}

/// How many cells of a table hold remarks.
fn remarks(table: &Table) -> usize {
    let lists = ["good_practice", "improvement"];
    let cells = table.rows.iter().flat_map(|row| lists.iter().filter_map(|id| table.cell(row, id)));
    cells.filter(|cell| !cell.again).count()
}

/// Reviews side by side: their names in one row, and to their left the headings of the two
/// lists, each beside its first remarks with the others below them.
fn across(grid: &Grid, asked: &Questionnaire, stops: &[Stop]) -> Option<Table> {
    let is_name = |seen: &Seen| head(seen, asked).is_some_and(|one| one.review);
    let (top, names) = grid.rows().iter().find_map(|row| {
        let mut names: Vec<(u32, &Seen)> = grid.row(*row).filter(|(_, seen)| is_name(seen)).collect();
        // What resembles a name farther off is of another table.
        let abreast =
            names.windows(2).take_while(|pair| matches!(pair, [one, next] if next.0 <= one.0 + FARTHEST));
        let abreast = abreast.count() + 1;
        names.truncate(abreast);
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
pub(crate) fn table(grid: &Grid, at: (u32, u32), rows: Vec<TableRow>) -> Table {
    Table::without_headings(grid, Section::Reviews, &["review", "good_practice", "improvement"], at, rows)
}

/// The list that words head, at least so like in percent, by its column in the table: 1 for
/// good practice, 2 for improvement.
pub(crate) fn list_told(told: &[String], least: usize, asked: &Questionnaire) -> Option<usize> {
    asked.list_headed(told, least).map(|id| if id == "good_practice" { 1 } else { 2 })
}

/// What a cell heads: a review, or one of its lists.
pub(crate) fn head(seen: &Seen, asked: &Questionnaire) -> Option<Head> {
    let text = matches!(seen.value, CellValue::Text(_));
    text.then(|| *seen.head.get_or_init(|| head_of(seen, asked)))?
}

/// The list that a cell heads and says no more of.
pub(crate) fn list_alone(seen: &Seen, asked: &Questionnaire) -> Option<usize> {
    head(seen, asked).filter(|one| !one.review && one.rest == seen.text.len())?.list
}

/// Whether a cell heads a review and none of its lists.
pub(crate) fn names_alone(seen: &Seen, asked: &Questionnaire) -> bool {
    head(seen, asked).is_some_and(|one| one.review && one.list.is_none())
}

/// What a text heads: a review, or one of its lists.
pub(crate) fn head_of(told: &Told, asked: &Questionnaire) -> Option<Head> {
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
pub(crate) fn list_asked(told: &Told, asked: &Questionnaire) -> Option<usize> {
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
pub(crate) fn is_name(text: &str, asked: &Questionnaire) -> bool {
    let text = text.trim_start();
    let told = words(name_part(text));
    let named = told.len() <= 5 && begins_name(&told);
    // `Peer review, CPA and other reviews` heads them all.
    let all = words(text);
    reviews_named(&all) < 2 && (named || is_review(asked, &told) || is_asked_for(text, &all))
}

/// Whether a text is a review's name and no more: `CPA 2003`, `Peer review (IDeA)`.
pub(crate) fn is_bare(text: &str, asked: &Questionnaire) -> bool {
    let text = without_mark(text).trim_start();
    let all = words(text);
    // `Other reviews (please specify, e.g. best value)`, `Comprehensive Performance Assessment (CPA)`
    let before_bracket = || text.split_once('(').map(|(name, _)| words(name));
    let others = all.first().is_some_and(|word| word == "other" || word == "any");
    if (others || reviews_named(&all) == 1)
        && before_bracket().is_some_and(|name| asked.review_like(&name) == 100)
    {
        return true;
    }
    let name = Some(name_part(text)).filter(|_| begins_name(&all)).map(words);
    asked.review_like(&name.unwrap_or(all)) == 100
}

/// A review's name without what is said of it after a mark: `Other reviews - housing`.
fn name_part(text: &str) -> &str {
    let name = text.split(|c: char| "(,:;\u{2013}".contains(c) || c.is_ascii_digit()).next().unwrap_or("");
    name.split_once(" - ").map_or(name, |(name, _)| name)
}

fn begins_name(told: &[String]) -> bool {
    told.get(..1).is_some_and(|first| reviews_named(first) > 0)
}

/// The remarks read so far, and the review and list (column 1 or 2) that come next.
pub(crate) struct Reader<'a> {
    pub(crate) grid: &'a Grid,
    pub(crate) rows: Vec<TableRow>,
    pub(crate) review: Option<TableCell>,
    pub(crate) kind: Option<usize>,
}

impl Reader<'_> {
    /// The first cell of a row from a column on, and not beyond another; what stands farther
    /// off is of another section.
    pub(crate) fn take_row(&mut self, row: u32, (from, last): (u32, u32)) {
        let grid = self.grid;
        let near = from..=last.min(from + FARTHEST);
        if let Some((col, seen)) = grid.row(row).find(|(col, _)| near.contains(col)) {
            self.take((row, col), seen, &seen.text);
        }
    }

    /// A remark of the current list.
    pub(crate) fn take(&mut self, (row, col): (u32, u32), seen: &Seen, text: &str) {
        let Some(kind) = self.kind else { return };
        let mut cells = vec![self.review.clone(), None, None];
        if let Some(place) = cells.get_mut(kind) {
            *place = Some(TableCell { text: text.to_owned(), ..TableCell::of(self.grid, (row, col), seen) });
        }
        let places = vec![self.grid.at_ref(row, col); 3];
        self.rows.push(TableRow { cells, places, after_gap: false, beside: None });
    }
}
