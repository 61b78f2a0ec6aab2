//! What the public edition's sheets are made from: figures that may be published, and
//! whose they are. It holds no return and no finding.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::{CouncilId, Evaluation, MeasureRow, Period};
use crate::protect::Protected;

use super::super::book::{Cell, Column, Table, Unit};
use super::super::desk::{PARTNERSHIP, bound_heading, councils};
use super::super::reading::{Bound, Shown};
use super::super::{Context, QuestionInfo};

/// Protected figures, for looking up.
pub(super) struct Shelf<'a> {
    pub(super) partnership: &'a str,
    pub(super) period: &'a Period,
    pub(super) as_of: Option<Date>,
    pub(super) context: &'a Context,
    pub(super) protected: &'a Protected,
    /// Councils expected in the partnership's order, then others that returned.
    pub(super) councils: Vec<CouncilId>,
    figures: BTreeMap<[&'a str; 4], &'a MeasureRow>,
}

/// A figure that a table has for each council.
pub(super) struct Asked<'a> {
    /// Its heading, with the unit in brackets.
    pub(super) heading: String,
    /// How it is written.
    pub(super) unit: Unit,
    /// Measure, breakdown and category.
    pub(super) of: [&'a str; 3],
}

impl<'a> Shelf<'a> {
    /// Lays protected figures out.
    pub(super) fn new(evaluation: &'a Evaluation, protected: &'a Protected, context: &'a Context) -> Self {
        let figures = protected.figures.iter().map(|row| {
            ([row.measure, row.council_code.as_str(), row.breakdown.as_str(), row.category.as_str()], row)
        });
        Self {
            partnership: &evaluation.partnership,
            period: &evaluation.wave.period,
            as_of: evaluation.as_of,
            context,
            protected,
            councils: councils(evaluation),
            figures: figures.collect(),
        }
    }

    /// A figure of a council, or of the partnership.
    pub(super) fn figure(
        &self,
        [measure, breakdown, category]: [&str; 3],
        council: &str,
    ) -> Option<&MeasureRow> {
        self.figures.get(&[measure, council, breakdown, category]).copied()
    }

    /// The same, ready to be shown.
    pub(super) fn shown(&self, of: [&str; 3], council: &str) -> Shown {
        Shown::measured(self.figure(of, council))
    }

    /// Whether a council has this figure, and it is one: so an answer was given, a return received.
    pub(super) fn holds(&self, of: [&str; 3], council: &str) -> bool {
        self.shown(of, council).lower == Some(100)
    }

    /// Codes and names, the partnership's last.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, &str)> {
        let councils = self.councils.iter().map(|council| (&*council.code, &*council.name));
        councils.chain([(PARTNERSHIP, "All councils")])
    }

    /// The questions answered by a code of practice, in order.
    pub(super) fn practices(&self) -> impl Iterator<Item = &'a QuestionInfo> {
        self.context.questions.iter().filter(|question| question.codes.iter().any(|code| code == "yes"))
    }

    /// Whether a figure is a range for anybody.
    pub(super) fn is_open(&self, of: [&str; 3]) -> bool {
        self.rows().any(|(code, _)| self.shown(of, code).is_open())
    }

    /// A table of figures with a row for each council, and one for all.
    pub(super) fn by_council(&self, id: &'static str, asked: &[Asked]) -> Table {
        let opens: Vec<bool> = asked.iter().map(|one| self.is_open(one.of)).collect();
        let mut columns = council_columns();
        for (one, open) in asked.iter().zip(opens.iter().copied()) {
            let headings = Bound::shown(open).iter().map(|bound| bound_heading(&one.heading, *bound, open));
            columns.extend(headings.map(Column::number));
        }
        let rows = self.rows().map(|(code, name)| {
            let mut cells = vec![Cell::text(code), Cell::text(name)];
            for (one, open) in asked.iter().zip(&opens) {
                let shown = self.shown(one.of, code);
                cells.extend(Bound::shown(*open).iter().map(|bound| shown.at(*bound, one.unit)));
            }
            cells
        });
        Table::new(id, columns).unfiltered().with_rows(rows.collect())
    }
}

/// The columns that say whose a row is.
pub(super) fn council_columns() -> Vec<Column> {
    vec![Column::text("Code", 12), Column::text("Council", 28)]
}
