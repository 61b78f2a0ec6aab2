//! Coaching: each council's cohorts, what was coached and what it cost.

use crate::model::{Cohort, Reported};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Unit, Value};
use super::desk::{Desk, PARTNERSHIP, bound_heading, column_total, source_cells};
use super::formula::{Area, Formula};
use super::reading::{Bound, Shown};

pub(super) const SHEET: Entry = Entry {
    name: "Coaching",
    title: "Coaching pool",
    about: "Cohorts of coaches, the sessions they held, and hours of coaching (sessions x hours a session x people coached).",
    build,
};

const TABLE: &str = "CoachingCohorts";
const FIRST: usize = 3;

/// What a figure is to the hours of coaching.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Nothing.
    Apart,
    /// One of what is multiplied.
    Factor,
    /// The hours themselves.
    Product,
}

/// One figure of a cohort: its heading, unit, and how it is read.
struct Asked {
    heading: &'static str,
    unit: Unit,
    part: Part,
    totalled: bool,
    shown: fn(&Cohort) -> Shown,
}

const ASKED: [Asked; 7] = [
    Asked {
        heading: "Coaches in training",
        unit: Unit::Number,
        part: Part::Apart,
        totalled: true,
        shown: |c| Shown::figure(&c.coaches_training),
    },
    Asked {
        heading: "Coaches authorised",
        unit: Unit::Number,
        part: Part::Apart,
        totalled: true,
        shown: |c| Shown::figure(&c.coaches_authorised),
    },
    Asked {
        heading: "Sessions held",
        unit: Unit::Number,
        part: Part::Factor,
        totalled: false,
        shown: |c| Shown::figure(&c.sessions),
    },
    Asked {
        heading: "Hours a session",
        unit: Unit::Number,
        part: Part::Factor,
        totalled: false,
        shown: |c| Shown::reported(&c.hours_per_session.reported, 1),
    },
    Asked {
        heading: "People coached",
        unit: Unit::Number,
        part: Part::Factor,
        totalled: true,
        shown: |c| Shown::figure(&c.coachees),
    },
    Asked {
        heading: "Hours of coaching",
        unit: Unit::Number,
        part: Part::Product,
        totalled: true,
        shown: hours,
    },
    Asked {
        heading: "Course cost (£)",
        unit: Unit::Money,
        part: Part::Apart,
        totalled: true,
        shown: |c| Shown::reported(&c.cost.reported, 1),
    },
];

fn hours(cohort: &Cohort) -> Shown {
    cohort.hours().map_or_else(Shown::unknown, |interval| Shown::reported(&Reported::Given(interval), 1))
}

fn build(desk: &Desk) -> Vec<Block> {
    let cohorts = desk.coaching();
    let open: Vec<bool> =
        ASKED.iter().map(|asked| cohorts.iter().any(|(_, cohort)| (asked.shown)(cohort).is_open())).collect();
    let mut columns = vec![Column::text("Code", 11), Column::text("Council", 24), Column::text("Cohort", 20)];
    for (asked, open) in ASKED.iter().zip(&open) {
        for bound in Bound::shown(*open) {
            columns.push(Column::number(bound_heading(asked.heading, *bound, *open)));
        }
    }
    columns.extend([
        Column::text("Provider", 26),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ]);
    let width = columns.len();
    let rows: Vec<Vec<Cell>> = cohorts
        .iter()
        .enumerate()
        .map(|(row, (one, cohort))| {
            let mut cells = vec![
                Cell::text(&*one.council.code),
                Cell::text(&*one.council.name),
                Cell::text(cohort.cohort.clone()),
            ];
            cells.extend(figures(cohort, &open, row));
            cells.push(Cell::text(cohort.provider.clone()));
            cells.extend(source_cells(Some(&cohort.source)));
            cells
        })
        .collect();
    let mut total = vec![Cell::text(PARTNERSHIP), Cell::text("Partnership"), Cell::blank()];
    for (asked, open) in ASKED.iter().zip(&open) {
        for bound in Bound::shown(*open) {
            let column = Area::column(TABLE, total.len());
            let sum = || column_total(column, &rows, &Shown::unknown(), *bound);
            total.push(if asked.totalled { sum() } else { Cell::blank() });
        }
    }
    total.resize_with(width, Cell::blank);
    let mut table = Table::new(TABLE, columns).fixing(3).with_rows(rows);
    table.if_empty = "No council reported a coaching pool.";
    table.total = (!table.rows.is_empty()).then_some(total);
    vec![Block::Table(table)]
}

fn figures(cohort: &Cohort, open: &[bool], row: usize) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut factors: Vec<[usize; 2]> = Vec::new();
    for (asked, open) in ASKED.iter().zip(open) {
        let shown = (asked.shown)(cohort);
        let first = FIRST + cells.len();
        if asked.part == Part::Factor {
            factors.push([first, first + usize::from(*open)]);
        }
        for bound in Bound::shown(*open) {
            let cell = shown.at(*bound, asked.unit);
            let live = asked.part == Part::Product && matches!(cell.value, Value::Number(_));
            let place = usize::from(*bound == Bound::Most);
            let areas: Vec<Area> = factors
                .iter()
                .filter_map(|columns| columns.get(place))
                .map(|column| Area::cell(TABLE, *column, row))
                .collect();
            cells.push(if live { cell.with(Formula::product(&areas)) } else { cell });
        }
    }
    cells
}
