//! Reviews: what peer review, CPA and others said, remark by remark.

use crate::model::{Code, Finding, Review, ReviewKind};
use crate::normalise::page_lines::is_page_line;
use crate::normalise::texts::lines::{items, separated};
use crate::normalise::texts::silence::{Silence, says_nothing, silence};
use crate::recognise::{Table, TableCell, TableRow, is_footnote, names_review_alone};
use crate::reference::{Reference, best_likeness, words};

/// Least likeness, in percent, of a text to a column's name that makes it one.
const SURE: usize = 95;

/// The remarks of a return's review tables, and whether anything was answered at all.
pub(crate) fn reviews(
    tables: &[&Table],
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> (Vec<Review>, bool) {
    let mut found: Vec<Review> = Vec::new();
    let mut answered = false;
    for table in tables {
        let mut current = over(table, reference);
        for (place, row) in table.rows.iter().enumerate() {
            if row.after_gap && begins_figures(table, place, reference) {
                break;
            }
            let first = row.cells.iter().flatten().next();
            let alone = row.cells.iter().flatten().count() == 1;
            let last = table.rows.last() == Some(row);
            if let Some(cell) = first
                && alone
                && is_footnote(&cell.text, &words(&cell.text), &reference.questionnaire.general)
            {
                continue;
            }
            if row.after_gap && last && begins_another(table, row, reference) {
                break;
            }
            if let Some(cell) = first.filter(|cell| alone && heads_rows(table, cell, reference)) {
                current = named(&cell.text, reference).unwrap_or("other");
                continue;
            }
            match review_of(table, row, reference) {
                Some(review) => current = review,
                None if label(table, row).is_some() => current = "other",
                None => {}
            }
            for (cell, kind) in listed(table, row, reference) {
                // Who filled the form in stands below the last remark.
                if last && is_page_line(&cell.text) {
                    continue;
                }
                if denies(&cell.text, current, reference) {
                    answered = true;
                    continue;
                }
                answered |= !matches!(silence(&cell.text), Some(Silence::NoAnswer));
                take(cell, current, kind, &mut found);
            }
            loose(table, row, reference, findings);
        }
    }
    (found, answered)
}

/// Whether a row apart from those above is the top of another table's headings: `Tier` stands in
/// the column of the reviews' names.
fn begins_another(table: &Table, row: &TableRow, reference: &Reference) -> bool {
    label(table, row).is_some_and(|cell| {
        let told = words(&cell.text);
        let asked = &reference.questionnaire;
        let heads = |id: &str| asked.columns_of(id, &asked.columns_like(&told), SURE).next().is_some();
        told.len() < 4 && !heads("reviews") && ["management", "training", "coaching"].into_iter().any(heads)
    })
}

/// Whether a row apart from those above, which names no review, begins a table of figures that has
/// nothing to do with them: years stand in its columns, or figures in the row below it.
fn begins_figures(table: &Table, place: usize, reference: &Reference) -> bool {
    let of_figures = |row: &TableRow| {
        let lists = ["good_practice", "improvement"].into_iter().filter_map(|id| table.cell(row, id));
        let mut said = lists.map(|cell| cell.text.as_str()).peekable();
        let figure =
            |text: &str| text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic);
        said.peek().is_some() && said.all(figure)
    };
    let Some(row) = table.rows.get(place) else { return false };
    let names =
        label(table, row).is_some_and(|cell| names_review_alone(&cell.text, &reference.questionnaire));
    !names && (of_figures(row) || table.rows.get(place + 1).is_some_and(of_figures))
}

/// Whether a text alone in its row is the name of the review whose remarks stand below it, in a
/// table that has no column of names.
fn heads_rows(table: &Table, cell: &TableCell, reference: &Reference) -> bool {
    table.column("review").is_none() && names_review_alone(&cell.text, &reference.questionnaire)
}

/// The label of a row; a number only counts the rows.
fn label<'a>(table: &'a Table, row: &'a TableRow) -> Option<&'a TableCell> {
    let counts = |cell: &TableCell| {
        words(&cell.text).iter().all(|word| word.len() == 1 || word.chars().all(|c| c.is_ascii_digit()))
    };
    table.cell(row, "review").filter(|cell| !counts(cell))
}

/// The cells of a row that hold remarks, each with its list: there may be several columns of
/// one, such as `Good practice 1`, `Good practice 2`.
fn listed<'a>(
    table: &'a Table,
    row: &'a TableRow,
    reference: &Reference,
) -> impl Iterator<Item = (&'a TableCell, ReviewKind)> {
    let cells = row.cells.iter().enumerate().filter_map(|(place, cell)| Some((place, cell.as_ref()?)));
    cells
        .filter_map(move |(place, cell)| Some((cell, kind(table, place, reference)?)))
        .filter(|(cell, _)| !cell.again)
}

/// The list that a column holds.
fn kind(table: &Table, place: usize, reference: &Reference) -> Option<ReviewKind> {
    let heading = |id: &&str| id.is_empty() || *id == "good_practice" || *id == "improvement";
    let id = table.ids.get(place).map(String::as_str).filter(heading)?;
    let told: Vec<String> = words(table.headings.get(place)?)
        .into_iter()
        .filter(|word| !word.chars().all(|c| c.is_ascii_digit()))
        .collect();
    let id = if id.is_empty() { reference.questionnaire.list_headed(&told, 85)? } else { id };
    Some(if id == "good_practice" { ReviewKind::GoodPractice } else { ReviewKind::Improvement })
}

/// Whether a text says of the review that it is about that there was none: `No peer review has
/// been carried out`.
fn denies(text: &str, review: &str, reference: &Reference) -> bool {
    const HELD: [&str; 11] = [
        "carried",
        "undertaken",
        "had",
        "taken",
        "conducted",
        "done",
        "completed",
        "place",
        "received",
        "yet",
        "date",
    ];
    let told = words(text);
    let no = told.first().is_some_and(|word| matches!(word.as_str(), "no" | "none" | "not"));
    let is = |word: &str| told.iter().any(|one| one == word);
    let held = HELD.iter().any(|word| is(word)) || told.len() <= 4;
    let speaks = is("review") || is("inspection") || is("assessment") || is("cpa");
    no && speaks && held && told.len() <= 12 && named(text, reference) == Some(review)
}

/// Which review a row is about.
fn review_of(table: &Table, row: &TableRow, reference: &Reference) -> Option<&'static str> {
    named(&label(table, row)?.text, reference)
}

/// The review that stands over a table, or other.
fn over(table: &Table, reference: &Reference) -> &'static str {
    let surely = |text: &str| -> Option<&'static str> {
        let told = words(text);
        let rows = &reference.questionnaire.section("reviews")?.row;
        let known = rows.iter().any(|one| best_likeness(&one.names, &told) >= 80);
        if known { named(text, reference) } else { None }
    };
    table.over.iter().find_map(|cell| surely(&cell.text)).unwrap_or("other")
}

/// The review that a label names.
fn named(text: &str, reference: &Reference) -> Option<&'static str> {
    let told = words(text);
    let rows = &reference.questionnaire.section("reviews")?.row;
    let (likeness, id) = rows
        .iter()
        .map(|one| (best_likeness(&one.names, &told), one.id.as_str()))
        .max_by_key(|(likeness, _)| *likeness)?;
    let by_word = if told.iter().any(|word| word == "peer") {
        Some("peer")
    } else if told.iter().any(|word| word == "cpa") || told.join(" ").contains("comprehensive performance") {
        Some("cpa")
    } else {
        None
    };
    match (by_word, likeness >= 55, id) {
        (Some(review), _, _) if !told.starts_with(&["other".to_owned()]) => Some(review),
        (_, true, "peer") => Some("peer"),
        (_, true, "cpa") => Some("cpa"),
        _ => Some("other"),
    }
}

/// The items of one list; `None identified` and the like are none.
fn take(cell: &TableCell, review: &'static str, kind: ReviewKind, found: &mut Vec<Review>) {
    if says_nothing(&cell.text) {
        return;
    }
    for text in remarks(&cell.text) {
        // `Yes` says that there was something, and not what.
        if says_nothing(&text) || ["yes", "no"].contains(&text.to_lowercase().as_str()) {
            continue;
        }
        let item = 1 + found.iter().filter(|one| one.review == review && one.kind == kind).count();
        let item = i64::try_from(item).unwrap_or(i64::MAX);
        found.push(Review { review: review.to_owned(), kind, item, text, source: cell.at.clone() });
    }
}

/// The remarks of a cell: its items, or what semicolons part where it is one item without a
/// sentence in it.
fn remarks(text: &str) -> Vec<String> {
    if let Some(numbered) = numbered(text.trim()) {
        return numbered;
    }
    let items = items(text);
    let [one] = items.as_slice() else { return items };
    let parts = separated(one, ';');
    let short = |part: &String| words(part).len() > 1 && !part.contains(". ");
    if parts.len() > 1 && parts.iter().all(short) { parts } else { items }
}

/// `1) Leadership 2) Culture`, numbered on from the first.
fn numbered(text: &str) -> Option<Vec<String>> {
    ['.', ')'].into_iter().find_map(|mark| {
        let mut rest = text.trim_start_matches('(').strip_prefix('1')?.strip_prefix(mark)?;
        let mut found = Vec::new();
        for number in 2.. {
            let Some((one, next)) = rest.split_once(&format!(" {number}{mark}")) else { break };
            found.push(one.trim_end_matches([' ', ',', ';', '(']).trim().to_owned());
            rest = next;
        }
        found.push(rest.trim().to_owned());
        (found.len() > 1).then_some(found)
    })
}

/// Something long in a column of a review table that is neither list.
fn loose(table: &Table, row: &TableRow, reference: &Reference, findings: &mut Vec<Finding>) {
    for (place, (id, cell)) in table.ids.iter().zip(&row.cells).enumerate() {
        let Some(cell) = cell.as_ref().filter(|cell| id.is_empty() && !cell.again) else { continue };
        if kind(table, place, reference).is_some() {
            continue;
        }
        if words(&cell.text).len() > 3 {
            let message = "This stands in a column that is neither good practice nor areas for improvement, and was left out.";
            findings.push(Finding::at(Code::RowUnread, &cell.at, &cell.text, message));
        }
    }
}
