"""The committed demo keeps the contract and holds what it promises."""

import math
import re
from datetime import datetime

from schemas import ROOT

DATA = ROOT / "demo" / "data"
ANGLES = [i / 2 for i in range(-10, 10)]


def cells(demo, run_id, name):
    """A table as column name -> cells."""
    (part,) = demo.metrics[run_id, name]
    return {column["name"]: column["values"] for column in part["columns"]}


def close(found, expected):
    """Equal to six significant digits."""
    assert len(found) == len(expected)
    for a, b in zip(found, expected):
        assert math.isclose(a, b, rel_tol=5e-6, abs_tol=1e-15)


def test_every_document_link_and_summary(demo):
    assert not demo.errors, "\n".join(demo.errors[:40])


def test_size_and_number_of_runs(demo):
    assert len(demo.runs) >= 24
    assert sum(path.stat().st_size for path in DATA.rglob("*") if path.is_file()) < 6_000_000


def test_experiments(demo):
    ids = [experiment["id"] for experiment in demo.experiments]
    assert ids == ["logging-styles", "digits-mlp", "diabetes-boosting", "wine-search", "long-run"]


def test_the_four_reference_metrics(demo):
    run = "logging-styles-1"
    assert list(demo.runs[run]["metrics"]) == ["Fibonacci", "Sigmoid", "Cosine Wave", "Sine Wave"]
    (fibonacci,) = demo.metrics[run, "Fibonacci"]
    assert fibonacci["value"] == [0, 1, 1, 2, 3, 5, 8, 13, 21, 34]
    assert "step" not in fibonacci
    close(demo.column(run, "Sigmoid", "value"), [1 / (1 + math.exp(-i)) for i in range(-10, 10)])
    assert demo.column(run, "Sigmoid", "step") == list(range(20))
    assert len(demo.column(run, "Sigmoid", "time")) == 20
    cosine, sine = cells(demo, run, "Cosine Wave"), cells(demo, run, "Sine Wave")
    assert (list(cosine), list(sine)) == (["angle", "cos"], ["angle", "sine"])
    assert cosine["angle"] == sine["angle"] == ANGLES
    close(cosine["cos"], [math.cos(a) for a in ANGLES])
    close(sine["sine"], [math.sin(a) for a in ANGLES])


def test_every_kind_is_there(demo):
    kinds = {parts[0]["kind"] for parts in demo.metrics.values()}
    assert kinds >= {"series", "table", "text", "image", "confusion_matrix"}
    types = {
        column["type"]
        for parts in demo.metrics.values()
        if parts[0]["kind"] == "table"
        for column in parts[0]["columns"]
    }
    assert types == {"number", "text", "boolean"}


def test_runs_say_who_where_and_when(demo):
    for run in demo.runs.values():
        assert run["user"] and run["compute_target"] and run["description"]
        assert run["params"] and run["tags"] and run["properties"]
        assert run["logs"]
        assert datetime.fromisoformat(run["start_time"]).year == 2026
        assert ("end_time" in run) == (run["status"] != "running")
    names = {target["name"] for target in demo.targets}
    assert {run["compute_target"] for run in demo.runs.values()} == names


def test_one_list_has_two_pages(demo):
    (digits,) = [e for e in demo.experiments if e["id"] == "digits-mlp"]
    assert demo.pages[digits["runs"]] == 2


def test_a_run_diverges_through_infinity_to_nan(demo):
    loss = demo.column("digits-mlp-range-test", "train/loss", "value")
    first_infinite = next(i for i, v in enumerate(loss) if math.isinf(v))
    first_nan = next(i for i, v in enumerate(loss) if math.isnan(v))
    assert 5 < first_infinite < first_nan
    assert all(math.isnan(v) for v in loss[first_nan:])


def test_a_run_failed(demo):
    run = demo.runs["digits-mlp-schedule"]
    assert run["status"] == "failed"
    assert run["error"]["message"] == "IndexError: list index out of range"
    assert run["error"]["detail"] in log(run)


def test_a_run_is_still_running(demo):
    run = demo.runs["digits-mlp-wide"]
    assert run["status"] == "running"
    assert run["metrics"]["val/loss"]["count"] * 2 == run["params"]["epochs"]
    assert not log(run).endswith("\n")


def test_logs_have_colours_and_progress_bars(demo):
    text = log(demo.runs["digits-mlp-wide"])
    assert "\x1b[3" in text
    assert re.search(r"\repoch  1: 100%", text)


def test_nested_runs(demo):
    depth = {}
    for run in demo.runs.values():
        parent, depth[run["id"]] = run, 0
        while "parent_id" in parent:
            parent = demo.runs[parent["parent_id"]]
            depth[run["id"]] += 1
        if "parent_id" in run:
            assert run["root_id"] == parent["id"] == "wine-search"
    assert list(depth.values()).count(1) >= 6
    assert 2 in depth.values()
    assert demo.runs["wine-search"]["metrics"]["best_score"]["count"] > 1


def test_the_long_run(demo):
    parts = demo.metrics["long-run-1", "train/loss"]
    assert [part["offset"] for part in parts] == [0, 50_000, 100_000, 150_000]
    assert all(isinstance(part[key], dict) for part in parts for key in ("step", "time"))
    values = demo.column("long-run-1", "train/loss", "value")
    assert len(values) == 200_000
    assert demo.column("long-run-1", "train/loss", "step") == list(range(200_000))
    spike = max(range(len(values)), key=values.__getitem__)
    rest = max(values[:spike] + values[spike + 1 :])
    assert spike == demo.runs["long-run-1"]["metrics"]["train/loss"]["max_step"]
    assert values[spike] > 10 * rest
    size = sum(p.stat().st_size for p in (DATA / "runs" / "long-run-1" / "metrics").iterdir())
    assert size < 1_800_000


def test_nothing_of_the_machine_is_in_the_demo():
    for path in DATA.rglob("*"):
        if path.suffix in (".json", ".txt", ".md", ".csv"):
            text = path.read_text(encoding="utf-8")
            assert str(ROOT) not in text and not re.search(r"/(home|tmp|usr|Users)/", text), path


def log(run):
    """The text of a run's first log."""
    return (DATA / "runs" / run["id"] / "files/logs/std_log.txt").read_bytes().decode()
