//! Coaching told in sentences, one text a cohort: `4 coaches in training, 6 authorised. 19
//! sessions held, 1 hour each, with 16 coachees. Course cost £1,900 (Lane4).`

use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_cardinal;
use crate::recognise::tables::{Table, TableCell, TableRow};
use crate::reference::{Questionnaire, words};

/// The columns, in the form's order.
const IDS: [&str; 8] = [
    "cohort",
    "coaches_training",
    "coaches_authorised",
    "sessions",
    "hours_per_session",
    "coachees",
    "cost",
    "provider",
];
/// Least likeness, in percent, of the words beside a number to a column's name.
const LEAST: usize = 85;
/// So many figures in one text are no chance.
const FEWEST: usize = 3;
/// Words before the name of whoever gave the course.
const PROVIDED: [&str; 7] =
    ["provider: ", "provider was ", "provider is ", "provider ", "provided by ", "run by ", "by "];
/// A text of more words names no cohort.
const LONGEST: usize = 6;

/// Words that tell nothing of a number beside them.
const BETWEEN: [&str; 13] =
    ["there", "the", "of", "are", "is", "was", "were", "have", "has", "had", "been", "we", "held"];
/// Cohorts told of side by side, at most.
const WIDEST: usize = 8;
/// Lines that tell of one cohort, at most.
const MOST_LINES: u32 = 6;

/// Adds the cohorts that are told so, where the section has no table; what other tables took
/// of them is given back.
pub(super) fn add(grid: &Grid, tables: &mut Vec<Table>, asked: &Questionnaire) {
    if tables.iter().any(|table| table.section == Section::Coaching) {
        return;
    }
    let mut told: Vec<Told> = Vec::new();
    for ((row, col), seen) in grid.all() {
        let known = |one: &Told| one.col == col && (one.row..=one.last).contains(&row);
        if !told.iter().rev().take(WIDEST).any(known) {
            told.extend(cohort_at(grid, (row, col), seen, asked));
        }
    }
    let Some((top, left)) = told.first().map(|one| (one.row, one.col)) else { return };
    let (mut rows, mut guessed) = (Vec::new(), false);
    for one in &told {
        let (row, col) = (one.row, one.col);
        let mut cells: Vec<Option<TableCell>> = vec![None; IDS.len()];
        for (place, row, text) in &one.parts {
            if let Some(cell) = cells.get_mut(*place) {
                *cell = Some(TableCell::saying(grid, (*row, col), text));
            }
        }
        let name = col.checked_sub(1).and_then(|before| Some((before, grid.at(row, before)?)));
        let is_name = |seen: &Seen| seen.words.len() <= LONGEST && !asked.heads_section(&seen.words);
        if let Some(cell) = cells.first_mut() {
            let name = name.filter(|(_, seen)| is_name(seen));
            let own = || one.name.as_deref().map(|name| TableCell::saying(grid, (row, col), name));
            *cell = name.map(|(before, seen)| TableCell::of(grid, (row, before), seen)).or_else(own);
        }
        guessed |= !one.whole;
        let places = vec![grid.at_ref(row, col); IDS.len()];
        rows.push(TableRow { cells, places, after_gap: false, beside: None });
    }
    let takes = |cell: &TableCell| {
        told.iter().any(|one| cell.at.col == one.col && (one.row..=one.last).contains(&cell.at.row))
    };
    for table in tables.iter_mut() {
        table.rows.retain(|row| !row.cells.iter().flatten().any(takes));
    }
    let table = Table::without_headings(grid, Section::Coaching, &IDS, (top, left), rows);
    tables.push(Table { guessed, ..table });
}

/// What one text tells of a cohort, or lines one below the other.
struct Told {
    /// Its column, its first row and its last.
    col: u32,
    row: u32,
    last: u32,
    /// Places in [`IDS`], with the row and what is told there.
    parts: Vec<(usize, u32, String)>,
    /// The cohort's name, before a colon.
    name: Option<String>,
    /// Whether all its numbers were understood.
    whole: bool,
}

/// The cohort that a text tells of, with the lines below it that say more.
fn cohort_at(grid: &Grid, (row, col): (u32, u32), seen: &Seen, asked: &Questionnaire) -> Option<Told> {
    let says = |word: &String| word.starts_with("coach");
    if seen.words.len() < 4 || !seen.words.iter().any(says) || !has_number(&seen.text) {
        return None;
    }
    let mut told = Told { col, row, last: row, parts: Vec::new(), name: None, whole: true };
    told.add(row, &seen.text, asked);
    while !told.parts.is_empty() && told.last < row + MOST_LINES {
        let Some(below) = grid.at(told.last + 1, col).filter(|below| below.words.len() > 3) else { break };
        let mut next = Told { parts: Vec::new(), name: None, ..told };
        next.add(told.last + 1, &below.text, asked);
        let again = |part: &(usize, u32, String)| told.parts.iter().any(|known| known.0 == part.0);
        if next.parts.is_empty() || next.parts.iter().any(again) {
            break;
        }
        told.parts.extend(next.parts);
        told.whole &= next.whole;
        told.last += 1;
    }
    let figures = told.parts.iter().filter(|part| part.0 + 1 < IDS.len()).count();
    (figures >= FEWEST).then_some(told)
}

impl Told {
    /// Adds what a text in this row tells.
    fn add(&mut self, row: u32, text: &str, asked: &Questionnaire) {
        let head = text.split_once(": ").filter(|(head, _)| words(head).len() <= LONGEST);
        let (name, text) = head.map_or((None, text), |(head, rest)| (Some(head.trim().to_owned()), rest));
        self.name = name.filter(|head| column(head, asked).is_none());
        for clause in clauses(text) {
            self.add_clause(row, &clause, asked);
        }
    }

    fn add_clause(&mut self, row: u32, clause: &str, asked: &Questionnaire) {
        let (clause, bracket) = clause.split_once('(').unwrap_or((clause, ""));
        if let Some(provider) = provider(clause) {
            self.parts.push((IDS.len() - 1, row, provider.to_owned()));
            return;
        }
        let numbers: Vec<&str> = clause.split_whitespace().filter(|part| has_number(part)).collect();
        let [number] = numbers.as_slice() else {
            self.whole &= numbers.is_empty();
            return;
        };
        let tells = |part: &&str| !has_number(part) && !BETWEEN.contains(&part.to_lowercase().as_str());
        let rest: Vec<&str> = clause.split_whitespace().filter(tells).collect();
        let Some(place) = column(&rest.join(" "), asked) else {
            self.whole = false;
            return;
        };
        self.whole &= !self.parts.iter().any(|known| known.0 == place);
        let hours = IDS.get(place) == Some(&"hours_per_session");
        let said = if hours { clause.trim() } else { *number };
        self.parts.push((place, row, said.to_owned()));
        let bracket = bracket.trim_end_matches([')', '.', ' ']);
        if IDS.get(place) == Some(&"cost") && !bracket.is_empty() {
            self.parts.push((IDS.len() - 1, row, provider(bracket).unwrap_or(bracket).to_owned()));
        }
    }
}

/// Whoever gave the course, after words that say so.
fn provider(clause: &str) -> Option<&str> {
    let name = PROVIDED.iter().find_map(|lead| clause.strip_prefix(lead))?;
    Some(name.trim())
}

/// The parts of sentences that tell of one number each: `3 in training`, `5 are authorised`.
fn clauses(text: &str) -> Vec<String> {
    let parted = text.replace(". ", "\n").replace(", ", "\n").replace("; ", "\n");
    // `21 sessions held of 1.5 hours each`.
    let parted = parted.replace(" held of ", " held\n").replace(" sessions of ", " sessions\n");
    let mut found: Vec<String> = Vec::new();
    for line in parted.lines().map(|line| line.trim().trim_end_matches('.')) {
        let mut clause = String::new();
        let mut parts = line.split_whitespace().peekable();
        while let Some(part) = parts.next() {
            let leads = |next: &&str| has_number(next) || matches!(*next, "provided" | "run" | "by");
            let joins = matches!(part, "and" | "with" | "for" | "to");
            if joins && parts.peek().is_some_and(leads) {
                found.push(std::mem::take(&mut clause));
                continue;
            }
            if !clause.is_empty() {
                clause.push(' ');
            }
            clause.push_str(part);
        }
        found.push(clause);
    }
    found
}

/// Whether a number stands in a text, in figures or as a word.
fn has_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == '\u{bd}')
        || text.split_whitespace().any(|word| is_cardinal(&word.to_lowercase()))
}

/// The column that the words beside a number name.
fn column(text: &str, asked: &Questionnaire) -> Option<usize> {
    let like = asked.columns_like(&words(text));
    let own = asked.columns_of("coaching", &like, LEAST).filter_map(|(likeness, id)| {
        let place = IDS.iter().position(|known| *known == id)?;
        (place > 0 && place + 1 < IDS.len()).then_some((likeness, place))
    });
    own.max_by_key(|(likeness, place)| (*likeness, std::cmp::Reverse(*place))).map(|(_, place)| place)
}
