//! Tables: the rows under a header, each cell known by its column; with the label
//! that stands over the table or over a group of its rows.

pub(super) mod abreast;
pub(super) mod again;
pub(super) mod around;
mod beyond;
pub(super) mod chosen;
pub(super) mod deeper;
pub(super) mod ends;
pub(super) mod foreign;
pub(super) mod headers;
pub(super) mod names;
pub(super) mod over;
pub(super) mod overlaid;
pub(super) mod signed;
pub(super) mod under;
pub(super) mod unheaded;

use crate::model::{CellRef, CellValue, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::management::{figures, kinds, run_on, services};
use crate::recognise::reviews;
use crate::recognise::training::delivery_columns::{all_deliver, deliveries_down, says_both};
use crate::reference::{single_spaced, words};
use around::reviews_named;
use headers::{Header, HeaderColumn};

/// The columns of coaching that count something of a cohort.
pub(crate) const COHORT_FIGURES: [&str; 5] =
    ["coaches_training", "coaches_authorised", "coachees", "sessions", "hours_per_session"];

/// Columns of training that hold money.
pub(crate) const COSTS: [&str; 4] = ["cost", "per_head", "per_day", "year_cost"];

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableCell {
    /// Where it stands; for a merged region, its top-left cell.
    pub at: CellRef,
    /// What it holds.
    pub value: CellValue,
    /// As a person sees it.
    pub text: String,
    /// Whether it is merged over rows of the table and this is not the first.
    pub again: bool,
    /// Rows of the table that it covers.
    pub rows: u32,
    /// Whether it is merged over several columns.
    pub across: bool,
}

impl TableCell {
    /// A cell of a sheet, which stands for itself alone.
    pub(crate) fn of(grid: &Grid, (row, col): (u32, u32), seen: &Seen) -> Self {
        let said = Self::saying(grid, (row, col), &seen.text);
        let value = match seen.value {
            CellValue::Text(_) => said.value.clone(),
            _ => seen.value.clone(),
        };
        Self { value, ..said }
    }

    /// What a person sees in a cell of a table that ends with row `end`, with the cell that holds it.
    pub(crate) fn shown(
        grid: &Grid,
        (row, col): (u32, u32),
        (anchor, seen): ((u32, u32), &Seen),
        end: u32,
    ) -> Self {
        let covers = grid.extent(row, col);
        Self {
            again: anchor.0 != row,
            rows: covers.bottom.min(end) - covers.top + 1,
            across: covers.right > covers.left,
            ..Self::of(grid, anchor, seen)
        }
    }

    /// The same cell, holding a part of its text.
    pub(crate) fn with_text(&self, text: &str) -> Self {
        let text = text.to_owned();
        Self { value: CellValue::Text(text.clone()), text, ..self.clone() }
    }

    /// Words that are taken to stand in a cell.
    pub(crate) fn saying(grid: &Grid, (row, col): (u32, u32), text: &str) -> Self {
        let text = single_spaced(text);
        Self {
            at: grid.at_ref(row, col),
            value: CellValue::Text(text.clone().into_owned()),
            text: text.into_owned(),
            again: false,
            rows: 1,
            across: false,
        }
    }
}

/// A row of a table: for each column its cell, if it holds something.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRow {
    /// One for each column of the table.
    pub cells: Vec<Option<TableCell>>,
    /// Where the row's cells stand, blank or not.
    pub places: Vec<CellRef>,
    /// Whether blank rows lie between this row and the one above it.
    pub after_gap: bool,
    /// What stands just left of the table in this row, such as `Total`.
    pub beside: Option<String>,
}

/// A table found on a sheet.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// Which section.
    pub section: Section,
    /// Ids of its columns; empty where not known.
    pub ids: Vec<String>,
    /// Headings of its columns, as written.
    pub headings: Vec<String>,
    /// Where its header stands.
    pub at: CellRef,
    /// Texts that stand over it, nearest first: `Internal`, `2nd tier`.
    pub over: Vec<TableCell>,
    /// Notes on its costs that stand under it.
    pub under: Vec<TableCell>,
    /// Its rows.
    pub rows: Vec<TableRow>,
    /// The header's score.
    pub score: usize,
    /// The sheet's name.
    pub sheet: String,
    /// Whether its header was guessed from what the columns hold.
    pub guessed: bool,
}

impl Table {
    /// A table that has no headings of its own: what is told of its columns comes from elsewhere.
    /// It begins in the cell `at`, row and column.
    pub(crate) fn without_headings(
        grid: &Grid,
        section: Section,
        ids: &[&str],
        at: (u32, u32),
        rows: Vec<TableRow>,
    ) -> Self {
        Self {
            section,
            ids: ids.iter().map(|id| (*id).to_owned()).collect(),
            headings: vec![String::new(); ids.len()],
            at: grid.at_ref(at.0, at.1),
            over: Vec::new(),
            under: Vec::new(),
            rows,
            score: 0,
            sheet: grid.sheet().to_owned(),
            guessed: false,
        }
    }

    /// The position of the first column with this id.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<usize> {
        self.ids.iter().position(|one| one == id)
    }

    /// Whether the heading of a column says that its figures are estimates: `Approx. cost`.
    #[must_use]
    pub fn says_estimated(&self, id: &str) -> bool {
        const SAYS: [&str; 6] = ["approx", "approximate", "approximately", "estimated", "estimate", "est"];
        let heading = self.column(id).and_then(|place| self.headings.get(place));
        heading.is_some_and(|heading| words(heading).iter().any(|word| SAYS.contains(&word.as_str())))
    }

    /// The texts that stand over it, without those among its headings.
    pub(crate) fn above(&self) -> impl Iterator<Item = &TableCell> {
        self.over.iter().filter(|cell| cell.at.row < self.at.row || cell.at.col < self.at.col)
    }

    /// The cell of a row under a column.
    #[must_use]
    pub fn cell<'a>(&self, row: &'a TableRow, id: &str) -> Option<&'a TableCell> {
        row.cells.get(self.column(id)?)?.as_ref()
    }

    /// Where the cell of a row under a column stands, blank or not.
    #[must_use]
    pub fn place<'a>(&self, row: &'a TableRow, id: &str) -> Option<&'a CellRef> {
        row.places.get(self.column(id)?)
    }
}

/// The tables under these headers. `stops` are rows where something else begins,
/// each with the columns it takes; `marks` are cells where a section begins, which
/// end the tables of others.
pub(crate) fn tables(
    grid: &Grid,
    headers: &[Header],
    stops: &[(u32, u32, u32)],
    marks: &[(Section, u32, u32)],
) -> Vec<Table> {
    let of = |header: &Header| {
        let others = marks.iter().filter(|(section, _, _)| *section != header.section);
        let mut all = stops.to_vec();
        all.extend(others.map(|(_, row, col)| (*row, *col, *col)));
        table(grid, header, headers, &all)
    };
    let mut found: Vec<Table> = headers.iter().map(of).collect();
    under::settle(&mut found);
    found
}

fn table(grid: &Grid, header: &Header, headers: &[Header], stops: &[(u32, u32, u32)]) -> Table {
    let mut columns = with_label_column(grid, header, headers, stops);
    let end = || ends::last_row(grid, header, (header.left(), header.right()), headers, stops);
    let mut guessed = figures::guess(grid, (header, headers), &mut columns, end);
    if header.section == Section::Management {
        guessed |= services::settle(grid, (header, headers), &mut columns, end);
    }
    let left = columns.first().map_or(0, |column| column.col);
    let right = columns.last().map_or(0, |column| column.col);
    let end = ends::last_row(grid, header, (left, right), headers, stops);
    kinds::add_unheaded(grid, header, &mut columns, end);
    beyond::add(grid, (header, headers), &mut columns, (end, stops));
    let mut rows = Vec::new();
    let mut before = header.bottom;
    for row in grid.rows_shown(header.bottom + 1, end) {
        let mut cells: Vec<_> =
            columns.iter().map(|column| cell(grid, row, column.col, header.bottom, end)).collect();
        run_on::join(grid, (row, header.bottom), &columns, &mut cells);
        let blank = cells.iter().all(Option::is_none);
        // Beyond a gap across the page stands another table; only tiers may leave one.
        let widest = if header.section == Section::Management && !blank { 2 } else { 1 };
        let begun = blank || !rows.is_empty();
        if grid.is_sideways() && begun && row - before > widest {
            break;
        }
        if blank {
            continue;
        }
        let places = columns.iter().map(|column| grid.at_ref(row, column.col)).collect();
        let beside = (left.saturating_sub(2)..left).rev().find_map(|col| grid.at(row, col));
        let beside = beside.map(|seen| seen.text.clone());
        rows.push(TableRow { cells, places, after_gap: row > before + 1, beside });
        before = row;
    }
    Table {
        section: header.section,
        ids: columns.iter().map(|column| column.id.clone()).collect(),
        headings: columns.iter().map(|column| column.text.clone()).collect(),
        at: header.at(grid),
        over: over::texts(grid, header, (left, right), headers),
        under: under::notes(grid, (header.section, before), (left, right), (headers, stops)),
        rows,
        score: header.score,
        sheet: grid.sheet().to_owned(),
        guessed,
    }
}

fn cell(grid: &Grid, row: u32, col: u32, header_bottom: u32, end: u32) -> Option<TableCell> {
    let (anchor, seen) = grid.shown(row, col)?;
    // A heading merged down into the rows is no answer.
    if anchor.0 <= header_bottom {
        return None;
    }
    // A text merged across the table belongs to its first column only.
    if anchor.1 != col {
        return None;
    }
    Some(TableCell::shown(grid, (row, col), (anchor, seen), end))
}

/// The id of a section's column of labels.
fn label_id(section: Section) -> Option<&'static str> {
    match section {
        Section::Management => Some("tier"),
        Section::Reviews => Some("review"),
        Section::Coaching => Some("cohort"),
        Section::Training => Some("delivery"),
        Section::About | Section::Practices => None,
    }
}

/// The columns, with the one of labels (tiers, reviews, cohorts) to the left of the
/// first heading, where its own heading is blank or a council's name.
fn with_label_column(
    grid: &Grid,
    header: &Header,
    headers: &[Header],
    stops: &[(u32, u32, u32)],
) -> Vec<HeaderColumn> {
    let mut columns = header.columns.clone();
    reviews::names::settle(grid, header, &mut columns);
    let Some(id) = label_id(header.section) else { return columns };
    if columns.iter().any(|column| column.id == id) {
        return columns;
    }
    let end = ends::last_row(grid, header, (header.left(), header.right()), headers, stops);
    let below = |other: &Header| ends::last_row(grid, other, (other.left(), other.right()), headers, stops);
    let filled = |row: &u32| (header.left()..=header.right()).any(|col| grid.shown(*row, col).is_some());
    let end = grid.rows_shown(header.bottom + 1, end).filter(filled).max().unwrap_or(end);
    let taken = headers
        .iter()
        .filter(|other| other.top <= end && other.bottom + 12 >= header.top && other.right() < header.left())
        // Tiers are those of this table, whatever stands above it.
        .filter(|other| header.section != Section::Management || other.bottom >= header.top)
        // What ends above leaves the column free.
        .filter(|other| other.bottom >= header.top || below(other) >= header.top)
        .map(Header::right)
        .max();
    // On its side a sheet shows other sections just above.
    let reach = if grid.is_sideways() { 1 } else { 3 };
    let from = header.left().saturating_sub(reach).max(taken.map_or(0, |col| col + 1));
    let texts = |col: u32| -> Vec<&Seen> {
        grid.rows_shown(header.bottom + 1, end).filter_map(|row| grid.at(row, col)).collect()
    };
    let named = |col: &u32| texts(*col).into_iter().any(|seen| reviews_named(&seen.words) == 1);
    let counted =
        columns.iter().any(|column| column.id == "posts") && columns.iter().any(|c| c.id == "titles");
    let labels = |col: u32| match header.section {
        Section::Management => tiers_down(&texts(col), counted && col < header.left()),
        Section::Training => deliveries_before(grid, header, col, texts),
        // Beyond a blank column stands something else.
        Section::Reviews if !named(&col) && (col + 1..header.left()).any(|col| texts(col).is_empty()) => 0,
        // Names go before what else is said of the reviews.
        Section::Reviews => texts(col).len() + if named(&col) { 100 } else { 0 },
        Section::Coaching if counts_people(&texts(col)) => 0,
        _ => texts(col).len(),
    };
    let inside = columns.iter().filter(|column| column.id.is_empty()).map(|column| column.col);
    let mut outside: Vec<u32> = (from..header.left()).collect();
    let farther = |reach: u32| header.left().saturating_sub(reach)..from;
    match (header.section, grid.is_sideways()) {
        // A column of nothing but deliveries, and of both, is this table's, whatever stands above it.
        (Section::Training, _) => outside.extend(farther(reach).filter(|col| says_both(&texts(*col)))),
        (Section::Management, true) => outside.extend(labels_before(grid, header.bottom, from)),
        // Their days may stand between the names and the lists.
        (Section::Reviews, true) => outside.extend(farther(3).rev().filter(named)),
        _ => {}
    }
    let after = header.right() + 1;
    let heading = |col: u32| grid.at(header.bottom, col).filter(|_| header.section == Section::Training);
    let delivers = || all_deliver(&texts(after), heading(after)) && !header.beside(headers, after);
    let beyond = header.section == Section::Management || header.section == Section::Training && delivers();
    let best = inside
        .chain(outside.into_iter().rev())
        .chain(beyond.then_some(after))
        .map(|col| (labels(col), col))
        .filter(|(labels, _)| *labels > 0)
        .max_by_key(|(labels, col)| (*labels, *col));
    if let Some((_, col)) = best {
        columns.retain(|column| column.col != col);
        let text = heading(col).map(|seen| seen.text.clone()).unwrap_or_default();
        columns.push(HeaderColumn { col, id: id.to_owned(), text, likeness: 0 });
        columns.sort_by_key(|column| column.col);
    }
    columns
}

/// How many cells of a column before a training table say internal or external. Beyond a blank column
/// stands something else, but for a column of nothing but deliveries.
fn deliveries_before<'a>(
    grid: &Grid,
    header: &Header,
    col: u32,
    texts: impl Fn(u32) -> Vec<&'a Seen>,
) -> usize {
    let next = col + 1;
    let beyond_blank =
        next < header.left() && texts(next).is_empty() && grid.shown(header.bottom, next).is_none();
    let own = texts(col);
    if beyond_blank && !says_both(&own) { 0 } else { deliveries_down(&own, grid.at(header.bottom, col)) }
}

/// Whether a column of numbers names no cohorts: they are neither counted from the first nor years.
fn counts_people(cells: &[&Seen]) -> bool {
    let numbers: Option<Vec<i64>> = cells.iter().map(|seen| seen.text.trim().parse().ok()).collect();
    numbers.is_some_and(|numbers| {
        let counted = (1..).zip(&numbers).all(|(place, one)| place == *one);
        !counted && !numbers.iter().all(|one| (1980..2050).contains(one))
    })
}

/// The columns before one that have headings without a gap, nearest first.
pub(crate) fn labels_before(grid: &Grid, row: u32, col: u32) -> impl Iterator<Item = u32> {
    (col.saturating_sub(30)..col).rev().take_while(move |col| grid.shown(row, *col).is_some())
}

/// How many tiers a column of cells names. Numbers alone do only where they count the
/// tiers from the first: 1, 2, 3; or 1, 1, 2 `before` titles and their posts, a tier's rows alike.
fn tiers_down(cells: &[&Seen], before: bool) -> usize {
    let labels: Vec<_> = cells.iter().filter_map(|seen| seen.tier.as_ref()).collect();
    if labels.iter().any(|label| label.sure) {
        return labels.len();
    }
    let tiers: Vec<i64> = labels.iter().map(|label| label.tier).collect();
    let follows = tiers.windows(2).all(|pair| match pair {
        [one, next] => *next == one + 1 || before && next == one,
        _ => false,
    });
    let counted = tiers.first() == Some(&1) && tiers.last().is_some_and(|last| *last > 1) && follows;
    let numbers = cells.iter().filter(|seen| seen.text.contains(|c: char| c.is_ascii_digit())).count();
    if counted && labels.len() == numbers { labels.len() } else { 0 }
}
