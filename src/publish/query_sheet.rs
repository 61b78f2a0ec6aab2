//! Query sheets: for each council a workbook of what is asked of it, to be filled in and
//! sent back. How it is known again when it comes is in [`crate::model::query_key`].

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::query_key::{CORRECTED, CORRECTED_HERE, EXPLANATION, MARK, REFERENCE, WILL_FOLLOW};
use crate::model::{
    CellRef, Code, CouncilId, Finding, Period, QueryKey, QuestionInfo, Return, Severity, Who, counted, entry,
};

use super::book::{Block, Book, Cell, ChartsAt, Column, Edition, Properties, Sheet, Table};
use super::formula::Area;
use super::reading::list;

/// What query sheets say besides what is asked.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// Who asks, and to whom answers go.
    pub partnership: &'a str,
    /// The period asked about; its title is empty where it is not known.
    pub period: &'a Period,
    /// The date that the workbook carries.
    pub as_of: Option<Date>,
    /// The questions on practices.
    pub questions: &'a [QuestionInfo],
}

/// A council's query sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuerySheet {
    /// Whose.
    pub council: CouncilId,
    /// How many findings it asks about.
    pub asked: usize,
    /// The workbook.
    pub book: Book,
}

/// The query sheets of the councils that something is asked of, by council code.
#[must_use]
pub fn query_sheets(returns: &[&Return], letter: Letter) -> Vec<QuerySheet> {
    let mut by_council: BTreeMap<&str, Vec<&Return>> = BTreeMap::new();
    for one in returns {
        by_council.entry(&one.council.code).or_default().push(one);
    }
    by_council.into_values().filter_map(|own| query_sheet(&own, letter)).collect()
}

/// Whether a council is asked to act on a finding.
#[must_use]
pub fn is_asked(finding: &Finding) -> bool {
    finding.who() == Who::Council && finding.severity() != Severity::Note
}

fn query_sheet(own: &[&Return], letter: Letter) -> Option<QuerySheet> {
    let council = own.first()?.council.clone();
    let mut asked: Vec<(&Return, &Finding)> = own
        .iter()
        .flat_map(|one| {
            one.findings.iter().filter(|finding| is_asked(finding)).map(move |finding| (*one, finding))
        })
        .collect();
    if asked.is_empty() {
        return None;
    }
    asked.sort_by_key(|(one, finding)| {
        (finding.section.is_none(), finding.section, &one.file, finding.severity())
    });
    let title = titled(&council, letter.period);
    let lists = Lists::of(&asked);
    let sheet = |name, title: &str, about: &str, blocks| Sheet {
        name,
        title: title.to_owned(),
        about: about.to_owned(),
        charts: ChartsAt::Below,
        opens: name == QUERIES,
        blocks,
    };
    let mut blocks = note(own, &asked, letter);
    blocks.push(Block::Table(table(&asked, own.len() > 1, letter, &lists)));
    let sheets = vec![
        sheet(
            QUERIES,
            &title,
            "Questions about the return that you sent. Please answer each of them below, and send this workbook back.",
            blocks,
        ),
        sheet(
            EXPLANATIONS,
            "Explanations",
            "What can be chosen under Explanation. Other words may be typed there too.",
            vec![Block::Table(lists.table())],
        ),
    ];
    let properties = Properties {
        title,
        subject: "Questions about a return on management development".to_owned(),
        author: letter.partnership.to_owned(),
        keywords: "management development, query sheet".to_owned(),
        comment: "To be filled in and sent back.".to_owned(),
        created: letter.as_of,
    };
    Some(QuerySheet {
        council,
        asked: asked.len(),
        book: Book { edition: Edition::Working, properties, sheets },
    })
}

/// The sheet that is filled in.
const QUERIES: &str = "Queries";
/// The sheet with the lists to choose from.
const EXPLANATIONS: &str = "Explanations";

fn titled(council: &CouncilId, period: &Period) -> String {
    let period = if period.title.is_empty() { String::new() } else { format!(", {}", period.title) };
    format!("{MARK}: {}{period}", council.name)
}

/// The covering note.
fn note(own: &[&Return], asked: &[(&Return, &Finding)], letter: Letter) -> Vec<Block> {
    let files: Vec<String> = own.iter().map(|one| file_said(one)).collect();
    let errors = asked.iter().filter(|(_, finding)| finding.severity() == Severity::Error).count();
    let mut what = counted(asked.len(), "question", "questions");
    if errors > 0 {
        what = format!(
            "{what}; {} a correction, an explanation is not enough",
            counted(errors, "needs", "need")
        );
    }
    let mut facts = vec![
        fact("From", letter.partnership),
        fact("Your file", &list(&files)),
        fact("Asked", &format!("{what}. Where a cell is named, it is a cell of your file.")),
        fact(
            "What to do",
            "Look at the cell in your file. If it is wrong, or something is missing, type what is right under Corrected value. If it is right as it stands, choose or type a reason under Explanation. Your own file need not be changed. Please leave the other columns as they are.",
        ),
        fact("Send back to", &format!("{}, as an Excel workbook (.xlsx).", letter.partnership)),
    ];
    if let Some(due) = letter.period.due {
        let due = due.strftime("%-d %B %Y");
        facts.push(fact(
            "By",
            &format!("{due}, the day on which returns are due; if that has passed, as soon as you can."),
        ));
    }
    vec![Block::Facts(facts)]
}

fn fact(label: &str, text: &str) -> (String, Cell) {
    (label.to_owned(), Cell::text(text))
}

fn file_said(one: &Return) -> String {
    match one.completed_on {
        Some(date) => format!("{}, completed {}", one.file, date.strftime("%-d %B %Y")),
        None => one.file.clone(),
    }
}

fn table(asked: &[(&Return, &Finding)], several: bool, letter: Letter, lists: &Lists) -> Table {
    let mut columns = vec![
        Column::number("No."),
        Column::text("Section and question", 24),
        Column::text("Sheet", 16),
        Column::text("Cell", 7),
        Column::text("What it says", 28),
        Column::text("What is asked", 44),
        Column::text("Expected", 26),
        Column::entry(CORRECTED, 24),
        Column::entry(EXPLANATION, 30),
        Column::key(REFERENCE),
    ];
    if several {
        columns.insert(2, Column::text("File", 24));
    }
    let rows = (1_i64..).zip(asked).map(|(number, (one, finding))| {
        let optional = |text: &Option<String>| Cell::text(text.clone().unwrap_or_default());
        let mut cells = vec![
            Cell::whole(number),
            Cell::text(question(one, finding, letter.questions)),
            optional(&finding.sheet),
            optional(&finding.cell),
            Cell::text(finding.says()),
            Cell::text(finding.message.clone()),
            Cell::text(entry(finding.code).expected),
            Cell::blank(),
            Cell::blank().choosing(lists.area(finding)),
            Cell::text(QueryKey::of(finding, &one.blake3).to_string()),
        ];
        if several {
            cells.insert(2, optional(&finding.file));
        }
        cells
    });
    Table::new("QuerySheet", columns).unfiltered().with_rows(rows.collect())
}

/// The section, and which question, tier or activity of it, where the cell tells.
fn question(one: &Return, finding: &Finding, questions: &[QuestionInfo]) -> String {
    let section = finding.section.map_or("The whole workbook", crate::model::Section::title);
    let here = |at: &CellRef| one.is_about(finding, at);
    let practice = one.practices.iter().find(|row| row.source.as_ref().is_some_and(here));
    let title = practice.and_then(|row| questions.iter().find(|question| question.id == row.question));
    let tier = one.posts.iter().find(|row| {
        [Some(&row.source), row.headcount.source.as_ref(), row.qualified.source.as_ref()]
            .into_iter()
            .flatten()
            .any(here)
    });
    let activity = one.training.iter().find(|row| here(&row.source));
    let which = match (title, tier, activity) {
        (Some(question), ..) => question.title.clone(),
        (_, Some(row), _) => format!("tier {}", row.tier),
        (.., Some(row)) => format!("{}, {}", row.delivery.code(), row.activity),
        _ => return section.to_owned(),
    };
    format!("{section}: {which}")
}

/// The lists to choose explanations from, one under the other in one table.
struct Lists {
    rows: Vec<(&'static str, &'static str)>,
    places: BTreeMap<(Code, bool), (usize, usize)>,
}

impl Lists {
    fn of(asked: &[(&Return, &Finding)]) -> Self {
        let mut lists = Self { rows: Vec::new(), places: BTreeMap::new() };
        for (_, finding) in asked {
            let kind = (finding.code, finding.cell.is_some());
            if lists.places.contains_key(&kind) {
                continue;
            }
            let first = lists.rows.len();
            let title = entry(finding.code).title;
            lists.rows.extend(explanations(finding).into_iter().map(|text| (title, text)));
            lists.places.insert(kind, (first, lists.rows.len().saturating_sub(1)));
        }
        lists
    }

    /// The cells with the explanations of a finding.
    fn area(&self, finding: &Finding) -> Area {
        let place = self.places.get(&(finding.code, finding.cell.is_some())).copied().unwrap_or_default();
        Area::stretch(EXPLANATIONS, 1, place)
    }

    fn table(&self) -> Table {
        let columns = vec![Column::text("About", 48), Column::text("Explanation to choose", 60)];
        let rows = self.rows.iter().map(|(title, text)| vec![Cell::text(*title), Cell::text(*text)]);
        Table::new(EXPLANATIONS, columns).unfiltered().with_rows(rows.collect())
    }
}

/// What can be chosen: the explanations that are accepted, and what a council can do in any case.
fn explanations(finding: &Finding) -> Vec<&'static str> {
    let accepted = entry(finding.code).accepted;
    let mut all: Vec<&str> = Vec::new();
    if finding.cell.is_some() && !accepted.is_empty() {
        all.push("Correct as it stands.");
    }
    all.extend(accepted);
    all.extend([CORRECTED_HERE, WILL_FOLLOW]);
    all
}
