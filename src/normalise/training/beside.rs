//! What stands beside an activity in its row, and how many activities the row names.

use super::deliveries::DeliveryColumns;
use crate::model::{CellRef, CellValue, Interval, Reported};
use crate::normalise::texts::lines::{items, lines};
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::{Table, TableCell, TableRow};

/// What stands where an activity's cost is asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum CostCell {
    /// Nothing.
    #[default]
    Blank,
    /// Its own cost.
    Own(CellValue, String),
    /// Counted with the first of the rows that share it.
    Shared(String),
    /// Several costs of which only the sum is certain.
    Sum(Vec<String>, String),
}

/// The cells beside an activity.
pub(crate) struct Beside<'a> {
    pub(crate) audience: Option<&'a TableCell>,
    pub(crate) provider: Option<&'a TableCell>,
    pub(crate) attendees: Option<&'a TableCell>,
    pub(crate) cost: Option<&'a TableCell>,
    pub(crate) per_head: Option<&'a TableCell>,
    pub(crate) per_day: Option<&'a TableCell>,
    pub(crate) days: Option<&'a TableCell>,
    /// The costs of single years, where each year has a column.
    years: Vec<&'a TableCell>,
}

impl<'a> Beside<'a> {
    pub(crate) fn of(table: &'a Table, row: &'a TableRow, columns: Option<&DeliveryColumns>) -> Self {
        let cell = |id: &str| table.cell(row, id);
        // A bare number under `Participants` counts them.
        let is_number = |cell: &&TableCell| {
            table.column("attendees").is_none()
                && cell.text.trim().parse().is_ok_and(|people: u16| people > 0)
        };
        let counted = cell("audience").filter(is_number);
        Self {
            audience: cell("audience").filter(|_| counted.is_none()),
            provider: cell("provider"),
            attendees: cell("attendees").or(counted),
            cost: cell("cost").or_else(|| columns?.cost(row)),
            per_head: cell("per_head"),
            per_day: cell("per_day"),
            days: cell("days"),
            years: table
                .ids
                .iter()
                .zip(&row.cells)
                .filter(|(id, _)| *id == "year_cost")
                .filter_map(|(_, cell)| cell.as_ref())
                .filter(|cell| silence(&cell.text).is_none())
                .collect(),
        }
    }

    /// The costs of the years, which together are the activity's.
    pub(crate) fn of_years(&self, count: usize) -> Vec<CostCell> {
        let mut costs = vec![CostCell::Blank; count];
        if let (Some(first), true) = (costs.first_mut(), self.years.iter().all(|cell| is_cost(&cell.text))) {
            *first = match self.years.as_slice() {
                [] => CostCell::Blank,
                [only] => CostCell::Own(only.value.clone(), only.text.clone()),
                years => {
                    let parts: Vec<String> = years.iter().map(|cell| cell.text.clone()).collect();
                    CostCell::Sum(parts.clone(), parts.join(" + "))
                }
            };
        }
        costs
    }
}

pub(crate) fn source(cells: &Beside<'_>, activity: &TableCell) -> CellRef {
    let years = cells.years.first().copied();
    let told = [cells.cost, cells.per_head, cells.per_day, years]
        .into_iter()
        .flatten()
        .find(|cell| silence(&cell.text) != Some(Silence::NoAnswer));
    told.map_or_else(|| activity.at.clone(), |cell| cell.at.clone())
}

/// The activities that a cell names: one, or several where blank lines, bullets, or
/// as many lines beside them say so.
pub(crate) fn activities_in(cell: &TableCell, beside: &Beside<'_>) -> Vec<String> {
    let text = &cell.text;
    let single =
        || vec![text.split('\n').map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ")];
    let by_blank_lines = text.lines().any(|line| line.trim().is_empty());
    let parts = items(text);
    if parts.len() > 1 {
        let matches = [beside.cost, beside.audience, beside.provider, beside.attendees]
            .into_iter()
            .flatten()
            .any(|other| lines(&other.text).len() == parts.len());
        let begins = |line: &String| line.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        if by_blank_lines || matches || parts.iter().all(begins) {
            return parts.into_iter().map(|part| part.replace('\n', " ")).collect();
        }
        return single();
    }
    for by in [';', '/', ','] {
        let separate = crate::normalise::texts::lines::separated(text, by);
        let paired = |other: &TableCell| {
            separate.len() > 1
                && (crate::normalise::texts::lines::separated(&other.text, by).len() == separate.len()
                    && by != ','
                    || lines(&other.text).len() == separate.len())
        };
        if beside.cost.is_some_and(paired) {
            return separate;
        }
    }
    single()
}

/// Whether a text is a cost by itself, silence included.
pub(crate) fn is_cost(text: &str) -> bool {
    crate::normalise::texts::money::in_text(text).doubt
        != Some(crate::normalise::texts::money::Doubt::Unreadable)
}

/// An activity nobody could cost.
pub(crate) fn not_costed(text: &str) -> Reported<Interval> {
    if text.is_empty() { Reported::NoAnswer } else { Reported::Unreadable(text.to_owned()) }
}
