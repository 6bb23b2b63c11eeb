"""Makes the fixtures of tests/evaluation.rs with scikit-learn and numpy.

    python -m venv v && v/bin/pip install scikit-learn==1.9.1
    v/bin/python tests/evaluation/make.py            writes *.json beside itself

Each holds `payload`, as Azure ML logs it, and `truth`: what scikit-learn (numpy
where it has no word for it) makes of the samples themselves. None is null.
"""

import json
import math
import warnings
from pathlib import Path

import numpy as np
from sklearn.calibration import calibration_curve
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.metrics import average_precision_score, confusion_matrix, precision_recall_curve, roc_auc_score, roc_curve

HERE = Path(__file__).parent
warnings.simplefilter("ignore", UndefinedMetricWarning)


def table(truth, scores, thresholds):
    """Rows [TP, FP, TN, FN], counted by scikit-learn."""
    rows = []
    for threshold in thresholds:
        (tn, fp), (fn, tp) = confusion_matrix(truth, scores >= threshold, labels=[False, True])
        rows.append([int(tp), int(fp), int(tn), int(fn)])
    return rows


def accuracy_payload(labels, truth, scores, thresholds):
    tables = [table(truth[:, place], scores[:, place], thresholds) for place in range(len(labels))]
    return {
        "schema_type": "accuracy_table", "schema_version": "1.0.1",
        "data": {
            "class_labels": labels, "probability_tables": tables, "percentile_tables": tables,
            "probability_thresholds": list(map(float, thresholds)), "percentile_thresholds": list(map(float, thresholds)),
        },
    }  # fmt: skip


def lift_and_gains(truth, scores):
    """By sorting the samples, without a threshold: share called, share found, how many times more often."""
    order = np.argsort(-scores, kind="stable")
    found, called = np.cumsum(truth[order]), np.arange(1, len(truth) + 1)
    # Samples of one score are called together.
    last = np.append(np.diff(scores[order]) != 0, True)
    x, gains = called[last] / len(truth), found[last] / truth.sum()
    return {"gains": points([0, *x], [0, *gains]), "lift": points(x, gains / x)}


def points(x, y):
    """The different points of a curve in its order."""
    pairs = [(float(a), float(b)) for a, b in zip(x, y, strict=True)]
    return [pair for place, pair in enumerate(pairs) if place == 0 or pair != pairs[place - 1]]


def curves(truth, scores):
    """All that is known of one judgement of yes or no."""
    has_positive, has_negative = bool(truth.any()), not truth.all()
    known = dict.fromkeys(["roc", "auc", "precision_recall", "average_precision", "gains", "lift"])
    if has_positive and has_negative:
        fpr, tpr, _ = roc_curve(truth, scores, drop_intermediate=False)
        known |= {"roc": points(fpr, tpr), "auc": roc_auc_score(truth, scores)}
    if has_positive:
        precision, recall, _ = precision_recall_curve(truth, scores)
        known |= {
            "precision_recall": points(recall[::-1], precision[::-1]),
            "average_precision": average_precision_score(truth, scores),
        } | lift_and_gains(truth, scores)
    return known


def means(truth, scores):
    """The scores of all classes. Those that are not defined for a class leave it out."""
    known = {"micro": curves(truth.ravel(), scores.ravel())}
    for average in ["macro", "weighted"]:
        known[average] = {}
        for name, score, usable in [
            ("auc", roc_auc_score, truth.any(axis=0) & ~truth.all(axis=0)),
            ("average_precision", average_precision_score, truth.any(axis=0)),
        ]:
            value = score(truth[:, usable], scores[:, usable], average=average) if usable.any() else None
            known[average][name] = value
    return known


def classifier(name, labels, classes, scores):
    """At every score that occurs, so that the curves are those of the samples."""
    truth = np.equal.outer(classes, np.arange(len(labels)))
    thresholds = np.unique(np.append(scores, [0.0, 1.0]))
    write(name, accuracy_payload(labels, truth, scores, thresholds), {
        "classes": [curves(truth[:, place], scores[:, place]) for place in range(len(labels))],
        "averages": means(truth, scores) if len(labels) > 1 else None,
    })  # fmt: skip


def calibrated(name, random):
    """At even thresholds, of which ten make a bin of scikit-learn's."""
    scores = random.uniform(0.0005, 0.9995, 400)
    classes = (random.uniform(size=400) < scores**1.3).astype(int)
    # A score on an edge belongs to the bin above here, to the one below there.
    scores = np.where(np.isclose(scores * 10, np.round(scores * 10), atol=1e-6), scores + 1e-3, scores)
    both = np.column_stack([1 - scores, scores])
    truth = np.column_stack([classes == 0, classes == 1])
    shares = [calibration_curve(truth[:, place], both[:, place], n_bins=10)[0] for place in (0, 1)]
    micro = calibration_curve(truth.ravel(), both.ravel(), n_bins=10)[0]
    payload = accuracy_payload(["no", "yes"], truth, both, np.linspace(0, 1, 101))
    write(name, payload, {"calibration": [list(map(float, share)) for share in shares], "micro": list(map(float, micro))})


def regressor(name, random):
    """Residuals and predictions of a fit that is wrong by more where the truth is larger."""
    true = random.uniform(0, 10, 300)
    predicted = true * 0.9 + 0.5 + random.normal(0, 0.2 + true / 10)
    counts, edges = np.histogram(predicted - true, bins=12)
    edges[0], edges[-1] = edges[0] - 3, edges[-1] + 5
    bins = np.array([0, 2, 4, 4.001, 6, 8, 10])
    place = np.digitize(true, bins) - 1
    members = [predicted[place == at] for at in range(len(bins) - 1)]
    known = {
        "bin_edges": list(map(float, bins)), "bin_counts": [len(member) for member in members],
        "bin_averages": [float(member.mean()) if len(member) else 0.0 for member in members],
        "bin_errors": [float(member.std()) if len(member) else 0.0 for member in members],
    }  # fmt: skip
    write(f"{name}_residuals", {
        "schema_type": "residuals", "schema_version": "1.0.0",
        "data": {
            "bin_edges": list(map(float, edges)), "bin_counts": counts.tolist(), "res_count": 300,
            "mean": float((predicted - true).mean()), "stddev": float((predicted - true).std()),
        },
    }, {"count": 300, "largest": int(counts.max())})  # fmt: skip
    band = [[float(m.mean() - m.std()), float(m.mean() + m.std())] if len(m) else None for m in members]
    write(f"{name}_predictions", {"schema_type": "predictions", "schema_version": "1.0.0", "data": known}, {"band": band, "count": 300})


def write(name, payload, truth):
    document = {"payload": payload, "truth": none_for_nan(truth)}
    (HERE / f"{name}.json").write_text(json.dumps(document, allow_nan=False) + "\n")


def none_for_nan(value):
    if isinstance(value, dict):
        return {name: none_for_nan(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [none_for_nan(item) for item in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def shares(random, classes, count):
    """Scores that sum to 1 and know something of the truth."""
    raw = random.gamma(1.0, size=(len(classes), count)) + 1.2 * np.equal.outer(classes, np.arange(count))
    return raw / raw.sum(axis=1, keepdims=True)


def main():
    random = np.random.default_rng(20)
    classes = random.integers(0, 2, 80)
    yes = np.clip(random.normal(0.35 + 0.3 * classes, 0.25), 0, 1)
    classifier("binary", ["no", "yes"], classes, np.column_stack([1 - yes, yes]))
    # Two decimals: many samples of one score.
    tied = np.round(yes, 1)
    classifier("ties", ["no", "yes"], classes, np.column_stack([np.round(1 - tied, 1), tied]))
    classes = random.choice(4, 90, p=[0.5, 0.3, 0.15, 0.05])
    classifier("multiclass", ["cat", "dog", "bird", "fish"], classes, np.round(shares(random, classes, 4), 2))
    # A class of which there is no sample.
    classes = random.integers(0, 2, 40)
    classifier("no_sample", ["cat", "dog", "unicorn"], classes, np.round(shares(random, classes, 3), 2))
    # Nothing but one class.
    classifier("single_class", ["all"], np.zeros(20, dtype=int), random.uniform(size=(20, 1)).round(2))
    # All samples are of the first of two classes.
    classes = np.zeros(25, dtype=int)
    classifier("one_sided", ["no", "yes"], classes, np.round(shares(random, classes, 2), 2))
    calibrated("calibrated", random)
    regressor("regressor", random)


if __name__ == "__main__":
    main()
