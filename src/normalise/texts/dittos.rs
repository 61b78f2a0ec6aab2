//! `Ditto`, `"`, `as above`: what stands above is meant.

use crate::recognise::{Table, TableCell, TableRow, is_ditto};

/// The rows of a table, with what stands above in the place of `ditto` and the like in the
/// columns of these ids.
pub(crate) fn without_dittos(table: &Table, ids: &[&str]) -> Vec<TableRow> {
    let mut rows = table.rows.clone();
    for column in ids.iter().filter_map(|id| table.column(id)) {
        let mut above: Option<TableCell> = None;
        for cell in rows.iter_mut().filter_map(|row| row.cells.get_mut(column)?.as_mut()) {
            match &above {
                Some(said) if is_ditto(&cell.text) => {
                    cell.text.clone_from(&said.text);
                    cell.value = said.value.clone();
                }
                _ => above = Some(cell.clone()),
            }
        }
    }
    rows
}
