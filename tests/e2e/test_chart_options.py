"""What steers all charts at once: scale, smoothing, x axis."""

import demo
import numpy as np
from look import card, chart, link, visit, wait_link
from picture import affine, data_url, dots, move_to, picture, tooltip
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select


def options(page):
    return page.wait_css('[aria-label="Chart options"]')


def test_a_log_scale_changes_the_picture_and_the_link(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    before = data_url(page, canvas)
    scale = Select(options(page).find_element(By.XPATH, ".//label[span='Y scale']/select"))
    scale.select_by_visible_text("Log")
    wait_link(page, y="log")
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) != before, "another picture")
    scale.select_by_visible_text("Linear")
    wait_link(page, y=None)
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) == before, "the picture from before")


def test_a_log_scale_draws_the_logarithm(site, browser):
    page = browser(width=1440, height=1000, dpr=4)
    visit(page, site, run="logging-styles-1", y="log")
    seen = dots(picture(page, chart(page, "Sigmoid")))
    _, y = demo.points("logging-styles-1", "Sigmoid")
    assert len(seen) == len(y)
    assert affine(np.log10(y), [at[1] for at in seen])[2] < 1.5


def test_smoothing_changes_the_picture_and_the_link(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-wide")
    canvas = chart(page, "val/accuracy")
    before = data_url(page, canvas)
    options(page).find_element(By.CSS_SELECTOR, "[type=range]").send_keys(Keys.END)
    wait_link(page, smooth="0.99")
    page.wait_until(lambda: data_url(page, chart(page, "val/accuracy")) != before, "another picture")
    assert options(page).find_element(By.TAG_NAME, "output").text == "0.99"
    # The points stay those that were logged.
    assert chart(page, "val/accuracy").accessible_name == "val/accuracy, 1 run, 20 points"


def test_the_x_axis_is_chosen_for_all_charts(site, browser):
    page = browser(width=1440, height=1000, dpr=4)
    visit(page, site, run="logging-styles-1")
    before = data_url(page, chart(page, "Sigmoid"))
    Select(options(page).find_element(By.TAG_NAME, "select")).select_by_visible_text("Relative time")
    wait_link(page, x="relative")
    canvas = chart(page, "Sigmoid")
    page.wait_until(lambda: data_url(page, canvas) != before, "another picture")
    move_to(page, canvas, *dots(picture(page, canvas))[-1])
    page.wait_until(lambda: (tooltip(page) or [""])[0] == "9.5 s", "the time since the start")
    # A list that was logged whole has no times, and says so.
    assert "have no time" in page.wait_until(lambda: card(page, "Fibonacci").find_element(By.CLASS_NAME, "plot-empty").text)
    Select(options(page).find_element(By.TAG_NAME, "select")).select_by_visible_text("Step")
    page.wait_until(lambda: "x" not in link(page))
