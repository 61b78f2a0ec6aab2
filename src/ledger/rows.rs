//! Rows that stand from a run until another: those that stay are left as they are.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use rusqlite::{Transaction, params, params_from_iter};

/// A table of such rows, and its columns between `period` and `from_run`. The first of
/// them is `council_code`.
pub(super) struct Standing {
    pub(super) table: &'static str,
    pub(super) columns: &'static [&'static str],
}

/// A row, to be told once it is needed.
pub(super) type Row<'a> = Vec<ToSqlOutput<'a>>;

/// Makes the rows of a period those given, each with its council's code; councils whose rows
/// stayed cost nothing.
pub(super) fn stand<'a>(
    transaction: &Transaction,
    of: &Standing,
    period: &str,
    rows: impl Iterator<Item = (&'a str, impl Fn() -> Row<'a>)>,
    run: i64,
) -> rusqlite::Result<()> {
    let mut councils: BTreeMap<&str, Vec<_>> = BTreeMap::new();
    for (code, row) in rows {
        councils.entry(code).or_default().push(row);
    }
    let mut before: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let mut asked = transaction
        .prepare_cached("SELECT council_code, digest FROM states WHERE kind = ?1 AND period = ?2")?;
    let states = asked.query_map(params![of.table, period], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for state in states {
        let (code, digest): (String, Vec<u8>) = state?;
        before.insert(code, digest);
    }
    let gone = before.keys().filter(|code| !councils.contains_key(code.as_str()));
    for code in gone {
        replace(transaction, of, (period, code), Vec::new(), run)?;
        transaction.execute(
            "DELETE FROM states WHERE kind = ?1 AND period = ?2 AND council_code = ?3",
            params![of.table, period, code],
        )?;
    }
    let mut known = transaction.prepare_cached(
        "INSERT OR REPLACE INTO states (kind, period, council_code, digest) VALUES (?1, ?2, ?3, ?4)",
    )?;
    for (code, rows) in councils {
        let rows: Vec<Row> = rows.iter().map(|row| row()).collect();
        let digest = digest(&rows);
        if before.get(code).is_some_and(|old| *old == digest) {
            continue;
        }
        replace(transaction, of, (period, code), rows, run)?;
        known.execute(params![of.table, period, code, digest])?;
    }
    Ok(())
}

/// Ends a council's rows that are not among these, and begins those that are new.
fn replace(
    transaction: &Transaction,
    of: &Standing,
    (period, code): (&str, &str),
    rows: Vec<Row>,
    run: i64,
) -> rusqlite::Result<()> {
    let columns = of.columns.join(", ");
    let mut open: BTreeMap<Vec<u8>, Vec<i64>> = BTreeMap::new();
    {
        let sql = format!(
            "SELECT rowid, {columns} FROM {} WHERE period = ?1 AND council_code = ?2 AND to_run IS NULL",
            of.table
        );
        let mut asked = transaction.prepare_cached(&sql)?;
        let mut found = asked.query(params![period, code])?;
        while let Some(row) = found.next()? {
            let mut bytes = Vec::new();
            for column in 1..=of.columns.len() {
                write(&mut bytes, row.get_ref(column)?);
            }
            open.entry(bytes).or_default().push(row.get(0)?);
        }
    }
    let places: Vec<String> = (3..of.columns.len() + 3).map(|place| format!("?{place}")).collect();
    let sql = format!(
        "INSERT INTO {} (period, from_run, {columns}) VALUES (?1, ?2, {})",
        of.table,
        places.join(", ")
    );
    let mut begin = transaction.prepare_cached(&sql)?;
    let mut kept = BTreeSet::new();
    for row in rows {
        let stays = open.get_mut(&row_bytes(&row)).and_then(Vec::pop);
        if let Some(rowid) = stays {
            kept.insert(rowid);
            continue;
        }
        let head = [ToSqlOutput::from(period), ToSqlOutput::Owned(Value::Integer(run))];
        begin.execute(params_from_iter(head.into_iter().chain(row)))?;
    }
    let mut end =
        transaction.prepare_cached(&format!("UPDATE {} SET to_run = ?1 WHERE rowid = ?2", of.table))?;
    for rowid in open.into_values().flatten().filter(|rowid| !kept.contains(rowid)) {
        end.execute(params![run, rowid])?;
    }
    Ok(())
}

fn digest(rows: &[Row]) -> Vec<u8> {
    let mut hasher = blake3::Hasher::new();
    for row in rows {
        hasher.update(&row_bytes(row));
    }
    hasher.finalize().as_bytes().to_vec()
}

fn row_bytes(row: &[ToSqlOutput]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for value in row {
        write(&mut bytes, referred(value));
    }
    bytes
}

fn referred<'a>(value: &'a ToSqlOutput) -> ValueRef<'a> {
    match value {
        ToSqlOutput::Borrowed(value) => *value,
        ToSqlOutput::Owned(value) => ValueRef::from(value),
        // No row has another kind.
        _ => ValueRef::Null,
    }
}

/// A value as bytes that no two different rows share.
fn write(bytes: &mut Vec<u8>, value: ValueRef) {
    match value {
        ValueRef::Null => bytes.push(0),
        ValueRef::Integer(number) => {
            bytes.push(1);
            bytes.extend(number.to_le_bytes());
        }
        ValueRef::Real(number) => {
            bytes.push(2);
            bytes.extend(number.to_le_bytes());
        }
        ValueRef::Text(text) | ValueRef::Blob(text) => {
            bytes.push(3);
            bytes.extend(u64::try_from(text.len()).unwrap_or(u64::MAX).to_le_bytes());
            bytes.extend(text);
        }
    }
}
