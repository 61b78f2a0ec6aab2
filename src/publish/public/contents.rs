//! The contents: every sheet, and what it shows.

use super::super::book::{Cell, Column, Link, Table};
use super::shelf::Shelf;
use super::{Entry, PUBLIC_SHEETS};

pub(super) const SHEET: Entry = Entry {
    name: "Contents",
    title: "Contents",
    about: "The sheets of this workbook, in order. This sheet holds one table of links.",
    build,
};

fn build(_: &Shelf) -> Table {
    let columns = vec![Column::text("Sheet", 26), Column::text("What it shows", 100)];
    let rows = PUBLIC_SHEETS
        .iter()
        .filter(|entry| entry.name != SHEET.name)
        .map(|entry| vec![Cell::text(entry.name).to(Link::Sheet(entry.name)), Cell::text(entry.title)]);
    Table::new("Contents", columns).unfiltered().with_rows(rows.collect())
}
