//! Tables with a caption and headers that say what they head.

use crate::publish::book::{Cell, Column, Kind, Tone, Value};
use crate::publish::report::Extract;
use crate::write::markup::Markup;

/// More columns than fit across a page of A4 upright.
const WIDE: usize = 7;

/// A table in a frame of its own, which scrolls where the screen is narrower.
pub(super) fn table(page: &mut Markup, table: &Extract, id: &str) {
    let caption = format!("{id}-caption");
    let is_wide = table.columns.len() > WIDE && !table.rows.is_empty();
    let class = if is_wide { "scroll wide" } else { "scroll" };
    let layout = Layout { columns: &table.columns, decimals: table.decimals(), head: row_header(table) };
    let frame =
        [("class", class), ("role", "region"), ("tabindex", "0"), ("aria-labelledby", caption.as_str())];
    page.tag("div", &frame, |page| {
        page.tag("table", &[], |page| {
            page.words("caption", &[("id", &caption)], table.title);
            page.tag("thead", &[], |page| {
                page.tag("tr", &[], |page| {
                    for column in &table.columns {
                        let class = if column.kind == Kind::Number { "number" } else { "words" };
                        page.words("th", &[("scope", "col"), ("class", class)], &column.heading);
                    }
                });
            });
            page.tag("tbody", &[], |page| {
                for cells in &table.rows {
                    row(page, &layout, cells);
                }
                if table.rows.is_empty() {
                    let across = table.columns.len().to_string();
                    page.tag("tr", &[], |page| {
                        page.words("td", &[("colspan", &across)], table.table.if_empty);
                    });
                }
            });
            if let Some(total) = &table.total {
                page.tag("tfoot", &[], |page| row(page, &layout, total));
            }
        });
    });
}

/// The column whose cells say what a row is of: the council, else the first.
fn row_header(table: &Extract) -> usize {
    let named = |name: &str| table.columns.iter().position(|column| column.heading == name);
    ["Council", "Entry", "Measure"].into_iter().find_map(named).unwrap_or(0)
}

/// What a row needs to know of its table.
struct Layout<'t> {
    columns: &'t [&'t Column],
    decimals: Vec<bool>,
    head: usize,
}

fn row(page: &mut Markup, layout: &Layout, row: &[&Cell]) {
    page.tag("tr", &[], |page| {
        let cells = row.iter().zip(layout.columns).zip(&layout.decimals);
        for (place, ((cell, column), decimals)) in cells.enumerate() {
            let reads = cell.reads(*decimals);
            if place == layout.head {
                page.tag("th", &[("scope", "row")], |page| lines(page, &reads));
            } else {
                match class(cell, column) {
                    "" => page.tag("td", &[], |page| lines(page, &reads)),
                    class => page.tag("td", &[("class", class)], |page| lines(page, &reads)),
                }
            }
        }
    });
}

fn class(cell: &Cell, column: &Column) -> &'static str {
    let tone = match &cell.value {
        Value::Text(text) => column.tones.iter().find(|(words, _)| words == text).map(|(_, tone)| *tone),
        _ => None,
    };
    match (tone, column.kind) {
        (Some(Tone::Strong), _) => "strong",
        (Some(Tone::Medium), _) => "medium",
        (Some(Tone::Light), _) => "light",
        (Some(Tone::Muted), _) => "muted",
        (Some(Tone::Alert), _) => "alert",
        (Some(Tone::Warn), _) => "warn",
        (None, Kind::Number) => "number",
        (None, Kind::Text | Kind::Entry | Kind::Key) => "",
    }
}

/// Text with its line breaks.
fn lines(page: &mut Markup, text: &str) {
    for (place, line) in text.split('\n').enumerate() {
        if place > 0 {
            page.empty("br", &[]);
        }
        page.text(line);
    }
}
