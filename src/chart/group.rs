//! Several lines as one: what is typical of them, and how far they lie apart.

mod rising;

use rising::{Rising, middles, union};
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

#[cfg(test)]
mod tests;
