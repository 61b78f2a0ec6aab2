//! Every figure is the same wherever it is shown: tidy tables as CSV and Parquet, both
//! editions of the workbook, the public tables as `.ods` and CSV, and the report.

mod page;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use calamine::{Data, Ods, Range, Reader, Xlsx};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;
use returns::write::csv::unguarded;

use crate::support::{Run, TABLES, Table, run_2005};
use crate::workbook::many_kinds;

/// A heading, and the measure, breakdown and category that stand under it.
type Shown = (&'static str, &'static str, &'static str, &'static str);

/// Sheets of the public edition: heading, and the measure, breakdown and category it shows.
const SHOWN: &[(&str, &[Shown])] = &[
    (
        "Posts by band",
        &[
            ("Chief executive and directors (posts)", "headcount", "band", "ce_directors"),
            ("Heads of service (posts)", "headcount", "band", "heads_of_service"),
            ("Service managers (posts)", "headcount", "band", "service_managers"),
            ("Team leaders (posts)", "headcount", "band", "team_leaders"),
            ("All bands (posts)", "headcount", "band", "all"),
        ],
    ),
    (
        "Posts for each post above",
        &[("Heads of service (posts for each post above)", "span", "band", "heads_of_service")],
    ),
    (
        "Training",
        &[
            ("Internal (activities)", "training_activities", "delivery", "internal"),
            ("Internal cost (£)", "training_cost", "delivery", "internal"),
            ("External cost (£)", "training_cost", "delivery", "external"),
            ("All cost (£)", "training_cost", "delivery", "all"),
            ("External (activities not costed)", "training_not_costed", "delivery", "external"),
        ],
    ),
    (
        "Coaching",
        &[
            ("Coaches in training (people)", "coaches", "status", "training"),
            ("Coaches authorised (people)", "coaches", "status", "authorised"),
            ("Coaching (hours)", "coaching_hours", "all", "all"),
        ],
    ),
];

fn runs() -> [&'static Run; 2] {
    [run_2005(), many_kinds()]
}

fn sheets<R: Reader<Cursor<Vec<u8>>>>(mut book: R) -> BTreeMap<String, Range<Data>> {
    let names = book.sheet_names();
    names
        .into_iter()
        .map(|name| {
            let Ok(range) = book.worksheet_range(&name) else { panic!("{name} cannot be read") };
            (name, range)
        })
        .collect()
}

fn public(run: &Run) -> BTreeMap<String, Range<Data>> {
    sheets(Xlsx::new(Cursor::new(run.bytes("2005", "evaluation-2005-public.xlsx"))).unwrap())
}

/// Headings and rows of a public sheet's table.
fn table(range: &Range<Data>) -> (Vec<String>, Vec<Vec<Data>>) {
    let mut rows = range.rows().skip(3).map(<[Data]>::to_vec);
    let headings = rows.next().unwrap().iter().map(ToString::to_string).collect();
    (headings, rows.collect())
}

fn close(cell: &Data, hundredths: i64) -> bool {
    let exact: f64 = hundredths.to_string().parse().unwrap();
    matches!(cell, Data::Float(found) if (found - exact / 100.0).abs() < 1e-6)
}

fn is_withheld(cell: &Data) -> bool {
    matches!(cell, Data::String(text) if text == "[c]")
}

#[test]
fn the_public_edition_shows_the_measures_where_it_shows_them() {
    for run in runs() {
        let measures = run.table("2005", "measures");
        let book = public(run);
        for (sheet, columns) in SHOWN {
            let (headings, rows) = table(&book[*sheet]);
            for (heading, measure, breakdown, category) in *columns {
                let open = !headings.iter().any(|there| there == heading);
                for (bound, suffix) in [("lower", ", at least"), ("upper", ", at most")] {
                    let wanted = if open { format!("{heading}{suffix}") } else { (*heading).to_owned() };
                    let column = headings
                        .iter()
                        .position(|there| *there == wanted)
                        .unwrap_or_else(|| panic!("{sheet}: no {wanted} in {headings:?}"));
                    for row in &rows {
                        let code = row[0].to_string();
                        let figure = measures.find(&[
                            ("council_code", &code),
                            ("measure", measure),
                            ("breakdown", breakdown),
                            ("category", category),
                        ]);
                        let Some(figure) = figure.first() else { continue };
                        let cell = &row[column];
                        let place = format!("{sheet}, {code}, {heading}: {cell:?} for {figure}");
                        match figure.hundredths(bound) {
                            Some(number) => {
                                assert!(close(cell, number) || is_withheld(cell), "{place}");
                            }
                            None => assert_eq!(cell.to_string(), figure.get("marker"), "{place}"),
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn the_public_shares_are_the_measures_where_they_are_shown() {
    const COLUMNS: [(usize, &str); 6] = [
        (3, "numerator_lower"),
        (4, "numerator_upper"),
        (5, "denominator_lower"),
        (6, "denominator_upper"),
        (7, "lower"),
        (8, "upper"),
    ];
    let band = |title: &str| {
        title.to_lowercase().replace("chief executive and directors", "ce_directors").replace(' ', "_")
    };
    for run in runs() {
        let measures = run.table("2005", "measures");
        let (_, rows) = table(&public(run)["Share qualified"]);
        let mut shown = 0;
        for row in &rows {
            let (code, band) = (row[0].to_string(), band(&row[2].to_string()));
            let found = measures.find(&[
                ("council_code", &code),
                ("measure", "qualification_ratio"),
                ("category", &band),
            ]);
            let Some(figure) = found.first() else { continue };
            for (column, name) in COLUMNS {
                let Data::Float(_) = row[column] else { continue };
                let parts = if column < 7 { 1 } else { 100 };
                let Some(number) = figure.hundredths(name) else { panic!("{figure}: no {name}") };
                let exact: f64 = number.to_string().parse().unwrap();
                let Data::Float(there) = row[column] else { unreachable!() };
                assert!(
                    (there * f64::from(parts) - exact / 100.0).abs() < 1e-6,
                    "{code} {band} {name}: {there}"
                );
                shown += 1;
            }
        }
        assert!(shown > 10, "only {shown} figures of people are shown");
    }
}

#[test]
fn the_ods_is_the_public_workbook() {
    for run in runs() {
        let xlsx = public(run);
        let ods = sheets(Ods::new(Cursor::new(run.bytes("2005", "evaluation-2005-public.ods"))).unwrap());
        assert_eq!(xlsx.keys().collect::<Vec<_>>(), ods.keys().collect::<Vec<_>>());
        for (name, range) in &xlsx {
            let other = &ods[name];
            assert_eq!(range.get_size(), other.get_size(), "{name}");
            for (row, column, cell) in range.used_cells() {
                let there = other.get((row, column)).unwrap();
                let same = match (cell, there) {
                    (Data::Float(a), Data::Float(b)) => (a - b).abs() < 1e-9,
                    (Data::DateTime(_), Data::DateTimeIso(_)) => true,
                    (a, b) => a.to_string() == b.to_string(),
                };
                assert!(same, "{name} {row},{column}: {cell:?} and {there:?}");
            }
        }
    }
}

#[test]
fn the_public_csv_is_the_public_workbook_and_its_description_fits() {
    for run in runs() {
        let book = public(run);
        let metadata: serde_json::Value =
            serde_json::from_slice(&run.bytes("2005", "public/metadata.json")).unwrap();
        let tables = metadata["tables"].as_array().unwrap();
        assert_eq!(tables.len(), book.len() - 2, "every sheet but cover and contents");
        for (described, (name, range)) in tables.iter().zip(in_order(run, &book)) {
            let bytes = run.bytes("2005", &format!("public/{}", described["url"].as_str().unwrap()));
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let titles: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
            let columns = described["tableSchema"]["columns"].as_array().unwrap();
            let said: Vec<&str> = columns.iter().map(|column| column["titles"].as_str().unwrap()).collect();
            assert_eq!(titles, said, "{name}");
            let (headings, rows) = table(&range);
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            assert_eq!(records.len(), rows.len(), "{name}");
            for (record, row) in records.iter().zip(&rows) {
                for (heading, cell) in headings.iter().zip(row) {
                    let at = |title: &str| {
                        titles.iter().position(|one| one == title).map(|at| unguarded(&record[at]))
                    };
                    let (value, mark) = (at(heading).unwrap(), at(&format!("{heading}, mark")));
                    let place = format!("{name}, {heading}: {cell:?}, {value:?}, {mark:?}");
                    match cell {
                        Data::Float(number) => {
                            let scale = if heading.contains('%') { 100.0 } else { 1.0 };
                            let found: f64 = value.parse().unwrap_or_else(|_| panic!("{place}"));
                            assert!((number * scale - found).abs() < 1e-6, "{place}");
                        }
                        text if value.is_empty() => {
                            assert_eq!(mark, Some(text.to_string().as_str()), "{place}");
                        }
                        text => assert_eq!(text.to_string(), value, "{place}"),
                    }
                }
            }
            keys_tell_rows_apart(described, &titles, &records);
        }
    }
}

/// The sheets in the workbook's order, without cover and contents.
fn in_order(run: &Run, book: &BTreeMap<String, Range<Data>>) -> Vec<(String, Range<Data>)> {
    let names =
        Xlsx::new(Cursor::new(run.bytes("2005", "evaluation-2005-public.xlsx"))).unwrap().sheet_names();
    names.into_iter().skip(2).map(|name| (name.clone(), book[&name].clone())).collect()
}

fn keys_tell_rows_apart(described: &serde_json::Value, titles: &[String], records: &[csv::StringRecord]) {
    let schema = &described["tableSchema"];
    let columns = schema["columns"].as_array().unwrap();
    let names: Vec<&str> = columns.iter().map(|column| column["name"].as_str().unwrap()).collect();
    assert_eq!(names.len(), titles.len());
    let unique: std::collections::BTreeSet<&&str> = names.iter().collect();
    assert_eq!(unique.len(), names.len(), "{names:?}");
    let Some(keys) = schema["primaryKey"].as_array() else { return };
    let places: Vec<usize> =
        keys.iter().map(|key| names.iter().position(|name| key == name).unwrap()).collect();
    let mut seen = std::collections::BTreeSet::new();
    for record in records {
        let key: Vec<&str> = places.iter().map(|place| &record[*place]).collect();
        assert!(seen.insert(key.clone()), "{}: {key:?} is there twice", described["url"]);
    }
}

#[test]
fn parquet_holds_what_csv_holds() {
    for run in runs() {
        for name in TABLES {
            let csv = run.table("2005", name);
            let rows = parquet_rows(&run.bytes("2005", &format!("tidy/{name}.parquet")));
            assert_eq!(rows.len(), csv.rows.len(), "{name}");
            for (row, other) in rows.iter().zip(&csv.rows) {
                for (column, value) in row {
                    assert!(agrees(value, other.get(column)), "{name}.{column}: {value:?} and {other}");
                }
            }
        }
    }
}

fn parquet_rows(bytes: &[u8]) -> Vec<Vec<(String, Field)>> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    let reader = SerializedFileReader::new(file).unwrap();
    let rows = reader.get_row_iter(None).unwrap();
    rows.map(|row| {
        row.unwrap().get_column_iter().map(|(name, field)| (name.clone(), field.clone())).collect()
    })
    .collect()
}

fn agrees(value: &Field, text: &str) -> bool {
    match value {
        Field::Null => text.is_empty(),
        Field::Str(words) => words == text,
        Field::Long(number) => number.to_string() == text,
        Field::Double(number) => text.parse::<f64>().is_ok_and(|there| (there - number).abs() < 1e-9),
        _ => false,
    }
}

#[test]
fn the_report_shows_the_workbooks_figures() {
    for run in runs() {
        let html = String::from_utf8(run.bytes("2005", "report-2005.html")).unwrap();
        let workbook = sheets(Xlsx::new(Cursor::new(run.bytes("2005", "evaluation-2005.xlsx"))).unwrap());
        let tables = page::tables(&html);
        assert!(tables.len() > 12, "only {} tables", tables.len());
        let mut compared = 0;
        for (caption, headings, rows) in &tables {
            let like: Vec<_> =
                workbook.values().flat_map(|range| page::like(range, headings, rows.len())).collect();
            let wrong: Vec<Vec<String>> = like.iter().map(|there| page::differences(rows, there)).collect();
            let nearest = wrong.into_iter().min_by_key(Vec::len).unwrap_or_default();
            assert!(nearest.is_empty(), "{caption}: {}", nearest.join("\n"));
            compared += if like.is_empty() { 0 } else { rows.len() * headings.len() };
        }
        assert!(compared > 400, "only {compared} cells were compared");
    }
}

/// That the tidy tables hold something to compare in the second run.
#[test]
fn the_second_run_has_ranges_estimates_and_coaching() {
    let measures: Table = many_kinds().table("2005", "measures");
    assert!(measures.rows.iter().any(|row| row.hundredths("lower") != row.hundredths("upper")));
    assert!(measures.rows.iter().any(|row| row.get("marker").contains("[e]")));
    assert!(
        measures.find(&[("measure", "coaching_hours")]).iter().any(|row| row.hundredths("lower").is_some())
    );
}
