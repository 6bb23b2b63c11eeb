"""The calls that no real service has: /_double/… They need no token, and any page may make them."""

import base64
import dataclasses
import math
import random
import threading
import uuid
from datetime import datetime, timedelta, timezone

from . import computes, metrics, records, snapshots
from .answers import Answer, Problem, Routes
from .state import STATUSES, TERMINAL, WORKSPACE_ID, File, Settings, instant

routes = Routes()


@routes.add("GET", "/_double")
def info(state, request):
    return Answer(
        {
            "url": state.url, "blob_url": state.links.read, "workspace": computes.ID, "workspace_id": WORKSPACE_ID,
            "statuses": STATUSES, "experiments": len(state.experiments), "runs": len(state.runs),
        }
    )  # fmt: skip


@routes.add("GET", "/_double/settings")
def get_settings(state, request):
    return Answer(dataclasses.asdict(state.settings))


@routes.add("POST", "/_double/settings")
def set_settings(state, request):
    known = {field.name for field in dataclasses.fields(Settings)}
    for name, value in request.json().items():
        if name not in known:
            raise Problem(400, f"Unknown setting: {name}")
        setattr(state.settings, name, value)
    return get_settings(state, request)


@routes.add("POST", "/_double/reset")
def reset(state, request):
    """An empty workspace without faults; the settings stay."""
    state.forget()
    state.faults.clear()
    state.log.clear()
    return Answer({})


@routes.add("POST", "/_double/faults")
def add_fault(state, request):
    faults = request.json((dict, list))
    for fault in faults if isinstance(faults, list) else [faults]:
        try:
            state.faults.add(**fault)
        except TypeError as error:
            raise Problem(400, str(error)) from None
    return Answer({})


@routes.add("DELETE", "/_double/faults")
def clear_faults(state, request):
    state.faults.clear()
    return Answer({})


@routes.add("GET", "/_double/requests")
def get_log(state, request):
    return Answer({"items": list(state.log), "most_at_once": state.most_at_once})


@routes.add("DELETE", "/_double/requests")
def clear_log(state, request):
    state.log.clear()
    state.most_at_once = 0
    return Answer({})


@routes.add("POST", "/_double/runs")
def add_runs(state, request):
    """Runs as run history records them, each with `experiment`, and with `metrics`,
    `metrics_v1`, `files` and `snapshot` if wanted. A known runId changes that run."""
    runs = request.json((dict, list))
    keys = [add_run(state, dict(run)) for run in (runs if isinstance(runs, list) else [runs])]
    return Answer({"runIds": keys})


def add_run(state, fields: dict) -> str:
    key = fields.get("runId") or str(uuid.uuid4())
    logged, old, files, folder = (fields.pop(name, None) for name in ("metrics", "metrics_v1", "files", "snapshot"))
    name = fields.pop("experiment", None)
    if name is None:
        if key not in state.runs:
            raise Problem(400, "A new run needs the name of an experiment.")
        experiment = state.experiments[state.runs[key]["experimentId"]]
    else:
        experiment = state.experiment(name)
    if folder is not None:
        snapshot = add_snapshot(state, folder)
        fields["properties"] = {"ContentSnapshotId": snapshot} | (fields.get("properties") or {})
    run = records.write(state, experiment, key, fields, trusted=True)
    for name, values in (logged or {}).items():
        metrics.add(state, run, metric(name, values))
    for one in old or []:
        state.metrics_v1[key].append(metrics._kept(run, one))
    for path, content in (files or {}).items():
        put(state, run, path, content if isinstance(content, dict) else {"text": content})
    return key


def kind_of(value) -> str:
    if value is None:
        return "none"
    return {bool: "bool", int: "int", float: "double"}.get(type(value), "string")


def metric(name: str, given) -> dict:
    """A metric as the SDK posts it, from a value, a list of values, {"values",
    "steps", "type"}, or {"rows": [{column: value}], "columns", "type"}."""
    if not isinstance(given, dict):
        given = {"values": given if isinstance(given, list) else [given]}
    rows = given.get("rows")
    kind = given.get("type") or ("azureml.v1.scalar" if rows is None else "azureml.v1.table")
    if rows is None:
        rows = [{name: value} for value in given.get("values", [])]
    columns = dict(given.get("columns") or {})
    for row in rows:
        for column, value in row.items():
            if columns.get(column) in (None, "int", "none"):
                columns[column] = kind_of(value)
    begun = datetime(2026, 1, 1, tzinfo=timezone.utc)
    steps, times = given.get("steps"), given.get("times")
    values = []
    for index, row in enumerate(rows):
        value = {
            "metricId": str(uuid.uuid4()), "data": row,
            "createdUtc": times[index] if times else instant(begun + timedelta(seconds=index)),
        }  # fmt: skip
        values.append(value | ({"step": steps[index]} if steps else {}))
    return {
        "name": name, "namespace": given.get("namespace") or "", "columns": columns, "value": values,
        "properties": {"uxMetricType": kind},
    }  # fmt: skip


def put(state, run: dict, path: str, fields: dict) -> File:
    """`text` or `base64`; `append`; `content_type`."""
    kind = fields.get("content_type") or ("text/plain" if "text" in fields else "application/octet-stream")
    files = state.files[f"ExperimentRun/{run['dataContainerId']}"]
    file = files.setdefault(path, File(content_type=kind))
    data = base64.b64decode(fields["base64"]) if "base64" in fields else fields.get("text", "").encode()
    if fields.get("append"):
        file.append(data)
    else:
        file.write(data)
    return file


def _run(state, fields: dict) -> dict:
    if fields.get("run") not in state.runs:
        raise Problem(404, f"There is no run {fields.get('run')}.")
    return state.runs[fields["run"]]


@routes.add("POST", "/_double/files")
def add_file(state, request):
    fields = request.json()
    file = put(state, _run(state, fields), fields["path"], fields)
    return Answer({"size": len(file.data)})


@routes.add("POST", "/_double/grow")
def grow(state, request):
    """Appends `line` with a number and a newline, `count` times, `seconds` apart."""
    fields = request.json()
    run, path, line = _run(state, fields), fields["path"], fields.get("line", "line")
    count, seconds = int(fields.get("count", 10)), float(fields.get("seconds", 0.1))

    def write():
        for number in range(count):
            with state.lock:
                put(state, run, path, {"text": f"{line} {number}\n", "append": True})
            if state.stopped.wait(seconds):
                return

    threading.Thread(target=write, daemon=True).start()
    return Answer({})


@routes.add("POST", "/_double/computes")
def add_computes(state, request):
    given = request.json((dict, list))
    return Answer([computes.add(state, fields) for fields in (given if isinstance(given, list) else [given])])


@routes.add("POST", "/_double/snapshots")
def add_snapshot_of(state, request):
    return Answer({"id": add_snapshot(state, request.json())})


def add_snapshot(state, files: dict) -> str:
    """Path in the folder -> text."""
    key = str(uuid.uuid4())
    where, tree, places = f"Snapshot/{key}", dict(snapshots.EMPTY, children={}), {}
    for path, text in files.items():
        node = tree
        *folders, name = path.split("/")
        for folder in folders:
            node = node["children"].setdefault(folder, dict(snapshots.EMPTY, name=folder, children={}))
        node["children"][name] = dict(snapshots.EMPTY, name=name, type="File", sizeBytes=len(text.encode()))
        state.files[where].setdefault(path, File(content_type="text/plain")).write(text.encode())
        places[path] = (where, path)
    snapshots.add(state, key, tree, places)
    return key


@routes.add("POST", "/_double/seed")
def seed(state, request):
    return Answer(sow(state, **request.json()))


def sow(state, runs: int = 2000, experiments: int = 40, metrics: int = 2, points: int = 10, live: float = 0.05):
    """A workspace of this size, the same each time: run i is `seed-i`, made a minute
    after the one before. The part `live` of them is not at its end yet."""
    begun = datetime(2026, 1, 1, tzinfo=timezone.utc)
    unfinished = [status for status in STATUSES if status not in TERMINAL]
    ended = ["Completed"] * 7 + ["Failed"] * 2 + ["Canceled"]
    dice = random.Random(7)
    for number in range(runs):
        made = begun + timedelta(minutes=number)
        running = dice.random() < live
        status = dice.choice(unfinished if running else ended)
        waits = status in ("NotStarted", "Queued", "Unapproved")
        took = timedelta(seconds=30 + number * 37 % 4000)
        rate = 10 ** -(1 + number % 4)
        run = {
            "experiment": f"seed-experiment-{number % experiments:03}", "runId": f"seed-{number}",
            "displayName": f"seed run {number}", "status": status, "createdUtc": instant(made),
            "startTimeUtc": None if waits else instant(made + timedelta(seconds=5)),
            "endTimeUtc": None if running else instant(made + took), "target": f"cluster-{number % 3}",
            "tags": {"model": "abc"[number % 3], "lr": str(rate)}, "runType": "azureml.scriptrun",
            "properties": {"azureml.runsource": "azureml.scriptrun", "seed": str(number)},
        }  # fmt: skip
        if status == "Failed":
            run["error"] = {"error": {"code": "UserError", "message": f"Run {number} failed."}}
        run["metrics"] = {
            f"metric{index}": [math.exp(-step * rate) + number % 7 / 10 + index for step in range(points)]
            for index in range(metrics)
        }
        add_run(state, run)
    return {"runs": len(state.runs), "experiments": len(state.experiments)}
