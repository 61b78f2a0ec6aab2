//! What has been received: what lies in `input/` now, and what the archive has kept of
//! what lay there once.
//!
//! A file that is gone from its folder still counts as received, unless it was moved to
//! another period's folder. Names and times of files order nothing: what was first seen
//! when is in the archive's journal.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use jiff::Timestamp;

use crate::error::Error;
use crate::ledger::archive::{Archive, Arrival, Event, Journal};
use crate::model::{Code, Correction};
use crate::parallel;
use crate::pipeline::{Workspace, digests};
use crate::read::Unreadable;
use crate::read::files::{self, InputFile};
use crate::seen::Seen;

/// A file received for a period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Its name within the period's input folder; within the archive for one that is gone from there.
    pub name: String,
    /// Where its bytes are read.
    pub path: PathBuf,
    /// Their BLAKE3 digest in hex; empty where they cannot be read.
    pub blake3: String,
    /// When it was first seen.
    pub first_seen: Timestamp,
    /// Whether it lies in the input folder now.
    pub here: bool,
    /// Why it is not opened, where it is not.
    pub refused: Option<Unreadable>,
    /// What its council has corrected in it since.
    pub corrections: Vec<Correction>,
}

/// Everything received.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// By period, each in the order of names.
    pub periods: BTreeMap<String, Vec<Submission>>,
    /// What lies in `input/` itself, for all periods.
    pub shared: Vec<Submission>,
    /// What the journal does not know yet.
    pub arrivals: Vec<Event>,
}

/// The period of what lies in `input/` itself.
pub const SHARED: &str = "";

impl Holdings {
    /// Looks what there is. `seen` spares reading files that did not change, and learns
    /// those that are read.
    ///
    /// # Errors
    /// Where there is neither a period's folder nor anything in the archive.
    pub fn look(
        workspace: &Workspace,
        journal: &Journal,
        seen: &mut Seen,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let archive = Archive::new(&workspace.output());
        let mut folders: BTreeSet<String> = journal.kept.keys().map(|(period, _)| period.clone()).collect();
        match workspace.periods() {
            Ok(periods) => folders.extend(periods),
            Err(error) if folders.iter().all(|period| period == SHARED) => return Err(error),
            Err(_) => {}
        }
        folders.insert(SHARED.to_owned());
        let of_period = |period: &String| {
            let files = listed(workspace, period).into_iter();
            files.map(|file| (period.clone(), file)).collect::<Vec<(String, InputFile)>>()
        };
        let listed = parallel::each(&folders, of_period).concat();
        let mut here: BTreeMap<String, Vec<Submission>> =
            folders.iter().map(|period| (period.clone(), Vec::new())).collect();
        let mut arrivals = Vec::new();
        let digests = digests(listed.iter().map(|(_, file)| file), seen);
        let submissions = parallel::each(listed.iter().zip(digests), |((period, file), digest)| {
            let submission = submission(file, digest, (period, journal), (&archive, now));
            let known = journal.knows(period, &submission.blake3, &submission.name);
            (period, submission, known)
        });
        for (period, submission, known) in submissions {
            if !known && submission.refused.is_none() {
                arrivals.push(Event::Received(Arrival {
                    at: now,
                    period: period.clone(),
                    name: submission.name.clone(),
                    blake3: submission.blake3.clone(),
                }));
            }
            here.entry(period.clone()).or_default().push(submission);
        }
        let gone = gone(&here, journal, &archive);
        for (period, submission) in gone {
            here.entry(period).or_default().push(submission);
        }
        let shared = here.remove(SHARED).unwrap_or_default();
        Ok(Self { periods: here, shared, arrivals })
    }

    /// Puts what is new into the archive, and has everything read from there.
    ///
    /// # Errors
    /// Where the archive cannot be written.
    pub fn keep(&mut self, archive: &Archive) -> Result<(), Error> {
        // Copies of a file have one place in the archive, where two threads must not meet.
        let mut copies: BTreeMap<String, Vec<&mut Submission>> = BTreeMap::new();
        for one in self.periods.values_mut().flatten().chain(&mut self.shared) {
            copies.entry(one.blake3.clone()).or_default().push(one);
        }
        let kept = parallel::each(copies.into_values(), |copies| {
            copies.into_iter().map(|one| keep(one, archive)).collect::<Result<Vec<_>, Error>>()
        });
        let kept = kept.into_iter().collect::<Result<Vec<_>, Error>>()?;
        let changed: BTreeSet<String> = kept.into_iter().flatten().flatten().collect();
        self.arrivals
            .retain(|event| !matches!(event, Event::Received(arrival) if changed.contains(&arrival.blake3)));
        archive.note(&self.arrivals)
    }
}

/// Puts a file into the archive, if it lies in the folder, and has it read from there; gives the
/// digest that it had when it was looked at, where it has another by now.
fn keep(one: &mut Submission, archive: &Archive) -> Result<Option<String>, Error> {
    if one.refused.is_some() || !one.here || one.path == archive.path(&one.blake3) {
        return Ok(None);
    }
    if archive.keep_file(&one.path, &one.blake3)? {
        one.path = archive.path(&one.blake3);
        return Ok(None);
    }
    one.refused = Some(Unreadable {
        code: Code::FileUnreadable,
        reason: "The file changed while it was being read. Close it everywhere and run again.".to_owned(),
        format: "unknown".to_owned(),
    });
    Ok(Some(std::mem::take(&mut one.blake3)))
}

/// The files of a period's folder; of `input/` itself those that are no folders.
fn listed(workspace: &Workspace, period: &str) -> Vec<InputFile> {
    let folder = workspace.input(period);
    if period == SHARED {
        let files = files::list_flat(&folder);
        return files;
    }
    if folder.is_dir() { files::list(&folder).0 } else { Vec::new() }
}

fn submission(
    file: &InputFile,
    digest: Result<String, Unreadable>,
    of: (&str, &Journal),
    kept: (&Archive, Timestamp),
) -> Submission {
    let ((period, journal), (archive, now)) = (of, kept);
    let (blake3, refused) = match digest {
        Ok(blake3) => (blake3, None),
        Err(why) => (String::new(), Some(why)),
    };
    let known = journal.kept.get(&(period.to_owned(), blake3.clone()));
    let copy = archive.path(&blake3);
    Submission {
        name: file.name.clone(),
        path: if known.is_some() && copy.is_file() { copy } else { file.path.clone() },
        first_seen: known.map_or(now, |kept| kept.first_seen),
        here: true,
        blake3,
        refused,
        corrections: Vec::new(),
    }
}

/// What was received and lies in no folder any more.
fn gone(
    here: &BTreeMap<String, Vec<Submission>>,
    journal: &Journal,
    archive: &Archive,
) -> Vec<(String, Submission)> {
    let lying: BTreeSet<&str> = here.values().flatten().map(|one| one.blake3.as_str()).collect();
    let mut gone = Vec::new();
    for ((period, blake3), kept) in &journal.kept {
        if lying.contains(blake3.as_str()) {
            continue;
        }
        let name = format!("archive/{}/{}", blake3.get(..8).unwrap_or(blake3), kept.last_name);
        let submission = Submission {
            name,
            path: archive.path(blake3),
            blake3: blake3.clone(),
            first_seen: kept.first_seen,
            here: false,
            refused: None,
            corrections: Vec::new(),
        };
        gone.push((period.clone(), submission));
    }
    gone
}
