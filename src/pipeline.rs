//! The line itself: files in, outputs out, stage after stage.

mod outputs;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::civil::Date;

pub use outputs::{Editions, Output, book, outputs};

use crate::cache::Cache;
use crate::compare;
use crate::error::Error;
use crate::examine::{Examined, examine};
use crate::holdings::Submission;
use crate::measure::measure_some;
use crate::model::{Evaluation, History, QuestionInfo, Wave};
use crate::parallel;
use crate::publish;
use crate::read::Unreadable;
use crate::read::files::{self, InputFile};
use crate::read::pool::{Pool, PoolOptions};
use crate::read::worker::Request;
use crate::reconcile::{Submitted, reconcile};
use crate::reference::{Reference, Settings};
use crate::seen::{Mark, Seen};
use crate::write;

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
        let reference = Reference::load(Some(folder), &settings.councils)
            .map_err(|error| Settings::blame(folder, error))?;
        Ok(Self { folder: folder.to_path_buf(), settings, reference })
    }

    /// The folder of a period's returns.
    #[must_use]
    pub fn input(&self, period: &str) -> PathBuf {
        self.folder.join("input").join(period)
    }

    /// That there is something to work on: a folder `input`, or an archive.
    ///
    /// # Errors
    /// Where there is neither.
    pub fn check(&self) -> Result<(), Error> {
        if self.output().join("archive").is_dir() { Ok(()) } else { self.periods().map(|_| ()) }
    }

    /// The folder of outputs.
    #[must_use]
    pub fn output(&self) -> PathBuf {
        self.folder.join("output")
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
        if let Some(taken) = periods.iter().find(|period| ["archive", "cache"].contains(&period.as_str())) {
            return Err(Error::Missing(format!(
                "A period cannot be called {taken}, because output/{taken} is kept for other things. Rename the folder input/{taken}."
            )));
        }
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
    Ok(wave_of(workspace, period, examined, before))
}

/// The digests of files, read where need be and by several at once; `seen` learns those.
pub fn digests<'a>(
    files: impl Iterator<Item = &'a InputFile>,
    seen: &mut Seen,
) -> Vec<Result<String, Unreadable>> {
    let files: Vec<&InputFile> = files.collect();
    let known: &Seen = seen;
    let marks: Vec<Result<Mark, Unreadable>> = parallel::each(&files, |file| match &file.refused {
        Some(why) => Err(why.clone()),
        None => known.digest(&file.path),
    });
    let digests = files.iter().zip(marks).map(|(file, mark)| {
        let mark = mark?;
        let digest = mark.blake3().to_owned();
        seen.remember(&file.path, mark);
        Ok(digest)
    });
    digests.collect()
}

/// Examines what was received, what the cache has already but once.
///
/// # Errors
/// Where no worker can be started.
pub fn examine_submissions(
    submissions: &[Submission],
    period: &str,
    workspace: &Workspace,
    readers: &Readers,
    cache: &Cache,
) -> Result<Vec<Submitted>, Error> {
    let known: Vec<Option<Examined>> = parallel::each(submissions, |one| {
        let cached = || cache.get(&one.blake3, period, &one.name, &one.corrections);
        one.refused.is_none().then(cached).flatten()
    });
    let new: Vec<InputFile> = submissions
        .iter()
        .zip(&known)
        .filter(|(_, known)| known.is_none())
        .map(|(one, _)| InputFile {
            name: one.name.clone(),
            path: one.path.clone(),
            refused: one.refused.clone(),
            corrections: one.corrections.clone(),
        })
        .collect();
    let mut read: BTreeMap<String, Examined> = if new.is_empty() {
        BTreeMap::new()
    } else {
        examine_all(&new, period, workspace, readers)?.into_iter().collect()
    };
    parallel::each(submissions, |one| {
        let own = read.get(&one.name).filter(|own| own.blake3 == one.blake3 && !own.blake3.is_empty());
        if let Some(examined) = own {
            cache.put(period, &one.name, &one.corrections, examined);
        }
    });
    let submitted = submissions.iter().zip(known).filter_map(|(one, known)| {
        let examined = if let Some(examined) = known {
            examined
        } else {
            let mut examined = read.remove(&one.name)?;
            // A file that a worker failed on has no digest of its own.
            examined.blake3.clone_from(&one.blake3);
            examined
        };
        Some(Submitted { name: one.name.clone(), first_seen: one.first_seen, here: one.here, examined })
    });
    Ok(submitted.collect())
}

/// Reconciles what was read of a period elsewhere.
#[must_use]
pub fn wave_of(
    workspace: &Workspace,
    period: &str,
    readings: Vec<(String, Examined)>,
    before: Option<&Wave>,
) -> Wave {
    // Nothing is known of when they came, so all came at once.
    let submitted = readings.into_iter().map(|(name, examined)| Submitted::at_once(name, examined)).collect();
    reconcile(workspace.settings.period(period), submitted, &workspace.reference, before)
}

/// The bytes of a period's decisions workbook.
///
/// # Errors
/// Where it cannot be made.
pub fn decisions(evaluation: &Evaluation) -> Result<Vec<u8>, Error> {
    write::xlsx(publish::decisions::decisions(evaluation)).map_err(Error::output("decisions.xlsx"))
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
        Readers::InProcess => found.extend(parallel::each(readable, |input| {
            let Workspace { reference, .. } = workspace;
            let InputFile { path, name, corrections, .. } = input;
            (name.clone(), examine(path, name, period, reference, corrections))
        })),
        Readers::Workers { program, jobs, memory_bytes, time_limit } => {
            let arguments = [
                OsString::from(format!("--period={period}")),
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
            let requests: Vec<Request> = readable
                .iter()
                .map(|input| Request {
                    path: input.path.clone(),
                    name: input.name.clone(),
                    corrections: input.corrections.clone(),
                })
                .collect();
            let answers = pool.run(&requests);
            found.extend(readable.iter().zip(answers).map(|(input, answer)| {
                let examined = match answer.map(|bytes| postcard::from_bytes::<Examined>(&bytes)) {
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
    evaluate_some(workspace, wave, as_of, |_| true)
}

/// Measures of a period what another is held against.
///
/// # Errors
/// Where the measures cannot be worked out.
pub fn evaluate_to_compare(workspace: &Workspace, wave: Wave) -> Result<Evaluation, Error> {
    evaluate_some(workspace, wave, None, compare::compares)
}

fn evaluate_some(
    workspace: &Workspace,
    wave: Wave,
    as_of: Option<Date>,
    is_asked: impl Fn(&str) -> bool,
) -> Result<Evaluation, Error> {
    let partnership = workspace.settings.partnership.clone();
    let measures = measure_some(&wave, &partnership, &workspace.questions(), is_asked)?;
    let as_of = as_of.or(wave.newest());
    Ok(Evaluation { partnership, as_of, wave, measures, history: History::default() })
}
