//! What is worth knowing about a series before it is drawn, found once and kept with it.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use super::extent::Extent;
use super::pyramid::Pyramid;
use super::scale::ScaleKind;

/// Keeps what was found about a series for the next time it is drawn.
///
/// Clones share it. It is a cache and no part of a line's value: give one to all
/// states of a series that grows, and only its new points are read; given to
/// another series, it finds out anew.
#[derive(Clone, Default)]
pub struct Summary(Arc<Mutex<Option<Arc<Facts>>>>);

impl Summary {
    /// What is to be known of the series of these columns, which are equally long.
    pub(super) fn facts(&self, x: &Arc<[f64]>, y: &Arc<[f64]>) -> Arc<Facts> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(facts) = kept.as_ref().filter(|facts| facts.is_of(x, y)) {
            return facts.clone();
        }
        let known = kept.take().filter(|facts| facts.is_start_of(x, y));
        let mut facts = known.map_or_else(Facts::default, |known| {
            Arc::try_unwrap(known).unwrap_or_else(|shared| (*shared).clone())
        });
        facts.take_in(x, y);
        let facts = Arc::new(facts);
        *kept = Some(facts.clone());
        facts
    }
}

impl fmt::Debug for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Summary")
    }
}

impl PartialEq for Summary {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// The finite extents of a column.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Extents {
    /// Of all finite numbers.
    pub finite: Option<Extent>,
    /// Of those above zero.
    pub positive: Option<Extent>,
    /// Of the magnitudes that are not zero.
    pub magnitude: Option<Extent>,
}

impl Extents {
    /// The extent of what has a place on an axis of that kind.
    pub fn on(&self, kind: ScaleKind) -> Option<Extent> {
        match kind {
            ScaleKind::Log10 => self.positive,
            ScaleKind::Linear | ScaleKind::Symlog => self.finite,
        }
    }

    fn take_in(&mut self, values: &[f64]) {
        let mut finite = ends(self.finite);
        let mut positive = ends(self.positive);
        let mut magnitude = ends(self.magnitude);
        for &value in values {
            if !value.is_finite() {
                continue;
            }
            stretch(&mut finite, value);
            if value > 0.0 {
                stretch(&mut positive, value);
            }
            if value != 0.0 {
                stretch(&mut magnitude, value.abs());
            }
        }
        let found = |extent: Extent| (extent.lo <= extent.hi).then_some(extent);
        (self.finite, self.positive, self.magnitude) = (found(finite), found(positive), found(magnitude));
    }
}

fn ends(extent: Option<Extent>) -> Extent {
    extent.unwrap_or(Extent::new(f64::INFINITY, f64::NEG_INFINITY))
}

/// Plain comparisons: `f64::min` has to care about NaN, which is out already.
fn stretch(extent: &mut Extent, value: f64) {
    if value < extent.lo {
        extent.lo = value;
    }
    if value > extent.hi {
        extent.hi = value;
    }
}

/// How many points there are of each sort that may have no place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    /// y is not a number.
    pub nan: usize,
    /// y is infinite.
    pub pos_inf: usize,
    /// y is negative infinity.
    pub neg_inf: usize,
    /// y is finite, x is not.
    pub no_x: usize,
    /// Both are finite, x is zero or less, y is not.
    pub x_only: usize,
    /// Both are finite, y is zero or less, x is not.
    pub y_only: usize,
    /// Both are finite, and both are zero or less.
    pub both: usize,
}

impl Counts {
    fn take_in(&mut self, x: f64, y: f64) {
        let counter = if y.is_nan() {
            &mut self.nan
        } else if y == f64::INFINITY {
            &mut self.pos_inf
        } else if y == f64::NEG_INFINITY {
            &mut self.neg_inf
        } else if !x.is_finite() {
            &mut self.no_x
        } else {
            match (x > 0.0, y > 0.0) {
                (true, true) => return,
                (false, true) => &mut self.x_only,
                (true, false) => &mut self.y_only,
                (false, false) => &mut self.both,
            }
        };
        *counter += 1;
    }
}

/// x and y of a series.
type Columns = (Arc<[f64]>, Arc<[f64]>);

/// What was found about a series.
#[derive(Clone, Debug, Default)]
pub(super) struct Facts {
    columns: Option<Columns>,
    falls: bool,
    /// The extents of x.
    pub x: Extents,
    /// The extents of y.
    pub y: Extents,
    /// Points by sort.
    pub counts: Counts,
    /// Where the extremes of y are, when x never falls; empty otherwise.
    pub pyramid: Pyramid,
}

impl Facts {
    /// Whether x never falls; what is not a number counts as a fall, since a search could not pass it.
    pub fn rises(&self) -> bool {
        !self.falls
    }

    fn is_of(&self, x: &Arc<[f64]>, y: &Arc<[f64]>) -> bool {
        let columns = self.columns.as_ref();
        columns.is_some_and(|known| Arc::ptr_eq(&known.0, x) && Arc::ptr_eq(&known.1, y))
    }

    /// Whether the columns begin with what is known, bit for bit.
    fn is_start_of(&self, x: &[f64], y: &[f64]) -> bool {
        self.columns.as_ref().is_some_and(|known| {
            let len = known.0.len().min(known.1.len());
            same(&known.0[..len], x) && same(&known.1[..len], y)
        })
    }

    /// Takes in the points that are not known yet.
    fn take_in(&mut self, x: &Arc<[f64]>, y: &Arc<[f64]>) {
        let known = self
            .columns
            .as_ref()
            .map_or(0, |known| known.0.len().min(known.1.len()));
        let len = x.len().min(y.len());
        let (xs, ys) = (&x[..len], &y[..len]);
        // With the last known one, for it may be followed by a fall.
        let to_follow = &xs[known.saturating_sub(1)..];
        self.falls |= to_follow.first().is_some_and(|first| first.is_nan())
            || !to_follow.windows(2).all(|pair| pair[0] <= pair[1]);
        self.x.take_in(&xs[known..]);
        self.y.take_in(&ys[known..]);
        for (&x, &y) in xs[known..].iter().zip(&ys[known..]) {
            self.counts.take_in(x, y);
        }
        if self.falls {
            self.pyramid = Pyramid::default();
        } else {
            self.pyramid.extend(ys);
        }
        self.columns = Some((x.clone(), y.clone()));
    }
}

/// Whether `longer` begins with `start`, bit for bit: NaN is like itself.
fn same(start: &[f64], longer: &[f64]) -> bool {
    longer
        .get(..start.len())
        .is_some_and(|longer| start.iter().zip(longer).all(|(a, b)| a.to_bits() == b.to_bits()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(values: &[f64]) -> Arc<[f64]> {
        Arc::from(values)
    }

    const X: [f64; 7] = [-1.0, 0.0, 0.5, 2.0, 3.0, 3.0, f64::INFINITY];
    const Y: [f64; 7] = [1.0, -4.0, f64::NAN, 0.0, 0.25, f64::NEG_INFINITY, 9.0];

    #[test]
    fn a_series_that_grows_is_known_as_if_it_had_been_whole_at_once() {
        let whole = Summary::default().facts(&column(&X), &column(&Y));
        let grown = Summary::default();
        for len in [0, 1, 3, 6, 7] {
            grown.facts(&column(&X[..len]), &column(&Y[..len]));
        }
        let grown = grown.facts(&column(&X), &column(&Y));
        assert_eq!((grown.x, grown.y, grown.counts), (whole.x, whole.y, whole.counts));
        assert_eq!((grown.rises(), &grown.pyramid), (true, &whole.pyramid));
        assert_eq!(whole.y.positive, Some(Extent::new(0.25, 9.0)));
        assert_eq!(whole.y.magnitude, Some(Extent::new(0.25, 9.0)));
        let counts = Counts {
            nan: 1,
            neg_inf: 1,
            no_x: 1,
            x_only: 1,
            y_only: 1,
            both: 1,
            pos_inf: 0,
        };
        assert_eq!(whole.counts, counts);
    }

    #[test]
    fn only_a_column_that_never_falls_rises() {
        let rises = |x: &[f64]| Summary::default().facts(&column(x), &column(x)).rises();
        let rising: [&[f64]; 4] = [&[], &[1.0], &[1.0, 1.0, 2.0], &[f64::NEG_INFINITY, 0.0]];
        assert!(rising.into_iter().all(rises));
        let falling: [&[f64]; 3] = [&[2.0, 1.0], &[f64::NAN], &[0.0, f64::NAN, 1.0]];
        assert!(!falling.into_iter().any(rises));
    }

    #[test]
    fn a_fall_between_what_is_known_and_what_comes_is_seen() {
        let summary = Summary::default();
        assert!(summary.facts(&column(&[1.0, 2.0]), &column(&[0.0, 0.0])).rises());
        assert!(!summary.facts(&column(&[1.0, 2.0, 1.5]), &column(&[0.0; 3])).rises());
    }

    #[test]
    fn another_series_is_not_taken_for_the_one_that_is_known() {
        let summary = Summary::default();
        summary.facts(&column(&[1.0, 2.0]), &column(&[5.0, 6.0]));
        let other = summary.facts(&column(&[1.0, 2.0, 3.0]), &column(&[7.0, 6.0, 8.0]));
        assert_eq!(other.y.finite, Some(Extent::new(6.0, 8.0)));
        let same = summary.facts(&column(&[1.0, 2.0]), &column(&[7.0, 6.0]));
        assert_eq!(same.y.finite, Some(Extent::new(6.0, 7.0)));
    }
}
