"""A run that goes on while its page is open."""

import re
import time

from live_source import LiveSource
from look import card, chart, link, visit, wait_link
from picture import picture
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

WIDE = {"width": 1440, "height": 1000}


def status(page):
    return page.wait_css(".run-head .status").text


def live_text(page):
    return page.wait_css(".live .button-label").text


def waits(page, site, seconds):
    """What the page asks for in that time."""
    site.forget()
    time.sleep(seconds)
    return [request.path for request in site.requests]


def opened(page, site, every="1", **how):
    """A page that shows a run of two metrics, one of which goes on."""
    source = LiveSource(site, **how)
    run = source.run("a")
    source.log(run, "loss", *[1 / (1 + n) for n in range(40)])
    source.log(run, "rate", 0.1, 0.1)
    source.publish()
    visit(page, site, source=source.source, run="a", every=every)
    chart(page, "loss", "^loss, 1 run, 40 points$")
    chart(page, "rate", "^rate, 1 run, 2 points$")
    return source, run


def test_new_points_a_new_metric_and_the_end_arrive_and_then_it_is_silent(site, browser):
    page = browser(**WIDE)
    source, run = opened(page, site)
    page.wait_until(lambda: re.fullmatch(r"Live · updated \d+ s ago", live_text(page)), "the page to say it is live")
    canvas = card(page, "loss").find_element(By.CSS_SELECTOR, "canvas[role=img]")

    source.log(run, "loss", 0.01, 0.02, 0.03)
    source.log(run, "score", 5.0)
    source.publish()
    chart(page, "loss", "^loss, 1 run, 43 points$")
    page.wait_until(lambda: card(page, "score").find_element(By.CLASS_NAME, "big-number").text == "5")
    assert card(page, "loss").find_element(By.CSS_SELECTOR, "canvas[role=img]") == canvas, "the chart is the same one"
    assert status(page) == "Running"

    source.log(run, "loss", 0.04)
    source.log(run, "score", 6.0)
    source.end(run)
    source.publish()
    page.wait_until(lambda: status(page) == "Finished")
    chart(page, "loss", "^loss, 1 run, 44 points$")
    chart(page, "score", "^score, 1 run, 2 points$")
    time.sleep(1.5)
    assert waits(page, site, 3) == [], "nothing is asked for once all has ended"
    assert re.fullmatch(r"Updated \d+ s ago", live_text(page))


def test_only_what_may_have_changed_is_asked_for(site, browser):
    page = browser(**WIDE)
    source, run = opened(page, site)
    time.sleep(2.5)
    asked = waits(page, site, 3)
    assert set(asked) == {"live/runs/a.json"}, "the run says that nothing came"
    source.log(run, "loss", 0.5)
    source.publish()
    chart(page, "loss", "^loss, 1 run, 41 points$")
    assert not site.asked(f"live/{source.path(run, 'rate')}"), "nothing came to the other one"


def test_of_a_metric_in_parts_only_the_last_one_is_read_again(site, browser):
    page = browser(**WIDE)
    source, run = opened(page, site, part=15)
    time.sleep(2.5)
    site.forget()
    source.log(run, "loss", *[0.5] * 10)
    source.publish()
    chart(page, "loss", "^loss, 1 run, 50 points$")
    asked = {request.path for request in site.asked("live/metrics/*loss*")}
    assert asked == {f"live/{source.path(run, 'loss', part)}" for part in (2, 3)}


def test_zoom_scroll_focus_and_an_open_menu_stay(site, browser):
    page = browser(width=1440, height=500)
    source, run = opened(page, site)
    box = page.wait_css(".page-scrolls")
    canvas = card(page, "loss").find_element(By.CSS_SELECTOR, "canvas[role=img]")
    page.execute_script("arguments[0].focus()", canvas)
    canvas.send_keys("+")
    page.wait_until(lambda: "xrange" in link(page), "a zoom in the link")
    zoom = link(page)["xrange"]
    page.execute_script("arguments[0].scrollTop = 60", box)
    page.wait_xpath('//button[normalize-space()="More"]').click()
    page.execute_script("arguments[0].focus({preventScroll: true})", canvas)
    scrolled = page.execute_script("return arguments[0].scrollTop", box)
    seen = picture(page, canvas).ink.sum()
    assert seen > 0
    for n in range(3):
        source.log(run, "loss", 0.3, 0.2)
        source.log(run, "new", float(n), 1.0)
        source.publish()
        page.wait_until(lambda n=n: f"{42 + 2 * n} points" in canvas.get_attribute("aria-label"), "the new points")
    assert link(page)["xrange"] == zoom
    assert page.execute_script("return arguments[0].scrollTop", box) == scrolled
    assert page.execute_script("return document.activeElement === arguments[0]", canvas)
    assert page.all_css('.menu-panel[aria-label="More chart options"]'), "the menu is still open"


def test_the_period_is_chosen_in_a_menu_and_kept_in_the_link(site, browser):
    page = browser(**WIDE)
    source, run = opened(page, site, every="off")
    assert waits(page, site, 3) == []
    assert "Updates off" in live_text(page)
    source.log(run, "loss", 0.5)
    source.publish()
    page.wait_css(".live .button").click()
    page.wait_xpath('//button[.="Update now"]').click()
    chart(page, "loss", "^loss, 1 run, 41 points$")
    Select(page.wait_css(".live select")).select_by_visible_text("Every second")
    wait_link(page, every="1")
    source.log(run, "loss", 0.6)
    source.publish()
    chart(page, "loss", "^loss, 1 run, 42 points$")
    Select(page.wait_css(".live select")).select_by_visible_text("Every 10 s")
    wait_link(page, every=None)


def test_a_page_that_nobody_sees_asks_for_nothing_and_catches_up(site, browser):
    page = browser(**WIDE)
    source, run = opened(page, site)
    hide = """
    Object.defineProperty(document, 'hidden', {value: arguments[0], configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
    """
    page.execute_script(hide, True)
    time.sleep(1.5)
    assert waits(page, site, 3) == []
    source.log(run, "loss", 0.5)
    source.publish()
    page.execute_script(hide, False)
    chart(page, "loss", "^loss, 1 run, 41 points$")


def test_a_source_that_fails_is_asked_less_and_less_and_the_page_says_so(site, browser):
    page = browser(**WIDE)
    page.expect_console("Failed to load resource.* 503 ")
    source, run = opened(page, site)
    site.fault("live/*", status=503)
    page.wait_until(lambda: re.fullmatch(r"Not updated for \d+ s", live_text(page)), "the page to say it is stale", seconds=40)
    assert card(page, "loss").find_elements(By.CSS_SELECTOR, "canvas[role=img]"), "what was there stays"
    assert not page.all_css(".fault")
    page.wait_css(".live .button").click()
    page.wait_text("503")
    asked = len(waits(page, site, 6))
    assert asked <= 8, f"{asked} requests in 6 seconds"
    site.heal()
    source.log(run, "loss", 0.5)
    source.publish()
    chart(page, "loss", "^loss, 1 run, 41 points$")
    page.wait_until(lambda: "Live" in live_text(page))
