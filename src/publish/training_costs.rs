//! Training costs by council, internal and external, and how much is not costed.

use crate::model::{CellRef, CouncilId, Delivery, Statement};

use super::Entry;
use super::book::{Block, Cell, Chart, ChartKind, Column, Series, Shade, Table, Unit, Value};
use super::desk::{Desk, PARTNERSHIP, bound_heading, column_total, live, live_reading, sources_cells};
use super::formula::{Area, Asked, Formula};
use super::reading::{Bound, Shown};
use super::training;

pub(super) const SHEET: Entry = Entry {
    name: "Training costs",
    title: "Training costs by council",
    about: "Activities and what they cost, so far as councils know it, over the last two years. Click a figure to go to the activities.",
    build,
};

/// The table's id.
pub(super) const TABLE: &str = "TrainingCosts";
const NAME: usize = 1;

/// Internal, external, and both together.
pub(super) const DELIVERIES: [Option<Delivery>; 3] =
    [Some(Delivery::Internal), Some(Delivery::External), None];

/// Where a delivery's columns stand.
pub(super) struct Place {
    pub(super) delivery: Option<Delivery>,
    /// Its number of activities.
    pub(super) activities: usize,
    /// Whether the cost has a column for the most.
    open: bool,
}

impl Place {
    /// The code of the contract.
    pub(super) fn code(&self) -> &'static str {
        code(self.delivery)
    }

    /// The column of the cost.
    pub(super) fn cost(&self, bound: Bound) -> usize {
        self.activities + 1 + usize::from(self.open && bound == Bound::Most)
    }

    /// The column of the activities that are not costed.
    pub(super) fn not_costed(&self) -> usize {
        self.activities + 2 + usize::from(self.open)
    }
}

/// The code of a delivery, or of both together.
pub(super) fn code(delivery: Option<Delivery>) -> &'static str {
    delivery.map_or("all", Delivery::code)
}

/// Where the columns of each delivery stand.
pub(super) fn places(desk: &Desk) -> Vec<Place> {
    let codes = || desk.councils.iter().map(|council| &*council.code).chain([PARTNERSHIP]);
    let mut activities = NAME + 1;
    let mut places = Vec::new();
    for delivery in DELIVERIES {
        let open =
            codes().any(|one| desk.shown(["training_cost", one, "delivery", code(delivery)]).is_open());
        let place = Place { delivery, activities, open };
        activities = place.not_costed() + 1;
        places.push(place);
    }
    places
}

/// The chart of costs by council.
pub(super) fn chart(desk: &Desk) -> Chart {
    let shades = [Shade::Step(0), Shade::Contrast];
    let series = places(desk).into_iter().zip(shades).filter_map(|(place, shade)| {
        let name = place.delivery?.title().to_owned();
        Some(Series { name, values: Area::column(TABLE, place.cost(Bound::Least)), shade })
    });
    let each: Vec<String> = desk
        .councils
        .iter()
        .take(20)
        .map(|council| {
            let cost = |delivery| {
                desk.shown(["training_cost", &council.code, "delivery", delivery]).reads(Unit::Money)
            };
            format!("{} {} internal, {} external", council.name, cost("internal"), cost("external"))
        })
        .collect();
    Chart {
        kind: ChartKind::Bars,
        title: "Training cost by council, so far as known".to_owned(),
        category_title: "Council".to_owned(),
        value_title: "Cost (£)".to_owned(),
        categories: Area::column(TABLE, NAME),
        series: series.collect(),
        unit: Unit::Money,
        alt: format!("Bars of training cost by council, internal and external. {}.", each.join("; ")),
        count: desk.councils.len(),
    }
}

fn build(desk: &Desk) -> Vec<Block> {
    vec![Block::Table(costs(desk)), Block::Chart(chart(desk))]
}

fn costs(desk: &Desk) -> Table {
    let places = places(desk);
    let mut columns = vec![Column::text("Code", 11), Column::text("Council", 24)];
    for place in &places {
        let name = place.delivery.map_or("All", Delivery::title);
        columns.push(Column::number(format!("{name}: activities")));
        for bound in Bound::shown(place.open) {
            let column = Column::number(bound_heading(&format!("{name}: cost (£)"), *bound, place.open));
            columns.push(if place.delivery.is_none() { column.barred() } else { column });
        }
        columns.push(Column::number(format!("{name}: activities not costed")));
    }
    if places.iter().any(|place| place.delivery.is_none() && place.open) {
        columns.push(Column::number("All: cost, read as"));
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
        let shown = |measure| desk.shown([measure, PARTNERSHIP, "delivery", place.code()]);
        let sum =
            |column, shown: &Shown, bound| column_total(Area::column(TABLE, column), &rows, shown, bound);
        total.push(sum(place.activities, &shown("training_activities"), Bound::Least));
        for bound in Bound::shown(place.open) {
            total.push(sum(place.cost(*bound), &shown("training_cost"), *bound));
        }
        total.push(sum(place.not_costed(), &shown("training_not_costed"), Bound::Least));
    }
    total.extend(reading(desk, &places, PARTNERSHIP, |column| Area::total(TABLE, column)));
    total.extend([Cell::blank(), Cell::blank()]);
    let mut table = Table::new(TABLE, columns).fixing(2).with_rows(rows);
    table.total = Some(total);
    table
}

fn council_row(desk: &Desk, places: &[Place], council: &CouncilId, row: usize) -> Vec<Cell> {
    let link = training::first_row(desk, council);
    let mut cells = vec![Cell::text(&*council.code), Cell::text(&*council.name)];
    for place in places {
        let activities = Question { figure: Figure::Activities, bound: Bound::Least };
        cells.push(figure(desk, (council, row), places, (place, activities), &cells).to_some(link));
        for bound in Bound::shown(place.open) {
            let cost = Question { figure: Figure::Cost, bound: *bound };
            cells.push(figure(desk, (council, row), places, (place, cost), &cells).to_some(link));
        }
        let not_costed = Question { figure: Figure::NotCosted, bound: Bound::Least };
        cells.push(figure(desk, (council, row), places, (place, not_costed), &cells).to_some(link));
    }
    cells.extend(reading(desk, places, &council.code, |column| Area::cell(TABLE, column, row)));
    cells.extend(sources_cells(cost_sources(desk, council).into_iter()));
    cells
}

/// The figures of a delivery.
#[derive(Clone, Copy)]
enum Figure {
    Activities,
    Cost,
    NotCosted,
}

/// What a cell of this table asks.
#[derive(Clone, Copy)]
struct Question {
    figure: Figure,
    bound: Bound,
}

impl Question {
    fn measure(self) -> (&'static str, Unit) {
        match self.figure {
            Figure::Activities => ("training_activities", Unit::Number),
            Figure::Cost => ("training_cost", Unit::Money),
            Figure::NotCosted => ("training_not_costed", Unit::Number),
        }
    }

    fn column(self, place: &Place) -> usize {
        match self.figure {
            Figure::Activities => place.activities,
            Figure::Cost => place.cost(self.bound),
            Figure::NotCosted => place.not_costed(),
        }
    }
}

fn figure(
    desk: &Desk,
    (council, row): (&CouncilId, usize),
    places: &[Place],
    (place, asked): (&Place, Question),
    before: &[Cell],
) -> Cell {
    let (measure, unit) = asked.measure();
    let shown = desk.shown([measure, &council.code, "delivery", place.code()]);
    let (formula, computed) = match place.delivery {
        Some(delivery) => (of_delivery(delivery, asked, row), computed(desk, council, delivery, asked)),
        None => of_both(places, asked, before, row),
    };
    live(formula, computed, (&shown, asked.bound), unit)
}

fn of_delivery(delivery: Delivery, asked: Question, row: usize) -> Formula {
    let mut conditions = vec![
        (Area::column(training::TABLE, training::CODE), Asked::Cell(Area::cell(TABLE, 0, row))),
        (Area::column(training::TABLE, training::DELIVERY), Asked::Words(delivery.title().to_owned())),
    ];
    match asked.figure {
        Figure::Activities => Formula::count_where(&conditions),
        Figure::Cost => {
            let column = if asked.bound == Bound::Least { training::LOWER } else { training::UPPER };
            Formula::sum_where(Area::column(training::TABLE, column), &conditions)
        }
        Figure::NotCosted => {
            conditions.push((Area::column(training::TABLE, training::COSTED), Asked::Words("no".to_owned())));
            Formula::count_where(&conditions)
        }
    }
}

fn computed(desk: &Desk, council: &CouncilId, delivery: Delivery, asked: Question) -> i64 {
    let rows = desk.council_return(council).map(|one| one.training.iter()).into_iter().flatten();
    let of_delivery = rows.filter(|activity| activity.delivery == delivery);
    of_delivery
        .map(|activity| match asked.figure {
            Figure::Activities => 100,
            Figure::Cost if training::costed(activity) == "shared" => 0,
            Figure::Cost => activity.cost.given().map_or(0, |interval| asked.bound.of(*interval)),
            Figure::NotCosted => i64::from(training::costed(activity) == "no") * 100,
        })
        .sum()
}

fn of_both(places: &[Place], asked: Question, before: &[Cell], row: usize) -> (Formula, i64) {
    let columns = places.iter().filter(|place| place.delivery.is_some()).map(|place| asked.column(place));
    let areas: Vec<Area> = columns.clone().map(|column| Area::cell(TABLE, column, row)).collect();
    let numbers = columns.filter_map(|column| match before.get(column).map(|cell| &cell.value) {
        Some(Value::Number(number) | Value::Money(number)) => Some(*number),
        _ => None,
    });
    (Formula::sum(&areas), numbers.sum())
}

/// How all costs together read, where some total is a range.
fn reading(desk: &Desk, places: &[Place], council: &str, cell: impl Fn(usize) -> Area) -> Option<Cell> {
    let all = places.iter().find(|place| place.delivery.is_none() && place.open)?;
    let shown = desk.shown(["training_cost", council, "delivery", "all"]);
    Some(live_reading(&shown, (cell(all.cost(Bound::Least)), cell(all.cost(Bound::Most))), Unit::Money))
}

fn cost_sources<'a>(desk: &Desk<'a>, council: &CouncilId) -> Vec<&'a CellRef> {
    let Some(one) = desk.council_return(council) else { return Vec::new() };
    let said = one.deliveries.iter().filter(|said| said.statement != Statement::Listed);
    let given = one.training.iter().map(|activity| &activity.source);
    given.chain(said.filter_map(|said| said.source.as_ref())).collect()
}
