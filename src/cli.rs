//! The command line: the commands there are, and the options that go with all of them.

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::Timestamp;
use returns::error::Error;
use returns::pipeline::Readers;

use crate::cmd::check::Check;
use crate::cmd::collate::Collate;
use crate::cmd::diff::Diff;
use crate::cmd::explain::Explain;
use crate::cmd::extract::Extract;
use crate::cmd::generate::Generate;
use crate::cmd::issue::Issue;
use crate::cmd::journal;
use crate::cmd::log::Log;
use crate::cmd::status::Status;
use crate::cmd::watch::Watch;
use crate::cmd::worker::Worker;

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
pub(crate) struct Common {
    /// Folder with `returns.toml`, `input/<period>/` and `output/`
    #[arg(short, long, global = true, value_name = "DIR", default_value = ".")]
    pub(crate) workspace: PathBuf,
    /// How results are printed
    #[arg(long, global = true, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: Format,
    /// Print no progress and no summary
    #[arg(short, long, global = true)]
    pub(crate) quiet: bool,
    /// Files read at once [default: one for each core]
    #[arg(long, global = true, value_name = "N")]
    jobs: Option<usize>,
    /// Memory that reading one file may take, in MiB
    #[arg(long, global = true, value_name = "MIB", default_value_t = 512)]
    memory_limit: u64,
    /// Seconds that reading one file may take
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 20)]
    time_limit: u64,
    /// Add what is done to this file, a line of JSON each
    #[arg(long, global = true, value_name = "FILE")]
    log: Option<PathBuf>,
    /// The time that counts as now, for tests and examples
    #[arg(long, global = true, value_name = "TIME", hide = true)]
    now: Option<Timestamp>,
    /// What can be said while a command runs
    #[arg(skip)]
    pub(crate) voice: Voice,
}

/// What says something while a command runs.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voice {
    /// On standard output.
    pub(crate) print: fn(&str),
    /// On standard error.
    pub(crate) say: fn(&str),
}

impl Default for Voice {
    fn default() -> Self {
        Self { print: |_| {}, say: |_| {} }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// One JSON document
    Json,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Collate the returns of all periods under input/, or of those named
    Collate(Collate),
    /// Read returns as collate would, print errors and queries, write nothing
    Check(Check),
    /// Say what a finding's code or a measure means, or which cells a figure came from
    Explain(Explain),
    /// Read returns into Parquet shards, for collate --from
    Extract(Extract),
    /// Make returns from a seed, with the truth beside them, to try things out and to measure
    #[command(hide = true)]
    Generate(Generate),
    /// Say who has returned, how complete it is, and what is still open
    Status(Status),
    /// Say what was received, and what became of it
    Log(Log),
    /// Say what changed since the last issue, or between two files, runs or periods
    Diff(Diff),
    /// Mark a period's workbook as issued
    Issue(Issue),
    /// Collate whenever files in input/ have changed and settled, until stopped
    Watch(Watch),
    /// Read files named on standard input, for the program itself
    #[command(hide = true)]
    Worker(Worker),
}

impl Cli {
    /// Does what was asked; gives the exit code, and what goes to standard output
    /// and standard error.
    pub(crate) fn run(self, voice: Voice) -> Result<Outcome, Error> {
        let common = Common { voice, ..self.common };
        if let Some(path) = &common.log {
            journal::open(path)?;
        }
        match self.command {
            Command::Collate(asked) => asked.run(&common),
            Command::Check(asked) => asked.run(&common),
            Command::Explain(asked) => asked.run(&common),
            Command::Extract(asked) => asked.run(&common),
            Command::Generate(asked) => asked.run(&common),
            Command::Status(asked) => asked.run(&common),
            Command::Log(asked) => asked.run(&common),
            Command::Diff(asked) => asked.run(&common),
            Command::Issue(asked) => asked.run(&common),
            Command::Watch(asked) => asked.run(&common),
            Command::Worker(asked) => asked.run(&common),
        }
    }
}

impl Common {
    /// The time.
    pub(crate) fn now(&self) -> Timestamp {
        self.now.unwrap_or_else(Timestamp::now)
    }

    /// How files are to be read.
    pub(crate) fn readers(&self) -> Result<Readers, Error> {
        let program = std::env::current_exe().map_err(|source| Error::Io {
            doing: "cannot find",
            path: PathBuf::from("returns"),
            source,
        })?;
        Ok(Readers::Workers {
            program,
            jobs: self
                .jobs
                .unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from))
                .max(1),
            memory_bytes: self.memory_limit.saturating_mul(1 << 20),
            time_limit: Duration::from_secs(self.time_limit),
        })
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

/// The exit code of a run that could not do all it was asked for.
pub(crate) const FAILED: u8 = 1;
/// The exit code of a run in which a file was rejected.
pub(crate) const REJECTED: u8 = 3;
