"""One chart as large as the window, and its points as a table."""

import demo
from look import card, chart, link, visit, wait_link
from picture import data_url, move_to
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

RUNS = {"page": "runs", "experiment": "digits-mlp", "runs": "digits-mlp-wide,digits-mlp-range-test"}
DIALOG = "dialog.chart-dialog"
READ_POINTS = """
const rows = [...document.querySelectorAll('.points-table tbody tr:not(.spacer)')];
return rows.map((row) => [+row.getAttribute('aria-rowindex'), ...[...row.cells].map((cell) => cell.innerText.trim())]);
"""


def rows(page):
    return page.execute_script(READ_POINTS)


def sort_by(page, title):
    page.wait_xpath(f'//table[contains(@class, "points-table")]//th//button[normalize-space()="{title}"]').click()


def test_a_chart_is_enlarged_and_closed_with_escape(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    name = chart(page, "val/accuracy").accessible_name
    button = card(page, "val/accuracy").find_element(By.CSS_SELECTOR, 'button[aria-label="Enlarge val/accuracy"]')
    button.send_keys(Keys.ENTER)
    wait_link(page, chart="val/accuracy")
    large = page.wait_css(f"{DIALOG} canvas[role=img]")
    page.wait_until(lambda: large.size["width"] > 1300 and large.size["height"] > 700, "a large chart")
    assert large.accessible_name == name
    assert page.execute_script("return document.querySelector('dialog').contains(document.activeElement)")
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait_gone(DIALOG)
    wait_link(page, chart=None)
    assert page.switch_to.active_element == button, "the focus is where it was"


def test_a_link_opens_a_large_chart_and_the_back_button_closes_it(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    chart(page, "Sigmoid")
    card(page, "Sigmoid").find_element(By.CSS_SELECTOR, 'button[aria-label="Enlarge Sigmoid"]').click()
    page.wait_css(f"{DIALOG} canvas[role=img]")
    page.back()
    page.wait_gone(DIALOG)
    visit(page, site, run="logging-styles-1", chart="Sigmoid")
    canvas = page.wait_css(f"{DIALOG} canvas[role=img]")
    move_to(page, canvas, canvas.size["width"] / 2, canvas.size["height"] / 2)
    page.wait_css(f"{DIALOG} .tooltip")
    page.wait_css(f'{DIALOG} button[aria-label="Close"]').click()
    page.wait_gone(DIALOG)
    assert "chart" not in link(page)


def test_a_zoom_in_the_large_chart_is_the_zoom_of_the_small_one(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    before = data_url(page, chart(page, "Sigmoid"))
    visit(page, site, run="logging-styles-1", chart="Sigmoid")
    page.wait_css(f"{DIALOG} canvas[role=img]").send_keys("+")
    page.wait_until(lambda: "xrange" in link(page), "a range in the link")
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait_gone(DIALOG)
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) != before, "another picture")


def test_every_point_is_in_the_table_and_sorted(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    chart(page, "train/loss")
    page.wait_css('button[aria-label="Options of train/loss"]').click()
    page.wait_xpath('//button[normalize-space()="Show the points as a table"]').click()
    wait_link(page, chart="train/loss", **{"as": "table"})
    table = page.wait_css(".points-table")
    logged = [
        (demo.run(run)["name"], int(step), value)
        for run in RUNS["runs"].split(",")
        for step, value in zip(*demo.points(run, "train/loss"), strict=True)
    ]
    assert table.get_attribute("aria-rowcount") == str(len(logged) + 1)
    names = {name for name, _, _ in logged}
    seen = {tuple(row[1:3]) for row in rows(page)}
    assert {name for name, _ in seen} <= names
    sort_by(page, "Value")
    finite = sorted(value for _, _, value in logged if value == value)
    page.wait_until(lambda: float(rows(page)[0][3]) == finite[0], "the least value on top")
    assert [float(row[3]) for row in rows(page)[:5]] == finite[:5], "every digit of them"
    sort_by(page, "Value")
    page.wait_until(lambda: float(rows(page)[0][3]) == finite[-1], "the largest value on top")
    # By keyboard to the end, where what is not a number stands.
    page.wait_css(".points-viewport").send_keys(Keys.END)
    page.wait_until(lambda: rows(page)[-1][0] == len(logged) + 1, "the last row")
    odd = sum(value != value for _, _, value in logged)
    # The window still moves a little while the page scrolls.
    page.wait_until(lambda: [row[3] for row in rows(page)[-odd:]] == ["NaN"] * odd, "what is not a number at the end")
    page.wait_xpath('//dialog//button[normalize-space()="Chart"]').click()
    wait_link(page, chart="train/loss", **{"as": None})
    page.wait_css(f"{DIALOG} canvas[role=img]")


def test_a_long_table_has_few_rows_on_the_page(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run="long-run-1", chart="train/loss", **{"as": "table"})
    table = page.wait_css(".points-table")
    page.wait_until(lambda: table.get_attribute("aria-rowcount") == "200001", "all points")
    assert len(rows(page)) < 80
    page.wait_css(".points-viewport").send_keys(Keys.END)
    page.wait_until(lambda: rows(page)[-1][0] == 200001, "the last row")
    summary = demo.run("long-run-1")["metrics"]["train/loss"]
    assert float(rows(page)[-1][3]) == summary["last"]
    sort_by(page, "Value")
    sort_by(page, "Value")
    page.wait_until(lambda: float(rows(page)[0][3]) == summary["max"], "the spike on top")
    assert rows(page)[0][2] == f"{summary['max_step']:,}"
