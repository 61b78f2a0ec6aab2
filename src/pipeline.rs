//! The line itself: files in, outputs out, stage after stage.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::error::Error;
use crate::examine::{Examined, examine};
use crate::measure::{MEASURES, measure};
use crate::model::{Evaluation, QuestionInfo, Wave};
use crate::publish::book::Book;
use crate::publish::{Context, MeasureInfo, publish, standard_notes};
use crate::read::files::{self, InputFile};
use crate::read::pool::{Pool, PoolOptions};
use crate::reconcile::reconcile;
use crate::reference::{Reference, Settings};
use crate::{tidy, write};

/// How files are read.
#[derive(Debug, Clone)]
pub enum Readers {
    /// In this process: only for files one made oneself.
    InProcess,
    /// In worker processes of this program, under limits.
    Workers {
        /// The program.
        program: PathBuf,
        /// How many at once.
        jobs: usize,
        /// Memory that each may take, in bytes.
        memory_bytes: u64,
        /// Time that one file may take.
        time_limit: Duration,
    },
}

/// A workspace opened: its settings and reference data.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// Its folder.
    pub folder: PathBuf,
    /// What `returns.toml` says.
    pub settings: Settings,
    /// The reference data in force.
    pub reference: Reference,
}

impl Workspace {
    /// Opens a workspace.
    ///
    /// # Errors
    /// Where its settings or reference data cannot be used.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let settings = Settings::load(folder)?;
        let reference = Reference::load(Some(folder), &settings.councils)?;
        Ok(Self { folder: folder.to_path_buf(), settings, reference })
    }

    /// The folder of a period's returns.
    #[must_use]
    pub fn input(&self, period: &str) -> PathBuf {
        self.folder.join("input").join(period)
    }

    /// The periods that have a folder under `input/`, in order.
    ///
    /// # Errors
    /// Where there is no such folder, or no period in it.
    pub fn periods(&self) -> Result<Vec<String>, Error> {
        let input = self.folder.join("input");
        let entries = std::fs::read_dir(&input).map_err(|_| {
            Error::Missing(format!(
                "{} is no workspace: it has no folder input. Put the returns of a period into input/<period>/ there, or name another folder with --workspace.",
                self.folder.display()
            ))
        })?;
        let mut periods: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        periods.sort();
        if periods.is_empty() {
            return Err(Error::Missing(format!(
                "{} has no folder of a period, such as 2005.",
                input.display()
            )));
        }
        Ok(periods)
    }

    /// The questions, as later stages need them.
    #[must_use]
    pub fn questions(&self) -> Vec<QuestionInfo> {
        self.reference
            .questionnaire
            .questions
            .iter()
            .map(|question| QuestionInfo {
                id: question.id.clone(),
                title: question.title.clone(),
                codes: question.codes(),
                asks_would_consider: question.would_consider,
            })
            .collect()
    }
}

/// Reads, recognises, normalises and reconciles a period.
///
/// # Errors
/// Where the period's folder is not there, or no worker can be started.
pub fn wave(
    workspace: &Workspace,
    period: &str,
    readers: &Readers,
    before: Option<&Wave>,
) -> Result<Wave, Error> {
    let folder = workspace.input(period);
    if !folder.is_dir() {
        return Err(Error::Missing(format!(
            "There is no folder {} with the returns of {period}.",
            folder.display()
        )));
    }
    let (inputs, _) = files::list(&folder);
    let examined = examine_all(&inputs, period, workspace, readers)?;
    Ok(reconcile(workspace.settings.period(period), examined, &workspace.reference, before))
}

/// Reconciles what was read of a period elsewhere.
#[must_use]
pub fn wave_of(
    workspace: &Workspace,
    period: &str,
    readings: Vec<(String, Examined)>,
    before: Option<&Wave>,
) -> Wave {
    reconcile(workspace.settings.period(period), readings, &workspace.reference, before)
}

/// Examines files, each under its name.
///
/// # Errors
/// Where no worker can be started.
pub fn examine_all(
    inputs: &[InputFile],
    period: &str,
    workspace: &Workspace,
    readers: &Readers,
) -> Result<Vec<(String, Examined)>, Error> {
    let (refused, readable): (Vec<&InputFile>, Vec<&InputFile>) =
        inputs.iter().partition(|input| input.refused.is_some());
    let mut found: Vec<(String, Examined)> = refused
        .iter()
        .filter_map(|input| {
            Some((input.name.clone(), Examined::refused(&input.name, input.refused.as_ref()?)))
        })
        .collect();
    match readers {
        Readers::InProcess => found.par_extend(readable.par_iter().map(|input| {
            (input.name.clone(), examine(&input.path, &input.name, period, &workspace.reference))
        })),
        Readers::Workers { program, jobs, memory_bytes, time_limit } => {
            let arguments = [
                "--period".into(),
                period.into(),
                "--workspace".into(),
                workspace.folder.clone().into_os_string(),
            ];
            let options = PoolOptions {
                workers: *jobs,
                memory_bytes: *memory_bytes,
                time_limit: *time_limit,
                arguments: arguments.into_iter().collect::<Vec<OsString>>(),
            };
            let pool = Pool::new(program.clone(), options).map_err(|source| Error::Io {
                doing: "cannot start a worker of",
                path: program.clone(),
                source,
            })?;
            let paths: Vec<PathBuf> = readable.iter().map(|input| input.path.clone()).collect();
            let answers = pool.run(&paths);
            found.extend(readable.iter().zip(answers).map(|(input, answer)| {
                let examined = match answer.map(|bytes| serde_json::from_slice::<Examined>(&bytes)) {
                    Ok(Ok(examined)) => examined,
                    Ok(Err(_)) => {
                        Examined::refused(&input.name, &crate::read::pool::WorkerFailure::Died.into())
                    }
                    Err(failure) => Examined::refused(&input.name, &failure.into()),
                };
                (input.name.clone(), examined)
            }));
        }
    }
    Ok(found)
}

/// Measures a period. The outputs carry `as_of`, or the date of the newest return.
///
/// # Errors
/// Where the measures cannot be worked out.
pub fn evaluate(workspace: &Workspace, wave: Wave, as_of: Option<Date>) -> Result<Evaluation, Error> {
    let partnership = workspace.settings.partnership.clone();
    let measures = measure(&wave, &partnership, &workspace.questions())?;
    let newest = wave.returns.iter().filter_map(|one| one.completed_on).max();
    Ok(Evaluation { partnership, as_of: as_of.or(newest), wave, measures })
}

/// The workbook of a period before it is written.
#[must_use]
pub fn book(workspace: &Workspace, evaluation: &Evaluation) -> Book {
    let context = Context {
        questions: workspace.questions(),
        measures: MEASURES
            .iter()
            .map(|one| MeasureInfo {
                id: one.id.to_owned(),
                title: one.title.to_owned(),
                unit: one.unit.to_owned(),
                definition: one.definition.to_owned(),
            })
            .collect(),
        notes: standard_notes(),
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    publish(evaluation, &context)
}

/// The outputs of a period but its run's record: each file's path within
/// `output/<period>/`, and its bytes.
///
/// # Errors
/// Where one cannot be made.
pub fn outputs(workspace: &Workspace, evaluation: &Evaluation) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let workbook = || {
        let name = format!("evaluation-{}.xlsx", evaluation.wave.period.id);
        let bytes = write::xlsx(book(workspace, evaluation));
        bytes.map(|bytes| (name.clone(), bytes)).map_err(Error::output(name.clone()))
    };
    // A table is let go once it is written, so that two or so are in memory and not nine.
    let tidy_files = || {
        tidy::TABLES
            .par_iter()
            .map(|table| {
                let table = table(evaluation);
                let named = |kind: &str| format!("tidy/{}.{kind}", table.name);
                let csv = (named("csv"), write::csv::csv(&table)?);
                Ok([csv, (named("parquet"), write::parquet::parquet(&table)?)])
            })
            .collect::<Result<Vec<_>, Error>>()
    };
    let (workbook, tidy_files) = rayon::join(workbook, tidy_files);
    let mut all = vec![workbook?];
    all.extend(tidy_files?.into_iter().flatten());
    Ok(all)
}

/// Puts files into a folder, each whole or not at all: written beside its place,
/// then renamed; a file that would not change is left alone.
///
/// # Errors
/// Names the file that cannot be written.
pub fn put(folder: &Path, outputs: &[(String, Vec<u8>)]) -> Result<(), Error> {
    let fault = |path: &Path| {
        let path = path.to_path_buf();
        move |source| Error::Io { doing: "cannot write", path, source }
    };
    for (name, bytes) in outputs {
        let path = folder.join(name);
        if std::fs::read(&path).is_ok_and(|old| old == *bytes) {
            continue;
        }
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(fault(parent))?;
        let beside = parent.join(format!(".{}.new", path.file_name().unwrap_or_default().to_string_lossy()));
        std::fs::write(&beside, bytes).map_err(fault(&beside))?;
        std::fs::rename(&beside, &path).map_err(fault(&path))?;
    }
    Ok(())
}
