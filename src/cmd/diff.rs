//! `returns diff`: what changed between two states of a period, two files or two periods.

use std::path::Path;

use clap::Args;
use returns::compare::{changes, facts_of, snapshot};
use returns::error::Error;
use returns::examine::Examined;
use returns::ledger::Ledger;
use returns::ledger::archive::Archive;
use returns::model::{Changes, Period, Snapshot};
use returns::pipeline::{self, Workspace};
use returns::read::files::InputFile;
use returns::reconcile::{Submitted, reconcile};
use returns::{run, terminal};
use serde_json::json;

use super::{moment, pretty};
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Diff {
    /// A period: what changed since its workbook was issued. Or the older of two files,
    /// two runs by number, or two periods
    #[arg(value_name = "PERIOD|A")]
    from: String,
    /// The newer of the two
    #[arg(value_name = "B")]
    to: Option<String>,
}

/// What was compared, and what differs.
struct Compared {
    /// Headings and the changes under them.
    parts: Vec<(String, Changes)>,
}

impl Diff {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let compared = match self.to {
            None => since_issue(&workspace, common, &self.from)?,
            Some(to) => {
                let periods = run::periods(&workspace, common.now()).unwrap_or_default();
                if [&self.from, &to].into_iter().any(|name| Path::new(name).is_file()) {
                    files(&workspace, common, &self.from, &to)?
                } else if periods.contains(&self.from) && periods.contains(&to) {
                    between_periods(&workspace, &self.from, &to)?
                } else {
                    runs(&workspace, &self.from, &to)?
                }
            }
        };
        let output = match common.format {
            Format::Json => pretty(&json!({ "compared": compared.parts.iter().map(|(title, changes)| {
                json!({ "what": title, "facts": changes.facts, "figures": changes.figures })
            }).collect::<Vec<_>>() })),
            Format::Text => compared
                .parts
                .iter()
                .map(|(title, changes)| terminal::changes(title, changes))
                .collect::<Vec<_>>()
                .join("\n"),
        };
        Ok(Outcome { output, ..Outcome::default() })
    }
}

/// A period as it is now against its workbook last issued.
fn since_issue(workspace: &Workspace, common: &Common, period: &str) -> Result<Compared, Error> {
    let periods = run::periods(workspace, common.now())?;
    if !periods.iter().any(|known| known == period) {
        let periods = periods.join(", ");
        return Err(Error::Missing(format!("There is no period {period}. Periods there: {periods}.")));
    }
    let archive = Archive::new(&workspace.output());
    let journal = archive.journal()?;
    let issue = journal.last_issue(period).ok_or_else(|| {
        Error::Missing(format!(
            "No workbook of {period} has been issued. Issue it: returns issue {period}. Or compare two runs, files or periods."
        ))
    })?;
    let old = run::issued(&archive, issue).ok_or_else(|| {
        Error::Missing(format!(
            "The figures issued of {period} are missing from the archive or damaged there, so nothing can be compared with them."
        ))
    })?;
    let evaluation = run::evaluation(workspace, &common.readers()?, period, common.now())?;
    let new = snapshot(&evaluation.wave, &evaluation.measures);
    let title = format!("{period} since the workbook issued on {}", moment(&issue.at.to_string()));
    Ok(Compared { parts: vec![(title, changes(&old, &new))] })
}

/// Two files, whosever they are.
fn files(workspace: &Workspace, common: &Common, from: &str, to: &str) -> Result<Compared, Error> {
    let inputs: Vec<InputFile> = [from, to]
        .iter()
        .map(|name| {
            let path = std::fs::canonicalize(name).map_err(|source| Error::Io {
                doing: "cannot read",
                path: name.into(),
                source,
            })?;
            Ok(InputFile::new((*name).to_owned(), path))
        })
        .collect::<Result<_, Error>>()?;
    let examined = pipeline::examine_all(&inputs, "", workspace, &common.readers()?)?;
    let of = |name: &str| -> Result<Snapshot, Error> {
        let found = examined.iter().find(|(own, _)| own == name).map(|(_, one)| one);
        found.map_or_else(
            || Err(Error::Missing(format!("{name} was not read."))),
            |one| said(workspace, name, one),
        )
    };
    let title = format!("{from} to {to}");
    Ok(Compared { parts: vec![(title, changes(&of(from)?, &of(to)?))] })
}

/// What one file says and what its figures are.
fn said(workspace: &Workspace, name: &str, examined: &Examined) -> Result<Snapshot, Error> {
    let facts = match &examined.outcome {
        Ok(one) => facts_of(one),
        Err(finding) => return Err(Error::Missing(format!("{name} is no return: {}", finding.message))),
    };
    let period = Period { id: String::new(), title: String::new(), due: None };
    let submitted = vec![Submitted::at_once(name.to_owned(), examined.clone())];
    let wave = reconcile(period, submitted, &workspace.reference, None);
    let evaluation = pipeline::evaluate(workspace, wave, None)?;
    let figures = snapshot(&evaluation.wave, &evaluation.measures).figures;
    Ok(Snapshot { facts, figures })
}

/// Two periods as their last runs left them.
fn between_periods(workspace: &Workspace, from: &str, to: &str) -> Result<Compared, Error> {
    let ledger = Ledger::read(&workspace.output())?.ok_or_else(super::no_ledger)?;
    let of = |period: &str| -> Result<Snapshot, Error> {
        let run = ledger.last_run(period)?.ok_or_else(|| {
            Error::Missing(format!("No run has written {period} yet. Run first: returns collate {period}."))
        })?;
        ledger.snapshot(period, run)
    };
    Ok(Compared { parts: vec![(format!("{from} to {to}"), changes(&of(from)?, &of(to)?))] })
}

/// Two runs, in each period that either wrote.
fn runs(workspace: &Workspace, from: &str, to: &str) -> Result<Compared, Error> {
    let ledger = Ledger::read(&workspace.output())?.ok_or_else(super::no_ledger)?;
    let all = ledger.runs()?;
    let of = |asked: &str| {
        let number = asked.parse::<i64>().ok();
        number.and_then(|number| all.iter().find(|run| run.run == number)).ok_or_else(|| {
            let known: Vec<String> = all.iter().rev().take(10).map(|run| run.run.to_string()).collect();
            Error::Missing(format!(
                "{asked} is neither a file nor a period nor a run. The last runs: {}.",
                known.join(", ")
            ))
        })
    };
    let (old, new) = (of(from)?, of(to)?);
    let mut periods: Vec<&String> =
        all.iter().filter(|run| run.run <= old.run.max(new.run)).flat_map(|run| &run.periods).collect();
    periods.sort();
    periods.dedup();
    let mut parts = Vec::new();
    for period in periods {
        let differs = changes(&ledger.snapshot(period, old.run)?, &ledger.snapshot(period, new.run)?);
        let title = format!(
            "{period}, run {} of {} to run {} of {}",
            old.run,
            moment(&old.started),
            new.run,
            moment(&new.started)
        );
        parts.push((title, differs));
    }
    Ok(Compared { parts })
}
