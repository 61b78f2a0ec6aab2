//! Posts by council and band.

use crate::model::Band;

use super::super::book::{Table, Unit};
use super::Entry;
use super::shelf::{Asked, Shelf};

pub(super) const SHEET: Entry = Entry {
    name: "Posts by band",
    title: "Management posts, by council and band",
    about: "Management posts that each council states, by band [note 1]. Posts are counted, not people [note 2].",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let bands = Band::ALL.map(|band| (band.title(), band.code()));
    let asked: Vec<Asked> = bands
        .into_iter()
        .chain([("All bands", "all")])
        .map(|(title, code)| Asked {
            heading: format!("{title} (posts)"),
            unit: Unit::Number,
            of: ["headcount", "band", code],
        })
        .collect();
    shelf.by_council("PostsByBand", &asked)
}
