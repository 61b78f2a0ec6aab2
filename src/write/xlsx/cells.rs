//! Tables and their cells.
//!
//! Words are always written as words: nothing that a return says becomes a formula
//! or a link.

use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, ConditionalFormatText,
    ConditionalFormatTextRule, ConditionalFormatType, DataValidation, ExcelDateTime, Formula,
    Table as ListObject, TableColumn, TableFunction, TableStyle, Url, Worksheet, XlsxError,
};

use crate::publish::book::{Cell, Column, Edition, Kind, Sheet, Table, Tone, Value};
use crate::write::clean::clean;

use super::frame;
use super::place::{Placed, Plan, column, row_number, shown_text};
use super::style::{LINE_PIXELS, Look, Number, Role, Styles, Worn, bar, marked, tone};

/// What is needed to write on a sheet.
pub(super) struct Pen<'a> {
    pub(super) page: &'a mut Worksheet,
    pub(super) sheet: &'a Sheet,
    pub(super) plan: &'a Plan,
    pub(super) styles: &'a mut Styles,
    pub(super) worn: Worn,
}

/// Writes a table, as an Excel table where it has rows.
pub(super) fn table(pen: &mut Pen, table: &Table, placed: Placed) -> Result<(), XlsxError> {
    if !table.title.is_empty() {
        frame::heading(pen, placed.top - 1, &table.title)?;
    }
    header(pen, table, placed.top)?;
    if table.rows.is_empty() {
        return frame::nothing(pen, placed.top, table.if_empty);
    }
    list_object(pen, table, placed)?;
    let kinds: Vec<(Kind, bool)> =
        table.columns.iter().zip(table.decimals()).map(|(of, decimals)| (of.kind, decimals)).collect();
    for (row, cells) in table.rows.iter().enumerate() {
        write_row(pen, &kinds, cells, (row_number(placed.top, row), Role::Body))?;
        choices(pen, row_number(placed.top, row), cells)?;
    }
    if let Some(total) = &table.total {
        write_row(pen, &kinds, total, (row_number(placed.top, table.rows.len()), Role::Total))?;
    }
    if pen.plan.edition == Edition::Public {
        return Ok(());
    }
    for (place, of) in table.columns.iter().enumerate() {
        conditions(pen, table, placed, (column(place), of))?;
    }
    Ok(())
}

/// Writes labels and their values.
pub(super) fn facts(pen: &mut Pen, top: u32, facts: &[(String, Cell)]) -> Result<(), XlsxError> {
    let (last, width) = fact_span(pen);
    for (row, (label, cell)) in (top..).zip(facts) {
        let format = pen.styles.get(Look::words(Role::Label));
        pen.page.write_string_with_format(row, 0, clean(label), format)?;
        if last > 1 {
            let format = pen.styles.get(Look::words(Role::Paragraph));
            pen.page.merge_range(row, 1, row, last, "", format)?;
        }
        write_cell(pen, (row, 1), cell, (Role::Paragraph, Kind::Text, false))?;
        let height = frame::row_height(pen.plan.points(), [(shown_text(cell), false, width)].into_iter());
        pen.page.set_row_height_pixels(row, height + 3)?;
    }
    Ok(())
}

/// The last column that a fact's value takes, and how wide it is: one column, or all that
/// a paragraph spans where a table's columns stand below.
fn fact_span(pen: &Pen) -> (u16, u32) {
    let widths = pen.plan.widths(pen.sheet);
    if pen.sheet.tables().next().is_none() {
        return (1, widths.get(1).copied().unwrap_or(300));
    }
    let (last, _) = pen.plan.span(pen.sheet);
    (last.max(1), widths.iter().take(usize::from(last) + 1).skip(1).sum())
}

/// Writes the header; filter buttons get a line of their own under the words.
fn header(pen: &mut Pen, table: &Table, top: u32) -> Result<(), XlsxError> {
    for (place, of) in table.columns.iter().enumerate() {
        let format = pen.styles.get(header_look(of));
        pen.page.write_string_with_format(top, column(place), clean(&of.heading), format)?;
    }
    let texts = table.columns.iter().zip(pen.plan.widths(pen.sheet));
    let height = frame::row_height(
        pen.plan.points(),
        texts.map(|(of, width)| (of.heading.as_str().into(), true, *width)),
    );
    let buttons = if table.filter { LINE_PIXELS } else { 0 };
    pen.page.set_row_height_pixels(top, height + buttons)?;
    Ok(())
}

fn header_look(of: &Column) -> Look {
    Look::words(match of.kind {
        Kind::Text | Kind::Entry | Kind::Key => Role::Header,
        Kind::Number => Role::HeaderNumber,
    })
}

fn list_object(pen: &mut Pen, table: &Table, placed: Placed) -> Result<(), XlsxError> {
    let columns: Vec<TableColumn> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, of)| {
            let made = TableColumn::new()
                .set_header(clean(&of.heading))
                .set_header_format(pen.styles.get(header_look(of)));
            match table.total.as_ref().and_then(|total| total.get(place)) {
                Some(Cell { formula: Some(formula), .. }) => {
                    let text = pen.plan.formula(formula, pen.sheet.name);
                    made.set_total_function(TableFunction::Custom(Formula::new(text)))
                }
                Some(cell) => made.set_total_label(clean(&shown_text(cell))),
                None => made,
            }
        })
        .collect();
    let object = ListObject::new()
        .set_name(table.id)
        .set_style(TableStyle::None)
        .set_columns(&columns)
        .set_autofilter(table.filter)
        .set_total_row(table.total.is_some())
        .set_alt_text_title(pen.sheet.title.clone())
        .set_alt_text(if table.title.is_empty() { pen.sheet.about.clone() } else { table.title.clone() });
    let rows = table.rows.len() - usize::from(table.total.is_none());
    let last = column(table.columns.len().saturating_sub(1));
    pen.page.add_table(placed.top, 0, row_number(placed.top, rows), last, &object)?;
    Ok(())
}

fn write_row(
    pen: &mut Pen,
    kinds: &[(Kind, bool)],
    cells: &[Cell],
    (row, role): (u32, Role),
) -> Result<(), XlsxError> {
    for (place, (cell, (kind, decimals))) in cells.iter().zip(kinds).enumerate() {
        write_cell(pen, (row, column(place)), cell, (role, *kind, *decimals))?;
    }
    let widths = pen.plan.widths(pen.sheet).iter().copied();
    let bold = role == Role::Total;
    let wrapped = cells.iter().zip(kinds).zip(widths).filter(|((_, (kind, _)), _)| *kind != Kind::Key);
    let texts = wrapped.map(|((cell, _), width)| (shown_text(cell), bold, width));
    let height = frame::row_height(pen.plan.points(), texts);
    pen.page.set_row_height_pixels(row, height)?;
    Ok(())
}

fn write_cell(pen: &mut Pen, at: (u32, u16), cell: &Cell, as_a: (Role, Kind, bool)) -> Result<(), XlsxError> {
    let (row, col) = at;
    let (role, kind, decimals) = as_a;
    let role = match kind {
        Kind::Entry if role == Role::Body => Role::Entry,
        Kind::Key if role == Role::Body => Role::Key,
        _ => role,
    };
    let numeric = matches!(cell.value, Value::Number(_) | Value::Percent(_) | Value::Money(_));
    let look = Look {
        right: kind == Kind::Number || (numeric && role == Role::Body),
        linked: cell.link.is_some(),
        number: number_of(cell, decimals),
        marker: if numeric { cell.marker.clone() } else { String::new() },
        ..Look::words(role)
    };
    if let Some(link) = cell.link {
        let format = pen.styles.get(look.clone());
        let url = Url::new(pen.plan.target(link)).set_text(" ").set_tip("Go to where this comes from");
        pen.page.write_url_with_format(row, col, url, format)?;
    }
    pen.worn.add((row, col), look);
    if let Some(formula) = &cell.formula {
        let text = pen.plan.formula(formula, pen.sheet.name);
        let formula = Formula::new(text).set_result(result(&cell.value));
        pen.page.write_formula(row, col, formula)?;
        return Ok(());
    }
    match &cell.value {
        // Is made when it is dressed.
        Value::Blank => &mut *pen.page,
        Value::Text(text) => pen.page.write_string(row, col, clean(text))?,
        Value::Number(number) | Value::Money(number) => {
            pen.page.write_number(row, col, over(*number, 100))?
        }
        Value::Percent(number) => pen.page.write_number(row, col, over(*number, 10_000))?,
        Value::Date(date) => {
            let part = |number: i8| u8::try_from(number).unwrap_or(1);
            let year = u16::try_from(date.year()).unwrap_or(1900);
            match ExcelDateTime::from_ymd(year, part(date.month()), part(date.day())) {
                Ok(day) => pen.page.write_datetime(row, col, &day)?,
                Err(_) => pen.page.write_string(row, col, date.to_string())?,
            }
        }
    };
    Ok(())
}

/// Gives cells their lists to choose from; what is not in the list may be typed too.
fn choices(pen: &mut Pen, row: u32, cells: &[Cell]) -> Result<(), XlsxError> {
    for (place, cell) in cells.iter().enumerate() {
        let Some(area) = cell.choices.as_deref() else { continue };
        let list = Formula::new(pen.plan.area(*area, pen.sheet.name));
        let validation = DataValidation::new()
            .allow_list_formula(list)
            .set_input_message("Choose from the list, or type your own words.")?
            .show_error_message(false);
        pen.page.add_data_validation(row, column(place), row, column(place), &validation)?;
    }
    Ok(())
}

/// The one place where exact numbers become the floats that Excel keeps.
#[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "Excel keeps floats and nothing else")]
fn over(number: i64, parts: i64) -> f64 {
    number as f64 / parts as f64
}

/// A formula's result as the file keeps it.
fn result(value: &Value) -> String {
    match value {
        Value::Blank => String::new(),
        Value::Text(text) => clean(text).into_owned(),
        Value::Number(number) | Value::Money(number) => over(*number, 100).to_string(),
        Value::Percent(number) => over(*number, 10_000).to_string(),
        Value::Date(date) => date.to_string(),
    }
}

fn number_of(cell: &Cell, decimals: bool) -> Number {
    match &cell.value {
        Value::Blank | Value::Text(_) => Number::None,
        Value::Date(_) => Number::Date,
        Value::Percent(_) => Number::Percent,
        Value::Number(number) | Value::Money(number) if number % 100 == 0 && !decimals => Number::Whole,
        Value::Number(_) | Value::Money(_) => Number::Decimals,
    }
}

/// Sets cells off by what they say: answers, severities, shorthand in place of a number.
fn conditions(
    pen: &mut Pen,
    table: &Table,
    placed: Placed,
    (col, of): (u16, &Column),
) -> Result<(), XlsxError> {
    let (first, last) = (placed.top + 1, row_number(placed.top, table.rows.len() - 1));
    for (words, shade) in of.tones {
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo((*words).to_owned()))
            .set_format(tone(*shade));
        pen.page.add_conditional_format(first, col, last, col, &rule)?;
    }
    if of.bars {
        page_bars(pen, (first, last), col, table)?;
    }
    if of.kind == Kind::Number {
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::BeginsWith("[".to_owned()))
            .set_format(tone(Tone::Muted));
        pen.page.add_conditional_format(first, col, last, col, &rule)?;
        let rule = ConditionalFormatText::new()
            .set_rule(ConditionalFormatTextRule::Contains("[e]".to_owned()))
            .set_format(marked());
        pen.page.add_conditional_format(first, col, last, col, &rule)?;
    }
    Ok(())
}

/// Bars from nothing to the most, or to the whole for shares, so that they compare.
fn page_bars(pen: &mut Pen, (first, last): (u32, u32), col: u16, table: &Table) -> Result<(), XlsxError> {
    let shares = table.rows.iter().filter_map(|row| row.get(usize::from(col)));
    let are_shares = shares.into_iter().any(|cell| matches!(cell.value, Value::Percent(_)));
    let mut bars = ConditionalFormatDataBar::new()
        // What newer versions add, other programs do not know and warn of.
        .use_classic_style()
        .set_fill_color(bar())
        .set_minimum(ConditionalFormatType::Number, 0);
    if are_shares {
        bars = bars.set_maximum(ConditionalFormatType::Number, 1);
    }
    pen.page.add_conditional_format(first, col, last, col, &bars)?;
    Ok(())
}
