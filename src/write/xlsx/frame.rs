//! Around the tables: titles, the way back, paragraphs, columns, and the page.

use std::borrow::Cow;

use rust_xlsxwriter::{Url, Worksheet, XlsxError};

use crate::publish::book::{Block, Edition, Kind, Link, Sheet};

use super::cells::Pen;
use super::place::{HEAD, Plan};
use super::style::{Look, Role, weight};
use super::{metrics, place};
use crate::write::clean::clean;

/// Sheets that need no way back to the contents.
const WITHOUT_WAY_BACK: [&str; 2] = ["Cover", "Contents"];

/// Sizes a sheet's columns.
pub(super) fn columns(page: &mut Worksheet, sheet: &Sheet, plan: &Plan) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(plan.widths(sheet)) {
        page.set_column_width_pixels(column, *width)?;
    }
    Ok(())
}

/// Writes title, description and way back.
pub(super) fn head(pen: &mut Pen) -> Result<(), XlsxError> {
    let (title, about) = (pen.sheet.title.clone(), pen.sheet.about.clone());
    spanned(pen, 0, &title, Role::Title)?;
    spanned(pen, 1, &about, Role::About)?;
    let (to, text) = match pen.plan.edition {
        Edition::Working if WITHOUT_WAY_BACK.contains(&pen.sheet.name) || !pen.plan.has("Contents") => {
            return Ok(());
        }
        Edition::Working => ("Contents", "Back to contents"),
        Edition::Public => way(pen.sheet.name),
    };
    let look = Look { linked: true, ..Look::words(Role::Back) };
    let format = pen.styles.get(look);
    let url = Url::new(pen.plan.target(Link::Sheet(to))).set_text(text);
    pen.page.write_url_with_format(2, 0, url, format)?;
    pen.page.set_row_height_pixels(2, metrics::height(1, pen.plan.points() + 4))?;
    Ok(())
}

/// Where a plain sheet leads on to, and the words that say so.
pub(in crate::write) fn way(sheet: &str) -> (&'static str, &'static str) {
    if sheet == "Contents" { ("Cover", "Go to the cover") } else { ("Contents", "Go to the contents") }
}

/// Writes a heading.
pub(super) fn heading(pen: &mut Pen, row: u32, text: &str) -> Result<(), XlsxError> {
    spanned(pen, row, text, Role::Heading)
}

/// Writes a paragraph.
pub(super) fn paragraph(pen: &mut Pen, row: u32, text: &str) -> Result<(), XlsxError> {
    spanned(pen, row, text, Role::Paragraph)
}

/// Sets up panes, print and selection.
pub(super) fn page(page: &mut Worksheet, sheet: &Sheet, plan: &Plan) -> Result<(), XlsxError> {
    page.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    page.set_margins(0.5, 0.5, 0.5, 0.7, 0.3, 0.3);
    page.set_footer(footer(sheet));
    page.set_screen_gridlines(plan.edition == Edition::Public);
    without_keys(page, sheet, plan)?;
    if sheet.opens {
        page.set_active(true).set_first_tab(false);
    }
    if plan.edition == Edition::Public {
        return Ok(());
    }
    let Some((table, top)) = only_table(sheet, plan) else {
        let fixed = sheet.tables().map(|table| table.fixed).max().unwrap_or(0);
        if fixed > 0 {
            page.set_freeze_panes(0, fixed)?;
        }
        return Ok(());
    };
    page.set_repeat_rows(top, top)?;
    if !table.rows.is_empty() {
        page.set_freeze_panes(top + 1, table.fixed)?;
    }
    Ok(())
}

/// Leaves a last column that is for programs out of what is printed.
fn without_keys(page: &mut Worksheet, sheet: &Sheet, plan: &Plan) -> Result<(), XlsxError> {
    let mut tables = sheet.blocks.iter().zip(plan.blocks(sheet)).rev();
    let Some((Block::Table(table), placed)) = tables.next() else { return Ok(()) };
    if table.columns.last().is_some_and(|column| column.kind == Kind::Key) {
        let last = place::column(table.columns.len().saturating_sub(2));
        page.set_print_area(0, 0, place::row_number(placed.top, table.rows.len()), last)?;
    }
    Ok(())
}

/// The first table, where it is the only one or its header serves all.
fn only_table<'a>(sheet: &'a Sheet, plan: &Plan) -> Option<(&'a crate::publish::book::Table, u32)> {
    let mut tables = sheet.blocks.iter().zip(plan.blocks(sheet)).filter_map(|(block, placed)| match block {
        Block::Table(table) => Some((table, placed.top)),
        _ => None,
    });
    let first = tables.next()?;
    (tables.next().is_none() && first.1 <= HEAD + 1).then_some(first)
}

fn footer(sheet: &Sheet) -> String {
    let title: String = sheet.title.replace('&', "&&").chars().take(120).collect();
    format!("&L&8{title}&C&8{}&R&8Page &P of &N", sheet.name.replace('&', "&&"))
}

/// Writes text across the columns that a paragraph spans, as high as it needs.
fn spanned(pen: &mut Pen, row: u32, text: &str, role: Role) -> Result<(), XlsxError> {
    let (last, width) = pen.plan.span(pen.sheet);
    let format = pen.styles.get(Look::words(role));
    let text = clean(text);
    let (points, bold) = weight(role, pen.plan.edition);
    let wraps = pen.plan.edition == Edition::Working && matches!(role, Role::About | Role::Paragraph);
    if last > 0 && wraps {
        pen.page.merge_range(row, 0, row, last, &text, format)?;
    } else {
        pen.page.write_string_with_format(row, 0, text.as_ref(), format)?;
    }
    let lines = if wraps { metrics::lines(&text, points, bold, width.max(300)) } else { 1 };
    pen.page.set_row_height_pixels(row, metrics::height(lines, points))?;
    Ok(())
}

/// The height a table's row needs, cell by cell.
pub(super) fn row_height<'a>(points: u32, cells: impl Iterator<Item = (Cow<'a, str>, bool, u32)>) -> u32 {
    let lines = cells.map(|(text, bold, width)| metrics::lines(&text, points, bold, width));
    metrics::height(lines.max().unwrap_or(1), points)
}

/// The row under a table's header that says that there is nothing.
pub(super) fn nothing(pen: &mut Pen, top: u32, text: &str) -> Result<(), XlsxError> {
    spanned(pen, place::row_number(top, 0), text, Role::Paragraph)
}
