//! Which part of the numbers an axis shows.
//!
//! Every function answers for all inputs, with an extent that is finite and
//! of some width, so that whatever follows can divide by it.

use super::extent::Extent;
use super::scale::{Scale, ScaleKind};
use super::spec::{AxisKind, AxisSpec};

/// The largest magnitude of an end; some room below `f64::MAX` for ticks to be computed in.
const LARGEST: f64 = 1e307;

/// Differences below this share of the larger end are drawn as none: their labels would be longer than the chart has room for.
const FINEST: f64 = 1e-9;

/// How much of its length an axis adds at each end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Padding(pub f64);

/// The scale kind that is really used: a calendar is always even, and so are names.
pub(super) fn kind_of(axis: &AxisSpec) -> ScaleKind {
    match axis.kind {
        _ if axis.names.is_some() => ScaleKind::Linear,
        AxisKind::WallTime { .. } => ScaleKind::Linear,
        _ => axis.scale,
    }
}

/// What an axis shows of `data`, the extent of the values that have a place on it.
pub(super) fn domain(axis: &AxisSpec, data: Option<Extent>, padding: Padding, linear_within: f64) -> Extent {
    if let Some(names) = &axis.names {
        // Half a step beside the first and the last.
        return Extent::new(-0.5, names.len().max(1) as f64 - 0.5);
    }
    let kind = kind_of(axis);
    let data = data.filter(|extent| extent.lo <= extent.hi);
    if let Some(chosen) = axis.range.and_then(Extent::ordered) {
        return widen(on_scale(chosen, data, kind), axis.kind, kind);
    }
    let Some(data) = data else {
        return nothing(axis.kind, kind);
    };
    let widened = widen(data, axis.kind, kind);
    if widened != data {
        // Already has room on both sides.
        return widened;
    }
    padded(data, padding, kind, linear_within)
}

/// A chosen range, its lower end lifted to where a log scale begins.
fn on_scale(chosen: Extent, data: Option<Extent>, kind: ScaleKind) -> Extent {
    if kind != ScaleKind::Log10 || chosen.lo > 0.0 {
        return chosen;
    }
    if chosen.hi <= 0.0 {
        return Extent::new(1.0, 10.0);
    }
    let lo = data
        .map(|data| data.lo)
        .filter(|&lo| lo > 0.0 && lo < chosen.hi)
        .unwrap_or(chosen.hi / 1000.0);
    Extent::new(lo, chosen.hi)
}

/// What an axis without data shows.
fn nothing(axis: AxisKind, kind: ScaleKind) -> Extent {
    match (axis, kind) {
        (_, ScaleKind::Log10) => Extent::new(1.0, 10.0),
        (AxisKind::Integer, _) => Extent::new(0.0, 10.0),
        (AxisKind::Elapsed | AxisKind::WallTime { .. }, _) => Extent::new(0.0, 60_000.0),
        (AxisKind::Number, _) => Extent::new(0.0, 1.0),
    }
}

/// Gives an extent that is too narrow a width in which ticks can be told apart.
fn widen(extent: Extent, axis: AxisKind, kind: ScaleKind) -> Extent {
    let limits = Extent::new(-LARGEST, LARGEST);
    let extent = Extent::new(limits.clamp(extent.lo), limits.clamp(extent.hi));
    let largest = extent.lo.abs().max(extent.hi.abs());
    let (least, half) = match axis {
        // Dates are large and their differences small: a thousandth of a second is one.
        AxisKind::WallTime { .. } => (1.0_f64.max(largest * 1e-14), 30_000.0),
        AxisKind::Elapsed => (largest * FINEST, (largest * 0.05).max(1000.0)),
        AxisKind::Integer => (1.0_f64.max(largest * 1e-14), 1.0),
        AxisKind::Number if largest == 0.0 => (0.0, 1.0),
        AxisKind::Number => (largest * FINEST, largest * 0.05),
    };
    let width = extent.span();
    if width > 0.0 && width >= least {
        return extent;
    }
    if kind == ScaleKind::Log10 && extent.lo > 0.0 {
        let apart = if axis == AxisKind::Integer { 2.0 } else { 1.1 };
        return Extent::new((extent.lo / apart).max(f64::MIN_POSITIVE), extent.hi * apart);
    }
    // Beyond 2^53 a step of one does not move a number.
    let half = half.max(largest * FINEST);
    let middle = extent.lo / 2.0 + extent.hi / 2.0;
    Extent::new(middle - half, middle + half)
}

/// `data` with room at both ends, measured where the axis is even.
fn padded(data: Extent, padding: Padding, kind: ScaleKind, linear_within: f64) -> Extent {
    let scale = Scale {
        kind,
        domain: data,
        range_px: Extent::new(0.0, 1.0),
        linear_within,
    };
    let (Some(lo), Some(hi)) = (scale.unit(data.lo), scale.unit(data.hi)) else {
        return data;
    };
    let room = (hi * padding.0 - lo * padding.0).abs();
    if room == 0.0 {
        return data;
    }
    let padded = Extent::new(scale.value_from_unit(lo - room), scale.value_from_unit(hi + room));
    let limits = if kind == ScaleKind::Log10 {
        Extent::new(f64::MIN_POSITIVE, LARGEST)
    } else {
        Extent::new(-LARGEST, LARGEST)
    };
    Extent::new(limits.clamp(padded.lo), limits.clamp(padded.hi))
}

/// Up to where a symlog axis is about linear: the power of ten at or below the smallest magnitude
/// that is not zero, but no less than a millionth of the largest one, so that a stray tiny value
/// does not spend the axis on empty decades.
pub(super) fn linear_within(smallest: f64, largest: f64) -> f64 {
    if !(smallest > 0.0 && largest.is_finite() && smallest <= largest) {
        return 1.0;
    }
    let chosen = smallest.max(largest / 1e6).log10().floor();
    10f64.powf(chosen).max(f64::MIN_POSITIVE)
}

/// The extent between the 5th and the 95th percentile, as TensorBoard does it: by linear
/// interpolation (method R-7), and only from three values on. Reorders `values`, which are finite.
pub(super) fn without_outliers(values: &mut [f64]) -> Option<Extent> {
    if values.len() <= 2 {
        return Extent::of(values.iter().copied());
    }
    let lo = percentile(values, 0.05);
    let hi = percentile(values, 0.95);
    Some(Extent::new(lo, hi))
}

fn percentile(values: &mut [f64], share: f64) -> f64 {
    let rank = share * (values.len() - 1) as f64;
    let at = rank.floor() as usize;
    let (_, &mut below, above) = values.select_nth_unstable_by(at, f64::total_cmp);
    let next = above.iter().copied().fold(f64::INFINITY, f64::min);
    let part = rank - rank.floor();
    if part == 0.0 || !next.is_finite() {
        below
    } else {
        below * (1.0 - part) + next * part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number() -> AxisSpec {
        AxisSpec::default()
    }

    fn shown(axis: &AxisSpec, lo: f64, hi: f64) -> Extent {
        domain(axis, Some(Extent::new(lo, hi)), Padding(0.05), 1.0)
    }

    #[test]
    fn the_data_gets_five_percent_of_room() {
        assert_eq!(shown(&number(), 0.0, 10.0), Extent::new(-0.5, 10.5));
    }

    #[test]
    fn equal_values_get_a_window_around_them() {
        assert_eq!(shown(&number(), 0.0, 0.0), Extent::new(-1.0, 1.0));
        assert_eq!(shown(&number(), 2.0, 2.0), Extent::new(1.9, 2.1));
    }

    #[test]
    fn a_range_chosen_by_hand_is_used_as_it_is() {
        let axis = AxisSpec {
            range: Some(Extent::new(4.0, 2.0)),
            ..number()
        };
        assert_eq!(shown(&axis, 0.0, 10.0), Extent::new(2.0, 4.0));
    }

    #[test]
    fn every_odd_extent_becomes_a_proper_one() {
        let odd = [
            0.0,
            -0.0,
            1.0,
            f64::MAX,
            -f64::MAX,
            f64::MIN_POSITIVE,
            1e18,
            f64::NAN,
            f64::INFINITY,
        ];
        let kinds = [
            AxisKind::Number,
            AxisKind::Integer,
            AxisKind::Elapsed,
            AxisKind::WallTime { utc_offset_minutes: 0 },
        ];
        for lo in odd {
            for hi in odd {
                for kind in kinds {
                    for scale in [ScaleKind::Linear, ScaleKind::Log10, ScaleKind::Symlog] {
                        let axis = AxisSpec {
                            kind,
                            scale,
                            ..number()
                        };
                        let shown = shown(&axis, lo, hi);
                        let placed = scale != ScaleKind::Log10 || lo > 0.0;
                        assert!(shown.is_proper() || !placed, "{lo} {hi} {kind:?} {scale:?}: {shown:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_extreme_twentieths_do_not_count_as_data() {
        let mut values: Vec<f64> = (0..=100).map(f64::from).collect();
        values[50] = 1e9;
        let extent = without_outliers(&mut values).expect("there are values");
        assert_eq!(extent.lo, 5.0);
        assert!(extent.hi < 100.0);
    }

    #[test]
    fn the_linear_part_of_symlog_reaches_to_the_smallest_magnitude() {
        assert_eq!(linear_within(0.02, 50.0), 0.01);
        assert_eq!(linear_within(1e-300, 1.0), 1e-6);
        assert_eq!(linear_within(f64::INFINITY, f64::NEG_INFINITY), 1.0);
    }
}
