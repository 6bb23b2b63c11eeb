"""Logs runs through the real MLflow client, and writes down what was logged.

    python tests/mlflow/log_real.py URL TRUTH.json

The truth comes from the variables that are logged, never from an answer of the
server. In it a number that is not finite is a text, and a step a whole number.
"""

import json
import math
import random
import sys
from pathlib import Path

import mlflow
import numpy as np
import pandas as pd
from mlflow import MlflowClient
from mlflow.data.pandas_dataset import from_pandas
from mlflow.entities import DatasetInput, InputTag, Metric, Param

T0 = 1_767_603_600_000
LONG_POINTS = 60_000
MANY_RUNS = 120
VARIED_RUNS = 36
BATCH = 1_000

ODD_SERIES = {
    "nan": [(0, 0, math.nan), (1, 1, 0.5), (2, 2, math.nan)],
    "infinite": [(0, 0, math.inf), (1, 1, -math.inf), (2, 2, math.inf)],
    "extreme": [(0, 0, 5e-324), (1, 1, 0.1 + 0.2), (2, 2, 1e21), (3, 3, -1.7976931348623155e308), (4, 4, 1 / 3)],
    "big steps": [(0, -5, 1.0), (1, 2**53 + 1, 2.0), (2, 2**53 + 3, 3.0), (3, 2**63 - 1, 4.0)],
    "far steps": [(0, 2**53 + 1, 1.0), (1, 2**53 + 1001, 2.0), (2, 2**53 + 2001, 3.0)],
    "equal steps": [(0, 7, 1.0), (1, 7, 2.0), (2, 7, 3.0)],
    "unsorted": [(0, 30, 1.0), (1, 10, 2.0), (2, 20, 3.0)],
    "same time": [(0, 2, 5.0), (0, 1, 6.0), (0, 1, 4.0)],
    "val/é loss:1": [(0, 0, 0.25), (1, 1, 0.125)],
    "損失": [(0, 0, 1.5)],
    "system/cpu_utilization_percentage": [(0, 0, 8.1), (1, 1, 9.2)],
}

# What the real client finds for these is written down too.
FILTERS = [
    "metrics.acc < 0.5 AND params.lr = '0.1'",
    "params.model = 'mlp' and attributes.status = 'FAILED'",
    "attributes.run_name LIKE 'many-1_'",
    "metrics.acc >= 0.3 and params.lr != '0.1' and attributes.run_name ILIKE '%7'",
]

TABLE = pd.DataFrame(
    {
        "class": ["a", "b", None],
        "score": [0.5, math.nan, 2.0],
        "ok": [True, False, True],
        "n": [1, 2, 3],
    }
)


def number(value: float):
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def by_server_order(points):
    """Points as the server keeps them: by time, step and value."""
    return sorted(points, key=lambda point: (point[0], point[1], 0.0 if math.isnan(point[2]) else point[2]))


def latest(points):
    """The point that MLflow calls the latest: of the highest step, then time, then value."""
    return max(points, key=lambda point: (point[1], point[0], -math.inf if math.isnan(point[2]) else point[2]))


class Logger:
    def __init__(self, url: str):
        # Older clients find the artifacts of a run by the global address alone.
        mlflow.set_tracking_uri(url)
        self.client = MlflowClient(tracking_uri=url, registry_uri=url)

    def run(self, experiment: str, name: str, **facts) -> dict:
        """Makes a run of these facts, and returns them with its id."""
        tags = facts.get("tags", {})
        run = self.client.create_run(experiment, start_time=T0 + facts.get("after", 0), run_name=name, tags=tags)
        truth = {"id": run.info.run_id, "name": name, "experiment": experiment, "start": T0 + facts.get("after", 0)}
        truth["tags"] = tags
        truth["params"] = facts.get("params", {})
        truth["series"] = {}
        truth["latest"] = {}
        self.client.log_batch(truth["id"], params=[Param(key, value) for key, value in truth["params"].items()])
        for key, points in facts.get("series", {}).items():
            self.series(truth, key, points)
        return truth

    def series(self, truth: dict, key: str, points) -> None:
        metrics = [Metric(key, value, T0 + time, step) for time, step, value in points]
        for start in range(0, len(metrics), BATCH):
            self.client.log_batch(truth["id"], metrics=metrics[start : start + BATCH])
        ordered = by_server_order(points)
        truth["series"][key] = {
            "times": [T0 + time for time, _, _ in ordered],
            "steps": [step for _, step, _ in ordered],
            "values": [number(value) for _, _, value in ordered],
        }
        _, step, value = latest(points)
        truth["latest"][key] = {"step": step, "value": number(value)}

    def end(self, truth: dict, status: str) -> None:
        truth["end"] = truth["start"] + 5_000
        truth["status"] = status
        self.client.set_terminated(truth["id"], status=status, end_time=truth["end"])


def log_odd(logger: Logger, experiment: str) -> dict:
    """A run with everything that is easy to get wrong."""
    tags = {
        "mlflow.note.content": "# Odd\n\nA *note* with é and <b>no</b> markup of its own.",
        "mlflow.user": "ana",
        "mlflow.source.name": "train.py",
        "mlflow.source.git.commit": "0123456789abcdef",
        "dotted.tag with space": "1",
    }
    params = {"lr": "0.10", "layers": "[64, 64]", "é": "ü", "empty": ""}
    truth = logger.run(experiment, "odd", tags=tags, params=params, series=ODD_SERIES)
    client, run = logger.client, truth["id"]
    client.log_table(run, TABLE, "tables/scores.json")
    truth["tables"] = {
        "tables/scores.json": {
            "class": ["a", "b", None],
            "score": [0.5, None, 2.0],
            "ok": [True, False, True],
            "n": [1, 2, 3],
        }
    }
    # Clients before 3 lose an image whose key has a slash.
    keys = ["digit"] if mlflow.__version__.startswith("2.") else ["digit", "val/digit 1"]
    for key in keys:
        for step in (12, 0, 3):
            client.log_image(run, np.full((4, 4, 3), step * 20, dtype=np.uint8), key=key, step=step)
    truth["images"] = {key: [0, 3, 12] for key in keys}
    texts = {"notes.txt": "a note\n", "logs/std_log.txt": "line 1\nline 2\n", "deep/er/é + %.md": "# deep\n"}
    for path, text in texts.items():
        client.log_text(run, text, path)
    truth["texts"] = texts
    dataset = from_pandas(TABLE[["n"]], name="digits", targets=None)
    client.log_inputs(run, [DatasetInput(dataset._to_mlflow_entity(), [InputTag("mlflow.data.context", "training")])])
    truth["dataset"] = {"name": "digits", "digest": dataset.digest, "context": "training"}
    logger.end(truth, "FINISHED")
    return truth


def log_family(logger: Logger, experiment: str) -> list[dict]:
    """A parent with two children, of which one failed and one runs on."""
    parent = logger.run(experiment, "parent", after=1)
    children = [
        logger.run(experiment, f"child-{index}", after=2 + index, tags={"mlflow.parentRunId": parent["id"]})
        for index in range(2)
    ]
    logger.end(parent, "KILLED")
    logger.end(children[0], "FAILED")
    children[1] |= {"status": "RUNNING", "end": None}
    return [parent, *children]


def log_long(logger: Logger, experiment: str) -> dict:
    """A series of several parts, with one lone spike."""
    points = [(index * 10, index, 1 / (1 + index)) for index in range(LONG_POINTS)]
    points[LONG_POINTS // 2 + 7] = (*points[LONG_POINTS // 2 + 7][:2], 40.0)
    truth = logger.run(experiment, "long", after=10, series={"loss": points})
    logger.end(truth, "FINISHED")
    return truth


def log_many(logger: Logger, experiment: str) -> list[dict]:
    """Enough runs for several pages."""
    runs = []
    for index in range(MANY_RUNS):
        params = {"lr": str(10.0 ** -(index % 4)), "model": ["mlp", "forest"][index % 2]}
        series = {"acc": [(0, step, (index + step) / 200) for step in range(3)]}
        truth = logger.run(experiment, f"many-{index}", after=100 + index, params=params, series=series)
        logger.end(truth, ["FINISHED", "FAILED"][index % 5 == 0])
        runs.append(truth)
    return runs


NAMES = ["plain", "Plain", "é-run", "it's", 'say "hi"', "100%", "a_b", "a-b", "two words", "back\\slash", "[x]", "\u212a"]
WORDS = ["adam", "Adam", "sgd", "0.1", "0.10", "1e-1", "auto", "nan", "", " 0.1 ", "a%", "it's", 'a"b', "naïve", "NAÏVE", "x\ny", "a\\"]
VALUES = [math.nan, math.inf, -math.inf, 0.0, -0.0, 0.1, 0.1 + 0.2, -3.5, 1e300, 5e-324, 1 / 3, 2.0**53]
STATES = ["FINISHED", "FAILED", "KILLED", "RUNNING", "SCHEDULED"]


def log_varied(logger: Logger, experiment: str) -> list[dict]:
    """Few runs that differ in all that a filter may ask for."""
    chance = random.Random(53)

    def some(names, values):
        return {name: chance.choice(values) for name in names if chance.random() < 0.75}

    runs = []
    for index in range(VARIED_RUNS):
        chosen = some(["val/loss", "acc", "a b"], VALUES)
        truth = logger.run(
            experiment, NAMES[index % len(NAMES)], after=100_000 * index,
            params=some(["lr", "opt", "a b", "é"], WORDS),
            tags=some(["team", "dotted.tag", "é tag"], WORDS),
            series={key: [(0, 0, value)] for key, value in chosen.items()},
        )  # fmt: skip
        state = STATES[index % len(STATES)]
        if state in ("RUNNING", "SCHEDULED"):
            logger.client.update_run(truth["id"], status=state)
            truth |= {"status": state, "end": None}
        else:
            logger.end(truth, state)
        runs.append(truth)
    return runs


def names_found(logger: Logger, experiment: str, text: str) -> list[str]:
    """The names of the runs that the real client finds for a filter."""
    return sorted(run.info.run_name for run in logger.client.search_runs([experiment], text))


def main(url: str, out: str) -> None:
    logger = Logger(url)
    experiment = logger.client.create_experiment("odd é runs", tags={"mlflow.note.content": "What is *odd*."})
    many = logger.client.create_experiment("many")
    varied = logger.client.create_experiment("varied")
    runs = [log_odd(logger, experiment), *log_family(logger, experiment), log_long(logger, experiment)]
    deleted = logger.run(experiment, "deleted", after=20)
    logger.end(deleted, "FINISHED")
    logger.client.delete_run(deleted["id"])
    truth = {
        "experiment": {"id": experiment, "name": "odd é runs", "note": "What is *odd*."},
        "many": {"id": many, "name": "many"},
        "runs": runs,
        "many_runs": log_many(logger, many),
        "varied": {"id": varied, "name": "varied"},
        "varied_runs": log_varied(logger, varied),
        "deleted": deleted,
    }
    truth["found"] = {text: names_found(logger, many, text) for text in FILTERS}
    Path(out).write_text(json.dumps(truth, ensure_ascii=False, allow_nan=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
