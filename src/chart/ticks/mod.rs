//! Round values along an axis, with text that fits.
//!
//! Each kind of axis offers levels, from dense to sparse: a set of round
//! values with their labels. The first level whose labels keep clear of each
//! other is taken, so the density follows the text, not a guess about it.

mod elapsed;
mod log;
mod names;
mod number;
mod wall;

pub(super) use names::name_ticks;

use super::extent::Extent;
use super::scale::{Scale, ScaleKind};
use super::scene::Tick;
use super::spec::{AxisKind, MeasureText};

/// A value and its text.
type Labelled = (f64, String);

/// The direction of an axis, which decides whether the width or the height of a label takes room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Along {
    /// From left to right.
    X,
    /// From the bottom up.
    Y,
}

/// The room that ticks and labels have.
pub(super) struct Room<'a> {
    /// The direction of the axis.
    pub along: Along,
    /// The CSS pixels between which labels must stay.
    pub limit_px: Extent,
    /// The font size of labels in CSS pixels.
    pub font_px: f64,
    /// Who knows how wide a label is.
    pub text: &'a dyn MeasureText,
}

impl Room<'_> {
    /// The least distance of two ticks that is worth offering, in CSS pixels.
    ///
    /// A short axis may be a little denser than a long one, lest it be left with one tick.
    fn spacing_px(&self, length: f64) -> f64 {
        match self.along {
            Along::X => (length / 9.0).clamp(4.0 * self.font_px, 6.0 * self.font_px),
            Along::Y => (length / 8.0).clamp(2.2 * self.font_px, 3.4 * self.font_px),
        }
    }

    /// The clear space between two labels, in CSS pixels.
    fn gap_px(&self) -> f64 {
        match self.along {
            Along::X => 1.3 * self.font_px,
            Along::Y => 0.8 * self.font_px,
        }
    }

    fn label_px(&self, label: &str) -> f64 {
        match self.along {
            Along::X => self.text.width(label, self.font_px),
            Along::Y => self.font_px,
        }
    }
}

/// The ticks of an axis, in rising order of value.
pub(super) fn ticks(axis: AxisKind, scale: &Scale, room: &Room) -> Vec<Tick> {
    let length = scale.range_px.span().abs();
    if !(length >= 1.0 && scale.domain.is_proper()) {
        return Vec::new();
    }
    let mut sparsest = Vec::new();
    for level in levels(axis, scale, room.spacing_px(length) / length) {
        let placed = place(level, scale, room);
        if placed.is_empty() {
            continue;
        }
        if is_clear(&placed, room) {
            return shown(placed, room);
        }
        sparsest = placed;
    }
    shown(thinned(sparsest, room), room)
}

/// The levels of an axis; `least` is the least distance of two ticks as a share of the axis.
fn levels<'a>(axis: AxisKind, scale: &'a Scale, least: f64) -> Box<dyn Iterator<Item = Vec<Labelled>> + 'a> {
    let domain = scale.domain;
    let even = scale.kind == ScaleKind::Linear;
    match axis {
        AxisKind::WallTime { utc_offset_minutes } if wall::covers(domain) => {
            Box::new(wall::levels(domain, utc_offset_minutes, least))
        }
        AxisKind::Elapsed if even => Box::new(elapsed::levels(domain, least)),
        AxisKind::Number | AxisKind::WallTime { .. } if even => Box::new(number::levels(domain, least)),
        AxisKind::Integer if even => Box::new(number::integer_levels(domain, least)),
        _ => Box::new(log::levels(axis, scale, least)),
    }
}

/// A tick before it is known whether its label is shown.
struct Placed {
    value: f64,
    at: f64,
    label: String,
    label_at: f64,
    label_px: f64,
}

fn place(level: Vec<Labelled>, scale: &Scale, room: &Room) -> Vec<Placed> {
    let ends = Extent::new(
        scale.range_px.lo.min(scale.range_px.hi),
        scale.range_px.lo.max(scale.range_px.hi),
    );
    level
        .into_iter()
        .filter(|(value, _)| scale.domain.contains(*value))
        .filter_map(|(value, label)| {
            let at = ends.clamp(scale.px_from_value(value)?);
            let label_px = room.label_px(&label);
            let half = label_px / 2.0;
            let label_at = if label_px <= room.limit_px.span() {
                Extent::new(room.limit_px.lo + half, room.limit_px.hi - half).clamp(at)
            } else {
                at
            };
            Some(Placed {
                value,
                at,
                label,
                label_at,
                label_px,
            })
        })
        .collect()
}

/// Whether all labels keep clear of each other where their ticks are. Shifting a label at an end is
/// left out on purpose: one crowded end should not thin out the whole axis.
fn is_clear(placed: &[Placed], room: &Room) -> bool {
    placed
        .windows(2)
        .all(|pair| (pair[1].at - pair[0].at).abs() >= (pair[0].label_px + pair[1].label_px) / 2.0 + room.gap_px())
}

/// Drops ticks whose labels would touch the one before; the last resort of a narrow chart.
fn thinned(placed: Vec<Placed>, room: &Room) -> Vec<Placed> {
    let mut kept: Vec<Placed> = Vec::new();
    for tick in placed {
        let clear = kept
            .last()
            .is_none_or(|last| (tick.at - last.at).abs() >= (tick.label_px + last.label_px) / 2.0 + room.gap_px());
        if clear {
            kept.push(tick);
        }
    }
    kept
}

/// The ticks, with the labels at the ends left out where moving them inwards makes them touch a neighbour.
fn shown(placed: Vec<Placed>, room: &Room) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::with_capacity(placed.len());
    let mut occupied: Option<Extent> = None;
    for tick in placed {
        let half = tick.label_px / 2.0;
        let taken = Extent::new(tick.label_at - half, tick.label_at + half);
        let fits = tick.label_px <= room.limit_px.span();
        let clear = occupied
            .is_none_or(|last| taken.lo >= last.hi + room.gap_px() / 2.0 || taken.hi <= last.lo - room.gap_px() / 2.0);
        let label = if fits && clear && !tick.label.is_empty() {
            occupied = Some(taken);
            tick.label
        } else {
            String::new()
        };
        ticks.push(Tick {
            value: tick.value,
            at: tick.at,
            label,
            label_at: tick.label_at,
        });
    }
    ticks
}

/// The multiples of `step` inside `domain`, in rising order; none when there would be absurdly many.
fn multiples(domain: Extent, step: f64) -> Vec<f64> {
    const MOST: f64 = 2000.0;
    let (first, last) = ((domain.lo / step).ceil(), (domain.hi / step).floor());
    if !(step > 0.0 && first.is_finite() && last.is_finite() && last - first <= MOST) {
        return Vec::new();
    }
    let count = (last - first) as i64;
    // Multiplying avoids the error that adding up steps collects; adding zero turns -0 into 0.
    (0..=count)
        .map(|i| (first + i as f64) * step + 0.0)
        .filter(|value| value.is_finite())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::spec::EstimatedText;
    use super::*;

    fn labels(axis: AxisKind, kind: ScaleKind, domain: (f64, f64)) -> Vec<String> {
        let scale = Scale {
            kind,
            domain: Extent::new(domain.0, domain.1),
            range_px: Extent::new(40.0, 540.0),
            linear_within: 1.0,
        };
        let room = Room {
            along: Along::X,
            limit_px: Extent::new(0.0, 550.0),
            font_px: 11.0,
            text: &EstimatedText,
        };
        ticks(axis, &scale, &room).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn numbers_have_equally_many_decimals() {
        assert_eq!(
            labels(AxisKind::Number, ScaleKind::Linear, (-0.1, 1.1)),
            ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]
        );
    }

    #[test]
    fn integers_never_show_a_fraction() {
        assert_eq!(
            labels(AxisKind::Integer, ScaleKind::Linear, (0.0, 2.0)),
            ["0", "1", "2"]
        );
    }

    #[test]
    fn large_steps_are_shortened() {
        assert_eq!(
            labels(AxisKind::Integer, ScaleKind::Linear, (0.0, 100_000.0)),
            ["0", "20k", "40k", "60k", "80k", "100k"]
        );
    }

    #[test]
    fn elapsed_time_ticks_on_minutes_not_on_decimals() {
        assert_eq!(
            labels(AxisKind::Elapsed, ScaleKind::Linear, (0.0, 600_000.0)),
            ["0 min", "2 min", "4 min", "6 min", "8 min", "10 min"]
        );
    }

    #[test]
    fn a_log_axis_ticks_at_powers_of_ten() {
        assert_eq!(
            labels(AxisKind::Number, ScaleKind::Log10, (1e-6, 1.0)),
            ["1e−6", "1e−5", "1e−4", "1e−3", "1e−2", "1e−1", "1e0"]
        );
    }

    #[test]
    fn a_symlog_axis_ticks_on_both_sides_of_zero() {
        let labels = labels(AxisKind::Number, ScaleKind::Symlog, (-1000.0, 1000.0));
        assert!(labels.contains(&"0".to_owned()), "{labels:?}");
        assert!(labels.contains(&"−100".to_owned()), "{labels:?}");
        assert!(labels.contains(&"100".to_owned()), "{labels:?}");
    }
}
