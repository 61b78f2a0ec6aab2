//! The ledger: `output/ledger.sqlite`, what every run received, found, ruled and measured,
//! to be asked in plain SQL. `docs/ledger.md` describes it.
//!
//! What was received and issued is in the archive's journal, from which a ledger that is
//! missing or damaged is made anew; a run then adds what it finds. Rows that stay the same
//! from run to run stand once, with the first run that had them and the first that had not.

pub mod archive;
mod history;
mod record;
mod rows;
mod schema;

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

pub use history::{Issued, Received, Run, Step};
pub use record::Recording;

use crate::error::Error;
use archive::{Archive, Journal};

/// The ledger, open.
#[derive(Debug)]
pub struct Ledger {
    path: PathBuf,
    connection: Connection,
}

impl Ledger {
    /// The ledger's place in an output folder.
    #[must_use]
    pub fn path(output: &Path) -> PathBuf {
        output.join("ledger.sqlite")
    }

    /// Opens the ledger to write. One that is damaged is moved aside, and one that is
    /// missing or damaged is made anew from the journal; `sound` says that it is as the
    /// last run left it and need not be checked. Gives what people must be told.
    ///
    /// # Errors
    /// Where it cannot be read, written or moved, or a newer version of the program made it.
    pub fn open(
        output: &Path,
        archive: &Archive,
        journal: &Journal,
        sound: bool,
    ) -> Result<(Self, Vec<String>), Error> {
        let path = Self::path(output);
        let mut said = Vec::new();
        let there = path.exists();
        if there && !sound && Self::damage(&path)?.is_some() {
            let aside = move_aside(&path)?;
            said.push(format!(
                "The ledger was damaged. It was moved to {} and made anew from the archive; the record of earlier runs is in the damaged one alone.",
                aside.display()
            ));
        } else if !there && !journal.events.is_empty() {
            said.push("The ledger was missing. It was made anew from the archive; the record of earlier runs is lost.".to_owned());
        }
        let fault = |source| fault("write", &path)(source);
        let connection = Connection::open(&path).map_err(fault)?;
        // All that a run asks: to prepare a statement takes longer than to carry it out.
        connection.set_prepared_statement_cache_capacity(64);
        connection
            .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;")
            .map_err(fault)?;
        let mut ledger = Self { path, connection };
        schema::migrate(&mut ledger)?;
        ledger.take_in(archive, journal)?;
        Ok((ledger, said))
    }

    /// Opens the ledger to read; nothing where there is none.
    ///
    /// # Errors
    /// Where it is damaged or cannot be read.
    pub fn read(output: &Path) -> Result<Option<Self>, Error> {
        let path = Self::path(output);
        if !path.exists() {
            return Ok(None);
        }
        if let Some(message) = Self::damage(&path)? {
            let message = format!("{message}. `returns collate` moves it aside and makes it anew.");
            return Err(Error::Ledger { doing: "read", path, message });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&path, flags)
            .or_else(|_| Connection::open_with_flags(&path, read_only))
            .map_err(fault("read", &path))?;
        Ok(Some(Self { path, connection }))
    }

    /// What is wrong with a ledger's file, if anything.
    fn damage(path: &Path) -> Result<Option<String>, Error> {
        let version = |connection: &Connection| -> rusqlite::Result<i64> {
            connection.query_row("PRAGMA user_version", [], |row| row.get(0))
        };
        let checked = Connection::open(path).and_then(|connection| {
            let version = version(&connection)?;
            let found: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
            let keys = connection.prepare("PRAGMA foreign_key_check")?.exists([])?;
            Ok((version, found, keys))
        });
        match checked {
            Ok((version, ..)) if version > schema::VERSION => Err(Error::Ledger {
                doing: "read",
                path: path.to_path_buf(),
                message: format!("it was made by a newer version of this program (schema {version})"),
            }),
            Ok((_, found, false)) if found == "ok" => Ok(None),
            Ok((_, found, true)) if found == "ok" => {
                Ok(Some("it is damaged: a row names another that is not there".to_owned()))
            }
            Ok((_, found, _)) => Ok(Some(format!("it is damaged: {found}"))),
            Err(error) if is_damage(&error) => Ok(Some(format!("it is damaged: {error}"))),
            Err(error) => Err(fault("read", path)(error)),
        }
    }

    /// Takes in what the journal has and the ledger has not.
    fn take_in(&mut self, archive: &Archive, journal: &Journal) -> Result<(), Error> {
        let path = self.path.clone();
        let fault = |source| fault("write", &path)(source);
        let known: Option<i64> = self
            .connection
            .query_row("SELECT value FROM meta WHERE name = 'journal'", [], |row| row.get(0))
            .optional()
            .map_err(fault)?;
        let known = usize::try_from(known.unwrap_or(0)).unwrap_or(0);
        if known == journal.events.len() {
            return Ok(());
        }
        // A journal that has become shorter is another one.
        let from = if known > journal.events.len() { 0 } else { known };
        let transaction = self.connection.transaction().map_err(fault)?;
        for event in journal.events.iter().skip(from) {
            record::event(&transaction, event, archive).map_err(fault)?;
        }
        let count = i64::try_from(journal.events.len()).unwrap_or(i64::MAX);
        transaction
            .execute(
                "INSERT INTO meta (name, value) VALUES ('journal', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
                [count],
            )
            .map_err(fault)?;
        transaction.commit().map_err(fault)
    }

    /// Ends the work with it, so that all of it lies in its one file.
    pub fn close(self) {
        // Where this fails, the next to open it finds the rest in the log beside it.
        let _ = self.connection.close();
    }

    fn reading<T>(&self, done: rusqlite::Result<T>) -> Result<T, Error> {
        done.map_err(fault("read", &self.path))
    }
}

/// Moves a damaged ledger out of the way; gives where it is.
fn move_aside(path: &Path) -> Result<PathBuf, Error> {
    let free = (1..).map(|number| path.with_file_name(format!("ledger.damaged-{number}.sqlite")));
    let aside = free.into_iter().find(|aside| !aside.exists()).unwrap_or_else(|| path.with_extension("old"));
    let fault = |source| Error::Io { doing: "cannot move", path: path.to_path_buf(), source };
    fs::rename(path, &aside).map_err(fault)?;
    for end in ["-wal", "-shm"] {
        let beside = |path: &Path| PathBuf::from(format!("{}{end}", path.display()));
        if beside(path).exists() {
            fs::rename(beside(path), beside(&aside)).map_err(fault)?;
        }
    }
    Ok(aside)
}

fn is_damage(error: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    matches!(error.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase))
        || matches!(error, rusqlite::Error::InvalidColumnType(..) | rusqlite::Error::Utf8Error(..))
}

/// What makes an error of the database's.
fn fault(doing: &'static str, path: &Path) -> impl FnOnce(rusqlite::Error) -> Error {
    let path = path.to_path_buf();
    move |source| {
        use rusqlite::ErrorCode::{DiskFull, SystemIoFailure};
        let is_disk = matches!(source.sqlite_error_code(), Some(DiskFull | SystemIoFailure));
        let hint = if is_disk { "; the disk may be full" } else { "" };
        Error::Ledger { doing, path, message: format!("{source}{hint}") }
    }
}
