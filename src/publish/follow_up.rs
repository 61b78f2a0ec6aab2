//! Follow-up: this period against the one before and the first, over the councils that
//! returned in both.

use crate::model::{FollowUp, Unlike, reading};

use super::Entry;
use super::book::{Block, Cell, Column, Table, Tone};
use super::desk::Desk;
use crate::model::counted;

pub(super) const SHEET: Entry = Entry {
    name: "Follow-up",
    title: "Follow-up",
    about: "This period against the one before and against the first, over those councils alone that state a figure in both. Figures here differ from those of the partnership as a whole wherever a council is in one period only.",
    build,
};

const TONES: &[(&str, Tone)] = &[("yes", Tone::Strong)];
/// The tables' names, against the period before and against the first.
const IDS: [[&str; 3]; 2] = [
    ["FiguresSinceLast", "PracticesSinceLast", "ApartFromLast"],
    ["FiguresSinceFirst", "PracticesSinceFirst", "ApartFromFirst"],
];

fn build(desk: &Desk) -> Vec<Block> {
    let earlier = &desk.evaluation.history.follow_up;
    if earlier.is_empty() {
        return vec![Block::Text("There is no earlier period to compare with.".to_owned())];
    }
    earlier.iter().zip(IDS).flat_map(|(one, ids)| blocks(desk, one, ids)).collect()
}

fn blocks(desk: &Desk, one: &FollowUp, ids: [&'static str; 3]) -> Vec<Block> {
    let now = &desk.evaluation.wave.period.title;
    let then = &one.then.title;
    let councils = i64::try_from(one.councils).unwrap_or(i64::MAX);
    let [figures, practices, apart] = ids;
    let columns = vec![
        Column::text("Measure", 40),
        Column::text("Category", 26),
        Column::number(format!("{then} (then)")),
        Column::number(format!("{now} (now)")),
        Column::number("Moved by"),
        Column::number("Councils in both"),
    ];
    let rows = one.figures.iter().map(|row| figure_row(desk, row)).collect();
    let table = Table::new(figures, columns).titled("Figures").unfiltered().with_rows(rows);
    let columns = vec![
        Column::text("Practice", 40),
        Column::text("Council", 26),
        Column::text(format!("{then} (then)"), 16),
        Column::text(format!("{now} (now)"), 16).toned(TONES),
        Column::text("From no to yes", 12).toned(TONES),
    ];
    let rows = one.practices.iter().map(|row| {
        let title = desk.context.questions.iter().find(|question| question.id == row.question);
        let adopted = row.then == "no" && row.now == "yes";
        vec![
            Cell::text(title.map_or_else(|| row.question.clone(), |question| question.title.clone())),
            Cell::text(&*row.council.name),
            Cell::text(row.then.replace('_', " ")),
            Cell::text(row.now.replace('_', " ")),
            Cell::text(if adopted { "yes" } else { "" }),
        ]
    });
    let moved = Table::new(practices, columns)
        .titled("Practices whose answer changed")
        .unfiltered()
        .with_rows(rows.collect());
    let columns =
        vec![Column::text("Council", 26), Column::text("Why it cannot be compared, or not in full", 70)];
    let rows = one.apart.iter().map(|row| vec![Cell::text(&*row.council.name), Cell::text(row.why.clone())]);
    let left =
        Table::new(apart, columns).titled("What cannot be compared").unfiltered().with_rows(rows.collect());
    vec![
        Block::Heading(format!("{now} against {then}")),
        Block::Text(format!("{} returned in both periods.", counted(councils, "council", "councils"))),
        Block::Table(Table { if_empty: "No figure is stated in both periods.", ..table }),
        Block::Table(Table { if_empty: "No answer changed.", ..moved }),
        Block::Table(Table { if_empty: "Everything can be compared.", ..left }),
    ]
}

fn figure_row(desk: &Desk, row: &Unlike) -> Vec<Cell> {
    let measure = desk.context.measures.iter().find(|measure| measure.id == row.measure);
    let (before, after) = match row.unit.as_str() {
        "gbp" => ("\u{a3}", ""),
        "percent" => ("", "%"),
        _ => ("", ""),
    };
    let reads = |figure: Option<(i64, i64)>| {
        Cell::text(figure.map_or_else(
            || "[x]".to_owned(),
            |(lower, upper)| format!("{}{after}", reading(lower, upper, before)),
        ))
    };
    let exact =
        |figure: Option<(i64, i64)>| figure.filter(|(lower, upper)| lower == upper).map(|(lower, _)| lower);
    let by = exact(row.now).zip(exact(row.then)).map(|(now, then)| now - then);
    let by = by.map_or_else(String::new, |by| {
        let sign = if by > 0 { "+" } else { "" };
        let unit = if after.is_empty() { "" } else { " points" };
        format!("{sign}{}{unit}", reading(by, by, before))
    });
    vec![
        Cell::text(measure.map_or_else(|| row.measure.clone(), |measure| measure.title.clone())),
        Cell::text(row.category.replace('_', " ")),
        reads(row.then),
        reads(row.now),
        Cell::text(by),
        Cell::whole(i64::try_from(row.councils).unwrap_or(i64::MAX)),
    ]
}
