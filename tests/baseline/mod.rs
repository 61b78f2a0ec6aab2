//! The seven returns of 2005 against what a correct reading of them yields, field by
//! field, and against the tidy tables as they were last looked over.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Row, TABLES, run_2005, table::hundredths};

/// What a correct reading yields.
fn expected() -> Value {
    serde_json::from_str(include_str!("2005-expected.json")).unwrap()
}

/// A council's or the partnership's row of a measure.
fn measure(name: &str, council: &str, category: &str) -> Row {
    let table = run_2005().table("2005", "measures");
    table.one(&[("measure", name), ("council_code", council), ("category", category)]).clone()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A number of the file in hundredths; null is `None`.
fn number(value: &Value) -> Option<i64> {
    if value.is_null() { None } else { hundredths(&value.to_string()) }
}

#[test]
fn councils_files_and_dates_are_those_expected() {
    let table = run_2005().table("2005", "returns");
    let expected = expected();
    let councils = expected["councils"].as_object().unwrap();
    assert_eq!(table.rows.len(), councils.len());
    for (code, council) in councils {
        let row = table.one(&[("council_code", code)]);
        assert_eq!(row.get("council"), text(&council["name"]), "{code}");
        assert_eq!(row.get("file"), text(&council["file"]), "{code}");
        assert_eq!(row.get("completed_on"), text(&council["completed"]), "{code}");
        assert_eq!(row.get("status"), "current", "{code}");
    }
}

#[test]
fn posts_bands_and_people_are_those_expected() {
    let table = run_2005().table("2005", "posts");
    let queries = run_2005().table("2005", "queries");
    let expected = expected();
    let posts = expected["posts"].as_array().unwrap();
    let key = |row: &Row| (row.get("council_code").to_owned(), row.get("tier").to_owned());
    let found: BTreeSet<_> = table.rows.iter().map(key).collect();
    let wanted: BTreeSet<_> =
        posts.iter().map(|one| (text(&one["council"]).to_owned(), one["tier"].to_string())).collect();
    assert_eq!(found, wanted, "councils and tiers");
    for one in posts {
        let (council, tier) = (text(&one["council"]), one["tier"].to_string());
        let row = table.one(&[("council_code", council), ("tier", &tier)]);
        let place = format!("{council} tier {tier}");
        assert_eq!(row.get("band"), text(&one["band"]), "{place}: band");
        for column in ["headcount_lower", "headcount_upper"] {
            assert_eq!(row.hundredths(column), number(&one["headcount"]), "{place}: {column}");
        }
        let estimated = one.get("estimated").is_some();
        assert_eq!(row.get("headcount_marker").contains("[e]"), estimated, "{place}: marker");
        for (column, end) in [("qualified_lower", 0), ("qualified_upper", 1)] {
            let wanted = one["qualified"].get(end).and_then(number);
            assert_eq!(row.hundredths(column), wanted, "{place}: {column}");
        }
        if one.get("query").is_some() {
            let found = queries.find(&[("council_code", council), ("code", "certificates-over-posts")]);
            assert!(!found.is_empty(), "{place}: no query for more certificates than posts");
        }
    }
}

#[test]
fn the_partnerships_posts_are_those_expected() {
    let expected = expected();
    let partnership = &expected["partnership"];
    let estimated = partnership["headcount_estimated"].as_array().unwrap();
    for (band, posts) in partnership["headcount"].as_object().unwrap() {
        let row = measure("headcount", "ALL", band);
        for column in ["lower", "upper"] {
            assert_eq!(row.hundredths(column), number(posts), "{band}: {column}");
        }
        let is_estimated = estimated.iter().any(|one| text(one) == band);
        assert_eq!(row.get("marker").contains("[e]"), is_estimated, "{band}: marker");
    }
    for (band, ratio) in partnership["qualification_ratio"].as_object().unwrap() {
        let row = measure("qualification_ratio", "ALL", band);
        for (column, wanted) in [
            ("lower", &ratio["percent"][0]),
            ("upper", &ratio["percent"][1]),
            ("numerator_lower", &ratio["qualified"][0]),
            ("numerator_upper", &ratio["qualified"][1]),
            ("denominator_lower", &ratio["of"]),
            ("denominator_upper", &ratio["of"]),
            ("councils_counted", &ratio["councils"]),
        ] {
            assert_eq!(row.hundredths(column), number(wanted), "qualification_ratio {band}: {column}");
        }
    }
}

#[test]
fn the_partnerships_training_is_that_expected() {
    let expected = expected();
    let partnership = &expected["partnership"];
    for (field, name) in
        [("training_cost_gbp", "training_cost"), ("training_activities", "training_activities")]
    {
        for (delivery, figure) in partnership[field].as_object().unwrap() {
            if delivery == "of_which_estimated" {
                continue;
            }
            let row = measure(name, "ALL", delivery);
            for column in ["lower", "upper"] {
                assert_eq!(row.hundredths(column), number(figure), "{name} {delivery}: {column}");
            }
        }
    }
    let training = run_2005().table("2005", "training");
    let estimated = training.rows.iter().filter(|row| row.get("cost_marker").contains("[e]"));
    let sum: i64 = estimated.filter_map(|row| row.hundredths("cost_lower")).sum();
    assert_eq!(Some(sum), number(&partnership["training_cost_gbp"]["of_which_estimated"]));
}

#[test]
fn training_by_council_is_that_expected() {
    let table = run_2005().table("2005", "training");
    let expected = expected();
    for (council, deliveries) in expected["training_by_council"].as_object().unwrap() {
        for (delivery, one) in deliveries.as_object().unwrap() {
            let place = format!("{council} {delivery}");
            let activities = measure("training_activities", council, delivery);
            let cost = measure("training_cost", council, delivery);
            for column in ["lower", "upper"] {
                assert_eq!(activities.hundredths(column), number(&one["activities"]), "{place}: activities");
                assert_eq!(cost.hundredths(column), number(&one["cost"]), "{place}: cost {column}");
            }
            let estimated = one.get("estimated").is_some();
            assert_eq!(cost.get("marker").contains("[e]"), estimated, "{place}: estimated");
            let rows = |basis: &str| {
                table.find(&[("council_code", council), ("delivery", delivery), ("cost_basis", basis)]).len()
            };
            assert!(rows("shared") > 0 || one.get("shared").is_none(), "{place}: shared");
            for (field, basis) in [("free", "free"), ("per_head", "per_head")] {
                if let Some(count) = one.get(field) {
                    assert_eq!(number(count), hundredths(&rows(basis).to_string()), "{place}: {field}");
                }
            }
            match one.get("stated").map(text) {
                Some("none") => assert_eq!(activities.get("lower"), "0", "{place}: none stated"),
                Some("no details") => {
                    assert!(activities.get("marker").contains("[x]"), "{place}: no details");
                }
                Some(other) => panic!("{place}: {other}"),
                None => {}
            }
        }
    }
}

#[test]
fn practices_are_coded_within_the_accepted_sets() {
    let table = run_2005().table("2005", "practices");
    let expected = expected();
    let practices = expected["practices"].as_object().unwrap();
    let councils: Vec<&str> = practices["order"].as_array().unwrap().iter().map(text).collect();
    let mut wrong = Vec::new();
    for (place, council) in councils.iter().enumerate() {
        for (question, codes) in practices {
            if ["about", "order", "would_consider"].contains(&question.as_str()) {
                continue;
            }
            let accepted: Vec<&str> = match &codes[place] {
                Value::Array(several) => several.iter().map(text).collect(),
                one => vec![text(one)],
            };
            let row = table.one(&[("council_code", council), ("question", question)]);
            if !accepted.contains(&row.get("answer")) {
                wrong.push(format!("{question}: accepted {accepted:?}, found {row}"));
            }
        }
        for (question, said) in practices["would_consider"].as_object().unwrap() {
            let wanted = match said[place].as_bool() {
                Some(true) => "yes",
                Some(false) => "no",
                None => "",
            };
            let row = table.one(&[("council_code", council), ("question", question)]);
            if row.get("would_consider") != wanted {
                wrong.push(format!("{question}: would consider {wanted:?}, found {row}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// After a change that is meant: `INSTA_UPDATE=always cargo test tidy_tables`, then
/// look the differences over.
#[test]
fn the_tidy_tables_are_those_last_looked_over() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("tidy");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for name in TABLES {
            let text = String::from_utf8(run_2005().bytes("2005", &format!("tidy/{name}.csv"))).unwrap();
            insta::assert_snapshot!(name, text);
        }
    });
}
