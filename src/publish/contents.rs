//! The contents: every sheet, and what it shows.

use super::book::{Block, Cell, Column, Link, Table};
use super::desk::Desk;
use super::{Entry, SHEETS};

pub(super) const SHEET: Entry = Entry {
    name: "Contents",
    title: "Contents",
    about: "Click a sheet's name to go to it. Every sheet leads back here.",
    build,
};

fn build(_: &Desk) -> Vec<Block> {
    let columns = vec![Column::text("Sheet", 24), Column::text("What it shows", 100)];
    let rows = SHEETS
        .iter()
        .filter(|entry| entry.name != SHEET.name)
        .map(|entry| vec![Cell::text(entry.name).to(Link::Sheet(entry.name)), Cell::text(entry.about)]);
    vec![Block::Table(Table::new("Contents", columns).unfiltered().with_rows(rows.collect()))]
}
