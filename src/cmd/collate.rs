//! `returns collate`: all returns of the periods asked for, into `output/<period>/`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use returns::error::Error;
use returns::lock::Lock;
use returns::model::{Evaluation, Return};
use returns::pipeline::{Editions, Workspace};
use returns::run::{self, Asked, Done, PeriodDone};
use returns::terminal;
use returns::write::place::Held;
use serde_json::json;

use super::query_sheet::QuerySheets;
use super::{finding_json, journal, measured_json, pretty};
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
    /// Write into DIR, for each council, a workbook of what is asked of it
    #[arg(long, value_name = "DIR")]
    query_sheet: Option<PathBuf>,
    /// Do not wait for another run in the workspace to end
    #[arg(long)]
    no_wait: bool,
    /// Editions of the workbook to write
    #[arg(long, value_name = "EDITION", default_value = "both")]
    edition: Edition,
}

/// Which editions are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Edition {
    /// For the team
    Working,
    /// For publication
    Public,
    /// Both
    Both,
}

impl From<Edition> for Editions {
    fn from(asked: Edition) -> Self {
        Self { working: asked != Edition::Public, public: asked != Edition::Working }
    }
}

impl Collate {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let asked = Asked {
            periods: self.periods,
            as_of: self.as_of,
            from: self.from,
            editions: self.edition.into(),
            now: common.now(),
        };
        let done = collate(&workspace, common, &asked, self.no_wait)?;
        let mut sheets = QuerySheets::default();
        if let Some(folder) = &self.query_sheet {
            for period in &done.periods {
                ask(&mut sheets, &workspace, common, (period, &asked), folder)?;
            }
        }
        Ok(outcome(common, &done, self.query_sheet.is_some().then_some(&sheets)))
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

/// Writes the query sheets of a period, whether anything in it was new or not.
fn ask(
    sheets: &mut QuerySheets,
    workspace: &Workspace,
    common: &Common,
    (done, asked): (&PeriodDone, &Asked),
    folder: &Path,
) -> Result<(), Error> {
    let again = match &done.evaluation {
        Some(_) => None,
        None => Some(run::evaluation(workspace, &common.readers()?, &done.period, asked.now)?),
    };
    let Some(evaluation) = done.evaluation.as_ref().or(again.as_ref()) else { return Ok(()) };
    let wave = &evaluation.wave;
    let returns: Vec<&Return> = wave.returns.iter().collect();
    sheets.write(workspace, (&wave.period, asked.as_of), &returns, folder)
}

fn outcome(common: &Common, done: &Done, sheets: Option<&QuerySheets>) -> Outcome {
    let mut outcome = Outcome::default();
    let held = done.held.iter().chain(sheets.iter().flat_map(|sheets| sheets.held())).map(Held::message);
    outcome.messages = done.said.iter().cloned().chain(held).map(|message| message + "\n").collect();
    outcome.code =
        match (done.held.is_empty() && sheets.is_none_or(|sheets| sheets.held().is_empty()), done.rejected())
        {
            (false, _) => FAILED,
            (true, true) => REJECTED,
            (true, false) => 0,
        };
    match common.format {
        Format::Json => {
            let documents: Vec<serde_json::Value> = done.periods.iter().map(period_json).collect();
            let mut document = json!({ "run": done.run, "periods": documents });
            if let (Some(fields), Some(sheets)) = (document.as_object_mut(), sheets) {
                fields.insert("query_sheets".to_owned(), sheets.json());
            }
            outcome.output = pretty(&document);
        }
        Format::Text if !common.quiet => {
            outcome.output = done.periods.iter().map(period_text).collect();
            outcome.output.extend(sheets.map(QuerySheets::text));
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
    let partnership: Vec<serde_json::Value> =
        evaluation.measures.iter().filter(|row| row.council_code == "ALL").map(measured_json).collect();
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
