//! `returns extract`: reads files without a look at any other, into shards.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use returns::error::Error;
use returns::pipeline::{self, Workspace};
use returns::read::files::InputFile;
use returns::shards;
use returns::write::place;
use serde_json::json;

use super::pretty;
use crate::cli::{Common, Format, Outcome, REJECTED};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Extract {
    /// Returns to read
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Folder that the shards go into
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
    /// Period of files that are not in a folder input/<period>/ of the workspace
    #[arg(long)]
    period: Option<String>,
}

impl Extract {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let readers = common.readers()?;
        let mut by_period: BTreeMap<String, Vec<InputFile>> = BTreeMap::new();
        for file in &self.files {
            let (period, input) = placed(file, &workspace, self.period.as_deref())?;
            by_period.entry(period).or_default().push(input);
        }
        let (mut made, mut rejected, mut messages) = (Vec::new(), 0, String::new());
        for (period, inputs) in by_period {
            let readings = pipeline::examine_all(&inputs, &period, &workspace, &readers)?;
            rejected += readings.iter().filter(|(_, examined)| examined.outcome.is_err()).count();
            let parts = shards::parts(&workspace, &period, readings)?;
            let held = place::put(&self.to, &parts)?;
            messages.extend(held.iter().map(|held| held.message() + "\n"));
            made.extend(parts.into_iter().map(|(name, _)| name));
        }
        let (read, to) = (self.files.len() - rejected, self.to.display());
        let output = match common.format {
            Format::Json => pretty(&json!({ "read": read, "rejected": rejected, "shards": made })),
            Format::Text if common.quiet => String::new(),
            Format::Text => format!("{read} read, {rejected} rejected, in {to}\n"),
        };
        Ok(Outcome { output, messages, code: if rejected > 0 { REJECTED } else { 0 } })
    }
}

/// The file's period and its name within that period's folder.
fn placed(file: &Path, workspace: &Workspace, period: Option<&str>) -> Result<(String, InputFile), Error> {
    let path = std::fs::canonicalize(file).map_err(|source| Error::Io {
        doing: "cannot read",
        path: file.to_path_buf(),
        source,
    })?;
    let input = std::fs::canonicalize(workspace.folder.join("input")).ok();
    let within = input.and_then(|input| path.strip_prefix(input).ok().map(Path::to_path_buf));
    let within = within.map(|within| within.to_string_lossy().replace('\\', "/"));
    let own = within.as_deref().and_then(|within| within.split_once('/'));
    let (period, name) = match (period, own) {
        (None, Some((period, name))) => (period.to_owned(), name.to_owned()),
        (Some(period), Some((own, name))) if own == period => (period.to_owned(), name.to_owned()),
        (Some(period), _) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (period.to_owned(), name.into_owned())
        }
        (None, None) => {
            let file = file.display();
            return Err(Error::Missing(format!(
                "{file} is in no folder input/<period>/ of the workspace; say --period."
            )));
        }
    };
    Ok((period, InputFile::new(name, path)))
}
