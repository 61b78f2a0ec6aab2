//! Units that a heading or a note says of the figures below it: thousands of pounds, minutes.

use std::collections::BTreeSet;

use crate::model::Section;
use crate::recognise::grid::Grid;
use crate::recognise::tables::{Table, TableCell};
use crate::reference::words;

/// Words before `thousand` that make a sum of it.
const NUMBERS: [&str; 16] = [
    "a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twenty", "thirty",
    "forty", "fifty", "hundred",
];

/// `£000s`, `£'000`, `£k`, `thousands of pounds`; a sum such as `£20,000` or `£20k` is no unit.
pub(crate) fn says_thousands(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends_sum = |before: &str| {
        let before = before.trim_end_matches([' ', ',', '.', '\'', '\u{2019}', '\u{2018}', '(', '-']);
        before.ends_with(|c: char| c.is_ascii_digit())
    };
    let alone = |(at, unit): (usize, &str)| {
        let after = lower.get(at + unit.len()..).unwrap_or("");
        let after = if unit == "000" { after } else { after.trim_start_matches('s') };
        let before = lower.get(..at).unwrap_or("");
        !ends_sum(before)
            && !before.ends_with(char::is_alphabetic)
            && !after.trim_start_matches([',', '.']).starts_with(|c: char| c.is_ascii_digit())
            && (unit == "000" || !after.starts_with(char::is_alphanumeric))
    };
    let counted = |(at, _): (usize, &str)| {
        let told = words(lower.get(..at).unwrap_or(""));
        told.last().is_some_and(|word| NUMBERS.contains(&word.as_str()))
    };
    lower.match_indices("000").any(alone)
        || lower.match_indices('k').any(alone)
        || lower.match_indices("thousand").any(|found| alone(found) && !counted(found))
}

/// Whether a text says thousands, and of pounds.
pub(crate) fn says_thousands_of_pounds(text: &str, told: &[String]) -> bool {
    let pounds = text.contains('\u{a3}') || told.iter().any(|word| word == "pound");
    pounds && says_thousands(text)
}

/// Whether a text is a note of the unit of costs, and no more: `£'000`, `(Costs in £k)`.
pub(super) fn is_unit_note(text: &str, told: &[String]) -> bool {
    const SAYS: [&str; 20] = [
        "cost",
        "price",
        "figure",
        "amount",
        "all",
        "in",
        "are",
        "is",
        "shown",
        "given",
        "stated",
        "quoted",
        "expressed",
        "nb",
        "note",
        "the",
        "of",
        "pound",
        "to",
        "nearest",
    ];
    let unit = |word: &str| matches!(word, "k" | "000" | "000s" | "thousand" | "1000" | "1000s" | "ks");
    told.len() <= 8
        && told.iter().all(|word| SAYS.contains(&word.as_str()) || unit(word))
        && says_thousands_of_pounds(text, told)
}

/// Puts what is said once of the costs of a whole return with its tables of costs: `All costs in
/// this return are in £000`, or the like above all that stands on a sheet.
pub(super) fn say_of_all<'a>(grids: impl Iterator<Item = &'a Grid>, tables: &mut [Table]) {
    let costed = |table: &&mut Table| matches!(table.section, Section::Training | Section::Coaching);
    let sheets: BTreeSet<String> =
        tables.iter_mut().filter(costed).map(|table| table.sheet.clone()).collect();
    for grid in grids {
        let first = tables.iter().filter(|table| table.sheet == grid.sheet()).map(|table| table.at.row).min();
        for (cell, everywhere) in grid.rows().iter().filter_map(|row| said_of_all(grid, *row, first)) {
            // Right over a table it speaks of that one's section, or of its delivery.
            let over = |one: &TableCell| one.at.sheet == cell.at.sheet && one.at.row == cell.at.row;
            if !everywhere && tables.iter().any(|table| table.over.iter().any(over)) {
                continue;
            }
            // At the top of one of several sheets of costs it speaks of that sheet.
            let here = !everywhere && sheets.contains(grid.sheet());
            let about = |table: &&mut Table| costed(table) && (!here || table.sheet == grid.sheet());
            tables.iter_mut().filter(about).for_each(|table| table.under.push(cell.clone()));
        }
    }
}

/// A row that says thousands of pounds of all costs, with whether it says so of the whole return:
/// `Costs shown in` and beside it `£ thousands` count together.
fn said_of_all(grid: &Grid, row: u32, first: Option<u32>) -> Option<(TableCell, bool)> {
    const MONEY: [&str; 9] =
        ["cost", "price", "figure", "amount", "money", "sum", "expenditure", "spend", "finance"];
    const ALL: [&str; 5] = ["throughout", "return", "form", "questionnaire", "document"];
    let unit = |text: &str| {
        text.contains("000") || text.contains(['k', 'K']) || text.to_lowercase().contains("thousand")
    };
    let (col, _) = grid.row(row).take(3).find(|(_, seen)| unit(&seen.text))?;
    let texts: Vec<&str> = grid.row(row).take(3).map(|(_, seen)| seen.text.as_str()).collect();
    let text = texts.join(" ");
    let told = words(&text);
    let says = |list: &[&str]| told.iter().any(|word| list.contains(&word.as_str()));
    let everywhere = says(&ALL);
    let over_all = first.is_none_or(|first| row < first);
    let about = told.len() <= 16 && says(&MONEY) && (everywhere || over_all);
    (about && says_thousands_of_pounds(&text, &told)).then(|| {
        (TableCell { at: grid.at_ref(row, col), ..TableCell::saying(grid, (row, col), &text) }, everywhere)
    })
}

/// Whether a heading asks for minutes: `Length of session (mins)`.
pub(crate) fn says_minutes(heading: &str) -> bool {
    let told = words(heading);
    let says = |list: &[&str]| told.iter().any(|word| list.contains(&word.as_str()));
    says(&["min", "minute"]) && !says(&["hour", "hr"])
}
