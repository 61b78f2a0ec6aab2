//! `returns worker`: reads the files named on standard input, for the program itself.

use std::path::{Path, PathBuf};

use clap::Args;
use returns::error::Error;
use returns::examine::examine;
use returns::pipeline::Workspace;
use returns::read::worker;

use crate::cli::{Common, Outcome};

/// What it is told when it is started.
#[derive(Debug, Args)]
pub(crate) struct Worker {
    /// Period that the files are for
    #[arg(long)]
    period: String,
}

impl Worker {
    /// Reads each path it is given as a return of the period.
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let period = self.period.as_str();
        let workspace = Workspace::open(&common.workspace)?;
        let root = std::fs::canonicalize(workspace.input(period)).ok();
        let handle = |path: &Path| -> Vec<u8> {
            let name =
                root.as_ref().filter(|_| !period.is_empty()).and_then(|root| path.strip_prefix(root).ok());
            let name = name.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
            let name = name.to_string_lossy().replace('\\', "/");
            let examined = examine(path, &name, period, &workspace.reference);
            serde_json::to_vec(&examined).unwrap_or_default()
        };
        worker::serve(handle).map_err(|source| Error::Io {
            doing: "cannot serve",
            path: PathBuf::from("standard input"),
            source,
        })?;
        Ok(Outcome::default())
    }
}
