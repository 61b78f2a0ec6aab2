//! What lies in a period's input folder, and the bytes of one file.
//!
//! Nothing here stops a run: a file that cannot be listed or read is an entry of
//! its own with the reason.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File, FileType, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::model::{Code, Correction, Finding};

use super::{FILE_BYTES, Unreadable};

/// A file received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InputFile {
    /// Its name within the period's input folder, `/` between folders; what no
    /// screen can show is replaced.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Why it is not even opened, where it is not.
    pub refused: Option<Unreadable>,
    /// What its council has corrected in it since.
    pub corrections: Vec<Correction>,
}

impl InputFile {
    /// A file to be read as it is.
    #[must_use]
    pub fn new(name: String, path: PathBuf) -> Self {
        Self { name, path, refused: None, corrections: Vec::new() }
    }
}

/// Lists a period's input folder and the folders in it, sorted by name. Lock files
/// and system files are passed over; links that leave the workspace or lead in a
/// circle are not followed.
#[must_use]
pub fn list(folder: &Path) -> (Vec<InputFile>, Vec<Finding>) {
    let top = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_path_buf());
    let mut listing = Listing {
        workspace: workspace(&top),
        entered: BTreeSet::from([top.clone()]),
        open: vec![(String::new(), top)],
        links: BTreeSet::new(),
        files: Vec::new(),
    };
    loop {
        if let Some((name, folder)) = listing.open.pop() {
            listing.folder(&name, &folder);
        } else if let Some((name, path)) = listing.links.pop_first() {
            listing.link(name, path);
        } else {
            break;
        }
    }
    let mut files = listing.files;
    files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    let findings = files.iter().filter_map(finding).collect();
    (files, findings)
}

/// Lists the files of a folder but not those of the folders in it.
#[must_use]
pub fn list_flat(folder: &Path) -> Vec<InputFile> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut files: Vec<InputFile> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_file()))
        .map(|entry| InputFile::new(shown(&entry.file_name()), entry.path()))
        .filter(|file| !is_passed_over(&file.name))
        .collect();
    files.sort_by(|a, b| (&a.name, &a.path).cmp(&(&b.name, &b.path)));
    files
}

/// Reads a file's bytes, up to the largest size that is read at all.
///
/// # Errors
///
/// Says why the file cannot be read: no permission, gone, changing, too large.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let metadata = fs::metadata(path).map_err(|error| cannot_read(&error))?;
    if !metadata.is_file() {
        return Err(special(metadata.file_type()));
    }
    if metadata.len() > FILE_BYTES {
        return Err(Unreadable::too_large("unknown", "more than 64 MB"));
    }
    let mut file = File::open(path).map_err(|error| cannot_read(&error))?;
    let before = file.metadata().map_err(|error| cannot_read(&error))?;
    let mut bytes = Vec::with_capacity(usize::try_from(before.len().min(FILE_BYTES)).unwrap_or(0));
    let limited = file.by_ref().take(FILE_BYTES.saturating_add(1)).read_to_end(&mut bytes);
    limited.map_err(|error| cannot_read(&error))?;
    let after = file.metadata().map_err(|error| cannot_read(&error))?;
    if is_changed(&before, &after, bytes.len()) {
        return Err(unreadable(
            "The file changed while it was being read. Close it everywhere and run again.",
        ));
    }
    Ok(bytes)
}

/// Whether a file is another one after reading than before.
fn is_changed(before: &Metadata, after: &Metadata, read: usize) -> bool {
    u64::try_from(read) != Ok(after.len())
        || before.len() != after.len()
        || before.modified().ok() != after.modified().ok()
}

/// A listing on its way.
struct Listing {
    workspace: PathBuf,
    entered: BTreeSet<PathBuf>,
    open: Vec<(String, PathBuf)>,
    /// Followed last, and in order, so that a folder is listed under its own name.
    links: BTreeSet<(String, PathBuf)>,
    files: Vec<InputFile>,
}

impl Listing {
    /// Lists one folder; the folders in it are listed later.
    fn folder(&mut self, name: &str, folder: &Path) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let name = if name.is_empty() {
                    shown(folder.file_name().unwrap_or_default())
                } else {
                    name.to_owned()
                };
                return self.refuse(name, folder.to_path_buf(), cannot_read(&error));
            }
        };
        for entry in entries {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.refuse(name.to_owned(), folder.to_path_buf(), cannot_read(&error));
                    continue;
                }
            };
            let own = shown(&entry.file_name());
            if is_passed_over(&own) {
                continue;
            }
            let name = if name.is_empty() { own } else { format!("{name}/{own}") };
            match entry.file_type() {
                Ok(kind) => self.entry(name, entry.path(), kind),
                Err(error) => self.refuse(name, entry.path(), cannot_read(&error)),
            }
        }
    }

    /// Lists one entry of a folder.
    fn entry(&mut self, name: String, path: PathBuf, kind: FileType) {
        if kind.is_symlink() {
            self.links.insert((name, path));
        } else if kind.is_dir() {
            if fs::canonicalize(&path).map_or(true, |folder| self.entered.insert(folder)) {
                self.open.push((name, path));
            }
        } else if kind.is_file() {
            self.files.push(InputFile::new(name, path));
        } else {
            self.refuse(name, path, special(kind));
        }
    }

    /// Follows a link, if it stays within the workspace.
    fn link(&mut self, name: String, path: PathBuf) {
        let Ok(target) = fs::canonicalize(&path) else {
            let reason = "It is a link that leads nowhere or in a circle. Put the file itself in its place.";
            return self.refuse(name, path, unreadable(reason));
        };
        if !target.starts_with(&self.workspace) {
            let reason = "It is a link to a place outside the workspace, which is not followed. Put the file itself in its place.";
            return self.refuse(name, path, unreadable(reason));
        }
        let Ok(kind) = fs::metadata(&target).map(|metadata| metadata.file_type()) else {
            return self.refuse(
                name,
                path,
                unreadable("It is a link that leads nowhere. Put the file itself in its place."),
            );
        };
        if kind.is_dir() && self.entered.contains(&target) {
            let reason = "It is a link to a folder that is listed already. Take it out of the folder.";
            return self.refuse(name, path, unreadable(reason));
        }
        self.entry(name, target, kind);
    }

    /// Lists what is not opened.
    fn refuse(&mut self, name: String, path: PathBuf, refused: Unreadable) {
        self.files.push(InputFile { refused: Some(refused), ..InputFile::new(name, path) });
    }
}

/// What a person must be told about an entry, if anything.
fn finding(file: &InputFile) -> Option<Finding> {
    if let Some(refused) = &file.refused {
        return Some(Finding::of_file(refused.code, &file.name, &refused.format, &refused.reason));
    }
    let message = "The file's name holds characters that cannot be shown. Rename it.";
    let odd = file.name.contains(char::REPLACEMENT_CHARACTER);
    odd.then(|| Finding::of_file(Code::ReadingRemark, &file.name, &file.name, message))
}

/// The folder that links must stay in: the one with the settings, or else the input folder itself.
fn workspace(folder: &Path) -> PathBuf {
    let holder = folder.ancestors().find(|ancestor| ancestor.join("returns.toml").is_file());
    holder.unwrap_or(folder).to_path_buf()
}

/// Files that programs leave behind.
fn is_passed_over(name: &str) -> bool {
    let lower = name.to_lowercase();
    name.starts_with('.')
        || name.starts_with("~$")
        || matches!(lower.as_str(), "thumbs.db" | "ehthumbs.db" | "desktop.ini" | "__macosx")
}

/// A name as it can be shown.
fn shown(name: &OsStr) -> String {
    let hide = |c: char| if c.is_control() { char::REPLACEMENT_CHARACTER } else { c };
    name.to_string_lossy().chars().map(hide).collect()
}

/// A refusal for a reason that lies with the file system.
fn unreadable(reason: &str) -> Unreadable {
    Unreadable { code: Code::FileUnreadable, reason: reason.to_owned(), format: "unknown".to_owned() }
}

/// The refusal of what is neither a file nor a folder.
fn special(kind: FileType) -> Unreadable {
    if kind.is_dir() {
        return unreadable("It is a folder, not a file.");
    }
    unreadable("It is a pipe or a device, not a file, and is never opened. Take it out of the folder.")
}

/// The refusal of what the system does not let be read.
fn cannot_read(error: &io::Error) -> Unreadable {
    match error.kind() {
        ErrorKind::PermissionDenied => unreadable(
            "The file may not be read: its permissions forbid it. Change them, or copy it here anew.",
        ),
        ErrorKind::NotFound => unreadable("The file was removed before it could be read. Run again."),
        _ => unreadable(&format!("The file cannot be read: {error}. Copy it here anew and run again.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<(String, bool)> {
        list(folder).0.into_iter().map(|file| (file.name, file.refused.is_none())).collect()
    }

    #[test]
    fn files_are_listed_by_name_and_system_files_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("late")).unwrap();
        fs::create_dir(at("x.xlsx")).unwrap();
        for name in
            ["b.xls", "a.xlsx", "~$a.xlsx", "Thumbs.db", ".DS_Store", "desktop.ini", "late/c.ods", "~d.xlsx"]
        {
            fs::write(at(name), "x").unwrap();
        }
        let expected = ["a.xlsx", "b.xls", "late/c.ods", "~d.xlsx"].map(|name| (name.to_owned(), true));
        assert_eq!(names(folder.path()), expected);
    }

    #[cfg(unix)]
    #[test]
    fn links_stay_in_the_workspace() {
        use std::os::unix::fs::symlink;
        let workspace = tempfile::tempdir().unwrap();
        let folder = workspace.path().join("input/2005");
        fs::create_dir_all(&folder).unwrap();
        fs::write(workspace.path().join("returns.toml"), "").unwrap();
        fs::write(workspace.path().join("input/a.xlsx"), "x").unwrap();
        for (name, target) in [
            ("circle", "circle"),
            ("here", "."),
            ("inside.xlsx", "../a.xlsx"),
            ("nowhere.xlsx", "none"),
            ("outside", "/etc"),
        ] {
            symlink(target, folder.join(name)).unwrap();
        }
        let expected = [
            ("circle", false),
            ("here", false),
            ("inside.xlsx", true),
            ("nowhere.xlsx", false),
            ("outside", false),
        ]
        .map(|(name, read)| (name.to_owned(), read));
        assert_eq!(names(&folder), expected);
        assert_eq!(list(&folder).1.len(), 4);
    }

    #[cfg(unix)]
    #[test]
    fn pipes_are_never_opened_and_odd_names_are_read() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe.xlsx");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|status| status.success()));
        let odd = folder.path().join(OsStr::from_bytes(b"caf\xE9\x1B.xlsx"));
        fs::write(&odd, "x").unwrap();
        let (files, findings) = list(folder.path());
        let listed: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.refused.is_none())).collect();
        assert_eq!(listed, [("caf\u{fffd}\u{fffd}.xlsx", true), ("pipe.xlsx", false)]);
        assert_eq!(findings.len(), 2);
        assert_eq!(read_bytes(&files[0].path), Ok(b"x".to_vec()));
        assert!(read_bytes(&pipe).is_err());
    }

    #[test]
    fn what_is_gone_or_too_large_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let large = folder.path().join("large.xlsx");
        File::create(&large).unwrap().set_len(FILE_BYTES + 1).unwrap();
        assert_eq!(read_bytes(&large).unwrap_err().code, Code::FileTooLarge);
        assert_eq!(read_bytes(&folder.path().join("gone.xlsx")).unwrap_err().code, Code::FileUnreadable);
        assert_eq!(list(&folder.path().join("none")).0.len(), 1);
    }
}
