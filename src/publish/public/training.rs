//! Training activities and what they cost.

use crate::model::Delivery;

use super::super::book::{Table, Unit};
use super::Entry;
use super::shelf::{Asked, Shelf};

pub(super) const SHEET: Entry = Entry {
    name: "Training",
    title: "Training activities and costs, by council",
    about: "Management training of the last two years, internal and external: activities, their cost so far as known [note 5], and activities not costed.",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let deliveries = Delivery::ALL.map(|delivery| (delivery.title(), delivery.code()));
    let figures = [
        ("activities", "training_activities", Unit::Number),
        ("£", "training_cost", Unit::Money),
        ("activities not costed", "training_not_costed", Unit::Number),
    ];
    let asked: Vec<Asked> = deliveries
        .into_iter()
        .chain([("All", "all")])
        .flat_map(|(title, code)| {
            figures.map(|(counts, measure, unit)| Asked {
                heading: match unit {
                    Unit::Money => format!("{title} cost ({counts})"),
                    _ => format!("{title} ({counts})"),
                },
                unit,
                of: [measure, "delivery", code],
            })
        })
        .collect();
    shelf.by_council("Training", &asked)
}
