//! What the tests of the whole program share: a workspace of one's own, a run of the
//! real program in it, and the tidy tables that come out.

pub(crate) mod table;

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

pub(crate) use table::{Row, Table};

/// The real program, with nothing of the surroundings that could change what it prints.
pub(crate) fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_returns"));
    command.env_remove("RUST_BACKTRACE").env("NO_COLOR", "1");
    command
}

/// A path within the package.
pub(crate) fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// A workspace: a folder made anew for one purpose.
pub(crate) struct Workspace {
    pub folder: PathBuf,
}

impl Workspace {
    /// A workspace with the partnership's own `returns.toml` and no returns yet.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        if folder.exists() {
            std::fs::remove_dir_all(&folder).unwrap();
        }
        std::fs::create_dir_all(folder.join("input")).unwrap();
        std::fs::copy(at("returns.toml"), folder.join("returns.toml")).unwrap();
        Self { folder }
    }

    /// The same, with the seven returns of 2005.
    pub(crate) fn seven(name: &str) -> Self {
        let workspace = Self::new(name);
        for (file, bytes) in seven() {
            workspace.put("2005", &file, &bytes);
        }
        workspace
    }

    /// Puts a file into a period's folder.
    pub(crate) fn put(&self, period: &str, file: &str, bytes: &[u8]) {
        let path = self.folder.join("input").join(period).join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    /// Runs the program in it.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        let output = program().arg("--workspace").arg(&self.folder).args(arguments).output().unwrap();
        Run {
            folder: self.folder.clone(),
            code: output.status.code().unwrap_or(-1),
            printed: String::from_utf8(output.stdout).unwrap(),
            said: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Collates all periods.
    pub(crate) fn collate(&self) -> Run {
        self.run(&["collate"])
    }
}

/// The seven returns: file names and bytes, in the order of names.
pub(crate) fn seven() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(at("input/2005"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .map(|entry| (entry.file_name().into_string().unwrap(), std::fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}

/// One run over the seven returns, which all tests that only look share.
pub(crate) fn run_2005() -> &'static Run {
    static RUN: LazyLock<Run> = LazyLock::new(|| Workspace::seven("seven").collate());
    assert_eq!(RUN.code, 0, "{}", RUN.said);
    &RUN
}

/// What a run left behind.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    pub folder: PathBuf,
    pub code: i32,
    pub printed: String,
    pub said: String,
}

impl Run {
    /// A file of a period's output.
    pub(crate) fn bytes(&self, period: &str, file: &str) -> Vec<u8> {
        let path = self.folder.join("output").join(period).join(file);
        std::fs::read(&path).unwrap_or_else(|why| panic!("{}: {why}\n{}", path.display(), self.said))
    }

    /// A tidy table of a period.
    pub(crate) fn table(&self, period: &str, name: &str) -> Table {
        Table::read(&self.bytes(period, &format!("tidy/{name}.csv")))
    }

    /// All files of a period's output but the run's record, by name.
    pub(crate) fn outputs(&self, period: &str) -> Vec<(String, Vec<u8>)> {
        let folder = self.folder.join("output").join(period);
        let mut names: Vec<String> = ["", "tidy"]
            .iter()
            .flat_map(|part| std::fs::read_dir(folder.join(part)).unwrap().map(move |entry| (part, entry)))
            .map(|(part, entry)| (part, entry.unwrap()))
            .filter(|(_, entry)| entry.path().is_file())
            .map(|(part, entry)| format!("{part}/{}", entry.file_name().to_string_lossy()))
            .filter(|name| name != "/run.json")
            .collect();
        names.sort();
        names
            .into_iter()
            .map(|name| (name.clone(), self.bytes(period, name.trim_start_matches('/'))))
            .collect()
    }
}

/// The names of the tidy tables.
pub(crate) const TABLES: [&str; 9] = [
    "returns",
    "practices",
    "reviews",
    "posts",
    "qualifications",
    "training",
    "coaching",
    "queries",
    "measures",
];
