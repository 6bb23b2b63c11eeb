"""Measures the run table in headless Chromium with 1,000, 10,000 and 100,000 runs of
20 columns: from a click or a key to the page as it is then, elements, and frames while
it scrolls.

    RUNLENS_DIST=dist .venv/bin/python benches/page/table.py [how many runs …]
"""

import json
import os
import random
import sys
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

from chromium import Browser  # noqa: E402
from server import PageServer  # noqa: E402

DIST = Path(os.environ.get("RUNLENS_DIST", ROOT / "dist"))
REPEATS = int(os.environ.get("REPEATS", "5"))
PER_PAGE = 5_000
COLUMNS = [f"params.param_{n}" for n in range(10)] + [f"metrics.metric_{n}" for n in range(10)]

# The work of an event is done when the tasks that it made are.
CLICK = """
const [element, done] = arguments;
const start = performance.now();
element.click();
setTimeout(() => setTimeout(() => done(performance.now() - start)));
"""
TYPE = """
const [element, text, done] = arguments;
const start = performance.now();
element.value = text;
element.dispatchEvent(new Event('input', { bubbles: true }));
setTimeout(() => setTimeout(() => done(performance.now() - start)));
"""
# 120 frames of 480 px, which is fast, and each time between two of them.
SCROLL = """
const done = arguments[0];
const box = document.querySelector('.runs-viewport');
const times = [];
let last = performance.now();
const step = (now) => {
  times.push(now - last);
  last = now;
  box.scrollTop += 480;
  if (times.length < 120) requestAnimationFrame(step);
  else done(times.slice(2));
};
requestAnimationFrame(step);
"""


def put_runs(site, count):
    """The experiment `long-run` with so many runs, in pages."""
    seeded = random.Random(1)
    folder = "demo/experiments/long-run"
    pages = -(-count // PER_PAGE)
    for page in range(pages):
        items = []
        for n in range(page * PER_PAGE, min(count, (page + 1) * PER_PAGE)):
            params = {f"param_{p}": seeded.choice(["cosine", "linear"]) if p % 3 == 0 else seeded.randrange(1000) for p in range(10)}
            metrics = {f"metric_{m}": {"kind": "series", "count": 9, "last": round(seeded.random(), 6)} for m in range(10)}
            items.append({"id": f"{n:032x}", "name": f"sweep {n}", "experiment_id": "long-run", "params": params, "metrics": metrics})
        document = {"version": 1, "items": items, "total": count}
        if page + 1 < pages:
            document["next"] = f"runs-{page + 2}.json"
        site.put(f"{folder}/runs.json" if page == 0 else f"{folder}/runs-{page + 1}.json", json.dumps(document))


def measure(site, count):
    put_runs(site, count)
    page = Browser(width=1440, height=900)
    page.driver.set_script_timeout(120)
    try:
        page.get(f"{site.url}?page=runs&experiment=long-run&columns={','.join(COLUMNS)}&runs={0:032x}")
        table = f'table[aria-label="Runs"][aria-rowcount="{count + 1}"]'
        page.wait_css(table, seconds=600)
        page.wait_until(lambda: "loaded" not in page.find_element("css selector", ".toolbar-end").text, "all runs", 600)
        print(f"  {count:,} runs; {page.execute_script('return document.querySelectorAll(`*`).length'):,} elements")

        def times(name, take):
            found = [take(n) for n in range(REPEATS)]
            print(f"    {name:<44} {median(found):8.1f} ms ({min(found):.1f}-{max(found):.1f})")

        def sort(code):
            button = f'th[data-column="{code}"] .sort-button'
            return lambda _: page.driver.execute_async_script(CLICK, page.wait_css(button))

        times("sort by a metric", sort("metrics.metric_0"))
        times("sort by a param of two words", sort("params.param_0"))
        times("sort by the name", sort("name"))
        box = page.wait_css('input[aria-label="Filter runs"]')
        page.driver.execute_async_script(TYPE, box, "metrics.metric_1 < 0.7")
        page.wait_gone(table)
        for text in ("metrics.metric_1 < 0.{}", "params.param_1 < {}00 AND metrics.metric_1 < 0.5", "sweep {}"):
            times(f"filter by {text.format('n')}", lambda n, text=text: page.driver.execute_async_script(TYPE, box, text.format(n + 1)))
        page.driver.execute_async_script(TYPE, box, "")
        page.wait_css(table)
        frames = page.driver.execute_async_script(SCROLL)
        late = sum(frame > 1.5 * 1000 / 60 for frame in frames)
        print(f"    scrolling: {median(frames):.1f} ms a frame, {late} of {len(frames)} late")
    finally:
        page.quit()


def main():
    counts = [int(count) for count in sys.argv[1:]] or [1_000, 10_000, 100_000]
    site = PageServer(DIST)
    try:
        print("\nThe table of runs, 20 columns, from an event to the page as it is then; median (min-max)")
        for count in counts:
            measure(site, count)
    finally:
        site.close()


main()
