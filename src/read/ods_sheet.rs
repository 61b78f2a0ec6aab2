//! One table of an Open Document spreadsheet.

use std::collections::BTreeSet;
use std::mem::take;

use quick_xml::events::{BytesStart, Event};

use crate::model::{CellValue, Extent, RawBook, RawSheet};

use super::limits::{self, Budget};
use super::number::{clock, iso_date};
use super::ods::Stop;
use super::text;
use super::xml::{self, Xml};

/// A table while it is read: where the next cell goes.
pub(super) struct Table<'t> {
    sheet: &'t mut RawSheet,
    budget: &'t mut Budget,
    row: u32,
    col: u32,
    hidden_from: u32,
}

/// A row's cells that hold something, each with how often it is repeated.
struct Filled {
    col: u32,
    repeated: u32,
    value: CellValue,
}

impl Table<'_> {
    /// Reads the table just started into a sheet of its own; what is read before a fault stays.
    pub(super) fn read(
        xml: &mut Xml<'_>,
        start: &BytesStart<'_>,
        book: &mut RawBook,
        hidden_styles: &BTreeSet<String>,
        budget: &mut Budget,
    ) -> Result<(), Stop> {
        let name = xml::attribute(start, "name").unwrap_or_default();
        if name.starts_with("'file:") {
            return Ok(xml.skip()?);
        }
        let name =
            text::clean(&name).unwrap_or_else(|| format!("Sheet{}", book.sheets.len().saturating_add(1)));
        let hidden = xml::attribute(start, "style-name").is_some_and(|style| hidden_styles.contains(&style));
        book.sheets.push(RawSheet { name, hidden, ..RawSheet::default() });
        let Some(sheet) = book.sheets.last_mut() else { return Ok(()) };
        let mut table = Table { sheet, budget, row: 0, col: 0, hidden_from: 0 };
        table.rows(xml)
    }

    /// Columns and rows, up to the table's end.
    fn rows(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        let outer = xml.depth().saturating_sub(1);
        while xml.depth() > outer {
            let Some(event) = xml.next()? else { break };
            let Event::Start(element) = event else { continue };
            match element.local_name().as_ref() {
                "table-column" => {
                    let last = self.hidden_from.saturating_add(repeats(&element, "number-columns-repeated"));
                    if is_collapsed(&element) {
                        self.budget.mark()?;
                        let end = last.saturating_sub(1);
                        limits::hide(&mut self.sheet.hidden_cols, self.hidden_from, end, limits::COLS);
                    }
                    self.hidden_from = last;
                }
                "table-row" => self.row(xml, &element)?,
                "shapes" | "forms" | "named-expressions" | "scenario" | "conditional-formats" => {
                    xml.skip()?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// One row, as often as it is repeated.
    fn row(&mut self, xml: &mut Xml<'_>, start: &BytesStart<'_>) -> Result<(), Stop> {
        let repeated = repeats(start, "number-rows-repeated");
        let end = self.row.saturating_add(repeated);
        if is_collapsed(start) {
            self.budget.mark()?;
            limits::hide(&mut self.sheet.hidden_rows, self.row, end.saturating_sub(1), limits::ROWS);
        }
        self.col = 0;
        let mut filled = Vec::new();
        let outer = xml.depth().saturating_sub(1);
        let mut outcome = Ok(());
        while xml.depth() > outer && outcome.is_ok() {
            outcome = match xml.next() {
                Ok(Some(Event::Start(element))) => match element.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => self.cell(xml, &element, &mut filled),
                    _ => Ok(()),
                },
                Ok(Some(_)) => Ok(()),
                Ok(None) => break,
                Err(fault) => Err(fault.into()),
            };
        }
        self.fill(&filled, end)?;
        self.row = end;
        outcome
    }

    /// Puts a row's values into every row up to `end`.
    fn fill(&mut self, filled: &[Filled], end: u32) -> Result<(), Stop> {
        if filled.is_empty() {
            return Ok(());
        }
        for row in self.row..end.min(limits::ROWS) {
            for cell in filled {
                let last = cell.col.saturating_add(cell.repeated).min(limits::COLS);
                for col in cell.col..last {
                    self.budget.put(self.sheet, (row, col), cell.value.clone())?;
                }
            }
        }
        Ok(())
    }

    /// One cell, as often as it is repeated.
    fn cell(
        &mut self,
        xml: &mut Xml<'_>,
        start: &BytesStart<'_>,
        filled: &mut Vec<Filled>,
    ) -> Result<(), Stop> {
        let repeated = repeats(start, "number-columns-repeated");
        let at = (self.row, self.col);
        self.col = self.col.saturating_add(repeated);
        let rows = repeats(start, "number-rows-spanned");
        let cols = repeats(start, "number-columns-spanned");
        if rows > 1 || cols > 1 {
            let (bottom, right) = (at.0.saturating_add(rows - 1), at.1.saturating_add(cols - 1));
            self.budget.merge(self.sheet, Extent { top: at.0, left: at.1, bottom, right })?;
        }
        let mut words = Words::default();
        words.read(xml)?;
        if let Some(comment) = words.comment.take().and_then(|comment| text::clean(comment.trim())) {
            self.budget.comment(self.sheet, at, comment)?;
        }
        if let Some(value) = value(start, &words) {
            filled.push(Filled { col: at.1, repeated, value });
        }
        Ok(())
    }
}

/// How often an element stands for itself; once where it does not say.
fn repeats(element: &BytesStart<'_>, name: &str) -> u32 {
    xml::number(element, name).unwrap_or(1).max(1)
}

/// Whether a row or column is hidden, by hand or by a filter.
fn is_collapsed(element: &BytesStart<'_>) -> bool {
    xml::attribute(element, "visibility").is_some_and(|value| matches!(value.as_str(), "collapse" | "filter"))
}

/// A cell's value by its type; `None` where it is blank.
fn value(start: &BytesStart<'_>, words: &Words) -> Option<CellValue> {
    let shown = || words.text();
    let number = || xml::attribute(start, "value")?.trim().parse::<f64>().ok().filter(|n| n.is_finite());
    if start.attributes_raw().contains("calcext:value-type=\"error\"") {
        return Some(CellValue::Error(text::clean(&shown()).unwrap_or_else(|| "#ERROR!".to_owned())));
    }
    let kind = xml::attribute(start, "value-type").unwrap_or_default();
    let typed = match kind.as_str() {
        "float" if matches!(shown().as_str(), "TRUE" | "FALSE") => Some(CellValue::Flag(shown() == "TRUE")),
        "float" | "currency" => number().map(CellValue::Number),
        "percentage" => number().map(|number| super::number::NumberFormat::Percent.value(number, false)),
        "date" => xml::attribute(start, "date-value").and_then(|date| iso_date(&date)).map(CellValue::Date),
        "time" => xml::attribute(start, "time-value").and_then(|time| duration(&time)).map(CellValue::Time),
        "boolean" => xml::attribute(start, "boolean-value").map(|flag| CellValue::Flag(flag == "true")),
        "string" if !words.any => xml::attribute(start, "string-value").and_then(|text| text::value(&text)),
        _ => None,
    };
    typed.or_else(|| text::value(&shown()))
}

/// A duration such as `PT09H30M00S` as a clock shows it.
fn duration(text: &str) -> Option<String> {
    let mut rest = text.strip_prefix("PT")?;
    let mut seconds = 0_i64;
    for (unit, factor) in [('H', 3_600), ('M', 60), ('S', 1)] {
        if let Some((count, behind)) = rest.split_once(unit) {
            let whole = count.split(['.', ',']).next()?;
            seconds = seconds.checked_add(whole.parse::<i64>().ok()?.checked_mul(factor)?)?;
            rest = behind;
        }
    }
    (seconds >= 0).then(|| clock(seconds))
}

/// A cell's paragraphs and its comment.
#[derive(Default)]
struct Words {
    paragraphs: Vec<String>,
    any: bool,
    comment: Option<String>,
}

impl Words {
    /// What the cell just started holds, its end included.
    fn read(&mut self, xml: &mut Xml<'_>) -> Result<(), Stop> {
        let outer = xml.depth().saturating_sub(1);
        while xml.depth() > outer {
            let Some(event) = xml.next()? else { break };
            let Event::Start(element) = event else { continue };
            match element.local_name().as_ref() {
                "p" | "h" => {
                    self.any = true;
                    let paragraph = paragraph(xml)?;
                    self.paragraphs.push(paragraph);
                }
                "annotation" => {
                    let mut inner = Words::default();
                    inner.read(xml)?;
                    self.comment = Some(inner.text());
                }
                "list" | "list-item" | "section" => {}
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    /// The paragraphs as lines.
    fn text(&self) -> String {
        self.paragraphs.join("\n")
    }
}

/// The text of the paragraph just started. White space counts as one space, as in
/// every reader of the format, and not at all at the paragraph's ends.
fn paragraph(xml: &mut Xml<'_>) -> Result<String, Stop> {
    let outer = xml.depth().saturating_sub(1);
    let mut out = String::new();
    let mut loose = String::new();
    while xml.depth() > outer {
        let Some(event) = xml.next()? else { break };
        match &event {
            Event::Start(element) => {
                let literal = match element.local_name().as_ref() {
                    "s" => " ".repeat(
                        usize::try_from(xml::number(element, "c").unwrap_or(1).min(255)).unwrap_or(1),
                    ),
                    "tab" => "\t".to_owned(),
                    "line-break" => "\n".to_owned(),
                    "annotation" | "frame" | "custom-shape" | "ruby-text" | "note" => {
                        xml.skip()?;
                        continue;
                    }
                    _ => continue,
                };
                collapse(&take(&mut loose), &mut out);
                out.push_str(&literal);
            }
            Event::End(_) => {}
            event => xml::push_text(event, &mut loose),
        }
    }
    collapse(&loose, &mut out);
    out.truncate(out.trim_end_matches(' ').len());
    Ok(out)
}

/// Adds text with every run of white space as one space.
fn collapse(text: &str, out: &mut String) {
    for c in text.chars() {
        if !matches!(c, ' ' | '\t' | '\n' | '\r') {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with([' ', '\n', '\t']) {
            out.push(' ');
        }
    }
}
