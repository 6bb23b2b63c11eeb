use super::*;

fn series(values: impl IntoIterator<Item = f64>, gap_ms: f64) -> MetricSeries {
    let values: Vec<f64> = values.into_iter().collect();
    MetricSeries {
        steps: (0..values.len() as i64).map(|step| step * 10).collect(),
        times: Some((0..values.len()).map(|at| at as f64 * gap_ms).collect()),
        values,
    }
}

fn loss() -> MetricKey {
    MetricKey::new("val/loss")
}

fn diverges(values: impl IntoIterator<Item = f64>) -> bool {
    diverging(&loss(), &series(values, 1000.0)).is_some()
}

/// Noise of -1 to 1 that is the same on every machine.
fn noise(n: usize) -> f64 {
    let state = (n as u32).wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    f64::from(state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) >> 8) / f64::from(1 << 23) - 1.0
}

#[test]
fn a_loss_that_rises_beyond_where_it_began_diverges() {
    let falls_then_rises = |n: usize| match n {
        0..50 => 2.0 - n as f64 * 0.03,
        _ => 0.5 * 1.2_f64.powi(n as i32 - 50),
    };
    assert!(diverges((0..80).map(falls_then_rises)));
    assert!(!diverges((0..52).map(falls_then_rises)), "it has only begun to rise");
    assert!(diverges((0..40).map(|n| 1.1_f64.powi(n))), "it never fell");
}

#[test]
fn what_is_usual_is_no_divergence() {
    assert!(!diverges((0..200).map(|n| 1.0 / (1 + n) as f64)));
    assert!(!diverges((0..200).map(|n| 1.0 + 0.4 * noise(n))), "noise about a level");
    assert!(!diverges((0..200).map(|n| if n == 195 { 1e9 } else { 0.5 })), "a spike");
    assert!(
        !diverges((0..200).map(|n| 0.3 + n as f64 * 0.001)),
        "overfitting that stays low"
    );
    assert!(!diverges((0..29).map(|n| 2.0_f64.powi(n))), "too few points");
    assert!(!diverges((0..60).map(|_| 0.0)));
    assert!(!diverges((0..60).map(f64::from)), "from 0 everything is far");
    assert!(
        diverges((0..60).map(|n| -1.0 + f64::from(n))),
        "less than 0 is a number too"
    );
    let accuracy = series((0..100).map(f64::from), 1000.0);
    assert_eq!(
        diverging(&MetricKey::new("accuracy"), &accuracy),
        None,
        "more is better"
    );
}

#[test]
fn the_first_value_that_is_no_number_is_told_with_its_step() {
    let found = first_not_finite(&loss(), &series([1.0, f64::INFINITY, f64::NAN], 1.0));
    let told = Alarm::NotFinite {
        metric: loss(),
        value: f64::INFINITY,
        step: Some(10),
    };
    assert_eq!(found, Some(told));
    assert_eq!(first_not_finite(&loss(), &series([1.0], 1.0)), None);
}

#[test]
fn a_summary_is_enough_to_know_of_one() {
    let with = |last: Option<f64>, nonfinite: Option<u64>| MetricSummary {
        last,
        nonfinite,
        ..MetricSummary::new(MetricKind::Series)
    };
    for (summary, is_told) in [
        (with(Some(f64::NEG_INFINITY), None), true),
        (with(Some(1.0), Some(2)), true),
        (with(Some(1.0), Some(0)), false),
        (with(None, None), false),
    ] {
        assert_eq!(not_finite(&loss(), &summary).is_some(), is_told, "{summary:?}");
        assert_eq!(is_not_finite(&summary), is_told);
    }
}

fn silence(gap_ms: f64, points: usize, after_ms: f64) -> Option<Alarm> {
    let points = series((0..points).map(|_| 1.0), gap_ms);
    let last = points
        .times
        .as_ref()
        .and_then(|times| times.last().copied())
        .unwrap_or_default();
    silent(&[pace(&loss(), &points)?], Timestamp((last + after_ms) as i64))
}

#[test]
fn a_run_is_silent_after_ten_times_its_usual_gap_and_a_minute() {
    assert_eq!(silence(1000.0, 20, 59_000.0), None);
    assert!(silence(1000.0, 20, 61_000.0).is_some());
    assert_eq!(silence(30_000.0, 20, 299_000.0), None);
    let told = silence(30_000.0, 20, 301_000.0);
    let expected = Alarm::Silent {
        metric: loss(),
        since_ms: 301_000.0,
        usual_ms: 30_000.0,
    };
    assert_eq!(told, Some(expected));
    assert_eq!(silence(1000.0, 3, 1e9), None, "two gaps are not usual yet");
    assert_eq!(silence(0.0, 20, 1e9), None, "all at once");
}

#[test]
fn the_metric_that_came_last_counts() {
    let (slow, quick) = (series([1.0; 10], 1000.0), series([1.0; 10], 60_000.0));
    let (a, b) = (MetricKey::new("a"), MetricKey::new("b"));
    let paces: Vec<Pace> = [pace(&a, &slow), pace(&b, &quick)].into_iter().flatten().collect();
    assert_eq!(silent(&paces, Timestamp(600_000)), None);
    assert_eq!(silent(&[], Timestamp(600_000)), None);
}
