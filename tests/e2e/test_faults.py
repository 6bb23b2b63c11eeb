"""Whatever goes wrong is said in its place, and the rest of the page goes on."""

import pytest
from look import EXPERIMENTS, NOT_FOUND, card, chart, fault, goes_on, nothing_panicked, table, visit
from selenium.webdriver.common.by import By
from server import free_port

EXPERIMENTS_FILE = "demo/experiments.json"
RUNS_FILE = "demo/experiments/wine-search/runs.json"
CUT = r"Failed to load resource.*(ERR_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE|ERR_CONNECTION)"


def half(site, path):
    whole = (site.root / path).read_bytes()
    site.put(path, whole[: len(whole) // 2])


def html(site, path):
    site.put(path, "<!doctype html><title>Sign in</title><p>Sign in</p>")


def other_version(site, path):
    site.fault(path, alter=lambda document: {**document, "version": 2})


def not_there(site, path):
    site.fault(path, status=404)


def wrong_shape(site, path):
    site.fault(path, alter=lambda document: [document])


FAULTS = [
    (half, "not JSON"),
    (html, "not JSON"),
    (other_version, "version"),
    (not_there, "404"),
    (wrong_shape, "cannot be read"),
]
EACH_FAULT = pytest.mark.parametrize(("spoil", "words"), FAULTS, ids=[spoil.__name__ for spoil, _ in FAULTS])


@EACH_FAULT
@pytest.mark.parametrize("path", ["demo/index.json", EXPERIMENTS_FILE])
def test_a_bad_start_is_said_and_can_be_tried_again(site, browser, path, spoil, words):
    spoil(site, path)
    page = browser()
    page.expect_console(NOT_FOUND)
    visit(page, site)
    message = fault(page)
    assert "The list of experiments could not be read" in message.text and words in message.text
    site.heal()
    site.put(path, site.root / path)
    message.find_element(By.XPATH, './/button[.="Try again"]').click()
    assert len(page.wait_css(EXPERIMENTS).find_elements(By.CSS_SELECTOR, "tbody tr")) == 5
    goes_on(page, site)


@EACH_FAULT
def test_a_bad_list_of_runs_is_said_and_can_be_tried_again(site, browser, spoil, words):
    spoil(site, RUNS_FILE)
    page = browser(height=1000)
    page.expect_console(NOT_FOUND)
    visit(page, site, page="runs", experiment="wine-search")
    message = fault(page)
    assert "The runs of this experiment could not be read" in message.text and words in message.text
    site.heal()
    site.put(RUNS_FILE, site.root / RUNS_FILE)
    message.find_element(By.XPATH, './/button[.="Try again"]').click()
    table(page, 9)
    goes_on(page, site)


@EACH_FAULT
def test_a_bad_metric_is_said_in_its_card_and_the_others_are_drawn(site, browser, spoil, words):
    path = "demo/runs/logging-styles-1/metrics/1.json"
    spoil(site, path)
    page = browser(width=1440, height=1000)
    page.expect_console(NOT_FOUND)
    visit(page, site, run="logging-styles-1")
    for metric in ("Fibonacci", "Cosine Wave", "Sine Wave"):
        chart(page, metric, "1 run")
    page.wait_until(lambda: "could not be read" in card(page, "Sigmoid").text)
    card(page, "Sigmoid").find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: words in card(page, "Sigmoid").text, f"{words} in the message")
    goes_on(page, site)


def test_a_bad_metric_can_be_tried_again(site, browser):
    site.fault("demo/runs/logging-styles-1/metrics/1.json", status=404)
    page = browser(width=1440, height=1000)
    page.expect_console(NOT_FOUND)
    visit(page, site, run="logging-styles-1")
    page.wait_until(lambda: "could not be read" in card(page, "Sigmoid").text)
    site.heal()
    card(page, "Sigmoid").find_element(By.XPATH, './/button[.="Try again"]').click()
    chart(page, "Sigmoid", "^Sigmoid, 1 run, 20 points$")


def test_a_transfer_that_breaks_off_is_said(site, browser):
    site.fault(EXPERIMENTS_FILE, cut=True)
    page = browser()
    page.expect_console(CUT)
    visit(page, site)
    assert "could not be read" in fault(page).text
    site.heal()
    page.wait_xpath('//button[.="Try again"]').click()
    page.wait_css(EXPERIMENTS)


def test_a_server_that_was_busy_is_asked_again_unasked(site, browser):
    site.fault(EXPERIMENTS_FILE, status=503, times=2)
    page = browser()
    page.expect_console(r"Failed to load resource.* 503 ")
    visit(page, site)
    page.wait_css(EXPERIMENTS)
    assert [request.status for request in site.asked(EXPERIMENTS_FILE)] == [503, 503, 200]


def test_a_server_that_is_not_there_is_said(site, browser):
    page = browser()
    page.expect_console("ERR_CONNECTION_REFUSED")
    visit(page, site, source=f"open:http://127.0.0.1:{free_port()}/runs/")
    message = fault(page)
    assert "cannot be reached" in message.text
    assert message.find_element(By.XPATH, './/button[.="Try again"]').is_displayed()
    nothing_panicked(page)
