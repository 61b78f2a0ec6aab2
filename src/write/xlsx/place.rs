//! Where everything stands: worked out for the whole book before anything is
//! written, so that links and formulas know every address.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::{address, column_letters};
use crate::publish::book::{Block, Book, Cell, ChartsAt, Column, Edition, Kind, Link, Sheet, Table, Value};
use crate::publish::formula::{Area, Formula, Part, Rows};

use super::{charts, metrics, style};

/// Rows above the first block: title, description, way back.
pub(super) const HEAD: u32 = 3;
/// The widest that a paragraph runs.
const MEASURE: u32 = 1000;

/// Where a block stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placed {
    /// Its first row; a table's header row.
    pub(super) top: u32,
}

/// Where every block of every sheet stands, and how wide columns are.
pub(super) struct Plan {
    /// Whom the book is for.
    pub(super) edition: Edition,
    sheets: BTreeMap<&'static str, SheetPlan>,
    tables: BTreeMap<&'static str, PlacedTable>,
}

/// Where a table stands.
#[derive(Debug, Clone, Copy)]
struct PlacedTable {
    sheet: &'static str,
    /// Its header row.
    top: u32,
    /// How many rows it has, header and total aside.
    rows: usize,
}

#[derive(Default)]
struct SheetPlan {
    blocks: Vec<Placed>,
    widths: Vec<u32>,
}

impl Plan {
    /// Plans a book.
    pub(super) fn new(book: &Book) -> Self {
        let mut plan = Self { edition: book.edition, sheets: BTreeMap::new(), tables: BTreeMap::new() };
        let points = plan.points();
        for sheet in &book.sheets {
            let mut of_sheet = SheetPlan { blocks: Vec::new(), widths: widths(sheet, points) };
            let mut row = HEAD;
            for block in &sheet.blocks {
                row += gap(block, row);
                of_sheet.blocks.push(Placed { top: row });
                if let Block::Table(table) = block {
                    let placed = PlacedTable { sheet: sheet.name, top: row, rows: table.rows.len() };
                    plan.tables.insert(table.id, placed);
                }
                row += rows_of(block, sheet.charts);
            }
            plan.sheets.insert(sheet.name, of_sheet);
        }
        plan
    }

    /// The size of text in points.
    pub(super) fn points(&self) -> u32 {
        style::points(self.edition)
    }

    /// Where a sheet's blocks stand, in order.
    pub(super) fn blocks(&self, sheet: &Sheet) -> &[Placed] {
        self.sheets.get(sheet.name).map_or(&[], |plan| &plan.blocks)
    }

    /// How wide a sheet's columns are, in pixels.
    pub(super) fn widths(&self, sheet: &Sheet) -> &[u32] {
        self.sheets.get(sheet.name).map_or(&[], |plan| &plan.widths)
    }

    /// How many columns a sheet uses.
    pub(super) fn columns_of(&self, sheet: &Sheet) -> u16 {
        u16::try_from(self.widths(sheet).len()).unwrap_or(u16::MAX)
    }

    /// The columns that a paragraph spans, and their width together.
    pub(super) fn span(&self, sheet: &Sheet) -> (u16, u32) {
        let (mut last, mut used) = (0, 0_u32);
        for (column, width) in (0_u16..).zip(self.widths(sheet)) {
            if used >= MEASURE / 2 && used + width > MEASURE {
                break;
            }
            (last, used) = (column, used + width);
        }
        (last, used)
    }

    /// Whether the book has a sheet of this name.
    pub(super) fn has(&self, sheet: &str) -> bool {
        self.sheets.contains_key(sheet)
    }

    /// Where a link leads, as Excel writes it.
    pub(super) fn target(&self, link: Link) -> String {
        match link {
            Link::Sheet(name) => format!("internal:{}!A1", quoted(name)),
            Link::Row(table, row) => {
                let PlacedTable { sheet, top, .. } = self.table(table);
                format!("internal:{}!{}", quoted(sheet), address(row_number(top, row), 0))
            }
        }
    }

    /// A formula as Excel writes it on a sheet.
    pub(super) fn formula(&self, formula: &Formula, on: &str) -> String {
        let part = |part: &Part| match part {
            Part::Code(code) => code.clone(),
            Part::Area(area) => self.area(*area, on),
        };
        formula.parts.iter().map(part).collect()
    }

    /// The sheet, and first and last row and column, of some cells.
    pub(super) fn corners(&self, area: Area) -> (&'static str, [(u32, u16); 2]) {
        let PlacedTable { sheet, top, rows } = self.table(area.table);
        let (first, last) = match area.rows {
            Rows::All => (top + 1, row_number(top, rows.saturating_sub(1))),
            Rows::At(row) => (row_number(top, row), row_number(top, row)),
            Rows::Between(first, last) => (row_number(top, first), row_number(top, last)),
            Rows::Total => (row_number(top, rows), row_number(top, rows)),
        };
        (sheet, [(first, column(area.first)), (last, column(area.last))])
    }

    /// Cells of a row keep to their row when a table is sorted; all others stand fast.
    pub(super) fn area(&self, area: Area, on: &str) -> String {
        let (sheet, [(first, left), (last, right)]) = self.corners(area);
        let fixed = if matches!(area.rows, Rows::At(_)) { "" } else { "$" };
        let cell = |row: u32, col: u16| {
            let letters = column_letters(u32::from(col));
            format!("{fixed}{letters}{fixed}{}", row + 1)
        };
        let mut text = cell(first, left);
        if (first, left) != (last, right) {
            text = format!("{text}:{}", cell(last, right));
        }
        if sheet == on { text } else { format!("{}!{text}", quoted(sheet)) }
    }

    fn table(&self, id: &str) -> PlacedTable {
        let Some(found) = self.tables.get(id) else {
            unreachable!("the book names a table {id} that it does not hold")
        };
        *found
    }
}

/// The row of a table's data row.
pub(super) fn row_number(top: u32, row: usize) -> u32 {
    top.saturating_add(1).saturating_add(u32::try_from(row).unwrap_or(u32::MAX))
}

/// A column's number as Excel counts it.
pub(super) fn column(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// What a cell shows, for measuring it.
pub(super) fn shown_text(cell: &Cell) -> Cow<'_, str> {
    let number = match &cell.value {
        Value::Blank => return Cow::Borrowed(""),
        Value::Text(text) => return Cow::Borrowed(text),
        Value::Date(_) => Cow::Borrowed("30 September 2005"),
        Value::Percent(_) => Cow::Borrowed("100.0%"),
        Value::Number(hundredths) | Value::Money(hundredths) => {
            let digits = (hundredths / 100).to_string();
            let separated = "0".repeat(digits.len() + digits.len() / 3);
            Cow::Owned(if hundredths % 100 == 0 { separated } else { separated + ".00" })
        }
    };
    if cell.marker.is_empty() { number } else { Cow::Owned(format!("{number} {}", cell.marker)) }
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", sheet.replace('\'', "''"))
}

/// Rows left free above a block, a table's caption among them.
fn gap(block: &Block, row: u32) -> u32 {
    let first = row == HEAD;
    match block {
        Block::Table(table) if table.title.is_empty() => u32::from(!first),
        Block::Table(_) => {
            if first {
                1
            } else {
                2
            }
        }
        Block::Heading(_) | Block::Chart(_) => u32::from(!first),
        Block::Text(_) | Block::Facts(_) => 0,
    }
}

fn rows_of(block: &Block, charts_at: ChartsAt) -> u32 {
    match block {
        Block::Heading(_) | Block::Text(_) => 1,
        Block::Facts(facts) => u32::try_from(facts.len()).unwrap_or(u32::MAX),
        Block::Table(table) => {
            let rows = u32::try_from(table.rows.len().max(1)).unwrap_or(u32::MAX);
            rows.saturating_add(1).saturating_add(u32::from(table.total.is_some()))
        }
        Block::Chart(_) if charts_at == ChartsAt::Beside => 0,
        Block::Chart(chart) => charts::size(chart, charts_at).1 / (style::LINE_PIXELS + 1) + 1,
    }
}

pub(super) fn widths(sheet: &Sheet, points: u32) -> Vec<u32> {
    let mut widths: Vec<u32> = Vec::new();
    let mut widen = |column: usize, width: u32| {
        if widths.len() <= column {
            widths.resize(column + 1, 0);
        }
        if let Some(widest) = widths.get_mut(column) {
            *widest = (*widest).max(width);
        }
    };
    for block in &sheet.blocks {
        match block {
            Block::Table(table) => {
                for (place, column) in table.columns.iter().enumerate() {
                    widen(place, column_width(table, place, column, points));
                }
            }
            Block::Facts(facts) => {
                for (label, _) in facts {
                    widen(0, metrics::width(label, points, true) + metrics::PADDING);
                }
                // Beside a table, values run across its columns.
                widen(1, if sheet.tables().next().is_some() { 0 } else { 620 });
            }
            _ => {}
        }
    }
    if widths.is_empty() {
        // Words alone need something to run across.
        widths.push(MEASURE);
    }
    widths
}

/// Wide enough for its content up to the width asked for, and for its longest word.
fn column_width(table: &Table, place: usize, column: &Column, points: u32) -> u32 {
    let most = u32::from(column.width) * 7 * points / 10;
    if column.kind == Kind::Entry {
        return most;
    }
    if column.kind == Kind::Key {
        return header_width(&column.heading, points);
    }
    let cells = table.rows.iter().chain(&table.total).filter_map(|row| row.get(place));
    let content = cells.map(|cell| {
        let text = shown_text(cell);
        let longest = text.split('\n').map(|line| metrics::width(line, points, true)).max().unwrap_or(0);
        let whole = column.kind == Kind::Number && !matches!(cell.value, Value::Text(_));
        // What all but fits is better given its room than broken.
        if whole || longest <= most + most / 5 { longest } else { most }
    });
    let widest = content
        .max()
        .unwrap_or(0)
        .saturating_add(metrics::PADDING)
        .max(header_width(&column.heading, points));
    // Larger text wants more air beside it.
    let air = (points - style::POINTS) * 8;
    widest.max(if column.kind == Kind::Number { 66 } else { 56 }) + air
}

/// Wide enough for the heading's longest word, and for the whole in two lines or three.
fn header_width(heading: &str, points: u32) -> u32 {
    let words = heading.split([' ', '\n']).map(|word| metrics::width(word, points, true));
    let least = words.max().unwrap_or(0) + metrics::PADDING;
    let lines = if heading.chars().count() < 24 { 2 } else { 3 };
    (least..least + 200)
        .step_by(4)
        .find(|width| metrics::lines(heading, points, true, *width) <= lines)
        .unwrap_or(least)
}
