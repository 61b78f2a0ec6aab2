//! The decisions workbook: what a person must rule on, to be filled in and saved into the
//! input folder. How it is known again is in [`crate::model::ruling`].

use crate::model::ruling::{NOTHING_TO_RULE_ON, RULED_BY, RULED_ON, RULING, WHY};
use crate::model::{Applied, Doubt, Evaluation, RuledRow};

use super::book::{Block, Book, Cell, ChartsAt, Column, Edition, Properties, Sheet, Table, Tone};
use super::formula::Area;

const DECISIONS: &str = "Decisions";
const CHOICES: &str = "Choices";
const TONES: &[(&str, Tone)] = &[("to rule on", Tone::Warn), ("ruled", Tone::Strong)];

/// The decisions workbook of a period.
#[must_use]
pub fn decisions(evaluation: &Evaluation) -> Book {
    let period = &evaluation.wave.period;
    let title = format!("Decisions, {}", period.title);
    let rulings = &evaluation.wave.rulings;
    let rows: Vec<(&Doubt, Option<&Applied>)> = rulings
        .open
        .iter()
        .map(|doubt| (doubt, None))
        .chain(rulings.applied.iter().map(|applied| (&applied.doubt, Some(applied))))
        .collect();
    let lists = Lists::of(&rows);
    let table = Table {
        if_empty: NOTHING_TO_RULE_ON,
        ..Table::new("ToRuleOn", columns())
            .unfiltered()
            .fixing(2)
            .with_rows(rows.iter().map(|(doubt, applied)| row(doubt, *applied, &lists)).collect())
    };
    let sheet = |name, title: &str, about: &str, blocks| Sheet {
        name,
        title: title.to_owned(),
        about: about.to_owned(),
        charts: ChartsAt::Below,
        opens: name == DECISIONS,
        blocks,
    };
    let how = format!(
        "For each row, fill in {RULING}, {RULED_BY}, {RULED_ON} and {WHY}. {RULING} is one of the list, or a number where one is asked for: 12, 10-12, Not known. As read leaves the tool's reading as it is and asks no more. Save this workbook under any name into input/{}, or into input/ for all periods; the next run applies it. A ruling holds as long as the text that it rules on stands.",
        period.id
    );
    let sheets = vec![
        sheet(
            DECISIONS,
            &title,
            "What a person must rule on, and what was ruled before.",
            vec![Block::Text(how), Block::Table(table)],
        ),
        sheet(CHOICES, "Choices", "What can be chosen under Ruling.", vec![Block::Table(lists.table())]),
    ];
    let properties = Properties {
        title,
        subject: "What the coordinator rules on".to_owned(),
        author: evaluation.partnership.clone(),
        keywords: "management development, decisions".to_owned(),
        comment: "To be filled in and saved into the input folder.".to_owned(),
        created: evaluation.as_of,
    };
    Book { edition: Edition::Working, properties, sheets }
}

fn columns() -> Vec<Column> {
    vec![
        Column::text("State", 11).toned(TONES),
        Column::text("Council", 20),
        Column::text("About", 28),
        Column::text("Found there", 30),
        Column::text("Why it is asked", 44),
        Column::text("File", 26),
        Column::text("Sheet", 14),
        Column::text("Cell", 7),
        Column::text("Read as", 18),
        Column::entry(RULING, 24),
        Column::entry(RULED_BY, 18),
        Column::entry(RULED_ON, 14),
        Column::entry(WHY, 34),
        Column::key("Reference"),
    ]
}

fn row(doubt: &Doubt, applied: Option<&Applied>, lists: &Lists) -> Vec<Cell> {
    let [file, sheet, cell] = doubt.place.clone();
    let filled = |part: fn(&RuledRow) -> &String| {
        applied.map_or_else(Cell::blank, |applied| Cell::text(part(&applied.row).clone()))
    };
    let ruling = filled(|row| &row.ruling);
    vec![
        Cell::text(if applied.is_some() { "ruled" } else { "to rule on" }),
        Cell::text(&*doubt.council.name),
        Cell::text(doubt.about.clone()),
        Cell::text(doubt.found.clone()),
        Cell::text(doubt.message.clone()),
        Cell::text(file),
        Cell::text(sheet),
        Cell::text(cell),
        Cell::text(doubt.suggestion.clone()),
        match lists.area(doubt) {
            Some(area) => ruling.choosing(area),
            None => ruling,
        },
        filled(|row| &row.by),
        filled(|row| &row.on),
        filled(|row| &row.why),
        Cell::text(doubt.key.to_string()),
    ]
}

/// The lists to choose from, one under the other in one table.
struct Lists {
    lists: Vec<Vec<String>>,
}

impl Lists {
    fn of(rows: &[(&Doubt, Option<&Applied>)]) -> Self {
        let mut lists: Vec<Vec<String>> = rows.iter().map(|(doubt, _)| doubt.choices.clone()).collect();
        lists.sort();
        lists.dedup();
        Self { lists }
    }

    fn area(&self, doubt: &Doubt) -> Option<Area> {
        let place = self.lists.iter().position(|list| *list == doubt.choices)?;
        let first: usize = self.lists.iter().take(place).map(Vec::len).sum();
        let last = first + doubt.choices.len().checked_sub(1)?;
        Some(Area::stretch(CHOICES, 0, (first, last)))
    }

    fn table(&self) -> Table {
        let rows = self.lists.iter().flatten().map(|choice| vec![Cell::text(choice.clone())]).collect();
        Table::new(CHOICES, vec![Column::text("Choice", 40)]).unfiltered().with_rows(rows)
    }
}
