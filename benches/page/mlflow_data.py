"""Runs for the benchmark, written straight into the tables of MLflow's SQLite.

    A  1,000 runs, each with 12 params and 15 metrics of one point
    B  10 runs, each with 3 metrics of 100,000 points
    C  1 run with a metric of 1,000,000 points

Each long series carries one lone spike. Made once: about a minute, 1 GB.
"""

import math
import random
import sqlite3
import subprocess
from pathlib import Path

VERSION = "1"
A, B, C = 1, 2, 3
A_RUNS, B_RUNS = 1_000, 10
B_POINTS, C_POINTS = 100_000, 1_000_000
B_METRICS = ("loss", "accuracy", "grad_norm")
SPIKE = 40.0
START = 1_767_603_600_000
RUN = (
    "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id, status, start_time, end_time,"
    " source_version, lifecycle_stage, artifact_uri, experiment_id) VALUES (?,?,'LOCAL','train.py','','ana','FINISHED',?,?,'',"
    "'active',?,?)"
)
POINT = "INSERT INTO metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?,?,?,?,?,0)"
LATEST = "INSERT INTO latest_metrics (key, value, timestamp, run_uuid, step, is_nan) VALUES (?,?,?,?,?,0)"
PARAM = "INSERT INTO params (key, value, run_uuid) VALUES (?,?,?)"
TAG = "INSERT INTO tags (key, value, run_uuid) VALUES (?,?,?)"


def database(folder, python, environment):
    """The file with these runs, made unless it is there."""
    folder = Path(folder)
    done, file = folder / "done", folder / "mlflow.db"
    if done.is_file() and done.read_text() == VERSION:
        return file
    folder.mkdir(parents=True, exist_ok=True)
    for old in (done, file):
        old.unlink(missing_ok=True)
    subprocess.run(
        [python, "-m", "mlflow", "db", "upgrade", f"sqlite:///{file}"], check=True, env=environment, capture_output=True
    )
    with sqlite3.connect(file) as tables:
        # Whoever is interrupted begins anew: no journal is needed.
        tables.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        _fill(tables)
        tables.execute("PRAGMA journal_mode = DELETE")
    done.write_text(VERSION)
    return file


def run_id(experiment, place):
    return f"{experiment:08x}{place:024x}"


def _fill(tables):
    for experiment, name in ((A, "A"), (B, "B"), (C, "C")):
        tables.execute(
            "INSERT INTO experiments (experiment_id, name, artifact_location, lifecycle_stage, creation_time,"
            " last_update_time) VALUES (?,?,?,'active',?,?)",
            (experiment, name, f"mlflow-artifacts:/{experiment}", START, START),
        )
    for place in range(A_RUNS):
        run = _run(tables, A, place)
        chance = random.Random(place)
        tables.executemany(PARAM, [(f"param_{n:02}", f"{chance.choice((0.1, 0.01, 3, 'adam'))}", run) for n in range(12)])
        points = [(f"metric_{n:02}", chance.random(), START + place, run, 0) for n in range(15)]
        tables.executemany(POINT, points)
        tables.executemany(LATEST, points)
    for place in range(B_RUNS):
        run = _run(tables, B, place)
        for metric in B_METRICS:
            _series(tables, run, metric, B_POINTS, place)
    _series(tables, _run(tables, C, 0), "loss", C_POINTS, 0)


def _run(tables, experiment, place):
    run, at = run_id(experiment, place), START + place * 60_000
    tables.execute(RUN, (run, f"run {place}", at, at + 50_000, f"mlflow-artifacts:/{experiment}/{run}/artifacts", experiment))
    tables.executemany(TAG, [("mlflow.runName", f"run {place}", run), ("mlflow.user", "ana", run)])
    return run


def spike_at(points, place):
    """The step of the spike: never one of few that stand evenly apart."""
    return int(points * (0.3 + 0.04 * place)) + 7


def _series(tables, run, metric, count, place):
    chance = random.Random(f"{run}{metric}")
    values = [3 * math.exp(-5 * step / count) + place / 10 + 0.1 * chance.random() for step in range(count)]
    values[spike_at(count, place)] = SPIKE
    points = ((metric, value, START + step, run, step) for step, value in enumerate(values))
    tables.executemany(POINT, points)
    tables.execute(LATEST, (metric, values[-1], START + count - 1, run, count - 1))
