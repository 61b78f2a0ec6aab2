//! Rows that part the posts of the row above them among services, and add none:
//! `of which: Resources | 4`.

use super::headcount;
use super::rows::Line;
use crate::model::{Code, Finding, Interval};
use crate::recognise::TableRow;
use crate::reference::words;

/// The row whose posts the rows below it may part, and the sum of those read so far.
#[derive(Default)]
pub(crate) struct Whole {
    line: Option<Line>,
    parts: Interval,
}

impl Whole {
    /// The whole that a row is for those below it.
    pub(crate) fn of(line: &Line) -> Self {
        Self { line: Some(line.clone()), parts: Interval::exact(0) }
    }

    /// Whether a row only parts the posts of this one. What it tells of people, where the whole
    /// does not, is left in it.
    pub(crate) fn take(&mut self, row: &TableRow, line: &mut Line, findings: &mut Vec<Finding>) -> bool {
        let Some(whole) = self.line.as_ref().filter(|one| one.posts.is_some() && says_part(row)) else {
            return false;
        };
        let own = line.posts.take().and_then(|cell| headcount::stated(&cell));
        self.parts = self.parts.plus(own.unwrap_or(Interval::exact(0)));
        if let Some(cell) = &whole.posts
            && let Some(stated) = headcount::stated(cell)
            && self.parts.lower > stated.upper
        {
            let message = format!(
                "The rows below part these posts and add up to more, to {}. The posts stated here were counted. Correct them or their parts.",
                self.parts.lower
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

/// Whether a row says that it is of those above it.
fn says_part(row: &TableRow) -> bool {
    let Some(first) = row.cells.iter().flatten().find(|cell| !cell.again) else { return false };
    let told = words(&first.text);
    let [of, whom, rest @ ..] = told.as_slice() else { return false };
    of == "of"
        && matches!(whom.as_str(), "which" | "whom" | "these" | "them")
        && !rest.iter().any(|word| word.starts_with("qualif"))
}
