//! Posts in detail: every tier of every council as it was returned and read.

use std::collections::BTreeMap;

use crate::model::{CellRef, CouncilId, Posts, Return};

use super::Entry;
use super::book::{Block, Cell, Column, Link, Table, Tone, Unit};
use super::desk::Desk;
use super::reading::{Bound, Shown};
use super::sources;

pub(super) const SHEET: Entry = Entry {
    name: "Posts",
    title: "Posts in detail",
    about: "Every tier of every council: its titles, its band, its posts, and how many people hold a management qualification.",
    build,
};

/// The table's id.
pub(super) const TABLE: &str = "PostsInDetail";
/// Where its columns stand that other sheets sum over.
pub(super) const CODE: usize = 0;
pub(super) const BAND: usize = 4;
pub(super) const LOWER: usize = 6;
pub(super) const UPPER: usize = 7;
pub(super) const QUALIFIED_LOWER: usize = 9;
pub(super) const QUALIFIED_UPPER: usize = 10;
pub(super) const IN_RATIO: usize = 12;

/// The row of a council's first tier.
pub(super) fn first_row(desk: &Desk, council: &CouncilId) -> Option<Link> {
    desk.council_return(council).filter(|one| !one.posts.is_empty())?;
    Some(Link::Row(TABLE, desk.first_rows(council)?.posts))
}

/// Whether a tier states both posts and people qualified, so that it enters shares.
pub(super) fn in_ratio(posts: &Posts) -> bool {
    posts.qualified_in_ratio && posts.headcount.interval().is_some() && posts.qualified.interval().is_some()
}

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::number("Tier"),
        Column::text("Titles", 48),
        Column::text("Band", 18),
        Column::text("Band decided by", 10),
        Column::number("Posts, at least"),
        Column::number("Posts, at most"),
        Column::number("Posts, read as"),
        Column::number("Qualified people, at least"),
        Column::number("Qualified people, at most"),
        Column::number("Qualified people, read as"),
        Column::text("In the share", 8).toned(&[("no", Tone::Muted)]),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ];
    let sources = sources::rows(desk);
    let rows = desk.posts().iter().map(|(one, posts)| row(one, posts, &sources)).collect();
    vec![Block::Table(Table::new(TABLE, columns).fixing(3).with_rows(rows))]
}

fn row(one: &Return, posts: &Posts, sources: &BTreeMap<CellRef, usize>) -> Vec<Cell> {
    let headcount = Shown::figure(&posts.headcount);
    let qualified = Shown::figure(&posts.qualified);
    let mut cells = vec![
        Cell::text(&*one.council.code),
        Cell::text(&*one.council.name),
        Cell::whole(posts.tier),
        Cell::text(posts.titles.join("; ")),
        Cell::text(posts.band.title()),
        Cell::text(posts.band_basis.clone()),
    ];
    for shown in [headcount, qualified] {
        cells.extend([bare(shown.at(Bound::Least, Unit::Number)), bare(shown.at(Bound::Most, Unit::Number))]);
        cells.push(Cell::text(shown.reads(Unit::Number)));
    }
    cells.push(Cell::text(if in_ratio(posts) { "yes" } else { "no" }));
    cells.extend(sources::linked_cells(sources, Some(&posts.source)));
    cells
}

/// The cell without its marker, which the reading beside it carries.
fn bare(cell: Cell) -> Cell {
    cell.marked("")
}
