//! An `.xlsx` workbook with its dress: formats, tables, panes, links, properties. What an
//! audit of how a workbook is made asks for, and the reading of returns does not.
//!
//! The file is as little trusted as a return: parts are unpacked under a limit, cells and
//! marks are counted, and cells are kept one by one.

use std::collections::BTreeMap;

use quick_xml::events::Event;

use super::dressed_sheet;
use super::dressed_styles;
use super::limits::{self, Budget};
use super::separated;
use super::sniff::{self, Kind};
use super::text;
use super::xlsx_outline::{Outline, links};
use super::xml::{self, Xml};
use super::zipped::Package;
use super::{FILE_BYTES, Unreadable};
use crate::model::Extent;

/// A workbook with its dress.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Dressed {
    /// What it says of itself: `title`, `creator`, `language`.
    pub properties: BTreeMap<String, String>,
    /// Its sheets, in order.
    pub sheets: Vec<DressedSheet>,
    /// The sheet it opens on, from 0.
    pub opens_on: usize,
    /// How cells look, by the number that cells name.
    pub formats: Vec<Look>,
    /// Whether it holds macros.
    pub has_macros: bool,
}

/// How cells of a format look.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Look {
    /// The typeface.
    pub font: String,
    /// Its size in hundredths of a point.
    pub size: u32,
    /// Raised or lowered.
    pub is_raised: bool,
    /// Whether the cell is filled.
    pub is_filled: bool,
    /// The number format's code.
    pub number: String,
    /// `left`, `right`, ...; empty for what the content asks for.
    pub horizontal: String,
    /// Whether text wraps.
    pub wraps: bool,
    /// The name of the cell style, such as `Heading 1`.
    pub style: String,
}

/// One sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is one independent thing that a sheet can have")]
pub struct DressedSheet {
    /// The name on its tab.
    pub name: String,
    /// Whether the tab is hidden.
    pub is_hidden: bool,
    /// Cells that hold something, by row and column from 0.
    pub cells: BTreeMap<(u32, u32), DressedCell>,
    /// Merged regions.
    pub merges: Vec<Extent>,
    /// Rows hidden, from 0.
    pub hidden_rows: Vec<u32>,
    /// First and last of columns hidden, from 0.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Whether panes are frozen or split.
    pub has_panes: bool,
    /// Whether a filter stands on the sheet itself.
    pub has_filter: bool,
    /// Whether formats depend on what cells hold.
    pub has_conditions: bool,
    /// The selected cell; `A1` where nothing is said.
    pub cursor: String,
    /// Cells that lead somewhere.
    pub links: Vec<Extent>,
    /// Its tables.
    pub tables: Vec<DressedTable>,
    /// What lies over the cells: `picture`, `chart`, `shape`, `comment`.
    pub objects: Vec<&'static str>,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DressedCell {
    /// What it holds, as the file has it.
    pub text: String,
    /// Whether that is a number.
    pub is_number: bool,
    /// Whether a formula gives it.
    pub has_formula: bool,
    /// Whether part of its text is raised or lowered.
    pub is_raised: bool,
    /// The number of its format.
    pub format: usize,
}

/// A marked-up table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DressedTable {
    /// Its name.
    pub name: String,
    /// Its cells, header included.
    pub extent: Extent,
    /// How many header rows it has.
    pub header_rows: u32,
    /// Whether its header has filter buttons.
    pub has_filter: bool,
}

/// Reads a workbook with its dress.
///
/// # Errors
///
/// Says in a sentence why the bytes cannot be read as an `.xlsx` workbook.
pub fn read_dressed(bytes: &[u8]) -> Result<Dressed, Unreadable> {
    if u64::try_from(bytes.len()).is_ok_and(|length| length > FILE_BYTES) {
        return Err(Unreadable::too_large("unknown", "more than 64 MB"));
    }
    match sniff::kind(bytes)? {
        Kind::Xlsx => {}
        Kind::Xlsb => return Err(Unreadable::not_xlsx("xlsb")),
        Kind::Xls => return Err(Unreadable::not_xlsx("xls")),
        Kind::Ods | Kind::FlatOds => return Err(Unreadable::not_xlsx("ods")),
        Kind::Separated => return Err(separated::refused()),
    }
    let mut package =
        Package::open(bytes).map_err(|_| Unreadable::damaged("xlsx", "its package cannot be opened"))?;
    let outline = Outline::read(&mut package)?;
    let mut budget = Budget::new();
    let strings = dressed_sheet::strings(&mut package, &outline, &mut budget)?;
    let styles = package.unpack(&outline.part("styles", "styles.xml")).unwrap_or_default();
    let mut found = Dressed {
        properties: properties(&mut package),
        formats: dressed_styles::read(&text::decode(&styles)),
        opens_on: outline.opens_on,
        has_macros: outline.format == "xlsm",
        ..Dressed::default()
    };
    for listed in &outline.sheets {
        let part = package.unpack(&listed.part).map_err(|fault| fault.refuse("xlsx"))?;
        let mut sheet = DressedSheet {
            name: listed.name.clone(),
            is_hidden: listed.hidden,
            cursor: "A1".to_owned(),
            ..DressedSheet::default()
        };
        dressed_sheet::read(&text::decode(&part), &strings, &mut sheet, &mut budget)
            .map_err(|exhausted| exhausted.refuse("xlsx"))?;
        beside(&mut package, &listed.part, &mut sheet, &mut budget).map_err(|spent| spent.refuse("xlsx"))?;
        found.sheets.push(sheet);
    }
    Ok(found)
}

/// What the parts beside a sheet's add: tables, pictures, charts, comments.
fn beside(
    package: &mut Package<'_>,
    part: &str,
    sheet: &mut DressedSheet,
    budget: &mut Budget,
) -> Result<(), limits::Exhausted> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    for link in links(package, folder, &format!("{folder}/_rels/{name}.rels")).into_values() {
        budget.mark()?;
        match link.kind.as_str() {
            "table" => {
                let table = package.unpack(&link.part).unwrap_or_default();
                sheet.tables.extend(self::table(&text::decode(&table)));
            }
            "drawing" => {
                let drawing = package.unpack(&link.part).unwrap_or_default();
                objects(&text::decode(&drawing), sheet, budget)?;
            }
            "comments" | "threadedComment" => sheet.objects.push("comment"),
            "image" => sheet.objects.push("picture"),
            _ => {}
        }
    }
    sheet.tables.sort_by_key(|table| (table.extent.top, table.extent.left));
    Ok(())
}

fn table(part: &str) -> Option<DressedTable> {
    let mut xml = Xml::new(part);
    let mut found: Option<DressedTable> = None;
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        match element.local_name().as_ref() {
            // An extension of the table is called so too.
            "table" if found.is_none() => {
                let name =
                    xml::attribute(&element, "displayName").or_else(|| xml::attribute(&element, "name"));
                found = Some(DressedTable {
                    name: name.unwrap_or_default(),
                    extent: Extent::parse(&xml::attribute(&element, "ref")?)?,
                    header_rows: xml::number(&element, "headerRowCount").unwrap_or(1),
                    has_filter: false,
                });
            }
            "autoFilter" => {
                if let Some(table) = &mut found {
                    table.has_filter = true;
                }
            }
            _ => {}
        }
    }
    found
}

fn objects(part: &str, sheet: &mut DressedSheet, budget: &mut Budget) -> Result<(), limits::Exhausted> {
    let mut xml = Xml::new(part);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        let object = match element.local_name().as_ref() {
            "pic" => "picture",
            "graphicFrame" => "chart",
            "sp" | "cxnSp" => "shape",
            _ => continue,
        };
        budget.mark()?;
        sheet.objects.push(object);
    }
    Ok(())
}

/// What the package says of itself.
fn properties(package: &mut Package<'_>) -> BTreeMap<String, String> {
    let part = links(package, "", "_rels/.rels")
        .into_values()
        .find(|link| link.kind == "core-properties")
        .map_or_else(|| "docProps/core.xml".to_owned(), |link| link.part);
    let part = package.unpack(&part).unwrap_or_default();
    let part = text::decode(&part);
    let mut found = BTreeMap::new();
    let mut name = String::new();
    let mut xml = Xml::new(&part);
    while let Ok(Some(event)) = xml.next() {
        match &event {
            Event::Start(element) => element.local_name().as_ref().clone_into(&mut name),
            Event::End(_) => name.clear(),
            _ if !name.is_empty() && found.len() < 50 => {
                let mut said = String::new();
                xml::push_text(&event, &mut said);
                found.entry(name.clone()).or_insert_with(String::new).push_str(said.trim());
            }
            _ => {}
        }
    }
    found
}
