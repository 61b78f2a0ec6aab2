//! Where sections begin: headings that stand alone, columns of tiers.

use super::grid::Grid;
use super::headers::{self, Header};
use super::labels::is_silence;
use super::unheaded;
use crate::model::Section;
use crate::reference::{Reference, best_likeness, words};

/// Least likeness, in percent, of a text to a section's heading that makes it one.
const LEAST: usize = 90;
/// The same of a text that stands apart, over the words that there is nothing.
const LEAST_OVER_NOTHING: usize = 60;

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
            && col.checked_sub(1).is_none_or(|left| grid.at(row, left).is_none());
        if seen.words.len() > 8 || !parted || !alone {
            continue;
        }
        for section in Section::ALL {
            let Some(wanted) = reference.questionnaire.section(headers::section_id(section)) else {
                continue;
            };
            let is_own = (section == Section::Practices) == (headers::section_id(section) == "practices");
            let told = unnumbered(&seen.words);
            let title = words(seen.text.split(':').next().unwrap_or_default());
            let like = best_likeness(&wanted.headings, told)
                .max(best_likeness(&wanted.headings, unnumbered(&title)));
            let least = if over_nothing(grid, row, col) { LEAST_OVER_NOTHING } else { LEAST };
            if section != Section::About && is_own && like >= least {
                found.push((section, row, col));
            }
        }
    }
    for (col, rows) in unheaded::tier_columns(grid, headers) {
        let tiers: Vec<i64> =
            rows.iter().filter_map(|row| Some(grid.at(*row, col)?.tier.as_ref()?.tier)).collect();
        if let Some(first) = rows.first().filter(|_| tiers.starts_with(&[1, 2])) {
            found.push((Section::Management, *first, col));
        }
    }
    found
}

/// Whether a text stands apart from all above it, over the words that there is nothing: so
/// only a section's heading does.
fn over_nothing(grid: &Grid, row: u32, col: u32) -> bool {
    let apart = row.checked_sub(1).is_none_or(|above| grid.row(above).next().is_none());
    let alone = |row: u32| grid.row(row).count() == 1;
    let denies = |told: &[String]| {
        is_silence(told)
            || told.len() <= 8 && told.iter().any(|word| ["no", "not", "none"].contains(&word.as_str()))
    };
    apart && alone(row) && alone(row + 1) && grid.at(row + 1, col).is_some_and(|below| denies(&below.words))
}

/// Sections whose headings stand on a sheet.
pub(super) fn section_headings(grid: &Grid, reference: &Reference) -> Vec<Section> {
    let mut found = Vec::new();
    for section in Section::ALL {
        let Some(wanted) = reference.questionnaire.section(headers::section_id(section)) else { continue };
        if section == Section::About {
            continue;
        }
        let named = grid.all().any(|(_, seen)| {
            let told = unnumbered(&seen.words);
            seen.words.len() <= 12 && best_likeness(&wanted.headings, told) >= LEAST
        });
        if named {
            found.push(section);
        }
    }
    found
}

/// The words of a heading without the number that goes before it: `Section 5:`, `3.`, `Part B`.
fn unnumbered(told: &[String]) -> &[String] {
    let number = |word: &String| word.len() <= 2 && word.chars().all(|c| c.is_ascii_digit());
    let letter = |word: &String| word.len() == 1;
    match told {
        [word, mark, rest @ ..]
            if ["section", "part"].contains(&word.as_str()) && (number(mark) || letter(mark)) =>
        {
            rest
        }
        [mark, rest @ ..] if number(mark) => rest,
        _ => told,
    }
}
