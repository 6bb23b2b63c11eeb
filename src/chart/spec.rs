//! What a chart is asked to show.

use std::sync::Arc;

use super::band::Bands;
use super::extent::Extent;
use super::palette::Stroke;
use super::scale::ScaleKind;
use super::summary::{Facts, Summary};

/// One series: `x[i]`, `y[i]` is its i-th point in the order in which it was logged.
///
/// x may fall as well as rise. When the columns differ in length, the rest of the longer one is ignored.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The id of what is drawn, usually of a run.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// How it is drawn.
    pub stroke: Stroke,
    /// In the unit of the x axis.
    pub x: Arc<[f64]>,
    /// In the unit of the y axis.
    pub y: Arc<[f64]>,
    /// What x stands for where it is a whole number that an f64 does not hold;
    /// `None` where x is exact.
    pub steps: Option<Arc<[i64]>>,
    /// What was found about the points before. Anything will do; the one of the same series, when
    /// it was shorter, saves reading it again.
    pub summary: Summary,
}

impl Line {
    /// How many points it has.
    pub fn len(&self) -> usize {
        self.x.len().min(self.y.len())
    }

    /// Whether it has no points at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is known of its points; found the first time.
    pub(super) fn facts(&self) -> Arc<Facts> {
        self.summary.facts(&self.x, &self.y)
    }

    /// Its points in logged order.
    pub fn points(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.x.iter().copied().zip(self.y.iter().copied())
    }
}

/// What the numbers of an axis mean, which decides its ticks and their text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AxisKind {
    /// Any number.
    #[default]
    Number,
    /// Whole numbers such as steps and epochs: no tick is ever a fraction.
    Integer,
    /// Milliseconds since a start.
    Elapsed,
    /// Milliseconds since 1970-01-01T00:00:00Z. Always drawn linearly: a logarithm of a date means nothing.
    WallTime {
        /// East of Greenwich is positive.
        utc_offset_minutes: i32,
    },
}

/// One axis.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AxisSpec {
    /// What its numbers mean.
    pub kind: AxisKind,
    /// How values spread over it.
    pub scale: ScaleKind,
    /// Its title, where the surroundings do not say it already.
    pub title: Option<String>,
    /// The range the user chose; `None` follows the data.
    pub range: Option<Extent>,
    /// Names to stand at 0, 1, 2 … instead of numbers; then kind, scale and range say nothing.
    pub names: Option<Arc<[String]>>,
}

/// When a line shows its single points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MarkerRule {
    /// When there is room: at most one point for every 12 CSS pixels of width.
    #[default]
    Auto,
    /// Every point.
    Always,
    /// Only points with a gap on both sides, which no line would show.
    Isolated,
}

/// What stands for the points of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DrawAs {
    /// A line from each to the next.
    #[default]
    Lines,
    /// A dot for each.
    Points,
    /// A bar from zero to each, beside those of other lines.
    Bars,
}

/// A chart, apart from its lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartSpec {
    /// The horizontal axis.
    pub x: AxisSpec,
    /// The vertical axis.
    pub y: AxisSpec,
    /// Fits y to the values between the 5th and the 95th percentile. Points outside stay; the lines run out of the plot.
    pub ignore_outliers: bool,
    /// What stands for the points.
    pub draw_as: DrawAs,
    /// When points of lines are shown as dots.
    pub markers: MarkerRule,
    /// The index of the line that stands out; the others step back.
    pub highlighted: Option<usize>,
    /// Values of y that are marked with a line; y reaches them unless its range was chosen.
    pub thresholds: Vec<f64>,
    /// Areas behind the lines.
    pub bands: Bands,
}

/// The size of a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// Device pixels in a CSS pixel (`devicePixelRatio`).
    pub ratio: f64,
}

impl Size {
    /// The longest side, so that eighths of device pixels fit into an `i32` many times over.
    const LONGEST: f64 = 32_768.0;

    /// The nearest size that can be drawn: sides from 0 to 32,768, ratio from 1/4 to 8; what is not a number becomes 0 and 1.
    pub fn sane(self) -> Self {
        let side = |length: f64| {
            if length.is_nan() {
                0.0
            } else {
                length.clamp(0.0, Self::LONGEST)
            }
        };
        Self {
            width: side(self.width),
            height: side(self.height),
            ratio: if self.ratio.is_nan() {
                1.0
            } else {
                self.ratio.clamp(0.25, 8.0)
            },
        }
    }
}

/// Tells how wide a text is, without the chart knowing who draws it.
pub trait MeasureText {
    /// The width in CSS pixels of `text` in the chart's font at `font_px`.
    fn width(&self, text: &str, font_px: f64) -> f64;
}

/// Guesses widths from typical proportions of a sans-serif font, for where there is no font to ask.
///
/// It rather guesses too wide: a gap too many looks better than two labels that touch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EstimatedText;

impl MeasureText for EstimatedText {
    fn width(&self, text: &str, font_px: f64) -> f64 {
        text.chars().map(em_width).sum::<f64>() * font_px
    }
}

/// The width of a character as a share of the font size.
fn em_width(c: char) -> f64 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | 'i' | 'j' | 'l' | 'I' => 0.34,
        'f' | 't' | 'r' | '(' | ')' | '/' | '-' => 0.42,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 1.0,
        '\u{2212}' | '+' | '=' | '<' | '>' => 0.84,
        '0'..='9' | 'a'..='z' => 0.64,
        'A'..='Z' => 0.76,
        // Ideographs and everything unknown fill a square.
        _ => 1.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shorter_column_decides_how_long_a_line_is() {
        let line = Line {
            id: String::new(),
            label: String::new(),
            stroke: Stroke::default(),
            x: Arc::from([1.0, 2.0, 3.0]),
            y: Arc::from([1.0]),
            steps: None,
            summary: Summary::default(),
        };
        assert_eq!((line.len(), line.points().count()), (1, 1));
        assert!(!line.is_empty());
    }

    #[test]
    fn any_size_becomes_one_that_can_be_drawn() {
        let odd = Size {
            width: f64::NAN,
            height: f64::INFINITY,
            ratio: -3.0,
        };
        let sane = odd.sane();
        assert_eq!((sane.width, sane.height, sane.ratio), (0.0, 32_768.0, 0.25));
    }

    #[test]
    fn a_longer_text_is_estimated_wider() {
        let text = EstimatedText;
        assert!(text.width("100", 11.0) > text.width("10", 11.0));
        assert_eq!(text.width("", 11.0), 0.0);
    }
}
