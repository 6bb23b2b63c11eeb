"""How the numbers of the run table look: colours and formats."""

import json
import math
import re

import demo
import pytest
from look import RUNS, Table, table, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from test_everyone import AXE, RUN_AXE
from test_table_columns import focused_column, menu, open_menu

TALL = {"width": 1440, "height": 1100}
EXPERIMENT, WIDE, NARROW = "digits-mlp", "train/loss", "val/accuracy"
COLUMNS = f"params.lr,metrics.{WIDE},metrics.{NARROW}"

# The share of each cell of a column, and the worst contrast of its text over all layers.
SHADES = """
const number = (text) => text.match(/[\\d.]+/g).map(Number);
const light = (rgb) => rgb.slice(0, 3).map((one) => one / 255)
  .map((one) => one <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4)
  .reduce((sum, one, place) => sum + one * [0.2126, 0.7152, 0.0722][place], 0);
const cells = [...document.querySelectorAll(arguments[0])];
return cells.map((cell) => {
  const style = getComputedStyle(cell);
  const under = number(style.backgroundColor);
  const [r, g, b, a] = number(style.backgroundImage.match(/rgba\\([^)]*\\)/)[0]);
  const ground = light([r, g, b].map((one, place) => one * a + under[place] * (1 - a)));
  const inks = [cell, ...cell.querySelectorAll('*')].map((one) => light(number(getComputedStyle(one).color)));
  const worst = Math.min(...inks.map((ink) => (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05)));
  return [Number(cell.style.getPropertyValue('--share')), worst];
});
"""


def opened(browser, site, /, size=TALL, **keys):
    page = browser(**size)
    visit(page, site, page="runs", experiment=EXPERIMENT, **{"columns": COLUMNS, **keys})
    table(page, 21)
    return page


def shade_levels(metric):
    """Where the number of each run that has one lies among all of them."""
    values = {run["name"]: demo.aggregate(run, metric, "last") for run in demo.runs(EXPERIMENT)}
    values = {name: value for name, value in values.items() if value is not None and math.isfinite(value)}
    low, high = min(values.values()), max(values.values())
    at = math.log if low > 0 and high / low >= 100 else float
    return {name: (at(value) - at(low)) / (at(high) - at(low)) for name, value in values.items()}


@pytest.mark.parametrize("metric", [WIDE, NARROW])
def test_cells_are_coloured_by_their_numbers(site, browser, metric):
    page = opened(browser, site)
    menu(page, f"metrics.{metric}", "Colour by number")
    wait_link(page, shade=f"metrics.{metric}")
    page.wait_css(f"{RUNS} td.shaded")
    expected = shade_levels(metric)
    names = [name for name in Table(page).names if name in expected]
    shares = [share for share, _ in page.execute_script(SHADES, f"{RUNS} td.shaded")]
    assert shares == pytest.approx([expected[name] for name in names], abs=1e-3)
    menu(page, f"metrics.{metric}", "No colours")
    wait_link(page, shade=None)
    page.wait_until(lambda: not page.all_css(f"{RUNS} td.shaded"), "no colours")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_on_a_colour_is_read_well(site, browser, dark):
    base = demo.runs(EXPERIMENT)[0]["id"]
    picked = ",".join(run["id"] for run in demo.runs(EXPERIMENT)[::2])
    shaded = f"params.lr,metrics.{WIDE},metrics.{NARROW}"
    page = opened(browser, site, size={"width": 1440, "height": 1000, "dark": dark}, shade=shaded, baseline=base, runs=picked)
    page.wait_css(f"{RUNS} td.shaded .delta")
    found = page.execute_script(SHADES, f"{RUNS} td.shaded")
    assert max(share for share, _ in found) == 1 and min(worst for _, worst in found) >= 4.5, min(found, key=lambda one: one[1])
    page.screenshot(f"shades-{dark}")
    page.execute_script(AXE)
    found = json.loads(page.execute_async_script(RUN_AXE))
    assert not [one for one in found if one["impact"] in ("serious", "critical")], json.dumps(found, indent=1)


@pytest.mark.parametrize(
    ("code", "pattern"),
    [("f3", r"\d+\.\d{3}"), ("e2", r"\d\.\d\de-?\d+"), ("p1", r"\d+\.\d%"), ("g2", r"\d+(\.\d+)?(e-?\d+)?")],
)
def test_numbers_are_written_as_chosen(site, browser, code, pattern):
    page = opened(browser, site)
    open_menu(page, f"metrics.{WIDE}")
    choice = page.wait_css(".column-menu select")
    Select(choice).select_by_value(code)
    wait_link(page, formats=f"{code}@metrics.{WIDE}")

    def written():
        cells = [cell for cell in Table(page).column(WIDE) if cell not in ("", "NaN", "∞")]
        return cells and all(re.fullmatch(pattern, cell) for cell in cells)

    page.wait_until(written, f"numbers like {pattern}")
    values = {run["name"]: demo.aggregate(run, WIDE, "last") for run in demo.runs(EXPERIMENT)}
    seen = Table(page)
    for name, cell in zip(seen.names, seen.column(WIDE), strict=True):
        if re.fullmatch(pattern, cell):
            number = float(cell.rstrip("%")) / (100 if cell.endswith("%") else 1)
            assert number == pytest.approx(values[name], abs=0.001 if code == "f3" else 0.0005 if code == "p1" else 0, rel=0.06)
    choice.send_keys(Keys.ESCAPE)
    page.wait_until(lambda: focused_column(page) == f"metrics.{WIDE}", "the focus on the column")


def test_a_format_of_a_link_stays_and_nonsense_does_no_harm(site, browser):
    page = opened(browser, site, formats="f9@params.lr,x2@name,f2", shade="nonsense,name,metrics.none")
    assert all(re.fullmatch(r"0\.\d{9}", cell) for cell in Table(page).column("lr", "param"))
    open_menu(page, "params.lr")
    choice = Select(page.wait_css(".column-menu select"))
    assert choice.first_selected_option.text == "f9"
    choice.select_by_visible_text("Usual")
    wait_link(page, formats=None)
    page.wait_until(lambda: "0.05" in Table(page).column("lr", "param"), "as it was logged")
    assert not page.wait_css(".column-menu").find_elements(By.XPATH, './/button[.="No colours"]')


def test_the_menu_fits_a_phone(site, browser):
    page = opened(browser, site, size={"width": 390, "height": 844}, shade=f"metrics.{WIDE}", pins=f"metrics.{WIDE}")
    open_menu(page, f"metrics.{WIDE}")
    box = page.wait_css(".column-menu").rect
    page.screenshot("numbers-phone")
    assert box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] + box["height"] <= 844, box
