//! The coaching pool.

use super::super::book::{Table, Unit};
use super::Entry;
use super::shelf::{Asked, Shelf};

pub(super) const SHEET: Entry = Entry {
    name: "Coaching",
    title: "Coaching pool, by council",
    about: "Coaches in training, coaches authorised, and hours of coaching [note 7]. Small counts of coaches are withheld [note 3].",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let asked = [
        ("Coaches in training (people)", ["coaches", "status", "training"]),
        ("Coaches authorised (people)", ["coaches", "status", "authorised"]),
        ("Coaching (hours)", ["coaching_hours", "all", "all"]),
    ];
    let asked = asked.map(|(heading, of)| Asked { heading: heading.to_owned(), unit: Unit::Number, of });
    shelf.by_council("Coaching", &asked)
}
