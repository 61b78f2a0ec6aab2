//! Where sections begin: headings that stand alone, columns of tiers.

use std::collections::BTreeMap;

use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{delivery_said, is_silence};
use crate::recognise::tables::headers::{self, Header};
use crate::recognise::tables::unheaded;
use crate::reference::{Reference, best_likeness, unnumbered, words};

/// The sections that begin somewhere; About is said in its labels.
const SECTIONS: [Section; 5] =
    [Section::Practices, Section::Reviews, Section::Management, Section::Training, Section::Coaching];
/// Least likeness, in percent, of a text to a section's heading that makes it one.
const LEAST: usize = 90;
/// The same of a text that stands apart, over the words that there is nothing.
const LEAST_OVER_NOTHING: usize = 60;

/// Rows below a table's headings that are looked at.
const TALLEST: u32 = 200;
/// A text of more words is no section's heading.
const LONGEST: usize = 10;

/// Cells where a section begins: its heading standing alone, or the first tier of a
/// column of tiers without a header.
pub(super) fn section_marks(
    grid: &Grid,
    headers: &[Header],
    reference: &Reference,
) -> Vec<(Section, u32, u32)> {
    let mut found: Vec<(Section, u32, u32)> = Vec::new();
    for ((row, col), seen) in grid.all() {
        let parted = row.checked_sub(1).is_none_or(|above| grid.at(above, col).is_none())
            || grid.at(row + 1, col).is_none()
            || grid.extent(row, col).right > col;
        // `Coaching pool` stands alone too where `None` stands beside it.
        let alone = grid.at(row, col + 1).is_none_or(|beside| is_silence(&beside.words))
            && col
                .checked_sub(1)
                .is_none_or(|left| grid.at(row, left).is_none_or(|_| is_numbered(grid, row, col)));
        if seen.words.len() > LONGEST || !alone {
            continue;
        }
        // What is asked for may follow in brackets: `Training (course / provider / cost)`.
        let head = seen.text.split(':').next().unwrap_or_default();
        let asks = |(_, rest): &(&str, &str)| words(rest).len() > 2;
        let title = words(head.split_once('(').filter(asks).map_or(head, |(head, _)| head));
        let least = if over_nothing(grid, row, col) { LEAST_OVER_NOTHING } else { LEAST };
        let like = likenesses(seen, reference).iter().zip(like_headings(&title, reference));
        for (section, like) in SECTIONS.into_iter().zip(like.map(|(whole, title)| title.max(*whole))) {
            let parted = parted && !is_answer(grid, headers, (row, col));
            if like >= least && (parted || heads_table(grid, headers, section, (row, col))) {
                found.push((section, row, col));
            }
        }
    }
    leave_labels(grid, &mut found);
    for (col, rows) in unheaded::tier_columns(grid, headers) {
        let tiers: Vec<i64> =
            rows.iter().filter_map(|row| Some(grid.at(*row, col)?.tier.as_ref()?.tier)).collect();
        let first = rows.first().filter(|_| tiers.starts_with(&[1, 2]));
        if let Some(first) = first.filter(|row| !is_row_of(grid, headers, (**row, col))) {
            found.push((Section::Management, *first, col));
        }
    }
    found
}

/// Leaves out labels that come again and again, each with a value of its own in its cell: `Course:
/// First aid`, and below it `Course: Budgets`, head no sections but with the first of them.
fn leave_labels(grid: &Grid, found: &mut Vec<(Section, u32, u32)>) {
    const OFTEN: usize = 3;
    let label = |&(section, row, col): &(Section, u32, u32)| {
        let (head, value) = grid.at(row, col)?.text.split_once(':')?;
        (!value.trim().is_empty()).then_some((section, col, head))
    };
    let mut rows: BTreeMap<(Section, u32, &str), Vec<u32>> = BTreeMap::new();
    for (own, row) in found.iter().filter_map(|mark| Some((label(mark)?, mark.1))) {
        rows.entry(own).or_default().push(row);
    }
    rows.retain(|_, rows| rows.len() >= OFTEN);
    let again = |mark: &(Section, u32, u32)| {
        label(mark).and_then(|own| rows.get(&own)).is_some_and(|rows| rows.first() != Some(&mark.1))
    };
    found.retain(|mark| !again(mark));
}

/// Whether a cell answers a heading of a table with blank columns or rows in it: `Managers` under
/// `Target audience`, beside what the row is about.
fn is_answer(grid: &Grid, headers: &[Header], (row, col): (u32, u32)) -> bool {
    headers.iter().any(|header| {
        let named = header.columns.iter().any(|column| column.col == col && !column.id.is_empty());
        let within = header.bottom < row && row <= header.bottom + TALLEST;
        let begun = (header.left()..col).any(|left| grid.at(row, left).is_some());
        if !(named && within && begun) {
            return false;
        }
        let mut last = header.bottom;
        grid.rows_shown(header.bottom + 1, row).all(|row| row <= std::mem::replace(&mut last, row) + 2)
    })
}

/// Whether only a section's number stands before a cell: `5.`, and beside it `Coaching pool`.
fn is_numbered(grid: &Grid, row: u32, col: u32) -> bool {
    let before: Vec<&Seen> = grid.row(row).take_while(|(at, _)| *at < col).map(|(_, seen)| seen).collect();
    let [number] = before.as_slice() else { return false };
    let mark = number.text.trim().trim_matches(['(', ')', '.', ':']);
    !mark.is_empty() && (mark.len() == 1 || mark.len() == 2 && mark.chars().all(|c| c.is_ascii_digit()))
}

/// Whether a cell stands in a row of another section's table: `First` among the cohorts.
fn is_row_of(grid: &Grid, headers: &[Header], (row, col): (u32, u32)) -> bool {
    headers.iter().any(|header| {
        let filled = |row: u32| (header.left()..=header.right()).any(|col| grid.shown(row, col).is_some());
        header.section != Section::Management
            && (header.left()..=header.right()).contains(&col)
            && header.bottom < row
            && (header.bottom + 1..row).all(filled)
    })
}

/// Whether a text stands right over a table of the section, or over the heading of one of its
/// deliveries.
fn heads_table(grid: &Grid, headers: &[Header], section: Section, (row, col): (u32, u32)) -> bool {
    let begins = |one: &Header| one.section == section && one.top == row + 1 && one.left().abs_diff(col) <= 1;
    let delivers = |below: &Seen| below.words.len() <= 4 && delivery_said(&below.words).is_some();
    let over_delivery = section == Section::Training && grid.at(row + 1, col).is_some_and(delivers);
    grid.row(row).count() == 1 && (over_delivery || headers.iter().any(begins))
}

/// Whether a text stands apart from all above it, over the words that there is nothing: so
/// only a section's heading does.
fn over_nothing(grid: &Grid, row: u32, col: u32) -> bool {
    let apart = row.checked_sub(1).is_none_or(|above| grid.row(above).next().is_none());
    let alone = |row: u32| grid.row(row).count() == 1;
    apart && alone(row) && alone(row + 1) && grid.at(row + 1, col).is_some_and(|below| denies(&below.words))
}

/// `None`, `We do not have one`.
fn denies(told: &[String]) -> bool {
    is_silence(told)
        || told.len() <= 8 && told.iter().any(|word| ["no", "not", "none"].contains(&word.as_str()))
}

/// Sections whose heading stands alone over or before the words that there is nothing.
pub(super) fn denied_sections(grid: &Grid, reference: &Reference) -> Vec<Section> {
    let denied = |row: u32, col: u32| {
        let beside = grid.at(row, col + 1);
        let below = || grid.at(row + 1, col).filter(|_| grid.row(row + 1).count() == 1);
        beside.or_else(below).is_some_and(|answer| !answer.is_tier() && denies(&answer.words))
    };
    let may_be = |section: &Section| matches!(section, Section::Reviews | Section::Coaching);
    let found = grid.all().filter(|((row, col), seen)| seen.words.len() <= 8 && denied(*row, *col));
    found.flat_map(|(_, seen)| headed(seen, reference).filter(may_be)).collect()
}

/// Sections whose headings stand on a sheet.
pub(super) fn section_headings(grid: &Grid, reference: &Reference) -> Vec<Section> {
    let short: Vec<&Seen> = grid.all().map(|(_, seen)| seen).filter(|seen| seen.words.len() <= 12).collect();
    let stands =
        |section: &Section| short.iter().any(|seen| headed(seen, reference).any(|one| one == *section));
    SECTIONS.into_iter().filter(stands).collect()
}

/// The sections whose heading a cell is.
fn headed<'a>(seen: &'a Seen, reference: &Reference) -> impl Iterator<Item = Section> + 'a {
    let like = SECTIONS.into_iter().zip(likenesses(seen, reference));
    like.filter(|(_, like)| **like >= LEAST).map(|(section, _)| section)
}

/// Whether a cell that was looked at is like the heading of a section.
pub(super) fn is_heading(seen: &Seen) -> bool {
    seen.sections.get().is_some_and(|like| like.iter().any(|one| *one >= LEAST))
}

/// How like a cell is to the headings of each of [`SECTIONS`], in percent.
fn likenesses<'a>(seen: &'a Seen, reference: &Reference) -> &'a [usize] {
    seen.sections.get_or_init(|| like_headings(&seen.words, reference))
}

fn like_headings(told: &[String], reference: &Reference) -> Vec<usize> {
    let headings = |section: Section| reference.questionnaire.section(headers::section_id(section));
    let like = |section| headings(section).map_or(0, |one| best_likeness(&one.headings, unnumbered(told)));
    SECTIONS.into_iter().map(like).collect()
}
