//! Smoothing, beside the arithmetic of TensorBoard in the same browser.

use runlens::chart::smooth;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

/// The recurrence of `classicSmoothing` in TensorBoard's
/// `tensorboard/webapp/widgets/line_chart_v2/data_transformer.ts`, in the numbers of JavaScript.
#[wasm_bindgen(inline_js = "
export function debiased(values, weight) {
  let last = 0, seen = 0;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    last = last * weight + (1 - weight) * value;
    seen++;
    return last / (weight === 1 ? 1 : 1 - Math.pow(weight, seen));
  });
}")]
extern "C" {
    fn debiased(values: &[f64], weight: f64) -> Vec<f64>;
}

/// Noise about a curve, with gaps.
fn values(count: usize) -> Vec<f64> {
    let mut state = 7_u32;
    (0..count)
        .map(|at| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            match at % 50 {
                7 => f64::NAN,
                23 if at % 100 == 23 => f64::INFINITY,
                _ => f64::from(state >> 8) / 16_777_216.0 + 9.0 / (1.0 + at as f64),
            }
        })
        .collect()
}

#[wasm_bindgen_test]
fn it_is_the_average_of_tensorboard_to_the_last_bit() {
    let values = values(20_000);
    for weight in [0.0, 0.1, 0.3, 0.6, 0.75, 0.9, 0.97, 0.99, 0.999, 1.0] {
        let (ours, theirs) = (smooth(&values, weight), debiased(&values, weight));
        let differ = ours.iter().zip(&theirs).filter(|(a, b)| a.to_bits() != b.to_bits());
        let differ = differ.filter(|(a, b)| !(a.is_nan() && b.is_nan())).count();
        assert_eq!(differ, 0, "of {} at a weight of {weight}", values.len());
    }
}

#[wasm_bindgen_test]
fn the_vectors_of_tensorboards_own_tests_come_out() {
    let (nan, inf) = (f64::NAN, f64::INFINITY);
    for (given, weight) in [
        (vec![1.0, 0.5, 0.0], 0.6),
        (vec![nan, inf, 0.0, 1.0], 0.5),
        (vec![1.0, nan, -inf, 0.0], 0.9),
    ] {
        let (ours, theirs) = (smooth(&given, weight), debiased(&given, weight));
        let bits = |some: &[f64]| some.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
        assert_eq!(bits(&ours), bits(&theirs), "{given:?}");
    }
}
