//! `returns log`: what was received, and what became of it, in words.

use std::fmt::Write as _;

use clap::Args;
use returns::error::Error;
use returns::ledger::{Issued, Ledger, Received};
use returns::pipeline::Workspace;
use returns::terminal::plain;
use serde_json::json;

use super::{council_code, moment, pretty};
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Log {
    /// Council: its name, ONS code or initials
    #[arg(value_name = "COUNCIL")]
    council: Option<String>,
}

impl Log {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let code = self.council.as_deref().map(|name| council_code(&workspace, name)).transpose()?;
        let ledger = Ledger::read(&workspace.output())?.ok_or_else(super::no_ledger)?;
        let of = |one: &Received| {
            code.as_ref().is_none_or(|code| one.council.as_ref().is_some_and(|(own, _)| own == code))
        };
        let received: Vec<Received> = ledger.received()?.into_iter().filter(of).collect();
        // A workbook that is issued is of no one council.
        let issued = if code.is_none() { ledger.issued()? } else { Vec::new() };
        let output = match common.format {
            Format::Json => pretty(&json!({
                "received": received.iter().map(received_json).collect::<Vec<_>>(),
                "issued": issued.iter().map(issued_json).collect::<Vec<_>>(),
            })),
            Format::Text if received.is_empty() => "Nothing has been received.\n".to_owned(),
            Format::Text => told(&received, &issued),
        };
        Ok(Outcome { output, ..Outcome::default() })
    }
}

/// What happened, in the order of time.
fn told(received: &[Received], issued: &[Issued]) -> String {
    let received = received.iter().map(|one| (one.first_seen.as_str(), words(one)));
    let issued = issued.iter().map(|one| {
        let words = format!(
            "{}  {}: the workbook of run {} was issued\n",
            moment(&one.at),
            plain(&one.period, 40),
            one.run
        );
        (one.at.as_str(), words)
    });
    let mut all: Vec<(&str, String)> = received.chain(issued).collect();
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("\n")
}

fn issued_json(one: &Issued) -> serde_json::Value {
    json!({ "period": one.period, "issued_at": one.at, "run": one.run })
}

fn received_json(one: &Received) -> serde_json::Value {
    json!({
        "period": one.period, "file": one.name, "blake3": one.blake3, "first_seen": one.first_seen,
        "council_code": one.council.as_ref().map(|(code, _)| code), "council": one.council.as_ref().map(|(_, name)| name),
        "completed_on": one.completed_on, "version": one.version.map(|version| version.to_string()),
        "history": one.steps.iter().map(|step| json!({
            "run": step.run, "at": step.at, "status": step.status, "reason": step.reason,
        })).collect::<Vec<_>>(),
    })
}

fn words(one: &Received) -> String {
    let whose = one.council.as_ref().map_or("no council told", |(_, name)| name);
    let mut out = format!(
        "{}  {}: {}, {}",
        moment(&one.first_seen),
        if one.period.is_empty() { "all periods" } else { &one.period },
        plain(whose, 60),
        plain(&one.name, 100)
    );
    if let Some(date) = one.completed_on.as_deref().and_then(|date| date.parse::<jiff::civil::Date>().ok()) {
        let _ = write!(out, ", completed {}", date.strftime("%-d %B %Y"));
    }
    if let Some(version) = one.version {
        let _ = write!(out, ", version {version}");
    }
    let _ = writeln!(out, " ({})", one.blake3.get(..8).unwrap_or(&one.blake3));
    for step in &one.steps {
        let became = match step.status.as_str() {
            "current" => "counts",
            "superseded" => "no longer counts",
            "decisions" => "a decisions workbook",
            "answers" => "an answered query sheet",
            other => other,
        };
        let reason =
            if step.reason.is_empty() { String::new() } else { format!(": {}", plain(&step.reason, 200)) };
        let _ = writeln!(out, "    run {}, {}: {became}{reason}", step.run, moment(&step.at));
    }
    out
}
