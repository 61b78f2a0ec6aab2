//! `returns generate`: a workspace of made returns, with the truth beside them.

use std::path::PathBuf;

use clap::Args;
use returns::error::Error;
use returns::generate::{Order, workspace};

use super::pretty;
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Generate {
    /// How many councils of the register send returns
    #[arg(long, value_name = "N")]
    councils: usize,
    /// How many periods, the years from 2005
    #[arg(long, value_name = "M", default_value_t = 1)]
    periods: usize,
    /// What everything hangs on: the same seed gives the same bytes
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Folder to make the workspace in
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

impl Generate {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let order = Order { councils: self.councils, periods: self.periods, seed: self.seed };
        let made = workspace(&order, &self.folder)?;
        let folder = self.folder.display();
        let output = match common.format {
            Format::Json => pretty(&serde_json::json!({ "returns": made, "workspace": folder.to_string() })),
            Format::Text if common.quiet => String::new(),
            Format::Text => format!("{made} returns in {folder}; what they hold is in {folder}/truth/\n"),
        };
        Ok(Outcome { output, ..Outcome::default() })
    }
}
