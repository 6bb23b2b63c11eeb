"""Logs runs through the real SDK, and writes down what was logged.

    python tests/azureml/log_real.py TRUTH.json        in the environment of real.py

The truth comes from the variables that are logged, never from an answer of the
service. In it a number that is not finite is a text, a file is in base64.
"""

import base64
import json
import math
import os
import sys
import tempfile
from pathlib import Path

import numpy as np
import real
from azureml.core import Experiment

EXPERIMENT = "every-kind"
# One page of the service, and more than the SDK sends at once.
LONG = 3_000
TABLE_ROWS = 1_200

SCALARS = {
    "once": 0.98,
    "zero": 0,
    "text": "a string, 損失",
    "flag": True,
    "nothing": None,
    "nan": math.nan,
    "infinite": math.inf,
    "minus infinite": -math.inf,
    "tiny": 5e-324,
    "large": -1.7976931348623157e308,
    "third": 1 / 3,
    "big int": 2**53 + 1,
    "val/loss:1 é": 0.25,
}
NUMPY = {"float64": np.float64(0.1), "float32": np.float32(0.5), "int32": np.int32(7), "int64": np.int64(3)}
SERIES = {
    "loss": [1 / (1 + i) for i in range(LONG)],
    "int then float": [1, 2, 2.5, 3],
    "float then int": [0.5, 1, 2],
    "with gaps": [0.1, math.nan, 0.3, math.inf, -math.inf],
    "words": ["warm", "hot", "cold"],
}
STEPS = [0, 10, 20, 20, 500]
LISTS = {"fib": [0, 1, 1, 2, 3, 5], "list of both": [1, 0.5, math.nan], "list of one": [4.0], "names": ["a", "b"]}
ROWS = [{"fruit": "orange", "size": 10, "ripe": True}, {"fruit": "lemon", "size": 4, "ripe": False}]
TABLE = {"angle": [i / 100 for i in range(TABLE_ROWS)], "sine": [math.sin(i / 100) for i in range(TABLE_ROWS)]}
HOLES = [{"a": 1.5, "b": 2.5}, {"a": 3.5}, {"b": 4.5, "c": "late"}]

CONFUSION = {
    "schema_type": "confusion_matrix", "schema_version": "1.0.0",
    "data": {"class_labels": ["no", "yes"], "matrix": [[50, 3], [7, 40]]},
}  # fmt: skip
ACCURACY = {
    "schema_type": "accuracy_table", "schema_version": "1.0.1",
    "data": {
        "probability_tables": [[[60, 40, 0, 0], [50, 4, 36, 10], [0, 0, 40, 60]], [[40, 60, 0, 0], [36, 10, 50, 4], [0, 0, 60, 40]]],
        "percentile_tables": [[[60, 40, 0, 0], [48, 2, 38, 12], [0, 0, 40, 60]], [[40, 60, 0, 0], [38, 12, 48, 2], [0, 0, 60, 40]]],
        "probability_thresholds": [0.0, 0.5, 1.0], "percentile_thresholds": [0.0, 0.5, 1.0],
        "class_labels": ["no", "yes"],
    },
}  # fmt: skip
RESIDUALS = {
    "schema_type": "residuals", "schema_version": "1.0.0",
    "data": {"bin_edges": [-2.5, -1.0, 0.0, 1.0, 3.25], "bin_counts": [1, 12, 15, 2]},
}  # fmt: skip
PREDICTIONS = {
    "schema_type": "predictions", "schema_version": "1.0.0",
    "data": {"bin_averages": [0.25, 0.75], "bin_errors": [0.013, 0.042], "bin_counts": [56, 34], "bin_edges": [0.0, 0.5, 1.0]},
}  # fmt: skip
CHARTS = {
    "confusion": ("log_confusion_matrix", CONFUSION), "accuracy": ("log_accuracy_table", ACCURACY),
    "residuals": ("log_residuals", RESIDUALS), "predicted": ("log_predictions", PREDICTIONS),
}  # fmt: skip
# A picture of one pixel.
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
TAGS = {"model": "mlp", "note": 'with "quotes" and ünïcode', "empty": ""}
PROPERTIES = {"author": "ada", "commit": "0123abc"}
SNAPSHOT = {"train.py": "print('train')\n", "lib/util.py": "X = 1\n"}
OUTPUTS = {"outputs/model.txt": b"weights", "outputs/deep/er/é 1.bin": bytes(range(256)), "outputs/empty.txt": b""}
PRINTED = ["first line", "zweite Zeile: ü", "last line"]


class Plot:
    """What the SDK needs of matplotlib's pyplot."""

    def savefig(self, where, *_, **__):
        if hasattr(where, "write"):
            where.write(PNG)
        else:
            Path(where).write_bytes(PNG)


def finite(value):
    """The same without numbers that JSON cannot hold."""
    if isinstance(value, dict):
        return {name: finite(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [finite(item) for item in value]
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode()}
    if isinstance(value, float) and not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    return value


def metrics(run, folder: Path) -> dict:
    """Logs every kind of metric; returns what they are."""
    for name, value in {**SCALARS, **NUMPY}.items():
        run.log(name, value)
    for name, values in SERIES.items():
        for value in values:
            run.log(name, value)
    for step in STEPS:
        run.log("stepped", step / 4, step=step)
    for name, values in LISTS.items():
        run.log_list(name, values)
    for row in ROWS:
        run.log_row("citrus", **row)
    run.log_row("one row", x=1, y=2.5)
    run.log_table("sine", TABLE)
    for name, (method, value) in CHARTS.items():
        getattr(run, method)(name, value)
    picture = folder / "pixel.png"
    picture.write_bytes(PNG)
    os.chdir(folder)
    run.log_image("picture", path=picture.name)
    run.log_image("plot", plot=Plot())
    run.flush()
    rows = [dict(zip(TABLE, row)) for row in zip(*TABLE.values())]
    return {
        "scalars": SCALARS | {name: value.item() for name, value in NUMPY.items() if name != "int64"},
        # The SDK knows no int64 of numpy and sends its repr.
        "texts": {"int64": repr(NUMPY["int64"])},
        "series": SERIES | {"stepped": [step / 4 for step in STEPS]}, "steps": {"stepped": STEPS}, "lists": LISTS,
        "tables": {"citrus": ROWS, "one row": [{"x": 1, "y": 2.5}], "sine": rows},
        "charts": {name: value for name, (_, value) in CHARTS.items()}, "images": {"picture": PNG, "plot": PNG},
    }  # fmt: skip


def main(target: str) -> None:
    experiment = Experiment(real.workspace(), EXPERIMENT)
    truth = {"experiment": EXPERIMENT, "runs": {}}

    def note(label: str, run, **what) -> None:
        truth["runs"][label] = {"id": run.id, **what}

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        code = folder / "code"
        for path, text in SNAPSHOT.items():
            (code / path).parent.mkdir(parents=True, exist_ok=True)
            (code / path).write_text(text)

        run = experiment.start_logging(snapshot_directory=str(code), outputs=False, display_name="Every kind of metric")
        logged = metrics(run, folder)
        for tag, value in TAGS.items():
            run.tag(tag, value)
        run.add_properties(PROPERTIES)
        run.description = "What *every* call leaves."
        for path, content in OUTPUTS.items():
            (folder / "file").write_bytes(content)
            run.upload_file(path, str(folder / "file"))
        children = []
        for number in range(3):
            with run.child_run(name=f"child {number}") as child:
                child.log("number", number)
            children.append(child.id)
        run.complete()
        note(
            "every kind", run, status="Completed", display="Every kind of metric", metrics=logged, tags=TAGS,
            properties=PROPERTIES, description="What *every* call leaves.", files=OUTPUTS, snapshot=SNAPSHOT,
            children=children,
        )  # fmt: skip

        run = experiment.start_logging(snapshot_directory=None, outputs=False)
        for row in HOLES:
            run.log_row("holes", **row)
        run.complete()
        note("holes", run, status="Completed", metrics={"tables": {"holes": HOLES}})

        os.chdir(folder)
        with experiment.start_logging(snapshot_directory=None) as run:
            Path("outputs").mkdir(exist_ok=True)
            Path("outputs/made.txt").write_text("made while it ran")
            for line in PRINTED:
                print(line)
            run.log("a", 1)
        # Made by the SDK: what the folder holds at the end, and what was printed.
        log = "".join(line + "\n" for line in PRINTED).encode()
        note("printed", run, status="Completed", files={"outputs/made.txt": b"made while it ran"}, log={"logs/user_log.txt": log})

        run = experiment.start_logging(snapshot_directory=None, outputs=False)
        run.fail("It went wrong.", error_code="Trouble")
        note("failed", run, status="Failed", error={"code": "Trouble", "message": "It went wrong."})

        run = experiment.start_logging(snapshot_directory=None, outputs=False)
        run.cancel()
        note("canceled", run, status="Canceled")

        os.chdir("/")
    Path(target).write_text(json.dumps(finite(truth), allow_nan=False))


if __name__ == "__main__":
    main(sys.argv[1])
