//! People with a management qualification, and the posts of which that is known.

use crate::model::{Band, MeasureRow};
use crate::protect::WITHHELD;

use super::super::book::{Cell, Column, Table, Unit};
use super::super::reading::{Bound, Shown};
use super::Entry;
use super::shelf::{Shelf, council_columns};

pub(super) const SHEET: Entry = Entry {
    name: "Share qualified",
    title: "People with a management qualification, by council and band",
    about: "People stated to hold one, and their share of the posts of which that is known [note 4], by band [note 1]. Small figures are withheld [note 3].",
    build,
};

fn build(shelf: &Shelf) -> Table {
    let mut columns = council_columns();
    columns.push(Column::text("Band", 32));
    let figures = ["People qualified (people)", "Posts covered (posts)", "Share qualified (%)"];
    for figure in figures {
        columns.extend(["at least", "at most"].map(|bound| Column::number(format!("{figure}, {bound}"))));
    }
    let rows = Band::ALL.into_iter().flat_map(|band| {
        shelf.rows().map(move |(code, name)| {
            let mut cells = vec![Cell::text(code), Cell::text(name), Cell::text(band.title())];
            cells.extend(figure_cells(shelf.figure(["qualification_ratio", "band", band.code()], code)));
            cells
        })
    });
    Table::new("ShareQualified", columns).unfiltered().with_rows(rows.collect())
}

/// People, posts and share, at least and at most: all known, all silent, or posts alone.
fn figure_cells(row: Option<&MeasureRow>) -> Vec<Cell> {
    let share = Shown::measured(row);
    let is_shown = share.lower.is_some();
    let part = |lower: Option<i64>, upper: Option<i64>, is_shown: bool| Shown {
        lower: lower.filter(|_| is_shown),
        upper: upper.filter(|_| is_shown),
        marker: if is_shown { String::new() } else { share.marker.clone() },
    };
    let people =
        part(row.and_then(|row| row.numerator_lower), row.and_then(|row| row.numerator_upper), is_shown);
    let has_posts = is_shown || share.marker == WITHHELD;
    let posts =
        part(row.and_then(|row| row.denominator_lower), row.and_then(|row| row.denominator_upper), has_posts);
    let figures = [(people, Unit::Number), (posts, Unit::Number), (share.clone(), Unit::Percent)];
    figures
        .into_iter()
        .flat_map(|(shown, unit)| [Bound::Least, Bound::Most].map(|bound| shown.at(bound, unit)))
        .collect()
}
