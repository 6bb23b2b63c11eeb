"""The best run by a metric, and the table as a file."""

import csv
import io
import json

import demo
import pytest
from look import table, visit, wait_link
from selenium.webdriver.support.ui import Select
from test_table_columns import menu

TALL = {"width": 1440, "height": 1100}

# Catches what is saved, for a file would have to be looked for.
CATCH = """
window.saved = [];
const make = URL.createObjectURL;
URL.createObjectURL = (blob) => { window.last = blob; return make.call(URL, blob); };
HTMLAnchorElement.prototype.click = function () {
  const name = this.download;
  window.last.text().then((text) => window.saved.push([name, text]));
};
"""


def best(metric, word, pick):
    """The names of the runs with the best value, and the value."""
    values = {run["name"]: demo.aggregate(run, metric, word) for run in demo.runs("digits-mlp")}
    values = {name: value for name, value in values.items() if value is not None and value == value}
    reached = pick(values.values())
    return {name for name, value in values.items() if value == reached}, reached, len(values)


@pytest.mark.parametrize(("metric", "pick"), [("train/loss", min), ("val/accuracy", max)])
def test_the_best_run_is_named_with_its_params_and_selected(site, browser, metric, pick):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp", columns=f"params.lr,metrics.{metric}")
    table(page, 21)
    menu(page, f"metrics.{metric}", "Best run by this")
    names, value, count = best(metric, "last", pick)
    wait_link(page, best=("-" if pick is max else "") + f"metrics.{metric}")
    bar = page.wait_css('[role=group][aria-label="Best run"]')
    page.wait_until(lambda: f"{demo.shown(value)} of {count} runs:" in bar.text, "the best value")
    shown = {one.text for one in bar.find_elements("css selector", ".run-link")}
    assert shown == names if len(names) <= 3 else shown < names
    if len(names) == 1:
        run = next(run for run in demo.runs("digits-mlp") if run["name"] in names)
        assert f"lr={run['params']['lr']}" in bar.text
    bar.find_element("xpath", './/button[.="Select"]').click()
    ids = {run["id"] for run in demo.runs("digits-mlp") if run["name"] in names}
    page.wait_until(lambda: set(wait_link(page).get("runs", "").split(",")) == ids, "the best runs in the link")
    Select(bar.find_element("css selector", "select")).select_by_value("highest" if pick is min else "lowest")
    wait_link(page, best=("" if pick is max else "-") + f"metrics.{metric}")
    page.wait_css('button[aria-label="Close the best run"]').click()
    wait_link(page, best=None)


def save(page, title, item):
    page.execute_script("window.saved = []")
    path = f'//div[@aria-label="Export"]//p[.="{title}"]/following-sibling::button[.="{item}"]'
    page.wait_xpath(path).click()
    return page.wait_until(lambda: page.execute_script("return window.saved[0]"), "a saved file")


def test_the_table_is_saved_as_csv_and_json(site, browser):
    def spoil(document):
        document["items"][0]["name"] = "=1+1"
        return document

    site.fault("demo/experiments/digits-mlp/runs.json", alter=spoil)
    page = browser(**TALL)
    page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": CATCH})
    visit(page, site, page="runs", experiment="digits-mlp", q="h64", columns="params.lr,metrics.train/loss", sort="-metrics.train/loss")
    runs = [run for run in demo.runs("digits-mlp") if "h64" in run["name"]]
    table(page, len(runs))
    page.wait_xpath('//button[normalize-space()="Export"]').click()
    name, text = save(page, "What is shown", "Save as CSV")
    assert name == "runs.csv"
    rows = list(csv.DictReader(io.StringIO(text)))
    assert list(rows[0]) == ["name", "id", "params.lr", "metrics.train/loss"]
    values = [demo.aggregate(run, "train/loss", "last") for run in runs]
    expected = [runs[place] for place in demo.in_order(values, True)]
    assert [row["id"] for row in rows] == [run["id"] for run in expected]
    assert [float(row["metrics.train/loss"]) for row in rows] == [demo.aggregate(run, "train/loss", "last") for run in expected]
    name, text = save(page, "All runs, all columns", "Save as JSON")
    assert name == "runs.json"
    found = json.loads(text)
    assert len(found) == 21 and found[0]["params.momentum"] is not None
    name, text = save(page, "All runs, all columns", "Save as CSV")
    assert "\n'=1+1," in text
