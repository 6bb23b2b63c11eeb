"""A run of the table that the others are compared with."""

import json
import re

import demo
import pytest
from look import RUNS, Table, table, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from test_everyone import AXE, RUN_AXE, WIDER, tab_to
from test_table_columns import menu

TALL = {"width": 1440, "height": 1100}
EXPERIMENT, LESS, MORE = "digits-mlp", "train/loss", "val/accuracy"
COLUMNS = f"params.lr,metrics.{LESS},metrics.{MORE}"


def opened(browser, site, /, size=TALL, **keys):
    page = browser(**size)
    visit(page, site, page="runs", experiment=EXPERIMENT, **{"columns": COLUMNS, **keys})
    table(page, 21)
    return page


def compared(metric, less_is_better, base):
    """What the cell of each run says: the number, then its distance from the baseline's."""
    found = {}
    of_base = demo.aggregate(base, metric, "last")
    for run in demo.runs(EXPERIMENT):
        value = demo.aggregate(run, metric, "last")
        if run["id"] == base["id"]:
            found[run["name"]] = (demo.shown(value), "baseline")
        elif value is None or value != value:
            found[run["name"]] = (demo.shown(value), None)
        elif value == of_base:
            found[run["name"]] = (demo.shown(value), "same")
        else:
            word = "better" if (value < of_base) == less_is_better else "worse"
            found[run["name"]] = (demo.shown(value), (value - of_base, (value - of_base) / abs(of_base) * 100, word))
    return found


def check(page, metric, less_is_better, base):
    expected = compared(metric, less_is_better, base)
    seen = Table(page)
    for name, cell in zip(seen.names, seen.column(metric), strict=True):
        value, delta = expected[name]
        lines = cell.split("\n")
        assert lines[0] == value, (name, cell)
        if isinstance(delta, tuple):
            words = re.fullmatch(r"([+-][\d.e-]+) \(([+-][\d.e+-]+)%\) (better|worse)", lines[1])
            assert words and words[3] == delta[2], (name, cell, delta)
            assert float(words[1]) == pytest.approx(delta[0], rel=0.06) and float(words[2]) == pytest.approx(delta[1], rel=0.06), (name, cell, delta)
        else:
            assert lines[1:] == ([delta] if delta else []), (name, cell)


def base_run(name="mlp lr0.1 h64 s0"):
    return next(run for run in demo.runs(EXPERIMENT) if run["name"] == name)


def test_the_flag_of_a_row_compares_all_others_with_it(site, browser):
    page = opened(browser, site)
    base = base_run()
    flag = page.wait_css(f'button[aria-label="Compare with {base["name"]}"]', visible=False)
    # By keys alone: it is seen where it has the focus.
    page.execute_script("arguments[0].focus()", page.wait_css(f'input[aria-label="Select {base["name"]}"]'))
    assert all(seen for _, _, seen in tab_to(page, f"Compare with {base['name']}", 3))
    assert float(flag.value_of_css_property("opacity")) == 1
    page.switch_to.active_element.send_keys(Keys.ENTER)
    wait_link(page, baseline=base["id"])
    page.wait_until(lambda: "baseline" in Table(page).column(LESS)[Table(page).names.index(base["name"])], "the baseline")
    check(page, LESS, True, base)
    check(page, MORE, False, base)
    assert flag.get_attribute("aria-pressed") == "true"
    bar = page.wait_css('[role=group][aria-label="Baseline"]')
    assert base["name"] in bar.text
    bar.find_element(By.TAG_NAME, "button").click()
    wait_link(page, baseline=None)
    page.wait_until(lambda: not page.all_css(f"{RUNS} .delta"), "no difference")


def test_a_link_compares_also_with_a_run_that_is_filtered_out(site, browser):
    base = base_run()
    page = browser(**TALL)
    visit(page, site, page="runs", experiment=EXPERIMENT, columns=COLUMNS, baseline=base["id"], q="h16")
    page.wait_css(f"{RUNS} .delta")
    assert base["name"] not in Table(page).names
    check(page, LESS, True, base)
    visit(page, site, page="runs", experiment=EXPERIMENT, columns=COLUMNS, baseline="no such run")
    table(page, 21)
    assert "not in this list" in page.wait_css('[role=group][aria-label="Baseline"]').text
    assert not page.all_css(f"{RUNS} .delta")


def test_the_best_run_and_a_selected_one_become_the_baseline(site, browser):
    base = base_run()
    page = opened(browser, site, runs=base["id"])
    page.wait_xpath('//div[@class="toolbar"]//button[.="Baseline"]').click()
    wait_link(page, baseline=base["id"])
    menu(page, f"metrics.{LESS}", "Best run by this")
    bar = page.wait_css('[role=group][aria-label="Best run"]')
    bar.find_element(By.XPATH, './/button[.="Baseline"]').click()
    values = {run["id"]: demo.aggregate(run, LESS, "last") for run in demo.runs(EXPERIMENT)}
    wait_link(page, baseline=min((run for run in values if values[run] == values[run] and values[run] is not None), key=values.get))


def test_groups_are_compared_by_what_stands_for_them(site, browser):
    base = base_run()
    page = browser(**TALL)
    visit(page, site, page="runs", experiment=EXPERIMENT, columns=COLUMNS, baseline=base["id"], group="params.lr")
    page.wait_css(f"{RUNS} .group-row .delta")
    assert all(re.search(r"mean .*\n.*(better|worse)$", cell) for cell in Table(page).column(MORE)), Table(page).column(MORE)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_differences_are_for_everyone(site, browser, dark):
    page = opened(browser, site, size={"width": 1440, "height": 1000, "dark": dark}, baseline=base_run()["id"], runs=base_run()["id"])
    page.wait_css(f"{RUNS} .delta")
    page.execute_script(AXE)
    found = json.loads(page.execute_async_script(RUN_AXE))
    assert not [one for one in found if one["impact"] in ("serious", "critical")], json.dumps(found, indent=1)
    page.screenshot(f"baseline-{dark}")


def test_differences_fit_a_phone(site, browser):
    page = opened(browser, site, size={"width": 390, "height": 844}, baseline=base_run()["id"], pins=f"metrics.{LESS}")
    width, room, wide = page.execute_script(WIDER)
    assert room == 390 and width <= room, wide
    page.screenshot("baseline-phone")
