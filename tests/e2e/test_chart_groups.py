"""Charts of groups of runs."""

import re
from collections import defaultdict

import demo
import numpy as np
from look import card, chart, legend, visit, wait_link
from picture import data_url, move_to, tooltip
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select

EXPERIMENT, METRIC = "digits-mlp", "val/accuracy"
SPREAD = """return [...document.querySelectorAll('.tooltip-spread')].map(
  (row) => [row.previousElementSibling.querySelector('.tooltip-name').innerText.trim(), row.innerText.trim()])"""


def groups(of):
    """The runs that logged the metric, by what `of` says of each."""
    found = defaultdict(list)
    for run in demo.runs(EXPERIMENT):
        if METRIC in run["metrics"]:
            found[of(run)].append(run["id"])
    return found


def menu(page, text="Group"):
    page.wait_xpath(f'//div[@aria-label="Chart options"]//button[contains(normalize-space(), "{text}")]').click()
    return page.wait_css('[aria-label="Groups of runs"]')


def legend_is(page, names):
    page.wait_until(lambda: legend(page, METRIC) == names, f"the legend {names}, not {legend(page, METRIC)}")


def test_runs_with_the_same_param_become_one_line(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment=EXPERIMENT)
    before = data_url(page, chart(page, METRIC))
    panel = menu(page)
    panel.find_element(By.XPATH, './/label[normalize-space()="lr"]').click()
    wait_link(page, group="params.lr")
    by_lr = groups(lambda run: run["params"]["lr"])
    legend_is(page, [f"lr={lr} ({len(ids)})" for lr, ids in sorted(by_lr.items())])
    grouped = data_url(page, chart(page, METRIC))
    assert grouped != before
    # The middle of a group is the mean of its runs, and nothing is thinned.
    page.find_element(By.TAG_NAME, "body").send_keys(Keys.ESCAPE)
    page.find_element(By.CSS_SELECTOR, "h1, .crumbs").click()
    canvas = chart(page, METRIC)
    size = canvas.size
    move_to(page, canvas, size["width"] - 30, size["height"] / 2)
    page.wait_until(lambda: tooltip(page), "the tooltip")
    head, rows = tooltip(page)
    step = int(head)
    spread = dict(page.execute_script(SPREAD))
    for name, value in rows:
        ids = by_lr[float(name.split("=")[1].split(" ")[0])]
        runs = [dict(zip(*demo.points(run, METRIC))) for run in ids]
        mean = np.mean([run[step] for run in runs if step in run])
        assert abs(float(value) - mean) < 1e-3, (name, value, mean)
        # And its band, of so many runs.
        logged = [run[step] for run in runs if step in run]
        deviation = np.std(logged, ddof=1) if len(logged) > 1 else 0
        edges, n = spread[name].split(", n = ")
        assert int(n) == len(logged)
        assert np.allclose([float(edge) for edge in edges.split(" to ")], [mean - deviation, mean + deviation], atol=1e-3), name


def test_a_band_a_median_and_the_runs_behind(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment=EXPERIMENT, group="params.lr,params.hidden")
    pictures = [data_url(page, chart(page, METRIC))]
    panel = menu(page, "By lr, hidden")
    for label, text, key, word in [("Band", "None", "band", "none"), ("Line", "Median", "center", "median"),
                                   ("Match x", "Only points at the same x", "grid", "exact")]:
        Select(panel.find_element(By.XPATH, f'.//label[span="{label}"]/select')).select_by_visible_text(text)
        wait_link(page, **{key: word})
        pictures.append(data_url(page, chart(page, METRIC)))
    panel.find_element(By.XPATH, './/label[span="Show the runs behind"]').click()
    wait_link(page, members="1")
    pictures.append(data_url(page, chart(page, METRIC)))
    # These runs share their steps, so that the way of matching changes nothing.
    assert pictures[2] == pictures[3]
    del pictures[2]
    assert len(set(pictures)) == len(pictures)


def test_names_are_taken_apart_by_a_pattern(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment=EXPERIMENT)
    panel = menu(page)
    field = panel.find_element(By.CSS_SELECTOR, ".group-pattern input")
    field.send_keys("h(", Keys.TAB)
    assert page.wait_until(lambda: panel.find_element(By.CLASS_NAME, "field-fault").text, "what is wrong")
    field.clear()
    field.send_keys("s([0-9])$", Keys.TAB)
    link = wait_link(page, group="name~s([0-9])$")
    assert link["page"] == "runs"
    by_seed = groups(lambda run: run["name"][-1] if re.search("s[0-9]$", run["name"]) else "none")
    legend_is(page, [f"{seed} ({len(ids)})" for seed, ids in sorted(by_seed.items())])


def test_the_menu_keeps_within_a_narrow_window(site, browser):
    page = browser(width=390, height=844)
    visit(page, site, page="runs", experiment=EXPERIMENT)
    card(page, METRIC)
    box = menu(page).rect
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390, box
