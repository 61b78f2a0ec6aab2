//! Issue: the workbook as it lies in the output folder is kept, and with it the figures
//! that it shows, to tell later what has changed since.

use jiff::Timestamp;

use crate::error::Error;
use crate::last::Last;
use crate::ledger::Ledger;
use crate::ledger::archive::{Archive, Event, Issue};
use crate::pipeline::Workspace;

/// A workbook issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issued {
    /// What the journal has of it.
    pub issue: Issue,
    /// Whether the workbook was changed by hand since a run made it.
    pub changed: bool,
    /// Whether it was the one last issued already, so that nothing was done.
    pub again: bool,
}

/// Issues a period's workbook.
///
/// # Errors
/// Where there is none, no run made it, or the archive cannot be written.
pub fn issue(workspace: &Workspace, period: &str, now: Timestamp) -> Result<Issued, Error> {
    let output = workspace.output();
    let path = output.join(period).join(format!("evaluation-{period}.xlsx"));
    let workbook = std::fs::read(&path).map_err(|_| {
        Error::Missing(format!(
            "There is no workbook {} to issue. Make it: returns collate {period}.",
            path.display()
        ))
    })?;
    let no_run = || {
        Error::Missing(format!(
            "The ledger knows of no run that wrote {period}. Run first: returns collate {period}."
        ))
    };
    let ledger = Ledger::read(&output)?.ok_or_else(no_run)?;
    let run = ledger.last_run(period)?.ok_or_else(no_run)?;
    let snapshot = ledger.snapshot(period, run)?;
    ledger.close();
    let archive = Archive::new(&output);
    let snapshot = serde_json::to_vec(&snapshot).map_err(Error::output("the figures issued"))?;
    let issue = Issue {
        at: now,
        period: period.to_owned(),
        run,
        workbook: archive.keep(&workbook)?,
        snapshot: archive.keep(&snapshot)?,
    };
    let mut journal = archive.journal()?;
    let changed = Last::load(&output).workbook(period).is_some_and(|digest| digest != issue.workbook);
    if let Some(last) = journal.last_issue(period)
        && (&last.workbook, &last.snapshot) == (&issue.workbook, &issue.snapshot)
    {
        return Ok(Issued { issue: last.clone(), changed, again: true });
    }
    let event = Event::Issued(issue.clone());
    archive.note(std::slice::from_ref(&event))?;
    journal.add(event);
    let (ledger, _) = Ledger::open(&output, &archive, &journal, true)?;
    ledger.close();
    Ok(Issued { issue, changed, again: false })
}
