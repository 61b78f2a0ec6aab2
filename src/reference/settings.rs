//! `returns.toml`: the partnership and its periods.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use jiff::civil::Date;
use serde::Deserialize;

use crate::error::Error;
use crate::model::{Period, Thresholds};

/// What `returns.toml` says; all of it may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    /// The partnership's name.
    pub partnership: String,
    /// ONS codes of the councils expected, in the order of tables. Empty: everybody
    /// who returned is expected.
    pub councils: Vec<String>,
    /// Below what figures of people are withheld from the public edition.
    pub thresholds: Thresholds,
    periods: BTreeMap<String, (Option<String>, Option<Date>)>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    partnership: Partnership,
    #[serde(default)]
    period: BTreeMap<String, PeriodEntry>,
    #[serde(default)]
    disclosure: Thresholds,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct Partnership {
    name: Option<String>,
    #[serde(default)]
    councils: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PeriodEntry {
    title: Option<String>,
    due: Option<toml::value::Datetime>,
}

impl Settings {
    /// Reads a workspace's `returns.toml`; without one, nothing is set.
    ///
    /// # Errors
    /// Where the file is there and cannot be read or says what it cannot mean.
    pub fn load(workspace: &Path) -> Result<Self, Error> {
        if !workspace.is_dir() {
            let message = format!(
                "There is no folder {}. Name a workspace, which has the returns of a period in input/<period>/, with --workspace.",
                workspace.display()
            );
            return Err(Error::Missing(message));
        }
        let path = workspace.join("returns.toml");
        if !path.exists() {
            return Ok(Self { partnership: "The partnership".to_owned(), ..Self::default() });
        }
        let text = std::fs::read_to_string(&path).map_err(|source| Error::Io {
            doing: "cannot read",
            path: path.clone(),
            source,
        })?;
        let fault = |message: String| Error::Settings { path: path.clone(), message };
        let file: File = toml::from_str(&text).map_err(|error| fault(error.to_string()))?;
        file.disclosure.check().map_err(|message| fault(format!("[disclosure] {message}")))?;
        let mut periods = BTreeMap::new();
        for (id, entry) in file.period {
            let due = match entry.due.map(|due| due.to_string()) {
                None => None,
                Some(due) => Some(due.parse::<Date>().map_err(|_| {
                    fault(format!("[period.{id}] due = {due} is no date; write it as 2005-11-30"))
                })?),
            };
            periods.insert(id, (entry.title, due));
        }
        Ok(Self {
            partnership: file.partnership.name.unwrap_or_else(|| "The partnership".to_owned()),
            councils: distinct(file.partnership.councils),
            thresholds: file.disclosure,
            periods,
        })
    }

    /// Where a workspace's `returns.toml` names what an error is about, the same error with
    /// the file and the line.
    #[must_use]
    pub fn blame(workspace: &Path, error: Error) -> Error {
        let Error::UnknownCouncil(code) = &error else { return error };
        let path = workspace.join("returns.toml");
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        let uncommented =
            |line: &str| line.split('#').next().is_some_and(|part| part.contains(code.as_str()));
        let Some(place) = text.lines().position(uncommented) else { return error };
        Error::Settings { path, message: format!("line {}: {error}", place + 1) }
    }

    /// The period of a folder; named after it where nothing is set.
    #[must_use]
    pub fn period(&self, folder: &str) -> Period {
        let (title, due) = self.periods.get(folder).cloned().unwrap_or_default();
        Period { id: folder.to_owned(), title: title.unwrap_or_else(|| folder.to_owned()), due }
    }
}

/// The codes without those that stand there again: a council is expected once.
fn distinct(codes: Vec<String>) -> Vec<String> {
    let mut seen = BTreeSet::new();
    codes.into_iter().filter(|code| seen.insert(code.clone())).collect()
}
