"""The legend of a chart: which lines are drawn, and which one stands out."""

import numpy as np
from look import card, chart, legend, link, visit, wait_link
from picture import data_url
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

THREE = "digits-mlp-wide,digits-mlp-range-test,digits-mlp-schedule"
RUNS = {"page": "runs", "experiment": "digits-mlp", "runs": THREE}
METRIC = "val/accuracy"
OVERLAY_INK = """
const canvas = arguments[0], context = canvas.getContext('2d');
const { data } = context.getImageData(0, 0, canvas.width || 1, canvas.height || 1);
let inked = 0;
for (let at = 3; at < data.length; at += 4) inked += data[at] > 0;
return inked / (data.length / 4);
"""


def entry(page, name):
    """The button of a line in the legend."""
    return page.wait_xpath(f'//section[@aria-label="{METRIC}"]//button[contains(@class, "legend-entry")][normalize-space()="{name}"]')


def pressed(page):
    found = card(page, METRIC).find_elements(By.CLASS_NAME, "legend-entry")
    return {one.text: one.get_attribute("aria-pressed") == "true" for one in found}


def test_a_click_hides_a_line_in_every_chart_and_shows_it_again(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    before = data_url(page, chart(page, METRIC, ", 3 runs,"))
    colors = page.execute_script("return [...document.querySelectorAll('.legend path')].map((path) => path.getAttribute('stroke'))")
    entry(page, "mlp wide").click()
    wait_link(page, hide="digits-mlp-wide")
    assert data_url(page, chart(page, METRIC, ", 2 runs,")) != before
    chart(page, "train/loss", ", 2 runs,")
    assert pressed(page) == {"mlp wide": False, "mlp range test": True, "mlp schedule": True}
    after = page.execute_script("return [...document.querySelectorAll('.legend path')].map((path) => path.getAttribute('stroke'))")
    assert after == colors, "the colours stay"
    # By keyboard, where the focus has stayed.
    chart(page, METRIC)
    entry(page, "mlp wide").send_keys(Keys.ENTER)
    wait_link(page, hide=None)
    chart(page, METRIC, ", 3 runs,")
    page.back()
    wait_link(page, hide="digits-mlp-wide")
    chart(page, METRIC, ", 2 runs,")


def test_one_line_is_shown_alone(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    chart(page, METRIC, ", 3 runs,")
    ActionChains(page.driver).key_down(Keys.ALT).click(entry(page, "mlp schedule")).key_up(Keys.ALT).perform()
    chart(page, METRIC, ", 1 run,")
    assert pressed(page) == {"mlp wide": False, "mlp range test": False, "mlp schedule": True}
    # The button beside the name, reached with Tab.
    entry(page, "mlp wide").send_keys(Keys.TAB)
    assert page.switch_to.active_element.get_attribute("aria-label") == "Only mlp wide"
    page.switch_to.active_element.send_keys(Keys.ENTER)
    page.wait_until(lambda: pressed(page)["mlp wide"], "the other line alone")
    assert sorted(link(page)["hide"].split(",")) == ["digits-mlp-range-test", "digits-mlp-schedule"]
    page.switch_to.active_element.send_keys(Keys.ENTER)
    wait_link(page, hide=None)


def test_all_lines_hidden_are_told_and_shown_again(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, hide=THREE, **RUNS)
    page.wait_until(lambda: "All lines are hidden" in card(page, METRIC).text, "that all are hidden")
    page.wait_xpath(f'//section[@aria-label="{METRIC}"]//button[normalize-space()="show all (3 hidden)"]').click()
    wait_link(page, hide=None)
    chart(page, METRIC, ", 3 runs,")


def test_a_long_legend_is_searched(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment="digits-mlp")
    chart(page, METRIC, ", 21 runs,")
    assert len(legend(page, METRIC)) == 7
    card(page, METRIC).find_element(By.CLASS_NAME, "legend-more").click()
    page.wait_until(lambda: len(pressed(page)) == 21, "all names")
    card(page, METRIC).find_element(By.CLASS_NAME, "legend-search").send_keys("RANGE")
    page.wait_until(lambda: list(pressed(page)) == ["mlp range test"], "the one that was looked for")


def test_the_line_whose_name_is_pointed_at_stands_out(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    canvas = chart(page, METRIC, ", 3 runs,")
    ActionChains(page.driver).move_to_element(entry(page, "mlp wide")).perform()
    # Nearly all of the plot steps back.
    page.wait_until(lambda: page.execute_script(OVERLAY_INK, canvas) > 0.6, "the others step back")
    ActionChains(page.driver).move_to_element(card(page, METRIC).find_element(By.TAG_NAME, "h3")).perform()
    page.wait_until(lambda: page.execute_script(OVERLAY_INK, canvas) == 0, "all as before")


def test_the_line_that_is_pointed_at_is_drawn_wider(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **{**RUNS, "runs": "digits-mlp-wide,digits-mlp-range-test"})
    canvas = chart(page, METRIC, ", 2 runs,")
    width, height = canvas.size["width"], canvas.size["height"]
    box = canvas.rect

    def point(x, y):
        page.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": box["x"] + x, "y": box["y"] + y})
        page.wait_css(".tooltip")

    offset = page.execute_script("return [scrollX, scrollY]")
    assert offset == [0, 0]
    rect = page.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.left, box.top]", canvas)
    box = {"x": rect[0], "y": rect[1]}
    # The middle of the plot is near no line: a crosshair and no more.
    point(width * 0.6, height * 0.45)
    bare = page.wait_until(lambda: page.execute_script(OVERLAY_INK, canvas), "a crosshair")
    point(width * 0.6, height * 0.86)
    page.wait_until(lambda: page.execute_script(OVERLAY_INK, canvas) > 1.5 * bare, "a wider line")
    assert np.isfinite(bare)
