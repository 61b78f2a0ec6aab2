//! Coaching tables as they must be read together: what one column holds of two is parted, and
//! tables that part the columns of the same cohorts become one.

use crate::normalise::texts::lines::lines;
use crate::recognise::{Table, TableCell, TableRow};
use crate::reference::{Reference, words};

/// The tables of a return, each cohort in one of them and each figure in its column.
pub(crate) fn whole(tables: Vec<Table>, reference: &Reference) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    for mut table in tables {
        part_pairs(&mut table, reference);
        part_lines(&mut table);
        match found.iter_mut().find(|one| completes(&table, one)) {
            Some(one) => join(one, &table),
            None => found.push(table),
        }
    }
    found
}

/// Whether a table holds other columns of cohorts that another names.
fn completes(table: &Table, other: &Table) -> bool {
    let figures = |table: &Table| -> Vec<String> {
        let held = |place: usize| table.rows.iter().any(|row| matches!(row.cells.get(place), Some(Some(_))));
        let ids = table.ids.iter().enumerate().filter(|(place, id)| is_figure(id) && held(*place));
        ids.map(|(_, id)| id.clone()).collect()
    };
    let (own, others) = (figures(table), figures(other));
    let names = |table: &Table| -> Vec<Vec<String>> {
        table.rows.iter().map(|row| name(table, row)).filter(|name| !name.is_empty()).collect()
    };
    let (told, known) = (names(table), names(other));
    let once =
        |names: &[Vec<String>]| names.iter().all(|one| names.iter().filter(|two| *two == one).count() == 1);
    let apart = !own.is_empty() && !own.iter().any(|id| others.contains(id));
    let shares = told.iter().any(|one| known.contains(one)) || goes_on(table, other) && told.is_empty();
    apart && once(&told) && once(&known) && shares
}

/// Whether a table tells of one cohort without its name, as the table before it does of one: the other
/// half of it.
fn goes_on(table: &Table, other: &Table) -> bool {
    table.sheet == other.sheet && table.rows.len() == 1 && other.rows.len() == 1
}

fn is_figure(id: &str) -> bool {
    !matches!(id, "" | "cohort" | "provider" | "comment")
}

/// The words of a cohort's name.
fn name(table: &Table, row: &TableRow) -> Vec<String> {
    table.cell(row, "cohort").map(|cell| words(&cell.text)).unwrap_or_default()
}

/// Puts the columns of a table beside those of another; a cohort that the other hasn't comes
/// after its own.
fn join(one: &mut Table, table: &Table) {
    let before = one.ids.len();
    let (place, blank) = (table.at.clone(), |count: usize| vec![None; count]);
    let added: Vec<usize> = (0..table.ids.len())
        .filter(|place| table.ids.get(*place).is_some_and(|id| is_new(one, id)))
        .collect();
    for row in &table.rows {
        let own = name(table, row);
        let cells = added.iter().map(|place| row.cells.get(*place).cloned().flatten());
        let places = added.iter().map(|at| row.places.get(*at).cloned().unwrap_or_else(|| place.clone()));
        let half = own.is_empty() && goes_on(table, one);
        let known = one.rows.iter().position(|other| half || !own.is_empty() && name(one, other) == own);
        let known = known.unwrap_or_else(|| {
            let mut first = blank(before);
            if let Some(cell) = one.column("cohort").and_then(|cohort| first.get_mut(cohort)) {
                *cell = table.cell(row, "cohort").cloned();
            }
            let at = row.places.first().unwrap_or(&place).clone();
            one.rows.push(TableRow { cells: first, places: vec![at; before], ..row.clone() });
            one.rows.len() - 1
        });
        let Some(row) = one.rows.get_mut(known) else { continue };
        row.cells.extend(cells);
        row.places.extend(places);
    }
    for row in &mut one.rows {
        let missing = (before + added.len()).saturating_sub(row.cells.len());
        row.cells.extend(blank(missing));
        row.places.extend(vec![place.clone(); missing]);
    }
    for place in added {
        one.ids.push(table.ids.get(place).cloned().unwrap_or_default());
        one.headings.push(table.headings.get(place).cloned().unwrap_or_default());
    }
}

fn is_new(table: &Table, id: &str) -> bool {
    id != "cohort" && (id.is_empty() || table.column(id).is_none())
}

/// Parts the rows that hold several cohorts, one to a line of each cell; who gave the course may be
/// said once for all.
fn part_lines(table: &mut Table) {
    let Some(cohort) = table.column("cohort") else { return };
    let several = |row: &TableRow| row.cells.get(cohort).and_then(Option::as_ref).is_some_and(is_of_lines);
    if !table.rows.iter().any(several) {
        return;
    }
    let ids = table.ids.clone();
    let parted = |row: TableRow| cohorts_in(&row, &ids, cohort).unwrap_or_else(|| vec![row]);
    table.rows = std::mem::take(&mut table.rows).into_iter().flat_map(parted).collect();
}

fn is_of_lines(cell: &TableCell) -> bool {
    cell.text.trim().contains('\n')
}

/// A row for each cohort that one row names, where its figures are as many.
fn cohorts_in(row: &TableRow, ids: &[String], cohort: usize) -> Option<Vec<TableRow>> {
    let count = lines(&row.cells.get(cohort)?.as_ref()?.text).len();
    let figures = ids.iter().zip(&row.cells).filter(|(id, _)| is_figure(id));
    let told: Vec<&TableCell> = figures.filter_map(|(_, cell)| cell.as_ref()).collect();
    if count < 2 || told.is_empty() || !told.iter().all(|cell| lines(&cell.text).len() == count) {
        return None;
    }
    let of = |place: usize, cell: &Option<TableCell>| {
        let cell = cell.as_ref()?;
        let own = lines(&cell.text);
        let text = if own.len() == count { own.get(place)? } else { &cell.text };
        Some(cell.with_text(text))
    };
    let row_of = |place: usize| TableRow {
        cells: row.cells.iter().map(|cell| of(place, cell)).collect(),
        ..row.clone()
    };
    Some((0..count).map(row_of).collect())
}

/// Parts a column headed `In training / authorised` whose cells hold `4 / 7`.
fn part_pairs(table: &mut Table, reference: &Reference) {
    for place in 0..table.ids.len() {
        let Some((first, second)) = table.headings.get(place).and_then(|head| pair(head, reference)) else {
            continue;
        };
        let other = |id: &str| table.ids.iter().enumerate().any(|(at, one)| at != place && one == id);
        if other(&first) || other(&second) {
            continue;
        }
        let parts: Vec<Option<[TableCell; 2]>> =
            table.rows.iter().map(|row| row.cells.get(place)?.as_ref().and_then(parted)).collect();
        let held = table.rows.iter().filter(|row| matches!(row.cells.get(place), Some(Some(_)))).count();
        if held == 0 || parts.iter().flatten().count() < held {
            continue;
        }
        let at = table.at.clone();
        for (row, part) in table.rows.iter_mut().zip(parts) {
            let (one, two) = part.map_or((None, None), |[one, two]| (Some(one), Some(two)));
            row.cells.push(two);
            row.places.push(row.places.get(place).unwrap_or(&at).clone());
            if let Some(cell) = row.cells.get_mut(place) {
                *cell = one;
            }
        }
        table.headings.push(table.headings.get(place).cloned().unwrap_or_default());
        table.ids.push(second);
        if let Some(id) = table.ids.get_mut(place) {
            *id = first;
        }
    }
}

/// The two columns that a heading names.
fn pair(heading: &str, reference: &Reference) -> Option<(String, String)> {
    let (first, second) = heading.split_once('/').or_else(|| heading.split_once(" and "))?;
    let named = |text: &str| {
        let like = reference.questionnaire.columns_like(&words(text));
        let own = reference.questionnaire.columns_of("coaching", &like, 85);
        own.filter(|(_, id)| is_figure(id)).max().map(|(_, id)| id.to_owned())
    };
    let (first, second) = (named(first)?, named(second)?);
    (first != second).then_some((first, second))
}

/// The two parts of a cell.
fn parted(cell: &TableCell) -> Option<[TableCell; 2]> {
    let (one, two) = cell.text.split_once('/')?;
    let part = |text: &str| cell.with_text(text.trim());
    (!one.trim().is_empty() && !two.trim().is_empty()).then(|| [part(one), part(two)])
}
