//! `returns explain`: what a code or a measure means, or where a figure comes from.

use clap::Args;
use returns::error::Error;
use returns::measure::MEASURES;
use returns::model::{CATALOGUE, Entry, Evaluation};
use returns::pipeline::Workspace;
use returns::{explain, run, terminal};
use serde_json::{Value, json};

use super::{council_code, measured_json, pretty};
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    /// A code such as total-not-sum, or a measure such as headcount
    #[arg(value_name = "WHAT")]
    what: String,
    /// Period of the figure
    #[arg(long)]
    period: Option<String>,
    /// Council of the figure: its name, ONS code or initials
    #[arg(long)]
    council: Option<String>,
    /// Category of the figure, such as `heads_of_service`
    #[arg(long)]
    category: Option<String>,
}

impl Explain {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let Some(period) = &self.period else { return self.meaning(common) };
        if explain::measure(&self.what).is_none() {
            return self.meaning(common);
        }
        let workspace = Workspace::open(&common.workspace)?;
        let evaluation = run::evaluation(&workspace, &common.readers()?, period, common.now())?;
        // The partnership is `ALL` in the tables.
        let council = self.council.as_ref().filter(|name| !name.eq_ignore_ascii_case("all"));
        let council = council.map(|name| council_code(&workspace, name)).transpose()?;
        let asked = (self.what.as_str(), council.as_deref(), self.category.as_deref());
        let output = match common.format {
            Format::Text => explain::figure(&evaluation, asked.0, asked.1, asked.2),
            Format::Json => pretty(&figure_json(&evaluation, asked)),
        };
        if explain::figures(&evaluation, asked.0, asked.1, asked.2).is_empty() {
            return Err(Error::Missing(
                "There is no such figure; look for its council and category in tidy/measures.csv.".to_owned(),
            ));
        }
        Ok(Outcome { output, ..Outcome::default() })
    }

    /// What a code or a measure means.
    fn meaning(&self, common: &Common) -> Result<Outcome, Error> {
        let what = self.what.as_str();
        let code = CATALOGUE.iter().find(|entry| entry.id == what);
        let output = match (code, explain::measure(what), common.format) {
            (Some(entry), _, Format::Json) => pretty(&code_json(entry)),
            (Some(_), _, Format::Text) => explain::code(what).unwrap_or_default(),
            (None, Some(_), _) if self.council.is_some() || self.category.is_some() => {
                return Err(Error::Missing("Name the period of the figure too: --period 2005.".to_owned()));
            }
            (None, Some(_), Format::Json) => pretty(&measure_json(what)),
            (None, Some(text), Format::Text) => text,
            (None, None, _) => return Err(unknown(what)),
        };
        Ok(Outcome { output, ..Outcome::default() })
    }
}

fn unknown(what: &str) -> Error {
    let codes: Vec<&str> = CATALOGUE.iter().map(|entry| entry.id).collect();
    let mut measures: Vec<&str> = MEASURES.iter().map(|one| one.id).collect();
    measures.dedup();
    Error::Missing(format!(
        "{} is neither a finding's code nor a measure.\nMeasures: {}.\nCodes: {}.",
        terminal::plain(what, 60),
        measures.join(", "),
        codes.join(", ")
    ))
}

fn code_json(entry: &Entry) -> Value {
    json!({
        "kind": "code", "code": entry.id, "title": entry.title,
        "severity": entry.severity.word(), "who": entry.who.word(),
        "meaning": entry.meaning, "example": entry.example, "expected": entry.expected,
        "remedy": entry.remedy, "accepted": entry.accepted,
    })
}

fn measure_json(id: &str) -> Value {
    let own: Vec<_> = MEASURES.iter().filter(|one| one.id == id).collect();
    let breakdowns: Vec<Value> = own
        .iter()
        .map(|one| json!({ "breakdown": one.breakdown, "title": one.title, "definition": one.definition }))
        .collect();
    let unit = own.first().map(|one| one.unit);
    json!({ "kind": "measure", "measure": id, "unit": unit, "breakdowns": breakdowns })
}

fn figure_json(
    evaluation: &Evaluation,
    (measure, council, category): (&str, Option<&str>, Option<&str>),
) -> Value {
    let figures: Vec<Value> = explain::figures(evaluation, measure, council, category)
        .into_iter()
        .map(|row| {
            let mut figure = measured_json(row);
            if let Some(fields) = figure.as_object_mut() {
                fields.insert("council_code".to_owned(), json!(row.council_code));
                fields.insert("council".to_owned(), json!(row.council));
                fields.insert("councils_expected".to_owned(), json!(row.councils_expected));
            }
            figure
        })
        .collect();
    let cells: Vec<Value> = explain::origins(evaluation, measure, council, category)
        .into_iter()
        .map(|origin| {
            json!({
                "council": origin.council, "file": &*origin.at.file, "sheet": &*origin.at.sheet,
                "cell": origin.at.address(), "found": origin.text, "rule": origin.rule,
            })
        })
        .collect();
    json!({
        "kind": "figure", "measure": measure, "period": evaluation.wave.period.id,
        "figures": figures, "cells": cells,
    })
}
