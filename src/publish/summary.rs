//! The summary: what a coordinator wants to know first.

use crate::model::{Band, Delivery, Severity};

use super::book::{Block, Cell, Chart, Column, Link, Table, Unit};
use super::desk::{Desk, PARTNERSHIP, councils_counted, live_reading};
use super::findings_words;
use super::formula::{Area, Formula};
use super::headcount;
use super::practices;
use super::queries;
use super::ratios;
use super::reading::{Bound, Shown};
use super::training_costs;
use super::{Entry, QuestionInfo};

pub(super) const SHEET: Entry = Entry {
    name: "Summary",
    title: "Summary",
    about: "Who returned, how many managers there are, what share is qualified, what was spent, how practices stand, and what is still open.",
    build,
};

const FIGURES: &str = "KeyFigures";
const PRACTICES: &str = "HowPracticesStand";
const LEAST: usize = 2;
const FEW: usize = 20;

/// One line of the key figures.
struct Line {
    figure: String,
    shown: Shown,
    unit: Unit,
    /// The cells that hold it, least and most.
    cells: Option<(Area, Area)>,
    /// What it counts.
    counts: &'static str,
    /// How many councils are in it.
    councils: String,
    /// What else there is to know of what it covers.
    covers: String,
    link: Link,
}

fn build(desk: &Desk) -> Vec<Block> {
    let mut blocks = vec![Block::Heading("Key findings".to_owned())];
    blocks.extend(findings_words::sentences(desk).into_iter().map(Block::Text));
    blocks.push(Block::Table(figures(desk)));
    blocks.push(Block::Table(practice_table(desk)));
    blocks.extend(charts(desk).into_iter().map(Block::Chart));
    blocks
}

/// Charts by council only where councils are few enough to be told apart at a glance.
fn charts(desk: &Desk) -> Vec<Chart> {
    let mut charts = vec![ratios::chart(desk), practices::chart(desk, PRACTICES, [1, 2, 3, 4, 5])];
    if desk.councils.len() <= FEW {
        charts.insert(0, headcount::chart(desk));
        charts.push(training_costs::chart(desk));
    }
    charts
}

fn figures(desk: &Desk) -> Table {
    let columns = vec![
        Column::text("Figure", 38),
        Column::number("Reads as"),
        Column::number("At least"),
        Column::number("At most"),
        Column::text("Unit", 8),
        Column::text("Councils", 8),
        Column::text("Covers", 28),
    ];
    let mut lines = returns_lines(desk);
    lines.extend(headcount_lines(desk));
    lines.extend(ratio_lines(desk));
    lines.extend(training_lines(desk));
    lines.extend(coaching_lines(desk));
    lines.extend(open_lines(desk));
    let rows = lines.iter().enumerate().map(|(row, line)| line_cells(line, row));
    Table::new(FIGURES, columns).titled("Key figures").unfiltered().with_rows(rows.collect())
}

fn line_cells(line: &Line, row: usize) -> Vec<Cell> {
    let here = |column| Area::cell(FIGURES, column, row);
    let bound = |bound, area: Option<Area>| {
        let cell = line.shown.at(bound, line.unit).marked("");
        match area {
            Some(area) if line.shown.get(bound).is_some() => cell.with(Formula::same(area)),
            _ => cell,
        }
    };
    vec![
        Cell::text(line.figure.clone()).to(line.link),
        live_reading(&line.shown, (here(LEAST), here(LEAST + 1)), line.unit),
        bound(Bound::Least, line.cells.map(|cells| cells.0)),
        bound(Bound::Most, line.cells.map(|cells| cells.1)),
        Cell::text(line.counts),
        Cell::text(line.councils.clone()),
        Cell::text(line.covers.clone()),
    ]
}

fn returns_lines(desk: &Desk) -> Vec<Line> {
    let expected = desk.shown(["returns", PARTNERSHIP, "status", "expected"]).reads(Unit::Number);
    [("received", "Councils that returned"), ("complete", "Returns with every section answered")]
        .into_iter()
        .map(|(status, title)| Line {
            figure: title.to_owned(),
            shown: desk.shown(["returns", PARTNERSHIP, "status", status]),
            unit: Unit::Number,
            cells: None,
            counts: "returns",
            councils: String::new(),
            covers: format!("of {expected} expected"),
            link: Link::Sheet("Returns received"),
        })
        .collect()
}

fn headcount_lines(desk: &Desk) -> Vec<Line> {
    let places = headcount::places(desk);
    places
        .iter()
        .map(|place| {
            let code = place.band.map_or("all", Band::code);
            let measured = desk.figure(["headcount", PARTNERSHIP, "band", code]);
            let title = place.band.map_or("all bands".to_owned(), |band| band.title().to_lowercase());
            let cell = |bound| Area::total(headcount::TABLE, place.column(bound));
            Line {
                figure: format!("Posts: {title}"),
                shown: Shown::measured(measured),
                unit: Unit::Number,
                cells: Some((cell(Bound::Least), cell(Bound::Most))),
                counts: "posts",
                councils: councils_counted(measured),
                covers: String::new(),
                link: Link::Sheet("Headcount"),
            }
        })
        .collect()
}

fn ratio_lines(desk: &Desk) -> Vec<Line> {
    let bands = desk.bands().into_iter();
    bands
        .map(|band| {
            let row = ratios::row_of(desk, band);
            let cell = |column| row.map(|row| Area::cell(ratios::TABLE, column, row));
            Line {
                figure: format!("Share qualified: {}", band.title().to_lowercase()),
                shown: ratios::ratio(desk, PARTNERSHIP, band),
                unit: Unit::Percent,
                cells: cell(ratios::SHARE).zip(cell(ratios::SHARE + 1)),
                counts: "%",
                councils: councils_counted(desk.figure([
                    "qualification_ratio",
                    PARTNERSHIP,
                    "band",
                    band.code(),
                ])),
                covers: ratios::coverage(desk, band),
                link: Link::Sheet("Share qualified"),
            }
        })
        .collect()
}

fn training_lines(desk: &Desk) -> Vec<Line> {
    let places = training_costs::places(desk);
    let cost_lines = places.iter().map(|place| {
        let name = place.delivery.map_or("all", |delivery| match delivery {
            Delivery::Internal => "internal",
            Delivery::External => "external",
        });
        let of = |measure| desk.shown([measure, PARTNERSHIP, "delivery", place.code()]);
        let (activities, not_costed) = (of("training_activities"), of("training_not_costed"));
        let number = |shown: &Shown| shown.reads(Unit::Number);
        let covers = match activities.lower {
            Some(_) => format!("{} of {} activities not costed", number(&not_costed), number(&activities)),
            None => String::new(),
        };
        let cell = |bound| Area::total(training_costs::TABLE, place.cost(bound));
        Line {
            figure: format!("Training cost: {name}"),
            shown: of("training_cost"),
            unit: Unit::Money,
            cells: Some((cell(Bound::Least), cell(Bound::Most))),
            counts: "£",
            councils: councils_counted(desk.figure(["training_cost", PARTNERSHIP, "delivery", place.code()])),
            covers,
            link: Link::Sheet("Training costs"),
        }
    });
    cost_lines.collect()
}

fn coaching_lines(desk: &Desk) -> Vec<Line> {
    if desk.coaching().is_empty() {
        return Vec::new();
    }
    [
        (["coaches", PARTNERSHIP, "status", "authorised"], "Coaches authorised", "people"),
        (["coaching_hours", PARTNERSHIP, "all", "all"], "Hours of coaching", "hours"),
    ]
    .into_iter()
    .map(|(of, title, counts)| {
        let measured = desk.figure(of);
        Line {
            figure: title.to_owned(),
            shown: Shown::measured(measured),
            unit: Unit::Number,
            cells: None,
            counts,
            councils: councils_counted(measured),
            covers: String::new(),
            link: Link::Sheet("Coaching"),
        }
    })
    .collect()
}

fn open_lines(desk: &Desk) -> Vec<Line> {
    [(Severity::Error, "Errors to be put right"), (Severity::Query, "Queries to be put right or explained")]
        .into_iter()
        .map(|(severity, title)| Line {
            figure: title.to_owned(),
            shown: Shown::whole(queries::count(desk, severity)),
            unit: Unit::Number,
            cells: None,
            counts: "queries",
            councils: String::new(),
            covers: String::new(),
            link: Link::Sheet("Queries"),
        })
        .collect()
}

/// How practices stand: a row a practice, the councils giving each answer.
fn practice_table(desk: &Desk) -> Table {
    let columns = vec![
        Column::text("Practice", 46),
        Column::number("Yes"),
        Column::number("Partly"),
        Column::number("Planned"),
        Column::number("No"),
        Column::number("Not known or none"),
        Column::text("Would consider", 20),
    ];
    let questions = practices::coded(desk);
    let rows = questions.iter().enumerate().map(|(place, question)| {
        let mut cells = vec![Cell::text(question.title.clone()).to(Link::Sheet("Practices"))];
        let groups: [&[&str]; 5] =
            [&["yes"], &["partly"], &["planned"], &["no"], &["not_applicable", "no_answer", "unclear"]];
        for codes in groups {
            let number = codes.iter().map(|code| practices::count(desk, &question.id, code)).sum();
            let areas: Vec<Area> =
                codes.iter().filter_map(|code| practices::count_cell(place, code)).collect();
            cells.push(Cell::whole(number).with(Formula::sum(&areas)));
        }
        cells.push(Cell::text(would_consider(desk, question)));
        cells
    });
    Table::new(PRACTICES, columns)
        .titled("How practices stand (councils)")
        .unfiltered()
        .with_rows(rows.collect())
}

/// Who would consider a practice: `3 yes, 1 no`.
fn would_consider(desk: &Desk, question: &QuestionInfo) -> String {
    if !question.asks_would_consider {
        return "not asked".to_owned();
    }
    let say = |answer| desk.shown(["would_consider", PARTNERSHIP, &question.id, answer]).reads(Unit::Number);
    format!("{} yes, {} no", say("yes"), say("no"))
}
