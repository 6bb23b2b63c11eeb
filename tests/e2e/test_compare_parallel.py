"""Compared runs across axes."""

import demo
from look import link, visit, wait_link
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

RUNS = [run for run in demo.runs("digits-mlp") if run.get("params")]
IDS = [run["id"] for run in RUNS]
CARD = 'section[aria-label="Parallel coordinates"]'
CANVAS = CARD + " canvas[role=img]"
AXES = "params.lr,params.hidden,metrics.val/accuracy"


def opened(site, browser, /, width=1440, dark=False, **keys):
    page = browser(width=width, height=1000, dark=dark)
    visit(page, site, page="compare", runs=",".join(IDS), **keys)
    found = page.wait_css(CANVAS)
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    return page


def axes(page):
    """What each axis says of itself, from the left."""
    found = [one for one in page.all_css(f"{CARD} .axis-strip") if one.size["width"] > 0]
    found = sorted(found, key=lambda one: one.location["x"])
    return [one.get_attribute("aria-label") for one in found]


def axis(page, name):
    return page.wait_css(f'{CARD} .axis-strip[aria-label^="Axis {name},"]')


def chosen(page, count):
    page.wait_until(
        lambda: f"{count} of {len(RUNS)} runs chosen" in page.wait_css(f"{CARD} .keep [role=status]").text,
        f"{count} runs chosen",
    )


def test_params_that_differ_and_metrics_are_axes(site, browser):
    page = opened(site, browser)
    page.wait_until(lambda: len(axes(page)) > 3, "axes")
    names = [said.split(",")[0].removeprefix("Axis ") for said in axes(page)]
    differing = {name for name in RUNS[0]["params"] if len({str(run["params"].get(name)) for run in RUNS}) > 1}
    assert len(names) <= 8
    assert differing & set(names) and "shuffle" not in names
    assert names[-1].startswith("val/")
    canvas = page.wait_css(CANVAS)
    assert canvas.get_attribute("aria-label") == f"Parallel coordinates, {len(names)} axes, {len(RUNS)} runs"


def test_brushes_on_two_axes_choose_by_keys_and_keep_only_these(site, browser):
    page = opened(site, browser, axes=AXES)
    wide = axis(page, "hidden")
    wide.send_keys(Keys.ARROW_UP)
    most = max(run["params"]["hidden"] for run in RUNS)
    chosen(page, sum(1 for run in RUNS if run["params"]["hidden"] > most * 0.77))
    wide.send_keys(Keys.ESCAPE)
    wide.send_keys(Keys.ARROW_DOWN)
    narrow = [run for run in RUNS if run["params"]["hidden"] < 40]
    chosen(page, len(narrow))
    axis(page, "val/accuracy").send_keys(Keys.ARROW_UP)
    both = [run for run in narrow if demo.aggregate(run, "val/accuracy", "last") > 0.8]
    assert 0 < len(both) < len(narrow)
    chosen(page, len(both))
    page.wait_until(lambda: "params.hidden" in link(page).get("brush", ""), "the brush in the link")
    fresh = browser(width=1440, height=1000)
    fresh.get(page.current_url)
    chosen(fresh, len(both))
    page.wait_xpath('//section[@aria-label="Parallel coordinates"]//button[.="Keep only these"]').click()
    wait_link(page, runs=",".join(run["id"] for run in both), brush=None)


def test_a_drag_along_an_axis_chooses_and_a_click_lets_go(site, browser):
    page = opened(site, browser, axes=AXES)
    strip = axis(page, "lr")
    height = strip.size["height"]
    ActionChains(page.driver).move_to_element_with_offset(strip, 0, -height // 2 + 2).click_and_hold().move_by_offset(
        0, height // 3
    ).release().perform()
    chosen(page, sum(1 for run in RUNS if run["params"]["lr"] > 0.07))
    assert link(page) != {} and axis(page, "lr").find_elements("css selector", ".axis-brush")
    ActionChains(page.driver).move_to_element_with_offset(strip, 0, 0).click().perform()
    page.wait_gone(f"{CARD} .axis-brush")


def test_axes_are_moved_reversed_and_spaced_by_keys_and_the_link_says_so(site, browser):
    page = opened(site, browser, axes=AXES)
    one = axis(page, "lr")
    one.send_keys("r")
    one.send_keys("l")
    one.send_keys(Keys.ALT, Keys.ARROW_RIGHT)
    wait_link(page, axes="params.hidden,-log:params.lr,metrics.val/accuracy")
    page.wait_until(
        lambda: axes(page)
        == ["Axis hidden, linear: all", "Axis lr, log, reversed: all", "Axis val/accuracy, linear: all"],
        "the axes in their new order",
    )
    page.wait_css(f'{CARD} button[aria-label="Remove hidden"]').click()
    wait_link(page, axes="-log:params.lr,metrics.val/accuracy")
    Select(page.wait_xpath(f'//section[@aria-label="Parallel coordinates"]//label[span="Add axis"]/select')).select_by_value(
        "status"
    )
    wait_link(page, axes="-log:params.lr,metrics.val/accuracy,status")
    page.wait_until(lambda: len(axes(page)) == 3, "three axes")


def test_an_axis_is_dragged_to_another_place(site, browser):
    page = opened(site, browser, axes=AXES)
    page.wait_until(lambda: len(axes(page)) == 3, "three axes")
    names = page.all_css(f"{CARD} .axis-name")
    ActionChains(page.driver).click_and_hold(names[0]).move_to_element(names[2]).release().perform()
    wait_link(page, axes="params.hidden,metrics.val/accuracy,params.lr")


def test_runs_without_a_value_have_a_place_and_can_be_chosen(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="compare", runs=",".join([*IDS, "diabetes-boosting-1"]), axes=AXES)
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", page.wait_css(CANVAS))
    axis(page, "hidden").send_keys("n")
    page.wait_text(f"1 of {len(RUNS) + 1} runs chosen")
    wait_link(page, brush="none@params.hidden")


def test_keys_walk_the_lines_and_open_one(site, browser):
    page = opened(site, browser, axes=AXES)
    canvas = page.wait_css(CANVAS)
    page.wait_until(lambda: len(axes(page)) == 3, "three axes")
    canvas.send_keys(Keys.ARROW_DOWN)
    best = max(RUNS, key=lambda run: demo.aggregate(run, "val/accuracy", "last"))
    tip = page.wait_css(f"{CARD} .tooltip[role=status]")
    assert best["name"] in tip.text and demo.shown(demo.aggregate(best, "val/accuracy", "last")) in tip.text
    canvas.send_keys(Keys.ENTER)
    wait_link(page, page="run", run=best["id"])


def test_nonsense_in_the_link_does_no_harm(site, browser):
    page = opened(site, browser, axes="nonsense,params.gone,log:status", brush="1..x@params.lr,none@params.gone")
    chosen(page, len(RUNS))
    assert [said.split(":")[0] for said in axes(page)] == ["Axis gone, linear", "Axis Status, log"]
