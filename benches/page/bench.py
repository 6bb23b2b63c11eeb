"""Measures the built page in headless Chromium: what a first visit loads, how long
until the first runs are there, and a million points beside uPlot, in one line and in
a hundred.

    make bench

Times are of this machine; compare them with each other. Software raster.
"""

import json
import os
import sys
import time
from pathlib import Path
from statistics import median
from urllib.parse import quote

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))

from chromium import Browser  # noqa: E402
from server import PageServer  # noqa: E402

DIST = Path(os.environ.get("RUNLENS_DIST", ROOT / "dist"))
REPEATS = int(os.environ.get("REPEATS", "5"))
ROWS = '[aria-label="Runs"] tbody tr, [aria-label="Runs"] [role=row] [role=gridcell]'
EXPERIMENTS = '[aria-label="Experiments"] tbody tr'

# Notes the time of the first row, from inside the page: no polling from outside.
WATCH = """
new MutationObserver((_, watcher) => {
  if (!document.querySelector(%s)) return;
  watcher.disconnect();
  const dom = performance.now();
  requestAnimationFrame(() => setTimeout(() => { window.__first = { dom, painted: performance.now() } }));
}).observe(document, { childList: true, subtree: true });
"""


def first_row(url, selector):
    """Milliseconds from navigation to the first row, painted, in a new browser."""
    page = Browser()
    try:
        page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH % json.dumps(selector)})
        page.get(url)
        return page.wait_until(lambda: page.execute_script("return window.__first"), f"a row: {selector}", 60)["painted"]
    finally:
        page.quit()


def cold_load(site):
    """Prints each file of a first visit, with brotli."""
    site.compress = "br"
    site.forget()
    first_row(site.url, EXPERIMENTS)
    print("\nFirst visit, brotli 11")
    for request in site.requests:
        print(f"  {request.bytes:>10,}  {request.path or '/'}")
    page = [r for r in site.requests if not r.path.startswith("demo/")]
    data = [r for r in site.requests if r.path.startswith("demo/")]
    print(f"  {sum(r.bytes for r in page):>10,}  bytes of page in {len(page)} requests")
    print(f"  {sum(r.bytes for r in data):>10,}  bytes of data in {len(data)} requests")


def table_times(site):
    print(f"\nNavigation to the first row on the screen, ms: median (min-max) of {REPEATS}, empty cache, local host")
    print("  " + row_of("experiments", site.url, EXPERIMENTS))
    for experiment in json.loads((DIST / "demo" / "experiments.json").read_text())["items"]:
        url = f"{site.url}?page=runs&experiment={quote(experiment['id'])}"
        print("  " + row_of(f"runs of {experiment['id']}", url, ROWS))


def row_of(name, url, selector):
    times = [first_row(url, selector) for _ in range(REPEATS)]
    return f"{name:<36} {median(times):8.0f} ({min(times):.0f}-{max(times):.0f})"


def chart(url, seconds_to_appear, dpr, seconds_to_end=180):
    """The page's window.__bench once it is complete, or None if there is none."""
    page = Browser(width=1280, height=800, dpr=dpr)
    try:
        page.get(url)
        end = time.monotonic() + seconds_to_appear
        while not page.execute_script("return !!window.__bench"):
            if time.monotonic() > end:
                return None
            time.sleep(0.2)
        lengths, since = None, time.monotonic()
        end = time.monotonic() + seconds_to_end
        while time.monotonic() < end:
            found = page.execute_script("return window.__bench")
            if found.get("done"):
                break
            # Without `done`: complete when both have times and nothing came for a while.
            now = (len(found.get("redraw_ms", [])), len(found.get("pan_ms", [])))
            if now != lengths:
                lengths, since = now, time.monotonic()
            elif all(now) and time.monotonic() - since > 3:
                break
            time.sleep(0.2)
        page.screenshot("bench-" + ("uplot" if "uplot.html" in url else "runlens"))
        for key in ("redraw_inked", "pan_inked"):
            assert found.get(key, 1) > 0, f"{url}: nothing was drawn ({key})"
        return found if found.get("redraw_ms") and found.get("pan_ms") else None
    finally:
        page.quit()


def charts(dpr, lines=1):
    """A million points in so many lines, by uPlot and by us, at that device pixel ratio."""
    results = {}
    uplot = os.environ.get("UPLOT")
    if uplot and Path(uplot, "uPlot.iife.min.js").is_file():
        bench = PageServer(HERE, prefix="/")
        bench.mount("uplot", uplot)
        try:
            results["uPlot"] = chart(f"{bench.url}uplot.html?dpr={dpr}&lines={lines}", 60, dpr, 400)
        finally:
            bench.close()
    ours = PageServer(ROOT / "target" / "bench", prefix="/")
    try:
        results["Runlens"] = chart(f"{ours.url}?lines={lines}", 30, dpr, 400)
    finally:
        ours.close()
    there = {name: found for name, found in results.items() if found}
    if there:
        points = "1 line of 1,000,000 points" if lines == 1 else f"{lines} lines of {1_000_000 // lines:,} points"
        print(f"\n{points}, 1200x500 at pixel ratio {dpr}, raster forced; ms, median (min-max)")
        print(f"  {'':<10} {'redraw':>24} {'pan':>24}")
    for name, found in there.items():
        cells = (f"{median(t):.1f} ({min(t):.1f}-{max(t):.1f})" for t in (found["redraw_ms"], found["pan_ms"]))
        print(f"  {name:<10} " + " ".join(f"{cell:>24}" for cell in cells))
    if len(there) == 2:
        ratios = (median(there["Runlens"][key]) / median(there["uPlot"][key]) for key in ("redraw_ms", "pan_ms"))
        print("  " + f"{'ratio':<10} " + " ".join(f"{f'{ratio:.2f} x uPlot':>24}" for ratio in ratios))
    parts = (there.get("Runlens") or {}).get("build_paint_raster_ms", [])
    redraws = len(there["Runlens"]["redraw_ms"]) if parts else 0
    for what, measured in (("redraw", parts[:redraws]), ("pan", parts[redraws:])):
        if measured:
            shares = ", ".join(
                f"{median(part[at] for part in measured):.1f} {name}" for at, name in enumerate(("build", "paint", "raster"))
            )
            print(f"  of ours, {what}: {shares}")
    for name in results:
        if name not in there:
            print(f"\n  {name}: no chart benchmark here")


def main():
    site = PageServer(DIST)
    try:
        cold_load(site)
        site.compress = None
        table_times(site)
        for lines in (1, 100):
            for dpr in (1, 2):
                charts(dpr, lines)
    finally:
        site.close()


main()
