//! `returns check`: reads returns as `collate` would, and says what it found.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::Args;
use returns::error::Error;
use returns::examine::Examined;
use returns::model::{Period, Return, Section, Severity};
use returns::pipeline::{self, Workspace};
use returns::read::files::InputFile;
use returns::terminal;
use serde_json::{Value, json};

use super::query_sheet::QuerySheets;
use super::{finding_json, pretty};
use crate::cli::{Common, FAILED, Format, Outcome, REJECTED};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Check {
    /// Returns to check
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Write into DIR, for each council, a workbook of what is asked of it
    #[arg(long, value_name = "DIR")]
    query_sheet: Option<PathBuf>,
}

/// A file checked.
struct Checked {
    name: String,
    /// The period whose folder it lies in, where it lies in one.
    period: Option<Period>,
    examined: Examined,
}

impl Check {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let (checked, missing) = examine(&self.files, &workspace, common)?;
        let mut sheets = QuerySheets::default();
        if let Some(folder) = &self.query_sheet {
            write_query_sheets(&mut sheets, &checked, &workspace, folder)?;
        }
        let output = match common.format {
            Format::Text => {
                let tell = |one: &Checked| terminal::checked(&one.name, &one.examined, one.period.as_ref());
                let mut output = checked.iter().map(tell).collect::<Vec<_>>().join("\n");
                if self.query_sheet.is_some() {
                    output = format!("{output}\n{}", sheets.text());
                }
                output
            }
            Format::Json => {
                let files: Vec<Value> = checked.iter().map(checked_json).collect();
                let mut document = json!({ "files": files });
                if let (Some(fields), true) = (document.as_object_mut(), self.query_sheet.is_some()) {
                    fields.insert("query_sheets".to_owned(), sheets.json());
                }
                pretty(&document)
            }
        };
        let rejected = checked.iter().any(|one| one.examined.outcome.is_err());
        let code = if !missing.is_empty() {
            FAILED
        } else if rejected {
            REJECTED
        } else {
            0
        };
        let messages = missing.iter().map(|error| error.to_string() + "\n").collect();
        Ok(Outcome { output, messages, code })
    }
}

/// Examines the files, in the order asked for, each as one of the period whose folder it lies in;
/// says which are not there. Where none is, that is an error.
fn examine(
    files: &[PathBuf],
    workspace: &Workspace,
    common: &Common,
) -> Result<(Vec<Checked>, Vec<Error>), Error> {
    let mut by_period: BTreeMap<Option<String>, Vec<(usize, InputFile)>> = BTreeMap::new();
    let mut missing = Vec::new();
    for (place, file) in files.iter().enumerate() {
        let path = match std::fs::canonicalize(file) {
            Ok(path) => path,
            Err(source) => {
                missing.push(Error::Io { doing: "cannot read", path: file.clone(), source });
                continue;
            }
        };
        let period = period_of(&path, workspace);
        let input = InputFile::new(file.display().to_string(), path);
        by_period.entry(period).or_default().push((place, input));
    }
    if by_period.is_empty()
        && let Some(error) = missing.pop()
    {
        return Err(error);
    }
    let readers = common.readers()?;
    let mut checked: BTreeMap<usize, Checked> = BTreeMap::new();
    for (period, asked) in by_period {
        let (places, inputs): (Vec<usize>, Vec<InputFile>) = asked.into_iter().unzip();
        let id = period.clone().unwrap_or_default();
        let examined = pipeline::examine_all(&inputs, &id, workspace, &readers)?;
        let period = period.map(|id| workspace.settings.period(&id));
        for (place, (name, examined)) in places.into_iter().zip(examined) {
            checked.insert(place, Checked { name, period: period.clone(), examined });
        }
    }
    Ok((checked.into_values().collect(), missing))
}

/// The period whose input folder a file lies in.
fn period_of(path: &Path, workspace: &Workspace) -> Option<String> {
    let input = std::fs::canonicalize(workspace.folder.join("input")).ok()?;
    let mut parts = path.strip_prefix(input).ok()?.components();
    let period = parts.next()?.as_os_str().to_str()?.to_owned();
    parts.next().map(|_| period)
}

fn write_query_sheets(
    sheets: &mut QuerySheets,
    checked: &[Checked],
    workspace: &Workspace,
    folder: &Path,
) -> Result<(), Error> {
    let unknown = Period { id: String::new(), title: String::new(), due: None };
    let mut by_period: BTreeMap<&str, (&Period, Vec<&Return>)> = BTreeMap::new();
    for one in checked {
        let period = one.period.as_ref().unwrap_or(&unknown);
        if let Ok(found) = &one.examined.outcome {
            by_period.entry(&period.id).or_insert_with(|| (period, Vec::new())).1.push(found);
        }
    }
    for (period, returns) in by_period.values() {
        sheets.write(workspace, (period, None), returns, folder)?;
    }
    Ok(())
}

fn checked_json(one: &Checked) -> Value {
    let examined = &one.examined;
    let period = one.period.as_ref().map(|period| period.id.clone());
    match &examined.outcome {
        Ok(found) => json!({
            "file": one.name, "status": "read", "format": examined.format, "blake3": examined.blake3,
            "council_code": found.council.code.to_string(), "council": found.council.name.to_string(),
            "named_in": examined.named_in, "period": period, "period_said": examined.period_said,
            "completed_on": found.completed_on.map(|date| date.to_string()),
            "version": found.version.map(|version| version.to_string()),
            "sections": Section::ALL.map(|section| section_json(examined, found, section)),
            "findings": terminal::ordered(&found.findings).into_iter().map(finding_json).collect::<Vec<_>>(),
        }),
        Err(finding) => json!({
            "file": one.name, "status": "rejected", "format": examined.format, "blake3": examined.blake3,
            "period": period, "reason": finding.message, "findings": [finding_json(finding)],
        }),
    }
}

fn section_json(examined: &Examined, found: &Return, section: Section) -> Value {
    let coverage = found.sections.get(&section);
    let places: Vec<Value> = examined
        .places
        .iter()
        .filter(|place| place.section == section)
        .map(|place| json!({ "sheet": place.sheet, "cells": place.cells, "holds": place.holds }))
        .collect();
    let count = |severity: Severity| {
        found.findings.iter().filter(|one| one.section == Some(section) && one.severity() == severity).count()
    };
    json!({
        "section": section.title(),
        "found": coverage.is_some_and(|coverage| coverage.found),
        "answered": coverage.is_some_and(|coverage| coverage.answered),
        "reads": terminal::reads(found, section), "places": places,
        "errors": count(Severity::Error), "queries": count(Severity::Query),
    })
}
