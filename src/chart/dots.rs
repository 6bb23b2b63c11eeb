//! Points that are no line: one of each run, over its iteration or over a param.

use super::extent::Extent;
use super::palette::{Ground, LINE_WIDTH, Stroke, run_style};
use super::scale::ScaleKind;
use super::spec::{AxisKind, AxisSpec, ChartSpec, Line, MarkerRule};
use super::summary::Summary;
use super::theme::Theme;

/// What stays free on both sides of the points, as a share of their extent.
const ASIDE: f64 = 0.03;
/// Positive numbers that are further apart than by this factor are spaced by their logarithm.
const FAR_APART: f64 = 50.0;

/// One value of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct RunPoint {
    /// The id of the run, which gives the colour.
    pub id: String,
    /// What people call the run.
    pub label: String,
    /// In the unit of the x axis.
    pub x: f64,
    /// In the unit of the y axis.
    pub y: f64,
}

/// A line of one point for each run, so that each can be read and has its own colour.
pub fn dots(points: &[RunPoint], ground: Ground) -> Vec<Line> {
    let dot = |point: &RunPoint| Line {
        id: point.id.clone(),
        label: point.label.clone(),
        stroke: run_style(&point.id, ground),
        x: [point.x].into(),
        y: [point.y].into(),
        steps: None,
        summary: Summary::default(),
    };
    points.iter().map(dot).collect()
}

/// The best value so far as a line of its own, in the colour of the text.
pub fn so_far(label: &str, x: Vec<f64>, y: Vec<f64>, ground: Ground) -> Line {
    let theme = match ground {
        Ground::Light => Theme::light(),
        Ground::Dark => Theme::dark(),
    };
    Line {
        // No run has an empty id.
        id: String::new(),
        label: label.to_owned(),
        stroke: Stroke {
            color: theme.muted,
            width: LINE_WIDTH,
            ..Stroke::default()
        },
        x: x.into(),
        y: y.into(),
        steps: None,
        summary: Summary::default(),
    }
}

/// Axes with room around the points, x by its logarithm where the numbers are far apart.
/// `x_title` is what x is, empty where the surroundings say it.
pub fn dots_spec(points: &[RunPoint], x_title: &str, x_kind: AxisKind) -> ChartSpec {
    let values = || points.iter().map(|point| point.x).filter(|x| x.is_finite());
    let extent = Extent::of(values()).unwrap_or(Extent::new(0.0, 1.0));
    let is_log = x_kind == AxisKind::Number && extent.lo > 0.0 && extent.hi / extent.lo >= FAR_APART;
    ChartSpec {
        x: AxisSpec {
            kind: x_kind,
            scale: if is_log { ScaleKind::Log10 } else { ScaleKind::Linear },
            title: Some(x_title.to_owned()).filter(|title| !title.is_empty()),
            range: Some(around(extent, is_log)),
            ..AxisSpec::default()
        },
        markers: MarkerRule::Isolated,
        ..ChartSpec::default()
    }
}

/// A range with room on both sides of an extent.
fn around(extent: Extent, is_log: bool) -> Extent {
    let to = |x: f64| if is_log { x.log10() } else { x };
    let from = |x: f64| if is_log { 10f64.powf(x) } else { x };
    let (lo, hi) = (to(extent.lo), to(extent.hi));
    let room = match hi - lo {
        wide if wide > 0.0 => wide * ASIDE,
        // One number stands in the middle.
        _ => (lo.abs() * 0.1).max(if is_log { 0.5 } else { 1e-9 }),
    };
    Extent::new(from(lo - room), from(hi + room))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn over(xs: &[f64]) -> ChartSpec {
        let points: Vec<RunPoint> = xs
            .iter()
            .map(|x| RunPoint {
                id: "a".to_owned(),
                label: "a".to_owned(),
                x: *x,
                y: 1.0,
            })
            .collect();
        dots_spec(&points, "lr", AxisKind::Number)
    }

    #[test]
    fn numbers_that_are_far_apart_are_spaced_by_their_logarithm() {
        assert_eq!(over(&[1e-4, 1e-1]).x.scale, ScaleKind::Log10);
        assert_eq!(over(&[0.0, 100.0]).x.scale, ScaleKind::Linear);
        assert_eq!(over(&[16.0, 32.0]).x.scale, ScaleKind::Linear);
    }

    #[test]
    fn there_is_room_on_both_sides_whatever_the_numbers() {
        for xs in [
            &[1.0, 2.0][..],
            &[5.0],
            &[0.0],
            &[-3.0, -3.0],
            &[1e-5, 1e5],
            &[],
            &[f64::NAN],
        ] {
            let range = over(xs).x.range.expect("a range");
            let (lo, hi) = (
                xs.iter().copied().fold(f64::INFINITY, f64::min),
                xs.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            );
            assert!(range.lo < range.hi, "{xs:?}");
            assert!(!lo.is_finite() || (range.lo < lo && hi < range.hi), "{xs:?}");
        }
    }
}
