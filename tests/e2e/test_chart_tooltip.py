"""The tooltip of a chart: its order, its place, and how it stays."""

import pytest
from look import card, chart, visit, wait_link
from picture import move_to, tooltip
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

RUNS = {"page": "runs", "experiment": "digits-mlp"}
METRIC = "val/accuracy"
BOXES = """
const box = document.querySelector('.tooltip').getBoundingClientRect();
return [box.left, box.top, box.right, box.bottom, innerWidth, innerHeight, document.documentElement.scrollWidth];
"""
SELECT = """
const cell = document.querySelector('.tooltip.pinned .number');
getSelection().selectAllChildren(cell);
return [getSelection().toString(), cell.innerText, getComputedStyle(cell).userSelect];
"""


def corner(page, canvas):
    return page.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.left, box.top]", canvas)


def click_at(page, canvas, x, y):
    left, top = corner(page, canvas)
    for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
        page.execute_cdp_cmd(
            "Input.dispatchMouseEvent", {"type": kind, "x": left + x, "y": top + y, "button": "none" if kind == "mouseMoved" else "left", "clickCount": 1}
        )


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1440, 900)])
def test_the_tooltip_never_leaves_the_window_nor_covers_the_crosshair(site, browser, width, height):
    page = browser(width=width, height=height)
    visit(page, site, **RUNS)
    canvas = chart(page, METRIC, ", 21 runs,")
    left, _ = corner(page, canvas)
    wide = canvas.size["width"]
    for share in (0.2, 0.35, 0.5, 0.65, 0.8, 0.95):
        move_to(page, canvas, wide * share, canvas.size["height"] / 2)
        page.wait_css(".tooltip")
        page.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()))")
        box = page.execute_script(BOXES)
        assert 0 <= box[0] and box[2] <= box[4] and 0 <= box[1] and box[3] <= box[5], (share, box)
        assert box[6] <= box[4], "nothing scrolls sideways"
        # The crosshair is at the nearest step, at most half a step away.
        x, half = left + wide * share, wide / 39 / 2
        assert box[0] >= x - half or box[2] <= x + half, (share, box)


def test_the_order_is_chosen_and_in_the_link(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS, runs="digits-mlp-wide,digits-mlp-range-test,digits-mlp-schedule")
    canvas = chart(page, METRIC, ", 3 runs,")
    page.wait_xpath('//button[normalize-space()="More"]').click()
    Select(page.wait_xpath('//label[span="Tooltip"]/select')).select_by_visible_text("By name")
    wait_link(page, tooltip="name")
    move_to(page, canvas, canvas.size["width"] * 0.3, canvas.size["height"] / 2)
    page.wait_css(".tooltip")
    names = [row[0] for row in tooltip(page)[1]]
    assert names == sorted(names) and len(names) == 3
    visit(page, site, **RUNS, runs="digits-mlp-wide,digits-mlp-range-test,digits-mlp-schedule")
    canvas = chart(page, METRIC, ", 3 runs,")
    move_to(page, canvas, canvas.size["width"] * 0.3, canvas.size["height"] / 2)
    page.wait_css(".tooltip")
    values = [float(row[1]) for row in tooltip(page)[1]]
    assert values == sorted(values, reverse=True)


def test_a_click_pins_the_tooltip_until_escape_or_the_next_click(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    canvas = chart(page, METRIC, ", 21 runs,")
    width, height = canvas.size["width"], canvas.size["height"]
    click_at(page, canvas, width * 0.3, height / 2)
    page.wait_css(".tooltip.pinned")
    pinned = tooltip(page)
    assert len(pinned[1]) == 21, "all lines, to be scrolled"
    box = page.wait_css(".tooltip.pinned")
    assert page.execute_script("return arguments[0].scrollHeight > arguments[0].clientHeight", box)
    move_to(page, canvas, width * 0.7, height / 2)
    move_to(page, canvas, width / 2, -60)
    assert tooltip(page) == pinned, "it stays where it is"
    selected, text, allowed = page.execute_script(SELECT)
    assert selected.strip() == text and allowed == "text"
    # Clicking into it lets it stay; Escape there ends it.
    box.click()
    assert tooltip(page) == pinned
    box.send_keys(Keys.ESCAPE)
    page.wait_gone(".tooltip")
    click_at(page, canvas, width * 0.3, height / 2)
    page.wait_css(".tooltip.pinned")
    ActionChains(page.driver).move_to_element(card(page, METRIC).find_element(By.TAG_NAME, "h3")).click().perform()
    page.wait_gone(".tooltip")
    click_at(page, canvas, width * 0.3, height / 2)
    page.wait_css(".tooltip.pinned")
    click_at(page, canvas, width * 0.1, height / 2)
    page.wait_gone(".tooltip.pinned")
    page.wait_until(lambda: tooltip(page) and tooltip(page)[0] != pinned[0], "the tooltip follows the pointer again")


def test_the_tooltip_is_pinned_by_keyboard(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    canvas.send_keys(Keys.ARROW_RIGHT)
    page.wait_css(".tooltip")
    canvas.send_keys(Keys.ENTER)
    page.wait_css(".tooltip.pinned")
    canvas.send_keys(Keys.TAB)
    assert "tooltip" in page.switch_to.active_element.get_attribute("class")
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait_gone(".tooltip")
