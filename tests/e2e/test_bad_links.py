"""A link may hold anything; the page stays usable."""

import pytest
from look import EXPERIMENTS, RUNS, nothing_panicked, settle, visit

GARBAGE = ["", "%", "%FF%00", ",,,%,", "-", "min(", "metrics.", "-1e999", "NaN", "__proto__", "../../etc/passwd", "<img src=x onerror=alert(1)>", "a" * 5000]
KEYS = ["source", "page", "experiment", "run", "runs", "q", "sort", "columns", "x", "y", "smooth", "tab", "file", "diff", "unknown"]


def choose_the_demo(page):
    """Back to runs, by the menu of sources."""
    page.wait_css("nav.side .menu > button").click()
    page.wait_xpath('//*[@aria-label="Sources"]//button[span="Demo runs"]').click()
    page.wait_css(EXPERIMENTS)


@pytest.mark.parametrize("source", ["javascript:alert(1)", "nonsense:x", "open:", "open:javascript:alert(1)", "open:https://me:secret@a.example/"])
def test_a_source_that_is_none_is_said_and_another_can_be_chosen(site, browser, source):
    page = browser()
    visit(page, site, source=source)
    page.wait_text("This link names a source that cannot be opened")
    page.wait_text("menu of sources")
    nothing_panicked(page)
    choose_the_demo(page)


def test_a_run_that_is_not_there_is_said(site, browser):
    page = browser()
    page.expect_console("404")
    visit(page, site, run="does-not-exist")
    message = page.wait_css(".fault[role=alert]").text
    assert "This run could not be read" in message
    page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Experiments"]').click()
    page.wait_css(EXPERIMENTS)


def test_an_experiment_that_is_not_there_is_said(site, browser):
    page = browser()
    visit(page, site, experiment="does-not-exist")
    page.wait_text("No experiment has the id does-not-exist")
    page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Experiments"]').click()
    page.wait_css(EXPERIMENTS)


@pytest.mark.parametrize("page_word", ["runs", "run", "compare"])
def test_a_page_without_its_id_says_what_is_missing(site, browser, page_word):
    page = browser()
    visit(page, site, page=page_word)
    page.wait_css("main .empty")
    page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Experiments"]').click()
    page.wait_css(EXPERIMENTS)


@pytest.mark.parametrize("key", KEYS)
def test_garbage_in_a_key_of_the_link_breaks_nothing(site, browser, key):
    page = browser()
    page.expect_console("404|ERR_|Failed to load resource")
    for value in GARBAGE:
        visit(page, site, **{"page": "runs", "experiment": "wine-search", key: value})
        settle(page)
        assert page.find_element("css selector", "main").text.strip(), f"{key}={value} shows nothing"
        page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Experiments"]')
        nothing_panicked(page)
    visit(page, site, page="runs", experiment="wine-search")
    page.wait_css(RUNS)


def test_a_link_without_a_shape_opens_the_start(site, browser):
    page = browser()
    page.get(site.url + "?%&=&&=%zz&%E0%A4%A&page=%")
    page.wait_css(EXPERIMENTS)
    nothing_panicked(page)
