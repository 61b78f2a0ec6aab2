//! The number of posts of a tier, from the cells beside its titles, or from the
//! titles themselves.

use super::rows::Line;
use super::titles::{Listed, counted, ends_with_ages};
use crate::model::{CellRef, CellValue, Code, Figure, Finding, Interval, Reported};
use crate::normalise::texts::lines::lines;
use crate::normalise::texts::number;
use crate::normalise::texts::silence::{Silence, silence};
use crate::recognise::TableCell;
use crate::reference::words;

/// What a cell of posts says, and how many numbers it lists.
struct Read {
    reported: Reported<Interval>,
    numbers: usize,
}

/// The posts of a tier.
pub(crate) fn headcount(rows: &[Line], listed: &[Listed], findings: &mut Vec<Finding>) -> Figure {
    let own: Vec<(usize, &TableCell)> = rows
        .iter()
        .enumerate()
        .filter_map(|(place, row)| Some((place, row.posts.as_ref().filter(|cell| !cell.again)?)))
        .collect();
    if own.is_empty() {
        say_merged(rows, findings);
        return from_titles(rows, listed, findings);
    }
    let mut sum: Option<Interval> = None;
    let mut silent: Option<Reported<Interval>> = None;
    let mut texts = Vec::new();
    let mut source: Option<CellRef> = None;
    for (place, cell) in &own {
        let titles = listed.get(*place).map_or(0, |one| one.titles.len());
        let read = of_each(cell, titles).unwrap_or_else(|| posts_in(cell, findings));
        if read.numbers > 1 && titles != read.numbers {
            let message = format!(
                "{} numbers stand beside {titles} titles; they were added up. Write one title to a row.",
                read.numbers
            );
            findings.push(Finding::at(Code::NotPaired, &cell.at, &cell.text, message));
        }
        texts.push(cell.text.clone());
        match read.reported {
            Reported::Given(figure) => {
                let estimated = listed.get(*place).is_some_and(|one| one.estimated);
                sum = Some(sum.map_or(figure, |so_far| so_far.plus(figure)).or_estimated(estimated));
                source.get_or_insert_with(|| cell.at.clone());
            }
            other => {
                silent.get_or_insert(other);
            }
        }
    }
    let text = texts.join("; ");
    if let Some(figure) = sum {
        say_partial(rows, &own, figure, listed, findings);
        return Figure { reported: Reported::Given(figure), source, text };
    }
    let first = own.first().map(|(_, cell)| cell.at.clone());
    if matches!(silent, Some(Reported::NoAnswer) | None) {
        let from_titles = from_titles(rows, listed, findings);
        if from_titles.interval().is_some() {
            return from_titles;
        }
    }
    Figure { reported: silent.unwrap_or(Reported::NoAnswer), source: first, text }
}

/// A number merged over several tiers stands with the first of them, and may be that of all.
fn say_merged(rows: &[Line], findings: &mut Vec<Finding>) {
    if let Some(cell) = rows.iter().find_map(|row| row.posts.as_ref()) {
        let message = "This number is merged over several tiers and was counted with the first. Write a number beside each.";
        findings.push(Finding::at(Code::HeadcountPartial, &cell.at, &cell.text, message));
    }
}

/// Some rows of the tier have no number, and the one there is not the tier's.
fn say_partial(
    rows: &[Line],
    own: &[(usize, &TableCell)],
    figure: Interval,
    listed: &[Listed],
    findings: &mut Vec<Finding>,
) {
    let titled = rows
        .iter()
        .enumerate()
        .filter(|(place, row)| {
            row.titles.as_ref().is_some_and(|t| !t.again)
                && listed.get(*place).is_some_and(|l| !l.titles.is_empty())
        })
        .count();
    let covered = rows.iter().filter(|row| row.posts.is_some()).count();
    if covered >= titled || titled < 2 {
        return;
    }
    let most: i64 = listed.iter().flat_map(|one| &one.titles).map(|title| title.number.unwrap_or(1)).sum();
    let tiers_own = own.len() == 1 && (figure.lower >= most || figure.lower > 1);
    if tiers_own {
        return;
    }
    if let Some((_, cell)) = own.first() {
        let message = "Some titles of this tier have a number of posts and others none; only those stated were counted. Write a number beside every title.";
        findings.push(Finding::at(Code::HeadcountPartial, &cell.at, &cell.text, message));
    }
}

/// `1 each`, `one post each`, `1 of each` beside several titles: so many of every one of them.
fn of_each(cell: &TableCell, titles: usize) -> Option<Read> {
    let CellValue::Text(text) = &cell.value else { return None };
    let own = text.trim().to_lowercase();
    let own = own.strip_suffix("each")?.trim_end();
    let own = [" of", " posts", " post"].iter().find_map(|word| own.strip_suffix(word)).unwrap_or(own);
    let number = number::in_text(own).filter(|number| number.rest.is_empty())?;
    let each = number.whole().filter(|_| titles > 0)?;
    let titles = i64::try_from(titles).ok()?;
    Some(Read { reported: Reported::Given(each.times(Interval::exact(titles))), numbers: 1 })
}

/// The posts in one cell: a number, or one on each line.
fn posts_in(cell: &TableCell, findings: &mut Vec<Finding>) -> Read {
    let one = |reported| Read { reported, numbers: 1 };
    let unreadable = |findings: &mut Vec<Finding>, code: Code, message: &str| {
        findings.push(Finding::at(code, &cell.at, &cell.text, message));
        one(Reported::Unreadable(cell.text.clone()))
    };
    let whole = "Posts are whole; this is not. Write the number of posts, not full-time equivalents.";
    match &cell.value {
        CellValue::Date(_) => unreadable(
            findings,
            Code::NumberAsDate,
            "A date stands where a number of posts is asked for. Type the number again.",
        ),
        CellValue::Error(_) => unreadable(
            findings,
            Code::CellError,
            "The cell shows a formula's error. Type the number of posts in its place.",
        ),
        CellValue::Number(_) => match number::in_cell(&cell.value).map(|n| n.whole()) {
            Some(Some(figure)) if figure.lower >= 0 => one(Reported::Given(figure)),
            Some(Some(_)) => unreadable(
                findings,
                Code::HeadcountUnreadable,
                "A number of posts cannot be less than nothing.",
            ),
            _ => unreadable(findings, Code::NumberNotWhole, whole),
        },
        CellValue::Text(text) => match posts_in_text(text) {
            Some(Ok(read)) => read,
            Some(Err(())) => unreadable(findings, Code::NumberNotWhole, whole),
            None => match counted(text).filter(|_| !leaves_open(text)) {
                Some(sum) => one(Reported::Given(Interval::exact(sum))),
                None => unreadable(
                    findings,
                    Code::HeadcountUnreadable,
                    "This is no number of posts. Write how many posts there are, or Not available.",
                ),
            },
        },
        CellValue::Percent(_) | CellValue::Time(_) | CellValue::Flag(_) => unreadable(
            findings,
            Code::HeadcountUnreadable,
            "This is no number of posts. Write how many posts there are.",
        ),
    }
}

/// The posts that a cell states, where it does.
pub(crate) fn stated(cell: &TableCell) -> Option<Interval> {
    match &cell.value {
        CellValue::Text(text) => match posts_in_text(text)?.ok()?.reported {
            Reported::Given(figure) => Some(figure),
            _ => None,
        },
        value => number::in_cell(value)?.whole(),
    }
}

/// A text's posts; an error where it is a number that is not whole.
fn posts_in_text(text: &str) -> Option<Result<Read, ()>> {
    let one = |reported| Some(Ok(Read { reported, numbers: 1 }));
    match silence(text) {
        Some(Silence::NoAnswer) => return one(Reported::NoAnswer),
        Some(Silence::NotApplicable) => return one(Reported::NotApplicable),
        Some(Silence::NotAvailable) => return one(Reported::NotAvailable),
        Some(Silence::Zero) => return one(Reported::Given(Interval::exact(0))),
        None => {}
    }
    let parts = lines(text);
    if parts.len() > 1 {
        let numbers: Vec<Interval> = parts.iter().filter_map(|part| number_of_posts(part)?.ok()).collect();
        if numbers.len() == parts.len() {
            let same = parts.len() == 2
                && numbers.first() == numbers.get(1)
                && parts.iter().any(|p| p.chars().any(char::is_alphabetic));
            let sum = numbers.iter().fold(Interval::exact(0), |sum, one| sum.plus(*one));
            return if same {
                one(Reported::Given(*numbers.first()?))
            } else {
                Some(Ok(Read { reported: Reported::Given(sum), numbers: numbers.len() }))
            };
        }
    }
    Some(number_of_posts(text)?.map(|figure| Read { reported: Reported::Given(figure), numbers: 1 }))
}

/// One number of posts, full-time equivalents and remarks in brackets set aside.
fn number_of_posts(text: &str) -> Option<Result<Interval, ()>> {
    if leaves_open(text) {
        return None;
    }
    let is_fte = |part: &str| {
        let lower = part.to_lowercase();
        // `Fifteen` has the letters too.
        let mut told = lower.split(|c: char| !c.is_alphabetic());
        told.any(|word| word.starts_with("fte") || word.starts_with("wte"))
            || lower.contains("full time equiv")
            || lower.contains("full-time equiv")
    };
    let whole = |number: number::Number| number.whole().ok_or(());
    if !is_fte(text)
        && let Some(number) = number::in_text(text)
    {
        return Some(whole(number));
    }
    // `31 incl. 4 part time`: the part is within the number; `6 as at 31/10/05`: its day.
    let lower = text.to_lowercase();
    let within =
        [" incl", " of which", " of whom", " as at ", " as of "].iter().find_map(|part| lower.find(part));
    if let Some(number) = within.and_then(|at| number::in_text(lower.get(..at)?.trim_end_matches([',', ' '])))
    {
        return Some(whole(number));
    }
    if let Some(sum) = sum_of_parts(text) {
        return Some(Ok(sum));
    }
    let outside: String = without_brackets(text);
    let parts: Vec<&str> = outside
        .split(['/', ';', ',', '\n'])
        .filter(|part| !is_fte(part) && !part.trim().is_empty())
        .collect();
    match parts.as_slice() {
        [] => posts_in_brackets(text).map(whole),
        [only] => number::in_text(only).or_else(|| number::before_remark(text)).map(whole),
        [first, rest @ ..] if rest.iter().all(|part| is_within(part)) => number::in_text(first).map(whole),
        [first, ..] if !is_fte(text) && text.contains('(') && number::in_text(first).is_some() => {
            number::in_text(first).map(whole)
        }
        _ => number::before_remark(text).map(whole),
    }
}

/// `1 per service`, `up to 12`: no number of posts yet.
fn leaves_open(text: &str) -> bool {
    let outside = without_brackets(text);
    let each = words(&outside).iter().any(|word| word == "per" || word == "each");
    each || number::is_bound(&outside)
}

/// `6 + 6`, `10 FT, 2 PT`: all the posts there are, in parts.
fn sum_of_parts(text: &str) -> Option<Interval> {
    const FULL: [&str; 3] = ["ft", "f t", "full time"];
    const PART: [&str; 3] = ["pt", "p t", "part time"];
    let numbers = |parts: Vec<&str>| parts.into_iter().map(number::in_text).collect::<Option<Vec<_>>>();
    let sum = |numbers: &[number::Number]| {
        let mut whole = numbers.iter().map(number::Number::whole);
        whole.try_fold(Interval::exact(0), |sum, one| Some(sum.plus(one?)))
    };
    if let Some(added) = numbers(text.split('+').collect()).filter(|all| all.len() > 1)
        && added.iter().all(|number| number.rest.is_empty())
    {
        return sum(&added);
    }
    let parts = text.split([',', ';', '+', '&', '\n']).flat_map(|part| part.split(" and "));
    let parts = numbers(parts.collect())?;
    let [one, other] = parts.as_slice() else { return None };
    let are = |full: &number::Number, part: &number::Number| {
        FULL.contains(&full.rest.as_str()) && PART.contains(&part.rest.as_str())
    };
    if are(one, other) || are(other, one) { sum(&parts) } else { None }
}

/// `10, 1 currently vacant`, `10, 2 of them part-time`: a part that is counted already.
fn is_within(part: &str) -> bool {
    let told = words(part);
    let has = |one: &str| told.iter().any(|word| word == one);
    let of_them = told.windows(2).any(|pair| {
        matches!(pair, [of, them] if of == "of" && matches!(them.as_str(), "them" | "these" | "thi" | "which" | "whom"))
    });
    of_them || has("vacant")
}

/// `10.5 FTE (12 posts)`: the posts beside their full-time equivalents.
fn posts_in_brackets(text: &str) -> Option<number::Number> {
    let (_, inside) = text.split_once('(')?;
    let number = number::in_text(inside.split_once(')')?.0)?;
    matches!(number.rest.as_str(), "post" | "posts" | "people" | "staff" | "in post").then_some(number)
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(letter),
            _ => {}
        }
    }
    out
}

/// Posts from the numbers that titles hold, where no cell states them.
fn from_titles(rows: &[Line], listed: &[Listed], findings: &mut Vec<Finding>) -> Figure {
    let at = rows.iter().find_map(|row| row.titles.as_ref().map(|cell| cell.at.clone()));
    let blank = rows.iter().find_map(|row| row.posts_at.clone());
    let titles: Vec<_> = listed.iter().flat_map(|one| &one.titles).collect();
    let numbers: Vec<i64> = titles.iter().filter_map(|title| title.number).collect();
    if titles.is_empty() && listed.iter().any(|one| one.none) {
        return Figure { reported: Reported::Given(Interval::exact(0)), source: at, text: "None".to_owned() };
    }
    if !numbers.is_empty() {
        if numbers.len() < titles.len()
            && let Some(at) = &at
        {
            let message = "Some titles of this tier have a number and others none; only those stated were counted. Write the number of posts.";
            findings.push(Finding::at(
                Code::HeadcountPartial,
                at,
                titles.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join("; "),
                message,
            ));
        }
        let text = rows
            .iter()
            .filter_map(|row| row.titles.as_ref())
            .map(|cell| cell.text.clone())
            .collect::<Vec<_>>()
            .join("; ");
        let estimated = titles.iter().any(|title| title.estimated);
        let posts = Interval::exact(numbers.iter().sum()).or_estimated(estimated);
        return Figure { reported: Reported::Given(posts), source: at, text };
    }
    if let Some(at) = &at
        && let Some(title) = titles.iter().find(|title| ends_with_ages(&title.text))
    {
        let message = "No number of posts is given, and what stands in brackets is no one number. Write how many posts there are.";
        findings.push(Finding::at(Code::HeadcountUnreadable, at, &title.text, message));
    }
    if let Some(fte) =
        rows.iter().find_map(|row| row.fte.as_ref().filter(|cell| silence(&cell.text).is_none()))
    {
        let message =
            "Only full-time equivalents are given; they are no number of posts. Add the number of posts.";
        findings.push(Finding::at(Code::HeadcountFte, &fte.at, &fte.text, message));
    }
    Figure { reported: Reported::NoAnswer, source: blank.or(at), text: String::new() }
}
