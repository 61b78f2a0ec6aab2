//! Truth onto sheets: sections in any order, on one sheet or several, each laid out in
//! one of many ways, with figures, silences and answers written as councils write them.

mod about;
mod coaching;
mod management;
mod practices;
mod reviews;
mod training;

use super::random::Random;
use super::sheet::{Book, Cell, Row, Sheet};
use super::truth::{Figure, Truth};
use crate::model::Interval;

pub(super) use management::Structure;

/// Rows that belong together.
type Block = Vec<Row>;

/// Whose return is made, and for when.
#[derive(Debug, Clone)]
pub(super) struct Subject<'a> {
    /// The council's ONS code.
    pub(super) code: &'a str,
    /// Its usual name.
    pub(super) name: &'a str,
    /// Ways in which it writes its name.
    pub(super) spellings: &'a [String],
    /// The period's year.
    pub(super) year: i16,
    /// Its tiers of management.
    pub(super) structure: Structure,
}

/// A return and what it holds.
pub(super) fn compose(subject: &Subject<'_>, random: &mut Random) -> (Truth, Book) {
    let mut truth =
        Truth { council_code: subject.code.to_owned(), council: subject.name.to_owned(), ..Truth::default() };
    let about = about::about(subject, &mut truth, random);
    let sections = vec![
        ("Management", management::management(&subject.structure, &mut truth, random)),
        ("Training", training::training(&mut truth, random)),
        ("Practices", practices::practices(subject.year, &mut truth, random)),
        ("Reviews", reviews::reviews(&mut truth, random)),
        ("Coaching", coaching::coaching(subject.year, &mut truth, random)),
    ];
    let sections = random.shuffled(sections);
    let mut sheets = if random.happens(50) {
        on_one(about, sections, random)
    } else {
        on_several(about, sections, random)
    };
    if random.happens(15) {
        sheets.push(guidance());
    }
    (
        truth,
        Book { period: subject.year.to_string(), file: "return.xlsx".to_owned(), from_1904: false, sheets },
    )
}

/// All sections on one sheet.
fn on_one(about: Block, mut sections: Vec<(&str, Block)>, random: &mut Random) -> Vec<Sheet> {
    let place = if random.happens(70) { 0 } else { sections.len() };
    sections.insert(place, ("About", about));
    let mut rows = Block::new();
    for (_, block) in sections {
        rows.extend(block);
        rows.extend((0..=random.below(2)).map(|_| Row::default()));
    }
    vec![sheet(random.one_of(&["Return", "Sheet1", "2005", "LRIP", "Questionnaire"]), rows, random)]
}

/// A section a sheet.
fn on_several(about: Block, mut sections: Vec<(&str, Block)>, random: &mut Random) -> Vec<Sheet> {
    sections.insert(0, ("About", about));
    let odd = random.happens(40);
    let named = (1..).zip(sections).map(|(number, (name, block))| {
        let name = if odd { format!("Sheet{number}") } else { name.to_owned() };
        sheet(&name, block, random)
    });
    named.collect()
}

/// A sheet with blank rows and columns before what stands on it.
fn sheet(name: &str, block: Block, random: &mut Random) -> Sheet {
    let (down, right) = if random.happens(30) { (random.below(4), random.below(3)) } else { (0, 0) };
    let blank = (0..down).map(|_| Row::default());
    let filled = block.into_iter().map(|row| {
        let lead = (0..if row.cells.is_empty() { 0 } else { right }).map(|_| Cell::Nothing);
        Row { cells: lead.chain(row.cells).collect(), ..row }
    });
    Sheet { name: name.to_owned(), hidden: false, rows: blank.chain(filled).collect() }
}

/// The sheet that tells how to fill in the form.
fn guidance() -> Sheet {
    let lines = [
        "Notes for completion",
        "Please answer every question. Where there is nothing to put, write None or N/A.",
        "Count posts, not people. A job share is one post.",
        "Give the total cost of each activity over the two years.",
        "Send the form back to the strand's coordinator by the end of November.",
    ];
    let rows = lines.iter().map(|line| row(vec![Cell::text(line)])).collect();
    Sheet { name: "Guidance".to_owned(), hidden: false, rows }
}

/// A row of cells.
fn row(cells: Vec<Cell>) -> Row {
    Row { cells, ..Row::default() }
}

/// A row of words in bold.
fn bold(words: &[&str]) -> Row {
    Row { bold: true, cells: words.iter().map(|words| Cell::text(words)).collect(), ..Row::default() }
}

/// A section's heading, or none.
fn heading(words: &[&str], random: &mut Random) -> Block {
    if random.happens(70) { vec![bold(&[random.one_of(words)])] } else { Block::new() }
}

fn exact(value: u32) -> Interval {
    Interval::exact(value.into())
}

/// Numbers from none on in words.
const NUMBERS: [&str; 13] = [
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// A number of posts or people in one of the ways in which councils write it.
fn count(value: u32, random: &mut Random) -> (Cell, Figure) {
    let figure = exact(value);
    let word = usize::try_from(value).ok().filter(|value| *value > 0).and_then(|value| NUMBERS.get(value));
    match (random.below(12), word) {
        (0, _) => (Cell::Text(value.to_string()), Some(figure)),
        (1, Some(word)) => (Cell::text(word), Some(figure)),
        (2, Some(word)) => (Cell::Text(format!("{value} ({word})")), Some(figure)),
        (3, _) if value > 4 => (Cell::Text(format!("approx {value}")), Some(figure.or_estimated(true))),
        (4, _) if value > 4 => (Cell::Text(format!("c. {value}")), Some(figure.or_estimated(true))),
        (5, _) if value > 4 => {
            let upper = value + 1 + random.below(5);
            (Cell::Text(format!("{value}-{upper}")), Some(Interval::between(value.into(), upper.into())))
        }
        _ => (Cell::count(value), Some(figure)),
    }
}

/// Pounds with a comma between thousands.
fn grouped(pounds: u32) -> String {
    if pounds >= 1000 { format!("{},{:03}", pounds / 1000, pounds % 1000) } else { pounds.to_string() }
}

/// Pounds in pence.
fn pence(pounds: u32) -> Interval {
    Interval::exact(i64::from(pounds) * 100)
}

/// The columns of a table under names of theirs, in an order of their own.
struct Columns {
    order: Vec<usize>,
}

impl Columns {
    fn new(count: usize, random: &mut Random) -> Self {
        let order: Vec<usize> = (0..count).collect();
        Self { order: if random.happens(25) { random.shuffled(order) } else { order } }
    }

    fn row(&self, cells: &[Cell]) -> Row {
        row(self.order.iter().map(|place| cells.get(*place).cloned().unwrap_or_default()).collect())
    }
}
