//! A line to be put together with others, and the x at which that is done.

use super::{Member, PARTS};
use crate::model::in_order;

/// A line whose x rises strictly, without values that are not finite.
pub(super) struct Rising {
    x: Vec<f64>,
    y: Vec<f64>,
    /// Places before which a value that was not finite interrupts the line.
    broken: Vec<usize>,
}

impl Rising {
    /// The points of a line that are finite, by x; of several at one x the last.
    pub fn of((x, y): &Member) -> Self {
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

    /// Whether it has no point.
    pub fn is_empty(&self) -> bool {
        self.x.is_empty()
    }

    /// The value at each of the rising `xs`, NaN where there is none.
    pub fn at(&self, xs: &[f64], between: bool) -> Vec<f64> {
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
    pub fn means(&self, xs: &[f64]) -> Vec<f64> {
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
pub(super) fn union(members: &[Rising]) -> Vec<f64> {
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
pub(super) fn middles(members: &[Rising]) -> Vec<f64> {
    let ends = members
        .iter()
        .flat_map(|member| [member.x.first(), member.x.last()].into_iter().flatten());
    let Some(range) = crate::chart::Extent::of(ends.copied()) else {
        return Vec::new();
    };
    if range.span() <= 0.0 {
        return vec![range.lo];
    }
    let width = range.span() / PARTS as f64;
    (0..PARTS).map(|part| range.lo + width * (part as f64 + 0.5)).collect()
}
