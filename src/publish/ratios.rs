//! Share of posts held by people with a management qualification, and what it covers.

use crate::model::{Band, CellRef, CouncilId, Figure, Posts, counted};

use super::Entry;
use super::book::{Block, Cell, Chart, ChartKind, Column, Series, Shade, Table, Unit, Value};
use super::desk::{Desk, PARTNERSHIP, councils_counted, live, live_reading, sources_cells};
use super::formula::{Area, Asked, Formula};
use super::headcount;
use super::posts;
use super::reading::{Bound, Shown};

pub(super) const SHEET: Entry = Entry {
    name: "Share qualified",
    title: "Share with a management qualification",
    about: "People stated to hold a management qualification over posts, over the tiers alone that state both, with what that covers.",
    build,
};

/// The partnership's table.
pub(super) const TABLE: &str = "ShareQualified";
/// The column of the share, at least, and at most after it.
pub(super) const SHARE: usize = 7;
/// The row of a band in the partnership's table.
pub(super) fn row_of(desk: &Desk, band: Band) -> Option<usize> {
    desk.bands().iter().position(|one| *one == band)
}

const COUNCILS: &str = "ShareQualifiedByCouncil";
const BAND: usize = 2;
const PEOPLE: usize = 3;
const POSTS: usize = 5;
const LABEL: usize = 10;
const OPEN: usize = 13;

/// The chart of shares by band.
pub(super) fn chart(desk: &Desk) -> Chart {
    let series = |name: &str, column, shade| Series {
        name: name.to_owned(),
        values: Area::column(TABLE, column),
        shade,
    };
    let each: Vec<String> = desk
        .bands()
        .into_iter()
        .map(|band| {
            let shown = ratio(desk, PARTNERSHIP, band);
            format!("{}: {}", label(desk, band).replace('\n', " "), shown.reads(Unit::Percent))
        })
        .collect();
    Chart {
        kind: ChartKind::StackedBars,
        title: "Share with a management qualification".to_owned(),
        category_title: "Band, and posts of which it is known".to_owned(),
        value_title: "Share of the posts known (%)".to_owned(),
        categories: Area::column(TABLE, LABEL),
        series: vec![series("At least", SHARE, Shade::Step(0)), series("Open, up to", OPEN, Shade::Open)],
        unit: Unit::Percent,
        alt: format!("Bars of the share qualified by band. {}.", each.join("; ")),
        count: desk.bands().len(),
    }
}

/// The share of a band.
pub(super) fn ratio(desk: &Desk, code: &str, band: Band) -> Shown {
    desk.shown(["qualification_ratio", code, "band", band.code()])
}

/// A band with what its share covers, on two lines: `Heads of service`, `(54 of 135 posts known)`.
pub(super) fn label(desk: &Desk, band: Band) -> String {
    format!("{}\n({})", band.title(), coverage(desk, band))
}

/// What a band's share covers: `54 of 135 posts known`.
pub(super) fn coverage(desk: &Desk, band: Band) -> String {
    let [_, posts] = parts(desk, PARTNERSHIP, band);
    let all = desk.shown(["headcount", PARTNERSHIP, "band", band.code()]);
    let reads = |shown: &Shown| Shown { marker: String::new(), ..shown.clone() }.reads(Unit::Number);
    if all.lower.is_none() {
        return "number of posts not known".to_owned();
    }
    let known = if posts.lower.is_some() { reads(&posts) } else { "none".to_owned() };
    format!("{known} of {} posts known", reads(&all))
}

fn build(desk: &Desk) -> Vec<Block> {
    let councils = by_council(desk);
    let whole = by_band(desk, &councils);
    vec![Block::Table(whole), Block::Chart(chart(desk)), Block::Table(councils)]
}

fn shared_columns() -> Vec<Column> {
    vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Band", 28),
        Column::number("Qualified people, at least"),
        Column::number("Qualified people, at most"),
        Column::number("Posts covered, at least"),
        Column::number("Posts covered, at most"),
        Column::number("Share (%), at least").barred(),
        Column::number("Share (%), at most"),
        Column::number("Share, read as"),
    ]
}

fn by_band(desk: &Desk, councils: &Table) -> Table {
    let mut columns = shared_columns();
    columns.extend([
        Column::text("Label in the chart", 32),
        Column::text("Councils counted", 34),
        Column::number("Posts in all"),
        Column::number("Open part (%)"),
    ]);
    let rows = desk.bands().into_iter().enumerate().map(|(row, band)| band_row(desk, councils, band, row));
    Table::new(TABLE, columns).titled("By band").unfiltered().with_rows(rows.collect())
}

fn band_row(desk: &Desk, councils: &Table, band: Band, row: usize) -> Vec<Cell> {
    let [people, posts] = parts(desk, PARTNERSHIP, band);
    let share = ratio(desk, PARTNERSHIP, band);
    let mut cells = vec![
        Cell::text(PARTNERSHIP),
        Cell::text("Partnership"),
        Cell::text(band.title()).to_some(first_row(councils, band)),
    ];
    for (place, shown) in [(PEOPLE, &people), (POSTS, &posts)] {
        for (bound, column) in [(Bound::Least, place), (Bound::Most, place + 1)] {
            let formula = Formula::sum_where(
                Area::column(COUNCILS, column),
                &[(Area::column(COUNCILS, BAND), Asked::Cell(Area::cell(TABLE, BAND, row)))],
            );
            let computed = summed(councils, band, column);
            cells.push(live(formula, computed, (shown, bound), Unit::Number).marked(""));
        }
    }
    cells.extend(share_cells(TABLE, row, &share, [&people, &posts]));
    let all = desk.shown(["headcount", PARTNERSHIP, "band", band.code()]);
    let place = headcount::places(desk).into_iter().find(|place| place.band == Some(band));
    let measured = desk.figure(["qualification_ratio", PARTNERSHIP, "band", band.code()]);
    let mut posts_in_all = all.at(Bound::Least, Unit::Number);
    if let (Some(place), Some(_)) = (place, all.lower) {
        posts_in_all = posts_in_all.with(Formula::same(Area::total(headcount::TABLE, place.first)));
    }
    let spread = share.upper.zip(share.lower).map_or(0, |(upper, lower)| upper - lower);
    cells.extend([
        Cell::text(label(desk, band)),
        Cell::text(councils_counted(measured)),
        posts_in_all,
        Cell::of(Value::Percent(spread))
            .with(Formula::spread(Area::cell(TABLE, SHARE, row), Area::cell(TABLE, SHARE + 1, row))),
    ]);
    cells
}

fn by_council(desk: &Desk) -> Table {
    let mut columns = shared_columns();
    columns.extend([Column::text("Source file", 32), Column::text("Source cells", 34)]);
    let bands = desk.bands();
    let holds = |council: &CouncilId, band: Band| {
        desk.council_return(council).is_some_and(|one| one.posts.iter().any(|posts| posts.band == band))
    };
    let pairs: Vec<(&CouncilId, Band)> = desk
        .councils
        .iter()
        .flat_map(|council| bands.iter().map(move |band| (council, *band)))
        .filter(|(council, band)| holds(council, *band))
        .collect();
    let rows =
        pairs.into_iter().enumerate().map(|(row, (council, band))| council_row(desk, council, band, row));
    Table::new(COUNCILS, columns).titled("By council and band").with_rows(rows.collect())
}

fn council_row(desk: &Desk, council: &CouncilId, band: Band, row: usize) -> Vec<Cell> {
    let [people, posts] = parts(desk, &council.code, band);
    let share = ratio(desk, &council.code, band);
    let tiers = covered(desk, council, band);
    let mut cells = vec![
        Cell::text(&*council.code),
        Cell::text(&*council.name),
        Cell::text(band.title()).to_some(posts::first_row(desk, council)),
    ];
    for (shown, columns, of_people) in [
        (&people, [posts::QUALIFIED_LOWER, posts::QUALIFIED_UPPER], true),
        (&posts, [posts::LOWER, posts::UPPER], false),
    ] {
        for (bound, column) in [Bound::Least, Bound::Most].into_iter().zip(columns) {
            let figures = tiers.iter().map(|tier| if of_people { &tier.qualified } else { &tier.headcount });
            let given = figures.filter_map(Figure::interval);
            let computed = given.map(|interval| bound.of(interval).saturating_mul(100)).sum();
            let formula = Formula::sum_where(Area::column(posts::TABLE, column), &conditions(row));
            cells.push(live(formula, computed, (shown, bound), Unit::Number).marked(""));
        }
    }
    cells.extend(share_cells(COUNCILS, row, &share, [&people, &posts]));
    let sources = tiers.iter().flat_map(|tier| [&tier.headcount.source, &tier.qualified.source]);
    cells.extend(sources_cells(sources.filter_map(Option::as_ref).collect::<Vec<&CellRef>>().into_iter()));
    cells
}

fn conditions(row: usize) -> [(Area, Asked); 3] {
    [
        (Area::column(posts::TABLE, posts::CODE), Asked::Cell(Area::cell(COUNCILS, 0, row))),
        (Area::column(posts::TABLE, posts::BAND), Asked::Cell(Area::cell(COUNCILS, BAND, row))),
        (Area::column(posts::TABLE, posts::IN_RATIO), Asked::Words("yes".to_owned())),
    ]
}

/// The share, at least and at most, and as one reads it.
fn share_cells(table: &'static str, row: usize, share: &Shown, parts: [&Shown; 2]) -> [Cell; 3] {
    let cell = |column| Area::cell(table, column, row);
    let [people, posts] = parts;
    let least = live(
        Formula::share(cell(PEOPLE), cell(POSTS + 1)),
        rounded_share(people.lower, posts.upper),
        (share, Bound::Least),
        Unit::Percent,
    );
    let most = live(
        Formula::share(cell(PEOPLE + 1), cell(POSTS)),
        rounded_share(people.upper, posts.lower),
        (share, Bound::Most),
        Unit::Percent,
    );
    let reads = live_reading(share, (cell(SHARE), cell(SHARE + 1)), Unit::Percent);
    [least.marked(""), most.marked(""), reads]
}

/// A share in hundredths of a percent, halves up, at most the whole.
fn rounded_share(part: Option<i64>, whole: Option<i64>) -> i64 {
    match (part, whole) {
        (Some(part), Some(whole)) if whole > 0 => {
            (part.saturating_mul(20_000).saturating_add(whole) / whole.saturating_mul(2)).min(10_000)
        }
        _ => -1,
    }
}

/// People and posts of a share, as measured.
fn parts(desk: &Desk, code: &str, band: Band) -> [Shown; 2] {
    let Some(row) = desk.figure(["qualification_ratio", code, "band", band.code()]) else {
        return [Shown::unknown(), Shown::unknown()];
    };
    let shown = |lower: Option<i64>, upper: Option<i64>| Shown {
        lower,
        upper,
        marker: if lower.is_some() { String::new() } else { "[x]".to_owned() },
    };
    if row.lower.is_none() {
        return [Shown::unknown(), Shown::unknown()];
    }
    [shown(row.numerator_lower, row.numerator_upper), shown(row.denominator_lower, row.denominator_upper)]
}

fn covered<'a>(desk: &Desk<'a>, council: &CouncilId, band: Band) -> Vec<&'a Posts> {
    let tiers = desk.council_return(council).map(|one| one.posts.iter()).into_iter().flatten();
    tiers.filter(|tier| tier.band == band && posts::in_ratio(tier)).collect()
}

fn summed(councils: &Table, band: Band, column: usize) -> i64 {
    let of_band = |row: &&Vec<Cell>| matches!(row.get(BAND).map(|cell| &cell.value), Some(Value::Text(text)) if text == band.title());
    let numbers = councils.rows.iter().filter(of_band).filter_map(|row| match row.get(column)?.value {
        Value::Number(number) => Some(number),
        _ => None,
    });
    numbers.sum()
}

fn first_row(councils: &Table, band: Band) -> Option<super::book::Link> {
    let of_band = |row: &Vec<Cell>| matches!(row.get(BAND).map(|cell| &cell.value), Some(Value::Text(text)) if text == band.title());
    Some(super::book::Link::Row(COUNCILS, councils.rows.iter().position(of_band)?))
}

/// A sentence on a band's share, for the summary.
pub(super) fn sentence(desk: &Desk, band: Band) -> Option<String> {
    let share = ratio(desk, PARTNERSHIP, band);
    share.lower?;
    let councils = desk.figure(["qualification_ratio", PARTNERSHIP, "band", band.code()])?.councils_counted;
    Some(format!(
        "{} of {} ({}, in {})",
        Shown { marker: String::new(), ..share.clone() }.reads(Unit::Percent),
        band.title().to_lowercase(),
        coverage(desk, band),
        counted(councils, "council", "councils"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_round_as_the_formula_does() {
        assert_eq!(rounded_share(Some(700), Some(1600)), 4375);
        assert_eq!(rounded_share(Some(2000), Some(5400)), 3704);
        assert_eq!(rounded_share(Some(100), Some(3200)), 313);
        assert_eq!(rounded_share(Some(100), Some(0)), -1);
    }
}
