//! What a run leaves in the ledger: one transaction.

use std::path::PathBuf;

use jiff::Timestamp;
use rusqlite::types::{ToSqlOutput, Value};
use rusqlite::{Transaction, params};

use super::archive::{Archive, Arrival, Event, Issue};
use super::rows::{Standing, stand};
use super::{Ledger, fault};
use crate::error::Error;
use crate::model::{
    Applied, CouncilId, Explained, Fact, FilledInFile, Finding, Measured, Received, Snapshot, Status,
    Version, Wave, entry,
};
use crate::write::run_record::Counts;

/// A run being recorded. What is dropped before it ends leaves nothing.
#[derive(Debug)]
pub struct Recording<'a> {
    transaction: Transaction<'a>,
    run: i64,
    path: PathBuf,
}

const FIGURES: Standing = Standing {
    table: "figures",
    columns: &[
        "council_code",
        "council",
        "measure",
        "unit",
        "breakdown",
        "category",
        "lower",
        "upper",
        "marker",
    ],
};

const FACTS: Standing = Standing {
    table: "facts",
    columns: &[
        "council_code",
        "council",
        "kind",
        "subject",
        "value",
        "file",
        "blake3",
        "sheet",
        "cell",
        "ruled",
    ],
};

const DECISIONS: Standing = Standing {
    table: "decisions",
    columns: &[
        "council_code",
        "council",
        "kind",
        "subject",
        "ruling",
        "ruled_by",
        "ruled_on",
        "why",
        "file",
        "sheet",
        "cell",
    ],
};

const EXPLANATIONS: Standing = Standing {
    table: "explanations",
    columns: &["council_code", "council", "code", "found", "explanation", "file", "sheet", "cell"],
};

const FINDINGS: Standing = Standing {
    table: "findings",
    columns: &[
        "council_code",
        "council",
        "code",
        "severity",
        "who",
        "file",
        "sheet",
        "cell",
        "found",
        "message",
        "answer",
    ],
};

impl Ledger {
    /// Begins to record a run.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn begin(&mut self, started: Timestamp) -> Result<Recording<'_>, Error> {
        let path = self.path.clone();
        let begun = self.connection.transaction().and_then(|transaction| {
            transaction.execute(
                "INSERT INTO runs (started, finished, version, exit_status) VALUES (?1, ?1, ?2, 0)",
                params![started.to_string(), env!("CARGO_PKG_VERSION")],
            )?;
            let run = transaction.last_insert_rowid();
            Ok((transaction, run))
        });
        let (transaction, run) = begun.map_err(fault("write", &path))?;
        Ok(Recording { transaction, run, path })
    }
}

impl Recording<'_> {
    /// Records what the run did to one period: what was received and found, and what it
    /// says and measures now.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn period(&mut self, wave: &Wave, snapshot: &Snapshot) -> Result<(), Error> {
        period(&self.transaction, (wave, snapshot), self.run).map_err(fault("write", &self.path))
    }

    /// Ends the run; gives its number.
    ///
    /// # Errors
    /// Where it cannot be written.
    pub fn end(self, finished: Timestamp, exit_status: u8) -> Result<i64, Error> {
        let Self { transaction, run, path } = self;
        transaction
            .execute(
                "UPDATE runs SET finished = ?2, exit_status = ?3 WHERE run = ?1",
                params![run, finished.to_string(), exit_status],
            )
            .and_then(|_| transaction.commit())
            .map_err(fault("write", &path))?;
        Ok(run)
    }
}

fn period(transaction: &Transaction, (wave, snapshot): (&Wave, &Snapshot), run: i64) -> rusqlite::Result<()> {
    let id = wave.period.id.as_str();
    let counts = Counts::of(wave);
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    transaction.execute(
        "INSERT INTO run_periods (run, period, expected, returned, errors, queries, notes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            run,
            id,
            number(counts.expected),
            number(counts.returned),
            number(counts.errors),
            number(counts.queries),
            number(counts.notes)
        ],
    )?;
    let received = wave.received.iter().map(Became::received);
    for became in received.chain(wave.rulings.filled_in.iter().map(Became::filled_in)) {
        status(transaction, id, &became, run)?;
    }
    say(transaction, id, snapshot, run)?;
    let rulings = &wave.rulings;
    let decided = rulings.applied.iter().map(|one| (&*one.doubt.council.code, move || decision(one)));
    stand(transaction, &DECISIONS, id, decided, run)?;
    let explained = rulings.explained.iter();
    let explanations = explained.clone().map(|one| (code_of(&one.finding), move || explanation(one)));
    stand(transaction, &EXPLANATIONS, id, explanations, run)?;
    let open = wave.findings.iter().map(|one| (one, ""));
    let closed = explained.map(|one| (&one.finding, one.explanation.as_str()));
    let findings = open.chain(closed).map(|(one, answer)| (code_of(one), move || finding(one, answer)));
    stand(transaction, &FINDINGS, id, findings, run)
}

/// Records what a period says and measures.
fn say(transaction: &Transaction, period: &str, snapshot: &Snapshot, run: i64) -> rusqlite::Result<()> {
    let figures = snapshot.figures.iter().map(|row| (row.council_code.as_str(), move || figure(row)));
    stand(transaction, &FIGURES, period, figures, run)?;
    let facts = snapshot.facts.iter().map(|row| (row.council_code.as_str(), move || fact(row)));
    stand(transaction, &FACTS, period, facts, run)
}

/// The council of a finding; empty for one of none.
fn code_of(finding: &Finding) -> &str {
    finding.council.as_ref().map_or("", |council| &council.code)
}

/// What became of a file.
struct Became<'a> {
    blake3: &'a str,
    council: Option<&'a CouncilId>,
    completed_on: Option<String>,
    version: Option<i64>,
    status: &'a str,
    reason: &'a str,
    place: Option<i64>,
}

impl<'a> Became<'a> {
    fn received(row: &'a Received) -> Self {
        Self {
            blake3: &row.blake3,
            council: row.council.as_ref(),
            completed_on: row.completed_on.map(|date| date.to_string()),
            version: row.version.map(Version::kept),
            status: row.status.code(),
            reason: &row.reason,
            place: row.place,
        }
    }

    fn filled_in(one: &'a FilledInFile) -> Self {
        Self {
            blake3: &one.blake3,
            council: one.council.as_ref(),
            completed_on: None,
            version: None,
            status: one.kind,
            reason: &one.said,
            place: None,
        }
    }
}

/// Records what became of a file; a duplicate, or one that cannot be read and so has no
/// digest, leaves nothing here.
fn status(transaction: &Transaction, period: &str, became: &Became, run: i64) -> rusqlite::Result<()> {
    let Became { blake3, council, completed_on, version, status, reason, place } = became;
    if *status == Status::Duplicate.code() || blake3.is_empty() {
        return Ok(());
    }
    transaction
        .prepare_cached(
            "UPDATE submissions SET council_code = ?3, council = ?4, completed_on = ?5, version = ?6
             WHERE period = ?1 AND blake3 = ?2
             AND (council_code IS NOT ?3 OR council IS NOT ?4 OR completed_on IS NOT ?5 OR version IS NOT ?6)",
        )?
        .execute(params![
            period,
            blake3,
            council.map(|council| council.code.as_ref()),
            council.map(|council| council.name.as_ref()),
            completed_on,
            version
        ])?;
    let own = "submission = (SELECT submission FROM submissions WHERE period = ?1 AND blake3 = ?2)";
    let same = transaction
        .prepare_cached(&format!(
            "SELECT 1 FROM statuses WHERE {own} AND to_run IS NULL AND status = ?3 AND reason = ?4 AND place IS ?5"
        ))?
        .exists(params![period, blake3, status, reason, place])?;
    if same {
        return Ok(());
    }
    transaction
        .prepare_cached(&format!("UPDATE statuses SET to_run = ?3 WHERE {own} AND to_run IS NULL"))?
        .execute(params![period, blake3, run])?;
    transaction
        .prepare_cached(
            "INSERT INTO statuses (submission, status, reason, place, from_run)
             SELECT submission, ?3, ?4, ?5, ?6 FROM submissions WHERE period = ?1 AND blake3 = ?2",
        )?
        .execute(params![period, blake3, status, reason, place, run])?;
    Ok(())
}

/// An event of the journal. The figures of a workbook issued are taken from the archive
/// where the ledger does not have the run that made it.
pub(super) fn event(transaction: &Transaction, event: &Event, archive: &Archive) -> rusqlite::Result<()> {
    if let Event::Issued(issue) = event {
        restore(transaction, issue, archive)?;
    }
    match event {
        Event::Received(Arrival { at, period, name, blake3 }) => transaction
            .prepare_cached(
                "INSERT INTO submissions (period, blake3, first_seen, first_name, last_name) VALUES (?1, ?2, ?3, ?4, ?4)
                 ON CONFLICT (period, blake3) DO UPDATE SET last_name = ?4",
            )?
            .execute(params![period, blake3, at.to_string(), name])?,
        Event::Issued(Issue { at, period, run, workbook, snapshot }) => transaction.execute(
            "INSERT OR IGNORE INTO issues (period, issued_at, run, workbook, snapshot) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![period, at.to_string(), run, workbook, snapshot],
        )?,
    };
    Ok(())
}

/// Gives a ledger that was made anew the run whose figures were issued.
fn restore(transaction: &Transaction, issue: &Issue, archive: &Archive) -> rusqlite::Result<()> {
    let there = transaction.prepare_cached("SELECT 1 FROM runs WHERE run >= ?1")?.exists([issue.run])?;
    let snapshot = archive.read(&issue.snapshot).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let (false, Some(snapshot)) = (there, snapshot) else { return Ok(()) };
    let snapshot: Snapshot = snapshot;
    let at = issue.at.to_string();
    transaction.execute(
        "INSERT INTO runs (run, started, finished, version, exit_status) VALUES (?1, ?2, ?2, 'restored', 0)",
        params![issue.run, at],
    )?;
    say(transaction, &issue.period, &snapshot, issue.run)
}

fn text(text: &str) -> ToSqlOutput<'_> {
    ToSqlOutput::from(text)
}

fn number(number: Option<i64>) -> ToSqlOutput<'static> {
    ToSqlOutput::Owned(number.map_or(Value::Null, Value::Integer))
}

fn figure(row: &Measured) -> Vec<ToSqlOutput<'_>> {
    vec![
        text(&row.council_code),
        text(&row.council),
        text(&row.measure),
        text(&row.unit),
        text(&row.breakdown),
        text(&row.category),
        number(row.lower),
        number(row.upper),
        text(&row.marker),
    ]
}

fn fact(fact: &Fact) -> Vec<ToSqlOutput<'_>> {
    vec![
        text(&fact.council_code),
        text(&fact.council),
        text(&fact.kind),
        text(&fact.subject),
        text(&fact.value),
        text(&fact.file),
        text(&fact.blake3),
        text(&fact.sheet),
        text(&fact.cell),
        number(Some(i64::from(fact.ruled))),
    ]
}

fn decision(applied: &Applied) -> Vec<ToSqlOutput<'_>> {
    let Applied { doubt, row, file } = applied;
    vec![
        text(&doubt.council.code),
        text(&doubt.council.name),
        text(doubt.key.matter.word()),
        text(&doubt.key.subject),
        text(&row.ruling),
        text(&row.by),
        text(&row.on),
        text(&row.why),
        text(file),
        text(&row.sheet),
        text(&row.cell),
    ]
}

fn explanation(explained: &Explained) -> Vec<ToSqlOutput<'_>> {
    let Explained { finding, explanation, by } = explained;
    let council = finding.council.as_ref();
    vec![
        text(code_of(finding)),
        text(council.map_or("", |council| &council.name)),
        text(entry(finding.code).id),
        text(&finding.found),
        text(explanation),
        text(&by.file),
        text(&by.sheet),
        by.address().into(),
    ]
}

fn finding<'a>(finding: &'a Finding, answer: &'a str) -> Vec<ToSqlOutput<'a>> {
    let council = finding.council.as_ref();
    let optional = |part: &'a Option<String>| text(part.as_deref().unwrap_or_default());
    vec![
        text(code_of(finding)),
        text(council.map_or("", |council| &council.name)),
        text(entry(finding.code).id),
        text(finding.severity().word()),
        text(finding.who().word()),
        optional(&finding.file),
        optional(&finding.sheet),
        optional(&finding.cell),
        text(&finding.found),
        text(&finding.message),
        text(answer),
    ]
}
