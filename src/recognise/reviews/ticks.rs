//! Tables of reviews that have a remark a row, and a mark under the list that it is of.

use crate::model::Section;
use crate::recognise::labels::mark;
use crate::recognise::tables::Table;
use crate::reference::words;

/// Puts each remark under the list that is marked beside it.
pub(crate) fn settle(tables: &mut [Table]) {
    for table in tables.iter_mut().filter(|table| table.section == Section::Reviews) {
        if let Some(remark) = remark_column(table) {
            place(table, remark);
        }
    }
}

/// The column of remarks, where the lists hold nothing but marks.
fn remark_column(table: &Table) -> Option<usize> {
    let lists: Vec<usize> =
        ["good_practice", "improvement"].iter().filter_map(|id| table.column(id)).collect();
    let cells = |column: usize| table.rows.iter().filter_map(move |row| row.cells.get(column)?.as_ref());
    let marks = lists.iter().flat_map(|column| cells(*column));
    let is_mark = |text: &str| mark(text).is_some() && !text.trim_matches(['-', '\u{2013}']).is_empty();
    let marked =
        marks.clone().any(|cell| is_mark(&cell.text)) && marks.clone().all(|cell| mark(&cell.text).is_some());
    let said = |column: usize| cells(column).filter(|cell| words(&cell.text).len() > 1).count();
    let others = (0..table.ids.len())
        .filter(|column| !lists.contains(column) && table.ids.get(*column).is_some_and(|id| id != "review"));
    others.filter(|column| marked && said(*column) > 0).max_by_key(|column| said(*column))
}

fn place(table: &mut Table, remark: usize) {
    for list in ["good_practice", "improvement"].iter().filter_map(|id| table.column(id)).collect::<Vec<_>>()
    {
        for row in &mut table.rows {
            let told = row.cells.get(remark).cloned().flatten();
            let Some(cell) = row.cells.get_mut(list) else { continue };
            let ticked =
                cell.as_ref().is_some_and(|cell| !cell.text.trim_matches(['-', '\u{2013}', '0']).is_empty());
            *cell = told.filter(|_| ticked);
        }
    }
    for row in &mut table.rows {
        if let Some(cell) = row.cells.get_mut(remark) {
            *cell = None;
        }
    }
}
