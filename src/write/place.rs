//! Puts outputs into their places: all of them written beside, then renamed one after the
//! other, so that each is the old or the new one whole at any moment, and a full disk
//! changes none of them.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::parallel;

/// A file that its place did not take, because another program holds it open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its place.
    pub path: PathBuf,
    /// Where the new one lies instead.
    pub beside: PathBuf,
}

impl Held {
    /// What people are told.
    #[must_use]
    pub fn message(&self) -> String {
        format!(
            "{} is open in another program and could not be replaced. The new one is {}. Close the old one and run again.",
            self.path.display(),
            self.beside.display()
        )
    }
}

/// Puts files into a folder. One that would not change is left alone.
///
/// # Errors
/// Names the file that cannot be written; then none was changed.
pub fn put(folder: &Path, files: &[(String, Vec<u8>)]) -> Result<Vec<Held>, Error> {
    // The disk takes many at once sooner than one after the other.
    let staged = parallel::each(files, |(name, bytes)| {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|old| old == *bytes) {
            return Ok(None);
        }
        Ok(Some((stage(&path, bytes)?, path)))
    });
    let (staged, failed): (Vec<_>, Vec<_>) = staged.into_iter().partition(Result::is_ok);
    let staged: Vec<(PathBuf, PathBuf)> = staged.into_iter().filter_map(Result::ok).flatten().collect();
    if let Some(Err(error)) = failed.into_iter().next() {
        for (beside, _) in &staged {
            // It is of no use to anybody.
            let _ = fs::remove_file(beside);
        }
        return Err(error);
    }
    let mut held = Vec::new();
    for (beside, path) in staged {
        let kept = named_new(&path);
        match fs::rename(&beside, &path) {
            Ok(()) => {
                // One that an earlier run left there is old now.
                let _ = fs::remove_file(&kept);
            }
            Err(source) => {
                fs::rename(&beside, &kept).map_err(|_| Error::Io {
                    doing: "cannot replace",
                    path: path.clone(),
                    source,
                })?;
                held.push(Held { path, beside: kept });
            }
        }
    }
    Ok(held)
}

/// Writes a file beside its place, down to the disk.
fn stage(path: &Path, bytes: &[u8]) -> Result<PathBuf, Error> {
    let fault = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Io { doing: "cannot write", path, source }
    };
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).map_err(fault(folder))?;
    let beside = folder.join(format!(".{}.new", path.file_name().unwrap_or_default().to_string_lossy()));
    let written = File::create(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    if let Err(source) = written {
        let _ = fs::remove_file(&beside);
        return Err(fault(path)(source));
    }
    Ok(beside)
}

/// `evaluation-2005.xlsx` is kept as `evaluation-2005 (new).xlsx`.
fn named_new(path: &Path) -> PathBuf {
    let part = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().map_or_else(String::new, |_| format!(".{}", part(path.extension())));
    path.with_file_name(format!("{} (new){ending}", part(path.file_stem())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, text: &str) -> (String, Vec<u8>) {
        (name.to_owned(), text.as_bytes().to_vec())
    }

    #[test]
    fn what_cannot_be_replaced_is_kept_beside_until_it_can() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        // A folder in its place cannot be replaced, as a file that is held open elsewhere.
        fs::create_dir_all(at("a.xlsx/held")).unwrap();
        let held = put(folder.path(), &[file("a.xlsx", "new"), file("b/c.csv", "x")]).unwrap();
        assert_eq!(held, [Held { path: at("a.xlsx"), beside: at("a (new).xlsx") }]);
        assert!(held[0].message().contains("a (new).xlsx"));
        assert_eq!(fs::read(at("a (new).xlsx")).unwrap(), b"new");
        assert_eq!(fs::read(at("b/c.csv")).unwrap(), b"x");
        fs::remove_dir_all(at("a.xlsx")).unwrap();
        assert_eq!(put(folder.path(), &[file("a.xlsx", "newer")]).unwrap(), []);
        assert_eq!(fs::read(at("a.xlsx")).unwrap(), b"newer");
        assert!(!at("a (new).xlsx").exists());
    }

    #[test]
    fn where_one_cannot_be_written_none_is_changed() {
        let folder = tempfile::tempdir().unwrap();
        put(folder.path(), &[file("a", "old")]).unwrap();
        let error = put(folder.path(), &[file("a", "new"), file("a/b", "new")]).unwrap_err();
        assert!(error.to_string().contains("cannot write"), "{error}");
        assert_eq!(fs::read(folder.path().join("a")).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
