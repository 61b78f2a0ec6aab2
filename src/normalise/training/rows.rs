//! What a text that stands alone in a training table says: of the delivery as a whole, of the
//! rows below it, or a remark.

use crate::model::Statement;
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::{Table, TableCell, TableRow};
use crate::reference::words;

/// What a lone text says of a whole delivery.
pub(crate) fn statement(text: &str) -> Option<Statement> {
    match silence(text) {
        Some(Silence::Zero) => Some(Statement::None),
        Some(Silence::NotApplicable) => Some(Statement::NotApplicable),
        Some(Silence::NotAvailable | Silence::NoAnswer) => Some(Statement::NotAvailable),
        None => no_training(&words(text)),
    }
}

/// `No internal training`, `No courses run`.
pub(crate) fn no_training(told: &[String]) -> Option<Statement> {
    let things = ["training", "course", "activity", "activitie", "event", "programme", "provision"];
    let first = told.first()?;
    let short = told.len() <= 9;
    (short
        && (first == "no" || first == "none" || first == "nothing")
        && (first != "no" || told.iter().any(|word| things.contains(&word.as_str()))))
    .then_some(Statement::None)
}

/// Whether a lone text in the activity column is a sentence about the table.
pub(crate) fn is_remark(told: &[String]) -> bool {
    const VERBS: [&str; 20] = [
        "are", "is", "kept", "have", "ha", "been", "see", "please", "not", "unless", "will", "we", "was",
        "were", "held", "do", "doe", "contact", "refer", "only",
    ];
    let first = told.first().map_or("", String::as_str);
    // `Records held in departments`.
    let least = if matches!(first, "record" | "detail" | "information" | "data" | "figure") { 3 } else { 5 };
    (matches!(first, "see" | "please" | "refer" | "note" | "as") && told.len() > 1)
        || (told.len() >= least && told.iter().any(|word| VERBS.contains(&word.as_str())))
        || told.len() > 20
}

/// `(half day, at the depot)`: a remark on the activity above it.
pub(crate) fn is_aside(text: &str) -> bool {
    let inner = text.trim().strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    inner.is_some_and(|inner| !inner.contains(['(', ')']))
}

/// `Position at year end.`: with a full stop, as no title has, though it lack a verb.
pub(crate) fn is_sentence(text: &str) -> bool {
    text.trim_end().ends_with('.') && (3..=8).contains(&words(text).len())
}

/// `Number of courses: 3`, `Training budget for 2005/06: £45,000`.
pub(crate) fn is_tally(text: &str) -> bool {
    let told = words(text);
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    let figure = text.contains(|c: char| c.is_ascii_digit());
    let counts = matches!(told.as_slice(), ["number" | "no", "of", ..]);
    let budget = matches!(told.as_slice(), ["budget", "for" | "of" | "is", ..] | ["training", "budget", ..]);
    figure && (counts || budget && text.contains('\u{a3}'))
}

/// A text over a group of rows: `For senior managers:`.
pub(crate) fn over_group(text: &str) -> bool {
    text.trim_end().ends_with(':') || words(text).first().is_some_and(|word| word == "for")
}

/// The activity's cell, where nothing else stands in the row of a table that asks more.
pub(crate) fn lone<'a>(table: &Table, row: &'a TableRow) -> Option<&'a TableCell> {
    let mut filled = row.cells.iter().flatten();
    let (only, None) = (filled.next()?, filled.next()) else { return None };
    let place = table.column("activity")?;
    let own = row.cells.get(place)?.as_ref()?;
    (own.at == only.at && !own.again && own.rows == 1).then_some(own)
}

/// Whether a text alone stands over each group of rows from the first on, as the names of
/// those who provided it do where they have no column.
pub(crate) fn parts_rows(table: &Table) -> bool {
    let alone: Vec<bool> = table.rows.iter().map(|row| lone(table, row).is_some()).collect();
    let apart = alone.windows(2).all(|pair| pair != [true, true]);
    let several = alone.iter().filter(|one| **one).count() > 1;
    table.column("provider").is_none()
        && several
        && apart
        && alone.first() == Some(&true)
        && alone.last() == Some(&false)
}

/// `2003/04`, `April 2004 to March 2005`, `Year 1`.
pub(crate) fn is_year(told: &[String]) -> bool {
    let number = |word: &String| word.chars().all(|c| c.is_ascii_digit());
    let between = |word: &String| {
        ["to", "and", "year", "financial", "calendar", "april", "march", "january", "december", "in", "the"]
            .contains(&word.as_str())
    };
    told.len() <= 6 && told.iter().any(number) && told.iter().all(|word| number(word) || between(word))
}
