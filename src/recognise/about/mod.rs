//! Whose return it is, and when it was completed: labels with their values beside,
//! below or in the same cell, and names that stand where a return names its council.

pub(super) mod completion;
pub(super) mod corners;
pub(super) mod elsewhere;
pub(super) mod filed;
pub(super) mod label;
pub(super) mod others;
pub(super) mod several;

use std::sync::Arc;

use crate::model::{CellRef, CellValue};
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::is_cardinal;
use crate::reference::{Councils, Questionnaire, Strength, words};
use completion::{begins_completed, completed_for, date_before, date_in_cells, is_dated, tells_completion};
use label::further_labels;
pub(crate) use label::label;
use others::Part;

/// A value that a label of the section About names.
#[derive(Debug, Clone, PartialEq)]
pub struct Labelled {
    /// The label's id: `council`, `period`, `completed`, `version`.
    pub id: String,
    /// Where the value stands.
    pub at: CellRef,
    /// What stands there.
    pub value: CellValue,
    /// As a person sees it, without the label.
    pub text: String,
    /// Whether the label says that the return was completed, and not only `Date` or `Sent`, as the
    /// head of a letter does.
    pub says_completed: bool,
}

/// Where a council's name was found, from the surest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// Beside a label such as `Council`.
    Label,
    /// In a cell of its own, at the top of a sheet or in a table's corner.
    Cell,
    /// Elsewhere on a sheet, where no name stands in any of the usual places.
    Elsewhere,
    /// In a sheet's name.
    SheetName,
    /// In the file's name.
    FileName,
    /// Where a return names others: whom it goes to, its partners.
    Other,
}

/// A name that may be the council's.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// ONS codes of the councils it may name.
    pub codes: Vec<String>,
    /// How surely.
    pub strength: Strength,
    /// Where.
    pub place: Place,
    /// The text.
    pub text: String,
    /// The cell, where it stands in one.
    pub at: Option<CellRef>,
}

/// The labelled values of a sheet, and the rows they take.
pub(crate) fn labelled(grid: &Grid, asked: &Questionnaire) -> (Vec<Labelled>, Vec<(u32, u32, u32)>) {
    let mut found = Vec::new();
    let mut rows = Vec::new();
    let mut signed = Vec::new();
    for ((row, col), seen) in grid.all() {
        if !matches!(seen.value, CellValue::Text(_)) || seen.words.len() > 20 {
            continue;
        }
        let Some((id, used)) = label(seen, asked).cloned() else { continue };
        // `Version | Draft`: the value is a label's name, and no label.
        let is_value = |one: &Labelled| one.id == id && one.at == grid.at_ref(row, col);
        if used == seen.text.len() && found.iter().any(is_value) {
            continue;
        }
        let is_label = |seen: &Seen| {
            let text = matches!(seen.value, CellValue::Text(_)) && seen.words.len() <= 14;
            let whole = seen.text.trim_end_matches(':').len();
            // `Draft` is a label, and a version.
            let names = |other: &str| id == "version" && other == id;
            text && label(seen, asked).is_some_and(|(other, used)| *used >= whole && !names(other))
        };
        let mut is_none = |seen: &Seen| is_label(seen) || !plausible(&id, &seen.value, &seen.text);
        let value = value_of(grid, (row, col), (seen, used), &mut is_none, &|below| {
            if id == "completed" { is_dated(&below.value, &below.text) } else { names(below, asked) }
        });
        let dated = value.as_ref().is_some_and(|(_, value, text)| is_dated(value, text));
        let before = || date_before(grid, (row, col), asked);
        let over_cells = || date_in_cells(grid, (row, col)).filter(|_| used == seen.text.len());
        let value = if id == "completed" && !dated { over_cells().or_else(before).or(value) } else { value };
        let heads = |value: &CellValue, text: &str| {
            id == "completed" && heads_column(seen, value, text) && grid.row(row).count() > 2
        };
        if let Some((at, value, text)) = value
            && plausible(&id, &value, &text)
            && (matches!(value, CellValue::Date(_)) || !heads(&value, &text))
        {
            if is_of_table(grid, (row, col), (&id, seen), at.0 > row, asked) {
                continue;
            }
            rows.push((row, col.min(at.1), col.max(at.1)));
            let labelled = |id: &str, value: CellValue, text: String, says_completed: bool| Labelled {
                id: id.to_owned(),
                at: grid.at_ref(at.0, at.1),
                value,
                text,
                says_completed,
            };
            let further = further_labels(&text, asked).into_iter();
            found.extend(further.map(|(id, rest)| labelled(&id, CellValue::Text(rest.clone()), rest, false)));
            // `Completed by: J Smith, 3 October 2005`
            if matches!(id.as_str(), "contact" | "council")
                && begins_completed(&seen.words)
                && is_dated(&value, &text)
            {
                signed.push(labelled("completed", value.clone(), text.clone(), true));
            }
            if id != "contact" {
                let says_completed = seen.words.iter().any(|word| word.starts_with("complet"));
                found.push(labelled(&id, value, text, says_completed));
            }
        }
    }
    found.extend(signed);
    (found, rows)
}

/// Whether `Date` is a heading among others, for what stands beside it is another, and `Complete`
/// one in a row of figures.
fn heads_column(seen: &Seen, value: &CellValue, text: &str) -> bool {
    let unsaid = !text.contains(|c: char| c.is_ascii_digit());
    unsaid || seen.words.len() == 1 && !seen.text.contains(':') && !is_dated(value, text)
}

/// Whether a label is a heading, as `Year` over a column of years, or says in a table's row whom a
/// course was for, as `Officers` does, or that it is over.
fn is_of_table(
    grid: &Grid,
    (row, col): (u32, u32),
    (id, seen): (&str, &Seen),
    below: bool,
    asked: &Questionnaire,
) -> bool {
    let heads = id == "period" && below && grid.row(row).count() > 2;
    let first = grid.row(row).next().filter(|(first, _)| *first < col);
    let within = id == "contact" && first.is_some_and(|(_, one)| label(one, asked).is_none());
    // `Complete` beside the day of a course; labels stand side by side too.
    let states = id == "completed" && seen.words.len() == 1 && grid.row(row).count() > 3;
    // `Signed | K Brown | Date | 20/10/2006`
    let signed = |seen: &Seen| seen.words.first().is_some_and(|word| word.starts_with("sign"));
    let states = states && !grid.row(row).any(|(_, one)| signed(one));
    let states = states && grid.row(row).all(|(at, one)| at == col || label(one, asked).is_none());
    heads || (within || states) && !seen.text.contains(':')
}

/// The value of a label: in its own cell, to its right, or below it.
fn value_of(
    grid: &Grid,
    (row, col): (u32, u32),
    (seen, used): (&Seen, usize),
    is_none: &mut dyn FnMut(&Seen) -> bool,
    fits: &dyn Fn(&Seen) -> bool,
) -> Option<((u32, u32), CellValue, String)> {
    let own = seen.text.get(used..).unwrap_or("").trim().trim_start_matches(['-', '\u{2013}']).trim();
    if !own.is_empty() {
        return Some(((row, col), CellValue::Text(own.to_owned()), own.to_owned()));
    }
    // `<- council` points at what stands before it.
    if seen.text.starts_with(['<', '\u{2190}']) {
        let left = col.checked_sub(1)?;
        return grid.at(row, left).map(|value| ((row, left), value.value.clone(), value.text.clone()));
    }
    let block = grid.extent(row, col);
    let right = (block.right + 1..=block.right + 5)
        .find_map(|c| grid.at(row, c).map(|value| ((row, c), value.value.clone(), value.text.clone())));
    let below = || {
        let below = block.bottom + 1;
        grid.at(below, col).map(|value| ((below, col), value.value.clone(), value.text.clone()))
    };
    // Of labels side by side in one row the values stand below them.
    let headed = right.as_ref().is_some_and(|(at, _, _)| grid.at(at.0, at.1).is_some_and(&mut *is_none));
    // What is apart on the right gives way to a value right below.
    let apart = right.as_ref().is_some_and(|(at, _, _)| {
        let below = grid.at(block.bottom + 1, col).filter(|value| !is_none(value) && fits(value));
        let heads = || (col + 1..at.1).any(|c| grid.at(block.bottom + 1, c).is_some());
        at.1 > block.right + 1 && below.is_some() && !heads()
    });
    if headed || apart {
        return below().or(right);
    }
    // A label below has a value of its own.
    let free = grid.at(block.bottom + 1, col).is_some_and(|seen| !is_none(seen));
    right.or_else(|| below().filter(|_| free))
}

/// Whether a text may be a name, and is no question or section's heading.
fn names(seen: &Seen, asked: &Questionnaire) -> bool {
    seen.words.len() <= 8 && !seen.text.ends_with('?') && !asked.heads_section(&seen.words)
}

/// Whether a value can belong to a label at all, so that a table's heading `Date` or
/// a question about the council is not taken for one.
fn plausible(id: &str, value: &CellValue, text: &str) -> bool {
    let short = text.chars().count() <= 80;
    match id {
        // `Soon` beside `Date completed` is to be said, though it is no date.
        "completed" => {
            let dated = matches!(value, CellValue::Date(_)) || text.chars().any(|c| c.is_ascii_digit());
            short && (dated || words(text).len() <= 3)
        }
        "version" => {
            let told = words(text);
            let counts = || told.len() <= 5 && told.iter().any(|word| is_cardinal(word));
            short && (text.chars().any(|c| c.is_ascii_digit()) || told.len() <= 2 || counts())
        }
        "period" => short && text.chars().any(|c| c.is_ascii_digit()),
        _ => short && matches!(value, CellValue::Text(_)),
    }
}

/// Names of councils where a return names its own: labels, short cells above or in
/// the corner of tables, sheets' names. `corner` says whether a cell is such a place.
pub(crate) fn mentions(
    grid: &Grid,
    labelled: &[Labelled],
    councils: &Councils,
    corner: impl Fn(u32, u32) -> bool,
) -> Vec<Mention> {
    let mut found: Vec<Mention> = Vec::new();
    for value in labelled.iter().filter(|value| value.id == "council") {
        found.extend(mention(councils, &value.text, Place::Label, Some(value.at.clone())));
    }
    let values: Vec<&CellRef> =
        labelled.iter().filter(|value| value.id == "council").map(|value| &value.at).collect();
    let is_value = |row: u32, col: u32| values.contains(&&grid.at_ref(row, col));
    for ((row, col), seen) in grid.all() {
        let text = matches!(seen.value, CellValue::Text(_));
        if let Some(name) = completed_for(&seen.text).filter(|_| text && tells_completion(seen)) {
            found.extend(mention(councils, name, Place::Label, Some(grid.at_ref(row, col))));
        }
        if text && seen.words.len() <= 16 && corner(row, col) {
            let place = match others::part(grid, (row, col), seen, councils) {
                _ if is_value(row, col) => Place::Cell,
                Part::Own => Place::Label,
                Part::Other => Place::Other,
                Part::Unsaid => Place::Cell,
            };
            let one = mention_in(grid, (row, col), seen, councils, place);
            // A short word alone, such as the heading `Scale`, is no misspelt Swale.
            let short = seen.words.len() == 1 && seen.text.chars().count() < 7;
            found.extend(one.filter(|one| !(short && one.strength == Strength::NearName)));
        }
    }
    found.extend(mention(councils, grid.sheet(), Place::SheetName, None));
    found
}

/// The council or councils that a text names, if any.
pub(crate) fn mention(councils: &Councils, text: &str, place: Place, at: Option<CellRef>) -> Option<Mention> {
    let mut named = codes(councils, text);
    // In the council's cell or the file's name initials stand for a council.
    if named.is_empty() && matches!(place, Place::Label | Place::FileName) {
        let found = councils.initialled(text).into_iter();
        named = found.map(|one| (Arc::clone(&one.council.id.code), one.strength)).collect();
    }
    // A sheet is named after what it holds: `TD`, `HR`.
    if place == Place::SheetName && text.chars().filter(|c| c.is_alphabetic()).count() < 3 {
        named.retain(|(_, strength)| *strength != Strength::Initials);
    }
    if named.is_empty() && place == Place::SheetName {
        named.extend(councils.cut_short(text).map(|one| (Arc::clone(&one.id.code), Strength::Name)));
    }
    mention_of(&named, text, place, at)
}

/// Whether a name told by a letter that is off is made of the questionnaire's own words: `Other
/// reviews` is no misspelt Rother.
pub(crate) fn is_of_form(mention: &Mention, asked: &Questionnaire) -> bool {
    mention.strength == Strength::NearName && asked.speaks(&words(&mention.text))
}

/// The ONS codes of the councils that a cell may name, and how surely.
pub(crate) fn named<'a>(seen: &'a Seen, councils: &Councils) -> &'a [(Arc<str>, Strength)] {
    seen.councils.get_or_init(|| codes(councils, &seen.text))
}

/// The council or councils that a cell names, if any.
pub(crate) fn mention_in(
    grid: &Grid,
    (row, col): (u32, u32),
    seen: &Seen,
    councils: &Councils,
    place: Place,
) -> Option<Mention> {
    mention_of(named(seen, councils), &seen.text, place, Some(grid.at_ref(row, col)))
}

fn codes(councils: &Councils, text: &str) -> Vec<(Arc<str>, Strength)> {
    let named = |text: &str| councils.named_by(text);
    // `Warwickshire County Council on behalf of Rugby Borough Council`
    let text = text.split_once(" on behalf of ").map_or(text, |(_, name)| name);
    let whole = named(text);
    let found = match whole.len() {
        1 => whole,
        _ => without_remark(text).map(named).filter(|own| own.len() == 1).unwrap_or(whole),
    };
    found.into_iter().map(|one| (Arc::clone(&one.council.id.code), one.strength)).collect()
}

/// A name without the remark in brackets, the address or the signature that follows it: who does
/// its payroll, what it was called before, its street and town, who completed the return.
fn without_remark(text: &str) -> Option<&str> {
    const REMARKS: [&str; 8] =
        ["formerly", "previously", "by", "bureau", "payroll", "service", "hosted", "from"];
    let bracket = text
        .split_once('(')
        .filter(|(_, inside)| words(inside).iter().any(|word| REMARKS.contains(&word.as_str())));
    let address = || text.split_once(',').filter(|(_, rest)| others::holds_postcode(&words(rest)));
    let signed = || text.split_once(',').filter(|(_, rest)| begins_completed(&words(rest)));
    bracket.or_else(address).or_else(signed).map(|(name, _)| name.trim())
}

fn mention_of(
    named: &[(Arc<str>, Strength)],
    text: &str,
    place: Place,
    at: Option<CellRef>,
) -> Option<Mention> {
    let (_, strength) = named.first()?;
    let codes = named.iter().map(|(code, _)| code.to_string()).collect();
    Some(Mention { codes, strength: *strength, place, text: text.to_owned(), at })
}
