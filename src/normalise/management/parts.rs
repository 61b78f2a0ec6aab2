//! Rows that part the posts of the row above them among services, and add none:
//! `of which: Resources | 4`.

use super::headcount;
use super::rows::Line;
use crate::model::{Code, Finding, Interval};
use crate::recognise::TableRow;
use crate::reference::words;

/// The sum of the rows read so far that part the posts of the row above them.
#[derive(Default)]
pub(crate) struct Parts(Interval);

impl Parts {
    /// Whether a row only parts the posts of the `whole` above it. What it tells of people, where
    /// the whole does not, is left in it.
    pub(crate) fn take(
        &mut self,
        whole: Option<&Line>,
        row: &TableRow,
        line: &mut Line,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let Some(whole) = whole.filter(|one| one.posts.is_some() && of_those_above(row) == Some(false))
        else {
            return false;
        };
        let own = line.posts.take().and_then(|cell| headcount::stated(&cell));
        self.0 = self.0.plus(own.unwrap_or(Interval::exact(0)));
        if let Some(cell) = &whole.posts
            && let Some(stated) = headcount::stated(cell)
            && self.0.lower > stated.upper
        {
            let message = format!(
                "The rows below part these posts and add up to more, to {}. The posts stated here were counted. Correct them or their parts.",
                self.0.lower
            );
            findings.push(Finding::at(Code::TotalNotSum, &cell.at, &cell.text, message));
        }
        (line.titles, line.fte) = (None, None);
        if whole.qualified.is_some() || !whole.kinds.is_empty() {
            line.qualified = None;
            line.kinds.clear();
        }
        true
    }
}

/// Whether a row is of people qualified, where it says that it is of those above it.
pub(crate) fn of_those_above(row: &TableRow) -> Option<bool> {
    let first = row.cells.iter().flatten().find(|cell| !cell.again)?;
    let told = words(&first.text);
    let [of, whom, rest @ ..] = told.as_slice() else { return None };
    let above = of == "of" && matches!(whom.as_str(), "which" | "whom" | "these" | "them");
    above.then(|| rest.iter().any(|word| word.starts_with("qualif")))
}
