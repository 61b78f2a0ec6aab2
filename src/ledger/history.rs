//! What the ledger is asked: what was received and what became of it, and what was said
//! and measured at the time of a run.

use jiff::Timestamp;
use rusqlite::{Row, params};

use super::Ledger;
use crate::error::Error;
use crate::model::{Fact, Measured, Snapshot, Version};

/// A file received, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// The period; empty for `input/` itself.
    pub period: String,
    /// The digest of its bytes.
    pub blake3: String,
    /// When it was first seen.
    pub first_seen: String,
    /// The name it was last seen under.
    pub name: String,
    /// Whose return it is: code and name, where told.
    pub council: Option<(String, String)>,
    /// Date completed, where stated.
    pub completed_on: Option<String>,
    /// Version stated.
    pub version: Option<Version>,
    /// What became of it, in the order of runs.
    pub steps: Vec<Step>,
}

/// What became of a file in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The run's number.
    pub run: i64,
    /// When it began.
    pub at: String,
    /// `current`, `superseded`, `rejected`.
    pub status: String,
    /// Why.
    pub reason: String,
}

/// A workbook issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// The period.
    pub period: String,
    /// When.
    pub at: String,
    /// The run whose figures it shows.
    pub run: i64,
}

/// A run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Its number.
    pub run: i64,
    /// When it began.
    pub started: String,
    /// The periods it wrote.
    pub periods: Vec<String>,
}

impl Ledger {
    /// Everything received, in the order it came.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn received(&self) -> Result<Vec<Received>, Error> {
        let read = || {
            let mut asked = self.connection.prepare(
                "SELECT submission, period, blake3, first_seen, last_name, council_code, council, completed_on, version
                 FROM submissions ORDER BY first_seen, period, last_name, blake3",
            )?;
            let mut steps = self.connection.prepare(
                "SELECT from_run, started, status, reason FROM statuses JOIN runs ON run = from_run
                 WHERE submission = ?1 ORDER BY from_run",
            )?;
            let rows = asked.query_map([], |row| Ok((row.get::<_, i64>(0)?, received(row)?)))?;
            let mut all = Vec::new();
            for row in rows {
                let (submission, mut one) = row?;
                let found = steps.query_map([submission], |row| {
                    Ok(Step { run: row.get(0)?, at: row.get(1)?, status: row.get(2)?, reason: row.get(3)? })
                })?;
                one.steps = found.collect::<rusqlite::Result<_>>()?;
                all.push(one);
            }
            Ok(all)
        };
        self.reading(read())
    }

    /// The runs, in order.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn runs(&self) -> Result<Vec<Run>, Error> {
        let read = || {
            let mut asked = self.connection.prepare(
                "SELECT run, started, coalesce(group_concat(period, ' '), '') FROM runs
                 LEFT JOIN (SELECT run AS of, period FROM run_periods ORDER BY period) ON of = run
                 GROUP BY run ORDER BY run",
            )?;
            let rows = asked.query_map([], |row| {
                let periods: String = row.get(2)?;
                let periods = periods.split(' ').filter(|period| !period.is_empty());
                Ok(Run {
                    run: row.get(0)?,
                    started: row.get(1)?,
                    periods: periods.map(str::to_owned).collect(),
                })
            })?;
            rows.collect()
        };
        self.reading(read())
    }

    /// The workbooks issued, in order.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn issued(&self) -> Result<Vec<Issued>, Error> {
        let read = || {
            let mut asked =
                self.connection.prepare("SELECT period, issued_at, run FROM issues ORDER BY issued_at")?;
            let rows = asked
                .query_map([], |row| Ok(Issued { period: row.get(0)?, at: row.get(1)?, run: row.get(2)? }))?;
            rows.collect()
        };
        self.reading(read())
    }

    /// The last run that wrote a period.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn last_run(&self, period: &str) -> Result<Option<i64>, Error> {
        self.reading(self.connection.query_row(
            "SELECT max(run) FROM run_periods WHERE period = ?1",
            [period],
            |row| row.get(0),
        ))
    }

    /// When a run began.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn started(&self, run: i64) -> Result<Option<Timestamp>, Error> {
        let started: Option<String> = self.reading(self.connection.query_row(
            "SELECT max(started) FROM runs WHERE run = ?1",
            [run],
            |row| row.get(0),
        ))?;
        Ok(started.and_then(|started| started.parse().ok()))
    }

    /// What a period said when a run was done with it.
    ///
    /// # Errors
    /// Where the ledger cannot be read.
    pub fn snapshot(&self, period: &str, run: i64) -> Result<Snapshot, Error> {
        let at = "period = ?1 AND from_run <= ?2 AND (to_run IS NULL OR to_run > ?2)";
        let read = || {
            let mut asked = self.connection.prepare(&format!(
                "SELECT council_code, council, kind, subject, value, file, blake3, sheet, cell, ruled FROM facts
                 WHERE {at} ORDER BY council_code, rowid"
            ))?;
            let facts =
                asked.query_map(params![period, run], fact)?.collect::<rusqlite::Result<Vec<Fact>>>()?;
            let mut asked = self.connection.prepare(&format!(
                "SELECT measure, unit, breakdown, category, council_code, council, lower, upper, marker FROM figures
                 WHERE {at} ORDER BY rowid"
            ))?;
            let figures = asked
                .query_map(params![period, run], figure)?
                .collect::<rusqlite::Result<Vec<Measured>>>()?;
            Ok(Snapshot { facts, figures })
        };
        self.reading(read())
    }
}

fn received(row: &Row) -> rusqlite::Result<Received> {
    let code: Option<String> = row.get(5)?;
    let name: Option<String> = row.get(6)?;
    Ok(Received {
        period: row.get(1)?,
        blake3: row.get(2)?,
        first_seen: row.get(3)?,
        name: row.get(4)?,
        council: code.zip(name),
        completed_on: row.get(7)?,
        version: row.get::<_, Option<i64>>(8)?.and_then(Version::of_kept),
        steps: Vec::new(),
    })
}

fn fact(row: &Row) -> rusqlite::Result<Fact> {
    Ok(Fact {
        council_code: row.get(0)?,
        council: row.get(1)?,
        kind: row.get(2)?,
        subject: row.get(3)?,
        value: row.get(4)?,
        file: row.get(5)?,
        blake3: row.get(6)?,
        sheet: row.get(7)?,
        cell: row.get(8)?,
        ruled: row.get(9)?,
    })
}

fn figure(row: &Row) -> rusqlite::Result<Measured> {
    Ok(Measured {
        measure: row.get(0)?,
        unit: row.get(1)?,
        breakdown: row.get(2)?,
        category: row.get(3)?,
        council_code: row.get(4)?,
        council: row.get(5)?,
        lower: row.get(6)?,
        upper: row.get(7)?,
        marker: row.get(8)?,
    })
}
