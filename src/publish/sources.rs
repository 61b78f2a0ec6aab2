//! Sources: every cell that a figure was read from, with what stands there.

use std::collections::BTreeMap;

use crate::model::{CellRef, CostBasis, DeliveryStatement, Figure, Return, Statement};

use super::Entry;
use super::book::{Block, Cell, Column, Link, Table, Unit};
use super::desk::{Desk, source_cells};
use super::practices::words;
use super::reading::{Bound, Shown};
use super::{posts, training};

pub(super) const SHEET: Entry = Entry {
    name: "Sources",
    title: "Sources of figures",
    about: "Every cell that a figure was read from: what it feeds, what it was read as, and what stands in it.",
    build,
};

const TABLE: &str = "Sources";

/// One cell and what was read from it.
struct Line<'a> {
    one: &'a Return,
    measure: &'static str,
    category: String,
    detail: String,
    shown: Shown,
    unit: Unit,
    text: String,
    source: Option<&'a CellRef>,
}

fn build(desk: &Desk) -> Vec<Block> {
    let columns = vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("Feeds", 30),
        Column::text("Category", 28),
        Column::text("Of", 34),
        Column::number("At least"),
        Column::number("At most"),
        Column::number("Read as"),
        Column::text("What stands there", 44),
        Column::text("Source file", 32),
        Column::text("Source sheet", 16),
        Column::text("Source cell", 8),
    ];
    let rows = all(desk).into_iter().map(|(cells, _)| cells).collect();
    vec![Block::Table(Table::new(TABLE, columns).fixing(2).with_rows(rows))]
}

/// The row on which each cell is first named, so that other sheets can lead to it.
pub(super) fn rows(desk: &Desk) -> BTreeMap<CellRef, usize> {
    let mut rows = BTreeMap::new();
    for (row, (_, source)) in all(desk).into_iter().enumerate() {
        if let Some(source) = source {
            rows.entry(source.clone()).or_insert(row);
        }
    }
    rows
}

/// The cells that name a source, the last of them leading to its row here.
pub(super) fn linked_cells(rows: &BTreeMap<CellRef, usize>, source: Option<&CellRef>) -> [Cell; 3] {
    let link = source.and_then(|source| rows.get(source)).map(|row| Link::Row(TABLE, *row));
    let [file, sheet, cell] = source_cells(source);
    [file, sheet, cell.to_some(link)]
}

fn all<'a>(desk: &Desk<'a>) -> Vec<(Vec<Cell>, Option<&'a CellRef>)> {
    let mut rows = Vec::new();
    for one in desk.returns() {
        let lines = posts_lines(one).into_iter().chain(training_lines(one)).chain(coaching_lines(one));
        rows.extend(lines.map(|line| (line.source, line)).map(|(source, line)| (row(line), source)));
        rows.extend(
            one.deliveries.iter().filter_map(|said| Some((said_row(one, said)?, said.source.as_ref()))),
        );
        rows.extend(practice_rows(desk, one));
    }
    rows
}

fn row(line: Line) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(&*line.one.council.code),
        Cell::text(&*line.one.council.name),
        Cell::text(line.measure),
        Cell::text(line.category),
        Cell::text(line.detail),
    ];
    for bound in [Bound::Least, Bound::Most] {
        let known = line.shown.get(bound).is_some();
        cells.push(if known { line.shown.at(bound, line.unit).marked("") } else { Cell::blank() });
    }
    cells.extend([Cell::text(line.shown.reads(line.unit)), Cell::text(line.text)]);
    cells.extend(source_cells(line.source));
    cells
}

fn posts_lines(one: &Return) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for tier in &one.posts {
        let people = if posts::in_ratio(tier) { "qualified, share qualified" } else { "qualified" };
        for (measure, figure) in [("headcount", &tier.headcount), (people, &tier.qualified)] {
            lines.push(Line {
                one,
                measure,
                category: tier.band.title().to_owned(),
                detail: format!("tier {}", tier.tier),
                shown: Shown::figure(figure),
                unit: Unit::Number,
                text: figure.text.clone(),
                source: figure.source.as_ref(),
            });
        }
    }
    lines.retain(|line| line.source.is_some());
    lines
}

fn training_lines(one: &Return) -> Vec<Line<'_>> {
    let rows = one.training.iter();
    rows.map(|activity| {
        let shared = activity.cost_basis == CostBasis::Shared;
        let none = Shown { lower: None, upper: None, marker: "shared".to_owned() };
        Line {
            one,
            measure: "training activities, training cost",
            category: activity.delivery.title().to_owned(),
            detail: activity.activity.clone(),
            shown: if shared { none } else { training::cost(activity) },
            unit: Unit::Money,
            text: activity.cost_text.clone(),
            source: Some(&activity.source),
        }
    })
    .collect()
}

/// What a return says of a delivery as a whole, where it lists no activities.
fn said_row(one: &Return, said: &DeliveryStatement) -> Option<Vec<Cell>> {
    let (reads, text) = match said.statement {
        Statement::Listed => return None,
        Statement::None => ("none", "no activities, £0"),
        Statement::NotApplicable => ("[z]", "not applicable"),
        Statement::NotAvailable => ("[x]", "no details"),
    };
    let mut cells = vec![
        Cell::text(&*one.council.code),
        Cell::text(&*one.council.name),
        Cell::text("training activities, training cost"),
        Cell::text(said.delivery.title()),
        Cell::text("the table as a whole"),
        Cell::blank(),
        Cell::blank(),
        Cell::text(reads),
        Cell::text(text),
    ];
    cells.extend(source_cells(said.source.as_ref()));
    Some(cells)
}

fn coaching_lines(one: &Return) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for cohort in &one.coaching {
        let figures: [(&'static str, &Figure, i64, Unit); 6] = [
            ("coaches: training", &cohort.coaches_training, 100, Unit::Number),
            ("coaches: authorised", &cohort.coaches_authorised, 100, Unit::Number),
            ("coaching hours: sessions", &cohort.sessions, 100, Unit::Number),
            ("coaching hours: hours a session", &cohort.hours_per_session, 1, Unit::Number),
            ("coaching hours: people coached", &cohort.coachees, 100, Unit::Number),
            ("coaching: course cost", &cohort.cost, 1, Unit::Money),
        ];
        for (measure, figure, hundredths, unit) in figures {
            lines.push(Line {
                one,
                measure,
                category: "Coaching".to_owned(),
                detail: cohort.cohort.clone(),
                shown: Shown {
                    marker: figure.marker().text(),
                    ..Shown::reported(&figure.reported, hundredths)
                },
                unit,
                text: figure.text.clone(),
                source: figure.source.as_ref(),
            });
        }
    }
    lines.retain(|line| line.source.is_some());
    lines
}

fn practice_rows<'a>(desk: &Desk, one: &'a Return) -> Vec<(Vec<Cell>, Option<&'a CellRef>)> {
    let coded = |id: &str| {
        let found = desk.context.questions.iter().find(|question| question.id == id);
        found.filter(|question| !question.codes.is_empty())
    };
    let found = one.practices.iter().filter_map(|practice| Some((practice, coded(&practice.question)?)));
    found
        .map(|(practice, question)| {
            let would = practice.would_consider.is_some();
            let mut cells = vec![
                Cell::text(&*one.council.code),
                Cell::text(&*one.council.name),
                Cell::text(if would { "practice, would consider" } else { "practice" }),
                Cell::text("Practices"),
                Cell::text(question.title.clone()),
                Cell::blank(),
                Cell::blank(),
                Cell::text(words(&practice.answer)),
                Cell::text(practice.text.clone()),
            ];
            cells.extend(source_cells(practice.source.as_ref()));
            (cells, practice.source.as_ref())
        })
        .collect()
}
