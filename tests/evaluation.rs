//! Curves of classifiers and bins of regressors against what scikit-learn makes
//! of the same samples (`tests/evaluation/make.py`).
#![cfg(not(target_arch = "wasm32"))]

use runlens::model::evaluation::{AccuracyTable, Average, CurveKind, CurveOf, Evaluation, EvaluationCurve};
use runlens::source::evaluation;
use serde_json::Value;
use std::path::Path;

const TOLERANCE: f64 = 1e-9;

/// What was logged, and what is true of it.
fn fixture(name: &str) -> (Evaluation, Value) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/evaluation/{name}.json"));
    let text = std::fs::read_to_string(path).expect(name);
    let mut document: Value = serde_json::from_str(&text).expect(name);
    let read = evaluation(&document["payload"].to_string(), "")
        .expect(name)
        .expect(name);
    (read, document["truth"].take())
}

fn table(name: &str) -> (AccuracyTable, Value) {
    match fixture(name) {
        (Evaluation::Accuracy(table), truth) => (table, truth),
        (other, _) => panic!("{name}: {other:?}"),
    }
}

fn numbers(list: &Value) -> Vec<f64> {
    let items = list.as_array().expect("a list").iter();
    items.map(|number| number.as_f64().expect("a number")).collect()
}

fn pairs(list: &Value) -> Vec<(f64, f64)> {
    let pairs = list.as_array().expect("a list").iter().map(numbers);
    pairs.map(|pair| (pair[0], pair[1])).collect()
}

fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= TOLERANCE
}

fn find(curves: &[EvaluationCurve], of: CurveOf) -> Option<&EvaluationCurve> {
    curves.iter().find(|curve| curve.of == of)
}

/// The different points of a curve in its order: between the scores of a class
/// there are thresholds of others, at which nothing changes.
fn different(curve: &EvaluationCurve) -> Vec<(f64, f64)> {
    let mut points: Vec<(f64, f64)> = curve.x.iter().copied().zip(curve.y.iter().copied()).collect();
    points.dedup();
    points
}

/// Of a curve of precision and recall scikit-learn leaves out what lies behind
/// the threshold at which all of the class are found.
fn until_all_are_found(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let found = points.iter().position(|point| point.0 >= 1.0);
    points.into_iter().take(found.map_or(usize::MAX, |at| at + 1)).collect()
}

fn is_same(found: &[(f64, f64)], wanted: &[(f64, f64)], what: &str) {
    assert_eq!(found.len(), wanted.len(), "{what}: {found:?}\n{wanted:?}");
    for (found, wanted) in found.iter().zip(wanted) {
        assert!(
            is_near(found.0, wanted.0) && is_near(found.1, wanted.1),
            "{what}: {found:?} {wanted:?}"
        );
    }
}

fn is_same_score(found: Option<f64>, wanted: &Value, what: &str) {
    match (found, wanted.as_f64()) {
        (Some(found), Some(wanted)) => assert!(is_near(found, wanted), "{what}: {found} {wanted}"),
        (found, wanted) => assert_eq!(found, wanted, "{what}"),
    }
}

const KINDS: [(CurveKind, &str, Option<&str>); 4] = [
    (CurveKind::Roc, "roc", Some("auc")),
    (
        CurveKind::PrecisionRecall,
        "precision_recall",
        Some("average_precision"),
    ),
    (CurveKind::Gains, "gains", None),
    (CurveKind::Lift, "lift", None),
];

/// The curve `of` against the truth about one judgement of yes or no.
fn is_true(table: &AccuracyTable, of: CurveOf, truth: &Value, what: &str) {
    for (kind, name, score) in KINDS {
        let what = format!("{what} {of:?} {name}");
        let curves = table.curves(kind);
        let curve = find(&curves, of);
        assert_eq!(curve.is_none(), truth[name].is_null(), "{what}");
        let Some(curve) = curve else { continue };
        assert!(curve.x.windows(2).all(|pair| pair[0] <= pair[1]), "{what} falls");
        let wanted = pairs(&truth[name]);
        match kind {
            CurveKind::PrecisionRecall => is_same(
                &until_all_are_found(different(curve)),
                &until_all_are_found(wanted),
                &what,
            ),
            _ => is_same(&different(curve), &wanted, &what),
        }
        match score {
            Some(score) => is_same_score(curve.score, &truth[score], &what),
            None => assert_eq!(curve.score, None, "{what}"),
        }
    }
}

#[test]
fn curves_of_classes_are_those_of_scikit_learn() {
    for name in ["binary", "ties", "multiclass", "no_sample", "single_class", "one_sided"] {
        let (table, truth) = table(name);
        for (class, truth) in truth["classes"].as_array().expect(name).iter().enumerate() {
            is_true(&table, CurveOf::Class(class), truth, name);
        }
    }
}

#[test]
fn averages_are_those_of_scikit_learn() {
    for name in ["binary", "ties", "multiclass", "no_sample", "one_sided"] {
        let (table, truth) = table(name);
        let truth = &truth["averages"];
        is_true(&table, CurveOf::Average(Average::Micro), &truth["micro"], name);
        for (average, word) in [(Average::Macro, "macro"), (Average::Weighted, "weighted")] {
            for (kind, score) in [
                (CurveKind::Roc, "auc"),
                (CurveKind::PrecisionRecall, "average_precision"),
            ] {
                let curves = table.curves(kind);
                let found = find(&curves, CurveOf::Average(average)).and_then(|curve| curve.score);
                is_same_score(found, &truth[word][score], &format!("{name} {word} {score}"));
            }
        }
    }
}

#[test]
fn one_class_has_no_averages() {
    let (table, _) = table("single_class");
    for kind in CurveKind::ALL {
        let averages = Average::ALL.map(CurveOf::Average);
        assert!(
            table.curves(kind).iter().all(|curve| !averages.contains(&curve.of)),
            "{kind:?}"
        );
    }
}

#[test]
fn shares_of_a_calibration_are_those_of_scikit_learn() {
    let (table, truth) = table("calibrated");
    let curves = table.curves(CurveKind::Calibration);
    let of = |of: CurveOf| &find(&curves, of).expect("a curve").y;
    let is_same = |found: &[f64], wanted: &Value| {
        let wanted = numbers(wanted);
        assert_eq!(found.len(), wanted.len());
        assert!(
            found.iter().zip(&wanted).all(|(a, b)| is_near(*a, *b)),
            "{found:?} {wanted:?}"
        );
    };
    for class in [0, 1] {
        is_same(of(CurveOf::Class(class)), &truth["calibration"][class]);
    }
    is_same(of(CurveOf::Average(Average::Micro)), &truth["micro"]);
}

#[test]
fn residuals_keep_their_counts() {
    let (Evaluation::Residuals(residuals), truth) = fixture("regressor_residuals") else {
        panic!("another kind")
    };
    let bins = residuals.bins();
    let largest = bins.iter().map(|bin| bin.count).fold(0.0, f64::max);
    assert_eq!(Some(largest), truth["largest"].as_f64());
    assert_eq!(Some(residuals.count()), truth["count"].as_f64());
    // Every bar is drawn as wide as those between, though the outer bins are far wider.
    let widths: Vec<f64> = bins.iter().map(|bin| bin.drawn.1 - bin.drawn.0).collect();
    assert!(widths.iter().all(|width| is_near(*width, widths[1])), "{widths:?}");
    assert!(bins[0].hi - bins[0].lo > widths[0] + 2.9);
}

#[test]
fn predictions_have_the_band_of_their_samples() {
    let (Evaluation::Predictions(predictions), truth) = fixture("regressor_predictions") else {
        panic!("another kind")
    };
    assert_eq!(Some(predictions.count()), truth["count"].as_f64());
    let bins = predictions.bins();
    let band = truth["band"].as_array().expect("a band");
    assert_eq!(bins.len(), band.len());
    for (bin, wanted) in bins.iter().zip(band) {
        match bin {
            Some(bin) => is_same(&[bin.band], &[(numbers(wanted)[0], numbers(wanted)[1])], "band"),
            None => assert!(wanted.is_null()),
        }
    }
    assert!(bins.iter().any(Option::is_none));
}
