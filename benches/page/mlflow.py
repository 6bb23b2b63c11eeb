"""This page beside MLflow's own, over one MLflow server and the same runs.

    make bench, or: RUNLENS_DIST=… python benches/page/mlflow.py

Both are measured in turn, each time in a new browser with an empty cache. The data is
that of mlflow_data.py. Times are of this machine; compare them with each other.
"""

import json
import os
import sys
import time
import urllib.request
from pathlib import Path
from statistics import median

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

import mlflow_data as data  # noqa: E402
import mlflow_real  # noqa: E402
from chromium import Browser  # noqa: E402
from server import PageServer  # noqa: E402

DIST = Path(os.environ.get("RUNLENS_DIST", ROOT / "dist"))
REPEATS = int(os.environ.get("REPEATS", "5"))
PAGE_SECONDS = 300
WINDOW = {"width": 1440, "height": 1000}

# Notes when each condition holds first, from inside the page, after the next frame.
WATCH = """
window.__marks = {};
const conditions = {%s};
const timer = setInterval(() => {
  for (const [name, holds] of Object.entries(conditions)) {
    if (name in __marks || !holds()) continue;
    __marks[name] = null;
    requestAnimationFrame(() => setTimeout(() => { __marks[name] = performance.now(); }));
  }
}, 40);
"""
# Coloured pixels: text, axes and grid have no colour.
INK = """
const colored = (canvas) => {
  if (!canvas.width) return [];
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const found = [];
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b, a] = data.subarray(at, at + 4);
    if (a > 128 && Math.max(r, g, b) - Math.min(r, g, b) > 60) found.push(at / 4);
  }
  return found;
};
const pictures = () => [...document.querySelectorAll('.chart-card:has(canvas[role=img])')].map((card) => card.querySelector('canvas'));
"""
OURS = {
    "row": "() => document.querySelector('table[aria-label=\"Runs\"] .run-link')",
    "all": f"() => document.querySelector('table[aria-label=\"Runs\"][aria-rowcount=\"{data.A_RUNS + 1}\"]')",
    "lines": "() => pictures().some((canvas) => colored(canvas).length > 200)",
    "whole": f"() => document.querySelector('canvas[aria-label$=\"{data.C_POINTS:,} points\"]')",
}
MLFLOW = {
    "row": "() => [...document.querySelectorAll('.ag-row')].some((row) => /run \\d/.test(row.textContent))",
    "all": "() => document.querySelector('.ag-row') && /\\b100 matching runs/.test(document.body.textContent)",
    "lines": "() => [...document.querySelectorAll('path.js-line')].some((path) => path.getAttribute('d')?.length > 100)",
}
# A lone spike is all there is in the upper half, and reaches its top.
SPIKE = """
const [canvas] = pictures();
const half = canvas.height / 2;
const upper = colored(canvas).map((at) => [at % canvas.width, Math.floor(at / canvas.width)]).filter(([, y]) => y < half);
const columns = upper.map(([x]) => x);
return upper.some(([, y]) => y < canvas.height / 5) && Math.max(...columns) - Math.min(...columns) < 8;
"""
MLFLOW_TOP = """
const lines = [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => plot.data);
return Math.max(...lines.flatMap((line) => Array.from(line.y || [])));
"""
RESOURCES = "return performance.getEntriesByType('resource').map((one) => [one.name, one.startTime, one.responseEnd, one.transferSize])"
# The order after a click on a heading, in milliseconds.
SORT = """
const done = arguments[0];
const first = () => document.querySelector('table[aria-label="Runs"] .run-link').textContent;
const before = first();
const button = [...document.querySelectorAll('table[aria-label="Runs"] th.col-metric .sort-button')][0];
const start = performance.now();
button.click();
const look = () => first() === before ? requestAnimationFrame(look) : setTimeout(() => done(performance.now() - start));
look();
"""


class Side:
    """One of the two pages: where it opens the data, and how it shows that it has."""

    def __init__(self, name, marks, address):
        self.name = name
        self.marks = marks
        self.address = address

    def open(self, url, names, then=None):
        """The times of the named marks in a new browser, what then(page) gives, resources."""
        page = Browser(**WINDOW)
        try:
            page.driver.set_script_timeout(PAGE_SECONDS)
            wanted = ",".join(f"{name}: {self.marks[name]}" for name in names)
            page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": INK + WATCH % wanted})
            page.get(url)
            script = "const marks = window.__marks || {}; return arguments[0].every((name) => marks[name]) && marks"
            marks = page.wait_until(lambda: page.execute_script(script, names), f"{names} at {url}", PAGE_SECONDS)
            page.screenshot(f"bench-{self.name}-{'-'.join(names)}")
            return marks, then(page) if then else None, page.execute_script(RESOURCES)
        finally:
            page.quit()


def is_question(name):
    return "/ajax-api/" in name or "/graphql" in name or name.endswith("/version")


def server_share(resources, until):
    """Milliseconds up to then in which some question to the server was on its way."""
    spans = sorted((start, min(end, until)) for name, start, end, _ in resources if is_question(name) and start < until)
    busy = covered = 0
    for start, end in spans:
        busy += max(0, end - max(start, covered))
        covered = max(covered, end)
    return busy


def in_turn(sides, case, names, then=None):
    """Opens one after the other, again and again; what each gave."""
    found = {side.name: [] for side in sides}
    for turn in range(REPEATS):
        for side in sides[:: 1 if turn % 2 == 0 else -1]:
            found[side.name].append(side.open(side.address(case), names, (then or {}).get(side.name)))
    return found


def times(runs, name):
    return [marks[name] for marks, _, _ in runs]


def span(values):
    return f"{median(values) / 1000:7.2f} ({min(values) / 1000:.2f}-{max(values) / 1000:.2f})"


def line(title, ours, theirs, limit=None):
    """Both in seconds, and how one stands to the other."""
    ratio = median(ours) / median(theirs)
    verdict = "" if limit is None else f"  {'within' if ratio <= limit else 'ABOVE'} {limit}"
    print(f"  {title:<44} {span(ours):>22} {span(theirs):>22} {ratio:8.3f}{verdict}")


def share_line(ours, theirs, mark):
    shares = [[server_share(resources, marks[mark]) for marks, _, resources in runs] for runs in (ours, theirs)]
    line("   of that, waiting for the server", *shares)


def ask(url, body=None):
    """Milliseconds until Python has the answer to a question."""
    request = urllib.request.Request(url, json.dumps(body).encode() if body else None, {"Content-Type": "application/json"})
    start = time.perf_counter()
    with urllib.request.urlopen(request, timeout=PAGE_SECONDS) as answer:
        answer.read()
    return (time.perf_counter() - start) * 1000


def alone(server):
    """The page's questions, asked by Python while nobody else asks."""
    api = f"{server.url}/ajax-api/2.0/mlflow"

    def runs(experiment, count):
        question = {"experiment_ids": [str(experiment)], "filter": "", "order_by": [], "max_results": count}
        return lambda: ask(f"{api}/runs/search", question)

    def sample(experiment, count):
        ids = "&".join(f"run_ids={data.run_id(experiment, place)}" for place in range(count))
        steps = f"start_step={-(2**63)}&end_step={2**63 - 1}"
        return lambda: ask(f"{api}/metrics/get-history-bulk-interval?{ids}&metric_key=loss&max_results=2500&{steps}")

    questions = {
        "A: the first 50 runs": runs(data.A, 50),
        "A: 1,000 runs": runs(data.A, 1000),
        "B: a sample of one metric of 10 runs": sample(data.B, data.B_RUNS),
        "C: a sample of a million points": sample(data.C, 1),
    }
    print("\nThe server alone, asked by Python, s")
    for title, question in questions.items():
        print(f"  {title:<44} {span([question() for _ in range(REPEATS)]):>22}")


def page_bytes(site, server, sides):
    """What each page weighs without its data, in bytes and requests."""
    ours, theirs = sides
    site.compress = None
    site.forget()
    ours.open(ours.address("A"), ["row"])
    plain = sum(request.bytes for request in site.requests)
    site.compress = "br"
    site.forget()
    ours.open(ours.address("A"), ["row"])
    packed, count = sum(request.bytes for request in site.requests), len(site.requests)
    _, _, resources = theirs.open(theirs.address("A"), ["row"])
    own = [size for name, _, _, size in resources if not is_question(name)]
    html = len(urllib.request.urlopen(f"{server.url}/").read())
    their_bytes = sum(own) + html
    print("\nThe page itself until the first row, bytes (requests)")
    print(f"  {'':<44} {'Runlens':>22} {'MLflow':>22} {'ratio':>8}")
    for title, size in (("as brotli, as hosts send it", packed), ("not compressed, as MLflow sends", plain)):
        here, there = f"{size:,} ({count})", f"{their_bytes:,} ({len(own) + 1})"
        print(f"  {title:<44} {here:>22} {there:>22} {size / their_bytes:8.3f}")


def main():
    environment = mlflow_real.starter().environment()
    file = data.database(ROOT / "target" / "bench-mlflow", mlflow_real.python(), environment)
    site = PageServer(DIST)
    site.compress = "br"
    # As many workers as `mlflow server` has by itself.
    with mlflow_real.running(database=file, workers=4) as server:
        experiments = {"A": data.A, "B": data.B, "C": data.C}
        c_run = data.run_id(data.C, 0)
        here = f"{site.url}?source=mlflow:{server.url}"
        ours = Side("Runlens", OURS, lambda case: here + (
            f"&page=run&run={c_run}" if case == "C" else f"&page=runs&experiment={experiments[case]}"
        ))  # fmt: skip
        theirs = Side("MLflow", MLFLOW, lambda case: f"{server.url}/#/experiments/{experiments[case]}/runs" + {
            "A": "", "B": "?compareRunsMode=CHART", "C": f"/{c_run}/model-metrics",
        }[case])  # fmt: skip
        sides = (ours, theirs)
        # First, so that what follows finds the server and the host warm.
        page_bytes(site, server, sides)
        print(f"\nBeside MLflow's own page, one server, {REPEATS} times each in turn; s, median (min-max)")
        print(f"  {'':<44} {'Runlens':>22} {'MLflow':>22} {'ratio':>8}")

        found = in_turn(sides, "A", ["row", "all"], {"Runlens": lambda page: page.execute_async_script(SORT)})
        a, b = found["Runlens"], found["MLflow"]
        line("A: navigation to the first run row", times(a, "row"), times(b, "row"), 0.25)
        share_line(a, b, "row")
        line("A: all 1,000 runs, beside MLflow's 100", times(a, "all"), times(b, "all"), 1)
        share_line(a, b, "all")
        print(f"  {'A: a sort of all 1,000 by a metric':<44} {span([sort for _, sort, _ in a]):>22}")

        found = in_turn(sides, "B", ["lines"])
        line("B: first lines of 10 x 100,000 points", times(found["Runlens"], "lines"), times(found["MLflow"], "lines"), 0.5)
        share_line(found["Runlens"], found["MLflow"], "lines")

        tops = []
        found = in_turn(sides, "C", ["lines"], {"MLflow": lambda page: tops.append(page.execute_script(MLFLOW_TOP))})
        line("C: first line of 1,000,000 points", times(found["Runlens"], "lines"), times(found["MLflow"], "lines"))
        marks, is_seen, _ = ours.open(ours.address("C"), ["whole"], lambda page: page.execute_script(INK + SPIKE))
        print(f"  {'C: every point is there, once':<44} {marks['whole'] / 1000:7.2f}")
        seen = ("yes" if is_seen else "NO", f"NO, its top is {max(tops):.2f}" if max(tops) < data.SPIKE else "yes")
        print(f"  {f'C: the spike of {data.SPIKE:g} is seen':<44} {seen[0]:>22} {seen[1]:>22}")

        alone(server)
    site.close()


if __name__ == "__main__":
    main()
