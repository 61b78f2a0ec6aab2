//! `returns collate`: all returns of the periods asked for, into `output/<period>/`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;
use jiff::civil::Date;
use returns::error::Error;
use returns::lock::Lock;
use returns::model::Evaluation;
use returns::pipeline::Workspace;
use returns::run::{self, Asked, Done, PeriodDone};
use returns::terminal;
use returns::write::place::Held;
use serde_json::json;

use super::{finding_json, journal, pretty};
use crate::cli::{Common, FAILED, Format, Outcome, REJECTED};

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
    /// Do not wait for another run in the workspace to end
    #[arg(long)]
    no_wait: bool,
}

impl Collate {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let asked = Asked { periods: self.periods, as_of: self.as_of, from: self.from, now: common.now() };
        let done = collate(&workspace, common, &asked, self.no_wait)?;
        Ok(outcome(common, &done))
    }
}

/// Collates under the workspace's lock.
pub(crate) fn collate(
    workspace: &Workspace,
    common: &Common,
    asked: &Asked,
    no_wait: bool,
) -> Result<Done, Error> {
    if asked.from.is_none() {
        workspace.check()?;
    }
    let _lock = Lock::take(&workspace.output(), asked.now, |who| {
        if !no_wait && !common.quiet {
            (common.voice.say)(&format!("Waiting: another run is at work here, {who}."));
        }
        !no_wait
    })?;
    let bar = progress(common);
    let done = run::collate(workspace, &common.readers()?, asked, &mut |period| {
        bar.set_message(format!("Reading the returns of {period}"));
    });
    bar.finish_and_clear();
    if let Ok(done) = &done {
        journal::done(done);
    }
    done
}

fn outcome(common: &Common, done: &Done) -> Outcome {
    let mut outcome = Outcome::default();
    let held = done.held.iter().map(Held::message);
    outcome.messages = done.said.iter().cloned().chain(held).map(|message| message + "\n").collect();
    outcome.code = match (done.held.is_empty(), done.rejected()) {
        (false, _) => FAILED,
        (true, true) => REJECTED,
        (true, false) => 0,
    };
    match common.format {
        Format::Json => {
            let documents: Vec<serde_json::Value> = done.periods.iter().map(period_json).collect();
            outcome.output = pretty(&json!({ "run": done.run, "periods": documents }));
        }
        Format::Text if !common.quiet => {
            outcome.output = done.periods.iter().map(period_text).collect();
        }
        Format::Text => {}
    }
    outcome
}

/// A spinner on a terminal, nothing elsewhere.
fn progress(common: &Common) -> indicatif::ProgressBar {
    if common.quiet || common.format == Format::Json {
        return indicatif::ProgressBar::hidden();
    }
    let bar = indicatif::ProgressBar::new_spinner();
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

fn period_text(done: &PeriodDone) -> String {
    let workbook = done.workbook.display().to_string();
    match &done.evaluation {
        Some(evaluation) => terminal::summary(evaluation, &workbook),
        None => format!("{}: nothing is new. {workbook} is left as it is.\n", done.period),
    }
}

fn period_json(done: &PeriodDone) -> serde_json::Value {
    match &done.evaluation {
        Some(evaluation) => evaluation_json(evaluation, &done.workbook),
        None => {
            json!({ "period": done.period, "workbook": done.workbook.display().to_string(), "new": false })
        }
    }
}

fn evaluation_json(evaluation: &Evaluation, workbook: &Path) -> serde_json::Value {
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
        "period": wave.period.id, "new": true, "workbook": workbook.display().to_string(),
        "returns": received, "figures": partnership,
        "findings": wave.findings.iter().map(finding_json).collect::<Vec<_>>(),
    })
}
