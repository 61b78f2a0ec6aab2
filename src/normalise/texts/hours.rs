//! Hours a session as people write them: `1.5`, `1½ hours`, `90 minutes`, `1hr 30mins`, `1:30`.

use super::number;
use crate::model::{CellValue, Interval};
use crate::recognise::{TableCell, says_minutes};

/// No session lasts longer, in hundredths of an hour.
const LONGEST: i64 = 2400;

/// The hours of a cell under a heading, in hundredths; nothing where no session lasts so long.
pub(crate) fn hours(cell: &TableCell, heading: &str) -> Option<Interval> {
    let bare = !cell.text.contains(char::is_alphabetic) && !matches!(cell.value, CellValue::Time(_));
    let found = if bare && says_minutes(heading) {
        let minutes = number::in_cell(&cell.value)?.hundredths;
        Interval { lower: minutes.lower / 60, upper: minutes.upper / 60, ..minutes }
    } else {
        stated(cell)?
    };
    (found.upper <= LONGEST).then_some(found)
}

/// The hours that a cell states by itself.
fn stated(cell: &TableCell) -> Option<Interval> {
    if let CellValue::Time(text) = &cell.value {
        let mut parts = text.split(':').filter_map(|part| part.parse::<i64>().ok());
        let (hours, minutes) = (parts.next()?, parts.next()?);
        return Some(Interval::exact(hours * 100 + minutes * 100 / 60));
    }
    let text = cell.text.replace('\u{bd}', ".5").replace('\u{bc}', ".25").replace('\u{be}', ".75");
    let text = text.replace(" 1/2", ".5").replace(" 1/4", ".25").replace(" 3/4", ".75");
    let text = text.replace(" .", ".").replace("and a half", "");
    let half = cell.text.to_lowercase().contains("and a half");
    let lower = text.to_lowercase();
    if lower.trim_start().starts_with("half") || lower.starts_with(".5") {
        return Some(Interval::exact(50));
    }
    if let Some(parted) = hours_and_minutes(&lower) {
        return Some(parted);
    }
    let number = match &cell.value {
        CellValue::Number(_) => number::in_cell(&cell.value)?,
        _ => number::in_text(
            text.split("hour").next().filter(|head| number::in_text(head).is_some()).unwrap_or(&text),
        )?,
    };
    let found = number.hundredths;
    let found = if lower.contains("min") && !lower.contains("hour") && !lower.contains("hr") {
        Interval { lower: found.lower / 60, upper: found.upper / 60, ..found }
    } else {
        found
    };
    Some(if half { found.plus(Interval::exact(50)) } else { found })
}

/// `1hr 30mins`, `1 hour and 45 minutes`, `1h30`.
fn hours_and_minutes(text: &str) -> Option<Interval> {
    let (hours, rest) = text.split_once('h')?;
    let minutes = rest.trim_start_matches(|c: char| !c.is_ascii_digit());
    let whole =
        |text: &str| number::in_text(text).filter(|one| one.rest.is_empty()).map(|one| one.hundredths);
    let (hours, minutes) = (whole(hours.trim())?, whole(minutes.split('m').next()?.trim())?);
    let ends = rest.trim_end_matches(|c: char| !c.is_ascii_digit());
    let said = rest.contains("min") || ends.len() == rest.len();
    let part = |minutes: i64| minutes / 60;
    (said && minutes.upper < 6000)
        .then(|| hours.plus(Interval { lower: part(minutes.lower), upper: part(minutes.upper), ..minutes }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_and_minutes_are_told() {
        for (text, hundredths) in [("1hr 30mins", 150), ("1 hour and 45 minutes", 175), ("2h15", 225)] {
            assert_eq!(hours_and_minutes(text), Some(Interval::exact(hundredths)), "{text}");
        }
        for text in ["1 hour", "1 hour, 12 sessions", "90 minutes"] {
            assert_eq!(hours_and_minutes(text), None, "{text}");
        }
    }
}
