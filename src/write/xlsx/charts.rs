//! Charts.

use rust_xlsxwriter::{
    Chart as Drawn, ChartDataLabel, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartPatternFill, ChartPatternFillType, ChartSeries, ChartSolidFill, ChartType, XlsxError,
};

use crate::publish::book::{Chart, ChartKind, Series, Shade, Unit};
use crate::publish::formula::Area;

use super::place::Plan;
use super::style::{self, FONT};

/// A chart's width and height in pixels.
pub(super) fn size(chart: &Chart) -> (u32, u32) {
    let count = u32::try_from(chart.count).unwrap_or(u32::MAX);
    match chart.kind {
        ChartKind::StackedBars => (640, count.saturating_mul(32).saturating_add(130).clamp(280, 900)),
        ChartKind::Columns | ChartKind::StackedColumns => {
            (count.saturating_mul(70).saturating_add(120).clamp(640, 1600), 340)
        }
    }
}

/// Draws a chart.
pub(super) fn chart(chart: &Chart, plan: &Plan) -> Result<Drawn, XlsxError> {
    let mut drawn = Drawn::new(match chart.kind {
        ChartKind::StackedColumns => ChartType::ColumnStacked,
        ChartKind::Columns => ChartType::Column,
        ChartKind::StackedBars => ChartType::BarStacked,
    });
    let (width, height) = size(chart);
    drawn.set_width(width).set_height(height).set_alt_text(short(&chart.alt)).set_name(chart.title.clone());
    drawn.title().set_name(&chart.title).set_font(&font(12, true)).set_overlay(false);
    for series in &chart.series {
        drawn.push_series(&draw_series(chart, series, plan));
    }
    drawn.x_axis().set_name(&chart.category_title).set_name_font(&font(9, false)).set_font(&font(9, false));
    let grid = thin_line();
    let whole = if chart.unit == Unit::Percent { "0%" } else { "#,##0" };
    drawn
        .y_axis()
        .set_name(&chart.value_title)
        .set_name_font(&font(9, false))
        .set_font(&font(9, false))
        .set_num_format(whole)
        .set_min(0)
        .set_major_gridlines_line(&grid);
    if chart.kind == ChartKind::StackedBars {
        drawn.x_axis().set_reverse();
        drawn.y_axis().set_major_unit(1);
    }
    if chart.unit == Unit::Percent {
        drawn.y_axis().set_max(1);
    }
    drawn.legend().set_position(ChartLegendPosition::Bottom).set_font(&font(9, false));
    drawn.chart_area().set_format(ChartFormat::new().set_border(&thin_line()));
    Ok(drawn)
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
        .set_gap(if chart.kind == ChartKind::Columns { 80 } else { 60 });
    if chart.kind != ChartKind::Columns {
        drawn.set_overlap(100);
    }
    let numbers = match chart.unit {
        Unit::Percent => "0.0%;;;",
        Unit::Number | Unit::Money => "#,##0;;;",
    };
    let mut label = ChartDataLabel::new();
    let mut on = font(8, false);
    let inside = chart.kind != ChartKind::Columns;
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
    if bold { font.set_bold() } else { font.unset_bold() };
    font
}

/// Alternative text of a length that screen readers read out.
fn short(text: &str) -> String {
    let mut short: String = text.chars().take(900).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}
