//! Coaching told in sentences, one text a cohort: `4 coaches in training, 6 authorised. 19
//! sessions held, 1 hour each, with 16 coachees. Course cost £1,900 (Lane4).`

use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
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
const PROVIDED: [&str; 4] = ["provider ", "provider: ", "provided by ", "run by "];
/// A text of more words names no cohort.
const LONGEST: usize = 6;

/// Adds the cohorts that are told so, where the section has no table; what other tables took
/// of them is given back.
pub(super) fn add(grid: &Grid, tables: &mut Vec<Table>, asked: &Questionnaire) {
    if tables.iter().any(|table| table.section == Section::Coaching) {
        return;
    }
    let told: Vec<_> = grid.all().filter_map(|(at, seen)| Some((at, told(&seen.text, asked)?))).collect();
    let Some(((top, left), _)) = told.first() else { return };
    let (mut rows, mut guessed) = (Vec::new(), false);
    for ((row, col), one) in &told {
        let mut cells: Vec<Option<TableCell>> = vec![None; IDS.len()];
        for (place, text) in &one.parts {
            if let Some(cell) = cells.get_mut(*place) {
                *cell = Some(TableCell::saying(grid, (*row, *col), text));
            }
        }
        let name = col.checked_sub(1).and_then(|before| Some((before, grid.at(*row, before)?)));
        let is_name = |seen: &Seen| seen.words.len() <= LONGEST;
        if let Some(cell) = cells.first_mut() {
            let name = name.filter(|(_, seen)| is_name(seen));
            let own = || one.name.as_deref().map(|name| TableCell::saying(grid, (*row, *col), name));
            *cell = name.map(|(before, seen)| TableCell::of(grid, (*row, before), seen)).or_else(own);
        }
        guessed |= !one.whole;
        let places = vec![grid.at_ref(*row, *col); IDS.len()];
        rows.push(TableRow { cells, places, after_gap: false, beside: None });
    }
    for table in tables.iter_mut() {
        let shared = |row: &TableRow| {
            row.cells.iter().flatten().any(|cell| rows.iter().any(|own| own.places.contains(&cell.at)))
        };
        table.rows.retain(|row| !shared(row));
    }
    let table = Table::without_headings(grid, Section::Coaching, &IDS, (*top, *left), rows);
    tables.push(Table { guessed, ..table });
}

/// What a text tells of a cohort.
struct Told {
    /// Places in [`IDS`], with what is told.
    parts: Vec<(usize, String)>,
    /// The cohort's name, before a colon.
    name: Option<String>,
    /// Whether all its numbers were understood.
    whole: bool,
}

fn told(text: &str, asked: &Questionnaire) -> Option<Told> {
    if text.len() < 40 || !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let head = text.split_once(": ").filter(|(head, _)| words(head).len() <= LONGEST);
    let (name, text) = head.map_or((None, text), |(head, rest)| (Some(head.trim().to_owned()), rest));
    let name = name.filter(|head| column(head, asked).is_none());
    let mut found = Told { parts: Vec::new(), name, whole: true };
    let parted = text.replace(". ", "\n").replace(", ", "\n").replace("; ", "\n").replace(" and ", "\n");
    // `21 sessions held of 1.5 hours each`.
    let parted = parted.replace(" held of ", " held\n").replace(" sessions of ", " sessions\n");
    for clause in parted.lines().map(|line| line.trim().trim_end_matches('.')) {
        let (clause, bracket) = clause.split_once('(').unwrap_or((clause, ""));
        let provider = PROVIDED.iter().find_map(|lead| clause.strip_prefix(lead)).map(str::trim);
        if let Some(provider) = provider {
            found.parts.push((IDS.len() - 1, provider.to_owned()));
            continue;
        }
        let is_number = |part: &&str| part.contains(|c: char| c.is_ascii_digit()) || part.contains('\u{bd}');
        let numbers: Vec<&str> = clause.split_whitespace().filter(is_number).collect();
        let [number] = numbers.as_slice() else {
            found.whole &= numbers.is_empty();
            continue;
        };
        let rest: Vec<&str> = clause.split_whitespace().filter(|part| !is_number(part)).collect();
        let Some(place) = column(&rest.join(" "), asked) else {
            found.whole = false;
            continue;
        };
        found.whole &= !found.parts.iter().any(|(known, _)| *known == place);
        let hours = IDS.get(place) == Some(&"hours_per_session");
        found.parts.push((place, if hours { clause.trim().to_owned() } else { (*number).to_owned() }));
        let provider = bracket.trim_end_matches([')', '.', ' ']);
        if IDS.get(place) == Some(&"cost") && !provider.is_empty() {
            found.parts.push((IDS.len() - 1, provider.to_owned()));
        }
    }
    let figures = found.parts.iter().filter(|(place, _)| *place + 1 < IDS.len()).count();
    (figures >= FEWEST).then_some(found)
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
