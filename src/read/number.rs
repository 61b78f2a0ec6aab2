//! What a number stands for: its format says whether it is shown as a number, a
//! percentage, a date or a time.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::model::CellValue;

/// How a number is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum NumberFormat {
    /// As a number, with or without a currency.
    #[default]
    Plain,
    /// 0.6 as 60%.
    Percent,
    /// 60 as 60%: the sign is written out beside the number.
    WrittenPercent,
    /// As a date, with or without a time.
    Date,
    /// As a time of day.
    Time,
    /// As a span of time: 37:30.
    Span,
}

impl NumberFormat {
    /// The format that a format code such as `dd/mm/yyyy` stands for; its first section decides.
    pub(super) fn of_code(code: &str) -> Self {
        let lower = code.trim().to_ascii_lowercase();
        if lower.starts_with("general") || lower.starts_with("standard") {
            return Self::Plain;
        }
        let letters = Letters::of(&lower);
        if letters.elapsed {
            Self::Span
        } else if letters.percent {
            Self::Percent
        } else if letters.day || (letters.month && !letters.hour) {
            Self::Date
        } else if letters.hour {
            Self::Time
        } else if letters.written_percent {
            Self::WrittenPercent
        } else {
            Self::Plain
        }
    }

    /// The format that Excel itself knows by this number.
    pub(super) fn of_builtin(id: u32) -> Self {
        match id {
            9 | 10 => Self::Percent,
            14..=17 | 22 | 27..=31 | 36 | 50..=58 => Self::Date,
            18..=21 | 32..=35 | 45 | 47 => Self::Time,
            46 => Self::Span,
            _ => Self::Plain,
        }
    }

    /// The value of a number shown in this format; what is no number is an error.
    pub(super) fn value(self, number: f64, from_1904: bool) -> CellValue {
        if !number.is_finite() {
            return CellValue::Error("#NUM!".to_owned());
        }
        let shown = match self {
            Self::Plain => None,
            Self::Percent => Some(CellValue::Percent(hundredfold(number))),
            Self::WrittenPercent => Some(CellValue::Percent(number)),
            Self::Date => moment(number, from_1904),
            Self::Time => time_of_day(number),
            Self::Span => span(number),
        };
        shown.unwrap_or(CellValue::Number(number))
    }
}

/// The letters of a format code that decide what it shows.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent kind of letter")]
struct Letters {
    day: bool,
    month: bool,
    hour: bool,
    elapsed: bool,
    percent: bool,
    written_percent: bool,
}

impl Letters {
    /// Of the first section of a format code in lower case.
    fn of(code: &str) -> Self {
        let mut letters = Self::default();
        let mut rest = code.chars();
        while let Some(c) = rest.next() {
            match c {
                ';' => break,
                '"' => {
                    let quoted: String = rest.by_ref().take_while(|c| *c != '"').collect();
                    letters.written_percent |= quoted.contains('%');
                }
                '\\' => letters.written_percent |= rest.next() == Some('%'),
                '_' | '*' => {
                    rest.next();
                }
                '[' => {
                    let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                    letters.elapsed |= !inside.is_empty()
                        && ['h', 'm', 's'].iter().any(|unit| inside.chars().all(|c| c == *unit));
                }
                '%' => letters.percent = true,
                'd' | 'y' => letters.day = true,
                'm' => letters.month = true,
                'h' | 's' => letters.hour = true,
                _ => {}
            }
        }
        letters
    }
}

/// A fraction as a percentage, without the dust of binary fractions.
fn hundredfold(number: f64) -> f64 {
    (number * 100.0 * 1e9).round() / 1e9
}

/// The date that a day's number stands for, or the time where there is no day.
fn moment(number: f64, from_1904: bool) -> Option<CellValue> {
    if (0.0..1.0).contains(&number) && !from_1904 {
        return if number > 0.0 { time_of_day(number) } else { None };
    }
    let day = whole((number * 86_400.0).round() / 86_400.0)?;
    day_of(day, from_1904).map(CellValue::Date)
}

/// The last day that a spreadsheet counts: 31 December 9999.
const LAST_DAY: i64 = 2_958_465;

/// The date of a day's number; the 29th of February 1900, which Excel has and the
/// calendar has not, is none.
fn day_of(day: i64, from_1904: bool) -> Option<Date> {
    let epoch = match (from_1904, day) {
        (true, 0..=LAST_DAY) => date(1904, 1, 1),
        (false, 1..=59) => date(1899, 12, 31),
        (false, 61..=LAST_DAY) => date(1899, 12, 30),
        _ => return None,
    };
    epoch.checked_add(day.days()).ok()
}

/// The time of day of a day's fraction.
fn time_of_day(number: f64) -> Option<CellValue> {
    let seconds = whole((number.rem_euclid(1.0) * 86_400.0).round())?;
    (number >= 0.0).then(|| CellValue::Time(clock(seconds % 86_400)))
}

/// A span of time, in hours and minutes.
fn span(number: f64) -> Option<CellValue> {
    let seconds = whole((number * 86_400.0).round())?;
    (seconds >= 0).then(|| CellValue::Time(clock(seconds)))
}

/// Seconds as `hh:mm`, with `:ss` where there are any.
pub(super) fn clock(seconds: i64) -> String {
    let (hours, minutes, rest) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if rest == 0 { format!("{hours:02}:{minutes:02}") } else { format!("{hours:02}:{minutes:02}:{rest:02}") }
}

/// The whole part of a number that no calendar exceeds.
#[expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(number: f64) -> Option<i64> {
    (number.abs() < 1e12).then(|| number.floor() as i64)
}

/// The date that an ISO 8601 text such as `2005-11-21T00:00:00` begins with.
pub(super) fn iso_date(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn format_codes_say_what_a_number_is() {
        for (code, format) in [
            ("General", NumberFormat::Plain),
            ("\"£\"#,##0.00", NumberFormat::Plain),
            ("[$£-809]#,##0;[Red]-[$£-809]#,##0", NumberFormat::Plain),
            ("#,##0_d", NumberFormat::Plain),
            ("0.00E+00", NumberFormat::Plain),
            ("0\" days\"", NumberFormat::Plain),
            ("0%", NumberFormat::Percent),
            ("0.0\"%\"", NumberFormat::WrittenPercent),
            ("0\\%", NumberFormat::WrittenPercent),
            ("dd/mm/yyyy", NumberFormat::Date),
            ("[$-809]dd mmmm yyyy;@", NumberFormat::Date),
            ("mmm-yy", NumberFormat::Date),
            ("d/m/yy h:mm", NumberFormat::Date),
            ("h:mm AM/PM", NumberFormat::Time),
            ("[h]:mm", NumberFormat::Span),
        ] {
            assert_eq!(NumberFormat::of_code(code), format, "{code}");
        }
    }

    #[test]
    fn numbers_become_what_they_are_shown_as() {
        use NumberFormat::{Date as Day, Percent, Span, Time};
        let time = |text: &str| CellValue::Time(text.to_owned());
        for (format, number, from_1904, value) in [
            (Percent, 0.6, false, CellValue::Percent(60.0)),
            (Percent, 0.29, false, CellValue::Percent(29.0)),
            (Day, 38_677.0, false, CellValue::Date(date(2005, 11, 21))),
            (Day, 38_677.75, false, CellValue::Date(date(2005, 11, 21))),
            (Day, 37_215.0, true, CellValue::Date(date(2005, 11, 21))),
            (Day, 5.0, false, CellValue::Date(date(1900, 1, 5))),
            (Day, 61.0, false, CellValue::Date(date(1900, 3, 1))),
            (Day, 60.0, false, CellValue::Number(60.0)),
            (Day, 0.0, false, CellValue::Number(0.0)),
            (Day, -1.0, false, CellValue::Number(-1.0)),
            (Day, 2_958_465.0, false, CellValue::Date(date(9999, 12, 31))),
            (Day, 2_958_466.0, false, CellValue::Number(2_958_466.0)),
            (Day, 1e11, true, CellValue::Number(1e11)),
            (Day, 1e300, false, CellValue::Number(1e300)),
            (Day, 0.5, false, time("12:00")),
            (Time, 0.395_833_333_333_333, false, time("09:30")),
            (Span, 1.5625, false, time("37:30")),
        ] {
            assert_eq!(format.value(number, from_1904), value, "{format:?} {number}");
        }
        assert_eq!(Day.value(f64::NAN, false), CellValue::Error("#NUM!".to_owned()));
    }
}
