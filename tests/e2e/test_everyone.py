"""For everyone: narrow screens, keyboards, assistive technology, light and dark."""

import json
from pathlib import Path

import pytest
import selenium_axe_python
from look import EXPERIMENTS, RUNS, settle, table, visit
from selenium.webdriver.common.keys import Keys

AXE = (Path(selenium_axe_python.__file__).parent / "axe-core" / "axe.min.js").read_text()
COMPARED = "digits-mlp-lr0.1-h64-s0,digits-mlp-wide,digits-mlp-range-test"
PAGES = {
    "experiments": {},
    "no experiment": {"q": "no such thing"},
    "runs": {"page": "runs", "experiment": "digits-mlp"},
    "selected runs": {"page": "runs", "experiment": "wine-search", "runs": "wine-search-svm,wine-search-bayes"},
    "run": {"run": "logging-styles-1"},
    "other metrics": {"run": "logging-styles-2"},
    "edge cases": {"run": "logging-styles-3"},
    "failed run": {"run": "digits-mlp-schedule"},
    "details": {"run": "digits-mlp-schedule", "tab": "details"},
    "images": {"run": "logging-styles-2", "tab": "images"},
    "child runs": {"run": "wine-search", "tab": "children"},
    "outputs": {"run": "digits-mlp-lr0.1-h64-s2", "tab": "files", "file": "predictions.csv"},
    "logs": {"run": "digits-mlp-schedule", "tab": "logs"},
    "compare": {"page": "compare", "experiment": "digits-mlp", "runs": COMPARED},
    "compute": {"page": "compute"},
    "bad source": {"source": "nonsense:x"},
}
EVERY_PAGE = pytest.mark.parametrize("keys", PAGES.values(), ids=PAGES)
COLOURS = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])

WIDER = """
const wide = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > innerWidth + 1);
return [document.documentElement.scrollWidth, innerWidth, wide.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
"""
RUN_AXE = """
const done = arguments[0];
axe.run(document, { resultTypes: ['violations'] }).then((result) => done(JSON.stringify(result.violations.map((one) => ({
  id: one.id, impact: one.impact, nodes: one.nodes.map((node) => node.html.slice(0, 160) + ' | ' + (node.failureSummary || '').slice(0, 300)),
})))), (error) => done(String(error)));
"""
FOCUSED = """
const one = document.activeElement;
const style = getComputedStyle(one);
return [one.tagName, (one.getAttribute('aria-label') || one.innerText || one.title || '').trim(),
  style.outlineStyle !== 'none' || style.boxShadow !== 'none'];
"""


def press_tab(page):
    """Tag, name and whether the focus is seen, of what the next Tab reaches."""
    page.switch_to.active_element.send_keys(Keys.TAB)
    return page.execute_script(FOCUSED)


def tab_to(page, name, most=60):
    """Tabs until that is reached; everything on the way."""
    way = []
    for _ in range(most):
        way.append(press_tab(page))
        if way[-1][1] == name:
            return way
    raise AssertionError(f"{name} is not reached by Tab: {way}")


@EVERY_PAGE
def test_nothing_scrolls_sideways_on_a_phone(site, browser, keys):
    page = browser(width=390, height=844, dpr=2, touch=True)
    for dark in (False, True):
        page.media(dark=dark)
        visit(page, site, **keys)
        settle(page)
        width, room, wide = page.execute_script(WIDER)
        assert room == 390, "the page made the viewport wider"
        assert width <= room, wide
        assert page.all_css("main h1, header h1"), "a heading"


@EVERY_PAGE
@COLOURS
def test_axe_finds_no_serious_barrier(site, browser, keys, dark):
    page = browser(width=1440, height=1000, dark=dark)
    visit(page, site, **keys)
    settle(page)
    page.execute_script(AXE)
    found = json.loads(page.execute_async_script(RUN_AXE))
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, json.dumps(serious, indent=1)


def test_light_and_dark_follow_the_system_and_the_button(site, browser):
    page = browser(dark=False)
    visit(page, site)
    page.wait_css(EXPERIMENTS)
    ground = "return getComputedStyle(document.body).backgroundColor"
    light = page.execute_script(ground)
    page.media(dark=True)
    page.wait_until(lambda: page.execute_script(ground) != light)
    dark = page.execute_script(ground)
    button = page.wait_css(".theme-switch")
    button.click()
    page.wait_until(lambda: button.accessible_name == "Colours: Light" and page.execute_script(ground) == light)
    page.refresh()
    page.wait_until(lambda: page.wait_css(".theme-switch").accessible_name == "Colours: Light")
    assert page.execute_script(ground) == light
    page.wait_css(".theme-switch").click()
    page.wait_until(lambda: page.execute_script(ground) == dark)


def test_the_first_tab_offers_to_skip_the_navigation(site, browser):
    page = browser()
    visit(page, site)
    page.wait_css(EXPERIMENTS)
    tag, name, seen = press_tab(page)
    assert (tag, name) == ("A", "Skip to content") and page.switch_to.active_element.is_displayed() and seen
    page.switch_to.active_element.send_keys(Keys.ENTER)
    page.wait_until(lambda: page.execute_script("return document.activeElement.id") == "content")
    assert press_tab(page)[1] == "Search experiments"


def test_the_keyboard_reaches_navigation_search_and_rows(site, browser):
    page = browser()
    visit(page, site)
    page.wait_css(EXPERIMENTS)
    way = tab_to(page, "Wine, model search")
    names = [name for _, name, _ in way]
    assert {"Experiments", "Compute", "Search experiments"} <= set(names)
    assert all(seen for _, _, seen in way), f"focus that is not seen: {[one for one in way if not one[2]]}"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    page.wait_css(f'{RUNS}[aria-rowcount="10"]')


def test_the_keyboard_sorts_selects_and_opens_runs(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment="wine-search")
    first = table(page, 9).names[0]
    way = tab_to(page, "Name")
    assert "Filter runs" in [name for _, name, _ in way]
    page.switch_to.active_element.send_keys(Keys.ENTER)
    page.wait_css('th.col-name[aria-sort="ascending"]')
    tab_to(page, f"Select {first}")
    page.switch_to.active_element.send_keys(Keys.SPACE)
    page.wait_text("Compare 1")
    tab_to(page, first)
    page.switch_to.active_element.send_keys(Keys.ENTER)
    page.wait_until(lambda: page.title.startswith(first + " "))


def test_the_menu_of_columns_opens_and_closes_by_keyboard(site, browser):
    page = browser()
    visit(page, site, page="runs", experiment="wine-search")
    table(page, 9)
    tab_to(page, "Columns")
    page.switch_to.active_element.send_keys(Keys.ENTER)
    page.wait_css('[role=group][aria-label="Columns"]')
    tab_to(page, "Search columns")
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait_gone('[role=group][aria-label="Columns"]')
    assert page.execute_script(FOCUSED)[1] == "Columns"
