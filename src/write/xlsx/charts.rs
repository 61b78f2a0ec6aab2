//! Charts.

use rust_xlsxwriter::{
    Chart as Drawn, ChartAxisCrossing, ChartDataLabel, ChartFont, ChartFormat, ChartLayout,
    ChartLegendPosition, ChartLine, ChartPatternFill, ChartPatternFillType, ChartSeries, ChartSolidFill,
    ChartType,
};

use crate::publish::book::{Chart, ChartKind, ChartsAt, Series, Shade, Unit};
use crate::publish::formula::Area;

use super::place::Plan;
use super::style::{self, FONT};

/// A chart's width and height in pixels.
pub(super) fn size(chart: &Chart, at: ChartsAt) -> (u32, u32) {
    if at == ChartsAt::Beside {
        return (430, 390);
    }
    let count = u32::try_from(chart.count).unwrap_or(u32::MAX);
    (720, count.saturating_mul(30).saturating_add(150).clamp(300, 8000))
}

/// Draws a chart.
pub(super) fn chart(chart: &Chart, plan: &Plan, at: ChartsAt) -> Drawn {
    let mut drawn = Drawn::new(match chart.kind {
        ChartKind::StackedBars => ChartType::BarStacked,
        ChartKind::Bars => ChartType::Bar,
    });
    let (width, height) = size(chart, at);
    drawn.set_width(width).set_height(height).set_alt_text(short(&chart.alt)).set_name(chart.title.clone());
    let points = if at == ChartsAt::Beside { 10 } else { 12 };
    drawn.title().set_name(&chart.title).set_font(&font(points, true)).set_overlay(false);
    for series in &chart.series {
        drawn.push_series(&draw_series(chart, series, plan));
    }
    axes(&mut drawn, chart, if at == ChartsAt::Beside { 8 } else { 9 });
    drawn.plot_area().set_layout(&layout(size(chart, at), at));
    drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9, false));
    drawn.chart_area().set_format(ChartFormat::new().set_border(&thin_line()));
    drawn
}

/// Names both axes: bars read from the top down, with their values along the foot.
fn axes(drawn: &mut Drawn, chart: &Chart, points: u8) {
    drawn
        .y_axis()
        .set_name(&chart.category_title)
        .set_name_font(&font(points, false))
        .set_font(&font(points, false))
        .set_major_gridlines(false)
        .set_reverse()
        .set_crossing(ChartAxisCrossing::Max);
    let values = drawn.x_axis();
    values
        .set_name(&chart.value_title)
        .set_name_font(&font(points, false))
        .set_font(&font(points, false))
        .set_num_format(if chart.unit == Unit::Percent { "0%" } else { "#,##0" })
        .set_min(0)
        .set_major_gridlines(true)
        .set_major_gridlines_line(&thin_line());
    if chart.unit == Unit::Percent {
        values.set_max(1).set_major_unit(0.2);
    }
}

/// The plot within its chart: room on the left for names, below for the axis and the
/// legend, so that no program puts one over the other.
fn layout((width, height): (u32, u32), at: ChartsAt) -> ChartLayout {
    let part = |pixels: u32, of: u32| f64::from(pixels) / f64::from(of);
    let left = if at == ChartsAt::Beside { 195 } else { 220 };
    ChartLayout::new()
        .set_offset(part(left, width), part(44, height))
        .set_dimensions(part(width - left - 24, width), part(height - 44 - 92, height))
}

fn draw_series(chart: &Chart, series: &Series, plan: &Plan) -> ChartSeries {
    let range = |area: Area| {
        let (sheet, [(first, left), (last, right)]) = plan.corners(area);
        (sheet, first, left, last, right)
    };
    let mut drawn = ChartSeries::new();
    drawn
        .set_name(series.name.as_str())
        .set_categories(range(chart.categories))
        .set_values(range(series.values))
        .set_format(&mut fill(series.shade))
        .set_gap(if chart.kind == ChartKind::Bars { 50 } else { 60 });
    if chart.kind != ChartKind::Bars {
        drawn.set_overlap(100);
    }
    let numbers = match chart.unit {
        Unit::Percent => "0.0%;;;",
        Unit::Number | Unit::Money => "#,##0;;;",
    };
    let mut label = ChartDataLabel::new();
    let mut on = font(8, false);
    let inside = chart.kind != ChartKind::Bars;
    on.set_color(if inside { style::on_shade(series.shade) } else { style::on_shade(Shade::Open) });
    label.show_value().set_num_format(numbers).set_font(&on);
    if series.shade != Shade::Open {
        drawn.set_data_label(&label);
    }
    drawn
}

fn fill(shade: Shade) -> ChartFormat {
    let mut format = ChartFormat::new();
    let colour = style::shade(shade);
    if shade == Shade::Open {
        format.set_pattern_fill(
            ChartPatternFill::new()
                .set_pattern(ChartPatternFillType::DiagonalStripesWideUpwards)
                .set_foreground_color(colour)
                .set_background_color(0x00FF_FFFF),
        );
    } else {
        format.set_solid_fill(ChartSolidFill::new().set_color(colour));
    }
    let mut edge = ChartLine::new();
    edge.set_color(style::shade(Shade::Open)).set_width(0.5);
    format.set_border(&edge);
    format
}

fn thin_line() -> ChartLine {
    let mut line = ChartLine::new();
    line.set_color(style::rule()).set_width(0.5);
    line
}

fn font(points: u8, bold: bool) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(FONT).set_size(points).set_color(style::ink());
    if bold {
        font.set_bold()
    } else {
        font.unset_bold()
    };
    font
}

/// Alternative text within the 255 characters that Excel keeps.
fn short(text: &str) -> String {
    let mut short = String::new();
    for word in text.split_inclusive(' ') {
        if short.encode_utf16().count() + word.encode_utf16().count() > 250 {
            return format!("{}…", short.trim_end());
        }
        short.push_str(word);
    }
    short
}
