//! Charts as plain data: the cells they show, and how each series is told apart.

use crate::publish::formula::Area;

/// A chart of cells that stand in tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Which kind.
    pub kind: ChartKind,
    /// Its title.
    pub title: String,
    /// What its categories are.
    pub category_title: String,
    /// What its values are, with the unit.
    pub value_title: String,
    /// The cells of its categories.
    pub categories: Area,
    /// Its series.
    pub series: Vec<Series>,
    /// What its values are written as.
    pub unit: Unit,
    /// What it shows, for those who cannot see it.
    pub alt: String,
    /// How many categories it has, for its size.
    pub count: usize,
}

/// The kinds of chart in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartKind {
    /// Lying bars, series one after the other.
    StackedBars,
    /// Lying bars, series side by side.
    Bars,
}

/// One series of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    /// Its name in the legend.
    pub name: String,
    /// Its cells.
    pub values: Area,
    /// Its place in the scale of shades, 0 the darkest; the open part of a range is hatched.
    pub shade: Shade,
}

/// How a series is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    /// A step of the scale from dark to light.
    Step(u8),
    /// A colour that stands against the scale.
    Contrast,
    /// Grey: nothing known.
    Grey,
    /// Hatched: between the least and the most it can be.
    Open,
}

/// What a figure counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Posts, people, activities, councils, hours.
    Number,
    /// Shares.
    Percent,
    /// Pounds sterling.
    Money,
}
