//! Points of several metrics of a run as those of one line.

use crate::query::Formula;
use std::sync::Arc;

/// The points of one metric of a run: its steps, which tell what belongs together, and its values.
#[derive(Clone, Copy)]
pub struct Points<'a> {
    /// In logged order.
    pub steps: &'a [f64],
    /// As many.
    pub values: &'a [f64],
}

/// Where a formula has a value: for each, the place in the first metric, and the value. Metrics
/// are matched by equal steps; of several points at one step the last counts. A formula of one
/// metric keeps all its points, as logged.
pub fn combined(formula: &Formula, metrics: &[Points]) -> (Vec<usize>, Vec<f64>) {
    let Some((first, others)) = metrics.split_first() else {
        return (Vec::new(), Vec::new());
    };
    let len = first.steps.len().min(first.values.len());
    let is_same = |other: &Points| {
        other.values.len() >= len && other.steps.len() == first.steps.len() && other.steps == first.steps
    };
    let mut values = vec![0.0; metrics.len()];
    if others.iter().all(is_same) {
        let ys = (0..len).map(|at| {
            for (value, metric) in values.iter_mut().zip(metrics) {
                *value = metric.values[at];
            }
            formula.value(&values)
        });
        return ((0..len).collect(), ys.collect());
    }
    let orders: Vec<Vec<usize>> = metrics.iter().map(rising).collect();
    let mut at = vec![0; metrics.len()];
    let (mut places, mut ys) = (Vec::new(), Vec::new());
    for &place in &orders[0] {
        let step = first.steps[place];
        let mut is_whole = true;
        for (which, metric) in metrics.iter().enumerate() {
            let order = &orders[which];
            while order.get(at[which]).is_some_and(|&own| metric.steps[own] < step) {
                at[which] += 1;
            }
            match order.get(at[which]).filter(|&&own| metric.steps[own] == step) {
                Some(&own) => values[which] = metric.values[own],
                None => is_whole = false,
            }
        }
        if is_whole {
            places.push(place);
            ys.push(formula.value(&values));
        }
    }
    (places, ys)
}

/// The places of points in the order of their steps, of each step the last.
fn rising(points: &Points) -> Vec<usize> {
    let len = points.steps.len().min(points.values.len());
    let mut order = crate::model::places_in_order(len, &|a, b| points.steps[a].total_cmp(&points.steps[b]));
    order.reverse();
    order.dedup_by(|a, b| points.steps[*a] == points.steps[*b]);
    order.reverse();
    order
}

/// The numbers at these places.
pub fn picked(numbers: &[f64], places: &[usize]) -> Arc<[f64]> {
    places
        .iter()
        .map(|&place| numbers.get(place).copied().unwrap_or(f64::NAN))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MetricKey;

    fn formula(text: &str) -> Formula {
        Formula::parse(text, &["a", "b"].map(MetricKey::new)).expect("a formula")
    }

    #[test]
    fn one_metric_keeps_all_its_points() {
        let points = Points {
            steps: &[3.0, 1.0, 1.0],
            values: &[1.0, f64::NAN, 2.0],
        };
        let (places, ys) = combined(&formula("2 * a"), &[points]);
        assert_eq!((places, ys[0], ys[2]), (vec![0, 1, 2], 2.0, 4.0));
        assert!(ys[1].is_nan());
    }

    #[test]
    fn several_are_matched_by_their_steps() {
        let a = Points {
            steps: &[0.0, 2.0, 4.0, 4.0],
            values: &[1.0, 2.0, 3.0, 30.0],
        };
        let b = Points {
            steps: &[4.0, 3.0, 2.0],
            values: &[10.0, 9.0, 8.0],
        };
        let (places, ys) = combined(&formula("a / b"), &[a, b]);
        assert_eq!((places, ys), (vec![1, 3], vec![0.25, 3.0]));
        let (_, same) = combined(&formula("a + b"), &[a, Points { values: &[1.0; 4], ..a }]);
        assert_eq!(same, [2.0, 3.0, 4.0, 31.0]);
    }
}
