"""An experiment of 50,000 runs: read to its end, scrolled meanwhile, filtered and sorted.

A stand-in answers, for a real server needs minutes to make that many runs and much
longer than this page to tell of them. Its answers have the shape of a real one's.
"""

import http.server
import json
import threading
import time
from urllib.parse import urlsplit

import pytest
from look import RUNS, nothing_panicked
from mlflow_real import visit_runs

COUNT = 50_000
# The longest time between two frames, which is what a person feels as a stutter. Half
# a second is what a machine with two cores that runs two browsers may take.
LONGEST_FRAME_MS = 1_500

FRAMES = """
window.__longest = 0;
let last = performance.now();
const tick = (now) => { window.__longest = Math.max(window.__longest, now - last); last = now; requestAnimationFrame(tick); };
requestAnimationFrame(tick);
"""


def run(number):
    metrics = [{"key": f"m{n}", "value": (number * 7919 + n) % 10_007 / 10_007, "timestamp": 1_700_000_000_000, "step": 9} for n in range(4)]
    params = [{"key": f"p{n}", "value": str((number * (n + 3)) % 17)} for n in range(4)]
    start = 1_700_000_000_000 - number * 1000
    info = {
        "run_id": f"{number:032x}", "run_uuid": f"{number:032x}", "run_name": f"run {number}", "experiment_id": "1",
        "status": "FINISHED", "start_time": start, "end_time": start + 60_000, "lifecycle_stage": "active", "artifact_uri": "x",
    }
    return {"info": info, "data": {"metrics": metrics, "params": params, "tags": [{"key": "mlflow.user", "value": "ada"}]}, "inputs": {}}


class Answers(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, format, *args):
        pass

    def answer(self, value):
        body = json.dumps(value).encode() if not isinstance(value, bytes) else value
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.send_header("Access-Control-Allow-Headers", "content-type")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_OPTIONS(self):
        self.answer({})

    def do_GET(self):
        path = urlsplit(self.path).path
        experiment = {"experiment_id": "1", "name": "many", "lifecycle_stage": "active", "artifact_location": "x"}
        self.answer(b"3.17.2" if path.endswith("/version") else {"experiment": experiment})

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])) or b"{}")
        if not self.path.endswith("/runs/search"):
            return self.answer({"experiments": [{"experiment_id": "1", "name": "many", "lifecycle_stage": "active"}]})
        start = int(asked.get("page_token") or 0)
        end = min(start + int(asked.get("max_results") or 1000), COUNT)
        answer = {"runs": [run(number) for number in range(start, end)]}
        if end < COUNT:
            answer["next_page_token"] = str(end)
        return self.answer(answer)


@pytest.fixture
def many():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def rows(page):
    return int(page.wait_css(RUNS).get_attribute("aria-rowcount")) - 1


def test_fifty_thousand_runs_are_read_scrolled_filtered_and_sorted(site, browser, many, capsys):
    page = browser(width=1440, height=900)
    begun = time.monotonic()
    visit_runs(page, site, many, {"id": "1"})
    page.wait_css(f"{RUNS} .run-link")
    first = time.monotonic() - begun
    page.execute_script(FRAMES)
    # Somebody reads on while the rest arrives: what is looked at stays where it is.
    page.execute_script("document.querySelector('.runs-viewport').scrollTop = 3200")
    page.wait_until(lambda: rows(page) > 2_000, "more runs than the first pages", seconds=60)
    looked_at = page.execute_script("return document.querySelector('.runs-viewport').scrollTop")
    assert looked_at == 3200
    page.wait_until(lambda: rows(page) == COUNT, "all runs", seconds=240)
    whole = time.monotonic() - begun
    longest = page.execute_script("return window.__longest")
    assert page.execute_script("return document.querySelector('.runs-viewport').scrollTop") == looked_at
    nodes = page.execute_script("return document.querySelectorAll('*').length")
    times = {}
    for what, text, expected in (("a metric", "metrics.m0 < 0.01", None), ("words", "49999", 1)):
        box = page.wait_css(".filter-box")
        begun = time.monotonic()
        page.execute_script(
            "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('input', { bubbles: true }))", box, text
        )
        page.wait_until(lambda expected=expected: rows(page) == expected if expected else 0 < rows(page) < COUNT / 50, text, seconds=60)
        times[what] = time.monotonic() - begun
    with capsys.disabled():
        print(
            f"\n  {COUNT} runs: first row {first:.2f} s, all {whole:.1f} s, longest frame {longest:.0f} ms, {nodes} nodes;"
            f" filter by {', '.join(f'{what} {seconds:.2f} s' for what, seconds in times.items())}"
        )
    assert longest < LONGEST_FRAME_MS
    assert nodes < 3_000
    nothing_panicked(page)
