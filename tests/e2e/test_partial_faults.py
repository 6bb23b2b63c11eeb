"""A part that is bad or missing is said in its place, and what is there is shown."""

import pytest
from look import NOT_FOUND, card, chart, fault, goes_on, table, visit
from selenium.webdriver.common.by import By

RUNS_FILE = "demo/experiments/wine-search/runs.json"


@pytest.mark.parametrize("bad", [42, {"id": 5}, {"id": "x", "experiment_id": "wine-search", "metrics": {"loss": 3}}, None])
def test_one_bad_run_is_counted_and_the_others_are_shown(site, browser, bad):
    site.fault(RUNS_FILE, alter=lambda old: {**old, "items": [*old["items"][:4], bad, *old["items"][5:]]})
    page = browser(height=1000)
    visit(page, site, page="runs", experiment="wine-search")
    warning = page.wait_css("details.warnings")
    assert "1 part could not be read" in warning.text
    warning.find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: "items[4]" in warning.text, "where it stands")
    # A run that has only a bad metric keeps its row.
    table(page, 9 if isinstance(bad, dict) and "metrics" in bad else 8)
    goes_on(page, site)


def test_a_second_page_that_fails_leaves_the_first(site, browser):
    site.fault("demo/experiments/digits-mlp/runs-2.json", status=404)
    page = browser(width=1440, height=1100)
    page.expect_console(NOT_FOUND)
    visit(page, site, page="runs", experiment="digits-mlp")
    table(page, 12)
    message = fault(page)
    assert "The rest of the runs of this experiment could not be read" in message.text
    site.heal()
    message.find_element(By.XPATH, './/button[.="Try again"]').click()
    table(page, 21)
    page.wait_gone(".fault")


@pytest.mark.parametrize(
    ("keys", "path", "words"),
    [
        ({"run": "digits-mlp-schedule", "tab": "logs"}, "demo/runs/digits-mlp-schedule/logs.json", "The list of files"),
        ({"run": "digits-mlp-schedule", "tab": "logs"}, "demo/runs/digits-mlp-schedule/files/logs/std_log.txt", "The file logs/std_log.txt"),
        ({"run": "logging-styles-2", "tab": "images"}, "demo/runs/logging-styles-2/metrics/2.json", "These images"),
        ({"run": "wine-search", "tab": "children"}, RUNS_FILE, "The child runs"),
        ({"page": "compute"}, "demo/compute.json", "The list of compute targets"),
        ({"page": "compute"}, "demo/compute/lab-server/runs.json", "The runs on lab-server"),
        ({"run": "logging-styles-2"}, "demo/runs/logging-styles-2/metrics/1.json", "This metric"),
        ({"run": "logging-styles-2"}, "demo/runs/logging-styles-2/run.json", "This run"),
    ],
)
def test_every_part_that_is_not_there_says_so_and_can_be_tried_again(site, browser, keys, path, words):
    site.fault(path, status=404)
    page = browser()
    page.expect_console(NOT_FOUND)
    visit(page, site, **keys)
    message = fault(page)
    assert f"{words} could not be read" in message.text
    # A run whose document is not there does not exist; everything else is a broken link.
    assert ("No run has the id" if words == "This run" else "404") in message.text
    site.heal()
    message.find_element(By.XPATH, './/button[.="Try again"]').click()
    page.wait_gone(".fault")
    goes_on(page, site)


def test_text_where_numbers_belong_spoils_one_chart_only(site, browser):
    site.fault("demo/runs/logging-styles-1/metrics/1.json", alter=lambda old: {**old, "value": ["high"] * 20})
    page = browser(width=1440, height=1000)
    visit(page, site, run="logging-styles-1")
    chart(page, "Fibonacci", "^Fibonacci, 1 run, 10 points$")
    page.wait_until(lambda: "could not be read" in card(page, "Sigmoid").text)
    card(page, "Sigmoid").find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: "value" in card(page, "Sigmoid").text)
    goes_on(page, site)


def test_an_empty_experiment_says_so(site, browser):
    site.put(RUNS_FILE, {"version": 1, "items": [], "total": 0})
    page = browser()
    visit(page, site, page="runs", experiment="wine-search")
    page.wait_text("This experiment has no runs yet")
    goes_on(page, site)


def test_an_empty_source_says_so(site, browser):
    site.put("demo/experiments.json", {"version": 1, "items": []})
    page = browser()
    visit(page, site)
    page.wait_text("This source has no experiments yet")
