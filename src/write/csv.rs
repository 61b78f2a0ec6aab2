//! A tidy table as CSV: UTF-8, a header, lines ended by a line feed, `.` as the
//! decimal point, an empty field for null.
//!
//! Text from a return must never become a formula in a spreadsheet program. So text
//! that begins with `=`, `+`, `-`, `@`, a tab or a carriage return is given a leading
//! apostrophe; and so is text in which nothing but apostrophes stands before one of
//! these, so that taking one apostrophe off such text always gives back what the
//! council wrote ([`unguarded`]). Numbers are never guarded.

use std::borrow::Cow;

use super::decimal;
use crate::error::Error;
use crate::model::{Table, Value};

/// The table's bytes.
///
/// # Errors
///
/// None that a table's content can bring about: only if the CSV writer itself fails.
pub fn csv(table: &Table) -> Result<Vec<u8>, Error> {
    records(table).map_err(Error::output(format!("tidy/{}.csv", table.name)))
}

/// The text as CSV carries it: with an apostrophe before what could be a formula.
#[must_use]
pub fn guarded(text: &str) -> Cow<'_, str> {
    if needs_guard(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The text that [`guarded`] was given.
#[must_use]
pub fn unguarded(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if needs_guard(rest) => rest,
        _ => text,
    }
}

fn needs_guard(text: &str) -> bool {
    text.trim_start_matches('\'').starts_with(['=', '+', '-', '@', '\t', '\r'])
}

fn records(table: &Table) -> Result<Vec<u8>, Box<dyn std::error::Error + Send + Sync>> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    for row in &table.rows {
        for value in row {
            writer.write_field(field(value).as_bytes())?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    Ok(writer.into_inner()?)
}

fn field(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => Cow::Borrowed(""),
        Value::Text(text) => guarded(text),
        Value::Whole(number) => Cow::Owned(number.to_string()),
        Value::Hundredths(number) => Cow::Owned(decimal(*number)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Column, Kind};

    static COLUMNS: [Column; 3] = [
        Column { name: "text", kind: Kind::Text, about: "Text." },
        Column { name: "whole", kind: Kind::Whole, about: "Whole." },
        Column { name: "hundredths", kind: Kind::Hundredths, about: "Hundredths." },
    ];

    fn table(rows: Vec<Vec<Value>>) -> Table {
        Table { name: "sample", about: "Sample.", columns: &COLUMNS, rows }
    }

    #[test]
    fn values_are_written_as_the_contract_says() {
        let table = table(vec![
            vec!["a, \"b\"\nc".into(), Value::Whole(-3), Value::Hundredths(4375)],
            vec!["=1+1".into(), Value::Null, Value::Hundredths(-50)],
            vec![Value::Null, Value::Null, Value::Null],
        ]);
        let text = String::from_utf8(csv(&table).unwrap()).unwrap();
        assert_eq!(text, "text,whole,hundredths\n\"a, \"\"b\"\"\nc\",-3,43.75\n'=1+1,,-0.5\n,,\n");
    }

    #[test]
    fn a_table_without_rows_has_its_header() {
        assert_eq!(csv(&table(Vec::new())).unwrap(), b"text,whole,hundredths\n");
    }

    proptest! {
        #[test]
        fn text_is_never_a_formula_and_can_be_had_back(text in "['=+@\t\r-]{0,3}\\PC{0,8}") {
            let written = guarded(&text);
            prop_assert!(!written.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(unguarded(&written), text.as_str());
        }

        #[test]
        fn text_comes_back_from_the_file(text in "\\PC{1,12}[\n\"]?") {
            let bytes = csv(&table(vec![vec![text.as_str().into(), Value::Null, Value::Null]])).unwrap();
            let mut reader = ::csv::Reader::from_reader(bytes.as_slice());
            let record = reader.records().next().unwrap().unwrap();
            prop_assert_eq!(unguarded(record.get(0).unwrap()), text.as_str());
        }
    }
}
