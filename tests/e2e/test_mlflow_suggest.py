"""Suggestions under the filter box, over the runs of a real server."""

import json
from pathlib import Path

import pytest
import selenium_axe_python
from look import Table, table, wait_link
from mlflow_real import visit_runs
from selenium.webdriver.common.keys import Keys

AXE = (Path(selenium_axe_python.__file__).parent / "axe-core" / "axe.min.js").read_text()
BOX = 'input[role="combobox"][aria-label="Filter runs"]'
OPTION = '#suggestions [role="option"]'
SIZES = {"wide": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844, "dpr": 2, "touch": True}}


def labels(page):
    return [option.find_element("css selector", "span").text for option in page.all_css(OPTION)]


def active(page):
    one = page.wait_css(BOX).get_attribute("aria-activedescendant")
    return one and page.wait_css(f"#{one} span").text


def test_a_filter_is_written_with_the_keyboard_alone(site, browser, mlflow):
    page = browser(width=1440, height=4500)
    visit_runs(page, site, mlflow.url, mlflow.many)
    table(page, len(mlflow.many_runs))
    box = page.wait_css(BOX)
    box.send_keys("mod")
    page.wait_until(lambda: "params.model" in labels(page), "the name of a param")
    box.send_keys(Keys.ARROW_DOWN)
    assert active(page) == "params.model"
    box.send_keys(Keys.ENTER)
    page.wait_until(lambda: labels(page)[:1] == ["="], "the operators")
    box.send_keys(Keys.ARROW_DOWN, Keys.TAB)
    page.wait_until(lambda: labels(page) == ["forest", "mlp"], "the values of the runs")
    box.send_keys(Keys.ARROW_UP)
    assert active(page) == "mlp"
    box.send_keys(Keys.TAB)
    page.wait_gone(OPTION)
    assert box.get_attribute("value") == "params.model = 'mlp' "
    names = sorted(run["name"] for run in mlflow.many_runs if run["params"]["model"] == "mlp")
    page.wait_until(lambda: sorted(Table(page).names) == names, "the runs with that value")
    wait_link(page, q="params.model = 'mlp' ")
    assert page.switch_to.active_element == box, "the focus has stayed"


def test_escape_and_the_end_of_the_focus_close_the_list_and_keep_the_text(site, browser, mlflow):
    page = browser(**SIZES["wide"])
    visit_runs(page, site, mlflow.url, mlflow.many)
    page.wait_css('table[aria-rowcount="121"]')
    box = page.wait_css(BOX)
    box.send_keys("met")
    page.wait_css(OPTION)
    box.send_keys(Keys.ESCAPE)
    page.wait_gone(OPTION)
    assert box.get_attribute("value") == "met"
    box.send_keys("r")
    page.wait_css(OPTION)
    box.send_keys(Keys.TAB)
    page.wait_gone(OPTION)
    assert box.get_attribute("value") == "metr"
    assert page.switch_to.active_element != box, "Tab goes on when nothing is chosen"


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_open_list_fits_the_screen_and_passes_axe(site, browser, mlflow, size, dark):
    page = browser(**SIZES[size], dark=dark)
    visit_runs(page, site, mlflow.url, mlflow.many)
    page.wait_css('table[aria-rowcount="121"]')
    box = page.wait_css(BOX)
    box.send_keys("params.lr >< 1 and par")
    page.wait_css(OPTION)
    box.send_keys(Keys.ARROW_DOWN)
    page.screenshot(f"suggestions-{size}-{'dark' if dark else 'light'}")
    edges = page.execute_script("const box = document.querySelector('#suggestions').getBoundingClientRect(); return [box.left, box.right]")
    assert edges[0] >= 0 and edges[1] <= SIZES[size]["width"], edges
    page.execute_script(AXE)
    found = page.execute_async_script(
        """const done = arguments[0];
        axe.run(document, { resultTypes: ['violations'] }).then((result) => done(JSON.stringify(result.violations.map(
          (one) => [one.id, one.nodes.map((node) => node.html.slice(0, 160))]))))"""
    )
    assert json.loads(found) == []


def test_what_is_wrong_is_marked_where_it_stands(site, browser, mlflow):
    page = browser(**SIZES["wide"])
    visit_runs(page, site, mlflow.url, mlflow.many, q="params.lr >< 1")
    mark = page.wait_css(".suggest-wrong")
    assert mark.text == "<"
    # The letters of the mark lie on those of the box.
    before = page.execute_script(
        """const box = arguments[0], style = getComputedStyle(box), pen = document.createElement('canvas').getContext('2d');
        pen.font = `${style.fontSize} ${style.fontFamily}`;
        return box.getBoundingClientRect().left + 11 + pen.measureText('params.lr >').width""",
        page.wait_css(BOX),
    )
    assert abs(mark.rect["x"] - before) < 2, (mark.rect, before)
