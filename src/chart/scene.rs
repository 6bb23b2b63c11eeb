//! A chart as plain data: what is drawn, and where, in CSS pixels.
//!
//! Nothing here is rounded to the screen; [`paint`](super::paint()) does that,
//! because only it knows which edges ought to be crisp.

use super::band::Ribbon;
use super::extent::Extent;
use super::palette::{Rgba, Stroke};
use super::scale::Scale;
use super::spec::{AxisKind, AxisSpec, Size};
use super::theme::Theme;

/// A place in CSS pixels from the top left corner: `(x, y)`.
pub type Point = (f64, f64);

/// A rectangle in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

impl Rect {
    /// Its width, never negative.
    pub fn width(self) -> f64 {
        (self.right - self.left).max(0.0)
    }

    /// Its height, never negative.
    pub fn height(self) -> f64 {
        (self.bottom - self.top).max(0.0)
    }

    /// Whether the point lies inside or on an edge.
    pub fn contains(self, (x, y): Point) -> bool {
        self.left <= x && x <= self.right && self.top <= y && y <= self.bottom
    }

    /// The place in the rectangle nearest to the point.
    pub fn nearest(self, (x, y): Point) -> Point {
        (x.max(self.left).min(self.right), y.max(self.top).min(self.bottom))
    }
}

/// One tick of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The value it stands at.
    pub value: f64,
    /// Its CSS pixel along the axis.
    pub at: f64,
    /// Its text; empty when there is no room for one.
    pub label: String,
    /// The CSS pixel along the axis of the text's centre: `at`, unless the text would leave the chart.
    pub label_at: f64,
}

/// A stretch of a line without gaps, thinned and cut to the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Polyline {
    /// The index of its line among the lines given to [`build`](super::build()).
    pub line: usize,
    /// At least two points, in logged order.
    pub points: Vec<Point>,
    /// How it is stroked; solid where the line is too dense for dashes to be seen.
    pub stroke: Stroke,
}

/// One point drawn as a dot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The index of its line.
    pub line: usize,
    /// Its centre.
    pub at: Point,
    /// Its radius in CSS pixels.
    pub radius: f64,
    /// Its colour.
    pub color: Rgba,
}

/// What a mark stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkKind {
    /// Not a number: a triangle at the last finite value before it.
    NotANumber,
    /// Infinity: a triangle at the upper edge that points up.
    PosInf,
    /// Negative infinity: a triangle at the lower edge that points down.
    NegInf,
}

/// A value that is not finite, made visible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mark {
    /// The index of its line.
    pub line: usize,
    /// What it stands for.
    pub kind: MarkKind,
    /// The middle of the triangle.
    pub at: Point,
    /// Its colour.
    pub color: Rgba,
}

/// How many points have no place of their own on the line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unplaced {
    /// y is not a number.
    pub nan: usize,
    /// y is infinite.
    pub pos_inf: usize,
    /// y is negative infinity.
    pub neg_inf: usize,
    /// x is not finite, so there is no place for a mark either.
    pub no_x: usize,
    /// Zero or less on a logarithmic axis.
    pub off_scale: usize,
}

/// The title of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    /// Its text, cut to the room there is.
    pub text: String,
    /// Its anchor: the right end for x, the left end for y, at half its height.
    pub at: Point,
}

/// A value that is marked with a line across the plot.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// The value.
    pub value: f64,
    /// Its CSS pixel along y.
    pub at: f64,
    /// Its text.
    pub label: String,
    /// The box around the text, which ends at its right edge.
    pub label_box: Rect,
}

/// A name in the legend of a [sheet](super::sheet()).
#[derive(Clone, Debug, PartialEq)]
pub struct LegendEntry {
    /// A piece of its line from end to end; none where the text stands for no line.
    pub key: Option<(Stroke, [Point; 2])>,
    /// Its text, cut to the room there is.
    pub label: String,
    /// The left end of the text, at half its height.
    pub at: Point,
}

/// An upright axis of [parallel coordinates](super::parallel()).
#[derive(Clone, Debug, PartialEq)]
pub struct Upright {
    /// Its CSS pixel along x.
    pub at: f64,
    /// Values to pixels along y.
    pub scale: Scale,
    /// Where lines without a value pass, in CSS pixels along y.
    pub none: f64,
    /// Whether there are such lines.
    pub has_none: bool,
    /// From the bottom up.
    pub ticks: Vec<Tick>,
}

impl Upright {
    /// What stands where lines without a value pass.
    pub const NONE: &'static str = "none";
}

/// Everything there is to draw, and what a pointer needs to read it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// The size of the whole chart.
    pub size: Size,
    /// Where lines are drawn.
    pub plot: Rect,
    /// Values to pixels along x.
    pub x_scale: Scale,
    /// Values to pixels along y; the upper end has the smaller pixel.
    pub y_scale: Scale,
    /// The range of x that would show all there is.
    pub x_all: Extent,
    /// What the numbers on x mean, and the names that stand for them.
    pub x_axis: AxisSpec,
    /// What the numbers on y mean.
    pub y_kind: AxisKind,
    /// From left to right.
    pub x_ticks: Vec<Tick>,
    /// From the bottom up.
    pub y_ticks: Vec<Tick>,
    /// Below the x axis, at its right end.
    pub x_title: Option<Title>,
    /// Above the y axis, at its left end.
    pub y_title: Option<Title>,
    /// Painted behind the lines.
    pub ribbons: Vec<Ribbon>,
    /// Painted above the marks.
    pub thresholds: Vec<Threshold>,
    /// Above the chart, at the left; only a [sheet](super::sheet()) has one.
    pub heading: Option<Title>,
    /// Below the chart; empty but on a [sheet](super::sheet()).
    pub legend: Vec<LegendEntry>,
    /// Painted above the lines; where there are some, they stand in for x and y.
    pub uprights: Vec<Upright>,
    /// In the order of painting: the highlighted line last.
    pub polylines: Vec<Polyline>,
    /// Painted above the lines.
    pub dots: Vec<Dot>,
    /// Painted above the dots.
    pub marks: Vec<Mark>,
    /// All points of all lines, with those that cannot be drawn.
    pub point_count: usize,
    /// Those of them that have no place on a line.
    pub unplaced: Unplaced,
    /// For each line, whether its x never falls: then a reading can search instead of scan.
    pub rising_x: Vec<bool>,
    /// Colours and font.
    pub theme: Theme,
}

impl Scene {
    /// A scene with nothing in it.
    pub(super) fn blank(size: Size, theme: &Theme) -> Self {
        let nothing = Extent::new(0.0, 1.0);
        let scale = Scale::linear(nothing, nothing);
        Self {
            size,
            plot: Rect {
                left: 0.0,
                top: 0.0,
                right: size.width,
                bottom: size.height,
            },
            x_scale: scale,
            y_scale: scale,
            x_all: nothing,
            x_axis: AxisSpec::default(),
            y_kind: AxisKind::Number,
            x_ticks: Vec::new(),
            y_ticks: Vec::new(),
            x_title: None,
            y_title: None,
            ribbons: Vec::new(),
            thresholds: Vec::new(),
            heading: None,
            legend: Vec::new(),
            uprights: Vec::new(),
            polylines: Vec::new(),
            dots: Vec::new(),
            marks: Vec::new(),
            point_count: 0,
            unplaced: Unplaced::default(),
            rising_x: Vec::new(),
            theme: theme.clone(),
        }
    }
}
