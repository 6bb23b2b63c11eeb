"""The rows of the run table put together in groups."""

import json
import statistics
from collections import defaultdict

import demo
import pytest
from look import RUNS, Table, heading, link, table, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from test_everyone import AXE, RUN_AXE, WIDER

TALL = {"width": 1440, "height": 1100}
EXPERIMENT, METRIC = "digits-mlp", "train/loss"
COLUMNS = f"status,params.lr,params.hidden,metrics.{METRIC}"
EVERY_STAT = {"mean": statistics.fmean, "median": statistics.median, "min": min, "max": max}


def groups():
    """The runs of each learning rate."""
    found = defaultdict(list)
    for run in demo.runs(EXPERIMENT):
        found[float(run["params"]["lr"])].append(run)
    return found


def of_group(runs, stat):
    """What stands for a group in the column of the metric; None where no run has a number."""
    values = [demo.aggregate(run, METRIC, "last") for run in runs]
    values = [value for value in values if value is not None and value == value]
    return EVERY_STAT[stat](values) if values else None


def opened(browser, site, count, /, size=TALL, **keys):
    page = browser(**size)
    visit(page, site, page="runs", experiment=EXPERIMENT, **{"columns": COLUMNS, "group": "params.lr", **keys})
    table(page, count)
    return page


def fold(page, lr):
    return page.wait_xpath(f'//button[@class="fold"][starts-with(@aria-label, "lr={lr},")]')


def levels(page):
    rows = page.all_css(f"{RUNS} tbody tr[aria-level]")
    return [int(row.get_attribute("aria-level")) for row in rows]


def test_the_menu_puts_runs_together_and_takes_them_apart(site, browser):
    page = opened(browser, site, 21, group="")
    page.wait_xpath('//div[@class="toolbar"]//button[normalize-space()="Group"]').click()
    panel = page.wait_css('[aria-label="Groups in the table"]')
    panel.find_element(By.XPATH, './/label[normalize-space()="lr"]').click()
    wait_link(page, group="params.lr")
    by_lr = groups()
    seen = table(page, len(by_lr))
    assert page.wait_css(RUNS).get_attribute("role") == "treegrid"
    assert {name.split("\n")[0]: int(name.split("\n")[1]) for name in seen.names} == {f"lr={lr:g}": len(runs) for lr, runs in by_lr.items()}
    panel.find_element(By.XPATH, './/button[.="Open all"]').click()
    wait_link(page, open="*")
    table(page, len(by_lr) + 21)
    panel.find_element(By.XPATH, './/button[.="None"]').click()
    wait_link(page, group=None)
    table(page, 21)
    assert page.wait_css(RUNS).get_attribute("role") is None


@pytest.mark.parametrize("stat", EVERY_STAT)
def test_groups_are_sorted_by_the_number_that_stands_for_them(site, browser, stat):
    by_lr = groups()
    page = opened(browser, site, len(by_lr), sort=f"metrics.{METRIC}")
    page.wait_xpath('//div[@class="toolbar"]//button[normalize-space()="By lr"]').click()
    Select(page.wait_css('[aria-label="Groups in the table"] select')).select_by_value(stat)
    wait_link(page, stat=None if stat == "mean" else stat)
    for descending in (False, True):
        if descending:
            page.wait_css("h1, .crumbs").click()
            heading(page, METRIC, "metric").click()
            wait_link(page, sort=f"-metrics.{METRIC}")
        numbers = {lr: of_group(runs, stat) for lr, runs in by_lr.items()}
        lrs = list(numbers)
        expected = [lrs[place] for place in demo.in_order([numbers[lr] for lr in lrs], descending)]
        page.wait_until(lambda: [float(lr) for lr in Table(page).column("lr")] == expected, f"the order {expected}")
        for cell, lr in zip(Table(page).column(METRIC), expected, strict=True):
            words = cell.split()
            assert words == [demo.shown(numbers[lr])] or words == [stat, demo.shown(numbers[lr])], cell


def test_a_group_opens_by_click_and_by_keys_and_its_runs_are_sorted(site, browser):
    by_lr = groups()
    page = opened(browser, site, len(by_lr), sort=f"metrics.{METRIC}")
    runs = by_lr[0.1]
    fold(page, "0.1").click()
    wait_link(page, open="0.1")
    seen = table(page, len(by_lr) + len(runs))
    assert fold(page, "0.1").get_attribute("aria-expanded") == "true"
    assert sorted(set(levels(page))) == [1, 2]
    at = next(place for place, name in enumerate(seen.names) if name.startswith("lr=0.1\n"))
    values = [demo.aggregate(run, METRIC, "last") for run in runs]
    expected = [values[place] for place in demo.in_order(values, False)]
    assert seen.column(METRIC)[at + 1 : at + 1 + len(runs)] == [demo.shown(value) for value in expected]
    # The keys: left closes, right opens, then goes to the first run, and left comes back.
    focus = "return document.activeElement.className + ' ' + document.activeElement.innerText.split('\\n')[0]"
    page.execute_script("arguments[0].focus()", fold(page, "0.1"))
    page.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    wait_link(page, open=None)
    table(page, len(by_lr))
    page.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    wait_link(page, open="0.1")
    table(page, len(by_lr) + len(runs))
    page.switch_to.active_element.send_keys(Keys.ARROW_RIGHT)
    page.wait_until(lambda: page.execute_script(focus).startswith("run-link"), "the first run")
    assert page.execute_script(focus).split(" ", 1)[1] == seen.names[at + 1]
    page.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    page.wait_until(lambda: page.execute_script(focus).split(" ", 1)[1] == seen.names[at + 2], "the second run")
    page.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    page.wait_until(lambda: page.execute_script(focus) == "fold lr=0.1", "the group")


def test_a_group_selects_its_runs_and_says_when_only_some_are(site, browser):
    by_lr = groups()
    page = opened(browser, site, len(by_lr))
    runs = by_lr[0.1]
    box = page.wait_css(f'input[aria-label="Select {len(runs)} runs of lr=0.1"]')
    box.click()
    picked = wait_link(page, open=None)
    page.wait_until(lambda: "runs" in link(page), "the selection")
    assert set(link(page)["runs"].split(",")) == {run["id"] for run in runs}
    assert page.execute_script("return arguments[0].checked", box), picked
    fold(page, "0.1").click()
    page.wait_css(f'input[aria-label="Select {runs[0]["name"]}"]').click()
    page.wait_until(lambda: page.execute_script("return arguments[0].indeterminate", box), "a part is selected")
    box.click()
    page.wait_until(lambda: len(link(page)["runs"].split(",")) == len(runs), "all of them again")
    box.click()
    wait_link(page, runs=None)


def test_children_stand_below_their_parents_within_a_group(site, browser):
    def of(place, status, parent=None):
        run = {"id": f"r{place}", "name": f"run {place}", "experiment_id": "long-run", "status": status, "metrics": {}}
        return {**run, "start_time": f"2026-01-01T00:0{place}:00Z", **({"parent_id": parent} if parent else {})}

    runs = [of(0, "finished"), of(1, "finished"), of(2, "finished", "r0"), of(3, "failed", "r0")]
    site.put("demo/experiments/long-run/runs.json", {"version": 1, "items": runs, "total": 4})
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="long-run", group="status", open="*")
    seen = table(page, 6)
    names = [name.split("\n")[0] for name in seen.names]
    # The newest run is in the group that stands first.
    assert names == ["Status=Failed", "run 3", "Status=Finished", "run 1", "run 0", "run 2"]
    assert levels(page) == [1, 2, 1, 2, 2, 3]


def test_thousands_of_runs_in_open_groups_make_few_rows(site, browser):
    runs = [{"id": f"r{n}", "name": f"run {n}", "experiment_id": "long-run", "params": {"p": n % 5}, "metrics": {}} for n in range(3000)]
    site.put("demo/experiments/long-run/runs.json", {"version": 1, "items": runs, "total": 3000})
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="long-run", group="params.p", open="*", sort="params.p")
    page.wait_css(f'{RUNS}[aria-rowcount="3006"]')
    assert len(Table(page).rows) < 100
    page.execute_script("const box = arguments[0].parentElement; box.scrollTop = box.scrollHeight", page.wait_css(RUNS))
    last = page.wait_xpath('//tr[@aria-rowindex="3006"]')
    assert last.find_element(By.CLASS_NAME, "run-link").text == "run 2999"
    # From the last run to its group, which is not on the screen.
    page.execute_script("arguments[0].focus()", last.find_element(By.CLASS_NAME, "run-link"))
    page.switch_to.active_element.send_keys(Keys.ARROW_LEFT)
    page.wait_until(lambda: page.execute_script("return document.activeElement.ariaLabel") == "p=4, 600 runs", "the group")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_groups_are_for_everyone(site, browser, dark):
    page = opened(browser, site, 21 + len(groups()), open="*", size={"width": 1440, "height": 1000, "dark": dark})
    page.execute_script(AXE)
    found = json.loads(page.execute_async_script(RUN_AXE))
    assert not [one for one in found if one["impact"] in ("serious", "critical")], json.dumps(found, indent=1)


def test_groups_fit_a_phone(site, browser):
    page = opened(browser, site, len(groups()), size={"width": 390, "height": 844})
    width, room, wide = page.execute_script(WIDER)
    assert room == 390 and width <= room, wide
    page.wait_xpath('//div[@class="toolbar"]//button[normalize-space()="By lr"]').click()
    box = page.wait_css('[aria-label="Groups in the table"]').rect
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390, box
