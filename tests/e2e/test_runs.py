"""The runs of an experiment: table, filter, selection, columns."""

import demo
import pytest
from look import RUNS, Table, chart, empty, heading, legend, link, table, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

FILTER = 'input[aria-label="Filter runs"]'
TALL = {"width": 1440, "height": 1100}


def value_choice(page, metric):
    return Select(page.wait_css(f'select[aria-label="Value shown for {metric}"]'))


def tick(page, name):
    page.wait_css(f'input[aria-label="{name}"]').click()


def test_a_list_in_two_pages_is_shown_whole(site, browser):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp")
    seen = table(page, 21)
    assert page.wait_css(RUNS).get_attribute("aria-rowcount") == "22"
    newest_first = sorted(demo.runs("digits-mlp"), key=lambda run: run["start_time"], reverse=True)
    assert seen.names == [run["name"] for run in newest_first]
    assert seen.column("Status") == [run["status"].capitalize() for run in newest_first]
    assert {request.path.rsplit("/", 1)[1] for request in site.asked("demo/experiments/digits-mlp/*")} == {"runs.json", "runs-2.json"}


def test_thousands_of_runs_make_few_rows_and_all_can_be_reached(site, browser):
    runs = [{"id": f"r{n}", "name": f"run {n}", "experiment_id": "long-run", "metrics": {}} for n in range(3000)]
    site.put("demo/experiments/long-run/runs.json", {"version": 1, "items": runs, "total": 3000})
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="long-run")
    page.wait_css(f'{RUNS}[aria-rowcount="3001"]')
    assert len(Table(page).rows) < 100
    page.execute_script("const box = arguments[0].parentElement; box.scrollTop = box.scrollHeight", page.wait_css(RUNS))
    last = page.wait_xpath('//tr[@aria-rowindex="3001"]')
    assert last.find_element(By.CLASS_NAME, "run-link").text == "run 2999"


def many(count, names):
    """Runs that have each of the params, as a document of the contract."""
    runs = [
        {
            "id": f"r{n}",
            "name": f"run {n}",
            "experiment_id": "long-run",
            "params": {name: (n * 7919 + place) % 1009 for place, name in enumerate(names)},
            "metrics": {},
        }
        for n in range(count)
    ]
    return {"version": 1, "items": runs, "total": count}


def scroll_to(page, *, left=0, top=0):
    page.execute_script("arguments[0].parentElement.scrollTo(arguments[1], arguments[2])", page.wait_css(RUNS), left, top)


def test_thousands_of_columns_make_few_cells_and_all_can_be_reached(site, browser):
    names = [f"p{n}" for n in range(2000)]
    site.put("demo/experiments/long-run/runs.json", many(60, names))
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="long-run", columns=",".join(f"params.{name}" for name in names))
    page.wait_css(f'{RUNS}[aria-colcount="2001"]')
    elements = "return document.querySelectorAll('*').length"
    page.wait_until(lambda: len(Table(page).rows) > 20, "rows")
    assert page.execute_script(elements) < 3000
    assert Table(page).titles[1] == "p0"
    for middle in (1000, 1999):
        scroll_to(page, left=96 * (middle - 1))
        page.wait_until(lambda at=middle: f"p{at}" in Table(page).titles, f"column p{middle}")
        seen = Table(page)
        assert seen.titles[0] == "Name" and "p0" not in seen.titles
        row = seen.names.index("run 3")
        assert seen.column(f"p{middle}")[row] == str((3 * 7919 + middle) % 1009)
        assert page.execute_script(elements) < 3000
        head = heading(page, f"p{middle}", "param").find_element(By.XPATH, "./ancestor::th")
        cell = page.wait_css(f'td[aria-colindex="{middle + 2}"]')
        assert head.get_attribute("aria-colindex") == str(middle + 2)
        assert abs(head.rect["x"] - cell.rect["x"]) < 1 and head.rect["width"] == pytest.approx(96, abs=0.5)
    heading(page, "p1999", "param").click()
    wait_link(page, sort="params.p1999")
    page.wait_until(lambda: Table(page).sort("p1999") == "ascending")


def test_twenty_columns_of_many_runs_make_few_elements(site, browser):
    names = [f"p{n}" for n in range(20)]
    site.put("demo/experiments/long-run/runs.json", many(3000, names))
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="long-run", columns=",".join(f"params.{name}" for name in names))
    page.wait_css(f'{RUNS}[aria-rowcount="3001"]')
    page.wait_until(lambda: len(Table(page).rows) > 20, "rows")
    for top in (0, 40_000, 1e6):
        scroll_to(page, top=top)
        page.wait_until(lambda: Table(page).rows, "rows")
        assert page.execute_script("return document.querySelectorAll('*').length") < 3000


def test_the_focus_and_the_place_stay_when_runs_arrive_and_the_order_turns(site, browser):
    runs = many(60, ["lr"])["items"]
    for n, run in enumerate(runs):
        run["start_time"] = f"2026-01-01T00:{n:02}:00Z"
    site.put("demo/experiments/long-run/runs.json", {"version": 1, "items": runs[:50], "total": 60, "next": "runs-2.json"})
    site.put("demo/experiments/long-run/runs-2.json", {"version": 1, "items": runs[50:]})
    site.fault("demo/experiments/long-run/runs-2.json", delay=2)
    page = browser(width=1440, height=1300)
    visit(page, site, page="runs", experiment="long-run")
    box = page.wait_css('input[aria-label="Select run 20"]')
    page.execute_script("arguments[0].focus()", box)
    scroll_to(page, top=96)
    focused = "return document.activeElement.getAttribute('aria-label')"
    page.wait_css(f'{RUNS}[aria-rowcount="61"]')
    page.wait_xpath('//tr[@aria-rowindex="2"]//a[.="run 59"]')
    assert page.execute_script(focused) == "Select run 20"
    assert page.execute_script("return arguments[0].parentElement.scrollTop", page.wait_css(RUNS)) == 96
    # The newest first has it in row 41 of 61, so both orders show it.
    page.execute_script("arguments[0].click()", heading(page, "Started", "start"))
    page.wait_until(lambda: Table(page).sort("Started") == "ascending")
    page.wait_until(lambda: page.all_css('tr[aria-rowindex="2"]'))
    assert page.execute_script(focused) == "Select run 20"


@pytest.mark.parametrize(
    ("experiment", "metric"),
    [("digits-mlp", "train/loss"), ("digits-mlp", "val/accuracy"), ("wine-search", "cv/accuracy"), ("logging-styles", "Sigmoid")],
)
def test_a_metric_sorts_the_runs_and_nan_and_nothing_stand_last(site, browser, experiment, metric):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment=experiment)
    runs = demo.runs(experiment)
    table(page, len(runs))
    values = [demo.aggregate(run, metric, "last") for run in runs]
    for descending, code in [(False, f"metrics.{metric}"), (True, f"-metrics.{metric}")]:
        heading(page, metric, "metric").click()
        wait_link(page, sort=code)
        expected = [runs[place] for place in demo.in_order(values, descending)]
        page.wait_until(lambda: Table(page).names == [run["name"] for run in expected], f"order of {code}")
        assert Table(page).sort(metric, "metric") == ("descending" if descending else "ascending")
        assert Table(page).column(metric, "metric") == [demo.shown(demo.aggregate(run, metric, "last")) for run in expected]


@pytest.mark.parametrize("word", ["min", "max", "first", "mean", "last"])
def test_a_metric_column_shows_the_value_that_is_chosen(site, browser, word):
    page = browser(**TALL)
    other = "max" if word == "last" else "last"
    code = "metrics.train/loss" if other == "last" else f"{other}(metrics.train/loss)"
    visit(page, site, page="runs", experiment="digits-mlp", columns=f"status,{code}")
    table(page, 21)
    value_choice(page, "train/loss").select_by_value(word)
    by_name = {run["name"]: run for run in demo.runs("digits-mlp")}
    expected = [demo.shown(demo.aggregate(by_name[name], "train/loss", word)) for name in Table(page).names]
    page.wait_until(lambda: Table(page).column("train/loss", "metric") == expected, f"values of {word}")
    wanted = "metrics.train/loss" if word == "last" else f"{word}(metrics.train/loss)"
    wait_link(page, columns=f"status,{wanted}")


def test_the_order_follows_the_value_that_is_chosen(site, browser):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="diabetes-boosting", sort="metrics.test/mse")
    runs = demo.runs("diabetes-boosting")
    table(page, len(runs))
    value_choice(page, "test/mse").select_by_value("min")
    wait_link(page, sort="min(metrics.test/mse)")
    best_first = sorted(runs, key=lambda run: run["metrics"]["test/mse"]["min"])
    page.wait_until(lambda: Table(page).names == [run["name"] for run in best_first])


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("lr0.1 H64", lambda run: "lr0.1 h64" in run["name"]),
        ("hidden=128", lambda run: run["params"]["hidden"] == 128),
        ("failed", lambda run: run["status"] == "failed"),
        ("grace", lambda run: run["user"] == "grace"),
    ],
)
def test_the_filter_narrows_the_runs(site, browser, text, passes):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp")
    table(page, 21)
    expected = {run["name"] for run in demo.runs("digits-mlp") if passes(run)}
    page.wait_css(FILTER).send_keys(text)
    assert set(table(page, len(expected)).names) == expected
    page.wait_text(f"{len(expected)} of 21 runs")
    wait_link(page, q=text)


def test_a_filter_without_a_match_says_so(site, browser):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp", q="nothing like this")
    page.wait_text("No run matches")
    empty(page.wait_css(FILTER))
    table(page, 21)


def test_charts_show_the_selected_runs_only(site, browser):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp")
    table(page, 21)
    chart(page, "train/loss", "^train/loss, 21 runs, 785 points$")
    tick(page, "Select mlp range test")
    tick(page, "Select mlp schedule")
    wait_link(page, runs="digits-mlp-range-test,digits-mlp-schedule")
    chart(page, "train/loss", "^train/loss, 2 runs, 45 points$")
    assert sorted(legend(page, "train/loss")) == ["mlp range test", "mlp schedule"]
    page.wait_xpath('//button[normalize-space()="Clear"]').click()
    wait_link(page, runs=None)
    chart(page, "train/loss", "^train/loss, 21 runs, 785 points$")
    assert not page.all_css("input[type=checkbox][aria-label^='Select mlp']:checked")


def test_all_shown_runs_can_be_selected_at_once(site, browser):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp", q="h16 s0")
    table(page, 3)
    tick(page, "Select all runs shown")
    page.wait_text("Compare 3")
    page.wait_until(lambda: len(link(page).get("runs", "").split(",")) == 3, "three runs in the link")
    tick(page, "Select all runs shown")
    wait_link(page, runs=None)


def test_columns_are_added_and_taken_away(site, browser):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp")
    before = table(page, 21).titles
    assert "momentum" not in before and "seed" in before
    page.wait_xpath('//button[normalize-space()="Columns"]').click()
    menu = page.wait_css('[role=group][aria-label="Columns"]')
    for title in ("momentum", "seed"):
        menu.find_element(By.XPATH, f'.//label[span="{title}"]').click()
    page.wait_until(lambda: "momentum" in Table(page).titles and "seed" not in Table(page).titles)
    by_name = {run["name"]: run for run in demo.runs("digits-mlp")}
    seen = Table(page)
    assert seen.column("momentum") == [str(by_name[name]["params"]["momentum"]) for name in seen.names]
    page.wait_until(lambda: "params.momentum" in link(page).get("columns", ""), "the column in the link")
    menu.find_element(By.XPATH, './/button[.="Default"]').click()
    page.wait_until(lambda: Table(page).titles == before)
    wait_link(page, columns=None)
