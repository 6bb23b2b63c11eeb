"""What the demo holds, read straight from its files, to compare the page with."""

import json
import math
import os
from pathlib import Path

from chromium import ROOT

DATA = Path(os.environ.get("RUNLENS_DIST", ROOT / "dist")) / "demo"


def read(path):
    """A document of the demo by its path below demo/."""
    return json.loads((DATA / path).read_text())


def experiments():
    return read("experiments.json")["items"]


def runs(experiment):
    """All runs of an experiment, of all pages, in the order of the source."""
    path, items = f"experiments/{experiment}/runs.json", []
    while path:
        page = read(path)
        items += page["items"]
        path = page.get("next") and f"experiments/{experiment}/{page['next']}"
    return items


def run(run_id):
    return read(f"runs/{run_id}/run.json")


def metric(run_id, name):
    """The document of a metric, its first part."""
    return read(f"runs/{run_id}/{run(run_id)['metrics'][name]['href']}")


def points(run_id, name):
    """(x, y) of a metric in one part: step and value, or the first two columns."""
    document = metric(run_id, name)
    if document["kind"] == "table":
        x, y = (column["values"] for column in document["columns"][:2])
    else:
        y = [number(value) for value in document["value"]]
        x = document.get("step", range(len(y)))
        if isinstance(x, dict):
            x = [x["from"] + x["by"] * place for place in range(len(y))]
    return [float(value) for value in x], [float(value) for value in y]


def number(value):
    """A number of the contract: JSON has no word for those that are not finite."""
    return float(value) if isinstance(value, str) else value


def aggregate(run, metric, word):
    """A value of a metric's summary; None where the run has none."""
    value = run["metrics"].get(metric, {}).get(word)
    return None if value is None else number(value)


def shown(x):
    """A number as the page writes it: six significant digits, no trailing zeros."""
    if x is None:
        return ""
    if not math.isfinite(x):
        return "NaN" if math.isnan(x) else "∞" if x > 0 else "-∞"
    if x == 0:
        return "0"
    if x == int(x) and abs(x) < 1e15:
        return f"{x:.0f}"
    mantissa, exponent = f"{x:.5e}".split("e")
    exponent = int(exponent)
    if -4 <= exponent < 6:
        return f"{x:.{5 - exponent}f}".rstrip("0").rstrip(".")
    return f"{mantissa.rstrip('0').rstrip('.')}e{exponent}"


def in_order(values, descending):
    """The places of the values, sorted: NaN and then None stand last either way."""
    def rank(value):
        return 2 if value is None else 1 if math.isnan(value) else 0

    places = range(len(values))
    finite = [place for place in places if rank(values[place]) == 0]
    finite.sort(key=values.__getitem__, reverse=descending)
    return finite + [p for p in places if rank(values[p]) == 1] + [p for p in places if rank(values[p]) == 2]
