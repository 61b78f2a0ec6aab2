//! Whose return it is, of which period, completed when.

use jiff::civil::{Date, date};

use super::{Block, Subject, bold, row};
use crate::generate::random::Random;
use crate::generate::sheet::Cell;
use crate::generate::truth::Truth;
use crate::model::Version;

const PEOPLE: [&str; 8] = [
    "J Ashby",
    "Mrs P Coleman",
    "R Singh",
    "Sue Whitmore",
    "D. Okafor",
    "Alan Pettifer",
    "M Kaur",
    "Jo Lindley",
];

const OFFICES: [&str; 5] = [
    "Head of Personnel",
    "HR Manager",
    "Training Officer",
    "Organisational Development Adviser",
    "Personnel",
];

/// The section.
pub(super) fn about(subject: &Subject<'_>, truth: &mut Truth, random: &mut Random) -> Block {
    let mut block = Block::new();
    if random.happens(40) {
        block.push(bold(&[random.one_of(&[
            "Management Development Strand",
            "Management development questionnaire",
            "Baseline questionnaire",
        ])]));
    }
    let label = random.one_of(&["Council", "Name of authority", "Council:", "Local authority"]);
    let spellings: Vec<&str> = subject.spellings.iter().map(String::as_str).collect();
    block.push(pair(label, Cell::text(random.one_of(&spellings))));
    if random.happens(30) {
        block.push(pair("Period", Cell::Number(f64::from(subject.year))));
    }
    if random.happens(70) {
        let day = completed(subject.year, random);
        truth.completed_on = Some(day);
        block.push(pair(
            random.one_of(&["Date completed", "Completed on", "Date of return"]),
            written(day, random),
        ));
    }
    if random.happens(25) {
        let minor = u8::try_from(random.below(12)).unwrap_or_default();
        truth.version = Some(Version::new(1, minor));
        block.push(pair("Version", Cell::Text(format!("1.{minor}"))));
    }
    if random.happens(50) {
        block.push(pair("Completed by", Cell::text(random.one_of(&PEOPLE))));
        block.push(pair("Job title of respondent", Cell::text(random.one_of(&OFFICES))));
    }
    block
}

fn pair(label: &str, value: Cell) -> crate::generate::sheet::Row {
    row(vec![Cell::text(label), value])
}

/// A day in the weeks before returns are due.
fn completed(year: i16, random: &mut Random) -> Date {
    let day = i8::try_from(1 + random.below(28)).unwrap_or(1);
    date(year, random.one_of(&[10, 11]), day)
}

/// A date in one of the ways in which it is written in Britain.
fn written(day: Date, random: &mut Random) -> Cell {
    let number = day.day();
    let ending = match number {
        1 | 21 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    match random.below(6) {
        0 => Cell::Text(day.strftime("%d/%m/%Y").to_string()),
        1 => Cell::Text(day.strftime("%d.%m.%y").to_string()),
        2 => Cell::Text(format!("{number}{ending} {}", day.strftime("%b %Y"))),
        3 => Cell::Text(day.strftime("%-d %B %Y").to_string()),
        _ => Cell::Date(day),
    }
}
