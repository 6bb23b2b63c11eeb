//! Moving averages over a series, for reading a trend through noise.
//!
//! The output has as many points as the input, and a value that is not
//! finite is passed through and does not move the average.

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
    // What of the average still stems from the zero it started with.
    let mut unseen = 1.0;
    values
        .iter()
        .map(|&value| {
            if !value.is_finite() {
                return value;
            }
            average = average * weight + value * (1.0 - weight);
            unseen *= weight;
            let seen = if weight == 1.0 { 1.0 } else { 1.0 - unseen };
            average / seen
        })
        .collect()
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

    #[test]
    fn a_constant_series_stays_as_it_is() {
        assert_eq!(smooth(&[0.1; 5], 0.9), [0.1; 5]);
        assert_eq!(smooth(&[], 0.9), Vec::<f64>::new());
    }

    #[test]
    fn a_weight_of_zero_changes_nothing() {
        assert_eq!(smooth(&[1.0, 5.0, 2.0], 0.0), [1.0, 5.0, 2.0]);
        assert_eq!(smooth(&[1.0, 5.0, 2.0], f64::NAN), [1.0, 5.0, 2.0]);
    }

    #[test]
    fn a_gap_is_kept_and_does_not_move_the_average() {
        for gap in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            let out = smooth(&[gap, 2.0, gap, 2.0], 0.5);
            assert_eq!((out[1], out[3]), (2.0, 2.0), "gap {gap}");
            assert!(!out[0].is_finite() && !out[2].is_finite(), "gap {gap}");
        }
    }
}
