//! Another table right below the posts, with headings of its own: `Gender of managers`, with
//! `Tier`, `Men` and `Women` under it, or `Qualification` with the tiers across. Its figures are
//! no posts; who is qualified may be told there.

use std::collections::BTreeSet;

use super::rows::Line;
use crate::model::{CellValue, Code, Finding};
use crate::recognise::{Table, TableCell, TableRow, tier_label};
use crate::reference::words;

/// The rows of the table itself, and those from where another begins.
pub(crate) fn parted(table: &Table) -> (&[TableRow], &[TableRow]) {
    let begins = |row: &TableRow| heads_across(row) || heads_anew(table, row);
    let Some(mut at) = table.rows.iter().skip(1).position(begins).map(|at| at + 1) else {
        return (&table.rows, &[]);
    };
    // Its title stands over its headings.
    let is_title = |at: usize| {
        let only = table.rows.get(at).map(|row| row.cells.iter().flatten().collect::<Vec<_>>());
        matches!(only.as_deref(), Some([only]) if is_text(only) && tier(only).is_none())
    };
    while at > 1 && is_title(at - 1) {
        at -= 1;
    }
    let (own, below) = table.rows.split_at_checked(at).unwrap_or((&table.rows, &[]));
    if own.iter().any(|row| row.cells.iter().flatten().any(|cell| tier_label(&cell.text).is_some())) {
        (own, below)
    } else {
        (&table.rows, &[])
    }
}

/// `Qualification`, `1st tier`, `2nd tier`: tiers across, and nothing else but their corner.
fn heads_across(row: &TableRow) -> bool {
    let filled: Vec<&TableCell> = row.cells.iter().flatten().collect();
    let across = match filled.as_slice() {
        [corner, rest @ ..] if tier(corner).is_none() => rest,
        all => all,
    };
    let tiers: BTreeSet<i64> = across.iter().filter_map(|cell| tier(cell)).collect();
    tiers.len() > 1 && tiers.len() == across.len() && filled.iter().all(|cell| is_text(cell))
}

/// `Tier`, `Men`, `Women`: the heading of the tiers once more, over columns of other things.
fn heads_anew(table: &Table, row: &TableRow) -> bool {
    let Some(place) = table.column("tier") else { return false };
    let Some(label) = row.cells.get(place).and_then(Option::as_ref) else { return false };
    let told = words(&label.text);
    let heading = |at: usize| table.headings.get(at).map(|heading| words(heading)).unwrap_or_default();
    let is_word = matches!(told.as_slice(), [only] if matches!(only.as_str(), "tier" | "level"));
    let others = || row.cells.iter().enumerate().filter(|(at, _)| *at != place);
    let filled = || others().filter_map(|(at, cell)| Some((at, cell.as_ref()?)));
    let is_head = |cell: &TableCell| is_text(cell) && !cell.text.contains(|c: char| c.is_ascii_digit());
    (is_word || !told.is_empty() && told == heading(place))
        && filled().next().is_some()
        && filled().all(|(at, cell)| is_head(cell) && words(&cell.text) != heading(at))
}

/// What these rows say of people qualified, tier by tier.
pub(crate) fn qualified(table: &Table, below: &[TableRow]) -> Vec<(i64, Line)> {
    if let Some(heads) = below.iter().find(|row| heads_across(row)) {
        return qualified_across(heads, below);
    }
    let Some(place) = below.iter().position(|row| heads_anew(table, row)) else { return Vec::new() };
    let asks = |cell: &Option<TableCell>| {
        cell.as_ref().is_some_and(|cell| words(&cell.text).iter().any(|word| word.starts_with("qualif")))
    };
    let heads = below.get(place).map_or(&[][..], |row| &row.cells);
    let Some(at) = heads.iter().position(asks) else { return Vec::new() };
    let rows = below.iter().skip(place + 1);
    rows.filter_map(|row| Some((tier(table.cell(row, "tier")?)?, line(row.cells.get(at)?.clone()?))))
        .collect()
}

/// `People with a management qualification`, where tiers stand across. Nothing where several rows
/// say so.
fn qualified_across(heads: &TableRow, below: &[TableRow]) -> Vec<(i64, Line)> {
    let about_people = |row: &&TableRow| {
        let told = row.cells.iter().flatten().next().map(|cell| words(&cell.text)).unwrap_or_default();
        let who = ["people", "person", "manager", "staff", "number", "total", "no", "how"];
        told.iter().any(|word| who.contains(&word.as_str()))
            && told.iter().any(|word| word.starts_with("qualif"))
            && row.cells.iter().flatten().count() > 1
    };
    let mut rows = below.iter().filter(about_people);
    let (Some(row), None) = (rows.next(), rows.next()) else { return Vec::new() };
    let told = heads.cells.iter().zip(&row.cells);
    told.filter_map(|(head, cell)| Some((tier(head.as_ref()?)?, line(cell.clone()?)))).collect()
}

fn line(qualified: TableCell) -> Line {
    let at = Some(qualified.at.clone());
    Line { qualified_at: at.clone(), at, qualified: Some(qualified), ..Line::default() }
}

/// The tiers that these rows name.
pub(crate) fn tiers(below: &[TableRow]) -> BTreeSet<i64> {
    below.iter().flat_map(|row| row.cells.iter().flatten()).filter_map(tier).collect()
}

/// Says that these rows were not counted as posts; a query where they may hold what is asked for.
pub(crate) fn finding(first: &TableCell, known: bool) -> Finding {
    let (code, message) = if known {
        (
            Code::RowNote,
            "A table with headings of its own begins here; its figures were not counted as posts.",
        )
    } else {
        (
            Code::RowUnread,
            "A table with headings of its own begins here, and was left out. If it tells of posts or of people qualified, write those in the table above.",
        )
    };
    Finding::at(code, &first.at, &first.text, message)
}

fn tier(cell: &TableCell) -> Option<i64> {
    let label = tier_label(&cell.text).filter(|label| label.sure && label.rest.is_empty())?;
    is_text(cell).then_some(label.tier)
}

fn is_text(cell: &TableCell) -> bool {
    matches!(cell.value, CellValue::Text(_))
}
