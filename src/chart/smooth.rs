//! Moving averages over a series, for reading a trend through noise.
//!
//! The output has as many points as the input, and a value that is not
//! finite is passed through and does not move the average.

use super::window::{running_mean, running_median};

/// A way to smooth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Smoother {
    /// The exponential average of TensorBoard.
    #[default]
    Exponential,
    /// The same, but forgetting by the distance in x instead of point by point.
    TimeWeighted,
    /// An average of both sides, weighted by a bell curve.
    Gaussian,
    /// The mean of a window about each point.
    RunningMean,
    /// The median of a window about each point.
    RunningMedian,
}

impl Smoother {
    /// All of them, in the order of a menu.
    pub const ALL: [Self; 5] = [
        Self::Exponential,
        Self::TimeWeighted,
        Self::Gaussian,
        Self::RunningMean,
        Self::RunningMedian,
    ];

    /// The word in a link.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exponential => "ema",
            Self::TimeWeighted => "twema",
            Self::Gaussian => "gaussian",
            Self::RunningMean => "mean",
            Self::RunningMedian => "median",
        }
    }

    /// The words in a menu.
    pub fn label(self) -> &'static str {
        match self {
            Self::Exponential => "Exponential",
            Self::TimeWeighted => "Time-weighted",
            Self::Gaussian => "Gaussian",
            Self::RunningMean => "Running mean",
            Self::RunningMedian => "Running median",
        }
    }

    /// Smooths `y` over `x`, which are equally long. `weight` is how much of the exponential
    /// average a new point leaves standing, `0..=1`; the others use as many points as that
    /// average remembers, so that one weight smooths about as much in every way.
    pub fn smooth(self, x: &[f64], y: &[f64], weight: f64) -> Vec<f64> {
        match self {
            Self::Exponential => smooth(y, weight),
            Self::TimeWeighted => time_weighted(x, y, weight),
            Self::Gaussian => gaussian(y, memory(weight) / 12_f64.sqrt()),
            Self::RunningMean => running_mean(y, memory(weight)),
            Self::RunningMedian => running_median(y, memory(weight)),
        }
    }
}

/// How many points have a mean as steady as an exponential average of that weight.
fn memory(weight: f64) -> f64 {
    let weight = if weight.is_nan() { 0.0 } else { weight.clamp(0.0, 0.999) };
    (1.0 + weight) / (1.0 - weight)
}

/// The exponential average of TensorBoard, corrected for starting from zero.
///
/// `weight` is how much of the average a new point leaves standing, `0..=1`;
/// a weight that is not a number counts as zero. A series whose values are all
/// equal comes back unchanged, free of rounding.
///
/// Source: `tensorboard/webapp/widgets/line_chart_v2/data_transformer.ts`.
pub fn smooth(values: &[f64], weight: f64) -> Vec<f64> {
    let constant = values.windows(2).all(|pair| pair[0] == pair[1]);
    if constant {
        return values.to_vec();
    }
    let weight = if weight.is_nan() { 0.0 } else { weight.clamp(0.0, 1.0) };
    let mut average = 0.0;
    let mut count = 0.0;
    values
        .iter()
        .map(|&value| {
            if !value.is_finite() {
                return value;
            }
            average = average * weight + (1.0 - weight) * value;
            count += 1.0;
            // As TensorBoard has it, power and all, so that both agree to the last bit.
            let seen = if weight == 1.0 { 1.0 } else { 1.0 - power(weight, count) };
            average / seen
        })
        .collect()
}

/// The power that the browser has for JavaScript, for the last bits of powers differ from
/// one library to the next, and TensorBoard takes this one.
#[cfg(target_arch = "wasm32")]
fn power(base: f64, exponent: f64) -> f64 {
    js_sys::Math::pow(base, exponent)
}

#[cfg(not(target_arch = "wasm32"))]
fn power(base: f64, exponent: f64) -> f64 {
    base.powf(exponent)
}

/// Into how many parts the time-weighted average cuts the whole of x: between
/// points one part apart it forgets as the exponential one does from point to point.
const PARTS_OF_X: f64 = 1000.0;

/// The exponential average that forgets by the distance in x. Where x does not rise, or is not
/// finite, it forgets nothing.
fn time_weighted(x: &[f64], y: &[f64], weight: f64) -> Vec<f64> {
    let weight = if weight.is_nan() {
        0.0
    } else {
        weight.max(0.0).sqrt().min(0.999)
    };
    let range = super::Extent::of(x.iter().copied()).map_or(0.0, super::Extent::span);
    let (mut sum, mut seen) = (0.0, 0.0);
    let mut before = f64::NAN;
    let points = x.iter().zip(y);
    points
        .map(|(&x, &y)| {
            if !y.is_finite() {
                return y;
            }
            let moved = (x - before) / range * PARTS_OF_X;
            if x.is_finite() {
                before = x;
            }
            let kept = if moved > 0.0 { weight.powf(moved) } else { 1.0 };
            sum = sum * kept + y;
            seen = seen * kept + 1.0;
            sum / seen
        })
        .collect()
}

/// A Gaussian of so many points of standard deviation, cut at three of them.
fn gaussian(values: &[f64], deviation: f64) -> Vec<f64> {
    let reach = (deviation * 3.0).ceil() as usize;
    let bell: Vec<f64> = (0..=reach)
        .map(|at| (-0.5 * (at as f64 / deviation).powi(2)).exp())
        .collect();
    let smoothed = values.iter().enumerate().map(|(middle, &value)| {
        if !value.is_finite() {
            return value;
        }
        let from = middle.saturating_sub(reach);
        let near = &values[from..(middle + reach + 1).min(values.len())];
        let (mut sum, mut weights) = (0.0, 0.0);
        for (&other, at) in near.iter().zip(from..) {
            if other.is_finite() {
                let weight = bell[at.abs_diff(middle)];
                sum += other * weight;
                weights += weight;
            }
        }
        sum / weights
    });
    smoothed.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vector_of_tensorboards_own_test_comes_out() {
        let out = smooth(&[1.0, 0.5, 0.0], 0.6);
        let expected = [1.0, 0.6875, 0.336_734_693_877_551];
        for (got, want) in out.iter().zip(expected) {
            assert!((got - want).abs() < 1e-12, "{out:?}");
        }
    }

    /// What TensorBoard's own code makes of the same numbers. Powers differ in their last bit from
    /// one JavaScript engine to the next, so two of those are allowed.
    #[test]
    fn it_is_the_average_of_tensorboard() {
        let mut state = 7_u32;
        let values: Vec<f64> = (0..400)
            .map(|at| {
                if at % 50 == 7 {
                    return f64::NAN;
                }
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                f64::from(state >> 8) / 16_777_216.0 - 0.5
            })
            .collect();
        let theirs = [
            (
                0.6,
                [
                    -0.26121920347213745,
                    0.16047605872154236,
                    0.13599419593811032,
                    0.016045457897220426,
                    -0.17229357459224665,
                    -0.07454874914841067,
                    -0.266908719600607,
                ],
            ),
            (
                0.9,
                [
                    -0.26121920347213745,
                    0.09389259626990872,
                    0.10075570010611053,
                    0.05876385054610687,
                    -0.03002077282258599,
                    -0.01904217104971702,
                    -0.07065568515769702,
                ],
            ),
            (
                0.99,
                [
                    -0.26121920347213745,
                    0.07783226361825835,
                    0.08950168351919023,
                    0.06494092912290798,
                    -0.0013114295143849576,
                    0.004986394765958208,
                    -0.012973772384314016,
                ],
            ),
            (
                0.999,
                [
                    -0.26121920347213745,
                    0.07630576876892803,
                    0.08837978505957515,
                    0.06536333903860019,
                    0.0011067613691045008,
                    0.007409747020016435,
                    -0.0022712121600728576,
                ],
            ),
        ];
        for (weight, theirs) in theirs {
            let ours = smooth(&values, weight);
            for (at, theirs) in [0, 1, 2, 6, 8, 99, 399].into_iter().zip(theirs) {
                let apart = ours[at].to_bits().abs_diff(f64::to_bits(theirs));
                assert!(
                    apart <= 2 || weight > 0.9 && apart <= 256,
                    "{weight} at {at}: {} {theirs}, {apart}",
                    ours[at]
                );
            }
        }
    }

    #[test]
    fn leading_gaps_do_not_count() {
        let mut values = vec![f64::NAN; 9];
        values.extend([5.0, 6.0]);
        let out = smooth(&values, 0.7);
        assert!((out[9] - 5.0).abs() < 1e-12, "{out:?}");
    }

    #[test]
    fn a_constant_series_stays_as_it_is() {
        assert_eq!(smooth(&[0.1; 5], 0.9), [0.1; 5]);
        for smoother in Smoother::ALL {
            assert_eq!(smoother.smooth(&[], &[], 0.9), Vec::<f64>::new());
            let x: Vec<f64> = (0..5).map(f64::from).collect();
            let out = smoother.smooth(&x, &[0.5; 5], 0.9);
            assert!(out.iter().all(|value| (value - 0.5).abs() < 1e-15), "{smoother:?}");
        }
    }

    #[test]
    fn a_weight_of_zero_changes_nothing() {
        let y = [1.0, 5.0, 2.0];
        for weight in [0.0, f64::NAN] {
            for smoother in Smoother::ALL {
                let out = smoother.smooth(&[0.0, 1.0, 2.0], &y, weight);
                let far = out.iter().zip(y).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
                // Three deviations of a bell of one point reach its neighbours.
                let most = if smoother == Smoother::Gaussian { 0.1 } else { 0.0 };
                assert!(far <= most, "{smoother:?}: {out:?}");
            }
        }
    }

    #[test]
    fn a_gap_is_kept_and_does_not_move_the_average() {
        for gap in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            for smoother in Smoother::ALL {
                let out = smoother.smooth(&[0.0, 1.0, 2.0, 3.0], &[gap, 2.0, gap, 2.0], 0.5);
                assert_eq!((out[1], out[3]), (2.0, 2.0), "gap {gap} {smoother:?}");
                assert!(!out[0].is_finite() && !out[2].is_finite(), "gap {gap} {smoother:?}");
            }
        }
    }

    #[test]
    fn the_time_weighted_average_forgets_by_distance() {
        let y = [0.0, 1.0];
        let near = Smoother::TimeWeighted.smooth(&[0.0, 1.0, 1000.0], &[0.0, 1.0, 1.0], 0.9)[1];
        let far = Smoother::TimeWeighted.smooth(&[0.0, 500.0, 1000.0], &[0.0, 1.0, 1.0], 0.9)[1];
        let kept = 0.9_f64.sqrt();
        assert!((near - 1.0 / (kept + 1.0)).abs() < 1e-12, "{near} {y:?}");
        assert!(far > 0.99, "{far}");
        let odd = Smoother::TimeWeighted.smooth(&[f64::NAN, 3.0, 3.0], &[1.0, 2.0, 3.0], 0.9);
        assert_eq!(odd, [1.0, 1.5, 2.0]);
    }

    #[test]
    fn a_gaussian_is_the_weighted_mean_of_what_is_near() {
        let y = [0.0, 0.0, 1.0, 0.0, 0.0];
        let out = gaussian(&y, 1.0);
        let bell = [1.0, (-0.5_f64).exp(), (-2.0_f64).exp()];
        assert!((out[2] - 1.0 / (1.0 + 2.0 * bell[1] + 2.0 * bell[2])).abs() < 1e-12);
        assert!((out[1] - out[3]).abs() < 1e-15);
    }
}
