//! What stands around a heading: whether it heads anything at all, is a title over the
//! table, or parts one table from the next.

use crate::model::Section;
use crate::recognise::grid::{Grid, Seen};
use crate::recognise::labels::{is_about, is_cardinal, is_silence};
use crate::reference::{Questionnaire, words};

/// Blank columns between two headings of one table, at most.
const FARTHEST: u32 = 4;

/// Whether a cell in a band of header rows that ends with `last` is a title over the
/// table: alone in its row but for what is `taken` by other things, over one column; or
/// merged over all columns of the table.
pub(crate) fn stands_over(
    grid: &Grid,
    (row, col): (u32, u32),
    last: u32,
    taken: impl Fn(u32) -> bool,
) -> bool {
    let extent = grid.extent(row, col);
    if row < last && extent.right > extent.left + 1 && extent.bottom < last {
        let beside = |col: Option<u32>| {
            col.is_some_and(|col| [last, last + 1].iter().any(|row| grid.shown(*row, col).is_some()))
        };
        let filled = (extent.left..=extent.right).all(|col| grid.shown(last, col).is_some());
        return filled && !beside(extent.left.checked_sub(1)) && !beside(extent.right.checked_add(1));
    }
    row < last
        && extent.right == col
        && extent.bottom == row
        && (col.saturating_sub(2)..=col + 2).all(|c| c == col || taken(c) || grid.shown(row, c).is_none())
}

/// Whether a column headed `No.` or `Ref` only counts the rows: 1, 2, 3 and on; `Nos` are numbers of
/// something. Before an activity nothing else is counted, and so fewer rows tell, also where they go
/// on from another table.
pub(crate) fn numbers_rows(
    grid: &Grid,
    section: Section,
    (bottom, col): (u32, u32),
    parts: &[&Seen],
) -> bool {
    let [heading] = parts else { return false };
    let [word] = heading.words.as_slice() else { return false };
    let several = heading.text.trim().to_lowercase().starts_with("nos");
    if several || !["no", "number", "ref", "item", "row", "line"].contains(&word.as_str()) {
        return false;
    }
    let bottom = grid.extent(bottom, col).bottom;
    let below = grid.rows().iter().filter(|row| **row > bottom);
    let shown: Vec<i64> = below.map_while(|row| grid.at(*row, col)?.text.parse().ok()).collect();
    // A total is no row to be counted, so what stands in its row is one.
    let last = grid.rows().iter().filter(|row| **row > bottom).take(shown.len()).last();
    let sums = |seen: &Seen| seen.words.first().is_some_and(|word| word == "total");
    if last.is_some_and(|row| grid.row(*row).any(|(_, seen)| sums(seen))) {
        return false;
    }
    let few = section == Section::Training && !shown.is_empty();
    let first = shown.first().copied().filter(|_| few).unwrap_or(1);
    (few || shown.len() >= 3) && (first..).zip(&shown).all(|(count, one)| count == *one)
}

/// Whether a column headed `No.` or `Ref` only letters the rows: a, b, c.
pub(crate) fn letters_rows(grid: &Grid, bottom: u32, col: u32, parts: &[&Seen]) -> bool {
    let [heading] = parts else { return false };
    if !matches!(heading.words.as_slice(), [one] if ["no", "ref", "item", "row", "line"].contains(&one.as_str()))
    {
        return false;
    }
    let below = grid.rows_shown(grid.extent(bottom, col).bottom + 1, grid.last_row());
    let lettered = ('a'..='z').zip(below).take_while(|(letter, row)| {
        let own = grid.at(*row, col).map(|seen| seen.text.trim().trim_end_matches([')', '.']));
        own.is_some_and(|text| text.eq_ignore_ascii_case(letter.encode_utf8(&mut [0; 4])))
    });
    lettered.count() >= 2
}

/// Whether the next cells below a heading are numbers, one at least: `16`, `5 (Five)`, `two`.
pub(crate) fn counts_below(grid: &Grid, bottom: u32, col: u32) -> bool {
    let counts = |seen: &Seen| {
        let text = seen.text.trim_start_matches(|c: char| c.is_ascii_digit());
        let alone = text.trim().is_empty() || text.trim_start().starts_with('(');
        let number = |word: &String| is_cardinal(word) || word.starts_with(|c: char| c.is_ascii_digit());
        let said = seen.words.iter().all(|word| goes_with_number(word));
        alone && text.len() < seen.text.len() || said && seen.words.iter().any(number)
    };
    let unsaid = |seen: &Seen| is_silence(&seen.words);
    let cells: Vec<&Seen> =
        grid.rows_shown(bottom + 1, bottom + 4).filter_map(|row| grid.at(row, col)).collect();
    cells.iter().any(|seen| counts(seen)) && cells.iter().all(|seen| counts(seen) || unsaid(seen))
}

/// Whether a word is a number, or goes with one: `about 6`, `6ish`, `between 6 and 10 posts`.
fn goes_with_number(word: &str) -> bool {
    const WITH: [&str; 10] =
        ["between", "and", "to", "or", "so", "post", "people", "employee", "no", "number"];
    let number = word.strip_suffix("ish").unwrap_or(word);
    is_cardinal(word) || is_about(word) || WITH.contains(&word) || number.parse::<u16>().is_ok()
}

/// Whether a sheet on its side shows nothing beside this cell, as beside a section's
/// heading.
pub(crate) fn heads_nothing(grid: &Grid, bottom: u32, col: u32) -> bool {
    grid.is_sideways()
        && (grid.extent(bottom, col).bottom > bottom
            || (bottom + 1..=bottom + 2).all(|row| grid.shown(row, col).is_none()))
}

/// Whether a gap between headings parts two tables: any on a sheet on its side, which
/// shows all its sections in one row; else a wide one with nothing under it.
pub(crate) fn is_apart(grid: &Grid, below: u32, (last, next): (u32, u32)) -> bool {
    let wide = next > last + 2;
    let shown = |row: u32| (last + 1..next).any(|col| grid.shown(row, col).is_some());
    // So far apart nothing is one table, whatever stands below; unless a heading is merged across.
    if next > last + FARTHEST && below.checked_sub(1).is_some_and(|row| !shown(row)) {
        return true;
    }
    let blank = |row: u32| (last + 1..next).all(|col| grid.shown(row, col).is_none());
    next > last + 1 && (grid.is_sideways() || wide && (below..below + 2).all(blank))
}

/// Whether a table lists who is mentor to whom, by their names: those are neither posts nor
/// cohorts. Its headings stand in these columns of a row.
pub(crate) fn lists_pairs(grid: &Grid, row: u32, columns: std::ops::RangeInclusive<u32>) -> bool {
    let is_mentor = |word: &String| matches!(word.as_str(), "mentor" | "mentee" | "mentored");
    let named = |col: u32| {
        let below = grid.rows_shown(row + 1, row + 4).find_map(|row| grid.at(row, col));
        below.is_some_and(|seen| !seen.text.contains(|c: char| c.is_ascii_digit()))
    };
    let says = |col: u32| grid.at(row, col).is_some_and(|seen| seen.words.iter().any(is_mentor));
    columns.into_iter().any(|col| says(col) && named(col))
}

/// Whether a text names one review, as a row or a table of them is labelled.
pub(crate) fn is_review(asked: &Questionnaire, told: &[String]) -> bool {
    asked.review_like(told) >= 80
}

/// Whether a cell names one review; after a dash may stand which it was, as in `Other reviews -
/// housing inspection`.
pub(crate) fn names_review(asked: &Questionnaire, seen: &Seen) -> bool {
    let parted = || [" - ", " \u{2013} "].into_iter().find_map(|dash| seen.text.split_once(dash));
    let before = || parted().is_some_and(|(name, _)| asked.review_like(&words(name)) == 100);
    *seen.names_review.get_or_init(|| is_review(asked, &seen.words) || before())
}

/// How many reviews a text has the words of that only their names have.
pub(crate) fn reviews_named(told: &[String]) -> usize {
    ["peer", "cpa"].iter().filter(|name| told.iter().any(|word| word == *name)).count()
}

/// Whether a heading is a year, or two: `2004`, `2004/05`, `2003-2004`.
pub(crate) fn is_year(seen: &Seen) -> bool {
    // `2004-05 (\u{a3})`
    let text = seen.text.trim().trim_end_matches(['(', ')', '\u{a3}', ' ']);
    if !text.starts_with(['1', '2']) {
        return false;
    }
    let mut parts = text.split(['/', '-', '\u{2013}']).map(str::trim);
    let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
    let first = parts.next().is_some_and(|part| {
        digits(part) && part.len() == 4 && (part.starts_with("19") || part.starts_with("20"))
    });
    let second = parts.next();
    first && second.is_none_or(|part| digits(part) && matches!(part.len(), 2 | 4)) && parts.next().is_none()
}

/// The words of all the cells of a heading.
pub(crate) fn told(parts: &[&Seen]) -> Vec<String> {
    parts.iter().flat_map(|part| part.words.iter().cloned()).collect()
}

/// Which time a heading names, to be compared with that of another: a year, or this or last
/// year in words. What was only meant to be gives way to what was at any time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Time {
    Meant,
    Past,
    Year(u32),
    Present,
}

/// The time that a heading of figures names, of which some may only have been meant to be.
pub(crate) fn time_of_figure(told: &[String]) -> Option<Time> {
    if is_meant(told) { Some(Time::Meant) } else { time(told) }
}

/// The time that a heading names, if it names one.
pub(crate) fn time(told: &[String]) -> Option<Time> {
    let is = |words: &[&str]| told.iter().any(|word| words.contains(&word.as_str()));
    let year_after = |word: &str| {
        let timed = |one: &String| ["year", "return", "time"].contains(&one.as_str());
        told.windows(2).any(|pair| matches!(pair, [one, other] if one == word && timed(other)))
    };
    if year_after("last") || is(&["previou", "prior"]) {
        return Some(Time::Past);
    }
    let year = |word: &String| {
        let year = word.parse().ok().filter(|_| word.len() == 4)?;
        (1980..2100).contains(&year).then_some(Time::Year(year))
    };
    told.iter().filter_map(year).max().or_else(|| short_year(told)).or_else(|| {
        let now = year_after("this") || year_after("thi") || is(&["current", "now", "latest"]);
        now.then_some(Time::Present)
    })
}

/// Whether a heading asks what was meant to be: `Sessions - target`, `Coachees (planned)`.
pub(crate) fn is_meant(told: &[String]) -> bool {
    const MEANT: [&str; 11] = [
        "budget", "budgeted", "planned", "quoted", "quote", "forecast", "proposed", "expected", "target",
        "targeted", "intended",
    ];
    // Whom a course is for is no target of figures.
    let whom = told.iter().any(|word| matches!(word.as_str(), "audience" | "group"));
    !whom && told.iter().any(|word| MEANT.contains(&word.as_str()))
}

/// Whether a text names a time and no more: `Last year`, `This return`, `Target`, `Actual`.
pub(crate) fn only_times(told: &[String]) -> bool {
    const SAYS: [&str; 12] = [
        "last", "previou", "prior", "this", "thi", "current", "year", "return", "target", "planned",
        "actual", "forecast",
    ];
    !told.is_empty() && told.len() <= 3 && told.iter().all(|word| SAYS.contains(&word.as_str()))
}

/// The year that a day or two half-years short of their century name: `31/3/04`, `Mar 04`, `03/04`.
fn short_year(told: &[String]) -> Option<Time> {
    const MONTHS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let number = |word: &String| word.parse::<u32>().ok().filter(|_| word.len() <= 2);
    let is_month = |word: &String| {
        let named = word.get(..3).is_some_and(|head| MONTHS.contains(&head));
        named || number(word).is_some_and(|month| (1..=12).contains(&month))
    };
    let two = |word: &String| number(word).filter(|_| word.len() == 2);
    let of_day = told.windows(3).find_map(|day| match day {
        [day, month, year] if number(day).is_some() && is_month(month) => two(year),
        _ => None,
    });
    let of_pair = || {
        told.windows(2).find_map(|pair| match pair {
            [one, next] if two(next).is_some() && two(one).is_some_and(|one| two(next) == Some(one + 1)) => {
                two(one)
            }
            [month, year] if number(month).is_none() && is_month(month) => two(year),
            _ => None,
        })
    };
    of_day.or_else(of_pair).map(|year| Time::Year(if year < 70 { 2000 + year } else { 1900 + year }))
}

/// The time that stands right over a heading, or over the blank cells to its left: `2005` over a
/// pair of columns.
pub(crate) fn time_over(grid: &Grid, (top, col): (u32, u32)) -> Option<Time> {
    let above = top.checked_sub(1)?;
    let seen = (col.saturating_sub(2)..=col).rev().find_map(|col| grid.shown(above, col))?.1;
    if seen.words.len() > 4 { None } else { time_of_figure(&seen.words) }
}

/// Whether a row of years, and of nothing else, parts one heading above it in columns.
pub(crate) fn parts_years(grid: &Grid, row: u32, (left, right): (u32, u32)) -> bool {
    let Some(above) = row.checked_sub(1) else { return false };
    let right = grid.extent(above, right).right;
    let own: Vec<(u32, &Seen)> = grid.row(row).filter(|(col, _)| (left..=right).contains(col)).collect();
    let dated = |seen: &Seen| seen.words.len() <= 4 && time(&seen.words).is_some();
    let over = |col: u32| grid.shown(above, col).map(|(at, _)| at);
    let parted = own.windows(2).any(|pair| match pair {
        [(one, _), (next, _)] => over(*one).is_some() && over(*one) == over(*next),
        _ => false,
    });
    parted && own.iter().all(|(_, seen)| dated(seen))
}

/// Of two headings that ask the same, whether the first is about an earlier time.
pub(crate) fn is_before(one: Option<Time>, other: Option<Time>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => one < other,
        (Some(Time::Meant | Time::Past), None) => true,
        _ => false,
    }
}

/// Whether the first row with a figure in one column has one in the other too.
pub(crate) fn both_below(grid: &Grid, bottom: u32, one: u32, other: u32) -> bool {
    let figure = |row: u32, col: u32| {
        grid.at(row, col).is_some_and(|seen| seen.text.contains(|c: char| c.is_ascii_digit()))
    };
    (bottom + 1..=bottom + 6).find(|row| figure(*row, one)).is_some_and(|row| figure(row, other))
}
