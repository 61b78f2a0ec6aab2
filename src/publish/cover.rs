//! The cover: what this is, of whom, of when, and where to go from here.

use super::Entry;
use super::book::{Block, Cell, Link};
use super::desk::Desk;
use super::reading::list;
use crate::model::counted;

pub(super) const SHEET: Entry = Entry {
    name: "Cover",
    title: "Evaluation",
    about: "What councils returned on management development, read, checked and put together in one workbook.",
    build,
};

/// The workbook's title.
pub(super) fn title(desk: &Desk) -> String {
    format!("Management development evaluation, {}", desk.evaluation.wave.period.title)
}

fn build(desk: &Desk) -> Vec<Block> {
    let evaluation = desk.evaluation;
    let period = &evaluation.wave.period;
    let mut facts = vec![
        fact("Partnership", Cell::text(evaluation.partnership.clone())),
        fact("Period", Cell::text(period.title.clone())),
        fact("Dated", Cell::date(evaluation.as_of)),
    ];
    if period.due.is_some() {
        facts.push(fact("Returns were due", Cell::date(period.due)));
    }
    facts.push(fact("Returns", Cell::text(returns_text(desk)).to(Link::Sheet("Returns received"))));
    facts.push(fact("Edition", Cell::text("Working edition, for the partnership's own use. Not for publication: it names cells, quotes returns and lists open queries.")));
    facts.push(fact("Made by", Cell::text(format!("returns {}", desk.context.tool_version))));
    vec![
        Block::Facts(facts),
        Block::Heading("Where to start".to_owned()),
        Block::Facts(vec![
            fact("Summary", link("The main figures, and what is still open", "Summary")),
            fact("Queries", link("What councils are asked to put right or explain", "Queries")),
            fact("Contents", link("Every sheet, and what it shows", "Contents")),
            fact("Notes", link("What the shorthand means, and how returns are read", "Notes")),
        ]),
    ]
}

fn returns_text(desk: &Desk) -> String {
    let outstanding = desk.outstanding();
    let expected = i64::try_from(desk.councils.len()).unwrap_or(i64::MAX);
    let here = expected - i64::try_from(outstanding.len()).unwrap_or(0);
    let mut text = format!("{here} of {}", counted(expected, "council", "councils"));
    if !outstanding.is_empty() {
        let names: Vec<String> = outstanding.iter().map(|council| council.name.to_string()).collect();
        text = format!("{text}; still to come: {}", list(&names));
    }
    text
}

fn fact(label: &str, cell: Cell) -> (String, Cell) {
    (label.to_owned(), cell)
}

fn link(text: &str, sheet: &'static str) -> Cell {
    Cell::text(text).to(Link::Sheet(sheet))
}
