"""Runs side by side."""

import demo
from look import chart, link, table, visit, wait_link

NAMES = ["mlp lr0.1 h64 s0", "mlp lr0.1 h16 s1", "mlp range test"]
IDS = ["digits-mlp-lr0.1-h64-s0", "digits-mlp-lr0.1-h16-s1", "digits-mlp-range-test"]

READ = """
const box = document.querySelector(`section[aria-label="${arguments[0]}"]`);
return [...box.querySelectorAll('tbody tr')].map((row) => ({
  name: row.querySelector('th').innerText.trim(),
  cells: [...row.querySelectorAll('td')].map((cell) => cell.innerText.trim()),
  marked: row.classList.contains('differs'),
  said: row.querySelector('[role=img][aria-label=differs]') !== null,
}))
"""


def side_by_side(page, section):
    page.wait_css(f'section[aria-label="{section}"] table')
    return page.execute_script(READ, section)


def params():
    """Name -> the value in each of the runs, and whether they differ."""
    all_params = [demo.run(run)["params"] for run in IDS]
    names = sorted(set().union(*all_params))
    return {name: [one.get(name) for one in all_params] for name in names}


def differs(values):
    return any(value != values[0] for value in values)


def selected(site, browser):
    page = browser(width=1440, height=1100)
    visit(page, site, page="runs", experiment="digits-mlp")
    table(page, 21)
    for name in NAMES:
        page.wait_css(f'input[aria-label="Select {name}"]').click()
    page.wait_xpath('//a[normalize-space()="Compare 3"]').click()
    wait_link(page, page="compare", runs=",".join(IDS))
    # Each run that arrives draws the tables anew.
    for section in ("Params", "Metrics"):
        heads = f'section[aria-label="{section}"] thead .run-link'
        page.wait_until(lambda heads=heads: len(page.all_css(heads)) == len(IDS), f"{section} of all runs")
    return page


def test_selected_runs_stand_side_by_side_in_order_of_selection(site, browser):
    page = selected(site, browser)
    rows = side_by_side(page, "Params")
    heads = [head.text for head in page.all_css('section[aria-label="Params"] thead .run-link')]
    assert heads == NAMES
    expected = params()
    assert [row["name"] for row in rows] == list(expected)
    for row in rows:
        values = expected[row["name"]]
        assert [None if cell == "" else float(cell) if cell[0].isdigit() else cell == "true" for cell in row["cells"]] == values, row


def test_rows_that_differ_are_marked_and_said(site, browser):
    page = selected(site, browser)
    expected = {name: differs(values) for name, values in params().items()}
    rows = side_by_side(page, "Params")
    assert {row["name"]: row["marked"] for row in rows} == expected
    assert {row["name"]: row["said"] for row in rows} == expected
    assert set(expected.values()) == {True, False}
    page.wait_text(f"{sum(expected.values())} of {len(expected)} differ")


def test_the_mark_is_more_than_colour_and_is_seen(site, browser):
    page = selected(site, browser)
    sign = page.wait_css('section[aria-label="Params"] [aria-label=differs]')
    assert sign.size["width"] > 4 and sign.size["height"] > 4


def test_metrics_stand_side_by_side(site, browser):
    page = selected(site, browser)
    rows = {row["name"]: row["cells"] for row in side_by_side(page, "Metrics")}
    for metric in ("train/loss", "val/accuracy"):
        assert rows[metric] == [demo.shown(demo.aggregate(demo.run(run), metric, "last")) for run in IDS]


def test_equal_rows_can_be_hidden_and_the_link_says_so(site, browser):
    page = selected(site, browser)
    page.wait_xpath('//label[span="Differences only"]//input').click()
    expected = [name for name, values in params().items() if differs(values)]
    page.wait_until(lambda: [row["name"] for row in side_by_side(page, "Params")] == expected)
    wait_link(page, diff="1")
    fresh = browser(width=1440, height=1100)
    fresh.get(page.current_url)
    for section in ("Params", "Metrics", "Tags"):
        fresh.wait_until(lambda: side_by_side(fresh, section) == side_by_side(page, section), f"the same {section}")
    assert link(fresh) == link(page)
    assert fresh.wait_xpath('//label[span="Differences only"]//input').is_selected()


def test_the_charts_of_compared_runs_are_overlaid(site, browser):
    page = browser(width=1440, height=1100)
    visit(page, site, page="compare", runs=",".join(IDS))
    chart(page, "train/loss", "^train/loss, 3 runs, 110 points$")


def test_nothing_selected_is_said(site, browser):
    page = browser()
    visit(page, site, page="compare")
    page.wait_text("No runs are selected")


def test_a_run_that_is_not_there_is_left_out_and_named(site, browser):
    page = browser()
    page.expect_console("404")
    visit(page, site, page="compare", runs=f"{IDS[0]},gone")
    page.wait_text("The run gone is left out")
    assert len(side_by_side(page, "Params")[0]["cells"]) == 1
