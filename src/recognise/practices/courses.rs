//! Courses named like what is asked: `Mentoring Skills` in a table headed Activity asks nothing.

use std::collections::{BTreeMap, BTreeSet};

use super::Candidate;
use super::answer_columns::heads_questions;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{delivery_said, is_yes_or_no};
use crate::recognise::tables::headers::SURE;
use crate::reference::{Questionnaire, best_likeness};

/// Columns beside an activity that may be of its table.
const REACH: u32 = 8;
/// The columns of which two tell a table of training.
const TELLING: [&str; 3] = ["audience", "provider", "cost"];
/// Longer texts head no column, in words.
const LONGEST: usize = 6;
/// Rows from one course to the next, at most, or a title parts them.
const FARTHEST: u32 = 2;
/// So many questions in one table are the questionnaire.
const MANY: usize = 5;

/// What is left of cells that may ask something without the courses among them.
pub(crate) fn left_out(grid: &Grid, found: Vec<Candidate>, asked: &Questionnaire) -> Vec<Candidate> {
    let Some(last) = found.iter().map(|one| one.row).max() else { return found };
    let at: BTreeMap<(u32, u32), usize> =
        found.iter().map(|one| ((one.row, one.col), one.question)).collect();
    // By the column of activities: the row of its heading, and the columns beside it.
    let mut tables: BTreeMap<u32, (u32, Vec<u32>)> = BTreeMap::new();
    let mut courses: BTreeMap<(u32, u32), BTreeMap<(u32, u32), usize>> = BTreeMap::new();
    let mut before = None;
    for row in grid.rows_shown(0, last) {
        let apart = before.is_some_and(|before| row > before + FARTHEST) && grid.row(row).count() == 1;
        before = Some(row);
        for (col, seen) in grid.row(row) {
            // So does a title of whatever follows.
            let title = apart && delivery_said(&seen.words).is_none();
            if tables.contains_key(&col) && (title || begins_questions(seen, asked)) {
                tables.remove(&col);
            }
            let asks = at.get(&(row, col)).zip(tables.get(&col)).filter(|_| !seen.text.contains('?'));
            // Beside another question stands a question too.
            let alone = |table: &[u32]| !table.iter().any(|other| at.contains_key(&(row, *other)));
            let asks = asks.filter(|(_, table)| alone(&table.1) && is_course(grid, row, &table.1));
            if let Some((question, (top, _))) = asks {
                courses.entry((*top, col)).or_default().insert((row, col), *question);
            }
        }
        tables.extend(headed(grid, row, asked).map(|(col, others)| (col, (row, others))));
    }
    let distinct = |cells: &BTreeMap<(u32, u32), usize>| cells.values().collect::<BTreeSet<_>>().len();
    let left: BTreeSet<(u32, u32)> =
        courses.into_values().filter(|cells| distinct(cells) < MANY).flat_map(BTreeMap::into_keys).collect();
    found.into_iter().filter(|one| !left.contains(&(one.row, one.col))).collect()
}

/// The column that a row of headings names activities, with those beside it that tell the rest.
fn headed(grid: &Grid, row: u32, asked: &Questionnaire) -> Option<(u32, Vec<u32>)> {
    let names = |seen: &Seen, id: &str| {
        if seen.words.len() > LONGEST {
            return false;
        }
        let like = seen.columns.get_or_init(|| asked.columns_like(&seen.words));
        asked.columns_of("training", like, SURE).any(|(_, one)| one == id)
    };
    let (col, _) = grid.row(row).find(|(_, seen)| names(seen, "activity"))?;
    let beside = grid.row(row).filter(|(other, _)| other.abs_diff(col) <= REACH);
    let found: BTreeMap<&str, u32> = beside
        .filter_map(|(other, seen)| Some((*TELLING.iter().find(|id| names(seen, id))?, other)))
        .collect();
    (found.len() > 1).then(|| (col, found.into_values().collect()))
}

/// Whether a cell stands over questions, or is the title of all of them.
fn begins_questions(seen: &Seen, asked: &Questionnaire) -> bool {
    let titles = asked.section("practices").map(|one| &one.headings);
    heads_questions(asked, seen) || titles.is_some_and(|titles| best_likeness(titles, &seen.words) >= SURE)
}

/// Whether a row tells of a course: by a figure in one of the columns, or by two texts, of which
/// none answers a question or asks one.
fn is_course(grid: &Grid, row: u32, others: &[u32]) -> bool {
    const ANSWERS: [&str; 9] =
        ["not", "partly", "planned", "considering", "we", "being", "will", "informally", "never"];
    let told: Vec<&Seen> = others.iter().filter_map(|col| grid.at(row, *col)).collect();
    let says = |word: &String| is_yes_or_no(word) || ANSWERS.contains(&word.as_str());
    let answers = |seen: &&Seen| seen.text.ends_with('?') || seen.words.first().is_some_and(says);
    let figure = |seen: &&Seen| seen.text.starts_with(|c: char| c.is_ascii_digit() || c == '\u{a3}');
    !told.iter().any(answers) && (told.len() > 1 || told.iter().any(figure))
}
