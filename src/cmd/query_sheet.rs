//! `--query-sheet DIR`: for each council a workbook of what is asked of it, and a word on
//! each; of councils that nothing is asked of too.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use jiff::civil::Date;
use returns::error::Error;
use returns::model::{CouncilId, Period, Return};
use returns::pipeline::Workspace;
use returns::publish::query_sheet::{Letter, query_sheets};
use returns::write::place::{Held, put};
use returns::write::{self, safe_name};
use serde_json::{Value, json};

/// The query sheets that were written, and the councils that needed none.
#[derive(Debug, Default)]
pub(crate) struct QuerySheets {
    written: Vec<(CouncilId, usize, String)>,
    without: BTreeSet<CouncilId>,
    held: Vec<Held>,
}

impl QuerySheets {
    /// Writes the query sheets of a period's returns into a folder. They carry the date
    /// given, or that of the newest of the returns.
    pub(crate) fn write(
        &mut self,
        workspace: &Workspace,
        (period, as_of): (&Period, Option<Date>),
        returns: &[&Return],
        folder: &Path,
    ) -> Result<(), Error> {
        let newest = returns.iter().filter_map(|one| one.completed_on).max();
        let questions = workspace.questions();
        let letter = Letter {
            partnership: &workspace.settings.partnership,
            period,
            as_of: as_of.or(newest),
            questions: &questions,
        };
        let made = query_sheets(returns, letter);
        let asked: BTreeSet<&CouncilId> = made.iter().map(|sheet| &sheet.council).collect();
        let councils = returns.iter().map(|one| &one.council);
        self.without.extend(councils.filter(|council| !asked.contains(council)).cloned());
        let mut files = Vec::new();
        for sheet in made {
            let name = self.free(file_name(period, &sheet.council));
            let bytes = write::xlsx(sheet.book).map_err(Error::output(name.clone()))?;
            self.written.push((sheet.council, sheet.asked, folder.join(&name).display().to_string()));
            files.push((name, bytes));
        }
        self.held.extend(put(folder, &files)?);
        Ok(())
    }

    /// Files that could not be replaced.
    pub(crate) fn held(&self) -> &[Held] {
        &self.held
    }

    /// The name, or the next like it where this run has written one of this name.
    fn free(&self, name: String) -> String {
        let taken = |name: &str| self.written.iter().any(|(_, _, path)| path.ends_with(name));
        let stem = name.trim_end_matches(".xlsx").to_owned();
        let others = (2_u32..).map(|number| format!("{stem}-{number}.xlsx"));
        std::iter::once(name.clone()).chain(others).find(|name| !taken(name)).unwrap_or(name)
    }

    /// For people.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        for (council, asked, path) in &self.written {
            let questions = if *asked == 1 { "question" } else { "questions" };
            let _ = writeln!(out, "Query sheet for {}, {asked} {questions}: {path}", council.name);
        }
        if !self.without.is_empty() {
            let names: Vec<&str> = self.without.iter().map(|council| &*council.name).collect();
            let _ = writeln!(out, "Nothing to ask, so no query sheet: {}", names.join(", "));
        }
        out
    }

    /// For programs.
    pub(crate) fn json(&self) -> Value {
        let written = self.written.iter().map(|(council, asked, path)| (council, *asked, Some(path)));
        let without = self.without.iter().map(|council| (council, 0, None));
        written
            .chain(without)
            .map(|(council, asked, path)| {
                json!({
                    "council_code": council.code.to_string(), "council": council.name.to_string(),
                    "asked": asked, "path": path,
                })
            })
            .collect()
    }
}

/// A name that every file system takes: `queries-2005-Blaby-E07000129.xlsx`.
fn file_name(period: &Period, council: &CouncilId) -> String {
    let parts = ["queries", &period.id, &council.name, &council.code].map(safe_name);
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.xlsx", parts.join("-"))
}
