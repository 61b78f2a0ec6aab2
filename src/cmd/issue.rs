//! `returns issue`: marks a period's workbook as issued.

use clap::Args;
use returns::error::Error;
use returns::issue;
use returns::lock::Lock;
use returns::pipeline::Workspace;
use serde_json::json;

use super::{moment, pretty};
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Issue {
    /// Period whose workbook is issued
    #[arg(value_name = "PERIOD")]
    period: String,
    /// Do not wait for another run in the workspace to end
    #[arg(long)]
    no_wait: bool,
}

impl Issue {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        workspace.check()?;
        let now = common.now();
        let _lock = Lock::take(&workspace.output(), now, |_| !self.no_wait)?;
        let issued = issue::issue(&workspace, &self.period, now)?;
        let messages = if issued.changed {
            "The workbook was changed by hand since the program made it. It was issued as it is; changes since are told from what the program made.\n"
        } else {
            ""
        };
        let on = moment(&issued.issue.at.to_string());
        let output = match common.format {
            Format::Json => pretty(&json!({
                "period": self.period, "issued_at": issued.issue.at.to_string(), "run": issued.issue.run,
                "workbook": issued.issue.workbook, "again": issued.again,
            })),
            Format::Text if issued.again => format!(
                "{}: this workbook was issued on {on} already, and nothing has changed since.\n",
                self.period
            ),
            Format::Text => format!(
                "{}: the workbook of run {} is issued, {on}.\nA copy is kept under {}. Run `returns collate` to have its sheet Changes begin from here.\n",
                self.period,
                issued.issue.run,
                returns::ledger::archive::Archive::new(&workspace.output())
                    .path(&issued.issue.workbook)
                    .display()
            ),
        };
        Ok(Outcome { output, messages: messages.to_owned(), code: 0 })
    }
}
