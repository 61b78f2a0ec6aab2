//! The cover: what this is, of whom and of when.

use super::super::book::{Cell, Column, Table, Unit};
use super::super::desk::PARTNERSHIP;
use super::Entry;
use super::shelf::Shelf;
use crate::model::counted;

pub(super) const SHEET: Entry = Entry {
    name: "Cover",
    title: "Management development evaluation",
    about: "What councils returned on management development, put together for publication. This sheet holds one table.",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let columns = vec![Column::text("Item", 24), Column::text("Detail", 90)];
    let mut rows = vec![
        fact("Published by", Cell::text(shelf.partnership)),
        fact("Period", Cell::text(shelf.period.title.clone())),
    ];
    if shelf.as_of.is_some() {
        rows.push(fact("Figures as of", Cell::date(shelf.as_of)));
    }
    let returns = |status| shelf.shown(["returns", "status", status], PARTNERSHIP).reads(Unit::Number);
    rows.push(fact(
        "Returns received",
        Cell::text(format!("{} of {}", returns("received"), returns("expected"))),
    ));
    rows.push(fact("Figures withheld", Cell::text(withheld(shelf))));
    rows.push(fact(
        "Other formats",
        Cell::text(
            "The same tables as an OpenDocument spreadsheet, and as CSV files with a description (CSVW)",
        ),
    ));
    Table::new("Cover", columns).unfiltered().with_rows(rows)
}

fn withheld(shelf: &Shelf) -> String {
    let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let (first, second) = (number(shelf.protected.primary), number(shelf.protected.secondary));
    match first + second {
        0 => "None".to_owned(),
        all => format!(
            "{} to protect persons: {first} for what they tell, {second} so that those cannot be worked out",
            counted(all, "figure", "figures"),
        ),
    }
}

fn fact(item: &str, detail: Cell) -> Vec<Cell> {
    vec![Cell::text(item), detail]
}
