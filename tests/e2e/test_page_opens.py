"""The page starts, and shows the demo."""

import json
from urllib.parse import quote

from conftest import TABLES


def test_the_page_opens_on_a_table(page_url, browser):
    page = browser()
    page.get(page_url)
    table = page.wait_css(TABLES)
    assert table.accessible_name in ("Experiments", "Runs")
    page.wait_gone("#boot")
    assert "Runlens" in page.title
    page.screenshot("page-opens")


def test_the_runs_of_an_experiment_have_an_address(site, browser, dist):
    experiment = json.loads((dist / "demo" / "experiments.json").read_text())["items"][0]["id"]
    page = browser()
    page.get(f"{site.url}?page=runs&experiment={quote(experiment)}")
    table = page.wait_css('table[aria-label="Runs"], [role=grid][aria-label="Runs"]')
    assert table.get_attribute("aria-rowcount")


def test_nothing_is_asked_for_that_is_not_there(site, browser):
    page = browser()
    page.get(site.url)
    page.wait_css(TABLES)
    missing = [r for r in site.requests if r.status >= 400]
    assert not missing


def test_a_failing_start_leaves_a_message(site, browser):
    site.fault("*.wasm", status=404)
    page = browser()
    page.expect_console(r"\.wasm|WebAssembly|404")
    page.get(site.url)
    page.wait_css("#boot")
    page.wait_text("Loading Runlens")
