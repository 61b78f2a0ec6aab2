//! A column and where its values come from, and the fields that tables share.

use crate::model::{
    Activity, CellRef, Cohort, Column, CouncilId, Evaluation, Figure, Interval, Kind, Posts, Practice,
    QualificationRow, Return, Review, Value,
};

/// What a row is made from: the item, and whose and of which period it is.
pub(super) struct Row<'a, T> {
    /// The period's id.
    pub(super) period: &'a str,
    /// Whose it is, where known.
    pub(super) council: Option<&'a CouncilId>,
    /// The item itself.
    pub(super) item: &'a T,
}

/// A column and how its value is got from a row's item.
pub(super) struct Field<T> {
    /// The column.
    pub(super) column: Column,
    /// Its value.
    pub(super) value: for<'a> fn(&Row<'a, T>) -> Value,
}

impl<T> Field<T> {
    /// A column of text.
    pub(super) const fn text(
        name: &'static str,
        about: &'static str,
        value: for<'a> fn(&Row<'a, T>) -> Value,
    ) -> Self {
        Self { column: Column { name, kind: Kind::Text, about }, value }
    }

    /// A column of whole numbers.
    pub(super) const fn whole(
        name: &'static str,
        about: &'static str,
        value: for<'a> fn(&Row<'a, T>) -> Value,
    ) -> Self {
        Self { column: Column { name, kind: Kind::Whole, about }, value }
    }

    /// A column of numbers in hundredths.
    pub(super) const fn hundredths(
        name: &'static str,
        about: &'static str,
        value: for<'a> fn(&Row<'a, T>) -> Value,
    ) -> Self {
        Self { column: Column { name, kind: Kind::Hundredths, about }, value }
    }

    /// The period's id.
    pub(super) const fn period() -> Self {
        Self::text("period", "The period of collection, named as its input folder.", |row| row.period.into())
    }

    /// The council's code.
    pub(super) const fn council_code() -> Self {
        Self::text("council_code", "The council's ONS code, such as E07000129.", |row| {
            row.council.map_or(Value::Null, |council| council.code.as_ref().into())
        })
    }

    /// The council's name.
    pub(super) const fn council() -> Self {
        Self::text("council", "The council's usual name.", |row| {
            row.council.map_or(Value::Null, |council| council.name.as_ref().into())
        })
    }
}

impl<T: Located> Field<T> {
    /// The file its row's main figure was read from.
    pub(super) const fn source_file() -> Self {
        Self::text("source_file", "The file that the row's main figure was read from.", |row| {
            row.item.cell().map_or(Value::Null, |cell| cell.file.as_ref().into())
        })
    }

    /// The sheet its row's main figure was read from.
    pub(super) const fn source_sheet() -> Self {
        Self::text("source_sheet", "The sheet that the row's main figure was read from.", |row| {
            row.item.cell().map_or(Value::Null, |cell| cell.sheet.as_ref().into())
        })
    }

    /// The address its row's main figure was read from.
    pub(super) const fn source_cell() -> Self {
        Self::text("source_cell", "The cell's address within the sheet, such as C31.", |row| {
            row.item.cell().map_or(Value::Null, |cell| cell.address().into())
        })
    }
}

/// What was read from a cell.
pub(super) trait Located {
    /// The cell of its main figure, where there is one.
    fn cell(&self) -> Option<&CellRef>;
}

/// Says of each type that its `source` is the cell.
macro_rules! located {
    ($($item:ty),*) => {
        $(impl Located for $item {
            fn cell(&self) -> Option<&CellRef> {
                Some(&self.source)
            }
        })*
    };
}

located!(Review, Posts, QualificationRow, Activity, Cohort);

impl Located for Practice {
    fn cell(&self) -> Option<&CellRef> {
        self.source.as_ref()
    }
}

/// The columns of a table's fields.
#[expect(clippy::indexing_slicing, reason = "both arrays are N long, and a const fn has no iterators")]
pub(super) const fn columns<T, const N: usize>(fields: &[Field<T>; N]) -> [Column; N] {
    let mut columns = [Column { name: "", kind: Kind::Text, about: "" }; N];
    let mut at = 0;
    while at < N {
        columns[at] = fields[at].column;
        at += 1;
    }
    columns
}

/// The values of one row.
pub(super) fn values<T>(fields: &[Field<T>], row: &Row<'_, T>) -> Vec<Value> {
    fields.iter().map(|field| (field.value)(row)).collect()
}

/// One row an item of every return, the returns sorted by council code.
pub(super) fn rows_of_returns<T>(
    evaluation: &Evaluation,
    fields: &[Field<T>],
    items: fn(&Return) -> &[T],
) -> Vec<Vec<Value>> {
    let mut returns: Vec<&Return> = evaluation.wave.returns.iter().collect();
    returns.sort_by(|a, b| a.council.cmp(&b.council));
    let period = evaluation.wave.period.id.as_str();
    returns
        .into_iter()
        .flat_map(|one| {
            items(one)
                .iter()
                .map(move |item| values(fields, &Row { period, council: Some(&one.council), item }))
        })
        .collect()
}

/// The bounds of a figure as whole numbers.
pub(super) fn whole_lower(figure: &Figure) -> Value {
    Value::whole(figure.interval().map(|interval| interval.lower))
}

/// The upper bound of a figure as a whole number.
pub(super) fn whole_upper(figure: &Figure) -> Value {
    Value::whole(figure.interval().map(|interval| interval.upper))
}

/// The one value of a figure whose bounds meet; a figure between two bounds has none.
pub(super) fn settled(interval: Option<Interval>) -> Option<i64> {
    interval.filter(|interval| interval.lower == interval.upper).map(|interval| interval.lower)
}
