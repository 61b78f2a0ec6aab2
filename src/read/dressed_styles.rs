//! How the cells of each format look, from the part that holds the styles.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};

use super::dressed::Look;
use super::dressed_sheet::is_raised;
use super::xml::{self, Xml};

/// More formats than Excel itself allows.
const MOST: usize = 65_536;

#[derive(Default)]
struct Styles {
    numbers: BTreeMap<u32, String>,
    fonts: Vec<Look>,
    fills: Vec<bool>,
    names: BTreeMap<u32, String>,
    formats: Vec<(Look, Option<u32>)>,
}

/// The looks of the cell formats, in order.
pub(super) fn read(part: &str) -> Vec<Look> {
    let mut styles = Styles::default();
    // The list that elements stand in: fonts, fills, cellXfs and others.
    let mut list = String::new();
    let mut xml = Xml::new(part);
    while let Ok(Some(event)) = xml.next() {
        if let Event::Start(element) = event {
            if xml.depth() == 2 {
                element.local_name().as_ref().clone_into(&mut list);
            } else {
                styles.take(&list, &element);
            }
        }
    }
    let Styles { names, formats, .. } = styles;
    let named = |style: Option<u32>| style.and_then(|style| names.get(&style)).cloned().unwrap_or_default();
    formats.into_iter().map(|(look, style)| Look { style: named(style), ..look }).collect()
}

impl Styles {
    fn take(&mut self, list: &str, element: &BytesStart<'_>) {
        if self.fonts.len() + self.fills.len() + self.formats.len() + self.numbers.len() > MOST {
            return;
        }
        match (list, element.local_name().as_ref()) {
            ("numFmts", "numFmt") => {
                let code = xml::attribute(element, "formatCode");
                self.numbers.extend(xml::number(element, "numFmtId").zip(code));
            }
            ("fonts", "font") => self.fonts.push(Look::default()),
            ("fonts", part) => {
                if let Some(font) = self.fonts.last_mut() {
                    font_part(font, part, element);
                }
            }
            ("fills", "fill") => self.fills.push(false),
            ("fills", "patternFill") => {
                let pattern = xml::attribute(element, "patternType").unwrap_or_default();
                self.fill(!pattern.is_empty() && pattern != "none");
            }
            ("fills", "gradientFill") => self.fill(true),
            ("cellXfs", "xf") => self.format(element),
            ("cellXfs", "alignment") => {
                if let Some((look, _)) = self.formats.last_mut() {
                    look.horizontal = xml::attribute(element, "horizontal").unwrap_or_default();
                    look.wraps = xml::flag(element, "wrapText");
                }
            }
            ("cellStyles", "cellStyle") => {
                self.names.extend(xml::number(element, "xfId").zip(xml::attribute(element, "name")));
            }
            _ => {}
        }
    }

    fn fill(&mut self, is_filled: bool) {
        if let Some(fill) = self.fills.last_mut() {
            *fill = is_filled;
        }
    }

    fn format(&mut self, element: &BytesStart<'_>) {
        let place = |name| xml::number(element, name).and_then(|place| usize::try_from(place).ok());
        let font = place("fontId").and_then(|font| self.fonts.get(font)).cloned().unwrap_or_default();
        let number = xml::number(element, "numFmtId").unwrap_or(0);
        let own = self.numbers.get(&number).cloned();
        let look = Look {
            is_filled: place("fillId").and_then(|fill| self.fills.get(fill)).copied().unwrap_or(false),
            number: own.unwrap_or_else(|| builtin(number).to_owned()),
            ..font
        };
        self.formats.push((look, xml::number(element, "xfId")));
    }
}

fn font_part(font: &mut Look, part: &str, element: &BytesStart<'_>) {
    let value = || xml::attribute(element, "val");
    match part {
        "name" => font.font = value().unwrap_or_default(),
        "sz" => font.size = value().and_then(|size| hundredths(&size)).unwrap_or(0),
        "vertAlign" => font.is_raised = is_raised(element),
        _ => {}
    }
}

/// `10.5` is 1050.
fn hundredths(size: &str) -> Option<u32> {
    let (whole, part) = size.trim().split_once('.').unwrap_or((size.trim(), ""));
    let part: String = format!("{part}00").chars().take(2).collect();
    whole.parse::<u32>().ok()?.checked_mul(100)?.checked_add(part.parse().ok()?)
}

/// The codes of the number formats that Excel itself knows, so far as an audit asks.
fn builtin(number: u32) -> &'static str {
    match number {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        5..=8 => "£#,##0",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14 => "dd/mm/yyyy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18..=21 => "h:mm",
        22 => "dd/mm/yyyy h:mm",
        49 => "@",
        _ => "General",
    }
}
