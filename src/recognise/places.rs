//! Where each section was found, for people; and which section a cell belongs to.

use serde::{Deserialize, Serialize};

use super::{Place, Recognised, Table, region};
use crate::model::{Extent, Finding, Section, address, parse_address};

/// A place where a section was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundSection {
    /// Which section.
    pub section: Section,
    /// The sheet.
    pub sheet: String,
    /// The cells it takes, such as `A5:A14`; one cell where there are no rows.
    pub cells: String,
    /// What it holds: `10 questions`, or its rows and columns.
    pub holds: String,
}

impl Recognised {
    /// Where each section was found, in the order of the questionnaire.
    #[must_use]
    pub fn places(&self) -> Vec<FoundSection> {
        let mut found: Vec<FoundSection> = self
            .areas()
            .into_iter()
            .map(|area| FoundSection {
                section: area.section,
                sheet: area.sheet.to_owned(),
                cells: range(area.extent),
                holds: area.holds,
            })
            .collect();
        found.sort_by_key(|place| place.section);
        found
    }

    /// Where the surest name of a council stands, for people.
    #[must_use]
    pub fn named_in(&self, code: &str) -> Option<String> {
        let own = self.mentions.iter().filter(|mention| mention.codes.iter().any(|one| one == code));
        let surest = own.min_by_key(|mention| (mention.codes.len(), mention.place, mention.strength))?;
        Some(match (&surest.at, surest.place) {
            (Some(at), _) => at.to_string(),
            (None, Place::FileName) => "the file's name".to_owned(),
            (None, _) => format!("the name of the sheet {}", surest.text),
        })
    }

    /// The period that the return names, as written.
    #[must_use]
    pub fn period_said(&self) -> Option<String> {
        self.labelled.iter().find(|value| value.id == "period").map(|value| value.text.clone())
    }

    /// The section whose cells a finding's cell is one of.
    pub(crate) fn section_of(&self, finding: &Finding) -> Option<Section> {
        let sheet = finding.sheet.as_deref()?;
        let (row, col) = parse_address(finding.cell.as_deref()?)?;
        let areas = self.areas();
        let own = areas.iter().find(|area| area.sheet == sheet && area.extent.contains(row, col));
        own.map(|area| area.section)
    }

    /// The cells that questions and tables take.
    fn areas(&self) -> Vec<Area<'_>> {
        let mut areas: Vec<Area> = Vec::new();
        for answer in &self.answers {
            for at in [&answer.asked_at, &answer.at] {
                let cell = Extent { top: at.row, left: at.col, bottom: at.row, right: at.col };
                match areas.iter_mut().find(|area| area.sheet == &*at.sheet) {
                    Some(area) => area.extent = around(area.extent, cell),
                    None => areas.push(Area {
                        section: Section::Practices,
                        sheet: &at.sheet,
                        extent: cell,
                        holds: String::new(),
                    }),
                }
            }
        }
        for area in &mut areas {
            let count = self.answers.iter().filter(|answer| &*answer.asked_at.sheet == area.sheet).count();
            area.holds = format!("{count} {}", if count == 1 { "question" } else { "questions" });
        }
        areas.extend(self.tables.iter().filter_map(|table| {
            Some(Area {
                section: table.section,
                sheet: &table.sheet,
                extent: region(table)?,
                holds: holds(table),
            })
        }));
        areas
    }
}

/// Cells of one section on one sheet.
struct Area<'a> {
    section: Section,
    sheet: &'a str,
    extent: Extent,
    holds: String,
}

/// A table's rows and columns, in words.
fn holds(table: &Table) -> String {
    let mut columns: Vec<String> = Vec::new();
    for id in table.ids.iter().filter(|id| !id.is_empty()) {
        let name = id.replace('_', " ");
        if !columns.contains(&name) {
            columns.push(name);
        }
    }
    let rows = if table.rows.len() == 1 { "row" } else { "rows" };
    format!("{} {rows} with {}", table.rows.len(), columns.join(", "))
}

/// The smallest rectangle around two.
fn around(one: Extent, other: Extent) -> Extent {
    Extent {
        top: one.top.min(other.top),
        left: one.left.min(other.left),
        bottom: one.bottom.max(other.bottom),
        right: one.right.max(other.right),
    }
}

/// A rectangle as Excel writes it.
fn range(extent: Extent) -> String {
    let (first, last) = (address(extent.top, extent.left), address(extent.bottom, extent.right));
    if first == last { first } else { format!("{first}:{last}") }
}
