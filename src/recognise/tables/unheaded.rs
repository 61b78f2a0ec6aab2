//! Tables whose header row is missing: tiers down a column with titles and numbers
//! beside them. Read by what the columns hold, and said to be so.

use std::collections::BTreeMap;

use super::around;
use super::headers::Header;
use super::{Table, TableCell, TableRow};
use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_about;
use crate::recognise::management::blocks;
use crate::recognise::management::questions;
use crate::reference::{Rank, Reference, Titles, words};

/// Titles one below the other that are looked at without tiers, and chief executives with
/// whom such a list may begin, at most.
const MOST_TITLES: u32 = 60;
const MOST_CHIEFS: usize = 20;

/// Adds the management table of a sheet that has tiers but no header over them. Tiers
/// within other tables are whom a course was for, and those beside neither numbers nor
/// titles are a list.
pub(crate) fn add(grid: &Grid, tables: &mut Vec<Table>, headers: &[Header], reference: &Reference) {
    let rules = &reference.titles;
    if tables.iter().any(|table| table.section == Section::Management) {
        return;
    }
    if let Some(table) = questions::table(grid, &reference.questionnaire) {
        tables.push(table);
        return;
    }
    let mut labels = tier_columns(grid, headers);
    labels.retain(|col, rows| {
        rows.retain(|row| {
            let at = grid.at_ref(*row, *col);
            !tables.iter().any(|table| table.rows.iter().any(|one| one.places.contains(&at)))
        });
        !rows.is_empty()
    });
    if labels.is_empty() {
        labels = counted_columns(grid, headers, rules);
    }
    if labels.is_empty()
        && let Some(found) = titles_alone(grid, tables, reference)
    {
        tables.push(found);
        return;
    }
    let Some((col, rows)) =
        labels.into_iter().max_by_key(|(col, rows)| (rows.len(), std::cmp::Reverse(*col)))
    else {
        return;
    };
    let (Some(first), Some(last)) = (rows.first().copied(), rows.last().copied()) else { return };
    if rows.len() < 2 {
        return;
    }
    // Under `Ref` a code such as `T1` numbers what is listed.
    let coded = |row: u32| {
        let codes = |word: &String| matches!(word.as_str(), "ref" | "reference" | "code" | "id" | "item");
        grid.shown(row, col).is_some_and(|(_, seen)| seen.words.len() < 4 && seen.words.iter().any(codes))
    };
    let pairs = |row: u32| around::lists_pairs(grid, row, col.saturating_sub(2)..=col + 4);
    if first.checked_sub(1).is_some_and(|row| coded(row) || pairs(row)) {
        return;
    }
    let ids = guess(grid, col, (first, last));
    let titled = |col: u32| {
        let cells = (first..=last).filter_map(|row| grid.at(row, col));
        cells.filter(|seen| rules.rule(&seen.text).is_some()).count() > 1
    };
    if !ids.iter().any(|(col, id)| *id == "posts" || *id == "titles" && titled(*col)) {
        tables.extend(blocks::table(grid, col, &rows, reference));
        return;
    }
    tables.push(guessed(grid, &ids, (first, last)));
}

/// The table that titles make without tiers or headings: from the chief executive down one
/// column, each beside its number of posts.
fn titles_alone(grid: &Grid, tables: &[Table], reference: &Reference) -> Option<Table> {
    let rank = |row: u32, col: u32| {
        let seen = grid.at(row, col).filter(|seen| seen.words.len() <= 6)?;
        reference.titles.rule(&seen.text).map(|rule| rule.rank)
    };
    let counted = |row: u32, col: u32| {
        grid.at(row, col + 1).is_some_and(|seen| seen.text.starts_with(|c: char| c.is_ascii_digit()))
    };
    let chiefs = grid.all().map(|(at, _)| at).filter(|(row, col)| rank(*row, *col) == Some(Rank::Chief));
    for (first, col) in chiefs.take(MOST_CHIEFS) {
        let place = grid.at_ref(first, col);
        let taken = tables.iter().any(|table| table.rows.iter().any(|row| row.places.contains(&place)));
        let rows = (first..first + MOST_TITLES)
            .take_while(|row| rank(*row, col).is_some() && counted(*row, col))
            .count();
        let last = first + u32::try_from(rows).ok()?.saturating_sub(1);
        if taken || rows < 3 {
            continue;
        }
        let mut ids = guess(grid, col, (first, last));
        ids.retain(|(_, id)| *id != "titles");
        let beside = (col + 2..col + 4)
            .find(|col| grid.rows_shown(first, last).any(|row| grid.at(row, *col).is_some()));
        if !ids.iter().any(|(_, id)| *id == "qualified") {
            ids.extend(beside.map(|col| (col, "qualified")));
        }
        return Some(guessed(grid, &ids, (first, last)));
    }
    None
}

/// A table without a header, of the columns that were guessed.
fn guessed(grid: &Grid, ids: &[(u32, &'static str)], (first, last): (u32, u32)) -> Table {
    let at = (first, ids.first().map_or(0, |(col, _)| *col));
    let named: Vec<&str> = ids.iter().map(|(_, id)| *id).collect();
    let rows = read(grid, ids, (first, last));
    Table { guessed: true, ..Table::without_headings(grid, Section::Management, &named, at, rows) }
}

/// Columns that hold tiers' labels under no management header, with their rows.
pub(crate) fn tier_columns(grid: &Grid, headers: &[Header]) -> BTreeMap<u32, Vec<u32>> {
    let mut labels: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for ((row, col), seen) in grid.all() {
        let headed = headers.iter().any(|h| {
            h.section == Section::Management
                && row >= h.top
                && (h.left().saturating_sub(3)..=h.right() + 1).contains(&col)
        });
        if !headed && seen.is_tier() {
            labels.entry(col).or_default().push(row);
        }
    }
    labels
}

/// A column of bare numbers from 1 on, under no management header, beside titles from the chief
/// executive down.
fn counted_columns(grid: &Grid, headers: &[Header], rules: &Titles) -> BTreeMap<u32, Vec<u32>> {
    let rank = |row: u32, col: u32| grid.at(row, col + 1).and_then(|seen| Some(rules.rule(&seen.text)?.rank));
    let chiefs = grid.all().map(|(at, _)| at).filter(|(row, col)| {
        grid.at(*row, *col).is_some_and(|seen| seen.text.trim() == "1")
            && rank(*row, *col) == Some(Rank::Chief)
    });
    let column = |(first, col): (u32, u32)| {
        let rows = grid.rows_shown(first, first + MOST_TITLES);
        let own = |(count, row): &(u32, u32)| {
            grid.at(*row, col).is_some_and(|seen| seen.text.trim() == count.to_string())
        };
        let rows: Vec<u32> = (1..).zip(rows).take_while(own).map(|(_, row)| row).collect();
        let titled = rows.iter().filter(|row| rank(**row, col).is_some()).count();
        (rows.len() > 2 && titled * 2 > rows.len()).then_some((col, rows))
    };
    let headed = headers.iter().any(|header| header.section == Section::Management);
    chiefs.filter(|_| !headed).find_map(column).into_iter().collect()
}

/// Columns by content: the labels, the first texts as titles, the first numbers as
/// posts, the second as people qualified.
fn guess(grid: &Grid, label_col: u32, (first, last): (u32, u32)) -> Vec<(u32, &'static str)> {
    let mut ids = vec![(label_col, "tier")];
    let mut numbers = ["posts", "qualified"].into_iter();
    let mut titled = false;
    for col in label_col + 1..=label_col + 6 {
        let cells: Vec<&Seen> = grid.rows_shown(first, last).filter_map(|row| grid.at(row, col)).collect();
        if cells.is_empty() {
            continue;
        }
        // Sums of money count no posts.
        if cells.iter().all(|seen| seen.text.contains('\u{a3}')) {
            continue;
        }
        if cells.iter().filter(|seen| counts(&seen.value.text())).count() * 2 >= cells.len() {
            if let Some(id) = numbers.next() {
                ids.push((col, id));
            }
        } else if !titled {
            titled = true;
            ids.push((col, "titles"));
        }
    }
    ids
}

/// Whether a text is a number, however it is said: `Approx 4`, `seven`, `Nil`.
fn counts(text: &str) -> bool {
    const SAID: &str = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
                        fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty none nil";
    let told = words(text);
    let mut said = told.iter().filter(|word| !is_about(word));
    let number = |word: &String| {
        word.starts_with(|c: char| c.is_ascii_digit()) || SAID.split(' ').any(|one| one == word)
    };
    let of_posts = |word: &String| matches!(word.as_str(), "post" | "fte" | "people" | "manager");
    text.starts_with(|c: char| c.is_ascii_digit()) || said.next().is_some_and(number) && said.all(of_posts)
}

fn read(grid: &Grid, ids: &[(u32, &'static str)], (first, last): (u32, u32)) -> Vec<TableRow> {
    let mut rows = Vec::new();
    for row in grid.rows_shown(first, last) {
        let cell =
            |col: u32| grid.shown(row, col).map(|shown| TableCell::shown(grid, (row, col), shown, last));
        let cells: Vec<Option<TableCell>> = ids.iter().map(|(col, _)| cell(*col)).collect();
        if cells.iter().any(Option::is_some) {
            let places = ids.iter().map(|(col, _)| grid.at_ref(row, *col)).collect();
            rows.push(TableRow { cells, places, after_gap: false, beside: None });
        }
    }
    rows
}
