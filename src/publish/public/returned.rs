//! Who returned.

use super::super::book::{Cell, Column, Table};
use super::Entry;
use super::shelf::{Shelf, council_columns};

pub(super) const SHEET: Entry = Entry {
    name: "Returns",
    title: "Returns received, by council",
    about: "Whether each council returned the questionnaire, and whether it answered every section.",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let mut columns = council_columns();
    columns.extend([Column::text("Returned", 16), Column::text("Every section answered", 16)]);
    let rows = shelf.councils.iter().map(|council| {
        let says = |status| {
            Cell::text(if shelf.holds(["returns", "status", status], &council.code) { "yes" } else { "no" })
        };
        vec![Cell::text(&*council.code), Cell::text(&*council.name), says("received"), says("complete")]
    });
    let mut table = Table::new("Returns", columns).unfiltered().with_rows(rows.collect());
    table.if_empty = "No council is expected.";
    table
}
