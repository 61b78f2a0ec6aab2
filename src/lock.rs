//! One run at a time in a workspace: a lock on its output folder, and who holds it.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// The lock, held until it is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
    holder: PathBuf,
}

/// Who holds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub process: u32,
    /// The computer it runs on.
    pub computer: String,
    /// Since when.
    pub since: Timestamp,
}

impl Lock {
    /// Takes the lock of an output folder. Where another run holds it, `wait` is told who
    /// and says whether to wait until it is done.
    ///
    /// # Errors
    /// Where the folder cannot be written, or the lock is held and not waited for.
    pub fn take(output: &Path, now: Timestamp, wait: impl FnOnce(&str) -> bool) -> Result<Self, Error> {
        let path = output.join(".lock");
        // The lock's own file may not be readable for others while it is held.
        let holder = output.join(".lock.holder");
        let fault = |source| Error::Io { doing: "cannot lock", path: path.clone(), source };
        fs::create_dir_all(output).map_err(|source| Error::Io {
            doing: "cannot write",
            path: output.to_path_buf(),
            source,
        })?;
        let file = File::options().create(true).truncate(false).write(true).open(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let who = said(&holder);
                if !wait(&who) {
                    return Err(Error::Held(who));
                }
                file.lock().map_err(fault)?;
            }
            Err(TryLockError::Error(source)) => return Err(fault(source)),
        }
        let own = Holder { process: std::process::id(), computer: computer(), since: now };
        // Who holds it is for people; the lock holds without.
        let _ = serde_json::to_vec(&own).map(|bytes| fs::write(&holder, bytes));
        Ok(Self { _file: file, holder })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The next holder writes its own.
        let _ = fs::remove_file(&self.holder);
    }
}

/// Who holds the lock, in words.
fn said(path: &Path) -> String {
    let holder: Option<Holder> = fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match holder {
        Some(Holder { process, computer, since }) => {
            let since = since.strftime("%-d %B %Y, %H:%M:%S UTC");
            format!("process {process} on {computer}, since {since}")
        }
        None => "another run that did not leave its name".to_owned(),
    }
}

/// The computer's name, as far as it is told.
fn computer() -> String {
    let told = ["HOSTNAME", "COMPUTERNAME"].iter().find_map(|name| std::env::var(name).ok());
    let file = || fs::read_to_string("/etc/hostname").ok().map(|name| name.trim().to_owned());
    told.or_else(file).filter(|name| !name.is_empty()).unwrap_or_else(|| "this computer".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_run_is_told_who_holds_the_lock() {
        let folder = tempfile::tempdir().unwrap();
        let now = Timestamp::from_second(0).unwrap();
        let first = Lock::take(folder.path(), now, |_| false).unwrap();
        let mut told = String::new();
        let second = Lock::take(folder.path(), now, |who| {
            who.clone_into(&mut told);
            false
        });
        assert!(matches!(second, Err(Error::Held(_))));
        assert!(told.contains(&std::process::id().to_string()) && told.contains("1 January 1970"), "{told}");
        drop(first);
        assert!(Lock::take(folder.path(), now, |_| false).is_ok());
    }
}
