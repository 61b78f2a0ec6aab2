//! Names over groups of activities that are no activities themselves: a directorate, a
//! subject, `Compulsory`, each alone in its row with its activities below it.

use std::collections::BTreeMap;

use super::deliveries::{denied, sub_heading};
use super::rows::{is_aside, is_remark, is_tally, is_year, lone, over_group, statement};
use crate::model::CellRef;
use crate::recognise::{Table, TableCell, TableRow};
use crate::reference::words;

/// Last words of what groups of activities are named after.
const OF_A_COUNCIL: [&str; 4] = ["directorate", "department", "dept", "division"];
/// Words that part courses by who must attend them.
const OF_DUTY: [&str; 5] = ["compulsory", "mandatory", "optional", "voluntary", "discretionary"];

/// The headings of groups in a return's training tables.
pub(crate) struct Groups {
    /// Their cells, each with whether it is sure to be one.
    headings: BTreeMap<CellRef, bool>,
}

impl Groups {
    /// Looks at all tables: what stands over several groups of them is surely a heading.
    pub(crate) fn of(tables: &[&Table]) -> Self {
        let blocks: Vec<Vec<Option<&TableCell>>> = tables.iter().flat_map(|table| blocks(table)).collect();
        let mut named: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for cell in blocks.iter().flatten().flatten() {
            *named.entry(words(&cell.text)).or_default() += 1;
        }
        let sure = |cell: &TableCell| {
            let told = words(&cell.text);
            let is =
                |list: &[&str], word: Option<&String>| word.is_some_and(|word| list.contains(&word.as_str()));
            let repeated = named.get(&told).is_some_and(|times| *times > 1);
            cell.across || repeated || is(&OF_A_COUNCIL, told.last()) || is(&OF_DUTY, told.first())
        };
        let mut headings = BTreeMap::new();
        for block in &blocks {
            let over_rows = |place: usize| matches!(block.get(place + 1), Some(None));
            let alone: Vec<(usize, &TableCell)> =
                block.iter().enumerate().filter_map(|(place, cell)| Some((place, (*cell)?))).collect();
            let parted = matches!(block.first(), Some(Some(_))) && alone.iter().all(|(at, _)| over_rows(*at));
            let any = alone.iter().any(|(_, cell)| sure(cell));
            for (place, cell) in &alone {
                let heads = parted && (any || alone.len() > 1);
                if heads || cell.across && over_rows(*place) {
                    headings.insert(cell.at.clone(), any);
                }
            }
        }
        Self { headings }
    }

    /// Whether a cell heads a group, and whether that is sure.
    pub(crate) fn heads(&self, cell: &TableCell) -> Option<bool> {
        self.headings.get(&cell.at).copied()
    }
}

/// The rows of each delivery of a table: the cell that stands alone in its row, or nothing for
/// one that says more. What is a heading or a remark by its own words is none of them.
fn blocks<'a>(table: &'a Table) -> Vec<Vec<Option<&'a TableCell>>> {
    let parts = table.rows.split(|row| sub_heading(row).is_some() || denied(row).is_some());
    let is_other = |cell: &TableCell| {
        let told = words(&cell.text);
        is_year(&told)
            || is_aside(&cell.text)
            || is_remark(&told)
            || is_tally(&cell.text)
            || over_group(&cell.text)
            || statement(&cell.text).is_some()
    };
    let read = |row: &'a TableRow| match lone(table, row) {
        Some(cell) if is_other(cell) => None,
        cell => Some(cell),
    };
    parts.map(|rows| rows.iter().filter_map(read).collect()).collect()
}
