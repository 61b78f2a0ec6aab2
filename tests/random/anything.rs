//! Workbooks of anything: words of the questionnaire, numbers, silence and noise thrown
//! onto sheets.

use returns::generate::random::Random;
use returns::generate::sheet::{Book, Cell, Row, Sheet};

const WORDS: &[&str] = &[
    "Council",
    "Blaby District Council",
    "Charnwood Borough Council",
    "BDC",
    "Date completed",
    "21/11/2005",
    "Version",
    "1.1",
    "Tier",
    "1st tier",
    "Tier 2",
    "T3",
    "4",
    "Level 5",
    "Titles",
    "Job title",
    "Nos",
    "No. of posts",
    "FTE",
    "No. with management qualification",
    "Degree",
    "NVQ",
    "Total",
    "TOTAL",
    "e.g.",
    "Example",
    "Note: see below",
    "Chief Executive",
    "Directors",
    "Heads of Service\nManagers",
    "1\n\n2",
    "Approx 16",
    "15-20",
    "5 (Five)",
    "one",
    "N/A",
    "None",
    "TBC",
    "-",
    "Records not available",
    "3 of 5",
    "60%",
    "All",
    "2 DMS, 1 MBA",
    "3 (2 DMS, 1 MBA)",
    "Internal",
    "External",
    "Activity",
    "Target audience",
    "Provider",
    "Cost",
    "Cost per head",
    "Attendees",
    "6 managers",
    "\u{a3}150 each",
    "\u{a3}65pp",
    "\u{a3}250 per day",
    "FOC",
    "Circa \u{a3}20K",
    "\u{a3}800-\u{a3}1,000",
    "\u{a3}500 + VAT",
    "per annum",
    "Do you run mentoring schemes?",
    "Do you use web based recruitment? If yes, which site or provider?",
    "CPA rating at the last review",
    "Fair",
    "Question",
    "Answer",
    "Yes",
    "No",
    "Considering",
    "\u{2713}",
    "x",
    "Would consider",
    "Peer review",
    "Good practice",
    "Areas for improvement",
    "Coaching pool",
    "Cohort",
    "Coaches in training",
    "Coachees",
    "Hours a session",
    "Sessions held",
    "No details",
    "=1+1",
    "\u{202e}abc",
    "\u{1f600}",
    "a\u{301}",
    "\u{feff}",
    "\n\n\n",
    "((((((",
    "1,2,3,4,5",
    "99999999999999999999",
    "-5",
    "1e308",
    "\u{a3}",
    "\u{a3}-",
    "0x10",
    "%",
    "(",
    ")",
    "half",
    "dozen",
    "\u{bd}",
    "2\u{bd}",
    "\u{0661}\u{0662}",
];

/// A workbook of a seed.
pub(super) fn book(seed: u64) -> Book {
    let mut random = Random::new(seed);
    let sheets = (0..=random.below(3)).map(|number| sheet(number, &mut random)).collect();
    Book { period: "2005".to_owned(), file: "Blaby.xlsx".to_owned(), from_1904: false, sheets }
}

fn sheet(number: u32, random: &mut Random) -> Sheet {
    let columns = 1 + random.below(9);
    let density = 30 + random.below(70);
    let rows = (0..random.below(25)).map(|place| row(place, columns, density, random)).collect();
    Sheet { name: format!("Sheet{number}"), hidden: random.happens(10), rows }
}

fn row(place: u32, columns: u32, density: u32, random: &mut Random) -> Row {
    let cells = (0..columns).map(|_| match random.below(100) {
        chance if chance >= density => Cell::Nothing,
        0..=3 if place > 0 => Cell::MergedAbove(String::new()),
        0..=15 => Cell::count(random.below(60)),
        16..=18 => Cell::Number(random.one_of(&[-1.0, 0.5, 1e300, f64::NAN, f64::INFINITY, 1e15, 2.000_001])),
        19..=20 => Cell::Percent(60.0),
        21 => Cell::Flag(true),
        22 => Cell::Date(jiff::civil::date(2005, 11, 21)),
        23..=25 => Cell::Text([random.one_of(WORDS), random.one_of(WORDS)].concat()),
        26 => Cell::Text(random.one_of(WORDS).repeat(300)),
        _ => Cell::Text(random.one_of(WORDS).to_owned()),
    });
    let cells = cells.collect();
    Row { hidden: random.happens(3), cells, ..Row::default() }
}
