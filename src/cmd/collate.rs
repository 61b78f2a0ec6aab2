//! `returns collate`: all returns of the periods asked for, into `output/<period>/`.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use returns::error::Error;
use returns::lock::Lock;
use returns::model::{Evaluation, Return};
use returns::pipeline::{Editions, Workspace};
use returns::run::{self, Asked, Done, News, PeriodDone};
use returns::terminal;
use returns::write::place::Held;
use serde_json::{Value, json};

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
        let mut heard = Heard {
            sheets: self.query_sheet.map(|folder| (folder, QuerySheets::default())),
            ..Heard::default()
        };
        let done = collate(&workspace, common, (&asked, self.no_wait), &mut |evaluation, workbook| {
            heard.written(common, (evaluation, workbook));
            heard.ask(&workspace, evaluation, asked.as_of)
        })?;
        if heard.sheets.is_some() {
            // Whether anything in a period was new or not.
            for done in done.periods.iter().filter(|done| done.written.is_none()) {
                let again = run::evaluation(&workspace, &common.readers()?, &done.period, asked.now)?;
                heard.ask(&workspace, &again, asked.as_of)?;
            }
        }
        Ok(heard.outcome(common, &done))
    }
}

/// Collates under the workspace's lock. `written` is shown each evaluation that was written.
pub(crate) fn collate(
    workspace: &Workspace,
    common: &Common,
    (asked, no_wait): (&Asked, bool),
    written: &mut dyn FnMut(&Evaluation, &Path) -> Result<(), Error>,
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
    let done = run::collate(workspace, &common.readers()?, asked, &mut |news| match news {
        News::Reading(period) => {
            bar.set_message(format!("Reading the returns of {period}"));
            Ok(())
        }
        News::Written(evaluation, workbook) => written(evaluation, workbook),
    });
    bar.finish_and_clear();
    if let Ok(done) = &done {
        journal::done(done);
    }
    done
}

/// What is kept of a run to be said once it is over.
#[derive(Debug, Default)]
struct Heard {
    /// By period, for people.
    texts: BTreeMap<String, String>,
    /// By period, for programs.
    documents: BTreeMap<String, Value>,
    /// Where query sheets go, and those written.
    sheets: Option<(PathBuf, QuerySheets)>,
}

impl Heard {
    fn written(&mut self, common: &Common, (evaluation, workbook): (&Evaluation, &Path)) {
        let period = evaluation.wave.period.id.clone();
        match common.format {
            Format::Json => {
                self.documents.insert(period, evaluation_json(evaluation, workbook));
            }
            Format::Text if common.quiet => {}
            Format::Text => {
                self.texts.insert(period, terminal::summary(evaluation, &workbook.display().to_string()));
            }
        }
    }

    /// Writes a period's query sheets, where they are asked for.
    fn ask(
        &mut self,
        workspace: &Workspace,
        evaluation: &Evaluation,
        as_of: Option<Date>,
    ) -> Result<(), Error> {
        let Some((folder, sheets)) = &mut self.sheets else { return Ok(()) };
        let wave = &evaluation.wave;
        let returns: Vec<&Return> = wave.returns.iter().collect();
        sheets.write(workspace, (&wave.period, as_of), &returns, folder)
    }

    fn outcome(mut self, common: &Common, done: &Done) -> Outcome {
        let mut outcome = Outcome::default();
        let sheets = self.sheets.take().map(|(_, sheets)| sheets);
        let held: Vec<&Held> = done.held.iter().chain(sheets.iter().flat_map(QuerySheets::held)).collect();
        let messages = done.said.iter().cloned().chain(held.iter().map(|held| held.message()));
        outcome.messages = messages.map(|message| message + "\n").collect();
        outcome.code = match (held.is_empty(), done.rejected()) {
            (false, _) => FAILED,
            (true, true) => REJECTED,
            (true, false) => 0,
        };
        match common.format {
            Format::Json => {
                let periods: Vec<Value> = done
                    .periods
                    .iter()
                    .map(|done| self.documents.remove(&done.period).unwrap_or_else(|| nothing_new_json(done)))
                    .collect();
                let mut document = json!({ "run": done.run, "periods": periods });
                if let (Some(fields), Some(sheets)) = (document.as_object_mut(), &sheets) {
                    fields.insert("query_sheets".to_owned(), sheets.json());
                }
                outcome.output = pretty(&document);
            }
            Format::Text if !common.quiet => {
                let periods = done.periods.iter();
                outcome.output = periods
                    .map(|done| self.texts.remove(&done.period).unwrap_or_else(|| nothing_new_text(done)))
                    .collect();
                outcome.output.extend(sheets.as_ref().map(QuerySheets::text));
            }
            Format::Text => {}
        }
        outcome
    }
}

fn nothing_new_text(done: &PeriodDone) -> String {
    format!("{}: nothing is new. {} is left as it is.\n", done.period, done.workbook.display())
}

fn nothing_new_json(done: &PeriodDone) -> Value {
    json!({ "period": done.period, "workbook": done.workbook.display().to_string(), "new": false })
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

fn evaluation_json(evaluation: &Evaluation, workbook: &Path) -> Value {
    let wave = &evaluation.wave;
    let partnership: Vec<Value> =
        evaluation.measures.iter().filter(|row| row.council_code == "ALL").map(measured_json).collect();
    let received: Vec<Value> = wave
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
