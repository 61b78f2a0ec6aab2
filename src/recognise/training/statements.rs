//! Training said without a table: `Internal training`, and beside or below it `None`, or the
//! activities, one to a line or to a row.

use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{delivery_headed, delivery_said, headed_by, is_silence};
use crate::recognise::tables::headers::section_id;
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Questionnaire, words};

/// Columns from a heading to the word that answers it, at most; beyond stands another section.
const FARTHEST: u32 = 4;
/// Least likeness, in percent, of a label to the heading of activities.
const LEAST: usize = 85;

/// Ids of columns, and the cells of rows under them.
type Listed = (Vec<&'static str>, Vec<Vec<TableCell>>);

/// Adds what is said so of a delivery that has no table on the sheet. Activities are taken only
/// where the section is `headed` and has no table.
pub(crate) fn add(grid: &Grid, tables: &mut Vec<Table>, headed: bool, asked: &Questionnaire) {
    let has_table = tables.iter().any(|table| table.section == Section::Training);
    let known = headed || has_table;
    let headed = headed && !has_table;
    let taken = |(row, col): (u32, u32)| {
        let place = grid.at_ref(row, col);
        let own = |table: &Table| table.rows.iter().any(|one| one.places.contains(&place));
        tables.iter().any(|table| table.at == place || own(table))
    };
    let heading = grid.all().filter(|(at, seen)| heads(seen) && !taken(*at));
    let mut found: Vec<Table> =
        heading.filter_map(|(at, seen)| said(grid, at, seen, (&taken, headed), asked)).collect();
    if known {
        let denied = |(at, seen)| Some((at, seen, denied_in(grid, at, seen)?));
        let denied = grid.all().filter_map(denied).filter(|(at, _, _)| !taken(*at));
        found.extend(denied.map(|(at, seen, listed)| table(grid, (at, seen), listed)));
    }
    tables.extend(found);
}

/// A heading that says in its own cell that there was nothing: `Internal: none run`.
fn denied_in(grid: &Grid, at: (u32, u32), seen: &Seen) -> Option<Listed> {
    let (head, rest) = headed_by(&seen.text)?;
    let told = words(head);
    let delivery = (told.len() == 1 || told.iter().any(|word| is_training(word))) && told.len() <= 4;
    let said = delivery && delivery_headed(head).is_some();
    let silent = words(rest).len() <= 9 && is_silence(&first_words(rest));
    (said && silent).then(|| (vec!["activity"], vec![vec![TableCell::saying(grid, at, rest)]]))
}

fn is_training(word: &str) -> bool {
    ["training", "course", "activity", "activitie"].contains(&word)
}

/// Whether a cell names a delivery, alone or as one of training.
fn heads(seen: &Seen) -> bool {
    seen.words.len() <= 6
        && (seen.words.len() == 1 || seen.words.iter().any(|word| is_training(word)))
        && delivery_said(&seen.words).is_some()
        && delivery_headed(&seen.text).is_some()
        && !is_silence(&seen.words)
}

/// What stands beside or below a heading.
fn said(
    grid: &Grid,
    (row, col): (u32, u32),
    seen: &Seen,
    (taken, headed): (&dyn Fn((u32, u32)) -> bool, bool),
    asked: &Questionnaire,
) -> Option<Table> {
    let listed = denied(grid, (row, col))
        .or_else(|| denied_as_activity(grid, (row, col), asked))
        .filter(|(_, rows)| !rows.iter().flatten().any(|cell| taken((cell.at.row, cell.at.col))))
        .or_else(|| beside(grid, (row, col)).filter(|_| headed))
        .or_else(|| below(grid, (row, col), seen).filter(|_| headed))
        .or_else(|| lines_below(grid, (row, col)).filter(|_| headed))?;
    Some(table(grid, ((row, col), seen), listed))
}

/// The table of what was listed under a heading.
fn table(grid: &Grid, ((row, col), seen): ((u32, u32), &Seen), (ids, rows): Listed) -> Table {
    let row_of = |cells: Vec<TableCell>| TableRow {
        places: cells.iter().map(|cell| cell.at.clone()).collect(),
        cells: cells.into_iter().map(Some).collect(),
        after_gap: false,
        beside: None,
    };
    let guessed = !rows.iter().flatten().all(|cell| is_silence(&first_words(&cell.text)));
    let rows = rows.into_iter().map(row_of).collect();
    Table {
        over: vec![TableCell::of(grid, (row, col), seen)],
        guessed,
        ..Table::without_headings(grid, Section::Training, &ids, (row, col), rows)
    }
}

fn first_words(text: &str) -> Vec<String> {
    words(text).into_iter().take(4).collect()
}

/// A word beside or below the heading that answers it: `None`.
fn denied(grid: &Grid, (row, col): (u32, u32)) -> Option<Listed> {
    let near = grid.extent(row, col).right + FARTHEST;
    let beside = grid.row(row).find(|(c, _)| *c > col).filter(|(c, _)| *c <= near);
    let beside = beside.map(|(c, seen)| ((row, c), seen));
    let below = || {
        let next = grid.rows().iter().copied().find(|below| *below > row && *below <= row + 2)?;
        let alone = grid.row(next).count() == 1;
        grid.at(next, col).filter(|_| alone).map(|seen| ((next, col), seen))
    };
    let (at, answer) = beside.or_else(below)?;
    let silent = answer.words.len() <= 8 && is_silence(&first_words(&answer.text));
    silent.then(|| (vec!["activity"], vec![vec![TableCell::of(grid, at, answer)]]))
}

/// A word below the heading that answers it, beside a label that asks for the activity: `Course`,
/// and beside it `None`.
fn denied_as_activity(grid: &Grid, (row, col): (u32, u32), asked: &Questionnaire) -> Option<Listed> {
    if grid.row(row).any(|(c, _)| c > col) {
        return None;
    }
    let cells: Vec<(u32, &Seen)> = grid.row(row + 1).collect();
    let [(at, label), (next, answer)] = cells.as_slice() else { return None };
    let like = label.columns.get_or_init(|| asked.columns_like(&label.words));
    let named = asked.column_most_like(section_id(Section::Training), like, LEAST);
    let asks = *at == col && named == Some("activity");
    let last = grid.row(row + 2).all(|(c, _)| c != col);
    let silent = answer.words.len() <= 8 && is_silence(&first_words(&answer.text));
    (asks && last && silent)
        .then(|| (vec!["activity"], vec![vec![TableCell::of(grid, (row + 1, *next), answer)]]))
}

/// Activities in the cell beside the heading, where nothing more stands beside that.
fn beside(grid: &Grid, (row, col): (u32, u32)) -> Option<Listed> {
    let (at, answer) = grid.row(row).find(|(c, _)| *c > col)?;
    let apart = (at + 1..=at + 3).all(|col| grid.at(row, col).is_none());
    (apart && answer.words.len() > 2 && !heads(answer)).then(|| activities(grid, (row, at), &answer.text))
}

/// Activities below the heading, one to a row, where the other delivery's heading stands
/// beside it over its own.
fn below(grid: &Grid, (row, col): (u32, u32), seen: &Seen) -> Option<Listed> {
    let own = delivery_said(&seen.words);
    let other = |(_, one): (u32, &Seen)| heads(one) && delivery_said(&one.words) != own;
    if !grid.row(row).any(other) {
        return None;
    }
    let listed = (row + 1..).map_while(|below| Some((below, grid.at(below, col)?)));
    let rows: Vec<Vec<TableCell>> =
        listed.map(|(below, seen)| vec![TableCell::of(grid, (below, col), seen)]).collect();
    (!rows.is_empty()).then_some((vec!["activity"], rows))
}

/// Activities below the heading, one to a row and alone in it, each with audience, provider and
/// cost behind dashes, strokes or semicolons.
fn lines_below(grid: &Grid, (row, col): (u32, u32)) -> Option<Listed> {
    let alone = |row: u32| grid.at(row, col).filter(|seen| grid.row(row).count() == 1 && !heads(seen));
    let rows: Vec<(u32, &str)> =
        (row + 1..).map_while(|below| Some((below, alone(below)?.text.as_str()))).collect();
    let texts: Vec<&str> = rows.iter().map(|(_, text)| *text).collect();
    let (ids, lines) = parts(&texts).filter(|(ids, _)| ids.len() > 1)?;
    let cells = |((row, _), line): (&(u32, &str), &Vec<String>)| {
        line.iter().map(|part| TableCell::saying(grid, (*row, col), part)).collect()
    };
    Some((ids, rows.iter().zip(&lines).map(cells).collect()))
}

/// What stands in lines that dashes, strokes or semicolons all part into as many: audience, provider and
/// cost behind each activity, or its cost alone.
fn parts(lines: &[&str]) -> Option<(Vec<&'static str>, Vec<Vec<String>>)> {
    let is_cost = |text: &String| {
        let told = words(text);
        let free = told.first().is_some_and(|word| word == "free" || word == "foc");
        free || text.contains('\u{a3}') || is_silence(&told)
    };
    [" - ", ";", " | ", " / ", ", "].into_iter().find_map(|by| {
        let part = |line: &&str| -> Vec<String> {
            let dashed = line.replace(" \u{2013} ", " - ");
            dashed.split(by).map(|part| without_lead(part).to_owned()).collect()
        };
        let lines: Vec<Vec<String>> = lines.iter().map(part).collect();
        let parted = |count: usize| !lines.is_empty() && lines.iter().all(|line| line.len() == count);
        let costs = lines.iter().all(|line| line.last().is_some_and(is_cost));
        let ids = match costs {
            // Commas part other things too.
            false if by == ", " => return None,
            _ if parted(4) => vec!["activity", "audience", "provider", "cost"],
            true if parted(2) => vec!["activity", "cost"],
            _ => return None,
        };
        Some((ids, lines))
    })
}

/// A part of a line without the words that say which it is: `for`, `run by`, `cost`.
fn without_lead(part: &str) -> &str {
    const LEADS: [&str; 7] = ["for ", "run by ", "provided by ", "delivered by ", "by ", "cost ", "cost: "];
    let part = part.trim();
    LEADS.iter().find_map(|lead| part.strip_prefix(lead)).map_or(part, str::trim)
}

/// The activities that a text lists, one to a line: with audience, provider and cost where
/// dashes part every line into as many.
fn activities(grid: &Grid, at: (u32, u32), text: &str) -> Listed {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let said = |text: &str| TableCell::saying(grid, at, text);
    if let Some((ids, lines)) = parts(&lines) {
        return (ids, lines.iter().map(|line| line.iter().map(|part| said(part)).collect()).collect());
    }
    let whole = |line: &&str| vec![said(&line.replace(" \u{2013} ", " - "))];
    (vec!["activity"], lines.iter().map(whole).collect())
}
