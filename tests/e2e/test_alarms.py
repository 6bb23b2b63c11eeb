"""Early warnings of a run, and the message when it ends."""

import time

from live_source import LiveSource
from look import RUNS, link, visit, wait_link

WIDE = {"width": 1440, "height": 1000}


def alarms(page):
    return [item.text.split("\n")[0] for item in page.all_css(".alarms li")]


def opened(page, site, source, **keys):
    source.publish()
    visit(page, site, source=source.source, run="a", every="1", **keys)
    page.wait_css(".run-head .status")


def test_nan_is_told_with_its_first_step_in_page_and_table(site, browser):
    page = browser(**WIDE)
    source = LiveSource(site)
    run = source.run("a")
    source.log(run, "loss", *[1 / (1 + n) for n in range(20)])
    opened(page, site, source)
    page.wait_css("section.chart-card")
    assert alarms(page) == [] and not page.all_css(".alarms")
    source.log(run, "loss", "NaN", 0.5, "Infinity")
    source.publish()
    page.wait_until(lambda: alarms(page) == ["loss holds NaN, first at step 20."])
    visit(page, site, source=source.source, experiment="e")
    sign = page.wait_css(f"{RUNS} .alarm-sign")
    assert sign.get_attribute("aria-label") == "loss holds NaN or infinity"


def test_a_loss_that_diverges_is_told_and_hidden_on_request(site, browser):
    page = browser(**WIDE)
    source = LiveSource(site)
    run = source.run("a")
    source.log(run, "loss", *[2 - n * 0.05 for n in range(30)])
    opened(page, site, source)
    page.wait_css("section.chart-card")
    time.sleep(2)
    assert alarms(page) == []
    source.log(run, "loss", *[4.0 * 1.5**n for n in range(12)])
    source.publish()
    page.wait_until(lambda: len(alarms(page)) == 1 and alarms(page)[0].startswith("loss diverges: it began at 2, came down to 0.55 and is at "))
    page.wait_xpath('//ul[contains(@class, "alarms")]//button[.="Hide"]').click()
    wait_link(page, quiet="diverging")
    page.wait_gone(".alarms")
    page.wait_xpath('//button[.="Show them"]').click()
    page.wait_css(".alarms")
    page.wait_until(lambda: "quiet" not in link(page))


def test_a_run_that_falls_silent_is_told(site, browser):
    page = browser(**WIDE)
    source = LiveSource(site)
    run = source.run("a")
    source.log(run, "loss", *[0.5] * 20)
    source.publish()
    path = source.path(run, "loss")
    # The last of 20 points, one every 10 s, is 810 s old.
    times = {"from": int(time.time() - 1000) * 1000, "by": 10_000}
    site.fault(f"live/{path}", alter=lambda document: document | {"time": times})
    visit(page, site, source=source.source, run="a", every="1")
    page.wait_until(lambda: len(alarms(page)) == 1)
    assert alarms(page)[0].startswith("No new point for 13 min; the last one was of loss, which has one every 10 s or so.")
    source.end(run)
    source.publish()
    page.wait_gone(".alarms")


STUB = """
window.told = [];
window.Notification = class {
  static permission = 'default';
  static requestPermission() { told.push('asked'); Notification.permission = ANSWER; return Promise.resolve(ANSWER); }
  constructor(text) { told.push(text); }
};
"""


def with_stub(page, answer):
    page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": STUB.replace("ANSWER", f"'{answer}'")})


def test_a_message_comes_when_the_run_ends_and_is_asked_for_on_click_only(site, browser):
    page = browser(**WIDE)
    with_stub(page, "granted")
    source = LiveSource(site)
    run = source.run("a", name="night shift")
    opened(page, site, source)
    assert page.execute_script("return told") == []
    button = page.wait_xpath('//button[normalize-space()="Notify me"]')
    button.click()
    page.wait_until(lambda: button.get_attribute("aria-pressed") == "true")
    source.end(run, "failed")
    source.publish()
    page.wait_until(lambda: page.execute_script("return told") == ["asked", "night shift: Failed"])
    assert not page.all_css('button[aria-pressed="true"]'), "what has ended does not end again"


def test_a_refusal_is_told(site, browser):
    page = browser(**WIDE)
    with_stub(page, "denied")
    source = LiveSource(site)
    source.run("a")
    opened(page, site, source)
    button = page.wait_xpath('//button[normalize-space()="Notify me"]')
    button.click()
    page.wait_text("The browser does not let this page show messages.")
    assert button.get_attribute("aria-pressed") == "false"
