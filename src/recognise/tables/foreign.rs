//! Rows of headings that head no table of the form, though its words may be among them: `Department`,
//! `Coaches` and `Sessions` under `Coaches by department`; `Sickness absence` and two years over its
//! figures. They end the table above them.

use super::around;
use super::headers::{Header, SURE, TABLES};
use crate::model::{CellValue, Code, Finding, Section};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_silence;
use crate::recognise::tables::Table;
use crate::reference::Questionnaire;

/// Headings of one such row, at most.
const WIDEST: usize = 12;
/// A text of more words is no heading.
const LONGEST: usize = 6;

/// Such rows, each with its first and last column. `headers` are those of the form's tables.
pub(crate) fn rows(grid: &Grid, headers: &[Header], asked: &Questionnaire) -> Vec<(u32, u32, u32)> {
    let mut found = Vec::new();
    if headers.is_empty() {
        return found;
    }
    let is_text = |seen: &Seen| {
        matches!(seen.value, CellValue::Text(_)) && seen.words.len() <= LONGEST || around::is_year(seen)
    };
    for &row in grid.rows() {
        let cells: Vec<(u32, &Seen)> = grid.row(row).take(WIDEST + 1).collect();
        if cells.len() < 2
            || cells.len() > WIDEST
            || cells.iter().filter(|(_, seen)| is_text(seen)).count() < 2
        {
            continue;
        }
        for part in cells.chunk_by(|(one, _), (next, _)| next - one == 1) {
            let (Some((left, _)), Some((right, _))) = (part.first(), part.last()) else { continue };
            let own = headers.iter().any(|header| {
                (header.top..=header.bottom).contains(&row)
                    && header.left() <= *right
                    && header.right() >= *left
            });
            let texts = part.len() > 1 && part.iter().all(|(_, seen)| is_text(seen));
            if texts && !own && heads(grid, asked, row, part) {
                found.push((row, *left, *right));
            }
        }
    }
    found
}

/// Whether cells side by side are headings, apart from what stands above them, with figures below.
fn heads(grid: &Grid, asked: &Questionnaire, row: u32, part: &[(u32, &Seen)]) -> bool {
    let Some(titled) = apart(grid, row, part) else { return false };
    if is_of_another_subject(grid, asked, row, part) {
        return true;
    }
    let named: Vec<Option<bool>> = part.iter().map(|(_, seen)| names_figure(asked, seen)).collect();
    let Some((first, others)) = named.split_first() else { return false };
    // `Directorate` may be headed in words of its own under a title, before a figure.
    let known = others.iter().all(Option::is_some) && (first.is_some() || titled);
    let figure =
        |col: u32| grid.at(row + 1, col).is_some_and(|seen| seen.text.contains(|c: char| c.is_ascii_digit()));
    let counted =
        || part.iter().zip(&named).skip(1).any(|((col, _), named)| *named == Some(true) && figure(*col));
    known && counted()
}

/// Whether cells side by side are headings of nothing that the form asks for: words and years, with
/// figures under all but the first, and no tier before those.
fn is_of_another_subject(grid: &Grid, asked: &Questionnaire, row: u32, part: &[(u32, &Seen)]) -> bool {
    let begins_with_digit =
        |text: &str| text.trim_start_matches(['\u{a3}', '-', ' ']).starts_with(|c: char| c.is_ascii_digit());
    let heads = |(_, seen): &(u32, &Seen)| {
        let dated = around::is_year(seen) || around::time(&seen.words).is_some();
        !seen.is_tier() && !is_silence(&seen.words) && (dated || !begins_with_digit(&seen.text))
    };
    let figure = |col: u32| grid.at(row + 1, col).is_some_and(|seen| begins_with_digit(&seen.text));
    let Some(((label, first), others)) = part.split_first() else { return false };
    let of_tiers = (row + 1..=row + 2).filter_map(|row| grid.at(row, *label)).any(Seen::is_tier);
    !of_tiers
        && !around::is_year(first)
        && others.iter().all(|(col, _)| figure(*col))
        && part.iter().all(heads)
        && part.iter().all(|(_, seen)| names_figure(asked, seen).is_none())
}

/// Whether a row stands below a blank one, or below a title alone that does (which is said too).
fn apart(grid: &Grid, row: u32, part: &[(u32, &Seen)]) -> Option<bool> {
    let filled = |row: u32| part.iter().filter(|(col, _)| grid.shown(row, *col).is_some()).count();
    let above = row.checked_sub(1)?;
    let title = grid.at(above, part.first()?.0).is_some_and(|seen| matches!(seen.value, CellValue::Text(_)));
    match filled(above) {
        0 => Some(false),
        1 if title && above.checked_sub(1).is_some_and(|row| filled(row) == 0) => Some(true),
        _ => None,
    }
}

/// Whether a heading is surely that of a column of the form's tables, and of one of figures.
fn names_figure(asked: &Questionnaire, seen: &Seen) -> Option<bool> {
    const TEXTS: [&str; 12] = [
        "tier",
        "titles",
        "grade",
        "activity",
        "audience",
        "provider",
        "delivery",
        "duration",
        "cohort",
        "comment",
        "qualification_names",
        "qualified_number",
    ];
    let like = seen.columns.get_or_init(|| asked.columns_like(&seen.words));
    let sure = like.iter().filter(|(_, likeness)| *likeness >= SURE).filter_map(|(of, _)| asked.column(*of));
    let of_tables = sure.filter(|(words, _)| {
        TABLES.iter().any(|(section, id)| *id == words.id && *section != Section::Reviews)
    });
    let mut ids = of_tables.map(|(_, column)| !TEXTS.contains(&column.id.as_str())).peekable();
    ids.peek()?;
    Some(ids.any(|figure| figure))
}

/// Says of rows of headings that end a table that what stands below them was left out.
pub(crate) fn say(grid: &Grid, rows: &[(u32, u32, u32)], tables: &[Table]) -> Vec<Finding> {
    let ends = |(row, left, right): &&(u32, u32, u32)| {
        tables.iter().any(|table| {
            let cols = table.rows.iter().flat_map(|row| &row.places).map(|at| at.col);
            table.at.row < *row && cols.clone().any(|col| (*left..=*right).contains(&col))
        })
    };
    // What is read from the side is not left out.
    let read = |(row, left, _): &&(u32, u32, u32)| {
        let below = grid.at_ref(*row + 1, *left + 1);
        tables.iter().any(|table| table.rows.iter().any(|one| one.places.contains(&below)))
    };
    let say = |(row, col, _): &(u32, u32, u32)| {
        let text = grid.at(*row, *col).map(|seen| seen.text.clone()).unwrap_or_default();
        let message = "These headings are those of no table of the form, and what stands below them was left out. If it answers the form, write it into the form's table.";
        Finding::at(Code::LayoutUnclear, &grid.at_ref(*row, *col), text, message)
    };
    rows.iter().filter(ends).filter(|row| !read(row)).map(say).collect()
}
