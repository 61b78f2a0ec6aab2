//! `run.json`: what a run of one period was. It carries the clock; the other outputs
//! do not.

use jiff::Timestamp;
use serde::Serialize;

use crate::error::Error;
use crate::model::{Severity, Status, Wave};

/// One run of one period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RunRecord {
    /// The tool's name.
    pub tool: &'static str,
    /// The tool's version.
    pub version: &'static str,
    /// The period's id.
    pub period: String,
    /// When the run started, in UTC.
    pub started: String,
    /// When it had finished, in UTC.
    pub finished: String,
    /// The files received.
    pub inputs: Vec<Input>,
    /// How many of what.
    pub counts: Counts,
    /// The run's exit status.
    pub exit_status: u8,
}

/// One file received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    /// Its name within the period's input folder.
    pub file: String,
    /// The BLAKE3 digest of its bytes, in hex; nothing where it could not be read.
    pub blake3: Option<String>,
    /// What became of it.
    pub status: &'static str,
}

/// How many of what a run found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Councils expected.
    pub expected: usize,
    /// Councils whose return counts.
    pub returned: usize,
    /// Files received.
    pub files: usize,
    /// Files that count.
    pub current: usize,
    /// Files that a newer return took the place of.
    pub superseded: usize,
    /// Files that were there before, byte for byte.
    pub duplicate: usize,
    /// Files that could not be taken as a return.
    pub rejected: usize,
    /// Findings that must be put right.
    pub errors: usize,
    /// Findings to be put right or explained.
    pub queries: usize,
    /// Findings to be known.
    pub notes: usize,
}

impl RunRecord {
    /// The record of a run that found `wave`.
    #[must_use]
    pub fn new(wave: &Wave, started: Timestamp, finished: Timestamp, exit_status: u8) -> Self {
        let inputs = wave.received.iter().map(|one| Input {
            file: one.file.clone(),
            blake3: Some(one.blake3.clone()).filter(|digest| !digest.is_empty()),
            status: one.status.code(),
        });
        let mut inputs: Vec<Input> = inputs.collect();
        inputs.sort_by(|a, b| a.file.cmp(&b.file));
        Self {
            tool: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            period: wave.period.id.clone(),
            started: started.to_string(),
            finished: finished.to_string(),
            inputs,
            counts: Counts::of(wave),
            exit_status,
        }
    }

    /// The record as JSON, for people to read too.
    ///
    /// # Errors
    ///
    /// None that a record's content can bring about: only if the JSON writer itself fails.
    pub fn json(&self) -> Result<Vec<u8>, Error> {
        let mut bytes = serde_json::to_vec_pretty(self).map_err(Error::output("run.json"))?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

impl Counts {
    /// The counts of a wave.
    #[must_use]
    pub fn of(wave: &Wave) -> Self {
        let with_status = |status: Status| wave.received.iter().filter(|one| one.status == status).count();
        let of_severity =
            |severity: Severity| wave.findings.iter().filter(|one| one.severity() == severity).count();
        Self {
            expected: wave.expected.len(),
            returned: wave.returns.len(),
            files: wave.received.len(),
            current: with_status(Status::Current),
            superseded: with_status(Status::Superseded),
            duplicate: with_status(Status::Duplicate),
            rejected: with_status(Status::Rejected),
            errors: of_severity(Severity::Error),
            queries: of_severity(Severity::Query),
            notes: of_severity(Severity::Note),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Finding, Period, Received};

    #[test]
    fn the_record_says_what_the_run_was() {
        let received = |file: &str, blake3: &str, status| Received {
            file: file.to_owned(),
            blake3: blake3.to_owned(),
            format: "xlsx".to_owned(),
            council: None,
            completed_on: None,
            version: None,
            status,
            reason: String::new(),
            errors: 0,
            queries: 0,
            place: None,
        };
        let wave = Wave {
            period: Period { id: "2005".to_owned(), title: String::new(), due: None },
            expected: Vec::new(),
            received: vec![
                received("b.xlsx", "00ff", Status::Current),
                received("a.xls", "", Status::Rejected),
            ],
            returns: Vec::new(),
            findings: vec![Finding::of_file(Code::FileUnreadable, "a.xls", "", "")],
            rulings: crate::model::Rulings::default(),
        };
        let started = Timestamp::from_second(0).unwrap();
        let record = RunRecord::new(&wave, started, Timestamp::from_second(1).unwrap(), 3);
        let json: serde_json::Value = serde_json::from_slice(&record.json().unwrap()).unwrap();
        assert_eq!(json["tool"], "returns");
        assert_eq!(json["started"], "1970-01-01T00:00:00Z");
        assert_eq!(json["finished"], "1970-01-01T00:00:01Z");
        assert_eq!(json["exit_status"], 3);
        assert_eq!(json["inputs"][0]["file"], "a.xls");
        assert_eq!(json["inputs"][0]["blake3"], serde_json::Value::Null);
        assert_eq!(json["inputs"][1]["status"], "current");
        assert_eq!(json["counts"]["rejected"], 1);
        assert_eq!(json["counts"]["errors"], 1);
    }
}
