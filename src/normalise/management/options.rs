//! Lists of qualifications to choose from that stand beside the posts, and answer nothing:
//! `DMS`, `MBA`, `NVQ 4`, one below the other, whatever the rows are about.

use std::collections::BTreeSet;

use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::{Table, TableCell, TableRow};
use crate::reference::Qualifications;

/// Fewer are no list to choose from.
const FEWEST: usize = 3;

/// The same table without such lists, and without rows that hold nothing else; nothing where it has none.
pub(crate) fn left_out(table: &Table, known: &Qualifications) -> Option<Table> {
    let lists: Vec<usize> = (0..table.ids.len()).filter(|at| is_list(table, *at, known)).collect();
    if lists.is_empty() {
        return None;
    }
    let mut rest = table.clone();
    for row in &mut rest.rows {
        for at in &lists {
            row.cells.iter_mut().skip(*at).take(1).for_each(|cell| *cell = None);
        }
    }
    rest.rows.retain(|row| row.cells.iter().any(Option::is_some));
    Some(rest)
}

/// Whether a column lists qualifications to choose from: under one of them, where their number is
/// asked for; or each once, also where nobody is qualified or nothing else stands.
fn is_list(table: &Table, at: usize, known: &Qualifications) -> bool {
    let id = table.ids.get(at).map_or("", String::as_str);
    if !matches!(id, "qualification_kind" | "qualification_names") {
        return false;
    }
    let cell = |row: &TableRow| row.cells.get(at).cloned().flatten();
    let cells: Vec<TableCell> = table.rows.iter().filter_map(cell).collect();
    let names = cells.iter().filter(|cell| known.only_names(&cell.text)).count();
    if id == "qualification_kind" {
        return names > 1 && names * 2 > cells.len();
    }
    let distinct: BTreeSet<String> = cells.iter().map(|cell| cell.text.trim().to_lowercase()).collect();
    let beside_nothing = |row: &TableRow| {
        let others = row.cells.iter().enumerate().filter(|(place, cell)| *place != at && cell.is_some());
        let nobody = table
            .cell(row, "qualified")
            .is_some_and(|cell| silence(&cell.text) == Some(Silence::Zero) || cell.text.trim() == "0");
        cell(row).is_some() && (nobody || others.count() == 0)
    };
    names >= FEWEST
        && names + 1 >= cells.len()
        && distinct.len() == cells.len()
        && table.rows.iter().any(beside_nothing)
}
