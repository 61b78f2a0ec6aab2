//! What a workbook's own part lists: its worksheets, where their parts are, how
//! numbers are shown, and which strings cells share.

use std::collections::{BTreeMap, BTreeSet};

use quick_xml::events::Event;

use crate::model::{RawBook, Remark};

use super::Unreadable;
use super::limits;
use super::number::NumberFormat;
use super::text;
use super::xlsx_struck;
use super::xml::{self, Xml};
use super::zipped::{Package, PartFault};

/// What the workbook's own part says.
pub(super) struct Outline {
    pub(super) format: &'static str,
    folder: String,
    links: BTreeMap<String, Link>,
    pub(super) sheets: Vec<Listed>,
    pub(super) from_1904: bool,
    /// Formulas are to be worked out when the workbook is opened.
    pub(super) worked_out_anew: bool,
    /// The sheet that the workbook opens on, from 0.
    pub(super) opens_on: usize,
    /// Its list of sheets breaks off.
    broken: bool,
}

/// A worksheet that the workbook lists.
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) hidden: bool,
    pub(super) part: String,
}

/// A relationship from one part to another.
pub(super) struct Link {
    /// The last word of its type, such as `worksheet`.
    pub(super) kind: String,
    /// The part it leads to.
    pub(super) part: String,
}

impl Outline {
    /// Reads the workbook's part, wherever the package keeps it.
    pub(super) fn read(package: &mut Package<'_>) -> Result<Self, Unreadable> {
        let root = links(package, "", "_rels/.rels");
        let named = root.into_values().find(|link| link.kind == "officeDocument").map(|link| link.part);
        let part = named
            .filter(|part| package.has(part))
            .or_else(|| package.names().find(|name| name.ends_with("workbook.xml")).map(str::to_owned))
            .unwrap_or_default();
        let workbook = package.unpack(&part).map_err(|fault| fault.refuse("xlsx"))?;
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", &part));
        let links = links(package, folder, &format!("{folder}/_rels/{name}.rels"));
        let with_macros = package.names().any(|name| name.ends_with("vbaproject.bin"))
            || package
                .unpack("[Content_Types].xml")
                .is_ok_and(|types| text::decode(&types).contains("macroEnabled"));
        let mut outline = Self {
            format: if with_macros { "xlsm" } else { "xlsx" },
            folder: folder.to_owned(),
            links,
            sheets: Vec::new(),
            from_1904: false,
            worked_out_anew: false,
            opens_on: 0,
            broken: false,
        };
        outline.list(&text::decode(&workbook), package);
        outline.list_linked();
        limits::sheets(outline.sheets.len()).map_err(|exhausted| exhausted.refuse(outline.format))?;
        if outline.sheets.is_empty() {
            return Err(Unreadable::damaged(outline.format, "it has no worksheet"));
        }
        Ok(outline)
    }

    /// Lists the worksheets; what is no worksheet is left out.
    fn list(&mut self, workbook: &str, package: &Package<'_>) {
        let mut xml = Xml::new(workbook);
        loop {
            let element = match xml.next() {
                Ok(Some(Event::Start(element))) => element,
                Ok(Some(_)) => continue,
                Ok(None) => break,
                Err(_) => {
                    self.broken = true;
                    break;
                }
            };
            match element.local_name().as_ref() {
                "workbookView" => {
                    let tab = xml::number(&element, "activeTab").and_then(|tab| usize::try_from(tab).ok());
                    self.opens_on = tab.unwrap_or(0);
                }
                "calcPr" => self.worked_out_anew |= xml::flag(&element, "fullCalcOnLoad"),
                "workbookPr" => self.from_1904 |= xml::flag(&element, "date1904"),
                "sheet" => {
                    let number = self.sheets.len() + 1;
                    let state = xml::attribute(&element, "state").unwrap_or_default();
                    let name = xml::attribute(&element, "name").and_then(|name| text::clean(&name));
                    let link = xml::attribute(&element, "id").and_then(|id| self.links.get(&id));
                    let usual = format!("{}/worksheets/sheet{number}.xml", self.folder);
                    let part = match link {
                        Some(link) if is_other_sheet(&link.kind) => continue,
                        Some(link) => link.part.clone(),
                        None if package.has(&usual) => usual,
                        None => String::new(),
                    };
                    let name = name.unwrap_or_else(|| format!("Sheet{number}"));
                    self.sheets.push(Listed { name, hidden: state.to_lowercase().contains("hidden"), part });
                }
                _ => {}
            }
        }
    }

    /// Lists worksheets that the workbook leads to, where its own list breaks off before them.
    fn list_linked(&mut self) {
        if !self.broken {
            return;
        }
        for link in self.links.values().filter(|link| link.kind == "worksheet") {
            let number = self.sheets.len() + 1;
            if self.sheets.iter().all(|sheet| sheet.part != link.part) {
                let name = format!("Sheet{number}");
                self.sheets.push(Listed { name, hidden: false, part: link.part.clone() });
            }
        }
    }

    /// The part of a kind that the workbook names, or that is usually there.
    pub(super) fn part(&self, kind: &str, usual: &str) -> String {
        let named = self.links.values().find(|link| link.kind == kind).map(|link| link.part.clone());
        named.unwrap_or_else(|| format!("{}/{usual}", self.folder))
    }

    /// How numbers are shown, by style, and the styles that are struck through.
    pub(super) fn formats(
        &self,
        package: &mut Package<'_>,
        book: &mut RawBook,
    ) -> (Vec<NumberFormat>, BTreeSet<u32>) {
        let part = package.unpack(&self.part("styles", "styles.xml"));
        if let Err(PartFault::Damaged | PartFault::Large) = part {
            book.remarks.push(Remark {
                sheet: None,
                cell: None,
                found: "damaged styles".to_owned(),
                message: "The workbook's number formats could not be read: dates and percentages appear as \
                          plain numbers. Ask the council for a fresh copy."
                    .to_owned(),
            });
        }
        let told = |part: Vec<u8>| {
            let text = text::decode(&part);
            (number_formats(&text), xlsx_struck::styles(&text))
        };
        part.map(told).unwrap_or_default()
    }

    /// The strings that cells share.
    pub(super) fn strings(
        &self,
        package: &mut Package<'_>,
        book: &mut RawBook,
    ) -> Result<Vec<u8>, Unreadable> {
        match package.unpack(&self.part("sharedStrings", "sharedStrings.xml")) {
            Ok(part) => Ok(part),
            Err(PartFault::Missing) => Ok(Vec::new()),
            Err(PartFault::Damaged) => {
                book.remarks.push(Remark {
                    sheet: None,
                    cell: None,
                    found: "damaged texts".to_owned(),
                    message: "The workbook's texts could not be read. Ask the council for a fresh copy."
                        .to_owned(),
                });
                Ok(Vec::new())
            }
            Err(fault) => Err(fault.refuse(self.format)),
        }
    }
}

/// Sheets that hold a chart, a dialog or a macro, and no cells to read.
pub(super) fn is_other_sheet(kind: &str) -> bool {
    matches!(kind, "chartsheet" | "dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet")
}

/// A part's relationships by their ids.
pub(super) fn links(package: &mut Package<'_>, folder: &str, part: &str) -> BTreeMap<String, Link> {
    let Ok(part) = package.unpack(part) else { return BTreeMap::new() };
    let part = text::decode(&part);
    let mut links = BTreeMap::new();
    let mut xml = Xml::new(&part);
    while let Ok(Some(event)) = xml.next() {
        let Event::Start(element) = event else { continue };
        if element.local_name().as_ref() != "Relationship" {
            continue;
        }
        let [id, kind, target] = ["Id", "Type", "Target"].map(|name| xml::attribute(&element, name));
        let external = xml::attribute(&element, "TargetMode").is_some_and(|mode| mode == "External");
        if let (Some(id), Some(kind), Some(target), false) = (id, kind, target, external) {
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            links.insert(id, Link { kind, part: resolve(folder, &target) });
        }
    }
    links
}

/// A target as seen from a folder, without `.` and `..`; it never leaves the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let whole = if target.starts_with('/') { target } else { format!("{folder}/{target}") };
    let mut steps = Vec::new();
    for step in whole.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

/// The number formats of the cell styles, in order.
fn number_formats(styles: &str) -> Vec<NumberFormat> {
    let mut own = BTreeMap::new();
    let mut formats = Vec::new();
    let mut within_cells = false;
    let mut xml = Xml::new(styles);
    while let Ok(Some(event)) = xml.next() {
        match event {
            Event::Start(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let code = xml::attribute(&element, "formatCode");
                    if let (Some(id), Some(code)) = (xml::number(&element, "numFmtId"), code) {
                        own.insert(id, NumberFormat::of_code(&code));
                    }
                }
                "cellXfs" => within_cells = true,
                "xf" if within_cells => {
                    let id = xml::number(&element, "numFmtId").unwrap_or(0);
                    formats.push(own.get(&id).copied().unwrap_or_else(|| NumberFormat::of_builtin(id)));
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => break,
            _ => {}
        }
    }
    formats
}
