//! The last part of the line: an evaluation in, the bytes of every output out, one after
//! the other beside the workbook.

use super::Workspace;
use crate::error::Error;
use crate::measure::MEASURES;
use crate::model::Evaluation;
use crate::parallel;
use crate::protect::protect;
use crate::publish::book::Book;
use crate::publish::report::report;
use crate::publish::{Context, MeasureInfo, publish, publish_public, standard_notes};
use crate::{tidy, write};

/// The working edition's book of a period.
#[must_use]
pub fn book(workspace: &Workspace, evaluation: &Evaluation) -> Book {
    publish(evaluation, &context(workspace))
}

/// Which editions of the workbook are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Editions {
    /// For the team, with its tidy tables.
    pub working: bool,
    /// For publication.
    pub public: bool,
}

impl Editions {
    /// Both of them.
    pub const BOTH: Self = Self { working: true, public: true };
}

/// A file of the outputs: its path within `output/<period>/`, and its bytes.
pub type Output = (String, Vec<u8>);

/// The outputs of a period but its run's record.
///
/// # Errors
/// Where one cannot be made.
pub fn outputs(
    workspace: &Workspace,
    evaluation: &Evaluation,
    editions: Editions,
) -> Result<Vec<Output>, Error> {
    let context = context(workspace);
    // The workbook takes longest, so all else is made beside it, and one after the other:
    // what is written is let go before the next is made.
    let (workbook, others) = parallel::both(
        || if editions.working { working(evaluation, &context) } else { Ok(Vec::new()) },
        || {
            let mut others = if editions.working { tidy_files(evaluation)? } else { Vec::new() };
            if editions.public {
                others.extend(public(workspace, evaluation, &context)?);
            }
            Ok::<_, Error>(others)
        },
    );
    let mut all = workbook?;
    all.extend(others?);
    Ok(all)
}

/// The working edition, and the report taken out of it.
fn working(evaluation: &Evaluation, context: &Context) -> Result<Vec<Output>, Error> {
    let period = &evaluation.wave.period.id;
    let name = format!("evaluation-{period}.xlsx");
    let book = publish(evaluation, context);
    let report = (format!("report-{period}.html"), write::html(&report(&book)));
    let bytes = write::xlsx(book).map_err(Error::output(name.clone()))?;
    Ok(vec![(name, bytes), report])
}

/// The tidy tables, each as CSV and as Parquet.
fn tidy_files(evaluation: &Evaluation) -> Result<Vec<Output>, Error> {
    let files = parallel::each(tidy::TABLES, |table| {
        let table = table(evaluation);
        let named = |kind: &str| format!("tidy/{}.{kind}", table.name);
        let csv = (named("csv"), write::csv::csv(&table)?);
        Ok::<_, Error>([csv, (named("parquet"), write::parquet::parquet(&table)?)])
    });
    let files = files.into_iter().collect::<Result<Vec<_>, Error>>()?;
    Ok(files.into_iter().flatten().collect())
}

/// The public edition, from figures that may be published.
fn public(workspace: &Workspace, evaluation: &Evaluation, context: &Context) -> Result<Vec<Output>, Error> {
    let protected = protect(&evaluation.measures, &workspace.settings.thresholds);
    let book = publish_public(evaluation, &protected, context);
    let name = |kind: &str| format!("evaluation-{}-public.{kind}", evaluation.wave.period.id);
    let (xlsx, ods) = (name("xlsx"), name("ods"));
    let files = write::csvw::csvw(&book)?;
    let mut all: Vec<Output> =
        files.into_iter().map(|(name, bytes)| (format!("public/{name}"), bytes)).collect();
    all.push((ods.clone(), write::ods(&book).map_err(Error::output(ods))?));
    all.push((xlsx.clone(), write::xlsx(book).map_err(Error::output(xlsx))?));
    Ok(all)
}

/// What publishing needs to know besides the evaluation.
fn context(workspace: &Workspace) -> Context {
    let measures = MEASURES.iter().map(|one| MeasureInfo {
        id: one.id.to_owned(),
        title: one.title.to_owned(),
        unit: one.unit.to_owned(),
        definition: one.definition.to_owned(),
    });
    Context {
        questions: workspace.questions(),
        measures: measures.collect(),
        notes: standard_notes(),
        tool_version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}
