"""What the real SDK logged is what the real SDK reads."""

import json
import subprocess
import time

import pytest
from conftest import SECONDS, ask


def expected(metrics: dict, api: str) -> dict:
    """What `get_metrics` makes of what was logged."""
    values = dict(metrics.get("scalars", {})) | metrics.get("texts", {})
    for name, series in {**metrics.get("series", {}), **metrics.get("lists", {})}.items():
        # One value of a list is a value.
        values[name] = series if len(series) > 1 else series[0]
    for name, rows in metrics.get("tables", {}).items():
        values[name] = rows[0] if len(rows) == 1 else {key: [row[key] for row in rows] for key in rows[0]}
    if api == "v2":
        # It leaves out what is None.
        values = {name: value for name, value in values.items() if value is not None}
    elif "int then float" in values:
        # The API before had one type a metric, that of its first value.
        values |= {"int then float": [1, 2, None, 3], "float then int": [0.5, None, None]}
    return values


KINDS = ["scalars", "texts", "series", "lists", "tables"]


@pytest.mark.parametrize("kind", KINDS)
def test_metrics_read_back(sdk, kind):
    logged = sdk.truth["runs"]["every kind"]["metrics"]
    wanted = expected({kind: logged[kind]}, sdk.api)
    found = sdk.found["runs"]["every kind"]["metrics"]["values"]
    assert {name: found.get(name) for name in wanted} == wanted


def test_no_other_metric_reads_back(sdk):
    logged = sdk.truth["runs"]["every kind"]["metrics"]
    names = set(expected(logged, sdk.api)) | set(logged["charts"]) | set(logged["images"])
    assert set(sdk.found["runs"]["every kind"]["metrics"]["values"]) == names


def test_charts_and_images_read_back(sdk):
    logged = sdk.truth["runs"]["every kind"]["metrics"]
    found = sdk.found["runs"]["every kind"]["metrics"]["filled"]
    wanted = logged["charts"] | logged["images"]
    assert {name: found.get(name) for name in wanted} == wanted


def test_kinds_of_numbers_stay(sdk):
    found = sdk.found["runs"]["every kind"]["metrics"]["values"]
    assert [type(found[name]) for name in ("once", "zero", "flag", "big int", "int32")] == [float, int, bool, int, int]
    if sdk.api == "v2":
        assert [type(value) for value in found["int then float"]] == [float] * 4


def test_row_without_a_column_is_refused_by_the_sdk_and_served_by_the_service(sdk):
    run = sdk.truth["runs"]["holes"]
    found = sdk.found["runs"]["holes"]["metrics"]
    if sdk.api == "v1":
        assert "refused" in found
        return
    assert found == {"refused": "Malformed metric value"}
    metric = full(sdk, run["id"], "holes")
    assert [value["data"] for value in metric["value"]] == run["metrics"]["tables"]["holes"]
    assert metric["columns"] == {"a": "double", "b": "double", "c": "string"}


def full(sdk, run, name):
    url = f"{sdk.double.url}/metric/v2.0{sdk.double.workspace}/runs/{run}/full"
    return ask(url, body={"metricName": name}, token=sdk.token).json()


def test_steps_are_kept(sdk):
    if sdk.api == "v1":
        pytest.skip("the API before has no steps")
    run = sdk.truth["runs"]["every kind"]
    values = full(sdk, run["id"], "stepped")["value"]
    assert [value["step"] for value in values] == run["metrics"]["steps"]["stepped"]


def test_description_status_tags_and_properties(sdk):
    run, found = sdk.truth["runs"]["every kind"], sdk.found["runs"]["every kind"]
    assert [found[name] for name in ("status", "display", "description", "tags")] == [
        run[name] for name in ("status", "display", "description", "tags")
    ]
    snapshot = found["properties"]["ContentSnapshotId"]
    assert len(snapshot) == 36 and found["properties"] == run["properties"] | {"ContentSnapshotId": snapshot}
    assert all(found["times"])


def test_children(sdk):
    run, found = sdk.truth["runs"]["every kind"], sdk.found["runs"]["every kind"]
    # The last to start comes first.
    assert found["children"] == run["children"][::-1]


def test_snapshot(sdk):
    assert sdk.found["runs"]["every kind"]["snapshot"] == sdk.truth["runs"]["every kind"]["snapshot"]


def test_files(sdk):
    run, found = sdk.truth["runs"]["every kind"], sdk.found["runs"]["every kind"]["files"]
    assert {path: found.get(path) for path in run["files"]} == run["files"]
    # Charts and pictures lie beside them.
    assert len(found) == len(run["files"]) + len(run["metrics"]["charts"]) + len(run["metrics"]["images"])


def test_outputs_and_what_was_printed(sdk):
    run, found = sdk.truth["runs"]["printed"], sdk.found["runs"]["printed"]["files"]
    assert found == run["files"] | run["log"]


@pytest.mark.parametrize("label", ["failed", "canceled", "printed", "holes"])
def test_ends(sdk, label):
    run, found = sdk.truth["runs"][label], sdk.found["runs"][label]
    assert found["status"] == run["status"]
    assert (found["error"] or {}).get("error") == run.get("error")


def test_lists_and_filters(sdk):
    truth, lists = sdk.truth["runs"], sdk.found["lists"]
    one, newest_first = truth["every kind"]["id"], [run["id"] for run in truth.values()][::-1]
    assert lists["experiments"] == [sdk.truth["experiment"]]
    assert lists["runs"] == newest_first
    assert set(lists["with children"]) == {*newest_first, *truth["every kind"]["children"]}
    assert lists["tagged"] == lists["has tag"] == lists["with property"] == [one]
    assert lists["failed"] == [truth["failed"]["id"]]


def test_compute(sdk):
    compute = sdk.found["computes"]["local"]
    assert compute["type"] == "AmlCompute"
    assert compute["status"]["nodeStateCounts"] | {"idleNodeCount": 1, "runningNodeCount": 1} == compute["status"]["nodeStateCounts"]
    assert [node["nodeState"] for node in compute["nodes"]] == ["running", "idle"]
    assert compute["nodes"][0]["runId"] == sdk.truth["runs"]["every kind"]["id"]
    assert set(compute["runs"]) == set(sdk.found["lists"]["with children"])


def test_small_pages_and_bare_nan_read_the_same(sdk):
    """Pages that are short, or empty with more to come, and NaN that is not JSON."""
    settings = {"page_size": 2, "metric_page": 700, "empty_pages": True, "nonfinite": "literal"}
    known = {name: getattr(sdk.double.settings, name) for name in settings}
    try:
        for name, value in settings.items():
            setattr(sdk.double.settings, name, value)
        again = sdk.read("again.json")
    finally:
        for name, value in known.items():
            setattr(sdk.double.settings, name, value)
    assert list(differences(again, sdk.found)) == []


def differences(one, other, place=""):
    """Where two values differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in one.keys() | other.keys():
            yield from differences(one.get(key), other.get(key), f"{place}/{key}")
    elif one != other:
        yield place, one, other


def test_said_nothing_of_trouble(sdk):
    """Warnings of the SDK would mean answers that it does not expect."""
    assert [line for line in sdk.said.splitlines() if "warn" in line.lower() or "error" in line.lower()] == []


def test_nothing_was_asked_that_is_not_there(sdk):
    """404 is the answer for an experiment that is not made yet, and no other."""
    odd = [entry for entry in sdk.double.requests() if entry["status"] >= 400]
    assert [(entry["method"], entry["path"].rpartition("/experiments/")[2]) for entry in odd] == [
        ("GET", sdk.truth["experiment"])
    ]


def test_a_log_grows_while_the_run_runs(sdk, tmp_path):
    """What a training prints is there before it ends."""
    go_on = tmp_path / "go-on"
    if sdk.api == "v1":
        pytest.skip("logs do not depend on the metrics")
    process = sdk.start("print_real.py", go_on, stdout=subprocess.PIPE, text=True)
    try:
        run = process.stdout.readline().split()[1]
        log = f"{sdk.double.url}/artifact/v2.0{sdk.double.workspace}/artifacts/content/ExperimentRun/dcid.{run}/logs/user_log.txt"
        status = f"{sdk.double.url}/history/v1.0{sdk.double.workspace}/runs/{run}"
        assert wait(lambda: b"early" in ask(log, token=sdk.token).body)
        assert ask(status, token=sdk.token).json()["status"] == "Running"
        assert b"late" not in ask(log, token=sdk.token).body
        go_on.touch()
        assert process.wait(SECONDS) == 0
        early = "".join(f"early {number}\n" for number in range(1000))
        assert ask(log, token=sdk.token).body.decode() == f"run {run}\n{early}late\n"
        assert ask(status, token=sdk.token).json()["status"] == "Completed"
    finally:
        process.kill()
        process.wait()


def wait(found, seconds=SECONDS):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found():
            return True
        time.sleep(0.05)
    return False


def test_a_training_that_finds_its_run_in_the_environment(sdk):
    """A script that Azure started: `Run.get_context()`, in an environment that names its run."""
    base, key = f"{sdk.double.url}/history/v1.0{sdk.double.workspace}", f"context-{sdk.api}"
    experiment = ask(f"{base}/experiments/{sdk.truth['experiment']}", token=sdk.token).json()["experimentId"]
    made = ask(f"{base}/experimentids/{experiment}/runs/{key}", "PATCH", {"runId": key, "status": "Running"}, sdk.token)
    assert made.status == 200
    said = sdk.run(
        "context_real.py",
        environment={
            "AZUREML_RUN_ID": key, "AZUREML_ARM_PROJECT_NAME": sdk.truth["experiment"], "AZUREML_EXPERIMENT_ID": experiment,
        },
    )  # fmt: skip
    assert json.loads(said.splitlines()[-1]) == {"id": key, "metrics": {"loss": [1.5, 0.75]}, "tags": {"seen": "yes"}}
