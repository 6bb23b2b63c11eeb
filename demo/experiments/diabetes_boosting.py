"""Boosted trees on the diabetes data: error after every stage."""

import csv
import io
import json

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split

from clock import Clock
from images import scatter

STAGES = 300
GRID = [
    # learning rate, depth, subsample
    (0.01, 2, 1.0),
    (0.03, 1, 1.0),
    (0.03, 2, 1.0),
    (0.03, 3, 0.5),
    (0.1, 1, 1.0),
    (0.1, 2, 0.5),
    (0.1, 4, 1.0),
    (0.3, 3, 1.0),
]


def run(source):
    """Writes the experiment into `source`."""
    experiment = source.experiment(
        "diabetes-boosting",
        "Diabetes, boosted trees",
        Clock("2026-02-05T09:15:00+00:00"),
        description="How far to boost: training error always falls, test error turns. "
        "The best run has the lowest minimum of `test/mse`.",
        tags={"dataset": "diabetes", "model": "gradient boosting"},
    )
    data = load_diabetes()
    sets = train_test_split(data.data, data.target, test_size=110, random_state=5)
    for n, (rate, depth, subsample) in enumerate(GRID):
        boost(experiment, n + 1, data.feature_names, sets, rate, depth, subsample)


def boost(experiment, n, features, sets, rate, depth, subsample):
    """Fits one model and records its error stage by stage."""
    x, x_test, y, y_test = sets
    clock = experiment.clock
    record = experiment.run(
        f"diabetes-boosting-{n}",
        name=f"boost {n}: rate {rate}, depth {depth}",
        user=("linus", "ada")[n % 2],
        compute_target="cpu-cluster",
        description=f"{STAGES} trees of depth {depth}, each on {subsample:.0%} of the rows.",
        params={
            "learning_rate": rate,
            "max_depth": depth,
            "subsample": subsample,
            "n_estimators": STAGES,
            "loss": "squared_error",
            "seed": 0,
        },
        tags={"model": "GradientBoostingRegressor", "dataset": "diabetes"},
        properties={"rows.train": str(len(y)), "rows.test": str(len(y_test))},
    )
    model = GradientBoostingRegressor(
        learning_rate=rate,
        max_depth=depth,
        subsample=subsample,
        n_estimators=STAGES,
        random_state=0,
    ).fit(x, y)
    stages = zip(model.staged_predict(x), model.staged_predict(x_test))
    errors = []
    for stage, (fitted, predicted) in enumerate(stages, 1):
        errors.append(mean_squared_error(y_test, predicted))
        record.log("train/mse", mean_squared_error(y, fitted), step=stage)
        record.log("test/mse", errors[-1], step=stage)
        if stage % 50 == 0:
            record.log_file.line(f"stage {stage}: test/mse {errors[-1]:.1f}")
        clock.advance(0.2 + 0.15 * depth * subsample)
    best = int(np.argmin(errors))
    record.log("best/stage", best + 1)
    record.log("best/test_mse", errors[best])
    order = np.argsort(-model.feature_importances_, kind="stable")
    record.log_table(
        "feature importance",
        {
            "feature": [features[i] for i in order],
            "importance": [float(model.feature_importances_[i]) for i in order],
        },
    )
    predicted = list(model.staged_predict(x_test))[best]
    picture = scatter(y_test, predicted, diagonal=True)
    record.log_image("predicted over true", picture, step=best + 1, caption="test set, best stage")
    table = io.StringIO()
    writer = csv.writer(table, lineterminator="\n")
    writer.writerow(["true", "predicted"])
    writer.writerows([f"{a:.0f}", f"{b:.2f}"] for a, b in zip(y_test, predicted))
    record.artifact("predictions.csv", table.getvalue())
    record.artifact("config.json", json.dumps(record.fields["params"], indent=2) + "\n")
    record.log_file.line(f"best stage {best + 1}: test/mse {errors[best]:.1f}")
    record.finish()
    clock.advance(30)
