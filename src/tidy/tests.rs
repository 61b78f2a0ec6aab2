//! What the tidy tables must hold.

use jiff::civil::date;

use super::tables;
use crate::measure::measure;
use crate::measure::sample::{activity, answer, baseline, cell, cohort, maybe, questions, says};
use crate::model::{
    CellRef, Code, CostBasis, Delivery, Evaluation, Finding, Interval, Kind, QualificationRow, Received,
    Reported, Review, ReviewKind, Statement, Status, Table, Value,
};

/// The contract's columns, table by table.
const CONTRACT: [(&str, &str); 9] = [
    (
        "returns",
        "period, council_code, council, file, blake3, format, completed_on, version, status, reason, errors, queries",
    ),
    (
        "practices",
        "period, council_code, council, question, answer, would_consider, text, detail, evidence, source_file, source_sheet, source_cell",
    ),
    (
        "reviews",
        "period, council_code, council, review, kind, item, text, source_file, source_sheet, source_cell",
    ),
    (
        "posts",
        "period, council_code, council, tier, titles, titles_listed, band, band_basis, headcount_lower, headcount_upper, headcount_marker, qualified_lower, qualified_upper, qualified_marker, source_file, source_sheet, source_cell",
    ),
    (
        "qualifications",
        "period, council_code, council, tier, band, qualification, category, level, level_basis, count, source_file, source_sheet, source_cell",
    ),
    (
        "training",
        "period, council_code, council, delivery, activity, audience, provider, attendees, cost_text, cost_basis, cost_lower, cost_upper, cost_marker, source_file, source_sheet, source_cell",
    ),
    (
        "coaching",
        "period, council_code, council, cohort, coaches_training, coaches_authorised, sessions, hours_per_session, coachees, hours, cost_lower, cost_upper, cost_marker, provider, source_file, source_sheet, source_cell",
    ),
    ("queries", "period, council_code, council, severity, code, who, file, sheet, cell, found, message"),
    (
        "measures",
        "period, measure, unit, council_code, council, breakdown, category, lower, upper, marker, numerator_lower, numerator_upper, denominator_lower, denominator_upper, councils_counted, councils_expected",
    ),
];

/// The baseline with something in every table.
fn evaluation() -> Evaluation {
    let mut wave = baseline();
    let one = &mut wave.returns[0];
    one.practices = vec![answer("mentoring", "no", Some(true)), answer("cpa_comment", "", None)];
    one.reviews = vec![Review {
        review: "peer".to_owned(),
        kind: ReviewKind::GoodPractice,
        item: 1,
        text: "Leadership".to_owned(),
        source: cell(),
    }];
    one.qualifications = vec![QualificationRow {
        tier: 1,
        band: one.posts[0].band,
        qualification: "DMS".to_owned(),
        category: "diploma".to_owned(),
        level: "7".to_owned(),
        level_basis: "register".to_owned(),
        count: None,
        source: cell(),
    }];
    let exact = |number| maybe(Some(Interval::exact(number)));
    one.coaching =
        vec![cohort([exact(4), maybe(Some(Interval::between(1, 2))), exact(3), exact(150), exact(10)])];
    let council = one.council.clone();
    wave.received =
        vec![received("z.xlsx"), Received { council: Some(council.clone()), ..received("a.xlsx") }];
    let at = |row, col| Finding {
        council: Some(council.clone()),
        ..Finding::at(Code::AnswerUnclear, &CellRef { row, col, ..cell() }, "found", "message")
    };
    let nobodys = Finding::of_file(Code::FileUnreadable, "z.xlsx", "", "message");
    wave.findings = vec![nobodys, at(9, 2), at(8, 30), at(8, 3)];
    let measures = measure(&wave, "Partnership", &questions()).unwrap();
    Evaluation {
        partnership: "Partnership".to_owned(),
        as_of: None,
        wave,
        measures,
        history: crate::model::History::default(),
    }
}

fn received(file: &str) -> Received {
    Received {
        file: file.to_owned(),
        blake3: String::new(),
        format: "xlsx".to_owned(),
        council: None,
        completed_on: Some(date(2005, 11, 4)),
        version: Some(crate::model::Version::new(1, 1)),
        status: Status::Current,
        reason: String::new(),
        errors: 0,
        queries: 0,
        place: None,
    }
}

fn table<'a>(tables: &'a [Table], name: &str) -> &'a Table {
    tables.iter().find(|table| table.name == name).unwrap()
}

fn values(table: &Table, column: &str) -> Vec<Value> {
    let at = table.column(column).unwrap();
    table.rows.iter().map(|row| row[at].clone()).collect()
}

#[test]
fn tables_and_columns_are_the_contracts() {
    let tables = tables(&evaluation());
    let found: Vec<(&str, String)> = tables
        .iter()
        .map(|table| {
            let names: Vec<_> = table.columns.iter().map(|column| column.name).collect();
            (table.name, names.join(", "))
        })
        .collect();
    let contract: Vec<_> = CONTRACT.iter().map(|(name, columns)| (*name, (*columns).to_owned())).collect();
    assert_eq!(found, contract);
}

#[test]
fn every_value_is_of_its_columns_kind_and_every_table_has_rows() {
    for table in tables(&evaluation()) {
        assert!(!table.rows.is_empty(), "{}", table.name);
        for column in table.columns {
            assert!(column.about.ends_with('.'), "{}.{}", table.name, column.name);
        }
        for row in &table.rows {
            assert_eq!(row.len(), table.columns.len());
            for (value, column) in row.iter().zip(table.columns) {
                let fits = match value {
                    Value::Null => true,
                    Value::Text(text) => column.kind == Kind::Text && !text.is_empty(),
                    Value::Whole(_) => column.kind == Kind::Whole,
                    Value::Hundredths(_) => column.kind == Kind::Hundredths,
                };
                assert!(fits, "{}.{}: {value:?}", table.name, column.name);
            }
        }
    }
}

#[test]
fn rows_are_sorted_by_council_and_queries_by_position() {
    let mut evaluation = evaluation();
    let sorted = tables(&evaluation);
    let codes = values(table(&sorted, "posts"), "council_code");
    assert!(codes.is_sorted());
    let cells = values(table(&sorted, "queries"), "cell");
    assert_eq!(cells, ["D9".into(), "AE9".into(), "C10".into(), Value::Null]);
    assert_eq!(values(table(&sorted, "returns"), "file"), ["a.xlsx".into(), "z.xlsx".into()]);
    evaluation.wave.returns.reverse();
    evaluation.wave.findings.reverse();
    evaluation.wave.received.reverse();
    assert_eq!(tables(&evaluation), sorted);
}

#[test]
fn figures_are_written_as_the_contract_says() {
    let mut evaluation = evaluation();
    let shared = activity(Delivery::Internal, CostBasis::Shared, Reported::NoAnswer);
    let unstated = activity(Delivery::Internal, CostBasis::NotStated, Reported::NoAnswer);
    evaluation.wave.returns.truncate(1);
    let one = &mut evaluation.wave.returns[0];
    one.deliveries = vec![says(Delivery::Internal, Statement::Listed)];
    one.training = vec![shared, unstated];
    one.posts[0].headcount = maybe(Some(Interval::between(15, 20).or_estimated(true)));
    one.posts[0].titles = vec!["Chief Executive".to_owned(), "Director".to_owned()];
    let tables = tables(&evaluation);
    let first = |name: &str, column: &str| values(table(&tables, name), column)[0].clone();
    assert_eq!(first("posts", "titles"), "Chief Executive; Director".into());
    assert_eq!(first("posts", "titles_listed"), Value::Whole(2));
    assert_eq!(first("posts", "headcount_lower"), Value::Whole(15));
    assert_eq!(first("posts", "headcount_upper"), Value::Whole(20));
    assert_eq!(first("posts", "headcount_marker"), "[e]".into());
    assert_eq!(first("posts", "source_sheet"), "Return".into());
    assert_eq!(first("posts", "source_cell"), "C31".into());
    assert_eq!(first("returns", "completed_on"), "2005-11-04".into());
    assert_eq!(first("returns", "version"), "1.1".into());
    assert_eq!(first("practices", "would_consider"), "yes".into());
    assert_eq!(values(table(&tables, "training"), "cost_marker"), [Value::Null, "[x]".into()]);
    assert_eq!(first("coaching", "coaches_training"), Value::Whole(4));
    assert_eq!(first("coaching", "coaches_authorised"), Value::Null, "a range has no one value");
    assert_eq!(first("coaching", "hours_per_session"), Value::Hundredths(150));
    assert_eq!(first("coaching", "hours"), Value::Hundredths(4500));
    assert_eq!(first("coaching", "cost_marker"), "[x]".into());
}
