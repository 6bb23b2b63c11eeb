"""The part of x and y that charts show: by pointer, wheel, keys and typing; in the link."""

from look import chart, link, visit, wait_link
from picture import data_url, tooltip
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def drag(page, canvas, start, end, key=None):
    """From one place of the canvas to another, in shares of its size."""
    # From its middle, as Selenium counts.
    at = [(round((x - 0.5) * canvas.size["width"]), round((y - 0.5) * canvas.size["height"])) for x, y in (start, end)]
    actions = ActionChains(page).move_to_element_with_offset(canvas, *at[0])
    if key:
        actions.key_down(key)
    actions.click_and_hold()
    actions.move_by_offset(at[1][0] - at[0][0], at[1][1] - at[0][1])
    actions.release()
    if key:
        actions.key_up(key)
    actions.perform()


def shown(page, key="xrange"):
    """The two ends of a range in the link."""
    text = page.wait_until(lambda: link(page).get(key))
    return [float(end) for end in text.split("..")]


def test_a_drag_zooms_all_charts_and_the_back_button_returns(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-wide")
    accuracy, loss = chart(page, "val/accuracy"), chart(page, "val/loss")
    before = data_url(page, accuracy), data_url(page, loss)
    drag(page, accuracy, (0.4, 0.5), (0.7, 0.5))
    lo, hi = shown(page)
    assert 0 < lo < hi < 20
    page.wait_until(lambda: data_url(page, chart(page, "val/accuracy")) != before[0])
    page.wait_until(lambda: data_url(page, chart(page, "val/loss")) != before[1], "the other chart follows")
    page.back()
    wait_link(page, xrange=None)
    page.wait_until(lambda: data_url(page, chart(page, "val/accuracy")) == before[0])


def test_a_double_click_shows_everything_again(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-wide")
    canvas = chart(page, "val/accuracy")
    before = data_url(page, canvas)
    drag(page, canvas, (0.4, 0.3), (0.7, 0.6), Keys.SHIFT)
    shown(page)
    assert link(page)["zoom"].endswith("@val/accuracy"), "a box is a range of y of this chart"
    ActionChains(page).double_click(chart(page, "val/accuracy")).perform()
    wait_link(page, xrange=None, zoom=None)
    page.wait_until(lambda: data_url(page, chart(page, "val/accuracy")) == before)


def test_a_link_keeps_the_range(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1", xrange="5..8")
    canvas = chart(page, "Sigmoid")
    canvas.send_keys(Keys.ARROW_RIGHT)
    page.wait_until(lambda: (tooltip(page) or [""])[0] == "5", "the first point in sight")
    canvas.send_keys(Keys.ARROW_LEFT)
    assert tooltip(page)[0] == "5", "what is out of sight is not read"
    assert link(page)["xrange"] == "5..8"


def test_keys_zoom_pan_and_reset(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    canvas.send_keys("+")
    first = shown(page)
    assert 0 < first[0] < first[1] < 19
    canvas.send_keys(Keys.SHIFT + Keys.ARROW_RIGHT)
    page.wait_until(lambda: shown(page)[0] > first[0])
    assert abs((shown(page)[1] - shown(page)[0]) - (first[1] - first[0])) < 0.01
    canvas.send_keys("-")
    page.wait_until(lambda: shown(page)[1] - shown(page)[0] > first[1] - first[0])
    canvas.send_keys(Keys.HOME)
    wait_link(page, xrange=None)


def wheel(page, canvas, amount, ctrl):
    return page.execute_script(
        """const box = arguments[0].getBoundingClientRect();
        const event = new WheelEvent('wheel', {deltaY: arguments[1], ctrlKey: arguments[2], cancelable: true, bubbles: true,
            clientX: box.left + box.width / 2, clientY: box.top + box.height / 2});
        arguments[0].dispatchEvent(event);
        return event.defaultPrevented;""",
        canvas,
        amount,
        ctrl,
    )


def test_the_wheel_scrolls_the_page_unless_the_chart_is_in_use(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    assert not wheel(page, canvas, -100, False)
    assert "xrange" not in link(page)
    assert wheel(page, canvas, -100, True)
    first = shown(page)
    canvas.click()
    assert wheel(page, canvas, -100, False)
    page.wait_until(lambda: shown(page)[1] - shown(page)[0] < first[1] - first[0])


def test_a_range_is_typed_and_reset(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    before = data_url(page, chart(page, "Sigmoid"))
    options = page.wait_css('[aria-label="Chart options"]')
    options.find_element(By.XPATH, ".//button[contains(., 'More')]").click()
    page.wait_css('[aria-label="X from"]').send_keys("5")
    page.wait_css('[aria-label="X to"]').send_keys("10", Keys.TAB)
    wait_link(page, xrange="5..10")
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) != before)
    options.find_element(By.XPATH, ".//button[.='Reset zoom']").click()
    wait_link(page, xrange=None)
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) == before)
