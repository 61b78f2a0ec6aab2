//! Answers in signs that the return explains: letters or scores with a key, and answers
//! that point at the one above. Answers go in as they stand, and get what they mean.

use std::collections::{BTreeMap, BTreeSet};

use super::boxes;
use super::{FoundAnswer, answers};
use crate::recognise::grid::{Grid, Seen};
use crate::reference::words;

/// A key is at most so long, in bytes.
const LONGEST_KEY: usize = 300;
/// So is a word that stands for an answer, such as a colour; and what it stands for begins so.
const LONGEST_SIGN: usize = 8;
const MEANS: [&str; 8] = ["yes", "no", "not", "partly", "partially", "planned", "considering", "in"];
/// As many numbers beside answers at least tell that they are the questions'.
const FEWEST: usize = 5;

/// Whether an answer is a letter or a number that a key may explain.
pub(crate) fn is_sign(text: &str) -> bool {
    (1..=2).contains(&text.trim().len()) && text.trim().chars().all(char::is_alphanumeric)
}

/// Adds to each answer what its sign stands for.
pub(crate) fn explain(grids: &[&Grid], answers: &mut [FoundAnswer]) {
    let mut key = BTreeMap::new();
    for grid in grids {
        for (_, seen) in grid.all().filter(|(_, seen)| seen.text.len() <= LONGEST_KEY) {
            key.extend(signs(&seen.text));
        }
        key.extend(listed_signs(grid));
    }
    // `Y, N or P (P = partly)` explains the one sign that needs it.
    let plain = |meaning: &String| words(meaning).first().is_some_and(|word| MEANS.contains(&word.as_str()));
    if key.len() > 1 || key.values().any(plain) {
        for answer in answers.iter_mut() {
            // A key to the right of the answers may stand in their rows.
            let mut lines = answer.text.lines().map(|line| line.trim().to_lowercase());
            let first = lines.next().and_then(|line| key.get(&line));
            let keyed =
                |line: &String| key.contains_key(line) || key.values().any(|one| one.to_lowercase() == *line);
            answer.meant = first.filter(|_| lines.all(|line| keyed(&line))).cloned();
            if answer.meant.is_some() {
                answer.detail.retain(|detail| !keyed(&detail.trim().to_lowercase()));
                answer.rivals.retain(|rival| !keyed(&rival.trim().to_lowercase()));
            }
        }
    }
    for answer in answers.iter_mut() {
        if let Some(chosen) = boxes::chosen(&answer.text) {
            answer.meant = Some(chosen);
        }
    }
    point_at_others(grids, answers);
    let mut above: Option<(u32, String)> = None;
    for answer in answers {
        if let Some(rest) = after_ditto(&answer.text) {
            let own = above.as_ref().filter(|one| one.0 < answer.at.row);
            answer.meant = own.map(|one| format!("{}{rest}", one.1));
            answer.shared |= answer.meant.is_some();
        } else if !answer.text.is_empty() {
            above = Some((answer.at.row, answer.meant.clone().unwrap_or_else(|| answer.text.clone())));
        }
    }
}

/// `As 3`, `See question 3`: the answer to the question of that number is meant.
fn point_at_others(grids: &[&Grid], answers: &mut [FoundAnswer]) {
    let pointed: Vec<Option<u8>> = answers.iter().map(|answer| pointed_at(&words(&answer.text))).collect();
    if pointed.iter().all(Option::is_none) {
        return;
    }
    let numbers: Vec<Option<u8>> = answers.iter().map(|answer| question_number(grids, answer)).collect();
    let texts: Vec<String> =
        answers.iter().map(|one| one.meant.clone().unwrap_or_else(|| one.text.clone())).collect();
    for (answer, at) in answers.iter_mut().zip(&pointed) {
        let Some(number) = at else { continue };
        let other = numbers.iter().position(|one| one == &Some(*number));
        let said = other.and_then(|place| texts.get(place)).filter(|text| pointed_at(&words(text)).is_none());
        answer.meant = said.filter(|text| !text.is_empty()).cloned();
        answer.shared |= answer.meant.is_some();
    }
}

/// The number of the question whose answer a text points at.
fn pointed_at(told: &[String]) -> Option<u8> {
    const BETWEEN: [&str; 8] = ["for", "as", "to", "per", "q", "question", "no", "answer"];
    let (first, rest) = told.split_first()?;
    let (last, between) = rest.split_last()?;
    let points = ["as", "see", "same", "refer", "per"].contains(&first.as_str());
    let known = between.iter().all(|word| BETWEEN.contains(&word.as_str()));
    (points && known).then(|| number_in(last))?
}

/// The number that stands before a question, in its cell or left of it.
fn question_number(grids: &[&Grid], answer: &FoundAnswer) -> Option<u8> {
    let grid = grids.iter().find(|grid| grid.sheet() == &*answer.asked_at.sheet)?;
    let (row, col) = (answer.asked_at.row, answer.asked_at.col);
    let own = grid.at(row, col).and_then(|seen| seen.words.first()).and_then(|word| number_in(word));
    own.or_else(|| grid.at(row, col.checked_sub(1)?).and_then(|seen| number_alone(&seen.words)))
}

/// Puts answers that stand beside the questions' numbers on another sheet, or in a list below
/// them (`Q3 | No`), to their questions, where nothing stands beside the questions themselves.
pub(crate) fn by_number(grids: &[&Grid], answers: &mut [FoundAnswer]) {
    if answers.is_empty() || answers.iter().any(|one| !one.text.is_empty() || !one.ticks.is_empty()) {
        return;
    }
    let numbers: Vec<Option<u8>> = answers.iter().map(|answer| question_number(grids, answer)).collect();
    let numbered = numbers.iter().flatten().count();
    for grid in grids {
        let own = answers.iter().filter(|one| grid.sheet() == &*one.asked_at.sheet);
        let Some(first) = first_answer(grid, own.map(|one| one.asked_at.row).max()) else { continue };
        let mut columns: BTreeMap<u32, BTreeMap<u8, u32>> = BTreeMap::new();
        for ((row, col), seen) in grid.all().filter(|((row, _), _)| *row >= first) {
            if let Some(number) = number_alone(&seen.words) {
                columns.entry(col).or_default().entry(number).or_insert(row);
            }
        }
        let given =
            |rows: &BTreeMap<u8, u32>| numbers.iter().flatten().filter(|one| rows.contains_key(one)).count();
        let found =
            columns.into_iter().find(|(_, rows)| given(rows) >= FEWEST && given(rows) * 5 >= numbered * 4);
        let Some((col, rows)) = found else { continue };
        for (answer, number) in answers.iter_mut().zip(&numbers) {
            let Some(row) = number.and_then(|number| rows.get(&number)) else { continue };
            let mut beside = grid.row(*row).filter(|(c, _)| *c > col);
            let Some((c, seen)) = beside.next() else { continue };
            answer.at = grid.at_ref(*row, c);
            answer.text.clone_from(&seen.text);
            answer.detail = beside.map(|(_, seen)| seen.text.clone()).collect();
        }
        return;
    }
}

/// The row from which answers may stand beside numbers: any on another sheet than the
/// questions; on theirs, below them and a heading such as `Our answers`.
fn first_answer(grid: &Grid, last_question: Option<u32>) -> Option<u32> {
    let Some(last) = last_question else { return Some(0) };
    let heads = |seen: &Seen| {
        seen.words.len() <= 6
            && seen
                .words
                .iter()
                .any(|word| matches!(word.as_str(), "answer" | "response" | "reply" | "replie"))
    };
    grid.all().find(|((row, _), seen)| *row > last && heads(seen)).map(|((row, _), _)| row + 1)
}

/// A question's number and nothing else: `3`, `Q3`, `Question 3`.
fn number_alone(told: &[String]) -> Option<u8> {
    match told {
        [one] => number_in(one),
        [word, one] if ["q", "question", "no", "answer", "a"].contains(&word.as_str()) => number_in(one),
        _ => None,
    }
}

/// The number that a line begins with, and what follows it: `3. Yes`, `A3: Yes`.
pub(crate) fn numbered(line: &str) -> Option<(u8, &str)> {
    let (first, rest) = line.split_once(['.', ')', ':', '-', ' '])?;
    let number = number_in(&first.trim().trim_start_matches('(').to_lowercase())?;
    let rest = rest.trim_start_matches(['.', ')', ':', '-', ' ']);
    (!rest.is_empty()).then_some((number, rest))
}

fn number_in(word: &str) -> Option<u8> {
    word.strip_prefix(['q', 'a']).unwrap_or(word).parse().ok().filter(|number| (1..=40).contains(number))
}

/// Whether a text points at what stands above it: `ditto`, `"`, `as above`.
pub(crate) fn is_ditto(text: &str) -> bool {
    const MARKS: [char; 5] = ['"', '\u{201c}', '\u{201d}', '\u{3003}', '\''];
    const POINTS: [&str; 7] = ["same", "as", "see", "the", "row", "line", "one"];
    let text = text.trim().trim_matches(['-', '\u{2013}', ' ', '.']);
    let told = words(text);
    let mark = !text.is_empty() && text.chars().all(|letter| MARKS.contains(&letter));
    let points = |told: &[String]| {
        told.iter().all(|word| POINTS.contains(&word.as_str()))
            && told.iter().any(|word| matches!(word.as_str(), "same" | "as" | "see"))
    };
    mark || match told.as_slice() {
        [one] => matches!(one.as_str(), "ditto" | "do" | "same"),
        [first @ .., last] => last == "above" && points(first),
        [] => false,
    }
}

/// What follows `As above` in an answer, if it begins so: mostly nothing.
fn after_ditto(text: &str) -> Option<&str> {
    if is_ditto(text) {
        return Some("");
    }
    let rest = text.get(..8).filter(|begun| begun.eq_ignore_ascii_case("as above")).and(text.get(8..))?;
    rest.starts_with(['.', ',', ';', '-', ' ']).then_some(rest)
}

/// A key down a column: letters or the numbers from 1, each beside what it means.
fn listed_signs(grid: &Grid) -> Vec<(String, String)> {
    let sign = |((row, col), seen): ((u32, u32), &Seen)| {
        let beside = (1..=2).contains(&seen.text.len()).then(|| grid.at(row, col + 1)).flatten()?;
        let letters = seen.text.chars().all(char::is_alphabetic);
        let first = || grid.row(row).next().is_some_and(|(first, _)| first == col);
        let own = letters && first() || seen.text.chars().all(|c| c.is_ascii_digit());
        let meant = own && beside.words.len() <= 6 && answers(&beside.words);
        meant.then(|| (col, seen.text.to_lowercase(), beside.text.clone()))
    };
    let mut columns: BTreeMap<u32, Vec<(String, String)>> = BTreeMap::new();
    for (col, sign, meaning) in grid.all().filter_map(sign) {
        columns.entry(col).or_default().push((sign, meaning));
    }
    // Numbers beside answers may be those of the questions, of which several have the same.
    let is_key = |own: &Vec<(String, String)>| {
        let numbers: Vec<u8> = own.iter().filter_map(|(sign, _)| sign.parse().ok()).collect();
        let meanings: BTreeSet<String> = own.iter().map(|(_, meaning)| meaning.to_lowercase()).collect();
        let counted =
            numbers.len() == own.len() && (1..).zip(&numbers).all(|(count, number)| count == *number);
        own.len() > 1 && (numbers.is_empty() || counted && meanings.len() == own.len())
    };
    columns.into_values().find(is_key).unwrap_or_default()
}

/// The signs that a text explains: `1 = Yes, 2 = Partly`, `P: planned`, `Y yes, N no`,
/// `Please answer 1 for yes, 2 for no`.
fn signs(text: &str) -> Vec<(String, String)> {
    let clauses: Vec<String> = clauses(text);
    let clauses = clauses.iter().map(String::as_str);
    let bare: Option<Vec<_>> =
        clauses.clone().filter(|clause| !clause.trim().is_empty()).map(sign_without_mark).collect();
    if let Some(found) = bare.filter(|found| found.len() > 1) {
        return found;
    }
    let sign = |clause: &str| {
        let clause = clause.trim();
        let clause = if clause.to_lowercase().starts_with("key") {
            clause.get(3..)?.trim_start_matches([':', '-', ' '])
        } else {
            clause
        };
        let (sign, meaning) = clause.split_once(['=', ':', '\u{2013}', '-'])?;
        let (sign, meaning) = (sign.trim(), meaning.trim());
        let short = (1..=2).contains(&sign.chars().count()) && sign.chars().all(char::is_alphanumeric);
        // `Green = yes`
        let coloured = clause.contains('=')
            && sign.len() <= LONGEST_SIGN
            && sign.chars().all(char::is_alphabetic)
            && words(meaning).first().is_some_and(|word| MEANS.contains(&word.as_str()));
        (coloured || short && meaning.starts_with(char::is_alphabetic))
            .then(|| (sign.to_lowercase(), meaning.to_owned()))
    };
    let found: Vec<(String, String)> = clauses.filter_map(sign).collect();
    // `C = considering` alone in its cell is one of a list of signs.
    if found.len() > 1 || text.contains('=') { found } else { Vec::new() }
}

/// The clauses of a key; one that begins with `but` goes on with what the one before means:
/// `C = no, but would consider`.
fn clauses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for clause in text.split([',', ';', '\n', '(', ')']).flat_map(each_sign) {
        let clause = clause.as_str();
        match found.last_mut().filter(|_| words(clause).first().is_some_and(|word| word == "but")) {
            Some(last) => {
                last.push(',');
                last.push_str(clause);
            }
            None => found.push(clause.to_owned()),
        }
    }
    found
}

/// The clauses of a key without marks between them: `Y = Yes  N = No`.
fn each_sign(text: &str) -> Vec<String> {
    let told: Vec<&str> = text.split_whitespace().collect();
    let is_sign = |word: &str| (1..=2).contains(&word.len()) && word.chars().all(char::is_alphanumeric);
    let begins = |place: usize, word: &str| match word.split_once('=') {
        Some((sign, _)) => is_sign(sign),
        None => is_sign(word) && told.get(place + 1).is_some_and(|next| next.starts_with('=')),
    };
    let mut found: Vec<Vec<&str>> = Vec::new();
    for (place, word) in told.iter().copied().enumerate() {
        match found.last_mut().filter(|_| !begins(place, word)) {
            Some(last) => last.push(word),
            None => found.push(vec![word]),
        }
    }
    found.into_iter().map(|one| one.join(" ")).collect()
}

/// A sign and its meaning without a mark between them: `Y yes`, `1 for yes`.
fn sign_without_mark(clause: &str) -> Option<(String, String)> {
    const BETWEEN: [&str; 4] = ["for", "is", "means", "if"];
    const MEANINGS: [&str; 9] =
        ["considering", "consider", "in", "part", "partial", "n/a", "applicable", "done", "used"];
    let told: Vec<&str> = clause.split_whitespace().map(|word| word.trim_end_matches(['.', ':'])).collect();
    let sign =
        told.iter().position(|word| word.chars().count() == 1 && word.chars().all(char::is_alphanumeric))?;
    let rest = told.get(sign + 1..)?;
    let meaning = if BETWEEN.contains(rest.first()?) { rest.get(1..)? } else { rest };
    let said = meaning.join(" ");
    let known = answers(&words(&said)) || MEANINGS.contains(&meaning.first()?.to_lowercase().as_str());
    (sign < 5 && meaning.len() <= 4 && known)
        .then(|| (told.get(sign).copied().unwrap_or("").to_lowercase(), said))
}
