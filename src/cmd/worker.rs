//! `returns worker`: reads the files named on standard input, for the program itself.

use std::path::PathBuf;

use clap::Args;
use returns::error::Error;
use returns::examine::examine;
use returns::pipeline::Workspace;
use returns::read::worker::{self, Request};

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
        let handle = |request: &Request| -> Vec<u8> {
            let examined =
                examine(&request.path, &request.name, period, &workspace.reference, &request.corrections);
            postcard::to_stdvec(&examined).unwrap_or_default()
        };
        worker::serve(handle).map_err(|source| Error::Io {
            doing: "cannot serve",
            path: PathBuf::from("standard input"),
            source,
        })?;
        Ok(Outcome::default())
    }
}
