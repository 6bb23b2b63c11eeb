//! The area between a lower and an upper edge, such as the spread of a group of runs.

use super::extent::Extent;
use super::layout::Layout;
use super::palette::Rgba;
use super::scale::ScaleKind;
use super::scene::{Point, Rect};
use std::sync::Arc;

/// How opaque a band is: what lies behind stays readable.
const OPACITY: f64 = 0.18;

/// What lies between `lo` and `hi` at each `x`; x rises, all are equally long and finite.
#[derive(Clone, Debug)]
pub struct Band {
    /// In the unit of the x axis.
    pub x: Arc<[f64]>,
    /// The lower edge, in the unit of the y axis.
    pub lo: Arc<[f64]>,
    /// The upper edge.
    pub hi: Arc<[f64]>,
    /// How many values were put together at each x; empty where that is not known.
    pub n: Arc<[u32]>,
    /// The colour of its line.
    pub color: Rgba,
}

/// The bands of a chart; equal when they are the same in memory.
#[derive(Clone, Debug, Default)]
pub struct Bands(pub Arc<Vec<Band>>);

impl PartialEq for Bands {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.0.is_empty() && other.0.is_empty())
    }
}

/// A band on the screen: an outline in CSS pixels, cut to the plot, to be filled.
#[derive(Clone, Debug, PartialEq)]
pub struct Ribbon {
    /// The index of the line that it belongs to, where it is a bar.
    pub line: Option<usize>,
    /// Its corners in turn.
    pub outline: Vec<Point>,
    /// What it is filled with.
    pub color: Rgba,
}

impl Band {
    /// The edges at exactly this x, and how many values were put together there.
    pub fn at(&self, x: f64) -> Option<(Extent, Option<u32>)> {
        let place = self.x.partition_point(|&here| here < x);
        let is_here = self.x.get(place) == Some(&x);
        let (lo, hi) = (*self.lo.get(place)?, *self.hi.get(place)?);
        is_here.then(|| (Extent::new(lo, hi), self.n.get(place).copied()))
    }

    /// The points in a window of x, with one on each side of it.
    fn around(&self, window: Extent) -> std::ops::Range<usize> {
        let len = self.x.len().min(self.lo.len()).min(self.hi.len());
        let xs = &self.x[..len];
        let from = xs.partition_point(|&x| x < window.lo).saturating_sub(1);
        let to = xs.partition_point(|&x| x <= window.hi).saturating_add(1).min(len);
        from..to.max(from)
    }

    /// What x has to show of it.
    pub(super) fn x_extent(&self, kind: ScaleKind) -> Option<Extent> {
        let mut xs = self.x.iter().copied().filter(|x| kind != ScaleKind::Log10 || *x > 0.0);
        let first = xs.next()?;
        Some(Extent::new(first, xs.next_back().unwrap_or(first)))
    }

    /// What y has to show of it in a window of x.
    pub(super) fn y_extent(&self, kind: ScaleKind, window: Extent) -> Option<Extent> {
        let inside = self.around(window).filter(|&at| window.contains(self.x[at]));
        let has_place = |y: &f64| y.is_finite() && (kind != ScaleKind::Log10 || *y > 0.0);
        Extent::of(inside.flat_map(|at| [self.lo[at], self.hi[at]]).filter(has_place))
    }
}

/// The bands as they are drawn in `layout`; `ratio` is the device pixel ratio.
pub(super) fn ribbons(bands: &[Band], layout: &Layout, ratio: f64) -> Vec<Ribbon> {
    bands.iter().filter_map(|band| ribbon(band, layout, ratio)).collect()
}

fn ribbon(band: &Band, layout: &Layout, ratio: f64) -> Option<Ribbon> {
    let mut columns: Vec<Column> = Vec::new();
    for at in band.around(layout.x_scale.domain) {
        let Some(x) = layout.x_scale.px_from_value(band.x[at]) else {
            continue;
        };
        let Some(top) = layout.y_scale.px_from_value(band.hi[at]) else {
            continue;
        };
        // A lower edge below what a log axis has reaches to its end.
        let bottom = layout
            .y_scale
            .px_from_value(band.lo[at])
            .unwrap_or(layout.plot.bottom + 1.0);
        let pixel = (x * ratio).floor();
        match columns.last_mut().filter(|column| column.pixel == pixel) {
            Some(column) => {
                column.top = column.top.min(top);
                column.bottom = column.bottom.max(bottom);
            }
            None => columns.push(Column { pixel, x, top, bottom }),
        }
    }
    let upper = columns.iter().map(|column| (column.x, column.top));
    let lower = columns.iter().rev().map(|column| (column.x, column.bottom));
    let outline = cut(upper.chain(lower).collect(), layout.plot);
    (outline.len() >= 3).then(|| Ribbon {
        line: None,
        outline,
        color: band.color.with_alpha(band.color.a * OPACITY),
    })
}

/// What a band covers of one column of device pixels.
struct Column {
    pixel: f64,
    x: f64,
    top: f64,
    bottom: f64,
}

/// The part of an outline within a rectangle, side by side.
/// Source: Sutherland and Hodgman, "Reentrant polygon clipping", CACM 17 (1974).
fn cut(outline: Vec<Point>, to: Rect) -> Vec<Point> {
    let along_x = |at: f64| {
        move |a: Point, b: Point| {
            let share = (at - a.0) / (b.0 - a.0);
            (at, a.1 + share * (b.1 - a.1))
        }
    };
    let along_y = |at: f64| {
        move |a: Point, b: Point| {
            let share = (at - a.1) / (b.1 - a.1);
            (a.0 + share * (b.0 - a.0), at)
        }
    };
    let outline = cut_side(outline, &|point| point.0 >= to.left, &along_x(to.left));
    let outline = cut_side(outline, &|point| point.0 <= to.right, &along_x(to.right));
    let outline = cut_side(outline, &|point| point.1 >= to.top, &along_y(to.top));
    cut_side(outline, &|point| point.1 <= to.bottom, &along_y(to.bottom))
}

fn cut_side(
    outline: Vec<Point>,
    is_inside: &dyn Fn(Point) -> bool,
    crossing: &dyn Fn(Point, Point) -> Point,
) -> Vec<Point> {
    let Some(&last) = outline.last() else {
        return outline;
    };
    let mut kept = Vec::with_capacity(outline.len() + 4);
    let mut before = last;
    for point in outline {
        if is_inside(point) != is_inside(before) {
            kept.push(crossing(before, point));
        }
        if is_inside(point) {
            kept.push(point);
        }
        before = point;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::super::{ChartSpec, EstimatedText, Scene, Size, Theme, build};
    use super::*;

    fn scene(band: Band, y: super::super::AxisSpec, x_range: Option<Extent>) -> Scene {
        let mut spec = ChartSpec {
            y,
            bands: Bands(Arc::new(vec![band])),
            ..ChartSpec::default()
        };
        spec.x.range = x_range;
        let size = Size {
            width: 400.0,
            height: 240.0,
            ratio: 1.0,
        };
        build(&spec, &[], size, &Theme::light(), &EstimatedText)
    }

    fn band(points: &[(f64, f64, f64)]) -> Band {
        Band {
            x: points.iter().map(|point| point.0).collect(),
            lo: points.iter().map(|point| point.1).collect(),
            hi: points.iter().map(|point| point.2).collect(),
            n: points.iter().map(|_| 2).collect(),
            color: Rgba::default(),
        }
    }

    #[test]
    fn the_axes_hold_the_band_and_its_corners_are_its_values() {
        let scene = scene(band(&[(0.0, 1.0, 3.0), (10.0, 2.0, 8.0)]), Default::default(), None);
        let y = |value| scene.y_scale.px_from_value(value).expect("it is on the axis");
        let (left, right) = (scene.plot.left, scene.plot.right);
        let expected = [(left, y(3.0)), (right, y(8.0)), (right, y(2.0)), (left, y(1.0))];
        let [ribbon] = &scene.ribbons[..] else {
            panic!("{:?}", scene.ribbons)
        };
        for (corner, expected) in ribbon.outline.iter().zip(expected) {
            assert!((corner.0 - expected.0).abs() < 1e-9 && (corner.1 - expected.1).abs() < 1e-9);
        }
        assert!(ribbon.color.a < 0.3);
    }

    #[test]
    fn its_edges_are_told_where_it_has_a_point() {
        let band = band(&[(0.0, 1.0, 3.0), (10.0, 2.0, 8.0)]);
        assert_eq!(band.at(10.0), Some((Extent::new(2.0, 8.0), Some(2))));
        assert_eq!((band.at(5.0), band.at(11.0), band.at(f64::NAN)), (None, None, None));
        let uncounted = Band {
            n: Arc::from([]),
            ..band
        };
        assert_eq!(uncounted.at(0.0), Some((Extent::new(1.0, 3.0), None)));
    }

    #[test]
    fn a_band_is_cut_where_the_plot_ends() {
        let points: Vec<(f64, f64, f64)> = (0..100).map(|x| (f64::from(x), -f64::from(x), f64::from(x))).collect();
        let y = super::super::AxisSpec {
            range: Some(Extent::new(-20.0, 30.0)),
            ..Default::default()
        };
        let scene = scene(band(&points), y, Some(Extent::new(10.5, 60.0)));
        let [ribbon] = &scene.ribbons[..] else {
            panic!("{:?}", scene.ribbons)
        };
        assert!(ribbon.outline.iter().all(|&point| scene.plot.contains(point)));
        let x = scene.x_scale.px_from_value(30.0).expect("on the axis");
        let meets = |point: &&Point| (point.0 - x).abs() < 1e-6 && (point.1 - scene.plot.top).abs() < 1e-6;
        assert!(
            ribbon.outline.iter().any(|point| meets(&point)),
            "where y = x leaves it"
        );
    }

    #[test]
    fn many_points_in_a_pixel_keep_the_extremes() {
        let mut points: Vec<(f64, f64, f64)> = (0..100_000).map(|x| (f64::from(x), 0.0, 1.0)).collect();
        points[54_321].2 = 9.0;
        let scene = scene(band(&points), Default::default(), None);
        let outline = &scene.ribbons[0].outline;
        assert!(outline.len() < 900, "{}", outline.len());
        let top = scene.y_scale.px_from_value(9.0).expect("on the axis");
        assert!(outline.iter().any(|point| (point.1 - top).abs() < 1e-9));
    }

    #[test]
    fn below_zero_a_band_on_a_log_axis_reaches_its_end() {
        let y = super::super::AxisSpec {
            scale: ScaleKind::Log10,
            ..Default::default()
        };
        let scene = scene(band(&[(0.0, -1.0, 10.0), (1.0, 1.0, 100.0)]), y, None);
        let bottom = scene.plot.bottom;
        assert!(
            scene.ribbons[0]
                .outline
                .iter()
                .any(|point| (point.1 - bottom).abs() < 1e-9)
        );
    }
}
