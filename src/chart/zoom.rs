//! Ranges of an axis from what a hand does: what lies between two pixels, nearer, further, aside.
//!
//! All is measured in pixels, so that it feels the same on every scale.

use super::extent::Extent;
use super::scale::{Scale, ScaleKind};

/// A drag of fewer CSS pixels is a click.
const LEAST_DRAG_PX: f64 = 4.0;

/// The values between two CSS pixels of an axis; `None` when they are too close to be meant.
pub fn range_between(scale: &Scale, from_px: f64, to_px: f64) -> Option<Extent> {
    let ends = Extent::new(
        scale.range_px.lo.min(scale.range_px.hi),
        scale.range_px.lo.max(scale.range_px.hi),
    );
    let (from, to) = (ends.clamp(from_px), ends.clamp(to_px));
    if !((from_px - to_px).abs() >= LEAST_DRAG_PX && from != to) {
        return None;
    }
    range(scale, from, to)
}

/// The range that shows `share` as much of the axis, the value at `px` staying where it is: below 1 is nearer.
pub fn range_about(scale: &Scale, px: f64, share: f64) -> Option<Extent> {
    let about = |end: f64| px + (end - px) * share;
    range(scale, about(scale.range_px.lo), about(scale.range_px.hi))
}

/// The range that shows what lies `px` CSS pixels further along the axis.
pub fn range_beside(scale: &Scale, px: f64) -> Option<Extent> {
    range(scale, scale.range_px.lo + px, scale.range_px.hi + px)
}

/// The values of two pixels, in order and with no more digits than can be seen.
fn range(scale: &Scale, from_px: f64, to_px: f64) -> Option<Extent> {
    let between = Extent::new(scale.value_from_px(from_px), scale.value_from_px(to_px)).ordered()?;
    let tidy = match scale.kind {
        ScaleKind::Linear => {
            let step = 10f64.powf(between.span().log10().floor() - 4.0);
            Extent::new(rounded(between.lo, step), rounded(between.hi, step))
        }
        ScaleKind::Log10 | ScaleKind::Symlog => Extent::new(significant(between.lo), significant(between.hi)),
    };
    tidy.ordered().or(Some(between))
}

/// Five digits of a number.
fn significant(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    rounded(value, 10f64.powf(value.abs().log10().floor() - 4.0))
}

/// The multiple of a power of ten nearest to a number; the number itself where that cannot be computed.
fn rounded(value: f64, step: f64) -> f64 {
    // Dividing by a whole number keeps decimals short: 0.3, not 0.30000000000000004.
    let found = if step < 1.0 {
        let steps = (1.0 / step).round();
        (value * steps).round() / steps
    } else {
        (value / step).round() * step
    };
    if found.is_finite() { found } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(kind: ScaleKind, lo: f64, hi: f64) -> Scale {
        Scale {
            kind,
            domain: Extent::new(lo, hi),
            range_px: Extent::new(100.0, 200.0),
            linear_within: 1.0,
        }
    }

    #[test]
    fn a_drag_in_either_direction_shows_what_it_passed_over() {
        let scale = scale(ScaleKind::Linear, 0.0, 10.0);
        assert_eq!(range_between(&scale, 120.0, 150.0), Some(Extent::new(2.0, 5.0)));
        assert_eq!(range_between(&scale, 150.0, 120.0), Some(Extent::new(2.0, 5.0)));
        assert_eq!(range_between(&scale, 150.0, 900.0), Some(Extent::new(5.0, 10.0)));
        assert_eq!(range_between(&scale, 150.0, 152.0), None);
        assert_eq!(range_between(&scale, 300.0, 900.0), None);
        assert_eq!(range_between(&scale, f64::NAN, 900.0), None);
    }

    #[test]
    fn nearer_and_back_is_where_it_was() {
        for kind in [ScaleKind::Linear, ScaleKind::Log10, ScaleKind::Symlog] {
            let start = scale(kind, 1.0, 1000.0);
            let nearer = range_about(&start, 130.0, 0.5).expect("a range");
            assert!(nearer.lo > 1.0 && nearer.hi < 1000.0, "{nearer:?}");
            let here = start.value_from_px(130.0);
            let there = Scale {
                domain: nearer,
                ..start
            }
            .value_from_px(130.0);
            assert!((there / here - 1.0).abs() < 0.01, "{kind:?}: {here} {there}");
            let back = range_about(
                &Scale {
                    domain: nearer,
                    ..start
                },
                130.0,
                2.0,
            )
            .expect("a range");
            assert!(
                (back.lo - 1.0).abs() < 0.1 && (back.hi - 1000.0).abs() < 1.0,
                "{kind:?}: {back:?}"
            );
        }
    }

    #[test]
    fn aside_keeps_the_width() {
        let start = scale(ScaleKind::Linear, 0.0, 10.0);
        assert_eq!(range_beside(&start, 10.0), Some(Extent::new(1.0, 11.0)));
        assert_eq!(range_beside(&start, -10.0), Some(Extent::new(-1.0, 9.0)));
    }

    #[test]
    fn a_range_has_no_more_digits_than_can_be_seen() {
        let thirds = scale(ScaleKind::Linear, 0.0, 1.0);
        assert_eq!(
            range_between(&thirds, 133.333_333, 166.666_666),
            Some(Extent::new(0.33333, 0.66667))
        );
        let far = range_between(&scale(ScaleKind::Linear, 1e12, 1e12 + 1e3), 110.0, 120.0);
        assert_eq!(far, Some(Extent::new(1e12 + 100.0, 1e12 + 200.0)));
        let odd = scale(ScaleKind::Linear, -f64::MAX, f64::MAX);
        assert!(range_about(&odd, 130.0, 0.5).is_none_or(|range| range.is_proper()));
    }
}
