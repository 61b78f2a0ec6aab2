//! How a return says that it was completed: when, and for whom.

use super::label;
use crate::model::CellValue;
use crate::recognise::grid::{Grid, Seen};
use crate::reference::{Questionnaire, Told, words};

/// Whether a text begins by saying that the return was completed.
pub(crate) fn begins_completed(told: &[String]) -> bool {
    const BEGUN: [&str; 7] = ["complete", "completed", "signed", "submitted", "returned", "dated", "sent"];
    told.len() <= 14 && told.first().is_some_and(|word| BEGUN.contains(&word.as_str()))
}

/// Whether a text says that the return was completed: begins so, or is a sentence on it.
pub(crate) fn tells_completion(told: &Told) -> bool {
    begins_completed(&told.words) || sentence_ends(&told.text.to_ascii_lowercase()).is_some()
}

/// Whether a text names the day of completion and nothing else, in whatever words: `Date
/// return completed`, `Form submitted on`.
pub(crate) fn names_completion(told: &[String]) -> bool {
    const DONE: [&str; 11] = [
        "complete",
        "completed",
        "completion",
        "submitted",
        "submission",
        "returned",
        "signed",
        "sent",
        "finished",
        "filled",
        "fill",
    ];
    const BESIDES: [&str; 24] = [
        "what",
        "did",
        "is",
        "you",
        "we",
        "your",
        "date",
        "day",
        "when",
        "return",
        "form",
        "questionnaire",
        "survey",
        "council",
        "of",
        "on",
        "off",
        "in",
        "was",
        "thi",
        "the",
        "by",
        "and",
        "out",
    ];
    let is = |list: &[&str], word: &String| list.contains(&word.as_str());
    told.len() > 1
        && told.iter().all(|word| is(&DONE, word) || is(&BESIDES, word))
        && told.iter().any(|word| is(&DONE, word))
        && told.iter().any(|word| matches!(word.as_str(), "date" | "day" | "when" | "on"))
}

/// The day within a title: `Blaby District Council - completed 4 November 2005`.
pub(crate) fn completed_within(text: &str) -> Option<(String, usize)> {
    let lower = text.to_ascii_lowercase();
    let begun = [
        "date completed: ",
        "completed: ",
        "completed on ",
        "completed ",
        "returned on ",
        "returned ",
        "dated ",
    ];
    let names = |before: &str| {
        ["council", "borough", "district", "county", "city", " bc", " dc", " cc", " mbc"]
            .iter()
            .any(|kind| before.ends_with(kind))
    };
    let at = |word: &&str| {
        let at = lower.find(*word)?;
        let before = lower.get(..at)?.trim_end();
        let parted = before.ends_with(['-', '\u{2013}', ',', ':', ';', '.', '|', '/'])
            || names(before)
            || ["questionnaire", "return", "survey", "form"].iter().any(|one| before.contains(one));
        let rest = lower.get(at + word.len()..)?;
        let day = without_weekday(rest);
        (parted && day.starts_with(|c: char| c.is_ascii_digit())).then(|| lower.len() - day.len())
    };
    let used = begun.iter().find_map(at).or_else(|| sentence_ends(&lower))?;
    Some(("completed".to_owned(), used))
}

/// Where the day begins that ends a sentence on the return: `This return was completed for Blaby
/// DC by Jane Smith on 4 November 2005`.
fn sentence_ends(lower: &str) -> Option<usize> {
    let told = words(lower);
    let subject = told.iter().find(|word| !["this", "thi", "the", "our"].contains(&word.as_str()))?;
    let done = told.iter().position(|word| ["completed", "submitted", "signed"].contains(&word.as_str()))?;
    // `Blaby DC: management development return 2006, completed by Jane Smith on 4 November 2006`.
    let by = || told.get(done + 1).is_some_and(|word| word == "by");
    let titled = || told.iter().take(done).any(|word| word == "return" || word == "questionnaire");
    let speaks = ["return", "form", "questionnaire", "survey", "reply", "response"]
        .contains(&subject.as_str())
        || by() && titled();
    let last = [" on ", ", "].iter().filter_map(|one| Some(lower.rfind(one)? + one.len())).max()?;
    let day = lower.get(last..).map(without_weekday)?;
    let dated = day.starts_with(|c: char| c.is_ascii_digit()) && words(day).len() <= 4;
    (speaks && dated).then(|| lower.len() - day.len())
}

/// A day without the day of the week, or `the`, before it: `Thursday 26 October 2006`.
fn without_weekday(day: &str) -> &str {
    fn without_word(day: &str) -> &str {
        let end = day.find(|c: char| !c.is_alphabetic()).unwrap_or(day.len());
        match day.split_at(end) {
            (word, rest) if word == "the" || is_weekday(word) => rest.trim_start_matches([' ', ',', '.']),
            _ => day,
        }
    }
    // `Thursday the 26th`
    without_word(without_word(day))
}

/// A date right above its label or to its left, where none stands after it.
pub(crate) fn date_before(
    grid: &Grid,
    (row, col): (u32, u32),
    asked: &Questionnaire,
) -> Option<((u32, u32), CellValue, String)> {
    let above = row.checked_sub(1).map(|row| (row, col));
    let left = col.checked_sub(1).map(|col| (row, col));
    above.into_iter().chain(left).find_map(|at| {
        let seen = grid.at(at.0, at.1)?;
        let own = is_dated(&seen.value, &seen.text) && label(seen, asked).is_none();
        own.then(|| (at, seen.value.clone(), seen.text.clone()))
    })
}

/// A date over three cells to the right of its label: `28 | August | 2006`.
pub(crate) fn date_in_cells(grid: &Grid, (row, col): (u32, u32)) -> Option<((u32, u32), CellValue, String)> {
    let first = grid.extent(row, col).right + 1;
    let cells: Vec<(u32, &Seen)> = grid.row(row).filter(|(at, _)| (first..first + 6).contains(at)).collect();
    let [(at, day), (_, month), (_, year), ..] = cells.as_slice() else { return None };
    let number = |seen: &Seen, most: u32| {
        let digits = seen.text.trim_end_matches(char::is_alphabetic);
        digits.parse::<u32>().is_ok_and(|number| (1..=most).contains(&number))
    };
    let named = |seen: &Seen| {
        MONTHS.iter().any(|month| seen.words.first().is_some_and(|word| word.starts_with(month)))
            && seen.words.len() == 1
    };
    let is_month = named(month) || number(month, 12);
    let sign = if named(month) { " " } else { "/" };
    let text = [&*day.text, &*month.text, &*year.text].map(str::trim).join(sign);
    let fits = number(day, 31) && is_month && matches!(year.text.trim().len(), 2 | 4) && number(year, 2100);
    fits.then(|| ((row, *at), CellValue::Text(text.clone()), text))
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Whether a value is a date, or holds one.
pub(crate) fn is_dated(value: &CellValue, text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let parted = text.matches(['/', '.', '-']).count() > 1;
    let named = || words(text).iter().any(|word| MONTHS.iter().any(|month| word.starts_with(month)));
    matches!(value, CellValue::Date(_)) || digits >= 3 && (parted || named())
}

/// Whether a word is a day of the week, in full or cut after three letters or more: `Tue`, `Thurs`.
pub(crate) fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    word == "weds" || word.len() > 2 && DAYS.iter().any(|day| day.starts_with(word))
}

/// Where the day begins in a sentence on the completion: after the last `on`, if it has one.
pub(crate) fn day_begins(text: &str) -> usize {
    let day = text.rfind(" on ").map(|at| at + " on ".len());
    day.filter(|at| text.get(*at..).is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit())))
        .unwrap_or(0)
}

/// For whom a return was completed: `Completed for Blaby by Jane Smith`.
pub(crate) fn completed_for(text: &str) -> Option<&str> {
    let (_, name) = text.split_once(" on behalf of ").or_else(|| text.split_once(" for "))?;
    Some(name.split_once(" by ").map_or(name, |(name, _)| name))
}
