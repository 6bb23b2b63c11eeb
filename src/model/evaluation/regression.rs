//! How far a regressor is from the truth, in bins.

/// How many residuals fall between which values. The outer edges are the least
/// and the largest residual, so the outer bins may be far wider than the rest.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Residuals {
    /// One more than there are bins; never falling, the outer ones may be infinite.
    pub edges: Vec<f64>,
    /// How many residuals there are in each bin; NaN where that is not known.
    pub counts: Vec<f64>,
    /// Their mean, when it was logged.
    pub mean: Option<f64>,
    /// Their standard deviation, when it was logged.
    pub stddev: Option<f64>,
    /// How many there are in all, when it was logged.
    pub total: Option<f64>,
}

/// A bar of a histogram.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResidualBin {
    /// Its lower edge.
    pub lo: f64,
    /// Its upper edge.
    pub hi: f64,
    /// Where the bar begins and ends: at the edges, or nearer where it would
    /// be far wider than the bars between.
    pub drawn: (f64, f64),
    /// How many there are.
    pub count: f64,
}

impl Residuals {
    /// The bars. An outer bin is drawn no wider than the widest bin between,
    /// else one outlier would leave no room for all others; azureml-widgets
    /// does so, too.
    pub fn bins(&self) -> Vec<ResidualBin> {
        let inner = self
            .edges
            .get(1..self.edges.len().saturating_sub(1))
            .unwrap_or_default();
        let widest = inner.windows(2).map(|pair| pair[1] - pair[0]).fold(0.0, f64::max);
        // Two bins, or ones without a width, have nothing to go by.
        let most = if widest > 0.0 { widest } else { f64::INFINITY };
        let last = self.counts.len().saturating_sub(1);
        let bin = |(place, (edges, &count)): (usize, (&[f64], &f64))| {
            let (lo, hi) = (edges[0], edges[1]);
            let drawn = match place {
                0 if last > 0 => (lo.max(hi - most), hi),
                _ if place == last => (lo, hi.min(lo + most)),
                _ => (lo, hi),
            };
            let count = if count.is_finite() { count.max(0.0) } else { 0.0 };
            ResidualBin { lo, hi, drawn, count }
        };
        let bins = self.edges.windows(2).zip(&self.counts).enumerate().map(bin);
        // An infinite edge without a width to go by has no place.
        bins.filter(|bin| bin.drawn.0.is_finite() && bin.drawn.1.is_finite())
            .collect()
    }

    /// How many residuals there are in all: as logged, or by the bins.
    pub fn count(&self) -> f64 {
        let counted = self.counts.iter().filter(|count| count.is_finite()).sum();
        self.total.unwrap_or(counted)
    }
}

/// What was predicted, in bins of the true value.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Predictions {
    /// One more than there are bins; never falling.
    pub edges: Vec<f64>,
    /// The mean of what was predicted in each bin; NaN in an empty one.
    pub averages: Vec<f64>,
    /// The standard deviation of what was predicted in each bin; NaN in an empty one.
    pub errors: Vec<f64>,
    /// How many samples there are in each bin.
    pub counts: Vec<f64>,
}

/// What was predicted where the truth is about the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// The edges of the bin: the true values in it.
    pub bin: (f64, f64),
    /// The middle of the bin.
    pub truth: f64,
    /// The mean of what was predicted.
    pub average: f64,
    /// The mean less and plus one standard deviation of what was predicted;
    /// the mean itself where that is not known.
    pub band: (f64, f64),
    /// How many samples there are.
    pub count: f64,
}

impl Predictions {
    /// The bins; `None` for an empty one, whose average says nothing.
    pub fn bins(&self) -> Vec<Option<Prediction>> {
        let at = |list: &[f64], place: usize| list.get(place).copied().unwrap_or(f64::NAN);
        let bin = |(place, edges): (usize, &[f64])| {
            let (average, count) = (at(&self.averages, place), at(&self.counts, place));
            let error = Some(at(&self.errors, place)).filter(|error| error.is_finite());
            let error = error.unwrap_or(0.0).abs();
            let truth = edges[0] / 2.0 + edges[1] / 2.0;
            let is_seen = count > 0.0 && average.is_finite() && truth.is_finite();
            is_seen.then_some(Prediction {
                bin: (edges[0], edges[1]),
                truth,
                average,
                band: (average - error, average + error),
                count,
            })
        };
        self.edges.windows(2).enumerate().map(bin).collect()
    }

    /// How many samples there are in all.
    pub fn count(&self) -> f64 {
        self.counts.iter().filter(|count| count.is_finite()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outer_bin_is_drawn_no_wider_than_those_between() {
        let residuals = Residuals {
            edges: vec![-90.0, -1.0, 0.0, 1.0, f64::INFINITY],
            counts: vec![1.0, 12.0, f64::NAN, 2.0],
            ..Residuals::default()
        };
        let bins = residuals.bins();
        let drawn: Vec<(f64, f64)> = bins.iter().map(|bin| bin.drawn).collect();
        assert_eq!(drawn, [(-2.0, -1.0), (-1.0, 0.0), (0.0, 1.0), (1.0, 2.0)]);
        assert_eq!((bins[0].lo, bins[2].count, residuals.count()), (-90.0, 0.0, 15.0));
    }

    #[test]
    fn few_bins_are_drawn_as_they_are() {
        let of = |edges: &[f64], counts: &[f64]| {
            let residuals = Residuals {
                edges: edges.to_vec(),
                counts: counts.to_vec(),
                ..Residuals::default()
            };
            residuals.bins().iter().map(|bin| bin.drawn).collect::<Vec<_>>()
        };
        assert_eq!(of(&[-5.0, 1.0], &[3.0]), [(-5.0, 1.0)]);
        assert_eq!(of(&[-5.0, 1.0, 2.0], &[3.0, 1.0]), [(-5.0, 1.0), (1.0, 2.0)]);
        assert_eq!(of(&[f64::NEG_INFINITY, 1.0, 2.0], &[3.0, 1.0]), [(1.0, 2.0)]);
        assert_eq!(of(&[], &[]), []);
    }

    #[test]
    fn an_empty_bin_of_predictions_is_a_gap() {
        let predictions = Predictions {
            edges: vec![0.0, 1.0, 2.0, 3.0, 4.0],
            averages: vec![0.25, 0.0, f64::NAN, 3.0],
            errors: vec![0.1, 0.0, 0.0, f64::NAN],
            counts: vec![4.0, 0.0, 2.0, 1.0],
        };
        let bins = predictions.bins();
        let first = bins[0].expect("four samples");
        assert_eq!((first.truth, first.bin, first.band), (0.5, (0.0, 1.0), (0.15, 0.35)));
        assert_eq!((bins[1], bins[2]), (None, None));
        assert_eq!(bins[3].map(|bin| bin.band), Some((3.0, 3.0)));
        assert_eq!(predictions.count(), 7.0);
    }
}
