//! Means and medians of a window that runs along a column.
//!
//! A window is centred and cut at the ends of the column. What is not finite is
//! not in it, and stays where it is.

use crate::model::in_order;

/// How many points to each side.
fn half(points: f64) -> usize {
    // The range makes the cast exact.
    (points.max(1.0) / 2.0).floor().min(1e6) as usize
}

/// The mean of about so many points around each.
pub(super) fn running_mean(values: &[f64], points: f64) -> Vec<f64> {
    let half = half(points);
    // From time to time the sum is taken anew, for rounding adds up, and a
    // huge value that has left would have taken the small ones along.
    let anew = (2 * half + 1).max(64);
    let (mut sum, mut count) = (0.0, 0_usize);
    let mut means = Vec::with_capacity(values.len());
    let mut held = 0..0;
    for (middle, &value) in values.iter().enumerate() {
        let window = middle.saturating_sub(half)..(middle + half + 1).min(values.len());
        if middle % anew == 0 {
            (sum, count, held) = (0.0, 0, window.start..window.start);
        }
        for &entering in values[held.end..window.end].iter().filter(|value| value.is_finite()) {
            sum += entering;
            count += 1;
        }
        let mut huge = false;
        for &leaving in values[held.start..window.start]
            .iter()
            .filter(|value| value.is_finite())
        {
            huge |= leaving.abs() > 1e6 * (sum - leaving).abs();
            sum -= leaving;
            count -= 1;
        }
        held = window.clone();
        if huge {
            sum = values[window].iter().filter(|value| value.is_finite()).sum();
        }
        means.push(if value.is_finite() { sum / count as f64 } else { value });
    }
    means
}

/// The median of about so many points around each; of an even number, the mean of the middle two.
pub(super) fn running_median(values: &[f64], points: f64) -> Vec<f64> {
    let half = half(points);
    // In order; what enters and leaves is found by search.
    let mut sorted: Vec<f64> = Vec::with_capacity(2 * half + 1);
    let mut medians = Vec::with_capacity(values.len());
    let mut held = 0..0;
    for (middle, &value) in values.iter().enumerate() {
        let window = middle.saturating_sub(half)..(middle + half + 1).min(values.len());
        let entering = values[held.end..window.end]
            .iter()
            .copied()
            .filter(|value| value.is_finite());
        if held.end == 0 {
            sorted = in_order(entering.collect(), f64::total_cmp);
        } else {
            for value in entering {
                let at = sorted.partition_point(|other| other.total_cmp(&value).is_lt());
                sorted.insert(at, value);
            }
        }
        for &leaving in values[held.start..window.start]
            .iter()
            .filter(|value| value.is_finite())
        {
            let at = sorted.partition_point(|other| other.total_cmp(&leaving).is_lt());
            sorted.remove(at);
        }
        held = window;
        medians.push(if value.is_finite() { median(&sorted) } else { value });
    }
    medians
}

/// The median of sorted values, of which there is at least one.
fn median(sorted: &[f64]) -> f64 {
    let upper = sorted[sorted.len() / 2];
    if sorted.len() % 2 == 1 {
        upper
    } else {
        sorted[sorted.len() / 2 - 1] / 2.0 + upper / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(len: usize) -> Vec<f64> {
        let mut state = 3_u32;
        let numbers = (0..len).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            match state >> 24 {
                0..=9 => f64::NAN,
                10 => f64::INFINITY,
                11 => 1e12,
                _ => f64::from(state >> 8) / f64::from(1 << 24) - 0.5,
            }
        });
        numbers.collect()
    }

    /// The finite values of the window about a point, in order.
    fn near(values: &[f64], middle: usize, half: usize) -> Vec<f64> {
        let window = middle.saturating_sub(half)..(middle + half + 1).min(values.len());
        let mut near: Vec<f64> = values[window]
            .iter()
            .copied()
            .filter(|value| value.is_finite())
            .collect();
        near.sort_by(f64::total_cmp);
        near
    }

    #[test]
    fn both_equal_what_each_window_alone_says() {
        for len in [0, 1, 2, 7, 700] {
            let values = column(len);
            for points in [1.0, 2.0, 3.0, 9.0, 199.0, 5_000.0] {
                let (means, medians) = (running_mean(&values, points), running_median(&values, points));
                for (at, &value) in values.iter().enumerate() {
                    let near = near(&values, at, half(points));
                    if !value.is_finite() {
                        assert!(means[at].to_bits() == value.to_bits() && !medians[at].is_finite());
                        continue;
                    }
                    let mean = near.iter().sum::<f64>() / near.len() as f64;
                    let size = near.iter().map(|value| value.abs()).fold(1.0, f64::max);
                    assert!((means[at] - mean).abs() <= 1e-10 * size, "{at} of {len}, {points}");
                    assert_eq!(medians[at], median(&near), "{at} of {len}, {points}");
                }
            }
        }
    }
}
