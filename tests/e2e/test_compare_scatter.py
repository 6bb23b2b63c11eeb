"""One quantity of compared runs over another."""

import math

import demo
from look import link, visit, wait_link
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

RUNS = [run for run in demo.runs("digits-mlp") if run.get("params")]
IDS = [run["id"] for run in RUNS]
CARD = 'section[aria-label="Scatter"]'
CANVAS = CARD + " canvas[role=img]"


def opened(site, browser, /, **keys):
    page = browser(width=1440, height=1000, **({"dark": keys.pop("dark")} if "dark" in keys else {}))
    visit(page, site, page="compare", runs=",".join(IDS), **keys)
    found = page.wait_css(CANVAS)
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    return page


def drawn(page, words):
    """The picture once it is of that."""
    return page.wait_until(
        lambda: words in (page.wait_css(CANVAS).get_attribute("aria-label") or "") and page.wait_css(CANVAS), words
    )


def pick(page, label, value):
    Select(page.wait_xpath(f'//section[@aria-label="Scatter"]//label[span="{label}"]/select')).select_by_value(value)


def both(x, y):
    """How many runs have a number for both."""
    return sum(1 for run in RUNS if x(run) is not None and y(run) is not None and math.isfinite(y(run)))


def test_any_two_columns_are_drawn_and_the_link_says_which(site, browser):
    page = opened(site, browser)
    loss = lambda run: demo.aggregate(run, "val/loss", "min")  # noqa: E731
    lr = lambda run: run["params"].get("lr")  # noqa: E731
    pick(page, "Y", "metrics.val/loss")
    Select(page.wait_css(f'{CARD} select[aria-label="Value of the metric for Y"]')).select_by_value("min")
    pick(page, "X", "params.lr")
    pick(page, "X scale", "log")
    pick(page, "Colour", "status")
    wait_link(
        page, scattery="min(metrics.val/loss)", scatterx="params.lr", scatterxscale="log", scattercolor="status"
    )
    name = f"val/loss (min) over lr, {both(lr, loss)} runs"
    drawn(page, name)
    fresh = browser(width=1440, height=1000)
    fresh.get(page.current_url)
    drawn(fresh, name)
    assert link(fresh) == link(page)


def test_runs_without_a_place_are_counted(site, browser):
    # One of another experiment has no such param; the last loss of one run is NaN.
    page = browser(width=1440, height=1000)
    other = "diabetes-boosting-1"
    assert "lr" not in demo.run(other)["params"]
    nan = sum(1 for run in RUNS if math.isnan(demo.aggregate(run, "val/loss", "last")))
    assert nan == 1
    visit(page, site, page="compare", runs=",".join([*IDS, other]), scattery="metrics.val/loss", scatterx="params.lr")
    every = len(IDS) + 1
    page.wait_text(f"1 of {every} runs has no value of lr.")
    page.wait_text(f"1 of {every} runs has NaN or infinity as val/loss.")
    drawn(page, f"val/loss over lr, {every - 2} runs")


def test_keys_walk_the_points_say_them_choose_and_open(site, browser):
    page = opened(site, browser, scattery="metrics.train/loss", scatterx="start")
    canvas = drawn(page, "train/loss over Started")
    canvas.send_keys(Keys.HOME)
    has = [run for run in RUNS if math.isfinite(demo.aggregate(run, "train/loss", "last"))]
    first = min(has, key=lambda run: run["start_time"])
    tip = page.wait_css(f"{CARD} .tooltip[role=status]")
    assert first["name"] in tip.text
    assert demo.shown(demo.aggregate(first, "train/loss", "last")) in tip.text
    names = [first["name"]]
    for _ in range(len(has) - 1):
        canvas.send_keys(Keys.ARROW_RIGHT)
        page.wait_until(lambda: page.wait_css(f"{CARD} .tooltip-run").text != names[-1], "the next point")
        names.append(page.wait_css(f"{CARD} .tooltip-run").text)
    assert sorted(names) == sorted(run["name"] for run in has)
    canvas.send_keys(Keys.SPACE)
    page.wait_text(f"1 of {len(RUNS)} runs chosen")
    canvas.send_keys(Keys.ENTER)
    wait_link(page, page="run", run=next(run["id"] for run in has if run["name"] == names[-1]))


def test_a_rectangle_chooses_runs_and_keeps_only_these(site, browser):
    page = opened(site, browser, scattery="metrics.train/loss", scatterx="start")
    canvas = drawn(page, "train/loss over Started")
    has = [run for run in RUNS if math.isfinite(demo.aggregate(run, "train/loss", "last"))]
    size = canvas.size
    # The left half of the plot, from above it to below.
    ActionChains(page.driver).move_to_element_with_offset(
        canvas, -size["width"] // 2 + 2, -size["height"] // 2 + 2
    ).click_and_hold().move_by_offset(size["width"] // 2, size["height"] - 6).release().perform()
    said = page.wait_until(
        lambda: next((one.text for one in page.all_css(f"{CARD} .keep [role=status]") if "chosen" in one.text), None),
        "runs chosen",
    )
    chosen = int(said.split()[0])
    assert 0 < chosen < len(has)
    page.wait_xpath('//section[@aria-label="Scatter"]//button[.="Keep only these"]').click()
    page.wait_until(lambda: len(link(page)["runs"].split(",")) == chosen, "fewer runs")
    assert set(link(page)["runs"].split(",")) <= {run["id"] for run in has}
    drawn(page, f"train/loss over Started, {chosen} run")
    page.back()
    page.wait_until(lambda: link(page)["runs"].split(",") == IDS, "all runs again")


def test_names_are_an_axis_and_colours_have_a_key(site, browser):
    page = opened(site, browser, scatterx="status", scattery="duration", scattercolor="metrics.train/loss", dark=True)
    drawn(page, "Duration over Status")
    key = page.wait_css(f'{CARD} [aria-label="Colours"]').text
    values = [demo.aggregate(run, "train/loss", "last") for run in RUNS]
    finite = [value for value in values if value is not None and math.isfinite(value)]
    for end in (min(finite), max(finite)):
        assert demo.shown(end) in key, key


def test_nonsense_in_the_link_does_no_harm(site, browser):
    page = opened(site, browser, scatterx="nonsense", scattery="params.gone", scatteryscale="cubic")
    page.wait_text(f"{len(RUNS)} of {len(RUNS)} runs have no value of gone.")
    drawn(page, "gone over")
