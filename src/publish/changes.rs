//! Changes: what differs from the workbook last issued, and who changed it.

use crate::model::{Cause, Change, Fact, Measured, Moved};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Tone};
use super::desk::Desk;

pub(super) const SHEET: Entry = Entry {
    name: "Changes",
    title: "Changes since the last issue",
    about: "What differs from the workbook last issued: which figures of the partnership moved, what councils changed, and what decisions or the rules of reading changed. Figures that differ carry [r] everywhere in this workbook.",
    build,
};

fn build(desk: &Desk) -> Vec<Block> {
    let history = &desk.evaluation.history;
    let Some(issued) = history.issued_on else {
        return vec![Block::Text(
            "No workbook of this period has been issued yet, so there is nothing to compare with.".to_owned(),
        )];
    };
    let changes = &history.changes;
    let (councils, others): (Vec<&Change>, Vec<&Change>) =
        changes.facts.iter().partition(|change| change.cause == Cause::Council);
    let figures: Vec<Vec<Cell>> = changes.partnership().map(figure_row).collect();
    let facts = |rows: &[&Change]| rows.iter().map(|change| fact_row(desk, change)).collect::<Vec<_>>();
    vec![
        Block::Text(format!("Last issued on {}.", issued.strftime("%-d %B %Y"))),
        Block::Table(Table {
            if_empty: "No figure of the partnership moved.",
            ..Table::new("ChangedFigures", figure_columns())
                .titled("Figures of the partnership")
                .unfiltered()
                .with_rows(figures)
        }),
        Block::Table(Table {
            if_empty: "No council changed anything.",
            ..Table::new("ChangedByCouncils", fact_columns())
                .titled("Changed by councils")
                .unfiltered()
                .with_rows(facts(&councils))
        }),
        Block::Table(Table {
            if_empty: "No decision and no rule changed anything.",
            ..Table::new("ChangedByDecisions", fact_columns())
                .titled("Changed by decisions or by the rules of reading")
                .unfiltered()
                .with_rows(facts(&others))
        }),
    ]
}

fn figure_columns() -> Vec<Column> {
    vec![
        Column::text("Measure", 22),
        Column::text("By", 11),
        Column::text("Category", 24),
        Column::number("As issued"),
        Column::number("Now"),
        Column::number("Moved by"),
    ]
}

fn figure_row(moved: &Moved) -> Vec<Cell> {
    let figure = moved.any();
    let reads = |side: &Option<Measured>| Cell::text(side.as_ref().map_or_else(String::new, Measured::reads));
    vec![
        Cell::text(figure.measure_words()),
        Cell::text(figure.breakdown.clone()),
        Cell::text(figure.category_words()),
        reads(&moved.old),
        reads(&moved.new),
        Cell::text(moved.by_text()),
    ]
}

fn fact_columns() -> Vec<Column> {
    vec![
        Column::text("Code", 11),
        Column::text("Council", 24),
        Column::text("About", 12),
        Column::text("Which", 32),
        Column::text("As issued", 18),
        Column::text("Now", 18),
        Column::text("Changed", 18).toned(&[("by a decision", Tone::Light)]),
        Column::text("File as issued", 30),
        Column::text("Cell as issued", 16),
        Column::text("File now", 30),
        Column::text("Cell now", 16),
    ]
}

fn fact_row(desk: &Desk, change: &Change) -> Vec<Cell> {
    let fact = change.any();
    let of = |side: &Option<Fact>, part: fn(&Fact) -> String| {
        Cell::text(side.as_ref().map_or_else(String::new, part))
    };
    let question = desk.context.questions.iter().find(|question| question.id == fact.subject);
    vec![
        Cell::text(fact.council_code.clone()),
        Cell::text(fact.council.clone()),
        Cell::text(fact.kind.replace('_', " ")),
        Cell::text(question.map_or_else(|| fact.subject.clone(), |question| question.title.clone())),
        of(&change.old, |fact| fact.value.clone()),
        of(&change.new, |fact| fact.value.clone()),
        Cell::text(change.cause.title()),
        of(&change.old, |fact| fact.file.clone()),
        of(&change.old, Fact::place),
        of(&change.new, |fact| fact.file.clone()),
        of(&change.new, Fact::place),
    ]
}
