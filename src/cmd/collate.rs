//! `returns collate`: all returns of the periods asked for, into `output/<period>/`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use returns::error::Error;
use returns::model::{Evaluation, Status, Wave};
use returns::pipeline::{self, Workspace};
use returns::write::run_record::RunRecord;
use returns::{shards, terminal};
use serde_json::json;

use super::{finding_json, pretty};
use crate::cli::{Common, Format, Outcome, REJECTED};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Collate {
    /// Periods, each the name of a folder under input/
    #[arg(value_name = "PERIOD")]
    periods: Vec<String>,
    /// Date the outputs carry, instead of the newest return's
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Folder of shards to collate instead of the files under input/
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
}

impl Collate {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let Self { periods: asked, as_of, from } = self;
        let workspace = Workspace::open(&common.workspace)?;
        let all = from.as_ref().map_or_else(|| workspace.periods(), |folder| shards::periods(folder))?;
        if let Some(unknown) = asked.iter().find(|period| !all.contains(period)) {
            return Err(Error::Missing(format!(
                "There is no period {unknown}. Periods there: {}.",
                all.join(", ")
            )));
        }
        let wanted = if asked.is_empty() { all.clone() } else { asked };
        let readers = common.readers()?;
        let mut outcome = Outcome::default();
        let mut documents = Vec::new();
        let mut before: Option<Wave> = None;
        for period in all {
            let is_wanted = wanted.contains(&period);
            let later = wanted.iter().any(|one| *one >= period);
            if !later {
                continue;
            }
            let started = Timestamp::now();
            let bar = progress(common, &period);
            let wave = match &from {
                None => pipeline::wave(&workspace, &period, &readers, before.as_ref())?,
                Some(folder) => {
                    let readings = shards::load(folder, &period)?;
                    pipeline::wave_of(&workspace, &period, readings, before.as_ref())
                }
            };
            before = Some(wave.clone());
            bar.finish_and_clear();
            if !is_wanted {
                continue;
            }
            let evaluation = pipeline::evaluate(&workspace, wave, as_of)?;
            let code = write_period(&workspace, &evaluation, started)?;
            outcome.code = outcome.code.max(code);
            let workbook =
                common.workspace.join("output").join(&period).join(format!("evaluation-{period}.xlsx"));
            match common.format {
                Format::Json => documents.push(period_json(&evaluation, &workbook)),
                Format::Text if !common.quiet => {
                    outcome.output.push_str(&terminal::summary(&evaluation, &workbook.display().to_string()));
                }
                Format::Text => {}
            }
        }
        if common.format == Format::Json {
            outcome.output = pretty(&json!({ "periods": documents }));
        }
        Ok(outcome)
    }
}

/// A spinner on a terminal, nothing elsewhere.
fn progress(common: &Common, period: &str) -> indicatif::ProgressBar {
    if common.quiet || common.format == Format::Json {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new_spinner();
    bar.set_message(format!("Reading the returns of {period}"));
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// Writes the outputs of a period; gives the exit code.
fn write_period(workspace: &Workspace, evaluation: &Evaluation, started: Timestamp) -> Result<u8, Error> {
    let folder = workspace.folder.join("output").join(&evaluation.wave.period.id);
    let outputs = pipeline::outputs(workspace, evaluation)?;
    pipeline::put(&folder, &outputs)?;
    let rejected = evaluation.wave.received.iter().any(|row| row.status == Status::Rejected);
    let code = if rejected { REJECTED } else { 0 };
    let record = RunRecord::new(&evaluation.wave, started, Timestamp::now(), code);
    pipeline::put(&folder, &[("run.json".to_owned(), record.json()?)])?;
    Ok(code)
}

fn period_json(evaluation: &Evaluation, workbook: &Path) -> serde_json::Value {
    let wave = &evaluation.wave;
    let partnership: Vec<serde_json::Value> = evaluation
        .measures
        .iter()
        .filter(|row| row.council_code == "ALL")
        .map(|row| {
            json!({
                "measure": row.measure, "unit": row.unit, "breakdown": row.breakdown, "category": row.category,
                "lower": row.lower.map(returns::write::decimal), "upper": row.upper.map(returns::write::decimal),
                "marker": row.marker, "councils_counted": row.councils_counted,
            })
        })
        .collect();
    let received: Vec<serde_json::Value> = wave
        .received
        .iter()
        .map(|row| {
            json!({
                "file": row.file, "status": row.status.code(), "reason": row.reason,
                "council_code": row.council.as_ref().map(|c| c.code.to_string()),
                "errors": row.errors, "queries": row.queries,
            })
        })
        .collect();
    json!({
        "period": wave.period.id, "workbook": workbook.display().to_string(),
        "returns": received, "figures": partnership,
        "findings": wave.findings.iter().map(finding_json).collect::<Vec<_>>(),
    })
}
