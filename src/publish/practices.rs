//! Practices at a glance: council by question, how many gave each answer, and who
//! would consider what.

use crate::model::{CouncilId, Practice};

use super::book::{Block, Cell, Chart, ChartKind, Column, Link, Series, Shade, Table, Tone, Unit};
use super::desk::{Desk, PARTNERSHIP, live};
use super::formula::{Area, Asked, Formula};
use super::practice_answers;
use super::reading::{Bound, Shown};
use super::{Entry, QuestionInfo};

pub(super) const SHEET: Entry = Entry {
    name: "Practices",
    title: "Practices by council",
    about: "How each council answered each question, as a code. Click a code to read the answer behind it.",
    build,
};

/// The table of how many councils gave each answer.
pub(super) const COUNTS: &str = "PracticeCounts";
const MATRIX: &str = "PracticesMatrix";
const CONSIDER: &str = "WouldConsider";
const FIRST: usize = 2;

/// The codes of an answer, from yes to nothing known.
pub(super) const CODES: [&str; 7] =
    ["yes", "partly", "planned", "no", "not_applicable", "no_answer", "unclear"];

const TONES: &[(&str, Tone)] = &[
    ("yes", Tone::Strong),
    ("partly", Tone::Medium),
    ("planned", Tone::Light),
    ("not applicable", Tone::Muted),
    ("no answer", Tone::Muted),
    ("unclear", Tone::Muted),
    ("[x]", Tone::Muted),
];

/// The questions answered by a practice code, in order.
pub(super) fn coded<'a>(desk: &Desk<'a>) -> Vec<&'a QuestionInfo> {
    desk.context.questions.iter().filter(|question| question.codes.iter().any(|code| code == "yes")).collect()
}

/// A code as people read it.
pub(super) fn words(code: &str) -> String {
    code.replace('_', " ")
}

/// The row of the table of counts for a code, and its figure for a question.
pub(super) fn count(desk: &Desk, question: &str, code: &str) -> i64 {
    let answers = desk.returns().flat_map(|one| &one.practices);
    let given = answers.filter(|practice| practice.question == question && practice.answer == code);
    i64::try_from(given.count()).unwrap_or(i64::MAX)
}

/// The cell of a count: `place` is the question's among the coded ones.
pub(super) fn count_cell(place: usize, code: &str) -> Option<Area> {
    let row = CODES.iter().position(|one| *one == code)?;
    Some(Area::cell(COUNTS, place + FIRST, row))
}

/// The chart of how practices stand; its cells are the summary's.
pub(super) fn chart(desk: &Desk, table: &'static str, columns: [usize; 5]) -> Chart {
    let names = ["Yes", "Partly", "Planned", "No", "Not known or none"];
    let shades = [Shade::Step(0), Shade::Step(1), Shade::Step(2), Shade::Step(3), Shade::Grey];
    let series = names.iter().zip(shades).zip(columns).map(|((name, shade), column)| Series {
        name: (*name).to_owned(),
        values: Area::column(table, column),
        shade,
    });
    let each: Vec<String> = coded(desk)
        .iter()
        .map(|question| {
            let count = |code| count(desk, &question.id, code);
            format!(
                "{}: {} yes, {} partly, {} planned",
                question.title,
                count("yes"),
                count("partly"),
                count("planned")
            )
        })
        .collect();
    Chart {
        kind: ChartKind::StackedBars,
        title: "How practices stand".to_owned(),
        category_title: "Practice".to_owned(),
        value_title: "Councils".to_owned(),
        categories: Area::column(table, 0),
        series: series.collect(),
        unit: Unit::Number,
        alt: format!("Bars of how many councils gave each answer. {}.", each.join("; ")),
        count: coded(desk).len(),
    }
}

fn build(desk: &Desk) -> Vec<Block> {
    let questions = shown_questions(desk);
    let mut blocks = vec![
        Block::Table(matrix(desk, &questions)),
        Block::Table(counts(desk)),
        Block::Table(consider(desk)),
    ];
    blocks.push(Block::Text(
        "What was said of the last CPA review, which is words and not a code, is on the sheet Reviews."
            .to_owned(),
    ));
    blocks
}

/// The coded questions, then those answered on a scale.
fn shown_questions<'a>(desk: &Desk<'a>) -> Vec<&'a QuestionInfo> {
    let scale = |question: &&QuestionInfo| {
        !question.codes.is_empty() && !question.codes.iter().any(|code| code == "yes")
    };
    let mut questions = coded(desk);
    questions.extend(desk.context.questions.iter().filter(scale));
    questions
}

fn matrix(desk: &Desk, questions: &[&QuestionInfo]) -> Table {
    let mut columns = vec![Column::text("Code", 11), Column::text("Council", 28)];
    columns.extend(questions.iter().map(|question| Column::text(question.title.clone(), 14).toned(TONES)));
    let rows = desk.councils.iter().map(|council| {
        let mut cells = vec![Cell::text(&*council.code), Cell::text(&*council.name)];
        cells.extend(questions.iter().map(|question| answer_cell(desk, council, question)));
        cells
    });
    Table::new(MATRIX, columns).titled("Answers").fixing(2).with_rows(rows.collect())
}

fn answer_cell(desk: &Desk, council: &CouncilId, question: &QuestionInfo) -> Cell {
    let Some(answer) = answer(desk, council, question) else { return Cell::text("[x]") };
    let link = practice_answers::row_of(desk, council, &question.id);
    Cell::text(words(&answer.answer)).to_some(link.map(|row| Link::Row(practice_answers::TABLE, row)))
}

fn answer<'a>(desk: &Desk<'a>, council: &CouncilId, question: &QuestionInfo) -> Option<&'a Practice> {
    desk.council_return(council)?.practices.iter().find(|practice| practice.question == question.id)
}

fn counts(desk: &Desk) -> Table {
    let questions = coded(desk);
    let mut columns = vec![Column::text("Answer", 11), Column::text("Meaning", 28)];
    columns.extend(questions.iter().map(|question| Column::number(question.title.clone())));
    let rows = CODES.iter().enumerate().map(|(row, code)| {
        let mut cells = vec![Cell::text(words(code)), Cell::text(meaning(code))];
        for (place, question) in questions.iter().enumerate() {
            let computed = count(desk, &question.id, code);
            let measured = desk.figure(["practice", PARTNERSHIP, &question.id, code]);
            let shown = measured.map_or_else(|| Shown::whole(computed), |row| Shown::measured(Some(row)));
            let column = Area::column(MATRIX, place + FIRST);
            let formula = Formula::count_where(&[(column, Asked::Cell(Area::cell(COUNTS, 0, row)))]);
            cells.push(live(formula, computed.saturating_mul(100), (&shown, Bound::Least), Unit::Number));
        }
        cells
    });
    Table::new(COUNTS, columns).titled("Councils giving each answer").unfiltered().with_rows(rows.collect())
}

fn meaning(code: &str) -> &'static str {
    match code {
        "yes" => "in use",
        "partly" => "in some posts, informally, or by another route",
        "planned" => "decided or under way, not yet in use",
        "no" => "not in use",
        "not_applicable" => "the council says so",
        "no_answer" => "nothing written",
        _ => "answers another question, or none",
    }
}

/// Who would consider what is not in use.
fn consider(desk: &Desk) -> Table {
    let asked: Vec<&QuestionInfo> =
        coded(desk).into_iter().filter(|question| question.asks_would_consider).collect();
    let mut columns = vec![Column::text("Code", 11), Column::text("Council", 28)];
    let tones: &[(&str, Tone)] = &[("yes", Tone::Strong)];
    columns.extend(asked.iter().map(|question| Column::text(question.title.clone(), 14).toned(tones)));
    let rows = desk.councils.iter().map(|council| {
        let mut cells = vec![Cell::text(&*council.code), Cell::text(&*council.name)];
        cells.extend(asked.iter().map(|question| {
            let would = answer(desk, council, question).and_then(|practice| practice.would_consider);
            Cell::text(would.map_or("nothing said", |would| if would { "yes" } else { "no" }))
        }));
        cells
    });
    Table::new(CONSIDER, columns).titled("Would consider it").unfiltered().with_rows(rows.collect())
}
