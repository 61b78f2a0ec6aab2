//! The evaluation workbook, written from a fixture and read back.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails where it finds nothing"
)]

mod answers;
pub(crate) mod fixture;
mod measured;
mod openpyxl;
mod recalculated;
mod whole;

pub(crate) use whole::many_kinds;

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, DataType, Range, Reader, Xlsx};
use returns::model::{Council, CouncilId, Evaluation, Interval, Reported, Return};
use returns::publish::book::{Book, Value};
use returns::publish::publish;
use returns::write::xlsx;

fn book() -> Book {
    publish(&fixture::evaluation(), &fixture::context())
}

fn read(bytes: Vec<u8>) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes)).unwrap()
}

/// A table of a sheet, found by its first headings.
fn below(range: &Range<Data>, headings: &[&str]) -> Vec<Vec<Data>> {
    let rows: Vec<Vec<Data>> = range.rows().map(<[Data]>::to_vec).collect();
    let at = rows
        .iter()
        .position(|row| {
            headings.iter().zip(row).all(|(heading, cell)| cell.as_string().as_deref() == Some(heading))
        })
        .unwrap();
    rows[at + 1..].to_vec()
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    assert_eq!(xlsx(book()).unwrap(), xlsx(book()).unwrap());
}

#[test]
fn every_cell_reads_back_as_the_book_has_it() {
    let book = book();
    let mut workbook = read(xlsx(book.clone()).unwrap());
    for sheet in &book.sheets {
        let range = workbook.worksheet_range(sheet.name).unwrap();
        assert_eq!(range.get_value((0, 0)).unwrap().to_string(), sheet.title);
        for table in sheet.tables() {
            let headings: Vec<&str> = table.columns.iter().map(|column| column.heading.as_str()).collect();
            let found = below(&range, &headings);
            for (row, cells) in table.rows.iter().chain(&table.total).enumerate() {
                for (column, cell) in cells.iter().enumerate() {
                    let there = &found[row][column];
                    let place = format!("{} {} row {row} column {column}", sheet.name, table.id);
                    match &cell.value {
                        Value::Blank => assert!(matches!(there, Data::Empty), "{place}: {there:?}"),
                        Value::Text(text) => assert_eq!(&there.to_string(), text, "{place}"),
                        Value::Number(number) | Value::Money(number) => close(there, *number, 100.0, &place),
                        Value::Percent(number) => close(there, *number, 10_000.0, &place),
                        Value::Date(date) => {
                            let Data::DateTime(day) = there else { panic!("{place}: {there:?}") };
                            let days = date.since(jiff::civil::date(1899, 12, 30)).unwrap().get_days();
                            assert!((day.as_f64() - f64::from(days)).abs() < 1e-9, "{place}");
                        }
                    }
                }
            }
        }
    }
}

fn close(there: &Data, exact: i64, parts: f64, place: &str) {
    let exact: f64 = exact.to_string().parse().unwrap();
    let Data::Float(found) = there else { panic!("{place}: {there:?} is not a number") };
    assert!((found - exact / parts).abs() < 1e-9, "{place}: {found} is not {exact}/{parts}");
}

#[test]
fn the_partnerships_figures_are_those_expected() {
    let book = book();
    let total = |id: &str| book.table(id).unwrap().1.total.clone().unwrap();
    let headcount: Vec<Value> =
        total("HeadcountByBand")[2..6].iter().map(|cell| cell.value.clone()).collect();
    let expected = [32, 135, 62].map(|posts: i64| Value::Number(posts * 100));
    assert_eq!(headcount[..3], expected);
    assert_eq!(total("HeadcountByBand")[4].marker, "[e]");
    let costs = total("TrainingCosts");
    let found: Vec<&Value> = [2, 3, 5, 6, 9].iter().map(|column| &costs[*column].value).collect();
    let (activities, pounds) = (|n: i64| Value::Number(n * 100), |n: i64| Value::Money(n * 100));
    let expected = [activities(13), pounds(3540), activities(16), pounds(33_635), pounds(37_175)];
    assert_eq!(found, expected.iter().collect::<Vec<_>>());
    let (_, shares) = book.table("ShareQualified").unwrap();
    let reads: Vec<&Value> = shares.rows.iter().map(|row| &row[9].value).collect();
    let expected = ["43.8%", "37.0%", "19.6% to 21.7%"].map(|text| Value::Text(text.to_owned()));
    assert_eq!(reads[..3], expected.iter().collect::<Vec<_>>());
    assert_eq!(shares.rows[1][10].value, Value::Text("Heads of service\n(54 of 135 posts known)".to_owned()));
}

#[test]
fn totals_and_shares_are_live() {
    let book = book();
    for id in ["HeadcountByBand", "TrainingCosts", "CoachingCohorts"] {
        let total = book.table(id).unwrap().1.total.clone().unwrap();
        for cell in total.iter().filter(|cell| matches!(cell.value, Value::Number(_) | Value::Money(_))) {
            assert!(cell.formula.is_some(), "{id}: {:?} is not live", cell.value);
        }
    }
    let (_, shares) = book.table("ShareQualified").unwrap();
    for row in shares.rows.iter().filter(|row| matches!(row[7].value, Value::Percent(_))) {
        assert!(row[3..10].iter().all(|cell| cell.formula.is_some()), "a share is not live: {row:?}");
    }
}

#[test]
fn words_of_a_return_stay_words() {
    let mut workbook = read(xlsx(book()).unwrap());
    let formulas = workbook.worksheet_formula("Queries").unwrap();
    assert!(formulas.rows().flatten().all(String::is_empty));
}

/// The same evaluation where every figure that can be open is: ranges of posts, people
/// and costs, halves of pounds, and a council that has not returned.
fn open_evaluation() -> Evaluation {
    let mut evaluation = fixture::evaluation();
    let wave = &mut evaluation.wave;
    wave.returns.retain(|one| &*one.council.name != "Melton");
    for one in &mut wave.returns {
        for tier in &mut one.posts {
            widen(&mut tier.headcount.reported, 0, 3);
            widen(&mut tier.qualified.reported, 0, 1);
        }
        for activity in &mut one.training {
            widen(&mut activity.cost, 50, 12_345);
        }
    }
    evaluation.measures = measured::measures(wave);
    evaluation
}

fn widen(reported: &mut Reported<Interval>, least: i64, most: i64) {
    *reported = reported.clone().map(|figure| Interval {
        lower: figure.lower + least,
        upper: figure.upper + most,
        ..figure
    });
}

/// The same returns many times over.
fn large_evaluation(times: usize) -> Evaluation {
    let mut evaluation = fixture::evaluation();
    let wave = &mut evaluation.wave;
    let (councils, returns) = (wave.expected.clone(), wave.returns.clone());
    for time in 1..times {
        let again = |old: &CouncilId| {
            let place = councils.iter().position(|council| council.id == *old).unwrap();
            CouncilId {
                code: format!("E{:08}", time * 100 + place).into(),
                name: format!("{} {time}", old.name).into(),
            }
        };
        wave.expected
            .extend(councils.iter().map(|council| Council { id: again(&council.id), ..council.clone() }));
        wave.returns.extend(returns.iter().map(|one| Return { council: again(&one.council), ..one.clone() }));
    }
    evaluation.measures = measured::measures(wave);
    evaluation
}

/// The same evaluation before anybody has returned.
fn empty_evaluation() -> Evaluation {
    let mut evaluation = fixture::evaluation();
    let wave = &mut evaluation.wave;
    (wave.received, wave.returns, wave.findings) = (Vec::new(), Vec::new(), Vec::new());
    evaluation.measures = measured::measures(wave);
    evaluation.as_of = None;
    evaluation
}

#[test]
fn ranges_stand_in_columns_of_their_own_and_as_words() {
    let book = publish(&open_evaluation(), &fixture::context());
    let (_, headcount) = book.table("HeadcountByBand").unwrap();
    let headings: Vec<&str> = headcount.columns.iter().map(|column| column.heading.as_str()).collect();
    assert!(headings.contains(&"Heads of service (posts), at least"), "{headings:?}");
    assert!(headings.contains(&"Heads of service (posts), at most"));
    let total = headcount.total.clone().unwrap();
    let reads = &total[headings.iter().position(|heading| *heading == "All bands, read as").unwrap()];
    assert_eq!(reads.value, Value::Text("215 to 275 [e]".to_owned()));
    let (_, received) = book.table("ReturnsReceived").unwrap();
    assert!(received.rows.iter().any(|row| row[2].value == Value::Text("current".to_owned())));
    assert!(!xlsx(book.clone()).unwrap().is_empty());
}

#[test]
fn before_anybody_has_returned_there_is_a_workbook_all_the_same() {
    let book = publish(&empty_evaluation(), &fixture::context());
    let mut workbook = read(xlsx(book.clone()).unwrap());
    assert_eq!(workbook.sheet_names().len(), book.sheets.len());
    assert!(workbook.worksheet_range("Posts").is_ok());
}

#[test]
fn four_hundred_councils_make_one_workbook() {
    let evaluation = large_evaluation(57);
    let book = publish(&evaluation, &fixture::context());
    assert!(xlsx(book.clone()).unwrap().len() > 100_000);
}

/// Writes the workbooks into the folder named by `FIXTURE_WORKBOOKS`, to look at them.
#[test]
#[ignore = "writes files to look at"]
fn write_them_to_look_at() {
    let Ok(folder) = std::env::var("FIXTURE_WORKBOOKS") else { return };
    let evaluations =
        [("fixture", fixture::evaluation()), ("open", open_evaluation()), ("empty", empty_evaluation())];
    for (name, evaluation) in evaluations {
        let book = publish(&evaluation, &fixture::context());
        std::fs::write(format!("{folder}/{name}.xlsx"), xlsx(book.clone()).unwrap()).unwrap();
    }
}

/// What every book keeps to, whatever was returned.
fn keeps_its_laws(book: &Book) {
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for sheet in &book.sheets {
        assert!(names.insert(sheet.name) && sheet.name.chars().count() <= 31, "{}", sheet.name);
        assert!(!sheet.title.is_empty() && !sheet.about.is_empty(), "{} says nothing of itself", sheet.name);
        for table in sheet.tables() {
            assert!(ids.insert(table.id), "two tables are called {}", table.id);
            assert!(table.id.chars().all(|c| c.is_ascii_alphabetic()), "{}", table.id);
            let headings: BTreeSet<&str> =
                table.columns.iter().map(|column| column.heading.as_str()).collect();
            assert_eq!(headings.len(), table.columns.len(), "{}: {headings:?}", table.id);
            for row in table.rows.iter().chain(&table.total) {
                assert_eq!(row.len(), table.columns.len(), "{}", table.id);
            }
        }
    }
    assert_eq!(book.sheets.iter().filter(|sheet| sheet.opens).count(), 1);
}

#[test]
fn every_book_keeps_its_laws() {
    for evaluation in [fixture::evaluation(), open_evaluation(), empty_evaluation(), large_evaluation(3)] {
        keeps_its_laws(&publish(&evaluation, &fixture::context()));
    }
}

#[test]
fn every_figure_of_a_council_names_its_cell() {
    let book = book();
    for id in ["HeadcountByBand", "TrainingCosts", "PostsInDetail", "TrainingActivity", "Sources"] {
        let (_, table) = book.table(id).unwrap();
        let file = table.columns.iter().position(|column| column.heading == "Source file").unwrap();
        for row in &table.rows {
            assert!(row[file..].iter().all(|cell| cell.value != Value::Blank), "{id}: {row:?}");
        }
    }
}
