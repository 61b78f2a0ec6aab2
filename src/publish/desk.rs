//! What every sheet is made from: the evaluation laid out for looking things up.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    Activity, Band, CellRef, Cohort, CouncilId, Evaluation, MeasureRow, Posts, Practice, QualificationRow,
    Return, Status,
};

use super::Context;
use super::book::{Cell, Unit, Value};
use super::formula::{Area, Formula};
use super::reading::{Bound, Shown, cell_text, value};

/// The evaluation and its context, with councils in the order of the tables.
pub(super) struct Desk<'a> {
    pub(super) evaluation: &'a Evaluation,
    pub(super) context: &'a Context,
    /// Councils expected in the partnership's order, then others that returned.
    pub(super) councils: Vec<CouncilId>,
    returns: BTreeMap<&'a str, &'a Return>,
    first_rows: BTreeMap<&'a str, FirstRows>,
    figures: BTreeMap<(&'a str, &'a str, &'a str, &'a str), &'a MeasureRow>,
}

/// Where a council's rows begin in the tables that hold every council's, one after the other.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct FirstRows {
    pub(super) posts: usize,
    pub(super) training: usize,
    pub(super) practices: usize,
}

/// The code under which the partnership's own figures stand.
pub(super) const PARTNERSHIP: &str = "ALL";

impl<'a> Desk<'a> {
    /// Lays an evaluation out.
    pub(super) fn new(evaluation: &'a Evaluation, context: &'a Context) -> Self {
        let wave = &evaluation.wave;
        let figures = evaluation.measures.iter().map(|row| {
            ((row.measure, row.council_code.as_str(), row.breakdown.as_str(), row.category.as_str()), row)
        });
        let mut desk = Self {
            evaluation,
            context,
            councils: councils(evaluation),
            returns: wave.returns.iter().map(|one| (&*one.council.code, one)).collect(),
            first_rows: BTreeMap::new(),
            figures: figures.collect(),
        };
        desk.first_rows = first_rows(desk.returns());
        desk
    }

    /// Where a council's rows begin.
    pub(super) fn first_rows(&self, council: &CouncilId) -> Option<FirstRows> {
        self.first_rows.get(&*council.code).copied()
    }

    /// A measured figure of a council, or of the partnership under [`PARTNERSHIP`].
    pub(super) fn figure(&self, of: [&str; 4]) -> Option<&'a MeasureRow> {
        let [measure, council, breakdown, category] = of;
        self.figures.get(&(measure, council, breakdown, category)).copied()
    }

    /// The same, ready to be shown.
    pub(super) fn shown(&self, of: [&str; 4]) -> Shown {
        Shown::measured(self.figure(of))
    }

    /// The return that counts of a council.
    pub(super) fn council_return(&self, council: &CouncilId) -> Option<&'a Return> {
        self.returns.get(&*council.code).copied()
    }

    /// The returns that count, in the order of the councils.
    pub(super) fn returns(&self) -> impl Iterator<Item = &'a Return> {
        self.councils.iter().filter_map(|council| self.council_return(council))
    }

    /// Every tier with its return.
    pub(super) fn posts(&self) -> Vec<(&'a Return, &'a Posts)> {
        self.returns().flat_map(|one| one.posts.iter().map(move |posts| (one, posts))).collect()
    }

    /// Every qualification named.
    pub(super) fn qualifications(&self) -> Vec<(&'a Return, &'a QualificationRow)> {
        self.returns().flat_map(|one| one.qualifications.iter().map(move |row| (one, row))).collect()
    }

    /// Every training activity.
    pub(super) fn training(&self) -> Vec<(&'a Return, &'a Activity)> {
        self.returns().flat_map(|one| one.training.iter().map(move |row| (one, row))).collect()
    }

    /// Every coaching cohort.
    pub(super) fn coaching(&self) -> Vec<(&'a Return, &'a Cohort)> {
        self.returns().flat_map(|one| one.coaching.iter().map(move |row| (one, row))).collect()
    }

    /// Every answer on practices, in the order of the questions.
    pub(super) fn practices(&self) -> Vec<(&'a Return, &'a Practice)> {
        self.returns().flat_map(|one| one.practices.iter().map(move |row| (one, row))).collect()
    }

    /// Councils expected of whom nothing that counts has come.
    pub(super) fn outstanding(&self) -> Vec<&CouncilId> {
        self.councils.iter().filter(|council| self.council_return(council).is_none()).collect()
    }

    /// How many files were rejected.
    pub(super) fn rejected(&self) -> usize {
        self.evaluation.wave.received.iter().filter(|file| file.status == Status::Rejected).count()
    }

    /// The bands that this evaluation has posts in, from the top; all before it has any.
    pub(super) fn bands(&self) -> Vec<Band> {
        let used = |band: &Band| self.returns().any(|one| one.posts.iter().any(|posts| posts.band == *band));
        let bands: Vec<Band> = Band::ALL.into_iter().filter(used).collect();
        if bands.is_empty() { Band::ALL.to_vec() } else { bands }
    }
}

/// Councils expected in the partnership's order, then others that returned.
pub(super) fn councils(evaluation: &Evaluation) -> Vec<CouncilId> {
    let wave = &evaluation.wave;
    let mut councils: Vec<CouncilId> = wave.expected.iter().map(|council| council.id.clone()).collect();
    let mut known: BTreeSet<_> = councils.iter().map(|council| council.code.clone()).collect();
    let returned = wave.returns.iter().map(|one| &one.council);
    councils.extend(returned.filter(|council| known.insert(council.code.clone())).cloned());
    councils
}

fn first_rows<'a>(returns: impl Iterator<Item = &'a Return>) -> BTreeMap<&'a str, FirstRows> {
    let mut next = FirstRows::default();
    let mut rows = BTreeMap::new();
    for one in returns {
        rows.insert(&*one.council.code, next);
        next.posts += one.posts.len();
        next.training += one.training.len();
        next.practices += one.practices.len();
    }
    rows
}

/// A cell whose figure is live: with the formula where that gives the very figure that
/// was measured, without it otherwise.
pub(super) fn live(formula: Formula, computed: i64, shown: (&Shown, Bound), unit: Unit) -> Cell {
    let cell = shown.0.at(shown.1, unit);
    if shown.0.get(shown.1) == Some(computed) { cell.with(formula) } else { cell }
}

/// A reading that follows its two cells; as measured where no formula can say it.
pub(super) fn live_reading(shown: &Shown, cells: (Area, Area), unit: Unit) -> Cell {
    if let (Some(number), Unit::Number, "") = (shown.lower, unit, &*shown.marker)
        && !shown.is_open()
    {
        return Cell::of(value(number, unit)).with(Formula::same(cells.0));
    }
    let text = Cell::text(shown.reads(unit));
    let whole = |bound: Option<i64>| bound.is_some_and(|number| unit == Unit::Percent || number % 100 == 0);
    if whole(shown.lower) && whole(shown.upper) {
        text.with(Formula::reading(cells.0, cells.1, unit, &shown.marker))
    } else {
        text
    }
}

/// A total as a live sum over a column, words passed over; the measured figure alone
/// where one is measured and the sum is not it.
pub(super) fn column_total(column: Area, rows: &[Vec<Cell>], measured: &Shown, bound: Bound) -> Cell {
    let cells = || rows.iter().filter_map(|row| row.get(column.first));
    let estimated = cells().any(|cell| cell.marker.contains("[e]"));
    let (mut sum, mut unit) = (0_i64, None);
    for cell in cells() {
        match &cell.value {
            Value::Number(number) => (sum, unit) = (sum.saturating_add(*number), Some(Unit::Number)),
            Value::Money(pence) => (sum, unit) = (sum.saturating_add(*pence), Some(Unit::Money)),
            _ => {}
        }
    }
    let Some(unit) = unit else { return measured.at(bound, Unit::Number) };
    let summed = Cell::of(value(sum, unit)).with(Formula::subtotal(column)).marked(measured.marker.clone());
    match measured.get(bound) {
        Some(figure) if figure != sum => measured.at(bound, unit),
        Some(_) => summed,
        None => summed.marked(if estimated { "[e]" } else { "" }),
    }
}

/// How many councils a figure covers: `4 of 7`.
pub(super) fn councils_counted(row: Option<&MeasureRow>) -> String {
    row.map_or_else(String::new, |row| format!("{} of {}", row.councils_counted, row.councils_expected))
}

/// The heading of a figure's column: at least and at most where it may lie between.
pub(super) fn bound_heading(heading: &str, bound: Bound, open: bool) -> String {
    match (open, bound) {
        (false, _) => heading.to_owned(),
        (true, Bound::Least) => format!("{heading}, at least"),
        (true, Bound::Most) => format!("{heading}, at most"),
    }
}

/// The three cells that name a source: file, sheet, cell.
pub(super) fn source_cells(source: Option<&CellRef>) -> [Cell; 3] {
    source.map_or_else(
        || [Cell::blank(), Cell::blank(), Cell::blank()],
        |at| [Cell::text(&*at.file), Cell::text(&*at.sheet), Cell::text(at.address())],
    )
}

/// Several sources: their files, and their cells as `Return!C31; Return!C32`.
pub(super) fn sources_cells<'s>(sources: impl Iterator<Item = &'s CellRef>) -> [Cell; 2] {
    let mut files: Vec<&str> = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    for source in sources {
        if !files.contains(&&*source.file) {
            files.push(&source.file);
        }
        let cell = cell_text(source);
        if !cells.contains(&cell) {
            cells.push(cell);
        }
    }
    [Cell::text(files.join("; ")), Cell::text(cells.join("; "))]
}
