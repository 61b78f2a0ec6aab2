//! The evaluation workbook, written from a fixture and read back.

mod answers;
mod fixture;
mod measured;

use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
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
        .position(|row| headings.iter().zip(row).all(|(heading, cell)| cell.to_string() == *heading))
        .unwrap();
    rows[at + 1..].to_vec()
}

#[test]
fn the_same_book_gives_the_same_bytes() {
    assert_eq!(xlsx(&book()).unwrap(), xlsx(&book()).unwrap());
}

#[test]
fn every_cell_reads_back_as_the_book_has_it() {
    let book = book();
    let mut workbook = read(xlsx(&book).unwrap());
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
    let mut workbook = read(xlsx(&book()).unwrap());
    let formulas = workbook.worksheet_formula("Queries").unwrap();
    assert!(formulas.rows().flatten().all(String::is_empty));
}

/// Writes the fixture's workbook to the file named by `FIXTURE_WORKBOOK`, to look at it.
#[test]
#[ignore = "writes a file to look at"]
fn write_it_to_look_at() {
    let Ok(path) = std::env::var("FIXTURE_WORKBOOK") else { return };
    std::fs::write(path, xlsx(&book()).unwrap()).unwrap();
}
