//! Sections filled in as a form: labels, each with its value beside it, below it or in the
//! same cell, one pair below the other or several abreast. The labels are the headings that
//! a table of the section would have; where one comes again, the next record begins.

mod records;

use std::collections::BTreeSet;

use super::region;
use crate::model::{CellRef, CellValue, Extent, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{delivery_headed, delivery_said, tier_label};
use crate::recognise::tables::around;
use crate::recognise::tables::headers::section_id;
use crate::recognise::tables::{COHORT_FIGURES, Table, TableCell, TableRow};
use crate::reference::{Questionnaire, words};

/// Least likeness, in percent, of a label to a column's name; of one among the labels of a
/// tier, which stand in one column.
const LEAST: usize = 85;
const LEAST_OF_TIER: usize = 75;
/// A label of more words is a text.
const LONGEST: usize = 10;
/// Rows between two labels of one form, at most.
const WIDEST_GAP: u32 = 4;
/// Rows of a form of one cohort, at most.
const WIDEST_FORM: usize = 8;
/// Columns beside a label that are looked at for a mentor and a mentee.
const PAIRED: u32 = 5;

/// A label, and what follows it in its own cell.
#[derive(Clone, Copy)]
struct Label<'a> {
    row: u32,
    col: u32,
    id: &'a str,
    rest: &'a str,
}

/// Puts what is filled in as a form in the place of tables of its section that hold less.
/// `ends` are rows, each with the columns it takes, where something else begins.
pub(super) fn add(
    grid: &Grid,
    tables: &mut Vec<Table>,
    asked: &Questionnaire,
    ends: &dyn Fn(Section) -> Vec<(u32, u32, u32)>,
) {
    tables.retain(|table| !holds_labels(table, asked));
    for section in [Section::Management, Section::Training, Section::Coaching] {
        let others: Vec<Extent> =
            tables.iter().filter(|table| table.section != section).flat_map(taken).collect();
        let free = |at: (u32, u32)| !others.iter().any(|one| one.contains(at.0, at.1));
        let labels = labels(grid, asked, section);
        let mut labels = records::without_headings(grid, asked, section, labels);
        let beside = |label: &Label| label.col.saturating_sub(PAIRED)..=label.col + PAIRED;
        let pairs = |label: &Label| around::lists_pairs(grid, label.row, beside(label));
        labels.retain(|label| free((label.row, label.col)) && !pairs(label));
        // The headings of a table that holds activities, and none of the labels, ask for no form.
        let clean = |table: &&Table| {
            table.section == Section::Training && table.score > 0 && values(table, asked).1 == 0
        };
        let headed: BTreeSet<u32> = tables
            .iter()
            .filter(clean)
            .filter(|table| table.rows.iter().any(|row| row.cells.iter().flatten().count() > 2))
            .map(|table| table.at.row)
            .collect();
        labels.retain(|label| section != Section::Training || !headed.contains(&label.row));
        // A tier has one label below the other; what stands elsewhere only resembles them.
        if section == Section::Management {
            let names = |label: &&Label| matches!(label.id, "titles" | "posts");
            let titles = |col: u32| labels.iter().filter(|one| one.col == col).filter(names).count();
            let col = labels.iter().map(|label| label.col).max_by_key(|col| titles(*col));
            // The section's title resembles a label, and has no value.
            let valued =
                |label: &Label| !label.rest.is_empty() || grid.at(label.row, label.col + 1).is_some();
            labels.retain(|label| Some(label.col) == col && valued(label));
        }
        let ends = ends(section);
        let forms: Vec<Table> = records::columns(section, labels)
            .into_iter()
            .flat_map(|labels| runs(labels, &ends))
            .collect::<Vec<_>>()
            .iter()
            .map(|run| records::aligned(section, without_title(run)))
            .filter(|run| suffices(section, run))
            .flat_map(|run| Form { grid, asked, section, run }.tables())
            .collect();
        let own = tables.iter().filter(|table| table.section == section);
        let (held, misread) = own.fold((0, 0), |(held, misread), table| {
            let (values, labels) = values(table, asked);
            (held + values, misread + labels)
        });
        let filled = forms.iter().map(|table| values(table, asked).0).sum::<usize>();
        let count =
            |tables: &mut dyn Iterator<Item = &Table>| tables.map(|table| table.rows.len()).sum::<usize>();
        let parted = count(&mut tables.iter().filter(|table| table.section == section));
        let whole = filled == held && count(&mut forms.iter()) < parted;
        // A table that holds labels of its own section among its values was none; and so were
        // tables that part what stands side by side.
        let misread = if misread > 1 { misread } else { 0 };
        if filled > 0 && (filled + misread > held || whole) {
            tables.retain(|table| table.section != section);
            for form in &forms {
                give_back(tables, form);
            }
            tables.extend(forms);
        }
    }
}

/// Whether what was taken for a few courses are labels of coaching: figures of a cohort are named in
/// half of the rows, or more.
fn holds_labels(table: &Table, asked: &Questionnaire) -> bool {
    if table.section != Section::Training || table.rows.is_empty() || table.rows.len() > WIDEST_FORM {
        return false;
    }
    let figure = |row: &TableRow| {
        let cells = row.cells.iter().flatten().filter(|cell| matches!(cell.value, CellValue::Text(_)));
        cells
            .filter_map(|cell| named(&words(&cell.text), asked, Section::Coaching))
            .find_map(|id| COHORT_FIGURES.iter().find(|known| **known == id))
    };
    let figures: BTreeSet<&str> = table.rows.iter().filter_map(figure).copied().collect();
    figures.len() > 1 && figures.len() * 2 >= table.rows.len()
}

/// The cells that are surely a table's: its headings, and its rows that have several cells.
fn taken(table: &Table) -> Vec<Extent> {
    let Some(all) = region(table) else { return Vec::new() };
    let across = |row: &TableRow| {
        row.places.windows(2).all(|pair| matches!(pair, [one, other] if one.row == other.row))
    };
    if !table.rows.iter().all(across) {
        return vec![all];
    }
    let first = table.rows.iter().flat_map(|row| &row.places).map(|at| at.row).min();
    let heading = first.map(|row| Extent { bottom: row.saturating_sub(1).max(all.top), ..all });
    let filled = table.rows.iter().filter(|row| row.cells.iter().flatten().count() > 1);
    let rows = filled.filter_map(|row| {
        let own = || row.places.iter();
        Some(Extent {
            top: own().map(|at| at.row).min()?,
            left: own().map(|at| at.col).min()?,
            bottom: own().map(|at| at.row).max()?,
            right: own().map(|at| at.col).max()?,
        })
    });
    heading.filter(|_| !table.guessed).into_iter().chain(rows).collect()
}

/// Takes from other tables what stands where a form does, and the lines right above it.
fn give_back(tables: &mut [Table], form: &Table) {
    let Some(own) = region(form) else { return };
    let cells: BTreeSet<&CellRef> =
        form.rows.iter().flat_map(|row| row.cells.iter().flatten()).map(|cell| &cell.at).collect();
    for table in tables.iter_mut() {
        let row_of = |row: &TableRow| row.places.first().map_or(0, |at| at.row);
        let alone = |row: &TableRow| row.cells.iter().flatten().count() == 1;
        let mut top = own.top;
        for row in table.rows.iter().rev().filter(|row| row_of(row) < own.top) {
            if row_of(row) + 1 < top || !alone(row) {
                break;
            }
            top = row_of(row);
        }
        let within = |row: &TableRow| {
            row.cells.iter().flatten().all(|cell| (own.left..=own.right).contains(&cell.at.col))
        };
        let shared = |row: &TableRow| row.cells.iter().flatten().any(|cell| cells.contains(&cell.at));
        // Alone above the form or among its records stands a heading, or a label without a value.
        let lone = |row: &TableRow| alone(row) && (own.top..=own.bottom).contains(&row_of(row));
        let above = |row: &TableRow| (top..own.top).contains(&row_of(row));
        table.rows.retain(|row| !(within(row) && (shared(row) || above(row) || lone(row))));
    }
}

/// How many cells of a table say something, and how many are headings of its section.
fn values(table: &Table, asked: &Questionnaire) -> (usize, usize) {
    let cells = table.rows.iter().flat_map(|row| table.ids.iter().zip(&row.cells));
    let told = cells.filter(|(id, _)| !id.is_empty()).filter_map(|(id, cell)| Some((id, cell.as_ref()?)));
    // A `College` may be a provider, and heads none where it stands under that.
    let heads = |(id, cell): &(&String, &TableCell)| {
        named(&words(&cell.text), asked, table.section).is_some_and(|named| named != id.as_str())
    };
    let (labels, values): (Vec<_>, Vec<_>) = told.filter(|(_, cell)| !cell.again).partition(heads);
    (values.len(), labels.len())
}

/// The column of the section that a label names.
fn named<'a>(told: &[String], asked: &'a Questionnaire, section: Section) -> Option<&'a str> {
    best(&asked.columns_like(told), asked, section)
}

fn best<'a>(
    like: &[(crate::reference::ColumnOf, usize)],
    asked: &'a Questionnaire,
    section: Section,
) -> Option<&'a str> {
    let least = if section == Section::Management { LEAST_OF_TIER } else { LEAST };
    let own = asked.columns_of(section_id(section), like, least);
    own.max_by_key(|(likeness, _)| *likeness)
        .map(|(_, id)| id)
        .filter(|id| !matches!(*id, "comment" | "coaches"))
}

/// The labels of a section on a sheet, in the order of reading.
fn labels<'a>(grid: &'a Grid, asked: &'a Questionnaire, section: Section) -> Vec<Label<'a>> {
    let label = |((row, col), seen): ((u32, u32), &'a Seen)| {
        // A tier is what a record is named after.
        let CellValue::Text(_) = seen.value else { return None };
        if section == Section::Management && seen.is_tier() {
            return None;
        }
        let (head, rest) = match seen.text.split_once([':', '=']) {
            Some((head, rest)) => (words(head), rest.trim()),
            None if seen.words.len() > LONGEST => return None,
            None => {
                let like = seen.columns.get_or_init(|| asked.columns_like(&seen.words));
                let id = best(like, asked, section)?;
                // `Cohort A` with nothing beside it names one.
                let names = id == "cohort"
                    && asked.columns_of(section_id(section), like, 100).all(|(_, id)| id != "cohort")
                    && (col + 1..=col + 3).all(|col| grid.at(row, col).is_none());
                return (!names).then_some(Label { row, col, id, rest: "" });
            }
        };
        let id = (head.len() <= LONGEST).then(|| named(&head, asked, section))??;
        Some(Label { row, col, id, rest })
    };
    grid.all().filter_map(label).collect()
}

/// Labels that stand together.
fn runs<'a>(labels: Vec<Label<'a>>, ends: &[(u32, u32, u32)]) -> Vec<Vec<Label<'a>>> {
    let mut found: Vec<Vec<Label>> = Vec::new();
    for label in labels {
        let parted = |last: &Label| {
            let between = |(row, from, to): &(u32, u32, u32)| {
                *row > last.row && *row <= label.row && *from <= label.col && *to >= label.col
            };
            label.row > last.row + WIDEST_GAP || ends.iter().any(between)
        };
        match found.last_mut() {
            Some(run) if run.last().is_some_and(|last| !parted(last)) => run.push(label),
            _ => found.push(vec![label]),
        }
    }
    found
}

/// The labels without the title over them that reads like one of them: it comes once more than the
/// tier below it, `Managers: numbers and qualifications`.
fn without_title<'r, 'a>(run: &'r [Label<'a>]) -> &'r [Label<'a>] {
    let times = |id: &str| run.iter().filter(|label| label.id == id).count();
    match run {
        [title, own @ ..] if own.first().is_some_and(|next| next.id == "tier") => {
            let once_more = title.id != "tier" && times(title.id) > times("tier");
            if once_more { own } else { run }
        }
        _ => run,
    }
}

/// Whether labels are enough to be a form of the section, and no two records stand side by
/// side in it.
fn suffices(section: Section, run: &[Label]) -> bool {
    let ids: BTreeSet<&str> = run.iter().map(|label| label.id).collect();
    let of = |wanted: &[&str]| wanted.iter().filter(|id| ids.contains(*id)).count();
    let mut seen = BTreeSet::new();
    let single = run.iter().all(|label| seen.insert((label.row, label.id)));
    single
        && match section {
            Section::Management => {
                // `Titles and numbers` are posts with their titles.
                let figures = of(&["posts", "qualified", "qualified_number"]);
                figures >= 2 || of(&["titles"]) == 1 && figures == 1
            }
            Section::Training => {
                of(&["activity"]) == 1 && of(&["audience", "provider", "cost", "attendees"]) >= 2
            }
            Section::Coaching => of(&COHORT_FIGURES) >= 2,
            _ => false,
        }
}

/// Whether the last record so far has its name, which stands first.
fn is_named(found: &[Table]) -> bool {
    let last = found.last().and_then(|table| table.rows.last());
    last.is_some_and(|row| row.cells.first().is_some_and(Option::is_some))
}

/// A form whose labels are known.
struct Form<'a, 'r> {
    grid: &'a Grid,
    asked: &'a Questionnaire,
    section: Section,
    run: &'r [Label<'a>],
}

impl Form<'_, '_> {
    /// One table for each heading that parts the records, such as `Internal`.
    fn tables(&self) -> Vec<Table> {
        let beside = self.run.iter().filter(|label| self.value(label, true).is_some()).count();
        let below = self.run.iter().filter(|label| self.value(label, false).is_some()).count();
        let mut ids: Vec<&str> = Vec::new();
        for label in self.run {
            if !ids.contains(&label.id) {
                ids.push(label.id);
            }
        }
        let name = match self.section {
            Section::Coaching => Some("cohort"),
            Section::Management => Some("tier"),
            _ => None,
        };
        if let Some(name) = name {
            ids.retain(|id| *id != name);
            ids.insert(0, name);
        }
        let mut found: Vec<Table> = Vec::new();
        let mut open: BTreeSet<&str> = BTreeSet::new();
        let mut before = None;
        for label in self.run {
            let place = ids.iter().position(|id| *id == label.id).unwrap_or(0);
            // A name beyond a gap, where the record has one already, is the next record's.
            let apart = before.is_some_and(|row| label.row > row + 1);
            let named_again = apart && Some(label.id) == name && is_named(&found);
            before = Some(label.row);
            if found.is_empty() || !open.insert(label.id) || named_again {
                open = BTreeSet::from([label.id]);
                self.begin(label, &ids, name.is_some(), &mut found);
            }
            let Some(row) = found.last_mut().and_then(|table| table.rows.last_mut()) else { continue };
            if let (Some(cell), Some(at)) = (row.cells.get_mut(place), row.places.get_mut(place)) {
                *cell = self.value(label, beside >= below).or(cell.take());
                let right = self.grid.extent(label.row, label.col).right + 1;
                *at =
                    cell.as_ref().map_or_else(|| self.grid.at_ref(label.row, right), |cell| cell.at.clone());
            }
        }
        found.retain(|table| table.rows.iter().any(|row| row.cells.iter().flatten().count() > 1));
        // Without tiers over them, labels are the headings of a table.
        let tiers = |table: &Table| {
            let told: Vec<_> =
                table.rows.iter().map(|row| tier_label(&table.cell(row, "tier")?.text)).collect();
            // Numbers alone are tiers where they count them.
            let counted =
                (1..).zip(&told).all(|(tier, one)| one.as_ref().is_some_and(|one| one.tier == tier));
            counted || told.iter().all(|one| one.as_ref().is_some_and(|one| one.sure))
        };
        found.retain(|table| self.section != Section::Management || table.rows.len() > 1 && tiers(table));
        found
    }

    /// Begins a record, in a table of its own where a heading over it names another delivery.
    fn begin(&self, label: &Label, ids: &[&str], named: bool, found: &mut Vec<Table>) {
        let over = self.over(label);
        let delivers = |cell: &TableCell| delivery_said(&words(&cell.text)).is_some();
        let anew = over.as_ref().is_some_and(|cell| self.section == Section::Training && delivers(cell));
        let mut row = TableRow {
            cells: vec![None; ids.len()],
            places: vec![self.grid.at_ref(label.row, label.col); ids.len()],
            after_gap: false,
            beside: None,
        };
        if named && let Some(cell) = row.cells.first_mut() {
            cell.clone_from(&over);
        }
        if found.is_empty() || anew {
            let at = (label.row, label.col);
            found.push(Table {
                over: over.filter(|_| !named).into_iter().collect(),
                ..Table::without_headings(self.grid, self.section, ids, at, Vec::new())
            });
        }
        if let Some(table) = found.last_mut() {
            table.rows.push(row);
        }
    }

    /// What stands alone over a record and is no heading of the section.
    fn over(&self, label: &Label) -> Option<TableCell> {
        // What stands farther off is of another section.
        let near = label.col.saturating_sub(1)..=label.col + 3;
        let cells = |row: u32| self.grid.row(row).filter(|(col, _)| near.contains(col));
        let row = (label.row.saturating_sub(2)..label.row).rev().find(|row| cells(*row).count() > 0)?;
        let (col, seen) = cells(row).next()?;
        let section = self.asked.section(section_id(self.section))?;
        let heads = section.headings.iter().any(|phrase| phrase.likeness(&seen.words) >= 55);
        let is_label = |label: &Label| label.row == row && near.contains(&label.col);
        let alone = cells(row).count() == 1 && !self.run.iter().any(is_label);
        let named = match self.section {
            Section::Management => seen.tier.is_some(),
            Section::Training if delivery_headed(&seen.text).is_some() => true,
            _ => !heads && !records::is_labelled(&seen.text, self.asked),
        };
        (alone && named && seen.words.len() <= 6).then(|| TableCell::of(self.grid, (row, col), seen))
    }

    /// Whether a label stands in a row of three or more, some right beside each other: those are
    /// headings.
    fn is_heading(&self, label: &Label) -> bool {
        let row = self.run.iter().filter(|one| one.row == label.row);
        let cols: Vec<u32> = row.map(|one| one.col).collect();
        let adjoin = cols.windows(2).any(|pair| matches!(pair, [one, next] if one + 1 == *next));
        cols.len() > 2 && adjoin
    }

    /// The value of a label: in its own cell, else beside it or below it.
    fn value(&self, label: &Label, beside: bool) -> Option<TableCell> {
        let grid = self.grid;
        if !label.rest.is_empty() {
            return Some(TableCell::saying(grid, (label.row, label.col), label.rest));
        }
        let block = grid.extent(label.row, label.col);
        let (at, seen) = if beside {
            if self.is_heading(label) {
                return None;
            }
            let mut right = grid.row(label.row).filter(|(col, _)| *col > block.right);
            let (col, seen) = right.next().filter(|(col, _)| *col <= block.right + 3)?;
            ((label.row, col), seen)
        } else {
            ((block.bottom + 1, label.col), grid.at(block.bottom + 1, label.col)?)
        };
        let is_label = self.run.iter().any(|other| (other.row, other.col) == at);
        (!is_label).then(|| TableCell::of(grid, at, seen))
    }
}
