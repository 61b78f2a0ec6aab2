//! Posts for each post in the band above.

use crate::model::Band;

use super::super::book::{Table, Unit};
use super::Entry;
use super::shelf::{Asked, Shelf};

pub(super) const SHEET: Entry = Entry {
    name: "Posts for each post above",
    title: "Posts for each post in the band above, by council",
    about: "Posts in a band [note 1] for each post in the band above it [note 6].",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let asked: Vec<Asked> = Band::ALL
        .into_iter()
        .skip(1)
        .map(|band| Asked {
            heading: format!("{} (posts for each post above)", band.title()),
            unit: Unit::Number,
            of: ["span", "band", band.code()],
        })
        .collect();
    shelf.by_council("PostsForEachPostAbove", &asked)
}
