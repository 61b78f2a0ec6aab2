//! `returns check`: reads returns as `collate` would, and says what it found.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::Args;
use returns::error::Error;
use returns::examine::Examined;
use returns::pipeline::{self, Workspace};
use returns::read::files::InputFile;
use returns::terminal;
use serde_json::json;

use super::{finding_json, pretty};
use crate::cli::{Common, Format, Outcome, REJECTED};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Returns to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
}

impl Check {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let mut inputs = Vec::new();
        for file in self.files {
            let path = std::fs::canonicalize(&file).map_err(|source| Error::Io {
                doing: "cannot read",
                path: file.clone(),
                source,
            })?;
            inputs.push(InputFile { name: file.display().to_string(), path, refused: None });
        }
        let examined = pipeline::examine_all(&inputs, "", &workspace, &common.readers()?)?;
        let by_name: BTreeMap<&str, &Examined> =
            examined.iter().map(|(name, one)| (name.as_str(), one)).collect();
        let ordered: Vec<(&str, &Examined)> = inputs
            .iter()
            .filter_map(|input| Some((input.name.as_str(), *by_name.get(input.name.as_str())?)))
            .collect();
        let output = match common.format {
            Format::Text => {
                ordered.iter().map(|(name, one)| terminal::checked(name, one)).collect::<Vec<_>>().join("\n")
            }
            Format::Json => pretty(
                &json!({ "files": ordered.iter().map(|(name, one)| checked_json(name, one)).collect::<Vec<_>>() }),
            ),
        };
        let rejected = ordered.iter().any(|(_, one)| one.outcome.is_err());
        Ok(Outcome { output, messages: String::new(), code: if rejected { REJECTED } else { 0 } })
    }
}

fn checked_json(name: &str, examined: &Examined) -> serde_json::Value {
    let places: Vec<serde_json::Value> = examined
        .places
        .iter()
        .map(|(section, place)| json!({ "section": section, "place": place }))
        .collect();
    match &examined.outcome {
        Ok(found) => json!({
            "file": name, "status": "read", "format": examined.format,
            "council_code": found.council.code.to_string(), "council": found.council.name.to_string(),
            "completed_on": found.completed_on.map(|date| date.to_string()),
            "version": found.version.map(returns::write::decimal),
            "sections": places, "findings": found.findings.iter().map(finding_json).collect::<Vec<_>>(),
        }),
        Err(finding) => json!({
            "file": name, "status": "rejected", "format": examined.format, "reason": finding.message,
            "sections": places, "findings": [finding_json(finding)],
        }),
    }
}
