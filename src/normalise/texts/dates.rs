//! Dates in any British form: `21/11/05`, `28.10.2005`, `7 Nov 05`, `4th November 2005`.

use jiff::civil::Date;

use crate::reference::is_one_letter_off;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The date that a text gives: day, month and year in the British order, or the ISO
/// form. Years of two digits are of this century.
pub(crate) fn date(text: &str) -> Option<Date> {
    let mut numbers: Vec<(i64, usize)> = Vec::new();
    let mut month_word: Option<(i8, usize)> = None;
    let mut current = String::new();
    for letter in text.to_lowercase().chars().chain(" ".chars()) {
        let same = match current.chars().next() {
            None => letter.is_ascii_alphanumeric(),
            Some(first) => {
                letter.is_ascii_alphanumeric() && first.is_ascii_digit() == letter.is_ascii_digit()
            }
        };
        if same {
            current.push(letter);
            continue;
        }
        if let Ok(number) = current.parse::<i64>() {
            numbers.push((number, current.len()));
        } else if current.len() >= 3 && month_word.is_none() {
            let found = MONTHS.iter().position(|month| current.starts_with(month) && is_month(&current));
            month_word = found.and_then(|m| i8::try_from(m + 1).ok()).map(|m| (m, numbers.len()));
        }
        current.clear();
        if letter.is_ascii_alphanumeric() {
            current.push(letter);
        }
    }
    #[expect(clippy::match_same_arms, reason = "the two orders bind the same names to other places")]
    let (day, month, year) = match (month_word, numbers.as_slice()) {
        // `21 Nov 2005`; `November 21, 2005` reads the same way.
        (Some((month, _)), [(day, _), (year, _), ..]) if *day <= 31 => (*day, i64::from(month), *year),
        (None, [(year, 4), (month, _), (day, _), ..]) => (*day, *month, *year),
        (None, [(day, _), (month, _), (year, _), ..]) => (*day, *month, *year),
        // `38660`: a date that lost its format, as Excel counts days.
        (None, [(serial, 5)]) if (32_874..=55_000).contains(serial) => return of_serial(*serial),
        // `21112005`
        (None, [(joined, 8)]) => (joined / 1_000_000, joined / 10_000 % 100, joined % 10_000),
        _ => return None,
    };
    let year = if year < 100 { year + 2000 } else { year };
    if !(1990..=2100).contains(&year) {
        return None;
    }
    Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// The day that Excel counts so.
fn of_serial(serial: i64) -> Option<Date> {
    Date::constant(1899, 12, 30).checked_add(jiff::Span::new().try_days(serial).ok()?).ok()
}

fn is_month(word: &str) -> bool {
    const FULL: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    word.len() == 3
        || word == "sept"
        || FULL.iter().any(|full| full.starts_with(word) || is_one_letter_off(full, word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn british_dates() {
        for (text, wanted) in [
            ("21/11/05", "2005-11-21"),
            ("28.10.2005", "2005-10-28"),
            ("7 Nov 05", "2005-11-07"),
            ("4 November 2005", "2005-11-04"),
            ("9th Nov. 2005", "2005-11-09"),
            ("Monday 21st November 2005", "2005-11-21"),
            ("2005-11-21", "2005-11-21"),
            ("14-Oct-05", "2005-10-14"),
            ("1/2/2006", "2006-02-01"),
        ] {
            assert_eq!(date(text), wanted.parse().ok(), "{text}");
        }
        for text in ["soon", "31/31/05", "2005", "Nov 2005"] {
            assert_eq!(date(text), None, "{text}");
        }
    }
}
