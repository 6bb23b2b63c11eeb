"""Runs that the real MLflow client logs while a page shows them."""

import contextlib
import json
import re
import subprocess
import time

import pytest
from clock import set_clock, sleep_for
from look import RUNS, Table, card, chart, table
from mlflow_proxy import MlflowProxy
from mlflow_real import python, running, starter, visit_mlflow
from selenium.webdriver.common.by import By
from server import free_port

WIDE = {"width": 1440, "height": 1000}
GONE = r"ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_(RESET|CLOSED)|ERR_INCOMPLETE|ERR_FAILED|CORS| 5\d\d "

# Does what it is told, a call of the client a line.
CLIENT = """
import json, sys
from mlflow import MlflowClient
client = MlflowClient(sys.argv[1])
for line in sys.stdin:
    name, args, keys = json.loads(line)
    found = getattr(client, name)(*args, **keys)
    print(json.dumps(found.info.run_id if hasattr(found, "info") else None), flush=True)
"""


class Logger:
    """The real client in a process of its own: logger.log_metric(run, "loss", 0.5, step=3)"""

    def __init__(self, url):
        self.process = subprocess.Popen(
            [python(), "-c", CLIENT, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=starter().environment()
        )

    def __getattr__(self, name):
        def call(*args, **keys):
            self.process.stdin.write(json.dumps([name, args, keys]) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
            assert line, f"the client failed at {name}"
            return json.loads(line)

        return call

    def series(self, run, name, values, start=0):
        for step, value in enumerate(values, start):
            self.log_metric(run, name, value, step=step)

    def close(self):
        self.process.stdin.close()
        self.process.wait(20)


@pytest.fixture
def server(tmp_path):
    """Starts and ends a server that keeps its runs: server.start(), server.stop()"""

    class Restarting:
        port = free_port()
        context = None

        def start(self):
            self.context = running(port=self.port, database=tmp_path / "runs.db")
            return self.context.__enter__()

        def stop(self):
            if self.context:
                self.context.__exit__(None, None, None)
                self.context = None

    made = Restarting()
    yield made
    made.stop()


@pytest.fixture
def proxy(server):
    made = MlflowProxy(server.start().url)
    yield made
    made.close()


@pytest.fixture
def logger(proxy):
    made = Logger(f"http://{proxy.upstream.netloc}")
    yield made
    with contextlib.suppress(subprocess.TimeoutExpired, BrokenPipeError):
        made.close()


def live_text(page):
    return page.wait_css(".live .button-label").text


def test_every_number_arrives_once_across_a_restart_and_then_it_is_silent(site, browser, server, proxy, logger):
    run = logger.create_run("0", run_name="going on")
    logger.series(run, "loss", [1.0, 0.5, float("nan")])
    logger.series(run, "flat", [0.25, 0.25])
    page = browser(**WIDE)
    page.expect_console(GONE)
    visit_mlflow(page, site, proxy.url, run=run, every="1")
    canvas = chart(page, "loss", "^loss, 1 run, 3 points$")
    chart(page, "flat", "^flat, 1 run, 2 points$")
    page.wait_until(lambda: "Live" in live_text(page))

    logger.series(run, "loss", [0.25, 0.125], start=3)
    # The same value again, at the same step: only its time is another.
    logger.log_metric(run, "flat", 0.25, step=1)
    chart(page, "loss", "^loss, 1 run, 5 points$")
    chart(page, "flat", "^flat, 1 run, 3 points$")
    # A point that belongs before others.
    logger.log_metric(run, "loss", 9.0, step=5, timestamp=1)
    chart(page, "loss", "^loss, 1 run, 6 points$")

    server.stop()
    page.wait_until(lambda: re.match(r"Not updated for", live_text(page)), "the page to say that it is stale", seconds=40)
    assert not page.all_css(".fault"), "what was there stays"
    server.start()
    logger.series(run, "loss", [0.1, 0.05], start=6)
    chart(page, "loss", "^loss, 1 run, 8 points$")
    page.wait_until(lambda: "Live" in live_text(page))

    logger.log_metric(run, "loss", 0.01, step=8)
    logger.set_terminated(run)
    page.wait_until(lambda: page.wait_css(".run-head .status").text == "Finished")
    chart(page, "loss", "^loss, 1 run, 9 points$")
    assert card(page, "loss").find_element(By.CSS_SELECTOR, "canvas[role=img]") == canvas, "the chart is the same one"
    page.wait_until(lambda: "Live" not in live_text(page))
    page.wait_until(lambda: proxy.is_quiet(3), "silence")


def test_a_sleep_with_a_restart_in_it_loses_and_doubles_nothing(site, browser, server, proxy, logger):
    run = logger.create_run("0", run_name="overnight")
    values = [1 / (1 + n) for n in range(60)]
    logger.series(run, "loss", values[:20])
    page = browser(**WIDE)
    page.expect_console(GONE)
    set_clock(page)
    visit_mlflow(page, site, proxy.url, run=run, every="1")
    chart(page, "loss", "^loss, 1 run, 20 points$")
    # While the lid is shut the server is started anew and the run goes on.
    server.stop()
    sleep_for(page, 8)
    server.start()
    logger.series(run, "loss", values[20:40], start=20)
    chart(page, "loss", "^loss, 1 run, 40 points$")
    page.wait_until(lambda: "Live" in live_text(page))
    # The clock is set back: what comes then comes too.
    sleep_for(page, -8)
    logger.series(run, "loss", values[40:], start=40)
    logger.set_terminated(run)
    page.wait_until(lambda: page.wait_css(".run-head .status").text == "Finished")
    chart(page, "loss", "^loss, 1 run, 60 points$")
    visit_mlflow(page, site, proxy.url, run=run, chart="loss", **{"as": "table"})
    cells = page.wait_until(lambda: len(found := page.all_css(".points-table tbody td.number:last-child")) >= 20 and found)
    shown = [float(cell.text) for cell in cells]
    assert all(abs(one - value) < 1e-5 for one, value in zip(shown, values)), shown


def test_new_points_are_asked_for_and_no_others(site, browser, proxy, logger):
    run = logger.create_run("0")
    ended = logger.create_run("0")
    for one in (run, ended):
        logger.series(one, "loss", [n / 100 for n in range(100)])
    logger.set_terminated(ended)
    page = browser(**WIDE)
    # The server ends before the page does.
    page.expect_console(GONE)
    visit_mlflow(page, site, proxy.url, page="runs", experiment="0", every="1")
    chart(page, "loss", "^loss, 2 runs, 200 points$")
    time.sleep(2)
    before = len(proxy.asked())
    logger.series(run, "loss", [0.5], start=100)
    chart(page, "loss", "^loss, 2 runs, 201 points$")
    asked = [one for one in proxy.asked()[before:] if "/metrics/" in one.path]
    assert asked and all(run in one.query and "page_token" in one.query for one in asked), asked
    assert len(asked) <= 4, f"{len(asked)} questions for one point"


def test_a_list_of_runs_follows_and_keeps_focus_and_selection(site, browser, proxy, logger):
    first = logger.create_run("0", run_name="first")
    logger.log_metric(first, "loss", 0.5, step=0)
    page = browser(**WIDE)
    # The server ends before the page does.
    page.expect_console(GONE)
    visit_mlflow(page, site, proxy.url, page="runs", experiment="0", every="1")
    table(page, 1)
    box = page.wait_css('input[aria-label="Select first"]')
    box.click()
    time.sleep(1.1)
    second = logger.create_run("0", run_name="second")
    logger.log_metric(second, "loss", 0.75, step=0)
    logger.log_metric(first, "loss", 0.125, step=1)
    assert table(page, 2).names == ["second", "first"]
    page.wait_until(lambda: Table(page).column("loss", "metric") == ["0.75", "0.125"], "the last values")
    assert box.is_selected()
    assert page.execute_script("return document.activeElement === arguments[0]", box)
    logger.set_terminated(first)
    logger.set_terminated(second, status="FAILED")
    page.wait_until(lambda: Table(page).column("Status") == ["Failed", "Finished"])
    page.wait_until(lambda: proxy.is_quiet(3), "silence")
    assert page.wait_css(RUNS)
