//! `--log FILE`: what a command does, a line of JSON each, for those who look after it.

use std::fs::{File, create_dir_all};
use std::path::Path;
use std::sync::Mutex;

use returns::error::Error;
use returns::run::Done;
use tracing::{info, warn};

/// Has everything from now on written to the end of a file.
pub(crate) fn open(path: &Path) -> Result<(), Error> {
    let fault = |source| Error::Io { doing: "cannot write", path: path.to_path_buf(), source };
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        create_dir_all(folder).map_err(fault)?;
    }
    let file = File::options().create(true).append(true).open(path).map_err(fault)?;
    let lines = tracing_subscriber::fmt().json().flatten_event(true).with_target(false);
    // Only the first to be set counts, and there is one.
    let _ = lines.with_writer(Mutex::new(file)).try_init();
    Ok(())
}

/// What a run did.
pub(crate) fn done(done: &Done) {
    for message in &done.said {
        warn!(message);
    }
    for held in &done.held {
        warn!(path = %held.path.display(), beside = %held.beside.display(), "output held open");
    }
    let Some(run) = done.run else {
        info!("nothing is new");
        return;
    };
    for period in &done.periods {
        let Some(brief) = &period.written else { continue };
        for (file, reason) in &brief.rejected {
            warn!(run, period = period.period, file, reason, "file rejected");
        }
        let counts = brief.counts;
        info!(
            run,
            period = period.period,
            expected = counts.expected,
            outstanding = brief.outstanding,
            files = counts.files,
            errors = counts.errors,
            queries = counts.queries,
            notes = counts.notes,
            workbook = %period.workbook.display(),
            "period written"
        );
    }
}
