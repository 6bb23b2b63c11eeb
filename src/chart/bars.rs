//! Bars from zero, those of several lines side by side.

use super::band::Ribbon;
use super::layout::Layout;
use super::palette::Stroke;
use super::scale::{Scale, ScaleKind};
use super::scene::Point;
use super::series::Series;

/// How much of the room between two places the bars of one take.
const SHARE: f64 = 0.8;

/// The least width of a bar in CSS pixels.
const THINNEST_PX: f64 = 1.0;

/// The widest a bar is in CSS pixels.
const WIDEST_PX: f64 = 64.0;

/// The least distance of two different places of x among all lines; `None` where there are not two.
pub(super) fn least_gap(lines: &[Series]) -> Option<f64> {
    let xs = lines.iter().flat_map(|series| series.x.iter().copied());
    let mut xs: Vec<f64> = xs.filter(|x| x.is_finite()).collect();
    xs.sort_unstable_by(f64::total_cmp);
    let gaps = xs.windows(2).map(|pair| pair[1] - pair[0]).filter(|gap| *gap > 0.0);
    gaps.reduce(f64::min)
}

/// The bars of a line, `place` of `count`, cut to the plot. Of several that fall on one device pixel
/// the longest up and the longest down are kept, so no extreme is lost.
pub(super) fn bars(
    series: Series,
    stroke: Stroke,
    (place, count): (usize, usize),
    gap: Option<f64>,
    layout: &Layout,
    ratio: f64,
) -> Vec<Ribbon> {
    let plot = layout.plot;
    let all = gap.map_or(plot.width() * 0.5, |gap| gap_px(&layout.x_scale, gap)) * SHARE;
    let width = (all / count.max(1) as f64).min(WIDEST_PX);
    let from_middle = (place as f64 - count as f64 / 2.0) * width;
    let width = width.max(THINNEST_PX);
    let base = base_px(&layout.y_scale).clamp(plot.top, plot.bottom);
    let mut bars: Vec<(Point, f64)> = Vec::new();
    for (&x, &y) in series.x.iter().zip(series.y) {
        let at = (layout.x_scale.px_from_value(x), layout.y_scale.px_from_value(y));
        let (Some(x), Some(y)) = at else {
            continue;
        };
        let left = x + from_middle;
        if left + width < plot.left || left > plot.right {
            continue;
        }
        let y = y.clamp(plot.top, plot.bottom);
        let column = |px: f64| (px * ratio).round();
        match bars.last_mut() {
            // Where bars are that near, one that hides another says all that both do.
            Some(((before, _), of))
                if column(*before) == column(left) && (*of - base).signum() == (y - base).signum() =>
            {
                if (y - base).abs() > (*of - base).abs() {
                    *of = y;
                }
            }
            _ => bars.push(((left, 0.0), y)),
        }
    }
    let ribbon = |((left, _), y): (Point, f64)| {
        let (left, right) = (left.max(plot.left), (left + width).min(plot.right));
        Ribbon {
            line: Some(place),
            outline: vec![(left, base), (left, y), (right, y), (right, base)],
            color: stroke.color,
        }
    };
    bars.into_iter().map(ribbon).collect()
}

/// How far apart two places are on the screen that lie `gap` apart; on a scale that is not even, where
/// its values begin.
fn gap_px(scale: &Scale, gap: f64) -> f64 {
    let from = scale.domain.lo;
    let px = |value| scale.px_from_value(value);
    let ends = px(from).zip(px(from + gap));
    ends.map_or(THINNEST_PX, |(a, b)| (b - a).abs())
}

/// Where bars begin: at zero, on a logarithmic scale below everything.
fn base_px(scale: &Scale) -> f64 {
    match scale.kind {
        ScaleKind::Log10 => scale.range_px.lo,
        ScaleKind::Linear | ScaleKind::Symlog => scale.px_from_value(0.0).unwrap_or(scale.range_px.lo),
    }
}
