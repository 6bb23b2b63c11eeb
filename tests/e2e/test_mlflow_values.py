"""Values that a real MLflow server keeps, to the last digit."""

import math

import demo
import pytest
from look import Table, card, chart, table, wait_link
from mlflow_real import visit_mlflow, visit_runs
from picture import tooltip
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

WIDE = {"width": 1440, "height": 1100}
TITLES = """
const table = document.querySelector('table[aria-label="Runs"]');
const place = [...table.tHead.rows[0].cells].findIndex((head) => head.querySelector('.sort-name').textContent === arguments[0]);
const row = [...table.tBodies[0].rows].find((row) => row.querySelector('.run-link')?.textContent === arguments[1]);
return row?.cells[place].title;
"""


def number(truth):
    """A number of the truth, where those that are not finite are texts."""
    return float(truth)


def same(a, b):
    return a == b or (math.isnan(a) and math.isnan(b))


def cell(page, title, name):
    """What stands in a metric's cell of a run, and the whole number behind it."""
    seen = Table(page)
    return seen.column(title, "metric")[seen.names.index(name)], page.execute_script(TITLES, title, name)


@pytest.mark.parametrize("key", ["nan", "infinite", "extreme", "big steps", "unsorted", "same time", "val/é loss:1", "損失"])
def test_the_last_value_is_right_to_the_last_digit(site, browser, mlflow, key):
    page = browser(**WIDE)
    visit_runs(page, site, mlflow.url, mlflow.odd, columns=f"metrics.{key}")
    table(page, len(mlflow.truth["runs"]))
    last = number(mlflow.run("odd")["latest"][key]["value"])
    text, whole = cell(page, key, "odd")
    assert text == demo.shown(last)
    assert same(float(whole), last)
    assert cell(page, key, "parent") == ("", "")


def of_history(run, key, word):
    """What a word means over the points of a series, as the README has it."""
    values = [number(value) for value in run["series"][key]["values"]]
    finite = [value for value in values if math.isfinite(value)]
    if word == "first":
        return values[0]
    return {"min": min, "max": max, "mean": lambda list: math.fsum(list) / len(list)}[word](finite)


@pytest.mark.parametrize("word", ["min", "max", "first", "mean"])
def test_a_value_that_mlflow_does_not_give_is_computed_from_the_history(site, browser, mlflow, word):
    page = browser(**WIDE)
    visit_runs(page, site, mlflow.url, mlflow.many, columns="metrics.acc")
    page.wait_css('table[aria-rowcount="121"]')
    Select(page.wait_css('select.aggregate[aria-label="Value shown for acc"]')).select_by_value(word)
    wait_link(page, columns=f"{word}(metrics.acc)")
    by_name = {run["name"]: run for run in mlflow.many_runs}

    def shown():
        seen = Table(page)
        return seen.column("acc", "metric") == [demo.shown(of_history(by_name[name], "acc", word)) for name in seen.names]

    page.wait_until(shown, f"the {word} of every row on the screen")


@pytest.mark.parametrize("key", ["extreme", "nan", "unsorted", "val/é loss:1"])
@pytest.mark.parametrize("word", ["min", "max", "first"])
def test_a_computed_value_is_right_to_the_last_digit(site, browser, mlflow, key, word):
    page = browser(**WIDE)
    visit_runs(page, site, mlflow.url, mlflow.odd, columns=f"{word}(metrics.{key})")
    table(page, len(mlflow.truth["runs"]))
    wanted = of_history(mlflow.run("odd"), key, word)
    page.wait_until(lambda: cell(page, key, "odd")[0] == demo.shown(wanted), f"{word} of {key}: {wanted}")
    assert same(float(cell(page, key, "odd")[1]), wanted)


def test_the_lowest_of_a_long_history_is_found_between_the_samples(site, browser, mlflow):
    page = browser(**WIDE)
    visit_runs(page, site, mlflow.url, mlflow.odd, columns="max(metrics.loss)")
    table(page, len(mlflow.truth["runs"]))
    page.wait_until(lambda: cell(page, "loss", "long")[0] == "40", "the spike of the long run", 60)


def test_names_and_params_of_other_scripts_are_shown(site, browser, mlflow):
    page = browser(**WIDE)
    visit_runs(page, site, mlflow.url, mlflow.odd, columns="params.é,params.layers,params.lr,tags.dotted.tag with space")
    seen = table(page, len(mlflow.truth["runs"]))
    row = seen.rows[seen.names.index("odd")]
    assert row[1:] == ["ü", "[64, 64]", "0.10", "1"]


def test_values_that_are_not_finite_are_counted_under_the_chart(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("odd")["id"])
    for key, points, odd in [("nan", 3, 2), ("infinite", 3, 3)]:
        page.wait_until(lambda: f"{points} points · {odd} NaN or infinite" in card(page, key).text, f"the card of {key}")


def test_steps_beyond_2_to_the_53_are_read_out_to_the_last_digit(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("odd")["id"])
    canvas = chart(page, "far steps", "^far steps, 1 run, 3 points$")
    truth = mlflow.run("odd")["series"]["far steps"]
    seen = []
    for _ in truth["steps"]:
        canvas.send_keys(Keys.ARROW_RIGHT)
        page.wait_css(".tooltip")
        seen.append(tooltip(page))
    assert seen == [
        [f"{step:,}", [["odd", demo.shown(value)]]] for step, value in zip(truth["steps"], truth["values"], strict=True)
    ]


def test_what_was_logged_beside_the_numbers_stands_on_the_page_of_the_run(site, browser, mlflow):
    page = browser(**WIDE)
    run = mlflow.run("odd")
    visit_mlflow(page, site, mlflow.url, run=run["id"], tab="details")
    page.wait_css('section[aria-label="Facts"]')
    text = page.wait_css("main").text
    for wanted in ("ana", run["dataset"]["digest"], "0123456789abcdef", "train.py", "[64, 64]"):
        assert wanted in text, wanted
