//! What a council struck through in an `.xlsx`: it still stands in the file, and is deleted for
//! whoever looks at it. It is left out, and said to be.

use std::collections::BTreeSet;

use quick_xml::events::{BytesStart, Event};

use super::xml::{self, Xml};
use crate::model::{RawSheet, Remark, address, parse_address};

/// The cell styles whose font is struck through, by their number.
pub(super) fn styles(styles: &str) -> BTreeSet<u32> {
    let mut struck = BTreeSet::new();
    if !styles.contains("strike") {
        return struck;
    }
    let (mut fonts, mut struck_fonts, mut formats) = (0_u32, BTreeSet::new(), 0_u32);
    let mut within = String::new();
    let mut xml = Xml::new(styles);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        match (within.as_str(), element.local_name().as_ref()) {
            (_, list @ ("fonts" | "cellStyleXfs" | "cellXfs" | "cellStyles" | "dxfs")) => {
                list.clone_into(&mut within);
            }
            ("fonts", "font") => fonts += 1,
            ("fonts", "strike") if is_on(&element) => {
                struck_fonts.insert(fonts.saturating_sub(1));
            }
            ("cellXfs", "xf") => {
                if xml::number(&element, "fontId").is_some_and(|font| struck_fonts.contains(&font)) {
                    struck.insert(formats);
                }
                formats += 1;
            }
            _ => {}
        }
    }
    struck
}

fn is_on(element: &BytesStart<'_>) -> bool {
    xml::attribute(element, "val").is_none_or(|value| value != "0" && value != "false")
}

/// Takes the struck cells out of a sheet, `body` being its cells as the file has them.
pub(super) fn leave_out_cells(body: &str, struck: &BTreeSet<u32>, sheet: &mut RawSheet) -> Option<Remark> {
    if struck.is_empty() {
        return None;
    }
    let mut gone = Vec::new();
    let mut xml = Xml::new(body);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        let is_struck = element.local_name().as_ref() == "c"
            && xml::number(&element, "s").is_some_and(|style| struck.contains(&style));
        let place = xml::attribute(&element, "r").filter(|_| is_struck).and_then(|at| parse_address(&at));
        if let Some(at) = place
            && let Some(cell) = sheet.cells.remove(&at)
        {
            gone.push((at, cell.value.text()));
        }
    }
    let ((row, col), text) = gone.first()?;
    let count = gone.len();
    let message = format!(
        "What is struck through was left out, as deleted: {count} {} of this sheet, this the first. Delete it, or take the line off.",
        if count == 1 { "cell" } else { "cells" }
    );
    let cell = Some(address(*row, *col));
    Some(Remark { sheet: Some(sheet.name.clone()), cell, found: text.clone(), message })
}

/// The part of the shared strings without the stretches of texts that are struck through, and
/// what is to be said of that.
pub(super) fn without_runs(strings: String) -> (String, Option<Remark>) {
    const OPEN: &str = "<r>";
    const CLOSE: &str = "</r>";
    if !strings.contains("<strike") {
        return (strings, None);
    }
    let mut kept = String::with_capacity(strings.len());
    let mut rest = strings.as_str();
    let mut first = None;
    while let Some((before, from)) = rest.split_once(OPEN) {
        let Some((run, after)) = from.split_once(CLOSE) else { break };
        let on = |part: &str| !part.starts_with(" val=\"0\"") && !part.starts_with(" val=\"false\"");
        kept.push_str(before);
        if run.split_once("<strike").is_some_and(|(_, part)| on(part)) {
            first.get_or_insert_with(|| plain(run));
        } else {
            kept.extend([OPEN, run, CLOSE]);
        }
        rest = after;
    }
    kept.push_str(rest);
    let remark = first.map(|found| Remark {
        sheet: None,
        cell: None,
        found,
        message:
            "Words struck through within texts were left out, as deleted. Compare the answers with the sheet."
                .to_owned(),
    });
    (kept, remark)
}

/// The text of a run.
fn plain(run: &str) -> String {
    let text = run.split_once("<t").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, text)| text);
    text.split("</t>").next().unwrap_or("").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellValue, RawCell};

    #[test]
    fn cells_in_a_struck_font_are_left_out() {
        let struck = styles(
            "<styleSheet><fonts><font/><font><strike/></font><font><strike val=\"0\"/></font></fonts>\
             <cellStyleXfs><xf fontId=\"1\"/></cellStyleXfs>\
             <cellXfs><xf fontId=\"0\"/><xf fontId=\"1\"/><xf fontId=\"2\"/></cellXfs></styleSheet>",
        );
        assert_eq!(struck, BTreeSet::from([1]));
        let mut sheet = RawSheet::default();
        for col in 0..3 {
            sheet.cells.insert((4, col), RawCell { value: CellValue::Number(f64::from(col)) });
        }
        let body = "<sheetData><row r=\"5\"><c r=\"A5\"/><c r=\"B5\" s=\"1\"><v>1</v></c><c r=\"C5\" s=\"2\"/></row></sheetData>";
        let remark = leave_out_cells(body, &struck, &mut sheet);
        assert_eq!(sheet.cells.keys().copied().collect::<Vec<_>>(), [(4, 0), (4, 2)]);
        assert_eq!(remark.and_then(|one| one.cell).as_deref(), Some("B5"));
    }

    #[test]
    fn struck_words_of_a_text_are_left_out() {
        let text = "<sst><si><r><rPr><strike/></rPr><t>Yes</t></r><r><t> / </t></r><r><rPr><strike val=\"0\"/></rPr><t>No</t></r></si></sst>";
        let (kept, remark) = without_runs(text.to_owned());
        assert_eq!(
            kept,
            "<sst><si><r><t> / </t></r><r><rPr><strike val=\"0\"/></rPr><t>No</t></r></si></sst>"
        );
        assert_eq!(remark.map(|one| one.found).as_deref(), Some("Yes"));
        assert_eq!(without_runs("<sst><si><t>Yes</t></si></sst>".to_owned()).1, None);
    }
}
