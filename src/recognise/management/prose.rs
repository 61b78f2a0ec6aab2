//! Tiers told in sentences, one to a row or to a line of a cell: `2nd tier: Directors - 4 posts,
//! 2 with a management qualification`; the figures may stand in the next cells.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::IDS;
use super::questions;
use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::labels::{is_about, is_cardinal, tier_label};
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::Questionnaire;

/// Columns right of a tier in which its figures may stand.
const WIDEST: u32 = 4;
/// What stands between the parts of a sentence.
const SIGNS: [char; 10] = [' ', ',', ';', ':', '-', '\u{2013}', '(', ')', '=', '.'];

/// What a sentence tells of a tier.
struct Told {
    tier: i64,
    /// The cells of the table's row.
    cells: [Option<TableCell>; 4],
}

/// What is told, with the row and column where it stands.
type Placed = ((u32, u32), Told);

/// Adds the tiers that are told so, two at least, where no table with headings over them holds
/// them; what other tables took of them is given back.
pub(crate) fn add(grid: &Grid, tables: &mut Vec<Table>, asked: &Questionnaire) {
    let mut columns: BTreeMap<u32, Vec<Placed>> = BTreeMap::new();
    for ((row, col), seen) in grid.all() {
        // Most cells name no tier.
        let lines = seen.text.lines().filter(|line| tier_label(line).is_some_and(|one| one.sure));
        for told in lines.filter_map(|line| told(grid, (row, col), line)) {
            columns.entry(col).or_default().push(((row, col), told));
        }
    }
    let Some(told) = columns.into_values().max_by_key(Vec::len) else { return };
    let tiers: BTreeSet<i64> = told.iter().map(|(_, one)| one.tier).collect();
    let Some((first, _)) = told.first().filter(|_| tiers.len() > 1 && tiers.len() == told.len()) else {
        return;
    };
    // `2nd tier number of posts: 4` is a question with its answer.
    if questions::table(grid, asked).is_some() {
        return;
    }
    let first = *first;
    let below = |table: &Table| {
        (first.0..=first.0 + 60).contains(&table.at.row) && told.iter().any(|(at, _)| at.0 == table.at.row)
    };
    tables.retain(|table| table.section != Section::Management || !below(table));
    if tables.iter().any(|table| table.section == Section::Management) {
        return;
    }
    let rows: Vec<TableRow> = told.into_iter().map(|(at, one)| row(grid, at, one)).collect();
    for table in tables.iter_mut() {
        let own = |cell: &TableCell| rows.iter().any(|row| row.places.contains(&cell.at));
        table.rows.retain(|row| !row.cells.iter().flatten().any(own));
    }
    tables.push(Table::without_headings(grid, Section::Management, &IDS, first, rows));
}

fn row(grid: &Grid, (row, col): (u32, u32), told: Told) -> TableRow {
    let cells: Vec<Option<TableCell>> = told.cells.into_iter().collect();
    let place = |cell: &Option<TableCell>| {
        cell.as_ref().map_or_else(|| grid.at_ref(row, col), |cell| cell.at.clone())
    };
    TableRow { places: cells.iter().map(place).collect(), cells, after_gap: false, beside: None }
}

/// What a line of a cell tells of a tier, or the sentence beside its label: its titles, and how
/// many posts there are and how many are qualified, one of the two at least.
fn told(grid: &Grid, (row, col): (u32, u32), line: &str) -> Option<Told> {
    let label = tier_label(line).filter(|label| label.sure)?;
    let beside = |col: u32| {
        let right = grid.extent(row, col).right;
        grid.row(row).filter(move |(at, _)| (right + 1..=right + WIDEST).contains(at))
    };
    let sentence =
        || beside(col).next().filter(|(_, seen)| parted(&seen.text).is_some_and(|one| !one.0.is_empty()));
    let (at, text) = if label.rest.is_empty() {
        sentence().map(|(at, seen)| (at, seen.text.clone()))?
    } else {
        (col, label.rest)
    };
    let said = |text: &str| Some(TableCell::saying(grid, (row, at), text)).filter(|one| !one.text.is_empty());
    let (titles, posts, rest) = parted(&text).map_or_else(
        || {
            let (titles, rest) = before_qualified(&text).unwrap_or((&text, ""));
            (titles.to_owned(), None, trimmed(rest))
        },
        |(titles, posts, rest)| (titles, said(&posts), rest),
    );
    let mut qualified = qualified(&rest).and_then(|text| said(&text));
    let mut posts = posts;
    for (at, seen) in beside(at) {
        if seen.words.iter().any(|word| word.starts_with("qualif")) {
            let text = self::qualified(&seen.text).unwrap_or_else(|| seen.text.clone());
            qualified.get_or_insert_with(|| TableCell::saying(grid, (row, at), &text));
        } else if let Some((_, number, _)) = parted(&seen.text).filter(|_| posts.is_none()) {
            posts = Some(TableCell::saying(grid, (row, at), &number));
        } else {
            return None;
        }
    }
    let tier = Some(TableCell::saying(grid, (row, col), &format!("Tier {}", label.tier)));
    (posts.is_some() || qualified.is_some())
        .then(|| Told { tier: label.tier, cells: [tier, said(&titles), posts, qualified] })
}

/// A sentence parted where it says how many posts there are: what stands before that, their
/// number, and what follows.
fn parted(text: &str) -> Option<(String, String, String)> {
    let lower = text.to_ascii_lowercase();
    let is_word = |at: usize, end: usize| {
        let letter = |part: Option<&str>, last: bool| {
            let mut letters = part.unwrap_or_default().chars();
            if last { letters.next_back() } else { letters.next() }.is_some_and(char::is_alphabetic)
        };
        !letter(lower.get(..at), true) && !letter(lower.get(end..), false)
    };
    lower.match_indices("post").find_map(|(at, word)| {
        let end = at + word.len();
        let end = if lower.get(end..).is_some_and(|rest| rest.starts_with('s')) { end + 1 } else { end };
        let (before, after) = (text.get(..at)?, text.get(end..)?);
        if !is_word(at, end) {
            return None;
        }
        if let Some((titles, number)) = ends_with_number(before) {
            return Some((trimmed(titles), number, trimmed(after)));
        }
        // `posts: 4`
        let after = after.trim_start_matches(SIGNS);
        let digits = after.chars().take_while(char::is_ascii_digit).count();
        let (number, rest) = (after.get(..digits)?, after.get(digits..)?);
        (digits > 0).then(|| (trimmed(before), number.to_owned(), trimmed(rest)))
    })
}

/// The titles of a sentence, with their numbers, and what it says of the qualified after them:
/// `Heads of Service (7), 3 with a management qualification`, `1 Director, of whom none qualified`.
fn before_qualified(text: &str) -> Option<(&str, &str)> {
    const OPENS: [&str; 8] = ["of", "none", "no", "all", "both", "and", "neither", "half"];
    let parts = text.match_indices([',', ';']).map(|(at, sign)| (at, at + sign.len()));
    parts.rev().find_map(|(at, end)| {
        let (titles, rest) = (text.get(..at)?, text.get(end..)?);
        let lower = rest.to_ascii_lowercase();
        let first = lower.split(SIGNS).find(|word| !word.is_empty())?;
        let opens = OPENS.contains(&first) || is_cardinal(first) || first.chars().all(|c| c.is_ascii_digit());
        (opens && lower.contains("qualif")).then_some((titles, rest))
    })
}

/// The number that a text ends with, and what stands before it.
fn ends_with_number(text: &str) -> Option<(&str, String)> {
    let text = text.trim_end();
    let start = text.rfind(|c: char| SIGNS.contains(&c)).map_or(0, |at| at + 1);
    let start = text.get(start..).map(|_| start).unwrap_or_default();
    let number = text.get(start..)?.to_ascii_lowercase();
    let counts = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit()) || is_cardinal(&number);
    if !counts {
        return None;
    }
    let before = text.get(..start)?.trim_end();
    let word = before.rsplit(SIGNS).find(|word| !word.is_empty()).unwrap_or_default();
    if is_about(&word.to_ascii_lowercase()) {
        let titles = before.get(..before.rfind(word)?)?;
        return Some((titles, format!("approx {number}")));
    }
    Some((before, number))
}

/// What a text says of those who are qualified: `2 qualified`, `with management qualification: 2`.
fn qualified(text: &str) -> Option<String> {
    let said = text.to_ascii_lowercase().contains("qualif");
    let text = text.rsplit_once(':').map_or(text, |(_, number)| number);
    let text = trimmed(text);
    let own = ["of whom ", "of which ", "and "].iter().find_map(|lead| text.strip_prefix(lead));
    said.then(|| own.unwrap_or(&text).trim().to_owned())
}

fn trimmed(text: &str) -> String {
    text.trim_matches(SIGNS).to_owned()
}
