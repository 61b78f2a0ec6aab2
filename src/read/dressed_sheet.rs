//! A worksheet's own part, read for how it is made.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::Unreadable;
use super::dressed::{DressedCell, DressedSheet};
use super::limits::{Budget, COLS, Exhausted, ROWS};
use super::text;
use super::xlsx_outline::Outline;
use super::xml::{self, Xml};
use super::zipped::{Package, PartFault};
use crate::model::{Extent, parse_address};

/// A text that cells share, and whether part of it is raised.
pub(super) type Shared = (Arc<str>, bool);

/// The texts that cells share.
pub(super) fn strings(
    package: &mut Package<'_>,
    outline: &Outline,
    budget: &mut Budget,
) -> Result<Vec<Shared>, Unreadable> {
    let part = match package.unpack(&outline.part("sharedStrings", "sharedStrings.xml")) {
        Ok(part) => part,
        Err(PartFault::Missing) => return Ok(Vec::new()),
        Err(fault) => return Err(fault.refuse("xlsx")),
    };
    let part = text::decode(&part);
    let (mut found, mut now, mut raised) = (Vec::new(), String::new(), false);
    let (mut in_text, mut in_reading) = (false, false);
    let mut xml = Xml::new(&part);
    while let Ok(Some(event)) = xml.next() {
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "si" => (now, raised) = (String::new(), false),
                "rPh" => in_reading = true,
                "t" => in_text = !in_reading,
                "vertAlign" => raised |= is_raised(element),
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "si" => {
                    budget.cell(now.len()).map_err(|spent| spent.refuse("xlsx"))?;
                    found.push((Arc::from(now.as_str()), raised));
                }
                "rPh" => in_reading = false,
                "t" => in_text = false,
                _ => {}
            },
            _ if in_text => xml::push_text(&event, &mut now),
            _ => {}
        }
    }
    Ok(found)
}

/// Whether a `vertAlign` raises or lowers text.
pub(super) fn is_raised(element: &BytesStart<'_>) -> bool {
    xml::attribute(element, "val").is_some_and(|value| value != "baseline")
}

/// Where the reading of a sheet stands.
#[derive(Default)]
struct Place {
    row: u32,
    column: u32,
    cell: Option<(DressedCell, String)>,
    in_value: bool,
}

/// Reads a sheet's part.
pub(super) fn read(
    part: &str,
    strings: &[Shared],
    sheet: &mut DressedSheet,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    let mut place = Place::default();
    let mut xml = Xml::new(part);
    while let Ok(Some(event)) = xml.next() {
        match &event {
            Event::Start(element) => match element.local_name().as_ref() {
                "row" => row(element, &mut place, sheet, budget)?,
                "c" => cell(element, &mut place),
                "f" => {
                    if let Some((cell, _)) = &mut place.cell {
                        cell.has_formula = true;
                    }
                }
                "v" | "t" => place.in_value = true,
                _ => mark(element, sheet, budget)?,
            },
            Event::End(element) => match element.local_name().as_ref() {
                "v" | "t" => place.in_value = false,
                "c" => keep(&mut place, strings, sheet, budget)?,
                _ => {}
            },
            _ if place.in_value => {
                if let Some((cell, _)) = &mut place.cell {
                    xml::push_text(&event, &mut cell.text);
                }
            }
            _ => {}
        }
    }
    Ok(())
}

fn row(
    element: &BytesStart<'_>,
    place: &mut Place,
    sheet: &mut DressedSheet,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    place.row = xml::number(element, "r").unwrap_or(place.row + 1);
    place.column = 0;
    if xml::flag(element, "hidden") || xml::attribute(element, "ht").is_some_and(|height| height == "0") {
        budget.mark()?;
        sheet.hidden_rows.push(place.row.saturating_sub(1));
    }
    Ok(())
}

fn cell(element: &BytesStart<'_>, place: &mut Place) {
    let at = xml::attribute(element, "r").and_then(|at| parse_address(&at));
    if let Some((row, column)) = at {
        (place.row, place.column) = (row + 1, column);
    }
    let format = xml::number(element, "s").and_then(|format| usize::try_from(format).ok()).unwrap_or(0);
    let cell = DressedCell { format, ..DressedCell::default() };
    place.cell = Some((cell, xml::attribute(element, "t").unwrap_or_default()));
}

fn keep(
    place: &mut Place,
    strings: &[Shared],
    sheet: &mut DressedSheet,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    let at = (place.row.saturating_sub(1), place.column);
    place.column = place.column.saturating_add(1);
    let Some((mut cell, kind)) = place.cell.take() else { return Ok(()) };
    match kind.as_str() {
        "s" => {
            let shared = cell.text.trim().parse().ok().and_then(|number: usize| strings.get(number));
            let (text, raised) = shared.cloned().unwrap_or_default();
            (cell.text, cell.is_raised) = (text.as_ref().to_owned(), raised);
        }
        "" | "n" => cell.is_number = !cell.text.is_empty(),
        _ => {}
    }
    budget.cell(cell.text.len())?;
    if (!cell.text.is_empty() || cell.has_formula) && at.0 < ROWS && at.1 < COLS {
        sheet.cells.insert(at, cell);
    }
    Ok(())
}

/// What stands before and behind a sheet's cells.
fn mark(element: &BytesStart<'_>, sheet: &mut DressedSheet, budget: &mut Budget) -> Result<(), Exhausted> {
    match element.local_name().as_ref() {
        "col" if xml::flag(element, "hidden") => {
            let first = xml::number(element, "min").unwrap_or(1).max(1);
            let last = xml::number(element, "max").unwrap_or(first);
            sheet.hidden_columns.push((first - 1, last.saturating_sub(1)));
        }
        "pane" => sheet.has_panes = true,
        "selection" => {
            if let Some(cursor) = xml::attribute(element, "activeCell") {
                sheet.cursor = cursor;
            }
        }
        "autoFilter" => sheet.has_filter = true,
        "conditionalFormatting" => sheet.has_conditions = true,
        "mergeCell" => sheet.merges.extend(region(element)),
        "hyperlink" => sheet.links.extend(region(element)),
        "legacyDrawing" => sheet.objects.push("comment"),
        "picture" => sheet.objects.push("picture"),
        _ => return Ok(()),
    }
    budget.mark()
}

fn region(element: &BytesStart<'_>) -> Option<Extent> {
    Extent::parse(&xml::attribute(element, "ref")?)
}
