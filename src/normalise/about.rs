//! About: whose return it is, when it was completed, and which version it is.
//!
//! The labelled values go in. What cannot be told of the date, the version or the period is a
//! finding, for they say which return counts.

use jiff::civil::Date;

use super::{FileFacts, council, texts};
use crate::model::{CellValue, Code, Council, Finding, Version};
use crate::recognise::{Labelled, Recognised, ordinal};
use crate::reference::{Reference, words};

/// What a return says of itself.
pub(super) struct About {
    pub(super) council: Council,
    pub(super) completed_on: Option<Date>,
    pub(super) version: Option<Version>,
}

/// Reads the section; fails where no council can be told.
pub(super) fn about(
    facts: FileFacts<'_>,
    found: &Recognised,
    reference: &Reference,
    findings: &mut Vec<Finding>,
) -> Result<About, Box<Finding>> {
    let council = council::council(found, &reference.councils, facts.file, findings)?;
    let completed_on = completed(&found.labelled, facts.period, findings);
    let version = version(&found.labelled, findings);
    check_period(&found.labelled, facts.period, findings);
    if let (Some(ended), Some(completed)) = (council.ended, completed_on)
        && ended < completed
    {
        findings.push(council::former(&council.id, ended, facts.file));
    }
    Ok(About { council, completed_on, version })
}

/// The date completed: the first label whose value is a date, of those that say completed if
/// there are any.
fn completed(labelled: &[Labelled], period: &str, findings: &mut Vec<Finding>) -> Option<Date> {
    let all = || labelled.iter().filter(|value| value.id == "completed");
    let mut dated =
        all().filter(|value| value.says_completed).chain(all().filter(|value| !value.says_completed));
    let day = |value: &Labelled| match &value.value {
        CellValue::Date(date) => Some(*date),
        _ => texts::dates::date(&value.text),
    };
    let found = dated.clone().find_map(|value| Some((value, day(value)?)));
    if let Some((value, date)) = found {
        if is_far(date, period) {
            let message = format!(
                "A return of {period} was hardly completed then. Correct the date; it may decide which of two returns counts."
            );
            findings.push(Finding::at(Code::DateUnclear, &value.at, &value.text, message));
        }
        return Some(date);
    }
    if let Some(value) = dated.next() {
        let message = "This is no date. Write the date completed as 21 November 2005.";
        findings.push(Finding::at(Code::DateUnclear, &value.at, &value.text, message));
    }
    None
}

/// Whether a day lies more than two years from all years that a period names.
fn is_far(date: Date, period: &str) -> bool {
    let mut years = years(period).filter_map(|year| year.parse::<i16>().ok()).peekable();
    years.peek().is_some() && years.all(|year| (date.year() - year).abs() > 2)
}

/// The version stated.
fn version(labelled: &[Labelled], findings: &mut Vec<Finding>) -> Option<Version> {
    let mut stated = labelled.iter().filter(|value| value.id == "version");
    let found = stated.clone().find_map(version_of);
    if found.is_none()
        && let Some(value) = stated.next()
    {
        let message = "This version is no number, so that it does not tell which of two returns is newer. Write 2 for the return that takes the place of version 1.";
        findings.push(Finding::at(Code::VersionUnclear, &value.at, &value.text, message));
    }
    found
}

fn version_of(value: &Labelled) -> Option<Version> {
    match &value.value {
        CellValue::Number(number) => Version::written(&number.to_string()),
        CellValue::Text(text) => match text.find(|c: char| c.is_ascii_digit()) {
            Some(start) => {
                let rest = text.get(start..)?;
                let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
                Version::written(rest.get(..end)?.trim_end_matches('.'))
            }
            None => words(text).iter().find_map(|word| {
                let number = ordinal(word)
                    .or_else(|| texts::number::in_text(word)?.whole().map(|number| number.lower))?;
                Some(Version::new(u8::try_from(number).ok()?, 0))
            }),
        },
        _ => None,
    }
}

/// A period stated in the return that is not its folder's.
fn check_period(labelled: &[Labelled], period: &str, findings: &mut Vec<Finding>) {
    let own: Vec<String> = years(period).collect();
    for value in labelled.iter().filter(|value| value.id == "period") {
        let mut said = years(&value.text).peekable();
        if said.peek().is_some() && !own.is_empty() && said.all(|year| !own.contains(&year)) {
            let message = format!(
                "The return says {}, and lies in the folder of {period}. Move the file or correct the cell.",
                value.text
            );
            findings.push(Finding::at(Code::PeriodDiffers, &value.at, &value.text, message));
        }
    }
}

/// The years that a text names.
fn years(text: &str) -> impl Iterator<Item = String> {
    let is_year = |word: &String| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
    words(text).into_iter().filter(is_year)
}
