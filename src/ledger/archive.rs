//! The archive: every distinct file ever received and every workbook issued, by its
//! digest, and a journal that says when each came and under which name.
//!
//! The journal is what cannot be had again, so it is plain text, only ever grows and is
//! on the disk before a run goes on. The ledger is made from it.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// Where files received are kept.
#[derive(Debug, Clone)]
pub struct Archive {
    folder: PathBuf,
}

/// What the journal tells, a line each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// A file was seen for the first time in this period or under this name.
    Received(Arrival),
    /// A workbook was issued.
    Issued(Issue),
}

/// A file's arrival.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrival {
    /// When the run began that saw it.
    pub at: Timestamp,
    /// The period whose folder it lay in; empty for `input/` itself.
    pub period: String,
    /// Its name there, `/` between folders.
    pub name: String,
    /// The BLAKE3 digest of its bytes, in hex.
    pub blake3: String,
}

/// A workbook issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// When.
    pub at: Timestamp,
    /// The period.
    pub period: String,
    /// The run that made it, as the ledger then counted.
    pub run: i64,
    /// The digest of the workbook in the archive.
    pub workbook: String,
    /// The digest of its figures and answers in the archive.
    pub snapshot: String,
}

/// What the archive holds of one digest in one period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// The name it was first seen under.
    pub first_name: String,
    /// The name it was last seen under.
    pub last_name: String,
}

/// The journal read: what was received, and what was issued.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Journal {
    /// By period and digest.
    pub kept: BTreeMap<(String, String), Kept>,
    /// Names that were seen: period, digest, name.
    names: std::collections::BTreeSet<(String, String, String)>,
    /// In the order they were issued.
    pub issues: Vec<Issue>,
    /// Every line that could be read, in order.
    pub events: Vec<Event>,
    /// Lines that could not be read.
    pub unread: usize,
}

impl Archive {
    /// The archive in an output folder.
    #[must_use]
    pub fn new(output: &Path) -> Self {
        Self { folder: output.join("archive") }
    }

    /// Where the file with this digest is kept.
    #[must_use]
    pub fn path(&self, blake3: &str) -> PathBuf {
        self.folder.join(blake3.get(..2).unwrap_or("00")).join(blake3)
    }

    /// Keeps bytes; gives their digest.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn keep(&self, bytes: &[u8]) -> Result<String, Error> {
        let blake3 = blake3::hash(bytes).to_hex().to_string();
        let path = self.path(&blake3);
        let there = fs::metadata(&path).is_ok_and(|meta| u64::try_from(bytes.len()) == Ok(meta.len()));
        if !there {
            write_whole(&path, bytes)?;
        }
        Ok(blake3)
    }

    /// Keeps a file known by its digest; a copy that is there already and as long is left alone.
    /// Nothing is kept where the file is not that any more.
    ///
    /// # Errors
    /// Where the copy cannot be written.
    pub fn keep_file(&self, from: &Path, blake3: &str) -> Result<bool, Error> {
        let path = self.path(blake3);
        let length = |path: &Path| fs::metadata(path).map(|meta| meta.len()).ok();
        let there = length(&path);
        if there.is_some() && there == length(from) {
            return Ok(true);
        }
        let Ok(bytes) = fs::read(from) else { return Ok(false) };
        if blake3::hash(&bytes).to_hex().as_str() != blake3 {
            return Ok(false);
        }
        write_whole(&path, &bytes)?;
        Ok(true)
    }

    /// The bytes kept under a digest; nothing where they are missing or not those any more.
    #[must_use]
    pub fn read(&self, blake3: &str) -> Option<Vec<u8>> {
        let bytes = fs::read(self.path(blake3)).ok()?;
        (blake3::hash(&bytes).to_hex().as_str() == blake3).then_some(bytes)
    }

    /// Reads the journal; a line that cannot be read is counted and passed over, as the
    /// last one is after the power failed.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn journal(&self) -> Result<Journal, Error> {
        let path = self.journal_path();
        let text = match fs::read(&path) {
            Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            Err(source) => return Err(Error::Io { doing: "cannot read", path, source }),
        };
        let mut journal = Journal::default();
        for line in text.lines().filter(|line| !line.trim().is_empty()) {
            match serde_json::from_str(line) {
                Ok(event) => journal.add(event),
                Err(_) => journal.unread += 1,
            }
        }
        Ok(journal)
    }

    /// Adds events to the journal and has them on the disk.
    ///
    /// # Errors
    /// Where they cannot be written.
    pub fn note(&self, events: &[Event]) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        let path = self.journal_path();
        let fault = |source| Error::Io { doing: "cannot write", path: path.clone(), source };
        fs::create_dir_all(&self.folder).map_err(fault)?;
        let mut lines = Vec::new();
        // A line that was cut short by a failure of power must not take the next one with it.
        if fs::read(&path).is_ok_and(|bytes| bytes.last().is_some_and(|last| *last != b'\n')) {
            lines.push(b'\n');
        }
        for event in events {
            serde_json::to_writer(&mut lines, event).map_err(Error::output("the journal"))?;
            lines.push(b'\n');
        }
        let mut file = OpenOptions::new().create(true).append(true).open(&path).map_err(fault)?;
        file.write_all(&lines).and_then(|()| file.sync_all()).map_err(fault)
    }

    fn journal_path(&self) -> PathBuf {
        self.folder.join("journal.jsonl")
    }
}

impl Journal {
    /// Takes an event in.
    pub fn add(&mut self, event: Event) {
        match &event {
            Event::Received(arrival) => {
                let Arrival { at, period, name, blake3 } = arrival.clone();
                self.names.insert((period.clone(), blake3.clone(), name.clone()));
                self.kept
                    .entry((period, blake3))
                    .and_modify(|kept| kept.last_name.clone_from(&name))
                    .or_insert_with(|| Kept { first_seen: at, first_name: name.clone(), last_name: name });
            }
            Event::Issued(issue) => self.issues.push(issue.clone()),
        }
        self.events.push(event);
    }

    /// Whether a digest was seen in a period under a name.
    #[must_use]
    pub fn knows(&self, period: &str, blake3: &str, name: &str) -> bool {
        self.names.contains(&(period.to_owned(), blake3.to_owned(), name.to_owned()))
    }

    /// The digests ever received in a period, with what is known of them.
    pub fn of_period<'a>(&'a self, period: &'a str) -> impl Iterator<Item = (&'a str, &'a Kept)> {
        let own = self.kept.iter().filter(move |((of, _), _)| of == period);
        own.map(|((_, blake3), kept)| (blake3.as_str(), kept))
    }

    /// The workbook last issued of a period.
    #[must_use]
    pub fn last_issue(&self, period: &str) -> Option<&Issue> {
        self.issues.iter().rev().find(|issue| issue.period == period)
    }
}

/// Writes a file beside its place and puts it there whole.
fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let fault = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Io { doing: "cannot write", path, source }
    };
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(fault(folder))?;
    let beside = path.with_extension("new");
    let written = File::create(&beside).and_then(|mut file| file.write_all(bytes));
    if let Err(source) = written.and_then(|()| fs::rename(&beside, path)) {
        // What was half written is of no use to anybody.
        let _ = fs::remove_file(&beside);
        return Err(Error::Io { doing: "cannot write", path: path.to_path_buf(), source });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arrival(at: i64, period: &str, name: &str, blake3: &str) -> Event {
        let at = Timestamp::from_second(at).unwrap();
        Event::Received(Arrival { at, period: period.into(), name: name.into(), blake3: blake3.into() })
    }

    #[test]
    fn the_journal_outlives_a_line_cut_short() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        archive.note(&[arrival(1, "2005", "a.xlsx", "aa"), arrival(2, "2005", "b.xlsx", "aa")]).unwrap();
        let mut file = OpenOptions::new().append(true).open(archive.journal_path()).unwrap();
        file.write_all(b"{\"received\":{\"at\"").unwrap();
        archive.note(&[arrival(3, "2005", "c.xlsx", "cc")]).unwrap();
        let journal = archive.journal().unwrap();
        assert_eq!((journal.events.len(), journal.unread), (3, 1));
        let kept = &journal.kept[&("2005".to_owned(), "aa".to_owned())];
        assert_eq!((kept.first_name.as_str(), kept.last_name.as_str()), ("a.xlsx", "b.xlsx"));
        assert_eq!(kept.first_seen.as_second(), 1);
        assert!(journal.knows("2005", "cc", "c.xlsx") && !journal.knows("2006", "cc", "c.xlsx"));
    }

    #[test]
    fn what_is_kept_is_verified_when_it_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::new(folder.path());
        let blake3 = archive.keep(b"a return").unwrap();
        assert_eq!(archive.read(&blake3).as_deref(), Some(b"a return".as_slice()));
        fs::write(archive.path(&blake3), b"a retorn").unwrap();
        assert_eq!(archive.read(&blake3), None);
        assert_eq!(archive.read("ffff"), None);
    }
}
