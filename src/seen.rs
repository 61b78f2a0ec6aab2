//! What files were when they were last read, so that only new and changed ones are read
//! again to take their digest.
//!
//! A file's size, time of modification and number on the disk only tell whether to read
//! it. They never order returns. Safe to delete: then everything is read once more.

use std::collections::BTreeMap;
use std::fs::{self, Metadata};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::parallel;
use crate::read::{Unreadable, files};

/// Files seen, by path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    files: BTreeMap<String, Mark>,
}

/// What tells that a file is the one that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    size: u64,
    modified: Duration,
    number: u64,
    blake3: String,
}

/// A file modified this shortly before it was read may be modified again unnoticed,
/// because clocks of file systems tick slowly.
const SETTLING: Duration = Duration::from_secs(2);

impl Seen {
    /// Reads what was kept; nothing where nothing was, or it is damaged.
    #[must_use]
    pub fn load(path: &Path) -> Self {
        fs::read(path).ok().and_then(|bytes| postcard::from_bytes(&bytes).ok()).unwrap_or_default()
    }

    /// What to keep.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }

    /// The digest of a file received, read from it only if need be.
    ///
    /// # Errors
    /// Says why the file cannot be read.
    pub fn digest(&self, path: &Path) -> Result<Mark, Unreadable> {
        self.digest_by(path, |path| Ok(blake3::hash(&files::read_bytes(path)?)))
    }

    /// The digest of a file that this program wrote, however large it is: the ledger
    /// outgrows what a return may be.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn digest_own(&self, path: &Path) -> std::io::Result<Mark> {
        self.digest_by(path, |path| parallel::digest(fs::File::open(path)?))
    }

    fn digest_by<E>(
        &self,
        path: &Path,
        read: impl FnOnce(&Path) -> Result<blake3::Hash, E>,
    ) -> Result<Mark, E> {
        let before = fs::metadata(path).ok();
        let known = self.files.get(&*path.to_string_lossy());
        if let (Some(now), Some(known)) = (before.as_ref().and_then(Traits::of), known)
            && now == Traits::kept(known)
        {
            return Ok(known.clone());
        }
        let blake3 = read(path)?.to_hex().to_string();
        let traits = before.as_ref().and_then(Traits::of).unwrap_or_default();
        Ok(Mark { size: traits.size, modified: traits.modified, number: traits.number, blake3 })
    }

    /// Remembers a file, if it has settled.
    pub fn remember(&mut self, path: &Path, mark: Mark) {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let path = path.to_string_lossy();
        // Nearly every file is known, and is the same.
        if mark.modified + SETTLING < now && mark.size > 0 && self.files.get(&*path) != Some(&mark) {
            self.files.insert(path.into_owned(), mark);
        }
    }

    /// The files that are none any more.
    #[must_use]
    pub fn gone(&self) -> Vec<String> {
        let gone =
            parallel::each(self.files.keys(), |path| (!Path::new(path).exists()).then(|| path.clone()));
        gone.into_iter().flatten().collect()
    }

    /// Forgets files.
    pub fn forget(&mut self, files: &[String]) {
        for path in files {
            self.files.remove(path);
        }
    }
}

impl Mark {
    /// The BLAKE3 digest of the file's bytes, in hex.
    #[must_use]
    pub fn blake3(&self) -> &str {
        &self.blake3
    }
}

/// Size, time and number of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Traits {
    size: u64,
    modified: Duration,
    number: u64,
}

impl Traits {
    fn of(metadata: &Metadata) -> Option<Self> {
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { size: metadata.len(), modified, number: number(metadata) })
    }

    fn kept(mark: &Mark) -> Self {
        Self { size: mark.size, modified: mark.modified, number: mark.number }
    }
}

#[cfg(unix)]
fn number(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_again_only_if_it_changed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, "one").unwrap();
        let past = SystemTime::now() - Duration::from_mins(1);
        let set = |time| fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        set(past);
        let mut seen = Seen::default();
        let first = seen.digest(&path).unwrap();
        seen.remember(&path, first.clone());
        let seen: Seen = postcard::from_bytes(&seen.bytes()).unwrap();
        fs::write(&path, "two").unwrap();
        set(past);
        assert_eq!(seen.digest(&path).unwrap(), first, "nothing tells that it changed");
        set(past + Duration::from_secs(1));
        assert_ne!(seen.digest(&path).unwrap().blake3(), first.blake3());
    }

    #[test]
    fn a_file_of_ours_may_be_larger_than_a_return() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("ledger.sqlite");
        fs::File::create(&path).unwrap().set_len(65 << 20).unwrap();
        let seen = Seen::default();
        assert!(seen.digest(&path).is_err());
        assert_eq!(seen.digest_own(&path).unwrap().blake3().len(), 64);
    }

    #[test]
    fn a_file_that_has_not_settled_is_not_remembered() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.xlsx");
        fs::write(&path, "one").unwrap();
        let mut seen = Seen::default();
        seen.remember(&path, seen.digest(&path).unwrap());
        assert!(seen.files.is_empty());
    }
}
