//! Grids of anything, straight into recognition: the questionnaire's own words, numbers,
//! errors, merges and cells as far apart as a sheet allows. Reading them ends, soon, and
//! keeps its laws. `PROPTEST_CASES=5000 cargo test fuzz` tries more.

use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::select;
use returns::model::{CellValue, Extent, RawBook, RawCell, RawSheet};
use returns::normalise::{FileFacts, normalise};
use returns::recognise::{answered, recognise};
use returns::reference::Reference;

use super::anything::WORDS;
use super::{reference, truth};
use crate::support::at;

static REFERENCE: LazyLock<Reference> = LazyLock::new(reference);

/// The longest that a questionnaire of a few hundred cells may take, on a busy machine
/// without optimisation.
const SOON: Duration = Duration::from_secs(10);

/// Every text of the questionnaire's reference file, and what returns are known to hold.
static SAYINGS: LazyLock<Vec<String>> = LazyLock::new(|| {
    fn collect(value: &toml::Value, found: &mut Vec<String>) {
        match value {
            toml::Value::String(text) => found.push(text.clone()),
            toml::Value::Array(all) => all.iter().for_each(|one| collect(one, found)),
            toml::Value::Table(all) => all.values().for_each(|one| collect(one, found)),
            _ => {}
        }
    }
    let file = std::fs::read_to_string(at("reference/questionnaire.toml")).unwrap();
    let mut found: Vec<String> = WORDS.iter().map(|word| (*word).to_owned()).collect();
    collect(&toml::from_str(&file).unwrap(), &mut found);
    assert!(found.len() > 400, "only {} texts", found.len());
    found
});

/// A text: a saying, two of them in some way joined, or anything at all.
fn text() -> impl Strategy<Value = String> {
    let saying = || select(SAYINGS.as_slice());
    let joined = (saying(), select(vec![" ", "\n", ": ", ", ", " (", " - ", "\n\n", ""]), saying())
        .prop_map(|(one, between, other)| format!("{one}{between}{other}"));
    let figure = (
        select(vec!["", "\u{a3}", "c. ", "approx ", "(", "-"]),
        any::<u32>(),
        select(vec!["", "%", "k", " each", " x 3", "/4", "-7", ".5.5", " of 9", "pp + VAT"]),
    )
        .prop_map(|(before, number, after)| format!("{before}{number}{after}"));
    prop_oneof![6 => saying(), 3 => joined, 2 => figure, 1 => "\\PC{0,40}", 1 => any::<String>(), 1 => saying().prop_map(|one| one.repeat(200))]
}

fn value() -> impl Strategy<Value = CellValue> {
    prop_oneof![
        12 => text().prop_map(CellValue::Text),
        4 => (0_u8..60).prop_map(|number| CellValue::Number(f64::from(number))),
        1 => any::<f64>().prop_map(CellValue::Number),
        1 => any::<f64>().prop_map(CellValue::Percent),
        1 => (1900_i16..2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| CellValue::Date(date(y, m, d))),
        1 => any::<bool>().prop_map(CellValue::Flag),
        1 => select(vec!["#REF!", "#N/A", "#SPILL!", ""]).prop_map(|error| CellValue::Error(error.to_owned())),
        1 => select(vec!["12:30", "36:00:00"]).prop_map(|time| CellValue::Time(time.to_owned())),
    ]
}

/// A place: mostly near the corner, at times as far out as sheets go.
fn place() -> impl Strategy<Value = (u32, u32)> {
    prop_oneof![
        12 => (0_u32..30, 0_u32..9),
        1 => (0_u32..1_048_576, 0_u32..16_384),
        1 => (1_048_570_u32..1_048_576, 16_380_u32..16_384),
    ]
}

fn merge() -> impl Strategy<Value = Extent> {
    let size = prop_oneof![8 => (0_u32..4, 0_u32..4), 1 => (0_u32..2, 0_u32..16_384), 1 => (0_u32..1_048_576, 0_u32..3)];
    (place(), size).prop_map(|((top, left), (down, across))| Extent {
        top,
        left,
        bottom: (top + down).min(1_048_575),
        right: (left + across).min(16_383),
    })
}

fn sheet() -> impl Strategy<Value = RawSheet> {
    let cells = proptest::collection::btree_map(place(), value(), 0..150);
    let merges = proptest::collection::vec(merge(), 0..12);
    let hidden = proptest::collection::btree_set(0_u32..40, 0..4);
    let name =
        prop_oneof![3 => select(SAYINGS.as_slice()), 1 => Just("Sheet1".to_owned()), 1 => "\\PC{0,31}"];
    (cells, merges, hidden, name, proptest::bool::weighted(0.1)).prop_map(
        |(cells, merges, hidden_rows, name, hidden)| RawSheet {
            name,
            hidden,
            cells: cells.into_iter().map(|(at, value)| (at, RawCell { value })).collect(),
            merges,
            hidden_rows,
            ..RawSheet::default()
        },
    )
}

fn book() -> impl Strategy<Value = RawBook> {
    proptest::collection::vec(sheet(), 0..4).prop_map(|sheets| RawBook {
        format: "xlsx".to_owned(),
        sheets,
        remarks: Vec::new(),
    })
}

/// The form, its blanks filled with these texts in turn.
fn form(texts: &[String]) -> RawBook {
    let drawn = [
        "Council|Blaby District Council",
        "Date completed|?",
        "Version|?",
        "Period|?",
        "",
        "Do you use management competencies?|?",
        "Do you run mentoring schemes?|?",
        "CPA rating at the last review|?",
        "",
        "|Good practice (list)|Areas for improvement (list)",
        "Peer review|?|?",
        "CPA|?|?",
        "",
        "Tier|Titles|Nos|FTE|No. with management qualification|Degree|NVQ",
        "1st tier|?|?|?|?|?|?",
        "2nd tier|?|?|?|?|?|?",
        "?|?|?|?|?|?|?",
        "Total||?||?||",
        "",
        "Internal training",
        "Activity|Target audience|Provider|Attendees|Cost|Cost per head",
        "?|?|?|?|?|?",
        "?|?|?|?|?|?",
        "",
        "External training",
        "Activity|Target audience|Provider|Attendees|Cost|Cost per head",
        "?|?|?|?|?|?",
        "?|?|?|?|?|?",
        "",
        "Coaching pool",
        "Cohort|Coaches in training|Coaches authorised|Sessions held|Hours a session|Coachees|Course cost|Provider",
        "?|?|?|?|?|?|?|?",
    ];
    let mut fill = texts.iter().cycle();
    let mut cells = BTreeMap::new();
    for (row, line) in (0..).zip(drawn) {
        for (col, drawn) in (0..).zip(line.split('|')) {
            let text = if drawn == "?" { fill.next().cloned().unwrap_or_default() } else { drawn.to_owned() };
            if !text.is_empty() {
                cells.insert((row, col), RawCell { value: CellValue::Text(text) });
            }
        }
    }
    let sheet = RawSheet { name: "Return".to_owned(), cells, ..RawSheet::default() };
    RawBook { format: "xlsx".to_owned(), sheets: vec![sheet], remarks: Vec::new() }
}

/// Reads a book; what is wrong with the reading.
fn faults(book: &RawBook) -> Vec<String> {
    let begun = Instant::now();
    let found = recognise("Blaby.xlsx", book, &REFERENCE);
    let facts = FileFacts { file: "Blaby.xlsx", blake3: "", period: "2005" };
    let read = normalise(facts, book, &found, &REFERENCE);
    let places = found.places().len();
    let sheet = answered(book);
    let mut faults = read.as_ref().map_or_else(|_| Vec::new(), truth::faults);
    if begun.elapsed() > SOON {
        faults.push(format!("{places} places took {:?}", begun.elapsed()));
    }
    if sheet.is_some_and(|sheet| !sheet.rows.is_empty()) {
        faults.push("taken for an answered query sheet".to_owned());
    }
    faults
}

/// How many to draw.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|asked| asked.parse().ok()).unwrap_or(120)
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn any_grid_is_read_to_its_end(book in book()) {
        prop_assert_eq!(faults(&book), Vec::<String>::new());
    }

    #[test]
    fn a_form_of_any_texts_is_read_to_its_end(texts in proptest::collection::vec(text(), 1..60)) {
        prop_assert_eq!(faults(&form(&texts)), Vec::<String>::new());
    }
}

/// A sheet as large as one may be, of nothing but the questionnaire's words: the time
/// grows with the cells, and stays within what a worker is given.
#[test]
fn the_largest_sheet_is_read_within_a_workers_time() {
    let rows = 2_500_u32;
    let cells = (0..rows).flat_map(|row| (0..8).map(move |col| (row, col)));
    let cells = cells
        .zip(SAYINGS.iter().cycle())
        .map(|(at, text)| (at, RawCell { value: CellValue::Text(text.clone()) }))
        .collect();
    let merges =
        (0..10_000).map(|row| Extent { top: row + rows, left: 0, bottom: row + rows, right: 3 }).collect();
    let sheet = RawSheet { name: "Sheet1".to_owned(), cells, merges, ..RawSheet::default() };
    let book = RawBook { format: "xlsx".to_owned(), sheets: vec![sheet], remarks: Vec::new() };
    let begun = Instant::now();
    let found = recognise("Blaby.xlsx", &book, &REFERENCE);
    let facts = FileFacts { file: "Blaby.xlsx", blake3: "", period: "2005" };
    let _ = normalise(facts, &book, &found, &REFERENCE);
    println!("20,000 cells: {:?}", begun.elapsed());
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
}
