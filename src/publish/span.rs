//! Span: how many posts there are for each post in the band above.

use crate::model::Band;

use super::Entry;
use super::book::{Block, Cell, Column, Table, Unit};
use super::desk::{Desk, PARTNERSHIP, bound_heading};
use super::headcount::places_of;
use super::reading::Bound;

pub(super) const SHEET: Entry = Entry {
    name: "Span",
    title: "Posts for each post in the band above",
    about: "Posts in a band for each post in the band above it. The partnership's figure is over the councils that state both.",
    build,
};

const TABLE: &str = "PostsForEachPostAbove";

fn build(desk: &Desk) -> Vec<Block> {
    let bands = desk.bands();
    let lower: Vec<Option<Band>> = bands.iter().skip(1).copied().map(Some).collect();
    let places = places_of(desk, "span", lower);
    let mut columns = vec![Column::text("Code", 11), Column::text("Council", 24)];
    for place in &places {
        let band = place.band.map_or("", Band::title);
        let heading = format!("{band} for each post above");
        for bound in Bound::shown(place.open) {
            columns.push(Column::number(bound_heading(&heading, *bound, place.open)));
        }
    }
    let whole = [(PARTNERSHIP, "Partnership")];
    let councils = desk.councils.iter().map(|council| (&*council.code, &*council.name));
    let rows = whole.into_iter().chain(councils).map(|(code, name)| {
        let mut cells = vec![Cell::text(code), Cell::text(name)];
        for place in &places {
            let shown = desk.shown(["span", code, "band", place.code()]);
            cells.extend(Bound::shown(place.open).iter().map(|bound| shown.at(*bound, Unit::Number)));
        }
        cells
    });
    vec![Block::Table(Table::new(TABLE, columns).fixing(2).with_rows(rows.collect()))]
}
