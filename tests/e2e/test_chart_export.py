"""A chart as a file: its picture as PNG and SVG, its points as CSV and JSON."""

import base64
import csv
import io
import json
import xml.etree.ElementTree as ElementTree

import demo
import numpy as np
import pytest
from look import card, chart, visit
from PIL import Image
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

RUNS = {"page": "runs", "experiment": "digits-mlp", "runs": "digits-mlp-wide,digits-mlp-range-test"}
READ_CLIPBOARD = """
const done = arguments[0];
navigator.clipboard.read().then(async (items) => {
  const blob = await items[0].getType('image/png');
  const reader = new FileReader();
  reader.onload = () => done(reader.result);
  reader.readAsDataURL(blob);
}).catch((error) => done(String(error)));
"""


@pytest.fixture
def downloads(tmp_path):
    """downloads(page) -> kept(name): lets a page save files, and waits for one."""

    def allow(page):
        page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})

        def kept(name):
            path = tmp_path / name
            page.wait_until(path.is_file, f"{name}, not {[found.name for found in tmp_path.iterdir()]}")
            return path.read_bytes()

        return kept

    return allow


def press(page, metric, button):
    """Opens the menu of a chart and presses a button in it."""
    page.wait_css(f'section[aria-label="{metric}"] button[aria-label="Options of {metric}"]').click()
    page.wait_xpath(f'//section[@aria-label="{metric}"]//div[@class="menu-panel"]//button[normalize-space()="{button}"]').click()


def ink(image, color):
    """How many pixels of an image have about that colour."""
    rgb = np.asarray(image.convert("RGB")).astype(int)
    return int((np.abs(rgb - color).max(axis=2) < 24).sum())


def test_a_png_is_the_chart_with_its_title_and_its_legend(site, browser, downloads):
    page = browser(width=1440, height=1000)
    kept = downloads(page)
    visit(page, site, **RUNS)
    canvas = chart(page, "val/accuracy", "^val/accuracy, 2 runs,")
    color = page.execute_script("return arguments[0].closest('section').querySelector('.legend path').getAttribute('stroke')", canvas)
    press(page, "val/accuracy", "PNG")
    image = Image.open(io.BytesIO(kept("val-accuracy.png")))
    page.wait_gone(".menu-panel")
    width, height = (page.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.width, box.height]", canvas))
    assert image.width == round((width + 24) * 2), "two pixels to a CSS pixel, and a margin"
    assert image.height > (height + 24) * 2
    assert image.convert("RGBA").getpixel((0, 0)) == (255, 255, 255, 255), "the ground is filled"
    rgb = [int(color[at : at + 2], 16) for at in (1, 3, 5)]
    assert ink(image, rgb) > 500, "the line"
    assert ink(image.crop((0, round(height + 36) * 2, image.width, image.height)), rgb) > 30, "its key in the legend"
    dark = np.asarray(image.convert("L").crop((0, 0, image.width // 2, 60))) < 100
    assert dark.sum() > 100, "the title"


def test_an_svg_is_the_chart_in_the_colours_of_the_page(site, browser, downloads):
    page = browser(dark=True)
    kept = downloads(page)
    visit(page, site, run="logging-styles-1")
    chart(page, "Sigmoid")
    press(page, "Sigmoid", "SVG")
    svg = ElementTree.fromstring(kept("Sigmoid.svg").decode())
    texts = [(one.text or "").strip() for one in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert "Sigmoid" in texts and "Fibonacci and waves" in texts
    _, y = demo.points("logging-styles-1", "Sigmoid")
    assert len(list(svg.iter("{http://www.w3.org/2000/svg}circle"))) == len(y), "a dot for each point"
    ground = next(svg.iter("{http://www.w3.org/2000/svg}rect")).get("fill")
    assert ground == "#15171A"


def test_a_csv_holds_every_point_of_every_run(site, browser, downloads):
    page = browser(width=1440)
    kept = downloads(page)
    visit(page, site, **RUNS)
    chart(page, "train/loss", "^train/loss, 2 runs,")
    press(page, "train/loss", "CSV")
    rows = list(csv.DictReader(io.StringIO(kept("train-loss.csv").decode())))
    for run in RUNS["runs"].split(","):
        document = demo.metric(run, "train/loss")
        own = [row for row in rows if row["run_id"] == run]
        assert {row["run"] for row in own} == {demo.run(run)["name"]}
        values = [demo.number(value) for value in document["value"]]
        assert np.array_equal([float(row["value"]) for row in own], values, equal_nan=True)
        assert [float(row["step"]) for row in own] == demo.points(run, "train/loss")[0]
        assert all(row["time"].endswith("Z") for row in own)
    assert len(rows) == sum(len(demo.metric(run, "train/loss")["value"]) for run in RUNS["runs"].split(","))


def test_json_holds_a_table_as_its_columns(site, browser, downloads):
    page = browser()
    kept = downloads(page)
    visit(page, site, run="logging-styles-1")
    chart(page, "Sine Wave")
    press(page, "Sine Wave", "JSON")
    document = json.loads(kept("Sine-Wave.json"))
    columns = demo.metric("logging-styles-1", "Sine Wave")["columns"]
    assert document["metric"] == "Sine Wave"
    assert document["runs"] == [
        {
            "id": "logging-styles-1",
            "name": "Fibonacci and waves",
            "columns": [{"name": column["name"], "values": column["values"]} for column in columns],
        }
    ]


def test_a_table_of_several_lines_is_saved_whole(site, browser, downloads):
    page = browser()
    kept = downloads(page)
    visit(page, site, run="logging-styles-2", table="Per class,as:bars,x:class,y:f1,by:class")
    chart(page, "Per class")
    press(page, "Per class", "CSV")
    rows = list(csv.DictReader(io.StringIO(kept("Per-class.csv").decode())))
    assert [row["class"] for row in rows] == ["setosa", "versicolor", "virginica"]


def test_a_picture_is_copied(site, browser):
    page = browser()
    page.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    visit(page, site, run="logging-styles-1")
    chart(page, "Sigmoid")
    press(page, "Sigmoid", "Copy picture")
    page.wait_text("Copied")
    copied = page.execute_async_script(READ_CLIPBOARD)
    assert copied.startswith("data:image/png;base64,"), copied
    image = Image.open(io.BytesIO(base64.b64decode(copied.split(",")[1])))
    assert image.width > 600


def test_the_menu_is_reached_and_left_by_keyboard(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    chart(page, "Sigmoid")
    button = card(page, "Sigmoid").find_element(By.CSS_SELECTOR, 'button[aria-label="Options of Sigmoid"]')
    button.send_keys(Keys.ENTER)
    page.wait_css(".menu-panel")
    page.wait_text("Save or copy")
    page.switch_to.active_element.send_keys(Keys.TAB)
    assert page.switch_to.active_element.text == "Show the points as a table"
    page.switch_to.active_element.send_keys(Keys.TAB)
    assert page.switch_to.active_element.text == "PNG"
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait_gone(".menu-panel")
    assert page.switch_to.active_element == button
