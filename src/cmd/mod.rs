//! What the program can be asked to do: a file a command, its arguments beside what it does.

pub(crate) mod check;
pub(crate) mod collate;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod generate;
pub(crate) mod issue;
pub(crate) mod journal;
pub(crate) mod log;
pub(crate) mod status;
pub(crate) mod watch;
pub(crate) mod worker;

use jiff::Timestamp;
use returns::error::Error;
use returns::model::{Finding, entry};
use returns::pipeline::Workspace;
use returns::terminal;
use serde_json::json;

/// A finding, as the JSON documents have it.
pub(crate) fn finding_json(finding: &Finding) -> serde_json::Value {
    json!({
        "code": entry(finding.code).id, "severity": finding.severity().word(), "who": finding.who().word(),
        "council": finding.council.as_ref().map(|c| c.name.to_string()),
        "file": finding.file, "sheet": finding.sheet, "cell": finding.cell,
        "found": finding.found, "message": finding.message, "expected": entry(finding.code).remedy,
    })
}

/// A JSON document, laid out for people.
pub(crate) fn pretty(document: &serde_json::Value) -> String {
    format!("{document:#}\n")
}

/// A time as people read it: `22 November 2026, 11:28 UTC`.
pub(crate) fn moment(time: &str) -> String {
    let read = time.parse::<Timestamp>().map(|time| time.strftime("%-d %B %Y, %H:%M UTC").to_string());
    read.unwrap_or_else(|_| time.to_owned())
}

/// What is said where no run has left a ledger.
pub(crate) fn no_ledger() -> Error {
    Error::Missing("There is no ledger yet. Run first: returns collate.".to_owned())
}

/// The ONS code of a council named by people.
pub(crate) fn council_code(workspace: &Workspace, name: &str) -> Result<String, Error> {
    let councils = &workspace.reference.councils;
    if let Some(council) = councils.by_code(name) {
        return Ok(council.id.code.to_string());
    }
    match councils.named_by(name).as_slice() {
        [one] => Ok(one.council.id.code.to_string()),
        [] => Err(Error::Missing(format!("No council is called {}.", terminal::plain(name, 60)))),
        several => Err(Error::Missing(format!(
            "{} could be {}.",
            terminal::plain(name, 60),
            several.iter().map(|one| one.council.official_name.as_str()).collect::<Vec<_>>().join(" or ")
        ))),
    }
}
