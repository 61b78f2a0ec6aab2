//! What files were read as, so that a run reads only those that are new or changed.
//!
//! An entry is a file named by everything that its content hangs on: the file's digest,
//! its name and period, what was corrected in it, the program's own code, the reference data. It begins with the
//! digest of the rest, so that a damaged one is no entry. Safe to delete.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::error::Error;
use crate::examine::Examined;
use crate::model::Correction;
use crate::seen::Seen;

/// The digest of the code that this program was built from.
pub const CODE: &str = env!("RETURNS_CODE");

const DIGEST: usize = 32;

/// The cache of an output folder.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    /// What every entry hangs on: code and reference data.
    basis: String,
    used: Mutex<BTreeSet<String>>,
}

impl Cache {
    /// The cache in an output folder, for this program and this reference data.
    #[must_use]
    pub fn new(output: &Path, reference: &str) -> Self {
        let basis = format!("{} {CODE} {reference}", env!("CARGO_PKG_VERSION"));
        Self { folder: output.join("cache"), basis, used: Mutex::default() }
    }

    /// Where what a file was seen to be is kept.
    #[must_use]
    pub fn seen_path(&self) -> PathBuf {
        self.folder.join("seen")
    }

    /// The files seen.
    #[must_use]
    pub fn seen(&self) -> Seen {
        Seen::load(&self.seen_path())
    }

    /// What a file was read as, if it was.
    #[must_use]
    pub fn get(
        &self,
        blake3: &str,
        period: &str,
        name: &str,
        corrections: &[Correction],
    ) -> Option<Examined> {
        let key = self.key(blake3, period, name, corrections);
        let bytes = fs::read(self.entry(&key)).ok()?;
        let (digest, content) = bytes.split_at_checked(DIGEST)?;
        if blake3::hash(content).as_bytes() != digest {
            return None;
        }
        let examined = postcard::from_bytes(content).ok()?;
        self.use_of(key);
        Some(examined)
    }

    /// Keeps what a file was read as; a cache that cannot be written is done without.
    pub fn put(&self, period: &str, name: &str, corrections: &[Correction], examined: &Examined) {
        let key = self.key(&examined.blake3, period, name, corrections);
        let Ok(content) = postcard::to_stdvec(examined) else { return };
        let bytes = [blake3::hash(&content).as_bytes().as_slice(), &content].concat();
        let path = self.entry(&key);
        let beside = path.with_extension("new");
        let written = path.parent().map(fs::create_dir_all);
        if written.is_some_and(|made| made.is_ok())
            && fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path)).is_err()
        {
            let _ = fs::remove_file(&beside);
        }
        self.use_of(key);
    }

    /// Keeps what files were seen to be.
    pub fn put_seen(&self, seen: &Seen) {
        let beside = self.seen_path().with_extension("new");
        let made = fs::create_dir_all(&self.folder);
        let written = made.and_then(|()| fs::write(&beside, seen.bytes()));
        // A cache that cannot be written is done without.
        let _ = written.and_then(|()| fs::rename(&beside, self.seen_path()));
    }

    /// Takes out what this run, of all periods, had no use for.
    ///
    /// # Errors
    /// Where the cache's folder cannot be listed.
    pub fn sweep(&self) -> Result<(), Error> {
        let used = self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let folder = self.folder.join("read");
        let fault = |source| Error::Io { doing: "cannot read", path: folder.clone(), source };
        if !folder.is_dir() {
            return Ok(());
        }
        for entry in fs::read_dir(&folder).map_err(fault)?.filter_map(Result::ok) {
            if !used.contains(&*entry.file_name().to_string_lossy()) {
                let _ = fs::remove_file(entry.path());
            }
        }
        Ok(())
    }

    fn key(&self, blake3: &str, period: &str, name: &str, corrections: &[Correction]) -> String {
        let mut hasher = blake3::Hasher::new();
        for part in [&self.basis, blake3, period, name] {
            hasher.update(part.as_bytes()).update(b"\0");
        }
        for one in corrections {
            let (key, by) = (one.key.to_string(), one.by.to_string());
            for part in [&key, &one.text, &one.blake3, &by, &*one.by.file] {
                hasher.update(part.as_bytes()).update(b"\0");
            }
        }
        hasher.finalize().to_hex().to_string()
    }

    fn entry(&self, key: &str) -> PathBuf {
        self.folder.join("read").join(key)
    }

    fn use_of(&self, key: String) {
        self.used.lock().unwrap_or_else(std::sync::PoisonError::into_inner).insert(key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;
    use crate::read::Unreadable;

    #[test]
    fn an_entry_is_had_back_for_the_same_file_and_not_once_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path(), "reference");
        let why =
            Unreadable { code: Code::FileUnreadable, reason: "Empty.".to_owned(), format: "xlsx".to_owned() };
        let examined = Examined { blake3: "ab".to_owned(), ..Examined::refused("a.xlsx", &why) };
        cache.put("2005", "a.xlsx", &[], &examined);
        assert_eq!(cache.get("ab", "2005", "a.xlsx", &[]), Some(examined));
        assert_eq!(cache.get("ab", "2006", "a.xlsx", &[]), None);
        assert_eq!(Cache::new(folder.path(), "other").get("ab", "2005", "a.xlsx", &[]), None);
        let entry = fs::read_dir(folder.path().join("cache/read")).unwrap().next().unwrap().unwrap().path();
        let mut bytes = fs::read(&entry).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&entry, bytes).unwrap();
        assert_eq!(cache.get("ab", "2005", "a.xlsx", &[]), None);
    }

    #[test]
    fn what_is_not_used_is_swept() {
        let folder = tempfile::tempdir().unwrap();
        let why =
            Unreadable { code: Code::FileUnreadable, reason: "Empty.".to_owned(), format: "xlsx".to_owned() };
        let examined = |blake3: &str| Examined { blake3: blake3.to_owned(), ..Examined::refused("a", &why) };
        Cache::new(folder.path(), "").put("2005", "a", &[], &examined("aa"));
        let cache = Cache::new(folder.path(), "");
        cache.put("2005", "a", &[], &examined("bb"));
        cache.sweep().unwrap();
        assert!(cache.get("aa", "2005", "a", &[]).is_none() && cache.get("bb", "2005", "a", &[]).is_some());
    }
}
