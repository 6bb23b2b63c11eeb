//! Several lines as one: what is typical of them, and how far they lie apart.

use crate::model::in_order;
use std::sync::Arc;

/// What is drawn for a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Center {
    /// The arithmetic mean.
    #[default]
    Mean,
    /// The median; of an even number, the mean of the middle two.
    Median,
}

impl Center {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 2] = [Self::Mean, Self::Median];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::Median => "median",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Mean => "Mean",
            Self::Median => "Median",
        }
    }
}

/// What the band about it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Spread {
    /// One standard deviation of the sample (n − 1) to each side.
    #[default]
    Deviation,
    /// One standard error of the mean, the deviation over √n, to each side.
    Error,
    /// From the least to the largest.
    Range,
    /// From the first to the third quartile, interpolated linearly as numpy does
    /// (Hyndman and Fan 1996, type 7).
    Quartiles,
    /// No band.
    None,
}

impl Spread {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 5] = [Self::Deviation, Self::Error, Self::Range, Self::Quartiles, Self::None];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Deviation => "std",
            Self::Error => "sem",
            Self::Range => "range",
            Self::Quartiles => "quartiles",
            Self::None => "none",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Deviation => "± standard deviation",
            Self::Error => "± standard error",
            Self::Range => "Least to largest",
            Self::Quartiles => "Quartiles",
            Self::None => "None",
        }
    }
}

/// At which x the lines of a group are compared, since each may have its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Grid {
    /// Wherever any has a point; the others lie on the straight line between their own
    /// neighbours, and are not there beyond their ends.
    #[default]
    Interpolated,
    /// Wherever any has a point; only those that have one there count.
    Exact,
    /// In [`PARTS`] equal parts of x; each counts with the mean of its points in a part.
    Parts,
}

/// Into how many parts [`Grid::Parts`] cuts x.
pub const PARTS: usize = 200;

impl Grid {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 3] = [Self::Interpolated, Self::Exact, Self::Parts];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Interpolated => "linear",
            Self::Exact => "exact",
            Self::Parts => "parts",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Interpolated => "Interpolate between points",
            Self::Exact => "Only points at the same x",
            Self::Parts => "Mean in 200 parts of x",
        }
    }
}

/// What was made of some lines; the columns are equally long, and x rises.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Group {
    /// In the unit of the x axis.
    pub x: Vec<f64>,
    /// The mean or median at each x.
    pub center: Vec<f64>,
    /// The lower edge of the band; the center where there is no spread.
    pub lo: Vec<f64>,
    /// The upper edge.
    pub hi: Vec<f64>,
    /// How many lines are in each number.
    pub n: Vec<usize>,
}

/// A column of x and one of y, in logged order.
pub type Member = (Arc<[f64]>, Arc<[f64]>);

/// Makes one of several lines. Values that are not finite count as not there, and of several
/// at one x of one line the last counts.
pub fn group(members: &[Member], grid: Grid, center: Center, spread: Spread) -> Group {
    let members: Vec<Rising> = members
        .iter()
        .map(Rising::of)
        .filter(|rising| !rising.is_empty())
        .collect();
    let xs = match grid {
        Grid::Interpolated | Grid::Exact => union(&members),
        Grid::Parts => middles(&members),
    };
    let columns: Vec<Vec<f64>> = members
        .iter()
        .map(|member| match grid {
            Grid::Interpolated => member.at(&xs, true),
            Grid::Exact => member.at(&xs, false),
            Grid::Parts => member.means(&xs),
        })
        .collect();
    let mut group = Group::default();
    let mut values = Vec::with_capacity(columns.len());
    for (place, &x) in xs.iter().enumerate() {
        values.clear();
        values.extend(
            columns
                .iter()
                .map(|column| column[place])
                .filter(|value| value.is_finite()),
        );
        if values.is_empty() {
            continue;
        }
        let (middle, lo, hi) = summed_up(&mut values, center, spread);
        group.x.push(x);
        group.center.push(middle);
        group.lo.push(lo);
        group.hi.push(hi);
        group.n.push(values.len());
    }
    group
}

/// The center of at least one finite value, and the edges of the band.
fn summed_up(values: &mut [f64], center: Center, spread: Spread) -> (f64, f64, f64) {
    let n = values.len() as f64;
    // Divided first, so that the sum of large values stays finite.
    let mean = values.iter().map(|value| value / n).sum::<f64>();
    if center == Center::Median || spread == Spread::Quartiles {
        values.sort_unstable_by(f64::total_cmp);
    }
    let middle = match center {
        Center::Mean => mean,
        Center::Median => quantile(values, 0.5),
    };
    let deviation = || {
        let square = |value: &f64| (value - mean) * (value - mean);
        let sum: f64 = values.iter().map(square).sum();
        if n > 1.0 { (sum / (n - 1.0)).sqrt() } else { 0.0 }
    };
    let (lo, hi) = match spread {
        Spread::Deviation => (middle - deviation(), middle + deviation()),
        Spread::Error => (middle - deviation() / n.sqrt(), middle + deviation() / n.sqrt()),
        Spread::Range => {
            let all = values.iter().copied();
            (
                all.clone().fold(f64::INFINITY, f64::min),
                all.fold(f64::NEG_INFINITY, f64::max),
            )
        }
        Spread::Quartiles => (quantile(values, 0.25), quantile(values, 0.75)),
        Spread::None => (middle, middle),
    };
    (middle, lo, hi)
}

/// The quantile of at least one sorted value, interpolated linearly.
fn quantile(sorted: &[f64], share: f64) -> f64 {
    let place = share * (sorted.len() - 1) as f64;
    let (below, part) = (place.floor() as usize, place.fract());
    let next = sorted[(below + 1).min(sorted.len() - 1)];
    // Of two infinitely far values one only, so that no difference overflows.
    sorted[below] * (1.0 - part) + if part > 0.0 { next * part } else { 0.0 }
}

/// A line whose x rises strictly, without values that are not finite.
struct Rising {
    x: Vec<f64>,
    y: Vec<f64>,
    /// Places before which a value that was not finite interrupts the line.
    broken: Vec<usize>,
}

impl Rising {
    fn of((x, y): &Member) -> Self {
        let len = x.len().min(y.len());
        let mut points: Vec<(f64, f64)> = x[..len].iter().copied().zip(y[..len].iter().copied()).collect();
        points.retain(|point| point.0.is_finite());
        if !points.windows(2).all(|pair| pair[0].0 <= pair[1].0) {
            points = in_order(points, |a, b| a.0.total_cmp(&b.0));
        }
        let mut rising = Self {
            x: Vec::with_capacity(points.len()),
            y: Vec::with_capacity(points.len()),
            broken: Vec::new(),
        };
        for (x, y) in points {
            if !y.is_finite() {
                rising.broken.push(rising.x.len());
            } else if rising.x.last() == Some(&x) {
                rising.y.pop();
                rising.y.push(y);
            } else {
                rising.x.push(x);
                rising.y.push(y);
            }
        }
        rising
    }

    fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// The value at each of the rising `xs`, NaN where there is none.
    fn at(&self, xs: &[f64], between: bool) -> Vec<f64> {
        if xs == self.x {
            return self.y.clone();
        }
        let (mut at, mut broken) = (0, self.broken.iter().copied().peekable());
        let value = |&x: &f64| {
            while self.x.get(at).is_some_and(|own| *own < x) {
                at += 1;
            }
            while broken.next_if(|place| *place < at).is_some() {}
            let Some(&right) = self.x.get(at) else {
                return f64::NAN;
            };
            if right == x {
                return self.y[at];
            }
            if !between || at == 0 || broken.peek() == Some(&at) {
                return f64::NAN;
            }
            let left = self.x[at - 1];
            let share = (x - left) / (right - left);
            self.y[at - 1] * (1.0 - share) + self.y[at] * share
        };
        xs.iter().map(value).collect()
    }

    /// The mean of the points nearest to each of the evenly spaced `xs`, NaN where there is none.
    fn means(&self, xs: &[f64]) -> Vec<f64> {
        let mut sums = vec![(0.0, 0_u32); xs.len()];
        let (Some(&first), Some(&last)) = (xs.first(), xs.last()) else {
            return Vec::new();
        };
        let width = (last - first) / (xs.len().max(2) - 1) as f64;
        for (x, y) in self.x.iter().zip(&self.y) {
            let part = if width > 0.0 {
                ((x - first) / width + 0.5).floor()
            } else {
                0.0
            };
            // The cast saturates, and the last part holds its own end.
            let (sum, count) = &mut sums[(part.max(0.0) as usize).min(xs.len() - 1)];
            (*sum, *count) = (*sum + y, *count + 1);
        }
        sums.iter().map(|(sum, count)| sum / f64::from(*count)).collect()
    }
}

/// All x of all lines, each once, rising.
fn union(members: &[Rising]) -> Vec<f64> {
    let Some(first) = members.first() else {
        return Vec::new();
    };
    // Runs of one script mostly share their steps.
    if members.iter().all(|member| member.x == first.x) {
        return first.x.clone();
    }
    let mut all: Vec<f64> = members.iter().flat_map(|member| member.x.iter().copied()).collect();
    all.sort_unstable_by(f64::total_cmp);
    all.dedup();
    all
}

/// The middles of equal parts of the range of x.
fn middles(members: &[Rising]) -> Vec<f64> {
    let ends = members
        .iter()
        .flat_map(|member| [member.x.first(), member.x.last()].into_iter().flatten());
    let Some(range) = super::Extent::of(ends.copied()) else {
        return Vec::new();
    };
    if range.span() <= 0.0 {
        return vec![range.lo];
    }
    let width = range.span() / PARTS as f64;
    (0..PARTS).map(|part| range.lo + width * (part as f64 + 0.5)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(points: &[(f64, f64)]) -> Member {
        let (x, y): (Vec<f64>, Vec<f64>) = points.iter().copied().unzip();
        (x.into(), y.into())
    }

    #[test]
    fn the_mean_and_the_deviation_of_equal_grids() {
        let members = [
            member(&[(0.0, 1.0), (1.0, 4.0)]),
            member(&[(0.0, 3.0), (1.0, 4.0)]),
            member(&[(0.0, 8.0), (1.0, f64::NAN)]),
        ];
        let made = group(&members, Grid::Exact, Center::Mean, Spread::Deviation);
        assert_eq!(
            (made.x, made.center, made.n),
            (vec![0.0, 1.0], vec![4.0, 4.0], vec![3, 2])
        );
        // numpy.std([1, 3, 8], ddof=1) is 3.605551275463989.
        assert!(
            (made.hi[0] - 7.605_551_275_463_989).abs() < 1e-12 && (made.lo[0] - 0.394_448_724_536_011).abs() < 1e-12
        );
        assert_eq!((made.lo[1], made.hi[1]), (4.0, 4.0));
        let error = group(&members, Grid::Exact, Center::Mean, Spread::Error);
        // scipy.stats.sem([1, 3, 8]) is 2.0816659994661326.
        assert!((error.hi[0] - 6.081_665_999_466_133).abs() < 1e-12);
    }

    #[test]
    fn the_median_and_the_quartiles_are_those_of_numpy() {
        let members: Vec<Member> = [1.0, 2.0, 4.0, 8.0].iter().map(|&y| member(&[(0.0, y)])).collect();
        let made = group(&members, Grid::Interpolated, Center::Median, Spread::Quartiles);
        // numpy.quantile([1, 2, 4, 8], [0.25, 0.5, 0.75]) is [1.75, 3, 5].
        assert_eq!((made.lo[0], made.center[0], made.hi[0]), (1.75, 3.0, 5.0));
        let range = group(&members, Grid::Interpolated, Center::Mean, Spread::Range);
        assert_eq!((range.lo[0], range.center[0], range.hi[0]), (1.0, 3.75, 8.0));
    }

    #[test]
    fn grids_that_differ_are_matched_as_chosen() {
        let members = [
            member(&[(0.0, 0.0), (2.0, 2.0), (4.0, 4.0)]),
            member(&[(1.0, 3.0), (3.0, 5.0)]),
        ];
        let between = group(&members, Grid::Interpolated, Center::Mean, Spread::None);
        assert_eq!(between.x, [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(between.n, [1, 2, 2, 2, 1]);
        assert_eq!(between.center, [0.0, 2.0, 3.0, 4.0, 4.0]);
        let exact = group(&members, Grid::Exact, Center::Mean, Spread::None);
        assert_eq!((exact.n, exact.center), (vec![1; 5], vec![0.0, 3.0, 2.0, 5.0, 4.0]));
        let parts = group(&members, Grid::Parts, Center::Mean, Spread::None);
        assert_eq!(parts.n, [1; 5]);
        assert_eq!(parts.center, [0.0, 3.0, 2.0, 5.0, 4.0]);
    }

    #[test]
    fn a_value_that_is_not_finite_interrupts_the_line() {
        let members = [
            member(&[(0.0, 0.0), (1.0, f64::NAN), (2.0, 2.0), (4.0, 4.0)]),
            member(&[(0.5, 1.0), (3.0, 1.0)]),
        ];
        let made = group(&members, Grid::Interpolated, Center::Mean, Spread::None);
        assert_eq!(made.x, [0.0, 0.5, 2.0, 3.0, 4.0]);
        assert_eq!(made.n, [1, 1, 2, 2, 1]);
    }

    #[test]
    fn odd_input_gives_a_group_and_no_panic() {
        assert_eq!(
            group(&[], Grid::Parts, Center::Mean, Spread::Deviation),
            Group::default()
        );
        let odd = [
            member(&[(f64::NAN, 1.0), (f64::INFINITY, 2.0)]),
            member(&[(3.0, f64::MAX), (1.0, f64::MAX), (1.0, 7.0)]),
            member(&[(1.0, f64::MAX)]),
        ];
        for grid in Grid::ALL {
            for center in Center::ALL {
                for spread in Spread::ALL {
                    let made = group(&odd, grid, center, spread);
                    assert!(made.x.windows(2).all(|pair| pair[0] < pair[1]), "{made:?}");
                    assert!(made.center.iter().all(|value| value.is_finite()), "{made:?}");
                }
            }
        }
        let last = group(&odd[1..2], Grid::Exact, Center::Mean, Spread::None);
        assert_eq!(last.center, [7.0, f64::MAX], "of two at one x the last counts");
    }
}
