//! The report: what the workbook's sheets hold, in the order in which one reads it.
//!
//! It takes the working edition's figures, markers and all: it reports councils by name
//! to the partnership, and is no publication. Every table, chart and sentence is taken
//! out of the working [`Book`], columns that only serve the workbook left out, so that no
//! figure can differ from it.

use super::book::{Block, Book, Cell, Chart, Column, Properties, Sheet, Table, Value};
use super::shown::have_decimals;

/// A report before it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Report<'b> {
    /// What it says of itself.
    pub properties: &'b Properties,
    /// The book it is taken from, which holds the cells of the charts.
    pub book: &'b Book,
    /// What is to be known before reading on: labels and values.
    pub facts: Vec<(String, String)>,
    /// Its sections, in order.
    pub sections: Vec<Section<'b>>,
}

/// A section of the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Section<'b> {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it holds, from top to bottom.
    pub pieces: Vec<Piece<'b>>,
}

/// One thing in a section.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece<'b> {
    /// A paragraph.
    Text(String),
    /// A list of sentences.
    List(Vec<String>),
    /// A table.
    Table(Extract<'b>),
    /// A chart.
    Chart(&'b Chart),
}

/// What the report shows of a table of the book.
#[derive(Debug, Clone, PartialEq)]
pub struct Extract<'b> {
    /// The table.
    pub table: &'b Table,
    /// Its caption.
    pub title: &'b str,
    /// The table's columns that are shown.
    pub columns: Vec<&'b Column>,
    /// The rows that are shown; each as long as `columns`.
    pub rows: Vec<Vec<&'b Cell>>,
    /// The totals under it.
    pub total: Option<Vec<&'b Cell>>,
}

impl Extract<'_> {
    /// For each column whether its numbers all show decimals.
    #[must_use]
    pub fn decimals(&self) -> Vec<bool> {
        let rows = || self.rows.iter().chain(&self.total);
        (0..self.columns.len())
            .map(|column| have_decimals(rows().filter_map(|row| row.get(column).copied())))
            .collect()
    }
}

/// Where a piece is taken from.
#[derive(Debug, Clone, Copy)]
enum From {
    /// Words of the report's own.
    Words(&'static str),
    /// The paragraphs of a sheet.
    Sentences(&'static str),
    /// The description of a sheet.
    About(&'static str),
    /// The charts of a sheet, all or the one whose categories stand in a table.
    Chart(&'static str, &'static str),
    /// A table, without these columns.
    Table(&'static str, &'static [&'static str]),
    /// A table parted by its column `Council`, a caption for each.
    EachCouncil(&'static str, &'static [&'static str]),
    /// All paragraphs and tables of a sheet.
    Sheet(&'static str),
}

/// Columns that serve the workbook alone.
const LEFT_OUT: [&str; 10] = [
    "Code",
    "Source file",
    "Source sheet",
    "Source cell",
    "Source cells",
    "Label in the chart",
    "Open part (%)",
    "Fingerprint (BLAKE3, start)",
    "Band decided by",
    "In the share",
];

/// The sections: anchor, heading, and what each takes from where.
const SECTIONS: &[(&str, &str, &[From])] = &[
    (
        "introduction",
        "Introduction",
        &[
            From::Words(
                "This report puts together what the councils returned on management development: how they develop their managers, how many managers there are, how many of them hold a management qualification, and what training and coaching they had. The main points:",
            ),
            From::Sentences("Summary"),
            From::Table("KeyFigures", &["At least", "At most"]),
            From::Table("ReturnsReceived", &["Format", "Version", "File", "Errors", "Queries"]),
        ],
    ),
    (
        "practices",
        "Practices",
        &[
            From::About("Practices"),
            From::Chart("Summary", "HowPracticesStand"),
            From::Table("HowPracticesStand", &[]),
            From::Table("PracticesMatrix", &[]),
            From::Table("WouldConsider", &[]),
        ],
    ),
    ("reviews", "Reviews by council", &[From::About("Reviews"), From::EachCouncil("Reviews", &["Item"])]),
    (
        "management",
        "Management facts and figures",
        &[
            From::About("Headcount"),
            From::Chart("Headcount", "HeadcountByBand"),
            From::Table("HeadcountByBand", &[]),
            From::Table("PostsForEachPostAbove", &[]),
            From::Table(
                "PostsInDetail",
                &[
                    "Posts, at least",
                    "Posts, at most",
                    "Qualified people, at least",
                    "Qualified people, at most",
                ],
            ),
        ],
    ),
    (
        "qualifications",
        "Management qualifications",
        &[
            From::About("Share qualified"),
            From::Chart("Share qualified", "ShareQualified"),
            From::Table("ShareQualified", &["Council"]),
            From::Table("ShareQualifiedByCouncil", &[]),
            From::Table("QualificationsNamed", &["Level taken from"]),
        ],
    ),
    (
        "training",
        "Training activity and costs",
        &[
            From::About("Training costs"),
            From::Chart("Training costs", "TrainingCosts"),
            From::Table("TrainingCosts", &[]),
            From::Table(
                "TrainingActivity",
                &["Cost as written", "Cost (£), at least", "Cost (£), at most", "Costed"],
            ),
        ],
    ),
    ("coaching", "Coaching", &[From::About("Coaching"), From::Table("CoachingCohorts", &[])]),
    ("changes", "Changes since the last issue", &[From::Sheet("Changes")]),
    (
        "method",
        "Method and notes",
        &[
            From::Words(
                "Returns are read as they came. Each figure leads back to the cell it was read from; the evaluation workbook names it.",
            ),
            From::Table("Notes", &[]),
            From::Table("Definitions", &["Code"]),
        ],
    ),
];

/// Takes the report out of a working edition's book.
#[must_use]
pub fn report(book: &Book) -> Report<'_> {
    let facts = book.sheets.first().into_iter().flat_map(|cover| &cover.blocks);
    let facts = facts.filter_map(|block| match block {
        Block::Facts(facts) => Some(facts),
        _ => None,
    });
    let facts =
        facts.take(1).flatten().filter(|(label, _)| !["Edition", "Made by"].contains(&label.as_str()));
    let sections = SECTIONS.iter().map(|(id, title, from)| Section {
        id,
        title,
        pieces: from.iter().flat_map(|from| pieces(book, *from)).collect(),
    });
    Report {
        properties: &book.properties,
        book,
        facts: facts.map(|(label, cell)| (label.clone(), cell.reads(false))).collect(),
        sections: sections.filter(|section| !section.pieces.is_empty()).collect(),
    }
}

fn pieces(book: &Book, from: From) -> Vec<Piece<'_>> {
    match from {
        From::Words(words) => vec![Piece::Text(words.to_owned())],
        From::Sentences(name) => {
            let sentences = blocks(book, name).filter_map(|block| match block {
                Block::Text(text) => Some(text.clone()),
                _ => None,
            });
            vec![Piece::List(sentences.collect())]
        }
        From::About(name) => {
            // What the sheet says of clicking is of no use here.
            let about =
                sheet(book, name).map(|sheet| sheet.about.split(" Click ").next().unwrap_or_default());
            about.map(|about| Piece::Text(about.to_owned())).into_iter().collect()
        }
        From::Chart(name, table) => {
            let charts = blocks(book, name).filter_map(|block| match block {
                Block::Chart(chart) if chart.categories.table == table => Some(Piece::Chart(chart)),
                _ => None,
            });
            charts.collect()
        }
        From::Table(id, without) => {
            let found = book.table(id).map(|(sheet, table)| whole(table, without, sheet));
            found.map(Piece::Table).into_iter().collect()
        }
        From::EachCouncil(id, without) => {
            let found = book.table(id).map(|(sheet, table)| each_council(table, without, sheet));
            found.unwrap_or_default().into_iter().map(Piece::Table).collect()
        }
        From::Sheet(name) => {
            let found = blocks(book, name).filter_map(|block| match block {
                Block::Text(text) => Some(Piece::Text(text.clone())),
                Block::Table(table) => Some(Piece::Table(whole(table, &[], sheet(book, name)?))),
                _ => None,
            });
            found.collect()
        }
    }
}

fn sheet<'b>(book: &'b Book, name: &str) -> Option<&'b Sheet> {
    book.sheets.iter().find(|sheet| sheet.name == name)
}

fn blocks<'b>(book: &'b Book, name: &str) -> impl Iterator<Item = &'b Block> {
    sheet(book, name).into_iter().flat_map(|sheet| &sheet.blocks)
}

/// All rows of a table, under its own caption or its sheet's title.
fn whole<'b>(table: &'b Table, without: &[&str], sheet: &'b Sheet) -> Extract<'b> {
    let title = if table.title.is_empty() { &sheet.title } else { &table.title };
    extract(table, &table.rows, without, title)
}

/// Some rows of a table, without the columns that serve the workbook alone, and these.
fn extract<'b>(table: &'b Table, rows: &'b [Vec<Cell>], without: &[&str], title: &'b str) -> Extract<'b> {
    let is_kept = |column: &Column| {
        let heading = column.heading.as_str();
        !LEFT_OUT.contains(&heading) && !without.contains(&heading)
    };
    let kept: Vec<bool> = table.columns.iter().map(is_kept).collect();
    let cells = |row: &'b Vec<Cell>| -> Vec<&'b Cell> {
        row.iter().zip(&kept).filter(|(_, kept)| **kept).map(|(cell, _)| cell).collect()
    };
    Extract {
        table,
        title,
        columns: table.columns.iter().filter(|column| is_kept(column)).collect(),
        rows: rows.iter().map(cells).collect(),
        total: table.total.as_ref().map(cells),
    }
}

/// An extract for each council, in the order of their rows, without the column that names it.
fn each_council<'b>(table: &'b Table, without: &[&str], sheet: &'b Sheet) -> Vec<Extract<'b>> {
    let Some(place) = table.columns.iter().position(|column| column.heading == "Council") else {
        return vec![whole(table, without, sheet)];
    };
    let name = |row: &[Cell]| row.get(place).map(|cell| cell.value.clone());
    let without = [without, &["Council"]].concat();
    let of_one = table.rows.chunk_by(|one, next| name(one) == name(next));
    let extracts = of_one.map(|rows| {
        let title = match rows.first().and_then(|row| row.get(place)).map(|cell| &cell.value) {
            Some(Value::Text(name)) => name.as_str(),
            _ => "",
        };
        extract(table, rows, &without, title)
    });
    extracts.collect()
}
