//! The numbers of a line, with what is worth knowing about them.
//!
//! Where x rises, as steps and times do, its extent is at its ends and a window
//! is found by search, so a chart of a million points is not read five times.

use std::ops::Range;

use super::extent::Extent;
use super::scale::ScaleKind;
use super::spec::Line;

/// The two columns of a line, cut to equal length.
#[derive(Clone, Copy)]
pub(super) struct Series<'a> {
    pub x: &'a [f64],
    pub y: &'a [f64],
    /// Whether x never falls; what is not a number counts as a fall, since a search could not pass it.
    pub rises: bool,
}

impl<'a> Series<'a> {
    /// The series of a line; reads x once.
    pub fn of(line: &'a Line) -> Self {
        let (x, y) = (&line.x[..line.len()], &line.y[..line.len()]);
        let rises = x.windows(2).all(|pair| pair[0] <= pair[1]) && x.first().is_none_or(|first| !first.is_nan());
        Self { x, y, rises }
    }

    /// The points whose x is in `window`, when x rises; all of them, when it does not.
    pub fn visible(&self, window: Extent) -> Range<usize> {
        if !self.rises {
            return 0..self.x.len();
        }
        let from = self.x.partition_point(|&x| x < window.lo);
        let to = self.x.partition_point(|&x| x <= window.hi);
        from..to.max(from)
    }

    /// The extent of x on an axis of that kind.
    pub fn x_extent(&self, kind: ScaleKind) -> Option<Extent> {
        let least = floor(kind);
        if !self.rises {
            return extent(self.x, least);
        }
        let from = self.x.partition_point(|&x| x <= least);
        let to = self.x.partition_point(|&x| x < f64::INFINITY);
        let placed = self.x.get(from..to)?;
        Some(Extent::new(*placed.first()?, *placed.last()?))
    }

    /// The extent of y on an axis of that kind, for the points whose x is in `window`.
    pub fn y_extent(&self, kind: ScaleKind, window: Extent) -> Option<Extent> {
        if self.rises {
            return extent(&self.y[self.visible(window)], floor(kind));
        }
        Extent::of(self.y_in(kind, window))
    }

    /// The values of y that have a place, for the points whose x is in `window`.
    pub fn y_in(&self, kind: ScaleKind, window: Extent) -> impl Iterator<Item = f64> + '_ {
        let range = self.visible(window);
        let points = self.x[range.clone()].iter().zip(&self.y[range]);
        points
            .filter(move |&(&x, &y)| window.contains(x) && has_place(y, floor(kind)))
            .map(|(_, &y)| y)
    }
}

/// What a value must exceed to have a place on an axis of that kind.
pub(super) fn floor(kind: ScaleKind) -> f64 {
    match kind {
        ScaleKind::Log10 => 0.0,
        ScaleKind::Linear | ScaleKind::Symlog => f64::NEG_INFINITY,
    }
}

/// Whether `value` is finite and above `floor`; false for what is not a number.
pub(super) fn has_place(value: f64, floor: f64) -> bool {
    value > floor && value < f64::INFINITY
}

/// The extent of the values that have a place.
pub(super) fn extent(values: &[f64], floor: f64) -> Option<Extent> {
    let (mut lo, mut hi) = (f64::INFINITY, f64::NEG_INFINITY);
    for &value in values {
        if has_place(value, floor) {
            // Plain comparisons: `f64::min` has to care about NaN, which is out already.
            if value < lo {
                lo = value;
            }
            if value > hi {
                hi = value;
            }
        }
    }
    (lo <= hi).then(|| Extent::new(lo, hi))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use super::super::palette::Stroke;

    fn line(x: &[f64]) -> Line {
        Line {
            id: String::new(),
            label: String::new(),
            stroke: Stroke::default(),
            x: Arc::from(x),
            y: Arc::from(x),
            steps: None,
        }
    }

    #[test]
    fn only_a_column_that_never_falls_rises() {
        let rising: [&[f64]; 4] = [&[], &[1.0], &[1.0, 1.0, 2.0], &[f64::NEG_INFINITY, 0.0]];
        for x in rising {
            assert!(Series::of(&line(x)).rises, "{x:?}");
        }
        let falling: [&[f64]; 3] = [&[2.0, 1.0], &[f64::NAN], &[0.0, f64::NAN, 1.0]];
        for x in falling {
            assert!(!Series::of(&line(x)).rises, "{x:?}");
        }
    }

    #[test]
    fn the_extent_of_x_is_the_same_found_either_way() {
        let rising = line(&[f64::NEG_INFINITY, -1.0, 0.0, 2.0, 5.0, f64::INFINITY]);
        let shuffled = line(&[5.0, f64::INFINITY, -1.0, 0.0, f64::NEG_INFINITY, 2.0]);
        for kind in [ScaleKind::Linear, ScaleKind::Log10] {
            let found = Series::of(&rising).x_extent(kind);
            assert_eq!(found, Series::of(&shuffled).x_extent(kind));
        }
        let found = Series::of(&rising).x_extent(ScaleKind::Log10);
        assert_eq!(found, Some(Extent::new(2.0, 5.0)));
    }

    #[test]
    fn a_window_holds_its_ends() {
        let line = line(&[0.0, 1.0, 2.0, 2.0, 3.0]);
        let series = Series::of(&line);
        assert_eq!(series.visible(Extent::new(1.0, 2.0)), 1..4);
        assert_eq!(series.visible(Extent::new(1.5, 1.7)), 2..2);
        assert_eq!(
            series.y_extent(ScaleKind::Linear, Extent::new(1.0, 2.0)),
            Some(Extent::new(1.0, 2.0))
        );
    }
}
