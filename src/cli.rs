//! The command line: what can be asked, and what each command does.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use jiff::civil::Date;
use returns::error::Error;
use returns::examine::{Examined, examine};
use returns::model::{Evaluation, Finding, Status, Wave, entry};
use returns::pipeline::{self, Readers, Workspace};
use returns::read::files::InputFile;
use returns::read::worker;
use returns::write::run_record::RunRecord;
use returns::{explain, terminal};
use serde_json::json;

/// Collates councils' management development returns into one evaluation workbook.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

/// What goes with every command.
#[derive(Debug, Args)]
struct Common {
    /// Folder with `returns.toml`, `input/<period>/` and `output/`
    #[arg(short, long, global = true, value_name = "DIR", default_value = ".")]
    workspace: PathBuf,
    /// How results are printed
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    format: Format,
    /// Print no progress and no summary
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Files read at once [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    jobs: Option<usize>,
    /// Memory that reading one file may take, in MiB
    #[arg(long, global = true, value_name = "MIB", default_value_t = 512)]
    memory_limit: u64,
    /// Seconds that reading one file may take
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 20)]
    time_limit: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Collate the returns of all periods under input/, or of those named
    Collate {
        /// Periods, each the name of a folder under input/
        #[arg(value_name = "PERIOD")]
        periods: Vec<String>,
        /// Date the outputs carry, instead of the newest return's
        #[arg(long, value_name = "DATE")]
        as_of: Option<Date>,
    },
    /// Read returns as collate would, print errors and queries, write nothing
    Check {
        /// Returns to check
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
    /// Say what a finding's code or a measure means, or which cells a figure came from
    Explain {
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
    },
    /// Read files named on standard input, for the program itself
    #[command(hide = true)]
    Worker {
        #[arg(long)]
        period: String,
    },
}

impl Cli {
    /// Does what was asked; gives the exit code, and what goes to standard output
    /// and standard error.
    pub(crate) fn run(self) -> Result<Outcome, Error> {
        let common = self.common;
        match self.command {
            Command::Collate { periods, as_of } => collate(&common, periods, as_of),
            Command::Check { files } => check(&common, &files),
            Command::Explain { what, period, council, category } => {
                explained(&common, &what, &Figure { period, council, category })
            }
            Command::Worker { period } => serve(&common.workspace, &period),
        }
    }
}

/// What a command came to.
#[derive(Debug, Default)]
pub(crate) struct Outcome {
    /// For standard output.
    pub(crate) output: String,
    /// For standard error.
    pub(crate) messages: String,
    /// The exit code.
    pub(crate) code: u8,
}

/// The exit code of a run in which a file was rejected.
const REJECTED: u8 = 3;

fn readers(common: &Common) -> Result<Readers, Error> {
    let program = std::env::current_exe().map_err(|source| Error::Io {
        doing: "cannot find",
        path: PathBuf::from("returns"),
        source,
    })?;
    Ok(Readers::Workers {
        program,
        jobs: common
            .jobs
            .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
            .max(1),
        memory_bytes: common.memory_limit.saturating_mul(1 << 20),
        time_limit: Duration::from_secs(common.time_limit),
    })
}

fn collate(common: &Common, asked: Vec<String>, as_of: Option<Date>) -> Result<Outcome, Error> {
    let workspace = Workspace::open(&common.workspace)?;
    let all = workspace.periods()?;
    if let Some(unknown) = asked.iter().find(|period| !all.contains(period)) {
        return Err(Error::Missing(format!(
            "There is no folder input/{unknown}. Periods there: {}.",
            all.join(", ")
        )));
    }
    let wanted = if asked.is_empty() { all.clone() } else { asked };
    let readers = readers(common)?;
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
        let wave = pipeline::wave(&workspace, &period, &readers, before.as_ref())?;
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

fn finding_json(finding: &Finding) -> serde_json::Value {
    json!({
        "code": entry(finding.code).id, "severity": finding.severity().word(), "who": finding.who().word(),
        "council": finding.council.as_ref().map(|c| c.name.to_string()),
        "file": finding.file, "sheet": finding.sheet, "cell": finding.cell,
        "found": finding.found, "message": finding.message, "expected": entry(finding.code).remedy,
    })
}

fn pretty(document: &serde_json::Value) -> String {
    format!("{document:#}\n")
}

fn check(common: &Common, files: &[PathBuf]) -> Result<Outcome, Error> {
    let workspace = Workspace::open(&common.workspace)?;
    let mut inputs = Vec::new();
    for file in files {
        let path = std::fs::canonicalize(file).map_err(|source| Error::Io {
            doing: "cannot read",
            path: file.clone(),
            source,
        })?;
        inputs.push(InputFile { name: file.display().to_string(), path, refused: None });
    }
    let examined = pipeline::examine_all(&inputs, "", &workspace, &readers(common)?)?;
    let by_name: BTreeMap<&str, &Examined> =
        examined.iter().map(|(name, one)| (name.as_str(), one)).collect();
    let ordered: Vec<(&str, &Examined)> = inputs
        .iter()
        .filter_map(|input| Some((input.name.as_str(), *by_name.get(input.name.as_str())?)))
        .collect();
    let output = match common.format {
        Format::Text => {
            ordered.iter().map(|(name, one)| terminal::checked(name, one)).collect::<Vec<_>>().join("\n")
        }
        Format::Json => pretty(
            &json!({ "files": ordered.iter().map(|(name, one)| checked_json(name, one)).collect::<Vec<_>>() }),
        ),
    };
    let rejected = ordered.iter().any(|(_, one)| one.outcome.is_err());
    Ok(Outcome { output, messages: String::new(), code: if rejected { REJECTED } else { 0 } })
}

fn checked_json(name: &str, examined: &Examined) -> serde_json::Value {
    let places: Vec<serde_json::Value> = examined
        .places
        .iter()
        .map(|(section, place)| json!({ "section": section, "place": place }))
        .collect();
    match &examined.outcome {
        Ok(found) => json!({
            "file": name, "status": "read", "format": examined.format,
            "council_code": found.council.code.to_string(), "council": found.council.name.to_string(),
            "completed_on": found.completed_on.map(|date| date.to_string()),
            "version": found.version.map(returns::write::decimal),
            "sections": places, "findings": found.findings.iter().map(finding_json).collect::<Vec<_>>(),
        }),
        Err(finding) => json!({
            "file": name, "status": "rejected", "format": examined.format, "reason": finding.message,
            "sections": places, "findings": [finding_json(finding)],
        }),
    }
}

/// Which figure is to be explained.
struct Figure {
    period: Option<String>,
    council: Option<String>,
    category: Option<String>,
}

fn explained(common: &Common, what: &str, figure: &Figure) -> Result<Outcome, Error> {
    let said = explain::code(what);
    let measure = explain::measure(what);
    let text = match (said, measure, &figure.period) {
        (Some(text), _, _) => text,
        (None, Some(text), None) => {
            if figure.council.is_some() || figure.category.is_some() {
                return Err(Error::Missing("Name the period of the figure too: --period 2005.".to_owned()));
            }
            text
        }
        (None, Some(_), Some(period)) => explained_figure(common, what, period, figure)?,
        (None, None, _) => {
            let codes: Vec<&str> = returns::model::CATALOGUE.iter().map(|entry| entry.id).collect();
            let mut measures: Vec<&str> = returns::measure::MEASURES.iter().map(|one| one.id).collect();
            measures.dedup();
            return Err(Error::Missing(format!(
                "{} is neither a finding's code nor a measure.\nMeasures: {}.\nCodes: {}.",
                terminal::plain(what, 60),
                measures.join(", "),
                codes.join(", ")
            )));
        }
    };
    let output = match common.format {
        Format::Text => text,
        Format::Json => pretty(&json!({ "what": what, "text": text })),
    };
    Ok(Outcome { output, ..Outcome::default() })
}

fn explained_figure(common: &Common, measure: &str, period: &str, figure: &Figure) -> Result<String, Error> {
    let workspace = Workspace::open(&common.workspace)?;
    let wave = pipeline::wave(&workspace, period, &readers(common)?, None)?;
    let evaluation = pipeline::evaluate(&workspace, wave, None)?;
    let code = match &figure.council {
        None => None,
        Some(name) => Some(council_code(&workspace, name)?),
    };
    let text = explain::figure(&evaluation, measure, code.as_deref(), figure.category.as_deref());
    if text.is_empty() {
        return Err(Error::Missing(
            "There is no such figure; look for its council and category in tidy/measures.csv.".to_owned(),
        ));
    }
    Ok(text)
}

fn council_code(workspace: &Workspace, name: &str) -> Result<String, Error> {
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

/// A worker: reads each path it is given as a return of the period.
fn serve(folder: &Path, period: &str) -> Result<Outcome, Error> {
    let workspace = Workspace::open(folder)?;
    let root = std::fs::canonicalize(workspace.input(period)).ok();
    let handle = |path: &Path| -> Vec<u8> {
        let name = root.as_ref().filter(|_| !period.is_empty()).and_then(|root| path.strip_prefix(root).ok());
        let name = name.or_else(|| path.file_name().map(Path::new)).unwrap_or(path);
        let name = name.to_string_lossy().replace('\\', "/");
        let examined = examine(path, &name, period, &workspace.reference);
        serde_json::to_vec(&examined).unwrap_or_default()
    };
    worker::serve(handle).map_err(|source| Error::Io {
        doing: "cannot serve",
        path: PathBuf::from("standard input"),
        source,
    })?;
    Ok(Outcome::default())
}
