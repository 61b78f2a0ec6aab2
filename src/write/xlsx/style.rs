//! How everything looks, in one place.
//!
//! The scale of blues keeps its order for readers who see few colours and on grey
//! paper; the contrast colour differs from it in lightness as well as in hue.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline, Worksheet, XlsxError};

use crate::publish::book::{Edition, Shade, Tone};

/// The typeface: everywhere to be had, with free fonts of the same widths.
pub(super) const FONT: &str = "Arial";
/// The size in points that line heights are measured at: the working edition's.
pub(super) const POINTS: u32 = 10;
/// The size that the guidance on statistics in spreadsheets asks for.
const PUBLIC_POINTS: u32 = 12;
/// The height of one line of it.
pub(super) const LINE_PIXELS: u32 = 17;
/// The width of a column nobody sized.
pub(super) const DEFAULT_COLUMN_PIXELS: u32 = 64;

const PAPER: u32 = 0x00FF_FFFF;
const INK: u32 = 0x0B_0C_0C;
const DEEP: u32 = 0x12_43_6D;
const RULE: u32 = 0xB1_B4_B6;
const PALE: u32 = 0xE9_F0_F7;
const FILL_IN: u32 = 0xFF_F8_DC;
const LINK: u32 = 0x1D_5A_A8;
const QUIET: u32 = 0x50_5A_5F;
const STEPS: [u32; 4] = [DEEP, 0x20_73_BC, 0x6B_AC_E6, 0xC9_E0_F5];
const CONTRAST: u32 = 0xF4_9A_25;
const GREY: u32 = 0xBF_C1_C3;

/// What a cell is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Title,
    About,
    Back,
    Heading,
    Paragraph,
    Label,
    Header,
    HeaderNumber,
    Body,
    /// Left for people to fill in.
    Entry,
    /// What programs know a row by.
    Key,
    Total,
}

/// How a cell's content is written and aligned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    pub(super) role: Role,
    pub(super) right: bool,
    pub(super) linked: bool,
    pub(super) number: Number,
    /// The shorthand after a number.
    pub(super) marker: String,
}

/// How a number is written; looks are compared at each cell, and so have no text of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Number {
    None,
    Date,
    Percent,
    Whole,
    Decimals,
}

impl Look {
    /// The look of words in this role.
    pub(super) fn words(role: Role) -> Self {
        let right = role == Role::HeaderNumber;
        Self { role, right, linked: false, number: Number::None, marker: String::new() }
    }

    /// Excel's number format; none for words.
    fn number_format(&self) -> Option<String> {
        let number = match self.number {
            Number::None => return None,
            Number::Date => return Some("d mmmm yyyy".to_owned()),
            Number::Percent => "0.0%",
            Number::Whole => "#,##0",
            Number::Decimals => "#,##0.00",
        };
        let marker = self.marker.replace('"', "");
        Some(if marker.is_empty() { number.to_owned() } else { format!("{number}\" {marker}\"") })
    }
}

/// The formats made so far, so that each is made once.
pub(super) struct Styles {
    edition: Edition,
    made: BTreeMap<Look, Format>,
}

impl Styles {
    pub(super) fn new(edition: Edition) -> Self {
        Self { edition, made: BTreeMap::new() }
    }

    /// The format of a look.
    pub(super) fn get(&mut self, look: Look) -> &Format {
        let edition = self.edition;
        self.made.entry(look).or_insert_with_key(|look| match edition {
            Edition::Working => format(look),
            Edition::Public => plain_format(look),
        })
    }
}

/// The looks of a sheet's cells, kept until all of it is written: to look up a format
/// costs more than to write a cell, so that each is looked up once for all the cells of a
/// column that follow one another.
#[derive(Default)]
pub(super) struct Worn {
    /// Runs that have come to their end, and their columns.
    ended: Vec<(u16, Run)>,
    /// By column, the run that may go on.
    last: Vec<Option<Run>>,
}

/// Cells of a column that follow one another and look alike.
struct Run {
    first: u32,
    last: u32,
    look: Look,
}

impl Worn {
    /// Notes the look of a cell.
    pub(super) fn add(&mut self, (row, col): (u32, u16), look: Look) {
        let place = usize::from(col);
        if self.last.len() <= place {
            self.last.resize_with(place + 1, || None);
        }
        let Some(current) = self.last.get_mut(place) else { return };
        match current {
            Some(run) if run.last + 1 == row && run.look == look => run.last = row,
            _ => {
                let before = current.replace(Run { first: row, last: row, look });
                self.ended.extend(before.map(|run| (col, run)));
            }
        }
    }

    /// Gives the cells their formats.
    pub(super) fn dress(self, page: &mut Worksheet, styles: &mut Styles) -> Result<(), XlsxError> {
        let last = (0..).zip(self.last).filter_map(|(col, run)| Some((col, run?)));
        for (col, run) in self.ended.into_iter().chain(last) {
            page.set_range_format(run.first, col, run.last, col, styles.get(run.look))?;
        }
        Ok(())
    }
}

/// The workbook's default.
pub(super) fn default_format(edition: Edition) -> Format {
    Format::new().set_font_name(FONT).set_font_size(points(edition))
}

/// The size of text in points.
pub(super) fn points(edition: Edition) -> u32 {
    match edition {
        Edition::Working => POINTS,
        Edition::Public => PUBLIC_POINTS,
    }
}

/// How cells are set off by what they say.
pub(super) fn tone(tone: Tone) -> Format {
    let plain = Format::new();
    match tone {
        Tone::Strong => plain.set_background_color(0x7F_B5_E6).set_font_color(INK).set_bold(),
        Tone::Medium => plain.set_background_color(0xB8_D6_F2).set_font_color(INK),
        Tone::Light => plain.set_background_color(0xE2_EE_F9).set_font_color(INK),
        Tone::Muted => plain.set_font_color(QUIET).set_italic(),
        Tone::Alert => plain.set_background_color(0x80_16_50).set_font_color(PAPER).set_bold(),
        Tone::Warn => plain.set_background_color(0xFB_E3_C4).set_font_color(INK),
    }
}

/// How a figure is set off that carries a marker.
pub(super) fn marked() -> Format {
    Format::new().set_font_color(DEEP).set_italic()
}

/// The colour of bars behind numbers, on which these can be read.
pub(super) fn bar() -> Color {
    Color::RGB(0xC9_E0_F5)
}

/// The colour of a series.
pub(super) fn shade(shade: Shade) -> u32 {
    match shade {
        Shade::Step(step) => STEPS.get(usize::from(step)).copied().unwrap_or(GREY),
        Shade::Contrast => CONTRAST,
        Shade::Grey => GREY,
        Shade::Open => DEEP,
    }
}

/// The colour in which a number can be read on a series.
pub(super) fn on_shade(shade: Shade) -> u32 {
    match shade {
        Shade::Step(0 | 1) => PAPER,
        _ => INK,
    }
}

/// The colour of chart text.
pub(super) fn ink() -> Color {
    Color::RGB(INK)
}

/// The colour of thin lines.
pub(super) fn rule() -> Color {
    Color::RGB(0xD8_DA_DC)
}

/// The size of a role's text in points, and whether it is bold.
pub(super) fn weight(role: Role, edition: Edition) -> (u32, bool) {
    let text = points(edition);
    match role {
        Role::Title => (16, true),
        Role::Heading => (text + 2, true),
        Role::Label | Role::Header | Role::HeaderNumber | Role::Total => (text, true),
        Role::About | Role::Back | Role::Paragraph | Role::Body | Role::Entry => (text, false),
        Role::Key => (text - 2, false),
    }
}

fn format(look: &Look) -> Format {
    let (points, bold) = weight(look.role, Edition::Working);
    let mut format = default_format(Edition::Working).set_font_size(points).set_align(FormatAlign::Top);
    if bold {
        format = format.set_bold();
    }
    format = match look.role {
        Role::Title | Role::Heading => format.set_font_color(DEEP),
        Role::About => format.set_text_wrap().set_font_color(QUIET),
        Role::Back => format,
        Role::Paragraph | Role::Label => format.set_text_wrap(),
        Role::Header | Role::HeaderNumber => format
            .set_text_wrap()
            .set_font_color(PAPER)
            .set_background_color(DEEP)
            .set_border_left(FormatBorder::Thin)
            .set_border_left_color(PAPER)
            .set_border_right(FormatBorder::Thin)
            .set_border_right_color(PAPER),
        Role::Body => {
            format.set_text_wrap().set_border_bottom(FormatBorder::Hair).set_border_bottom_color(RULE)
        }
        Role::Entry => format
            .set_text_wrap()
            .set_background_color(FILL_IN)
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE),
        Role::Key => format.set_font_color(RULE),
        Role::Total => format
            .set_text_wrap()
            .set_background_color(PALE)
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(DEEP)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(DEEP),
    };
    format = format.set_align(match (look.role, look.right) {
        // Cut off at the cell's edge, whatever stands beside it.
        (Role::Key, _) => FormatAlign::Fill,
        (_, true) => FormatAlign::Right,
        (_, false) => FormatAlign::Left,
    });
    if !look.right && matches!(look.role, Role::Header | Role::Body | Role::Entry | Role::Total) {
        // Set in from the edge, so that words do not touch the number before them.
        format = format.set_indent(1);
    }
    if look.linked {
        format = format.set_font_color(LINK);
        if !look.right {
            format = format.set_underline(FormatUnderline::Single);
        }
    }
    match look.number_format() {
        None => format,
        Some(number) => format.set_num_format(number),
    }
}

/// The public edition's: black on white, told apart by weight and alignment alone.
fn plain_format(look: &Look) -> Format {
    let (points, bold) = weight(look.role, Edition::Public);
    let mut format = default_format(Edition::Public).set_font_size(points).set_align(FormatAlign::Top);
    if bold {
        format = format.set_bold();
    }
    if matches!(look.role, Role::Header | Role::HeaderNumber | Role::Body) {
        format = format.set_text_wrap();
    }
    if matches!(look.role, Role::Header | Role::HeaderNumber) {
        format = format.set_border_bottom(FormatBorder::Thin);
    }
    format = format.set_align(if look.right { FormatAlign::Right } else { FormatAlign::Left });
    if look.linked {
        format = format.set_font_color(LINK).set_underline(FormatUnderline::Single);
    }
    match look.number_format() {
        None => format,
        Some(number) => format.set_num_format(number),
    }
}
