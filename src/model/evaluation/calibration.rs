//! Whether a score of 0.7 means that seven of ten are of the class.
//!
//! The samples between two thresholds are those that are called the class at
//! the lower and not at the upper one: ΔTP/(ΔTP+ΔFP) of them are of the class.
//! Source: the charts of azureml-widgets; scikit-learn's `calibration_curve`
//! with even bins gives the same. Intervals are joined until a bin is a tenth
//! wide, as reliability diagrams have it (Niculescu-Mizil and Caruana,
//! Predicting good probabilities with supervised learning, 2005). The table
//! does not tell the mean score of a bin, so x is its middle.

use super::accuracy::Counts;

/// The least width of a bin.
const WIDTH: f64 = 0.1;
/// Thresholds are written with errors of rounding.
const ROUNDING: f64 = 1e-9;

/// The middle of each bin and the share of the class in it, by rising score;
/// `None` for a bin without a sample. `rows` are the counts below all of the
/// rising thresholds, at each, and above all.
pub(super) fn aligned(thresholds: &[f64], rows: &[Counts]) -> Vec<Option<(f64, f64)>> {
    if thresholds.is_empty() || rows.len() != thresholds.len() + 2 {
        return Vec::new();
    }
    // Below the first threshold and above the last, a probability goes to 0 and 1.
    let first = thresholds[0];
    let last = thresholds[thresholds.len() - 1];
    let mut edges = vec![first.min(0.0)];
    edges.extend_from_slice(thresholds);
    edges.push(last.max(1.0));
    let mut bins = Vec::new();
    let mut from = 0;
    for to in 1..edges.len() {
        let is_last = to == edges.len() - 1;
        let rest = edges[edges.len() - 1] - edges[to];
        let is_wide = edges[to] - edges[from] >= WIDTH - ROUNDING;
        // What is called at the highest score itself has no interval of its own.
        if !is_last && (!is_wide || rest < ROUNDING) {
            continue;
        }
        bins.push(bin((edges[from], edges[to]), rows[from], rows[to]));
        from = to;
    }
    bins
}

fn bin((lo, hi): (f64, f64), lower: Counts, upper: Counts) -> Option<(f64, f64)> {
    let right = lower.true_pos - upper.true_pos;
    let all = right + lower.false_pos - upper.false_pos;
    (all > 0.0).then(|| ((lo + hi) / 2.0, right / all))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of ten samples whose scores are 0.05, 0.15 … 0.95; those from 0.5 on are of the class.
    fn rows(thresholds: &[f64]) -> Vec<Counts> {
        let scores: Vec<f64> = (0..10).map(|n| 0.05 + 0.1 * f64::from(n)).collect();
        let at = |threshold: f64| {
            let called = |is_of: bool| {
                let reached = scores
                    .iter()
                    .filter(|&&score| score >= threshold && (score > 0.5) == is_of);
                reached.count() as f64
            };
            Counts {
                true_pos: called(true),
                false_pos: called(false),
                true_neg: 5.0 - called(false),
                false_neg: 5.0 - called(true),
            }
        };
        let all = [&[-1.0], thresholds, &[2.0]].concat();
        all.into_iter().map(at).collect()
    }

    #[test]
    fn narrow_intervals_are_joined_to_tenths() {
        let thresholds: Vec<f64> = (0..=100).map(|n| f64::from(n) / 100.0).collect();
        let bins = aligned(&thresholds, &rows(&thresholds));
        assert_eq!(bins.len(), 10);
        let point = bins[6].expect("a sample at 0.65");
        assert!((point.0 - 0.65).abs() < 1e-12 && point.1 == 1.0);
        assert_eq!(bins[2].map(|point| point.1), Some(0.0));
    }

    #[test]
    fn wide_intervals_stay_and_the_ends_reach_to_0_and_1() {
        let bins = aligned(&[0.3, 0.6], &rows(&[0.3, 0.6]));
        let expected = [(0.15, 0.0), (0.45, 1.0 / 3.0), (0.8, 1.0)];
        for (bin, (x, y)) in bins.iter().zip(expected) {
            let found = bin.expect("samples");
            assert!((found.0 - x).abs() < 1e-12 && (found.1 - y).abs() < 1e-12, "{found:?}");
        }
        assert_eq!(bins.len(), 3);
    }

    #[test]
    fn a_score_of_1_belongs_to_the_last_bin() {
        let certain = Counts {
            true_pos: 2.0,
            true_neg: 1.0,
            ..Counts::default()
        };
        let none = Counts {
            true_neg: 1.0,
            false_neg: 2.0,
            ..Counts::default()
        };
        let all = Counts {
            true_pos: 2.0,
            false_pos: 1.0,
            ..Counts::default()
        };
        let bins = aligned(&[0.0, 0.5, 1.0], &[all, all, certain, certain, none]);
        assert_eq!(bins, [Some((0.25, 0.0)), Some((0.75, 1.0))]);
    }
}
