//! Training activity: every activity that councils listed.

use std::collections::BTreeMap;

use crate::model::{Activity, CellRef, CostBasis, CouncilId, Return};

use super::Entry;
use super::book::{Block, Cell, Column, Link, Table, Tone, Unit};
use super::desk::Desk;
use super::reading::{Bound, Shown};
use super::sources;

pub(super) const SHEET: Entry = Entry {
    name: "Training activity",
    title: "Training activity",
    about: "Management training of the last two years, activity by activity, with its cost where the return states one.",
    build,
};

/// The table's id.
pub(super) const TABLE: &str = "TrainingActivity";
/// Where its columns stand that other sheets count and sum over.
pub(super) const CODE: usize = 0;
pub(super) const DELIVERY: usize = 2;
pub(super) const LOWER: usize = 9;
pub(super) const UPPER: usize = 10;
pub(super) const COSTED: usize = 12;

/// The row of a council's first activity.
pub(super) fn first_row(desk: &Desk, council: &CouncilId) -> Option<Link> {
    desk.council_return(council).filter(|one| !one.training.is_empty())?;
    Some(Link::Row(TABLE, desk.first_rows(council)?.training))
}

/// Whether an activity's total cost is known: `yes`, `no`, or with another row.
pub(super) fn costed(activity: &Activity) -> &'static str {
    if activity.cost_basis == CostBasis::Shared {
        "shared"
    } else if activity.cost.given().is_some() {
        "yes"
    } else {
        "no"
    }
}

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Delivery", 10),
        Column::text("Activity", 36),
        Column::text("For whom", 26),
        Column::text("Provider", 22),
        Column::number("Attendees"),
        Column::text("Cost as written", 18),
        Column::text("Cost is", 14),
        Column::number("Cost (£), at least"),
        Column::number("Cost (£), at most"),
        Column::number("Cost, read as"),
        Column::text("Costed", 10).toned(&[("no", Tone::Warn), ("shared", Tone::Muted)]),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ];
    let sources = sources::rows(desk);
    let rows = desk.training().iter().map(|(one, activity)| row(one, activity, &sources)).collect();
    vec![
        Block::Table(Table::new(TABLE, columns).fixing(3).with_rows(rows)),
        Block::Text("A cost shared by several activities stands with the first of them; the others say shared and carry no amount.".to_owned()),
    ]
}

fn row(one: &Return, activity: &Activity, sources: &BTreeMap<CellRef, usize>) -> Vec<Cell> {
    let cost = cost(activity);
    let attendees = activity.attendees.map_or_else(Cell::blank, |interval| {
        let shown = Shown::reported(&crate::model::Reported::Given(interval), 100);
        if shown.is_open() {
            Cell::text(shown.reads(Unit::Number))
        } else {
            shown.at(Bound::Least, Unit::Number)
        }
    });
    let mut cells = vec![
        Cell::text(&*one.council.code),
        Cell::text(&*one.council.name),
        Cell::text(activity.delivery.title()),
        Cell::text(activity.activity.clone()),
        Cell::text(activity.audience.clone()),
        Cell::text(activity.provider.clone()),
        attendees,
        Cell::text(activity.cost_text.clone()),
        Cell::text(basis(activity.cost_basis)),
    ];
    if activity.cost_basis == CostBasis::Shared {
        cells.extend([Cell::blank(), Cell::blank(), Cell::text("shared")]);
    } else {
        cells.extend([Bound::Least, Bound::Most].map(|bound| cost.at(bound, Unit::Money).marked("")));
        cells.push(Cell::text(cost.reads(Unit::Money)));
    }
    cells.push(Cell::text(costed(activity)));
    cells.extend(sources::linked_cells(sources, Some(&activity.source)));
    cells
}

/// The cost of an activity, ready to be shown.
pub(super) fn cost(activity: &Activity) -> Shown {
    Shown::reported(&activity.cost, 1)
}

fn basis(basis: CostBasis) -> &'static str {
    match basis {
        CostBasis::Total => "the total",
        CostBasis::PerHead => "for each person",
        CostBasis::PerDay => "for each day",
        CostBasis::Shared => "shared",
        CostBasis::Free => "free",
        CostBasis::NotStated => "not stated",
        CostBasis::NotAvailable => "not available",
    }
}
