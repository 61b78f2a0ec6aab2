//! What the program can be asked to do: a file a command, its arguments beside what it does.

pub(crate) mod check;
pub(crate) mod collate;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod generate;
pub(crate) mod worker;

use returns::model::{Finding, entry};
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
