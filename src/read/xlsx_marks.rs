//! What calamine does not tell of a worksheet: merged regions, hidden rows and
//! columns, comments. A part that mentions none of them is not parsed again.

use std::mem::take;

use quick_xml::events::Event;

use crate::model::{Extent, RawSheet, parse_address};

use super::limits::{self, Budget, Exhausted};
use super::text;
use super::xlsx_outline::links;
use super::xml::{self, Xml};
use super::zipped::Package;

/// Adds what the sheet's part and the parts beside it say.
pub(super) fn read(
    package: &mut Package<'_>,
    part: &str,
    text: &str,
    sheet: &mut RawSheet,
    budget: &mut Budget,
) -> Result<(), Exhausted> {
    let (head, body, tail) = regions(text);
    if head.contains("hidden=") {
        columns(head, sheet, budget)?;
    }
    if body.contains("hidden=") {
        rows(body, sheet, budget)?;
    }
    if tail.contains("mergeCell") {
        merges(tail, sheet, budget)?;
    }
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    for link in links(package, folder, &format!("{folder}/_rels/{name}.rels")).into_values() {
        if matches!(link.kind.as_str(), "comments" | "threadedComment")
            && let Ok(comments) = package.unpack(&link.part)
        {
            self::comments(&text::decode(&comments), sheet, budget)?;
        }
    }
    Ok(())
}

/// What stands before, in and behind the sheet's cells.
fn regions(text: &str) -> (&str, &str, &str) {
    let start = text.find("sheetData").unwrap_or(text.len());
    let end = text.rfind("sheetData").unwrap_or(text.len());
    let (before, tail) = text.split_at(end);
    let (head, body) = before.split_at(start.min(before.len()));
    (head, body, tail)
}

/// Hidden columns.
fn columns(head: &str, sheet: &mut RawSheet, budget: &mut Budget) -> Result<(), Exhausted> {
    let mut xml = Xml::new(head);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        if element.local_name().as_ref() == "col" && xml::flag(&element, "hidden") {
            let first = xml::number(&element, "min").unwrap_or(1).max(1);
            let last = xml::number(&element, "max").unwrap_or(first);
            budget.mark()?;
            limits::hide(&mut sheet.hidden_cols, first - 1, last.saturating_sub(1), limits::COLS);
        }
    }
    Ok(())
}

/// Hidden rows; a row without a number follows the one before it.
fn rows(body: &str, sheet: &mut RawSheet, budget: &mut Budget) -> Result<(), Exhausted> {
    let mut next = 1_u32;
    let mut xml = Xml::new(body);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        if element.local_name().as_ref() != "row" {
            continue;
        }
        let number = xml::number(&element, "r").unwrap_or(next).max(1);
        next = number.saturating_add(1);
        if xml::flag(&element, "hidden") {
            budget.mark()?;
            limits::hide(&mut sheet.hidden_rows, number - 1, number - 1, limits::ROWS);
        }
    }
    Ok(())
}

/// Merged regions.
fn merges(tail: &str, sheet: &mut RawSheet, budget: &mut Budget) -> Result<(), Exhausted> {
    let mut xml = Xml::new(tail);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        if element.local_name().as_ref() != "mergeCell" {
            continue;
        }
        if let Some(merge) = xml::attribute(&element, "ref").and_then(|text| Extent::parse(&text)) {
            budget.merge(sheet, merge)?;
        } else {
            budget.mark()?;
        }
    }
    Ok(())
}

/// Comments. A threaded one takes the place of the stand-in that older programs
/// show, and replies follow on lines of their own.
fn comments(part: &str, sheet: &mut RawSheet, budget: &mut Budget) -> Result<(), Exhausted> {
    let mut at = None;
    let mut words = String::new();
    let mut within = 0_usize;
    let mut xml = Xml::new(part);
    while let Ok(Some(event)) = xml.next() {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "comment" | "threadedComment" => {
                    at = xml::attribute(&element, "ref").and_then(|place| parse_address(&place));
                    words.clear();
                }
                "rPh" if xml.skip().is_err() => break,
                "t" | "text" => within += 1,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "t" | "text" => within = within.saturating_sub(1),
                "comment" | "threadedComment" => {
                    if let (Some(at), Some(words)) = (at.take(), text::clean(take(&mut words).trim())) {
                        let earlier =
                            sheet.comments.get(&at).filter(|text| !text.starts_with("[Threaded comment]"));
                        let words = earlier.map_or_else(|| words.clone(), |text| format!("{text}\n{words}"));
                        budget.comment(sheet, at, words)?;
                    }
                }
                _ => {}
            },
            event if within > 0 => xml::push_text(&event, &mut words),
            _ => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_rows_and_columns_and_merges_are_found() {
        let text = "<w><cols><col min='2' max='3' hidden='1'/></cols><sheetData><row/>\
                    <row hidden='true'/><row r='9' hidden='0'/></sheetData>\
                    <mergeCells><mergeCell ref='A1:B2'/><mergeCell ref='junk'/></mergeCells></w>";
        let (head, body, tail) = regions(text);
        let (mut sheet, mut budget) = (RawSheet::default(), Budget::new());
        assert_eq!(columns(head, &mut sheet, &mut budget), Ok(()));
        assert_eq!(rows(body, &mut sheet, &mut budget), Ok(()));
        assert_eq!(merges(tail, &mut sheet, &mut budget), Ok(()));
        assert_eq!(sheet.hidden_cols.into_iter().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(sheet.hidden_rows.into_iter().collect::<Vec<_>>(), [1]);
        assert_eq!(sheet.merges.len(), 1);
    }

    #[test]
    fn a_threaded_comment_replaces_its_stand_in() {
        let (mut sheet, mut budget) = (RawSheet::default(), Budget::new());
        let old = "<comment ref='D4'><text><r><t>[Threaded comment] Your version</t></r></text></comment>";
        let new = "<threadedComment ref='D4'><text>Is it 7?</text></threadedComment>\
                   <threadedComment ref='D4'><text>Yes</text></threadedComment>";
        assert_eq!(comments(old, &mut sheet, &mut budget), Ok(()));
        assert_eq!(comments(new, &mut sheet, &mut budget), Ok(()));
        assert_eq!(sheet.comments.get(&(3, 3)).map(String::as_str), Some("Is it 7?\nYes"));
    }
}
