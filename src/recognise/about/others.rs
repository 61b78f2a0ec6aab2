//! Names of councils that a return names besides its own: whom it was sent to, who supplied
//! figures, partners, a list of circulation, the town of an address. None says whose it is.

use std::sync::Arc;

use super::named;
use crate::model::CellValue;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{Mark, mark};
use crate::reference::{Councils, Strength, words};

/// What a cell's surroundings say of the council that it names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It makes the return: ticked in a list, or named after `From`.
    Own,
    /// It has another part.
    Other,
    /// Nothing.
    Unsaid,
}

/// Labels of the council that makes the return.
const FROM: [&str; 8] = [
    "from",
    "return from",
    "returned by",
    "reply from",
    "response from",
    "sent by",
    "sent from",
    "returned from",
];

/// What is said of the council that a cell names.
pub(crate) fn part(grid: &Grid, (row, col): (u32, u32), seen: &Seen, councils: &Councils) -> Part {
    let (labels, own) = match seen.text.split_once(':') {
        Some((label, rest)) if words(label).len() <= 6 => (vec![words(label)], rest),
        _ => (labels_of(grid, row, col, councils), seen.text.as_str()),
    };
    if labels.first().is_some_and(|label| FROM.contains(&label.join(" ").as_str())) {
        return Part::Own;
    }
    let listed = list(grid, (row, col), councils);
    if listed.len() > 1 {
        return part_in_list(grid, row, col, &listed);
    }
    let told = words(own);
    let care_of = told.windows(2).any(|pair| pair == ["c", "o"]);
    let another = labels.iter().any(|label| names_another(label));
    let other = care_of || another || is_address(&told) || asks_to_send(&told) || tells_of_dealings(&told);
    if other { Part::Other } else { Part::Unsaid }
}

/// The label to the left of a cell, and the heading over it.
fn labels_of(grid: &Grid, row: u32, col: u32, councils: &Councils) -> Vec<Vec<String>> {
    let left = (col.saturating_sub(3)..col).rev().find_map(|c| grid.at(row, c));
    let over = row.checked_sub(1).and_then(|above| grid.at(above, col)).filter(|_| col > 0);
    let is_label = |seen: &&Seen| {
        let text = matches!(seen.value, CellValue::Text(_));
        text && seen.words.len() <= 6 && named(seen, councils).is_empty()
    };
    left.into_iter().chain(over).filter(is_label).map(|seen| seen.words.clone()).collect()
}

/// Whether a label gives what it names another part than that of the return's own council.
fn names_another(label: &[String]) -> bool {
    const PARTS: [&str; 18] = [
        "copy",
        "copie",
        "circulation",
        "distribution",
        "lead",
        "benchmark",
        "benchmarking",
        "partner",
        "partnership",
        "shared",
        "joint",
        "supplied",
        "provided",
        "hosted",
        "host",
        "neighbour",
        "comparator",
        "addressee",
    ];
    let to =
        matches!(label, [one] if one == "to") || label.ends_with(&["return".to_owned(), "to".to_owned()]);
    let sent =
        label.last().is_some_and(|word| word == "to") && label.first().is_some_and(|word| word == "send");
    // `Kent CC` is a county council.
    let copied = label.first().is_some_and(|word| word == "cc");
    to || sent || copied || label.iter().any(|word| PARTS.contains(&word.as_str()))
}

/// `Please return this form to Leicestershire County Council`, `Questionnaire returned to Kent`.
fn asks_to_send(told: &[String]) -> bool {
    if told.windows(2).any(|pair| pair == ["returned", "to"]) {
        return true;
    }
    let told = told.strip_prefix(&["please".to_owned()]).unwrap_or(told);
    let sends = |word: &String| matches!(word.as_str(), "return" | "send" | "email" | "e" | "post" | "fax");
    let has = |wanted: &str| told.iter().any(|word| word == wanted);
    told.first().is_some_and(sends) && has("to") && !has("from")
}

/// `Joint training with Blaby DC`, `We visited Test Valley BC`: what a council does with another.
fn tells_of_dealings(told: &[String]) -> bool {
    const DEALINGS: [&str; 16] = [
        "copied",
        "help",
        "helped",
        "joint",
        "jointly",
        "lent",
        "neighbour",
        "neighbouring",
        "seconded",
        "secondment",
        "share",
        "shared",
        "shares",
        "thank",
        "visit",
        "visited",
    ];
    // At the end of a name `CC` is a county council.
    told.first().is_some_and(|word| word == "cc") || told.iter().any(|word| DEALINGS.contains(&word.as_str()))
}

/// Whether a text is a line of an address: a postcode, and no council by that word.
fn is_address(told: &[String]) -> bool {
    holds_postcode(told) && !told.iter().any(|word| matches!(word.as_str(), "council" | "bc" | "dc" | "mbc"))
}

/// Whether a postcode stands in a text: `LE1 5YA`, `SW1A 2AA`.
pub(crate) fn holds_postcode(told: &[String]) -> bool {
    let letters = |word: &str| word.chars().take_while(char::is_ascii_alphabetic).count();
    let outward = |word: &str| {
        (2..=4).contains(&word.len())
            && (1..=2).contains(&letters(word))
            && word.chars().nth(letters(word)).is_some_and(|c| c.is_ascii_digit())
    };
    let inward = |word: &str| {
        word.len() == 3
            && word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().skip(1).all(|c| c.is_ascii_alphabetic())
    };
    told.windows(2).any(|pair| matches!(pair, [one, other] if outward(one) && inward(other)))
}

/// The rows of the list in which a cell stands: councils one below the other, each another one.
fn list(grid: &Grid, (row, col): (u32, u32), councils: &Councils) -> Vec<u32> {
    let code = |row: u32| -> Option<Arc<str>> {
        // To whom the form went is no item of a list.
        let item = |seen: &&Seen| seen.words.len() <= 8 && !asks_to_send(&seen.words);
        let seen = grid.at(row, col).filter(item)?;
        match named(seen, councils) {
            [(code, strength)] if *strength != Strength::NearName => Some(Arc::clone(code)),
            _ => None,
        }
    };
    let Some(own) = code(row) else { return Vec::new() };
    let is_next = |row: &u32| code(*row).is_some_and(|code| code != own);
    let above = (0..row).rev().take_while(is_next);
    let mut rows: Vec<u32> =
        above.chain((row + 1..=grid.last_row()).take_while(is_next)).chain([row]).collect();
    rows.sort_unstable();
    rows
}

/// Of a list in which councils are marked, those marked; of any other, none.
fn part_in_list(grid: &Grid, row: u32, col: u32, listed: &[u32]) -> Part {
    let ticked = |row: u32| {
        let right = grid.at(row, grid.extent(row, col).right + 1);
        let left = || col.checked_sub(1).and_then(|left| grid.at(row, left));
        let is = |seen: &Seen| matches!(mark(&seen.text), Some(Mark::Tick | Mark::Cross));
        right.is_some_and(is) || left().is_some_and(is)
    };
    if ticked(row) && !listed.iter().all(|row| ticked(*row)) { Part::Own } else { Part::Other }
}
