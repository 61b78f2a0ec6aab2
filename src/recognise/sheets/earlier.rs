//! What does not count beside what does: an earlier year's answers kept in the workbook for
//! comparison, and drafts that were superseded. Sheets say so in their names or at their top, and
//! tables right above.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{CellRef, Code, Finding, RawBook, RawSheet};
use crate::recognise::tables::around::{self, Time};
use crate::recognise::{Recognised, Sheet};
use crate::reference::{Phrase, Questionnaire, words};

/// What is said of a sheet that is left out.
const EARLIER: &str = "This sheet is said to hold an earlier year's answers and was not read.";
const VOID: &str = "This sheet is said not to count and was not read.";
/// Words with which an answer begins that points at another.
const POINTS: [&str; 6] = ["as", "see", "same", "refer", "no", "unchanged"];
/// A longer text says more than what a table is.
const LONGEST: usize = 14;
/// Rows above a table's headings in which its caption stands.
const ABOVE: u32 = 2;
/// Cells at the top of a sheet, its titles among them.
const TOP: usize = 8;
/// Cells at the top of a sheet, among which its labels stand.
const HEAD: usize = 40;
/// Cells of a sheet that are looked at for questions, how long one of those is, and how many make a
/// return.
const MOST: usize = 400;
const LONGEST_QUESTION: usize = 30;
const MANY: usize = 5;
/// Cells of a sheet on which a section may be answered.
const FEW: usize = 4;

/// Whether a caption says that what follows is of an earlier year: `Last year's figures, for
/// information`, `For comparison: 2004`.
fn is_earlier(told: &[String]) -> bool {
    let says = |pair: [&str; 2]| told.windows(2).any(|two| two == pair);
    let figures = |word: &String| {
        ["figure", "return", "answer", "questionnaire", "response", "submission"].contains(&word.as_str())
    };
    let of_last = || around::time(told) == Some(Time::Past) && told.iter().any(figures);
    let informs = || says(["for", "information"]) && around::time(told).is_some();
    // `See last year's return` is an answer, and no caption.
    let points = || told.first().is_some_and(|word| POINTS.contains(&word.as_str()));
    told.len() <= LONGEST
        && !points()
        && (says(["for", "comparison"]) || says(["comparison", "only"]) || informs() || of_last())
}

/// The year that a sheet is named after, where its name says that it is that year's return; a bare
/// year may be that of its courses.
fn year_of(name: &str) -> Option<Time> {
    const RETURN: [&str; 6] = ["return", "questionnaire", "form", "survey", "response", "submission"];
    let told = words(name);
    let (numbers, said): (Vec<_>, Vec<_>) =
        told.iter().partition(|word| word.chars().all(|c| c.is_ascii_digit()));
    let plain = !said.is_empty() && said.iter().all(|word| RETURN.contains(&word.as_str()));
    around::time(&told).filter(|time| matches!(time, Time::Year(_)) && plain && !numbers.is_empty())
}

/// The year that is all of a sheet's name, where the sheet asks so much of the form that it is a
/// return of its own: `2005` beside `2006`.
fn year_alone(sheet: &RawSheet, asked: &Questionnaire) -> Option<Time> {
    let told = words(&sheet.name);
    let [_] = told.as_slice() else { return None };
    let year = around::time(&told).filter(|time| matches!(time, Time::Year(_)))?;
    let texts = sheet.cells.values().take(MOST).map(|cell| words(&cell.value.text()));
    let short = texts.filter(|told| (2..=LONGEST_QUESTION).contains(&told.len()));
    let questions: BTreeSet<usize> =
        short.flat_map(|told| asked.questions_held_by(&told).into_keys()).collect();
    (questions.len() >= MANY).then_some(year)
}

/// Whether a sheet's name or title begins or ends by saying that what it holds does not count:
/// `SUPERSEDED - see the other sheets`, `Not yet run, please do not count`.
fn is_void(told: &[String], asked: &Questionnaire) -> bool {
    let says = |phrase: &Phrase| {
        phrase.position(told).is_some_and(|place| place == 0 || place + phrase.len() == told.len())
    };
    told.len() <= LONGEST && asked.general.superseded.iter().any(says)
}

/// The year that a sheet with a whole return's labels says it is for: `Period | 2005`.
fn stated(sheet: &RawSheet, asked: &Questionnaire) -> Option<Time> {
    let mut period = None;
    let mut ids = BTreeSet::new();
    for (&(row, col), cell) in sheet.cells.iter().take(HEAD) {
        let told = words(&cell.value.text());
        let label = Some(&told).filter(|told| told.len() <= 4).and_then(|told| asked.label_like(told));
        let Some((label, _)) = label.filter(|(_, likeness)| *likeness >= 95) else { continue };
        ids.insert(label.id.as_str());
        if label.id == "period" && period.is_none() {
            let beside = sheet.cells.get(&(row, col + 1));
            period = beside.and_then(|value| around::time(&words(&value.value.text())));
        }
    }
    period
        .filter(|time| matches!(time, Time::Year(_)) && ids.contains("council") && ids.contains("completed"))
}

/// The sheets, from 0, that hold what does not count, where others hold what does; and why.
pub(crate) fn sheets(book: &RawBook, asked: &Questionnaire) -> BTreeMap<usize, &'static str> {
    let several = book.sheets.len() > 1;
    let own = |sheet: &RawSheet| year_of(&sheet.name).or_else(|| year_alone(sheet, asked));
    let years: Vec<Option<Time>> = book.sheets.iter().map(|sheet| several.then(|| own(sheet))?).collect();
    let latest = years.iter().flatten().max();
    let said = book.sheets.iter().map(|sheet| several.then(|| stated(sheet, asked)).flatten());
    let said: Vec<Option<Time>> = said.collect();
    let last_said = said.iter().flatten().max();
    let left_out = |(place, sheet): (usize, &RawSheet)| {
        let is_before = |years: &[Option<Time>], latest: Option<&Time>| {
            years.get(place).and_then(Option::as_ref).is_some_and(|year| Some(year) < latest)
        };
        let name = words(&sheet.name);
        let named = around::time(&name) == Some(Time::Past) && name.len() <= 4;
        let titles: Vec<Vec<String>> = titles(sheet).map(|title| words(&title)).collect();
        if is_void(&name, asked) || titles.iter().any(|title| is_void(title, asked)) {
            return Some((place, VOID));
        }
        let earlier = is_before(&years, latest)
            || is_before(&said, last_said)
            || named
            || is_earlier(&name)
            || titles.iter().any(|title| is_earlier(title));
        earlier.then_some((place, EARLIER))
    };
    let found: BTreeMap<usize, _> = book.sheets.iter().enumerate().filter_map(left_out).collect();
    let mut others = book.sheets.iter().enumerate().filter(|(place, _)| !found.contains_key(place));
    if others.any(|(_, sheet)| sheet.cells.len() > FEW) { found } else { BTreeMap::new() }
}

/// The texts at the top of a sheet that stand alone in their rows.
fn titles(sheet: &RawSheet) -> impl Iterator<Item = String> {
    let rows: BTreeSet<u32> = sheet.cells.keys().map(|(row, _)| *row).take(TOP).collect();
    let alone = |row: u32| {
        let mut cells = sheet.cells.range((row, 0)..=(row, u32::MAX));
        cells.next().filter(|_| cells.next().is_none()).map(|(_, cell)| cell.value.text())
    };
    rows.into_iter().map_while(alone)
}

/// Takes out the tables under a caption that says they are an earlier year's, where the section
/// has another table.
pub(crate) fn leave_out_tables(sheets: &[Sheet], found: &mut Recognised) {
    let caption = |at: &CellRef| {
        let grid = &sheets.iter().find(|sheet| sheet.upright.sheet() == &*at.sheet)?.upright;
        let rows = at.row.saturating_sub(ABOVE)..at.row + 1;
        let cells = rows.rev().flat_map(|row| grid.row(row));
        let mut own = cells.filter(|(col, seen)| *col <= at.col && is_earlier(&seen.words));
        own.next().map(|(_, seen)| seen.text.clone())
    };
    let captions: Vec<Option<String>> = found.tables.iter().map(|table| caption(&table.at)).collect();
    let tables = std::mem::take(&mut found.tables);
    let kept: BTreeSet<_> = tables
        .iter()
        .zip(&captions)
        .filter(|(_, caption)| caption.is_none())
        .map(|(table, _)| table.section)
        .collect();
    for (table, caption) in tables.into_iter().zip(captions) {
        match caption.filter(|_| kept.contains(&table.section)) {
            Some(caption) => found.findings.push(Finding::at(
                Code::ExampleSkipped,
                &table.at,
                caption,
                "This table is said to hold an earlier year's figures and was not read.",
            )),
            None => found.tables.push(table),
        }
    }
}
