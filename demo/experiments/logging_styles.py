"""Every way to log a metric, each in a few lines."""

import math
import warnings

import numpy as np
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, log_loss, precision_recall_fscore_support
from sklearn.model_selection import train_test_split

from clock import Clock
from images import regions

FIBONACCI = [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
ANGLES = [i / 2 for i in range(-10, 10)]


def run(source):
    """Writes the experiment into `source`."""
    experiment = source.experiment(
        "logging-styles",
        "Logging styles",
        Clock("2026-02-02T08:00:00+00:00"),
        description="One run for each family of metrics: numbers, tables, texts, "
        "images, a confusion matrix, and values that are easy to get wrong.",
        tags={"purpose": "reference"},
    )
    waves(experiment)
    kinds(experiment)
    edges(experiment)


def waves(experiment):
    """A list, a loop, rows and a table: four ways to log numbers."""
    record = experiment.run(
        "logging-styles-1",
        name="Fibonacci and waves",
        user="ada",
        compute_target="local",
        description="Numbers logged in four ways: a whole **list** (`Fibonacci`), a "
        "**loop** (`Sigmoid`), **rows** (`Cosine Wave`) and a whole **table** "
        "(`Sine Wave`).",
        params={"from": -10, "to": 10, "scale": 0.5},
        tags={"style": "numbers"},
        properties={"source": "formulas"},
    )
    record.log_list("Fibonacci", FIBONACCI)
    for i in range(-10, 10):
        record.log("Sigmoid", 1 / (1 + math.exp(-i)))
        record.log_file.bar("Sigmoid", i + 11, 20)
        experiment.clock.advance(0.5)
    for angle in ANGLES:
        record.log_row("Cosine Wave", angle=angle, cos=math.cos(angle))
    record.log_table("Sine Wave", {"angle": ANGLES, "sine": [math.sin(a) for a in ANGLES]})
    record.log_file.raw("\n")
    record.log_file.line("logged 4 metrics")
    record.finish()
    experiment.clock.advance(90)


def iris():
    """Petal length and width of irises, as training and test sets."""
    data = load_iris()
    parts = train_test_split(
        data.data[:, 2:], data.target, test_size=60, random_state=7, stratify=data.target
    )
    return data, parts


def fit(x, y, iterations, c=10.0):
    """A logistic regression stopped after so many iterations of its solver."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # stopping early is the point
        return LogisticRegression(C=c, max_iter=iterations).fit(x, y)


def kinds(experiment):
    """A number, a text, a table with words, images and a confusion matrix."""
    record = experiment.run(
        "logging-styles-2",
        name="Iris, other kinds",
        user="grace",
        compute_target="local",
        description="A logistic regression on two petal measurements. The image "
        "metric shows what the model believes after 1, 2, 4, … iterations.",
        params={"C": 10.0, "penalty": "l2", "standardize": False, "test_rows": 60},
        tags={"style": "other kinds", "dataset": "iris", "model": "logistic regression"},
        properties={"features": "petal length, petal width"},
        colour=True,
    )
    data, (x, x_test, y, y_test) = iris()
    low, high = np.array([0.5, -0.2]), np.array([7.5, 2.9])
    axis = [np.linspace(a, b, 60) for a, b in zip(low, high)]
    grid = np.stack(np.meshgrid(*axis), axis=-1).reshape(-1, 2)
    for iterations in (1, 2, 4, 8, 16, 32):
        model = fit(x, y, iterations)
        area = model.predict(grid).reshape(60, 60)
        accuracy = model.score(x_test, y_test)
        caption = f"after {iterations} iterations, test accuracy {accuracy:.3f}"
        picture = regions(area, (x - low) / (high - low), y)
        record.log_image("Decision regions", picture, step=iterations, caption=caption)
        record.log_file.line(caption)
        experiment.clock.advance(3 + iterations)
    predicted = model.predict(x_test)
    record.log("Accuracy", accuracy)
    record.log_confusion_matrix(
        "Confusion", data.target_names.tolist(), confusion_matrix(y_test, predicted)
    )
    precision, recall, f1, support = precision_recall_fscore_support(y_test, predicted)
    record.log_table(
        "Per class",
        {
            "class": data.target_names.tolist(),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
        },
    )
    wrong = int((predicted != y_test).sum())
    record.log_text(
        "Notes",
        f"{wrong} of {len(y_test)} test flowers are misread.\n"
        "Setosa is never confused with another class; versicolor and virginica overlap.",
    )
    record.finish()
    experiment.clock.advance(120)


def edges(experiment):
    """Empty cells, truth values, huge steps and a kind of its own."""
    record = experiment.run(
        "logging-styles-3",
        name="Edge cases – Ünïcode, \u03b2, empty cells",
        user="grace",
        compute_target="local",
        description="What a reader must not trip over:\n\n"
        "- steps in nanoseconds, larger than 2^53\n"
        "- empty cells and truth values in a table\n"
        "- a metric of a kind the reader does not know\n"
        "- a logarithm of zero",
        params={"C": 1.0, "note": "a/b & <c>", "verbose": True},
        tags={"style": "edge cases", "dataset": "iris"},
        properties={"bins": "12"},
    )
    data, (x, x_test, y, y_test) = iris()
    for iterations in range(1, 25):
        loss = log_loss(y_test, fit(x, y, iterations, c=1.0).predict_proba(x_test))
        record.log("loss by nanosecond", loss, step=experiment.clock.ms * 1_000_000 + iterations)
        experiment.clock.advance(0.25 * iterations)
    model = fit(x, y, 100, c=1.0)
    sure = model.predict_proba(x_test).max(axis=1)
    predicted = model.predict(x_test)
    unsure = np.argsort(sure, kind="stable")[:8]
    names = data.target_names
    record.log_table(
        "least sure",
        {
            "flower": [f"test row {i}" for i in unsure],
            "true": [str(names[y_test[i]]) for i in unsure],
            "instead": [
                None if predicted[i] == y_test[i] else str(names[predicted[i]]) for i in unsure
            ],
            "right": [bool(predicted[i] == y_test[i]) for i in unsure],
            "certainty": [float(sure[i]) for i in unsure],
            "petal width / cm": [
                float(x_test[i, 1]) if predicted[i] != y_test[i] else None for i in unsure
            ],
        },
    )
    counts, bounds = np.histogram(x[:, 0], bins=12)
    record.log_other(
        "petal length", "histogram", 12, counts=counts.tolist(), edges=bounds.round(4).tolist()
    )
    with np.errstate(divide="ignore"):
        record.log_list("log of bin counts β", np.log(counts).tolist())
    record.log_file.line("β = 1/C, ünïcode in a log", "WARNING")
    record.log_file.raw("a last line without an end")
    record.finish()
