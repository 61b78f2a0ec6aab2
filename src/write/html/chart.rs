//! Charts as SVG, drawn by `plotters`. What it writes as colours becomes classes, so that
//! the page's style decides how a chart looks in the light, in the dark and on paper; and
//! what a chart shows is said in words beside it.

use plotters::coord::Shift;
use plotters::prelude::{
    DrawingArea, DrawingBackend, IntoDrawingArea, RGBColor, Rectangle, SVGBackend, ShapeStyle, Text,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, TextStyle};

use crate::publish::book::{Book, Cell, Chart, ChartKind, Shade, Unit, Value};
use crate::write::markup::Markup;

const WIDTH: i32 = 860;
/// Where bars begin; names stand to the left.
const LEFT: i32 = 350;
/// What is kept free on the right for the last number.
const RIGHT: i32 = 76;
/// The height of a bar, and of what is free between one and the next.
const BAR: i32 = 18;
const GAP: i32 = 12;
/// The height of the legend.
const LEGEND: i32 = 30;
const FONT: &str = "sans-serif";
const SIZE: i32 = 13;

/// Stand-ins for what the page's style decides, and the classes they become.
const INK: RGBColor = RGBColor(1, 1, 1);
const AXIS: RGBColor = RGBColor(1, 1, 2);
static CLASSES: [(RGBColor, &str); 11] = [
    (INK, "ink"),
    (AXIS, "axis"),
    (RGBColor(1, 2, 0), "step0"),
    (RGBColor(1, 2, 1), "step1"),
    (RGBColor(1, 2, 2), "step2"),
    (RGBColor(1, 2, 3), "step3"),
    (RGBColor(1, 2, 4), "contrast"),
    (RGBColor(1, 2, 5), "grey"),
    (RGBColor(1, 2, 6), "open"),
    (RGBColor(1, 2, 7), "light-ink"),
    (RGBColor(1, 2, 8), "dark-ink"),
];

/// A chart with what it shows in words.
pub(super) fn figure(page: &mut Markup, chart: &Chart, book: &Book, id: &str) {
    let data = Data::of(chart, book);
    if data.names.is_empty() {
        return;
    }
    let (title, desc) = (format!("{id}-title"), format!("{id}-desc"));
    let frame = format!("Chart: {}", chart.title);
    let view = format!("0 0 {WIDTH} {}", height(chart, &data));
    page.tag("figure", &[], |page| {
        page.words("figcaption", &[], &chart.title);
        let region =
            [("class", "scroll"), ("role", "region"), ("tabindex", "0"), ("aria-label", frame.as_str())];
        page.tag("div", &region, |page| {
            let described = format!("{title} {desc}");
            let svg = [("viewBox", view.as_str()), ("role", "img"), ("aria-labelledby", &described)];
            page.tag("svg", &svg, |page| {
                page.words("title", &[("id", &title)], &chart.title);
                page.words("desc", &[("id", &desc)], &chart.alt);
                page.own(&draw(chart, &data));
            });
        });
    });
}

/// A series: its name, its shade, and for each category its size and what is written on it.
type Bars = (String, Shade, Vec<(i64, String)>);

/// The numbers of a chart, in hundredths; nothing where a figure is not known.
struct Data {
    names: Vec<String>,
    series: Vec<Bars>,
}

impl Data {
    fn of(chart: &Chart, book: &Book) -> Self {
        let names = book.cells(chart.categories).map(|cell| cell.reads(false).replace('\n', " "));
        let series = chart.series.iter().map(|series| {
            let values = book.cells(series.values).map(|cell| (size(cell), label(cell, chart.unit)));
            (series.name.clone(), series.shade, values.collect())
        });
        Self { names: names.collect(), series: series.collect() }
    }

    /// The longest bar there is.
    fn most(&self, kind: ChartKind) -> i64 {
        let of = |row: usize| self.series.iter().filter_map(move |(_, _, values)| Some(values.get(row)?.0));
        let rows = 0..self.names.len();
        let longest = match kind {
            ChartKind::StackedBars => rows.map(|row| of(row).sum()).max(),
            ChartKind::Bars => rows.flat_map(of).max(),
        };
        longest.unwrap_or(0).max(1)
    }
}

fn size(cell: &Cell) -> i64 {
    match cell.value {
        Value::Number(number) | Value::Money(number) | Value::Percent(number) => number.max(0),
        _ => 0,
    }
}

fn label(cell: &Cell, unit: Unit) -> String {
    match (&cell.value, unit) {
        (Value::Number(0) | Value::Money(0) | Value::Percent(0), _) => String::new(),
        (Value::Money(_), Unit::Money) => format!("£{}", cell.reads(false)),
        _ => cell.reads(false),
    }
}

fn rows(chart: &Chart, data: &Data) -> i32 {
    let bars = if chart.kind == ChartKind::Bars { data.series.len() } else { 1 };
    i32::try_from(bars).unwrap_or(1)
}

fn height(chart: &Chart, data: &Data) -> i32 {
    let each = rows(chart, data) * BAR + GAP;
    i32::try_from(data.names.len()).unwrap_or(1).saturating_mul(each).saturating_add(LEGEND + GAP)
}

/// The chart's shapes, without the element around them.
fn draw(chart: &Chart, data: &Data) -> String {
    let height = u32::try_from(height(chart, data)).unwrap_or(1);
    let mut text = String::new();
    {
        let area = SVGBackend::with_string(&mut text, (u32::try_from(WIDTH).unwrap_or(1), height))
            .into_drawing_area();
        // Drawing into a string cannot fail.
        let _ = bars(&area, chart, data).and_then(|()| area.present());
    }
    let inner =
        text.split_once("<svg").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(_, rest)| rest);
    let mut inner = inner.trim_end().trim_end_matches("</svg>").replace(" opacity=\"1\"", "");
    for (stand_in, class) in CLASSES {
        let RGBColor(red, green, blue) = stand_in;
        let colour = format!("#{red:02X}{green:02X}{blue:02X}");
        inner = inner
            .replace(&format!("fill=\"{colour}\""), &format!("class=\"{class}\""))
            .replace(&format!("stroke=\"{colour}\""), &format!("class=\"{class}\""));
    }
    inner
}

type Drawn<E> = Result<(), plotters::drawing::DrawingAreaErrorKind<E>>;

fn bars<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    chart: &Chart,
    data: &Data,
) -> Drawn<DB::ErrorType> {
    legend(area, data)?;
    let most = if chart.unit == Unit::Percent { 10_000 } else { data.most(chart.kind) };
    let across = |value: i64| {
        let pixels = value.saturating_mul(i64::from(WIDTH - LEFT - RIGHT)) / most;
        i32::try_from(pixels).unwrap_or(0)
    };
    let each = rows(chart, data) * BAR + GAP;
    for (row, name) in (0..).zip(&data.names) {
        let top = LEGEND + row * each;
        let middle = top + (each - GAP) / 2;
        area.draw(&Text::new(short(name), (LEFT - 10, middle), words(INK, HPos::Right)))?;
        let (mut left, mut at) = (LEFT, top);
        for (_, shade, values) in &data.series {
            let Some((value, label)) = usize::try_from(row).ok().and_then(|row| values.get(row)) else {
                continue;
            };
            let right = left + across(*value);
            let style: ShapeStyle = colour(*shade).filled();
            area.draw(&Rectangle::new([(left, at), (right, at + BAR)], style))?;
            let room = i32::try_from(label.chars().count()).unwrap_or(0) * 8;
            match chart.kind {
                ChartKind::StackedBars => {
                    if right - left > room && *shade != Shade::Open {
                        let place = (i32::midpoint(left, right), at + BAR / 2);
                        area.draw(&Text::new(label.clone(), place, words(on(*shade), HPos::Center)))?;
                    }
                    left = right;
                }
                ChartKind::Bars => {
                    area.draw(&Text::new(label.clone(), (right + 6, at + BAR / 2), words(INK, HPos::Left)))?;
                    at += BAR;
                }
            }
        }
        if chart.kind == ChartKind::StackedBars {
            let reads = total(chart, data, usize::try_from(row).unwrap_or(0));
            area.draw(&Text::new(reads, (left + 6, top + BAR / 2), words(INK, HPos::Left)))?;
        }
    }
    let axis: ShapeStyle = AXIS.stroke_width(1);
    let foot = LEGEND + i32::try_from(data.names.len()).unwrap_or(0) * each;
    area.draw(&plotters::element::PathElement::new(vec![(LEFT, LEGEND - 4), (LEFT, foot - GAP + 4)], axis))
}

/// What stands behind a stacked bar: for a share its range.
fn total(chart: &Chart, data: &Data, row: usize) -> String {
    if chart.unit != Unit::Percent {
        return String::new();
    }
    let mut of = data.series.iter().filter_map(|(_, _, values)| values.get(row));
    match (of.next(), of.next()) {
        (Some((least, label)), Some((open, _))) if *open > 0 => {
            let most = Cell::of(Value::Percent(least + open)).reads(false);
            format!("{label} to {most}")
        }
        (Some((0, label)), _) => label.clone(),
        _ => String::new(),
    }
}

fn legend<DB: DrawingBackend>(area: &DrawingArea<DB, Shift>, data: &Data) -> Drawn<DB::ErrorType> {
    let widths =
        data.series.iter().map(|(name, ..)| 34 + i32::try_from(name.chars().count()).unwrap_or(0) * 7);
    let mut left = 10.max(LEFT.min(WIDTH - widths.sum::<i32>()));
    for (name, shade, _) in &data.series {
        let style: ShapeStyle = colour(*shade).filled();
        area.draw(&Rectangle::new([(left, 4), (left + 14, 18)], style))?;
        area.draw(&Text::new(name.clone(), (left + 20, 11), words(INK, HPos::Left)))?;
        left += 34 + i32::try_from(name.chars().count()).unwrap_or(0) * 7;
    }
    Ok(())
}

fn words(colour: RGBColor, across: HPos) -> TextStyle<'static> {
    let style = TextStyle::from((FONT, SIZE).into_font()).pos(Pos::new(across, VPos::Center));
    TextStyle { color: colour.to_backend_color(), ..style }
}

/// A name as it fits beside the bars; the table beside the chart has it whole.
fn short(name: &str) -> String {
    const MOST: usize = 54;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    let mut cut: String = name.chars().take(MOST - 1).collect();
    cut.push('…');
    cut
}

fn colour(shade: Shade) -> RGBColor {
    let class = match shade {
        Shade::Step(step) => format!("step{}", step.min(3)),
        Shade::Contrast => "contrast".to_owned(),
        Shade::Grey => "grey".to_owned(),
        Shade::Open => "open".to_owned(),
    };
    named(&class)
}

/// The colour in which a number can be read on a shade.
fn on(shade: Shade) -> RGBColor {
    if matches!(shade, Shade::Step(0 | 1)) { named("light-ink") } else { named("dark-ink") }
}

fn named(class: &str) -> RGBColor {
    CLASSES.iter().find(|(_, name)| *name == class).map_or(INK, |(colour, _)| *colour)
}
