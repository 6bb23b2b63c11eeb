//! Maps data values to pixels and back.
//!
//! A scale is a plain value: it holds a domain and a range and nothing
//! else, so it is cheap to copy, to compare in a memo, and to test.

use super::extent::Extent;

/// No pixel lies further out than this, so that the differences of two pixels stay finite.
const FARTHEST_PX: f64 = 1e12;

/// How values spread over an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum ScaleKind {
    /// Equal differences take equal lengths.
    #[default]
    Linear,
    /// Equal ratios take equal lengths; zero and negative values have no place.
    Log10,
    /// Logarithmic far from zero on both sides, linear near it.
    Symlog,
}

/// A map from a domain of values to a range of pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    /// How values spread.
    pub kind: ScaleKind,
    /// The values at the two ends of the axis.
    pub domain: Extent,
    /// The CSS pixels of `domain.lo` and `domain.hi`; `lo > hi` on a vertical axis.
    pub range_px: Extent,
    /// The magnitude up to which a symlog scale is about linear; other kinds ignore it.
    pub linear_within: f64,
}

impl Scale {
    /// A linear scale.
    pub fn linear(domain: Extent, range_px: Extent) -> Self {
        Self {
            kind: ScaleKind::Linear,
            domain,
            range_px,
            linear_within: 1.0,
        }
    }

    /// The CSS pixel at which `value` is drawn, or `None` where it has none
    /// (zero or less on a log scale, or a value that is not finite).
    pub fn px_from_value(&self, value: f64) -> Option<f64> {
        self.projection().px_from_value(value)
    }

    /// The value drawn at the CSS pixel `px`: the inverse of [`Scale::px_from_value`].
    pub fn value_from_px(&self, px: f64) -> f64 {
        let length = self.range_px.span();
        let share = if length == 0.0 {
            0.0
        } else {
            (px - self.range_px.lo) / length
        };
        let (Some(lo), Some(hi)) = (self.unit(self.domain.lo), self.unit(self.domain.hi)) else {
            return self.domain.lo;
        };
        self.value_from_unit(lo * (1.0 - share) + hi * share)
    }

    /// The scale with its end points worked out, for mapping many values.
    pub(super) fn projection(&self) -> Projection {
        let lo = self.unit(self.domain.lo).unwrap_or(f64::NAN);
        let hi = self.unit(self.domain.hi).unwrap_or(f64::NAN);
        Projection {
            scale: *self,
            lo,
            span: hi - lo,
            half_span: hi / 2.0 - lo / 2.0,
        }
    }

    /// `value` in the space in which the axis is even; `None` where it has no place.
    #[inline(always)]
    pub(super) fn unit(&self, value: f64) -> Option<f64> {
        let unit = match self.kind {
            ScaleKind::Linear => value,
            ScaleKind::Log10 if value > 0.0 => value.log10(),
            ScaleKind::Log10 => return None,
            ScaleKind::Symlog => {
                let t = self.threshold();
                // For huge ratios `1 + v/t` may overflow where the logarithms do not.
                let ratio = value.abs() / t;
                let magnitude = if ratio.is_finite() {
                    ratio.ln_1p() / std::f64::consts::LN_10
                } else {
                    value.abs().log10() - t.log10()
                };
                magnitude.copysign(value)
            }
        };
        unit.is_finite().then_some(unit)
    }

    /// The inverse of [`Scale::unit`].
    pub(super) fn value_from_unit(&self, unit: f64) -> f64 {
        match self.kind {
            ScaleKind::Linear => unit,
            ScaleKind::Log10 => 10f64.powf(unit),
            ScaleKind::Symlog => {
                let magnitude = (unit.abs() * std::f64::consts::LN_10).exp_m1();
                (magnitude * self.threshold()).copysign(unit)
            }
        }
    }

    fn threshold(&self) -> f64 {
        if self.linear_within.is_finite() && self.linear_within > 0.0 {
            self.linear_within
        } else {
            1.0
        }
    }
}

/// A scale whose end points are worked out once, because a chart maps millions of values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Projection {
    scale: Scale,
    lo: f64,
    span: f64,
    half_span: f64,
}

impl Projection {
    /// As [`Scale::px_from_value`].
    #[inline(always)]
    pub(super) fn px_from_value(&self, value: f64) -> Option<f64> {
        let unit = self.scale.unit(value)?;
        let share = if self.span == 0.0 {
            // A domain of one value has no slope: draw it in the middle.
            0.5
        } else if self.span.is_finite() {
            (unit - self.lo) / self.span
        } else {
            // The span of two huge ends of opposite sign overflows; that of their halves does not.
            (unit / 2.0 - self.lo / 2.0) / self.half_span
        };
        let range = self.scale.range_px;
        let px = range.lo + share * (range.hi - range.lo);
        (!px.is_nan()).then(|| px.clamp(-FARTHEST_PX, FARTHEST_PX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(kind: ScaleKind, lo: f64, hi: f64) -> Scale {
        Scale {
            kind,
            domain: Extent::new(lo, hi),
            range_px: Extent::new(0.0, 200.0),
            linear_within: 1.0,
        }
    }

    #[test]
    fn a_linear_scale_puts_the_middle_in_the_middle() {
        let scale = scale(ScaleKind::Linear, 10.0, 20.0);
        assert_eq!(scale.px_from_value(15.0), Some(100.0));
        assert_eq!(scale.value_from_px(100.0), 15.0);
    }

    #[test]
    fn a_log_scale_puts_each_decade_at_the_same_distance() {
        let scale = scale(ScaleKind::Log10, 1.0, 100.0);
        assert_eq!(scale.px_from_value(10.0), Some(100.0));
    }

    #[test]
    fn a_log_scale_has_no_pixel_for_zero_and_below() {
        let scale = scale(ScaleKind::Log10, 1.0, 100.0);
        assert_eq!(scale.px_from_value(0.0), None);
        assert_eq!(scale.px_from_value(-3.0), None);
    }

    #[test]
    fn a_symlog_scale_is_odd_around_zero() {
        let scale = scale(ScaleKind::Symlog, -1000.0, 1000.0);
        assert_eq!(scale.px_from_value(0.0), Some(100.0));
        let up = scale.px_from_value(10.0).expect("10 is on the scale");
        let down = scale.px_from_value(-10.0).expect("-10 is on the scale");
        assert!((up + down - 200.0).abs() < 1e-9);
    }

    #[test]
    fn a_domain_of_one_value_is_drawn_in_the_middle() {
        let scale = scale(ScaleKind::Linear, 7.0, 7.0);
        assert_eq!(scale.px_from_value(7.0), Some(100.0));
    }

    #[test]
    fn the_widest_domain_of_all_still_maps() {
        let scale = scale(ScaleKind::Linear, -f64::MAX, f64::MAX);
        assert_eq!(scale.px_from_value(0.0), Some(100.0));
        assert_eq!(scale.px_from_value(f64::MAX), Some(200.0));
    }

    #[test]
    fn what_is_not_finite_has_no_pixel() {
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for kind in [ScaleKind::Linear, ScaleKind::Log10, ScaleKind::Symlog] {
                assert_eq!(scale(kind, 1.0, 2.0).px_from_value(value), None);
            }
        }
    }
}
