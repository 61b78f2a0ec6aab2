//! Open Document spreadsheets, packaged or flat, read here: one pass over the
//! content, in which a repeat costs nothing unless it repeats a value.

use std::collections::BTreeSet;

use quick_xml::events::Event;

use crate::model::{RawBook, Remark};

use super::Unreadable;
use super::limits::{self, Budget, Exhausted};
use super::ods_sheet::Table;
use super::text;
use super::xlsx::{damaged_sheet, refuse_if_nothing};
use super::xml::{self, Xml, XmlFault};
use super::zipped::{Package, PartFault};

/// Reads a packaged spreadsheet.
pub(super) fn read(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    let mut package =
        Package::open(bytes).map_err(|_| Unreadable::damaged("ods", "its list of parts cannot be read"))?;
    if let Ok(manifest) = package.unpack("META-INF/manifest.xml")
        && text::decode(&manifest).contains("encryption-data")
    {
        return Err(Unreadable::protected("ods"));
    }
    if !package.has("content.xml") && package.has("encrypted-package") {
        return Err(Unreadable::protected("ods"));
    }
    let content = package.unpack("content.xml").map_err(|fault| match fault {
        PartFault::Damaged => Unreadable::damaged("ods", "its content does not unpack"),
        fault => fault.refuse("ods"),
    })?;
    from_content(&text::decode(&content))
}

/// Reads a spreadsheet that is one XML file.
pub(super) fn read_flat(bytes: &[u8]) -> Result<RawBook, Unreadable> {
    from_content(&text::decode(bytes))
}

/// Why a content part is not read to its end.
pub(super) enum Stop {
    /// It breaks off.
    Fault(XmlFault),
    /// It asks for too much.
    Exhausted(Exhausted),
}

impl From<XmlFault> for Stop {
    fn from(fault: XmlFault) -> Self {
        Self::Fault(fault)
    }
}

impl From<Exhausted> for Stop {
    fn from(exhausted: Exhausted) -> Self {
        Self::Exhausted(exhausted)
    }
}

/// Reads the tables of a content part.
fn from_content(content: &str) -> Result<RawBook, Unreadable> {
    let mut book = RawBook { format: "ods".to_owned(), ..RawBook::default() };
    let mut hidden_styles = BTreeSet::new();
    let mut budget = Budget::new();
    let mut xml = Xml::new(content);
    match tables(&mut xml, &mut book, &mut hidden_styles, &mut budget) {
        Ok(()) => {}
        Err(Stop::Exhausted(exhausted)) => return Err(exhausted.refuse("ods")),
        Err(Stop::Fault(fault)) if book.sheets.is_empty() => {
            return Err(Unreadable::damaged("ods", fault.what()));
        }
        Err(Stop::Fault(_)) => book.remarks.extend(book.sheets.last().map(damaged_sheet)),
    }
    for sheet in &mut book.sheets {
        limits::finish(sheet);
    }
    book.remarks.extend(budget.remark());
    refuse_if_nothing(book, "ods")
}

/// All tables, in order, until the end or a fault.
fn tables(
    xml: &mut Xml<'_>,
    book: &mut RawBook,
    hidden_styles: &mut BTreeSet<String>,
    budget: &mut Budget,
) -> Result<(), Stop> {
    let mut style = None;
    let mut entities = false;
    while let Some(event) = xml.next()? {
        let element = match event {
            Event::Start(element) => element,
            Event::DocType(doctype) => {
                entities |= doctype.contains("<!ENTITY");
                continue;
            }
            _ => continue,
        };
        match element.local_name().as_ref() {
            "style" => style = xml::attribute(&element, "name"),
            "table-properties" if xml::attribute(&element, "display").as_deref() == Some("false") => {
                hidden_styles.extend(style.take());
            }
            "dde-links" | "consolidation" | "tracked-changes" | "database-ranges" | "forms" => xml.skip()?,
            "table" => {
                limits::sheets(book.sheets.len() + 1)?;
                Table::read(xml, &element, book, hidden_styles, budget)?;
            }
            _ => {}
        }
    }
    if entities {
        book.remarks.push(Remark {
            sheet: None,
            cell: None,
            found: "entities defined by the document itself".to_owned(),
            message: "The file defines abbreviations of its own, which no spreadsheet program writes; they \
                      were left out. Check its texts."
                .to_owned(),
        });
    }
    Ok(())
}
