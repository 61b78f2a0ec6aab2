//! Headcount by council and band.

use crate::model::{Band, CellRef, CouncilId};

use super::Entry;
use super::book::{Block, Cell, Chart, ChartKind, Column, Series, Shade, Table, Unit};
use super::desk::{Desk, PARTNERSHIP, bound_heading, column_total, live, live_reading, sources_cells};
use super::formula::{Area, Asked, Formula};
use super::posts;
use super::reading::{Bound, Shown};

pub(super) const SHEET: Entry = Entry {
    name: "Headcount",
    title: "Headcount by council and band",
    about: "Management posts stated by each council, put into the four bands. Click a figure to go to the tiers it comes from.",
    build,
};

/// The table's id.
pub(super) const TABLE: &str = "HeadcountByBand";
const NAME: usize = 1;

/// A figure's columns: one, or two where some figure is a range.
pub(super) struct Place {
    /// The band; none for the total.
    pub(super) band: Option<Band>,
    /// First of its columns.
    pub(super) first: usize,
    /// Whether a second one holds the most.
    pub(super) open: bool,
}

impl Place {
    /// The code of the contract.
    pub(super) fn code(&self) -> &'static str {
        self.band.map_or("all", Band::code)
    }

    fn heading(&self) -> String {
        format!("{} (posts)", self.band.map_or("All bands", Band::title))
    }

    /// The column of a bound.
    pub(super) fn column(&self, bound: Bound) -> usize {
        self.first + usize::from(self.open && bound == Bound::Most)
    }
}

/// Where each band's columns stand, and those of all bands at the end.
pub(super) fn places(desk: &Desk) -> Vec<Place> {
    places_of(desk, "headcount", desk.bands().into_iter().map(Some).chain([None]).collect())
}

/// The chart of posts by council and band.
pub(super) fn chart(desk: &Desk) -> Chart {
    let bands = places(desk).into_iter().filter_map(|place| Some((place.band?, place.first)));
    let series = bands.zip(0_u8..).map(|((band, column), step)| Series {
        name: band.title().to_owned(),
        values: Area::column(TABLE, column),
        shade: Shade::Step(step),
    });
    Chart {
        kind: ChartKind::StackedBars,
        title: "Management posts by council and band".to_owned(),
        category_title: "Council".to_owned(),
        value_title: "Posts".to_owned(),
        categories: Area::column(TABLE, NAME),
        series: series.collect(),
        unit: Unit::Number,
        alt: alt(desk),
        count: desk.councils.len(),
    }
}

fn build(desk: &Desk) -> Vec<Block> {
    vec![Block::Table(headcount(desk)), Block::Chart(chart(desk))]
}

fn headcount(desk: &Desk) -> Table {
    let places = places(desk);
    let mut columns = vec![Column::text("Code", 11), Column::text("Council", 24)];
    for place in &places {
        for bound in Bound::shown(place.open) {
            let column = Column::number(bound_heading(&place.heading(), *bound, place.open));
            columns.push(if place.band.is_none() { column.barred() } else { column });
        }
    }
    if is_open(&places) {
        columns.push(Column::number("All bands, read as"));
    }
    columns.extend([Column::text("Source file", 32), Column::text("Source cells", 34)]);
    let rows: Vec<Vec<Cell>> = desk
        .councils
        .iter()
        .enumerate()
        .map(|(row, council)| council_row(desk, &places, council, row))
        .collect();
    let mut total = vec![Cell::text(PARTNERSHIP), Cell::text("Partnership")];
    for place in &places {
        let shown = desk.shown(["headcount", PARTNERSHIP, "band", place.code()]);
        for bound in Bound::shown(place.open) {
            total.push(column_total(Area::column(TABLE, place.column(*bound)), &rows, &shown, *bound));
        }
    }
    total.extend(reading(desk, PARTNERSHIP, &places, |column| Area::total(TABLE, column)));
    total.extend([Cell::blank(), Cell::blank()]);
    let mut table = Table::new(TABLE, columns).fixing(2).with_rows(rows);
    table.total = Some(total);
    table
}

fn council_row(desk: &Desk, places: &[Place], council: &CouncilId, row: usize) -> Vec<Cell> {
    let link = posts::first_row(desk, council);
    let mut cells = vec![Cell::text(&*council.code), Cell::text(&*council.name)];
    for place in places {
        let shown = desk.shown(["headcount", &council.code, "band", place.code()]);
        for bound in Bound::shown(place.open) {
            let cell = match place.band {
                Some(band) => band_cell(desk, (council, band), (&shown, *bound), row),
                None => row_total(&cells, places, (&shown, *bound), row),
            };
            cells.push(cell.to_some(link));
        }
    }
    cells.extend(reading(desk, &council.code, places, |column| Area::cell(TABLE, column, row)));
    cells.extend(sources_cells(headcount_sources(desk, council).into_iter()));
    cells
}

fn band_cell(desk: &Desk, of: (&CouncilId, Band), shown: (&Shown, Bound), row: usize) -> Cell {
    let (council, band) = of;
    let tiers = desk.council_return(council).map(|one| one.posts.iter()).into_iter().flatten();
    let given = tiers.filter(|tier| tier.band == band).filter_map(|tier| tier.headcount.interval());
    let computed = given.map(|interval| shown.1.of(interval).saturating_mul(100)).sum();
    let column = if shown.1 == Bound::Least { posts::LOWER } else { posts::UPPER };
    let formula = Formula::sum_where(
        Area::column(posts::TABLE, column),
        &[
            (Area::column(posts::TABLE, posts::CODE), Asked::Cell(Area::cell(TABLE, 0, row))),
            (Area::column(posts::TABLE, posts::BAND), Asked::Words(band.title().to_owned())),
        ],
    );
    live(formula, computed, shown, Unit::Number)
}

fn row_total(cells: &[Cell], places: &[Place], shown: (&Shown, Bound), row: usize) -> Cell {
    use super::book::Value;
    let columns = places.iter().filter(|place| place.band.is_some()).map(|place| place.column(shown.1));
    let areas: Vec<Area> = columns.clone().map(|column| Area::cell(TABLE, column, row)).collect();
    let numbers = columns.filter_map(|column| match cells.get(column).map(|cell| &cell.value) {
        Some(Value::Number(number)) => Some(*number),
        _ => None,
    });
    live(Formula::sum(&areas), numbers.sum(), shown, Unit::Number)
}

/// How all bands together read, where some total is a range.
fn reading(desk: &Desk, code: &str, places: &[Place], cell: impl Fn(usize) -> Area) -> Option<Cell> {
    let all = places.iter().find(|place| place.band.is_none() && place.open)?;
    let shown = desk.shown(["headcount", code, "band", "all"]);
    Some(live_reading(&shown, (cell(all.column(Bound::Least)), cell(all.column(Bound::Most))), Unit::Number))
}

fn is_open(places: &[Place]) -> bool {
    places.iter().any(|place| place.band.is_none() && place.open)
}

fn headcount_sources<'a>(desk: &Desk<'a>, council: &CouncilId) -> Vec<&'a CellRef> {
    let Some(one) = desk.council_return(council) else { return Vec::new() };
    let given = one.posts.iter().filter(|posts| posts.headcount.interval().is_some());
    given.filter_map(|posts| posts.headcount.source.as_ref()).collect()
}

/// Where each band's columns of a measure stand, after code and council.
pub(super) fn places_of(desk: &Desk, measure: &str, bands: Vec<Option<Band>>) -> Vec<Place> {
    let codes = || desk.councils.iter().map(|council| &*council.code).chain([PARTNERSHIP]);
    let mut first = NAME + 1;
    let mut places = Vec::new();
    for band in bands {
        let code = band.map_or("all", Band::code);
        let open = codes().any(|council| desk.shown([measure, council, "band", code]).is_open());
        places.push(Place { band, first, open });
        first += 1 + usize::from(open);
    }
    places
}

fn alt(desk: &Desk) -> String {
    let all = desk.shown(["headcount", PARTNERSHIP, "band", "all"]).reads(Unit::Number);
    let each: Vec<String> = desk
        .councils
        .iter()
        .take(20)
        .map(|council| {
            let shown = desk.shown(["headcount", &council.code, "band", "all"]);
            format!("{} {}", council.name, shown.reads(Unit::Number))
        })
        .collect();
    format!("Stacked bars of management posts by council and band. In all {all}: {}.", each.join(", "))
}
