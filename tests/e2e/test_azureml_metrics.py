"""Every kind of metric that the SDK of Azure ML logs, on the page of its run."""

import base64
import json

import demo
import pytest
from azureml_real import number, visit_run, written
from look import card, chart
from picture import tooltip
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

TALL = {"width": 1440, "height": 1100}
CELLS = "return [...arguments[0].querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
NATURAL = "return [...document.querySelectorAll('.gallery img')].map((one) => one.complete && one.naturalWidth)"
EVERY = "every kind"


@pytest.fixture(params=["v2", "v1"])
def logged(request, azureml):
    """A stand-in by the interface that metrics were logged through."""
    found = azureml[request.param]
    found.api = request.param
    return found


@pytest.fixture
def page(browser, site, logged):
    """The page of the run that has every kind of metric."""
    page = browser(**TALL)
    visit_run(page, site, logged, EVERY)
    page.wait_css(".chart-card")
    return page


def of(logged, way, label=EVERY):
    return logged.run(label)["metrics"][way]


def part(page, name, selector):
    """A part of a card, once it is there."""
    return page.wait_until(lambda: (card(page, name).find_elements(By.CSS_SELECTOR, selector) or [None])[0], f"{selector} in {name}")


def shown(value):
    """A cell of a table."""
    if value is None or isinstance(value, bool):
        return {None: "", True: "true", False: "false"}[value]
    return demo.shown(number(value)) if number(value) is not None else value


def test_numbers_are_shown_to_the_last_digit(page, logged):
    numbers = {name: number(value) for name, value in of(logged, "scalars").items() if number(value) is not None}
    numbers |= {"list of one": of(logged, "lists")["list of one"][0]}
    assert len(numbers) > 12
    for name, value in numbers.items():
        box = part(page, name, ".big-number")
        assert box.text == demo.shown(value), name
        # Python tells NaN from itself, and 0 not from -0.
        assert repr(float(box.get_attribute("title"))) == repr(value), name


def test_texts_are_shown_as_they_were_logged(page, logged):
    texts = {name: [value] for name, value in of(logged, "scalars").items() if number(value) is None}
    texts |= {name: [value] for name, value in of(logged, "texts").items()}
    texts |= {"words": of(logged, "series")["words"], "names": of(logged, "lists")["names"]}
    assert len(texts) >= 6
    for name, values in texts.items():
        assert part(page, name, ".text-metric").text == "\n".join(map(written, values)), name


def line(page, name, count):
    """The chart of a metric with that many points. A table is a card of its own until it is known to be a line."""
    part(page, name, "canvas[role=img]")
    return chart(page, name, f"^{name}, 1 run, {count:,} {'point' if count == 1 else 'points'}$")


def points(page, name, count):
    """Every point of a line as the keyboard reads it out."""
    canvas = line(page, name, count)
    seen = []
    for _ in range(count):
        canvas.send_keys(Keys.ARROW_RIGHT)
        page.wait_css(".tooltip")
        x, rows = tooltip(page)
        seen += [(x, value) for _, value in rows]
    canvas.send_keys(Keys.ESCAPE)
    return seen


@pytest.mark.parametrize(("way", "name"), [("series", "int then float"), ("series", "float then int"), ("lists", "fib")])
def test_a_number_logged_again_and_again_and_a_list_are_lines(page, logged, way, name):
    values = of(logged, way)[name]
    assert points(page, name, len(values)) == [(str(at), demo.shown(value)) for at, value in enumerate(values)]


def test_steps_that_were_given_are_those_of_the_line(page, logged):
    values, steps = of(logged, "series")["stepped"], of(logged, "steps")["stepped"]
    # The interface of old knows no steps.
    steps = steps if logged.api == "v2" else range(len(values))
    canvas = line(page, "stepped", len(values))
    expected = {f"{step:,}" for step in steps}
    seen = {}
    for _ in range(len(values)):
        canvas.send_keys(Keys.ARROW_RIGHT)
        page.wait_css(".tooltip")
        x, rows = tooltip(page)
        seen.setdefault(x, set()).update(value for _, value in rows)
    assert seen.keys() == expected
    for step, value in zip(steps, values, strict=True):
        assert demo.shown(value) in seen[f"{step:,}"]


@pytest.mark.parametrize(("way", "name"), [("series", "with gaps"), ("lists", "list of both")])
def test_what_is_not_finite_is_counted(page, logged, way, name):
    values = [number(value) for value in of(logged, way)[name]]
    odd = sum(demo.shown(value) in ("NaN", "∞", "-∞") for value in values)
    line(page, name, len(values))
    assert f"{len(values)} points · {odd} NaN or infinite" in card(page, name).text


def test_a_long_line_has_all_its_points(page, logged):
    values = of(logged, "series")["loss"]
    canvas = line(page, "loss", len(values))
    assert "sampled" not in card(page, "loss").find_element(By.CLASS_NAME, "chart-foot").text
    canvas.send_keys(Keys.ARROW_LEFT)
    page.wait_css(".tooltip")
    assert tooltip(page) == [f"{len(values) - 1:,}", [["Every kind of metric", demo.shown(values[-1])]]]


def test_two_columns_of_numbers_are_a_line_of_one_over_the_other(page, logged):
    rows = of(logged, "tables")["sine"]
    canvas = line(page, "sine", len(rows))
    canvas.send_keys(Keys.ARROW_LEFT)
    page.wait_css(".tooltip")
    last = rows[-1]
    assert tooltip(page) == [demo.shown(last["angle"]), [["Every kind of metric", demo.shown(last["sine"])]]]
    row, = of(logged, "tables")["one row"]
    assert points(page, "one row", 1) == [(demo.shown(row["x"]), demo.shown(row["y"]))]


def test_rows_are_a_table(page, logged):
    rows = of(logged, "tables")["citrus"]
    found = part(page, "citrus", "table")
    columns = [head.text for head in found.find_elements(By.TAG_NAME, "th")]
    assert sorted(columns) == sorted(rows[0])
    assert page.execute_script(CELLS, found) == [[shown(row[column]) for column in columns] for row in rows]


def test_rows_that_lack_a_column_have_a_gap(site, browser, azureml):
    # The interface of old has no rows, only columns: a hole is closed in it.
    page = browser(**TALL)
    visit_run(page, site, azureml["v2"], "holes")
    rows = of(azureml["v2"], "tables", "holes")["holes"]
    found = part(page, "holes", "table")
    columns = [head.text for head in found.find_elements(By.TAG_NAME, "th")]
    assert set(columns) == {name for row in rows for name in row}
    assert page.execute_script(CELLS, found) == [[shown(row.get(column)) for column in columns] for row in rows]


def document(logged, name):
    """What was logged as a chart."""
    given = of(logged, "charts")[name]
    return json.loads(base64.b64decode(given["base64"])) if isinstance(given, dict) and "base64" in given else given


def test_a_confusion_matrix_has_its_labels_and_counts(page, logged):
    data = document(logged, "confusion")["data"]
    found = part(page, "confusion", "table")
    assert [head.text for head in found.find_elements(By.CSS_SELECTOR, "thead th")] == data["class_labels"]
    rows = [[label, *map(str, counts)] for label, counts in zip(data["class_labels"], data["matrix"], strict=True)]
    assert page.execute_script(CELLS, found) == rows


DRAWN = {
    "accuracy": "accuracy, ROC curve, 5 lines", "residuals": "residuals, histogram, 4 bars",
    "predicted": "predicted, predicted over true values, 2 bins",
}  # fmt: skip


@pytest.mark.parametrize("name", DRAWN)
def test_the_other_charts_of_the_sdk_are_drawn(page, logged, name):
    assert chart(page, name).get_attribute("aria-label") == DRAWN[name]
    page.execute_script("arguments[0].click()", part(page, name, "summary"))
    assert json.loads(part(page, name, "pre").text) == document(logged, name)


def test_images_are_shown(page, logged):
    page.wait_xpath('//nav[@aria-label="Parts of the run"]//a[.="Images"]').click()
    images = of(logged, "images")
    page.wait_until(lambda: page.execute_script(NATURAL) == [1] * len(images), "all images, one pixel wide")
    for name in images:
        page.wait_css(f'section[aria-label="{name}"] img')
