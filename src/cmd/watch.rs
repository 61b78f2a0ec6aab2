//! `returns watch`: collates whenever the files in `input/` have settled; a line a run.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use clap::Args;
use jiff::civil::Date;
use notify::{Event, EventKind, RecursiveMode, Watcher};
use returns::error::Error;
use returns::pipeline::{Editions, Workspace};
use returns::run::{Asked, Done};
use signal_hook::consts::{SIGINT, SIGTERM};

use super::collate::collate;
use crate::cli::{Common, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Watch {
    /// Date the outputs carry, instead of the newest return's
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Seconds without a change after which files count as settled
    #[arg(long, value_name = "SECONDS", default_value_t = 2)]
    settle: u64,
}

/// How often it looks whether it is asked to stop.
const LOOK: Duration = Duration::from_millis(200);

impl Watch {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        workspace.check()?;
        let stop = stopping()?;
        let (sender, changes) = channel();
        let cannot = |error: notify::Error| Error::Missing(format!("cannot watch input/: {error}"));
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<Event>| {
            // Reading a file changes nothing. An error may hide a change.
            if !matches!(event, Ok(Event { kind: EventKind::Access(_), .. })) {
                // Nobody listens once the watch is over.
                let _ = sender.send(());
            }
        })
        .map_err(cannot)?;
        watcher.watch(&workspace.folder.join("input"), RecursiveMode::Recursive).map_err(cannot)?;
        self.collate(common);
        while settled(&changes, &stop, Duration::from_secs(self.settle)) {
            self.collate(common);
        }
        Ok(Outcome { messages: "Stopped.\n".to_owned(), ..Outcome::default() })
    }

    /// One run. What keeps it from its work is said, and the watch goes on.
    fn collate(&self, common: &Common) {
        let now = common.now();
        let asked =
            Asked { periods: Vec::new(), as_of: self.as_of, from: None, editions: Editions::BOTH, now };
        // Settings may have changed too.
        let done = Workspace::open(&common.workspace)
            .and_then(|workspace| collate(&workspace, common, (&asked, false), &mut |_, _| Ok(())));
        let at = now.strftime("%Y-%m-%d %H:%M:%S UTC");
        match done {
            Ok(done) => (common.voice.print)(&format!("{at}  {}", line(&done))),
            Err(error) => {
                tracing::error!(%error, "run failed");
                (common.voice.say)(&format!("{at}  returns: {error}"));
            }
        }
    }
}

/// What is set once the program is asked to stop.
fn stopping() -> Result<Arc<AtomicBool>, Error> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, Arc::clone(&stop)).map_err(|source| Error::Io {
            doing: "cannot listen for",
            path: "the signal to stop".into(),
            source,
        })?;
    }
    Ok(stop)
}

/// Waits for changes and until none has come for a while; false once it is time to stop.
fn settled(changes: &Receiver<()>, stop: &AtomicBool, quiet: Duration) -> bool {
    let mut last: Option<Instant> = None;
    loop {
        if stop.load(Ordering::Relaxed) {
            return false;
        }
        match changes.recv_timeout(LOOK) {
            Ok(()) => last = Some(Instant::now()),
            Err(RecvTimeoutError::Timeout) if last.is_some_and(|last| last.elapsed() >= quiet) => {
                return true;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}

/// A run in a line.
fn line(done: &Done) -> String {
    let mut parts: Vec<String> = done.said.clone();
    let Some(run) = done.run else { return "nothing is new".to_owned() };
    for period in &done.periods {
        let Some(brief) = &period.written else { continue };
        let rejected = match brief.rejected.len() {
            0 => String::new(),
            files => format!(", {files} files rejected"),
        };
        let expected = brief.counts.expected;
        let returned = format!("{} of {expected} councils", expected - brief.outstanding);
        parts.push(format!("{} written, {returned}{rejected}", period.period));
    }
    parts.extend(done.held.iter().map(returns::write::place::Held::message));
    format!("run {run}: {}", parts.join("; "))
}
