"""The list of experiments."""

from datetime import datetime

import demo
from look import EXPERIMENTS, RUNS, empty, visit, wait_link
from selenium.webdriver.common.by import By

SEARCH = 'input[aria-label="Search experiments"]'


def rows(page):
    """Name, count of runs, and instant of the last activity of each row."""
    return page.execute_script(
        """return [...arguments[0].tBodies[0].rows].map((row) => [
          row.querySelector('th').innerText.trim(),
          row.querySelector('td.number').innerText.trim(),
          row.querySelector('time')?.dateTime,
        ])""",
        page.wait_css(EXPERIMENTS),
    )


def names(page):
    return [name for name, _, _ in rows(page)]


def test_every_experiment_is_listed_with_its_runs_and_last_activity(site, browser):
    page = browser()
    visit(page, site)
    newest_first = sorted(demo.experiments(), key=lambda one: one["last_activity"], reverse=True)
    seen = rows(page)
    assert [(name, count) for name, count, _ in seen] == [(one["name"], str(one["run_count"])) for one in newest_first]
    for (_, _, at), one in zip(seen, newest_first, strict=True):
        # To the second.
        assert datetime.fromisoformat(at) == datetime.fromisoformat(one["last_activity"]).replace(microsecond=0)
    assert " ago" in page.wait_css(f"{EXPERIMENTS} time").text
    page.wait_text("5 experiments")


def test_the_count_of_runs_is_the_count_of_its_lists(site, browser):
    page = browser()
    visit(page, site)
    counts = {name: int(count) for name, count, _ in rows(page)}
    assert counts == {one["name"]: len(demo.runs(one["id"])) for one in demo.experiments()}


def test_the_search_narrows_the_list_and_is_in_the_link(site, browser):
    page = browser()
    visit(page, site)
    page.wait_css(SEARCH).send_keys("DIGITS")
    page.wait_until(lambda: names(page) == ["Digits, MLP grid"])
    page.wait_text("1 of 5 experiments")
    wait_link(page, q="DIGITS")
    fresh = browser()
    fresh.get(page.current_url)
    fresh.wait_until(lambda: names(fresh) == ["Digits, MLP grid"])
    assert fresh.wait_css(SEARCH).get_property("value") == "DIGITS"


def test_a_search_without_a_match_says_so_and_is_taken_back(site, browser):
    page = browser()
    visit(page, site)
    page.wait_css(SEARCH).send_keys("no such thing")
    page.wait_text("No experiment matches")
    page.wait_gone(EXPERIMENTS)
    empty(page.wait_css(SEARCH))
    page.wait_until(lambda: len(rows(page)) == 5)


def test_back_and_forward_go_where_the_user_was(site, browser):
    page = browser()
    visit(page, site)
    page.wait_css(EXPERIMENTS).find_element(By.LINK_TEXT, "Wine, model search").click()
    page.wait_css(f'{RUNS}[aria-rowcount="10"]')
    assert wait_link(page, page="runs")["experiment"] == "wine-search"
    page.back()
    page.wait_css(EXPERIMENTS)
    wait_link(page, experiment=None)
    page.forward()
    page.wait_css(f'{RUNS}[aria-rowcount="10"]')
    wait_link(page, experiment="wine-search")


def test_a_reload_shows_the_same(site, browser):
    page = browser()
    visit(page, site, q="wine")
    before = rows(page)
    assert [name for name, _, _ in before] == ["Wine, model search"]
    page.refresh()
    page.wait_until(lambda: rows(page) == before)


def test_the_title_of_the_window_names_the_page(site, browser):
    page = browser()
    visit(page, site)
    page.wait_until(lambda: page.title == "Experiments · Runlens")
    page.wait_css(EXPERIMENTS).find_element(By.LINK_TEXT, "Digits, MLP grid").click()
    page.wait_until(lambda: page.title == "Digits, MLP grid · Runlens")
