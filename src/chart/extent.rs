//! Closed intervals of numbers: what an axis shows, and where it shows it.

/// A closed interval. Any two numbers make one; the functions here say what they do with odd pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Extent {
    /// The lower end.
    pub lo: f64,
    /// The upper end.
    pub hi: f64,
}

impl Extent {
    /// The interval from `lo` to `hi`, as given.
    pub fn new(lo: f64, hi: f64) -> Self {
        Self { lo, hi }
    }

    /// The smallest interval that holds every finite number of `values`; `None` when there is none.
    pub fn of(values: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut found = Self::new(f64::INFINITY, f64::NEG_INFINITY);
        for value in values {
            found.include(value);
        }
        (found.lo <= found.hi).then_some(found)
    }

    /// The smallest interval that holds both.
    pub fn union(self, other: Self) -> Self {
        Self::new(self.lo.min(other.lo), self.hi.max(other.hi))
    }

    /// Grows to hold `value`; a number that is not finite changes nothing.
    pub fn include(&mut self, value: f64) {
        if value.is_finite() {
            self.lo = self.lo.min(value);
            self.hi = self.hi.max(value);
        }
    }

    /// Whether `value` lies inside, ends included.
    pub fn contains(self, value: f64) -> bool {
        self.lo <= value && value <= self.hi
    }

    /// `hi - lo`; infinite when the difference does not fit into an `f64`.
    pub fn span(self) -> f64 {
        self.hi - self.lo
    }

    /// Both ends are finite and `lo < hi`.
    pub fn is_proper(self) -> bool {
        self.lo.is_finite() && self.hi.is_finite() && self.lo < self.hi
    }

    /// The same interval with its ends in rising order; `None` unless both are finite and differ.
    pub fn ordered(self) -> Option<Self> {
        let ordered = Self::new(self.lo.min(self.hi), self.lo.max(self.hi));
        ordered.is_proper().then_some(ordered)
    }

    /// `value` moved to the nearer end when it lies outside. Not a number stays so.
    pub fn clamp(self, value: f64) -> f64 {
        value.max(self.lo).min(self.hi)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_are_not_finite_do_not_stretch_an_extent() {
        let values = [f64::NAN, 2.0, f64::INFINITY, -1.0, f64::NEG_INFINITY];
        assert_eq!(Extent::of(values), Some(Extent::new(-1.0, 2.0)));
    }

    #[test]
    fn nothing_finite_has_no_extent() {
        assert_eq!(Extent::of([f64::NAN, f64::INFINITY]), None);
        assert_eq!(Extent::of([]), None);
    }

    #[test]
    fn ordering_swaps_the_ends_and_refuses_a_point() {
        assert_eq!(Extent::new(3.0, 1.0).ordered(), Some(Extent::new(1.0, 3.0)));
        assert_eq!(Extent::new(1.0, 1.0).ordered(), None);
        assert_eq!(Extent::new(f64::NAN, 1.0).ordered(), None);
    }
}
