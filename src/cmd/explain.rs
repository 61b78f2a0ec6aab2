//! `returns explain`: what a code or a measure means, or where a figure comes from.

use clap::Args;
use returns::error::Error;
use returns::pipeline::Workspace;
use returns::{explain, run, terminal};
use serde_json::json;

use super::{council_code, pretty};
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Explain {
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
}

impl Explain {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let what = self.what.as_str();
        let said = explain::code(what);
        let measure = explain::measure(what);
        let text = match (said, measure, &self.period) {
            (Some(text), _, _) => text,
            (None, Some(text), None) => {
                if self.council.is_some() || self.category.is_some() {
                    return Err(Error::Missing(
                        "Name the period of the figure too: --period 2005.".to_owned(),
                    ));
                }
                text
            }
            (None, Some(_), Some(period)) => explained_figure(common, period, &self)?,
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
}

fn explained_figure(common: &Common, period: &str, figure: &Explain) -> Result<String, Error> {
    let workspace = Workspace::open(&common.workspace)?;
    let evaluation = run::evaluation(&workspace, &common.readers()?, period, common.now())?;
    let code = match &figure.council {
        None => None,
        Some(name) => Some(council_code(&workspace, name)?),
    };
    let text = explain::figure(&evaluation, &figure.what, code.as_deref(), figure.category.as_deref());
    if text.is_empty() {
        return Err(Error::Missing(
            "There is no such figure; look for its council and category in tidy/measures.csv.".to_owned(),
        ));
    }
    Ok(text)
}
