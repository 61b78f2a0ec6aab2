//! `returns status`: who has returned, how complete it is, and what is still open.

use clap::Args;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use returns::completeness::{Standing, State, standings};
use returns::error::Error;
use returns::model::{Evaluation, Status as FileStatus};
use returns::pipeline::Workspace;
use returns::{run, terminal};
use serde_json::json;

use super::pretty;
use crate::cli::{Common, Format, Outcome};

/// What can be asked of it.
#[derive(Debug, Args)]
pub(crate) struct Status {
    /// Period; the newest unless one is named
    #[arg(value_name = "PERIOD")]
    period: Option<String>,
}

impl Status {
    pub(crate) fn run(self, common: &Common) -> Result<Outcome, Error> {
        let workspace = Workspace::open(&common.workspace)?;
        let now = common.now();
        let period = match self.period {
            Some(period) => period,
            None => run::periods(&workspace, now)?.pop().unwrap_or_default(),
        };
        let evaluation = run::evaluation(&workspace, &common.readers()?, &period, now)?;
        let today = now.to_zoned(TimeZone::UTC).date();
        let standings = standings(&evaluation, Some(today));
        let output = match common.format {
            Format::Json => pretty(&document(&evaluation, &standings, today)),
            Format::Text => terminal::standings(&evaluation, &standings, today),
        };
        Ok(Outcome { output, ..Outcome::default() })
    }
}

fn document(evaluation: &Evaluation, standings: &[Standing], today: Date) -> serde_json::Value {
    let wave = &evaluation.wave;
    let count = |state: State| standings.iter().filter(|one| one.state == state).count();
    let rejected = wave.received.iter().filter(|row| row.status == FileStatus::Rejected);
    json!({
        "period": wave.period.id, "due": wave.period.due.map(|date| date.to_string()), "today": today.to_string(),
        "expected": wave.expected.len(), "received": wave.returns.len(),
        "on_time": count(State::OnTime), "late": count(State::Late),
        "undated": count(State::Undated), "outstanding": count(State::Outstanding),
        "complete": standings.iter().filter(|one| one.complete).count(),
        "rejected": rejected.map(|row| json!({ "file": row.file, "reason": row.reason })).collect::<Vec<_>>(),
        "councils": standings.iter().map(|one| json!({
            "council_code": one.council.code.to_string(), "council": one.council.name.to_string(),
            "state": one.state.word(), "file": one.file, "completed_on": one.completed_on.map(|date| date.to_string()),
            "days_late": one.days_late, "sections": one.sections, "sections_missing": one.missing,
            "key_questions_answered": one.key_questions.0, "key_questions": one.key_questions.1,
            "complete": one.complete, "errors": one.open.0, "queries": one.open.1,
        })).collect::<Vec<_>>(),
    })
}
