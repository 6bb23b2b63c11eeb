"""Accuracy tables, residuals, predictions and confusion matrices, against what scikit-learn
makes of the same samples (tests/evaluation/make.py)."""

import json
import time

import demo
import pytest
from chromium import ROOT
from look import card, chart, legend, link, nothing_panicked, visit
from picture import data_url, move_to, tooltip
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

RUN = "logging-styles-3"


def fixture(name):
    """What was logged, and what is true of it."""
    document = json.loads((ROOT / f"tests/evaluation/{name}.json").read_text())
    return document["payload"], document["truth"]


def serve(site, **payloads):
    """Gives a run of the demo these metrics, as Azure ML logs them."""
    for name, payload in payloads.items():
        document = {"version": 1, "name": name, "kind": payload["schema_type"], "data": payload["data"]}
        site.put(f"demo/runs/{RUN}/{name}.json", document)
    more = {name: {"kind": payload["schema_type"], "href": f"{name}.json"} for name, payload in payloads.items()}
    site.fault(f"demo/runs/{RUN}/run.json", alter=lambda run: {**run, "metrics": {**run["metrics"], **more}})


def opened(site, browser, name, **size):
    """The page with one of the fixtures, the canvas of its picture, and the truth."""
    payload, truth = fixture(name)
    serve(site, metric=payload)
    page = browser(**size)
    visit(page, site, run=RUN)
    return page, chart(page, "metric"), truth


def press(page, label):
    buttons = card(page, "metric").find_elements(By.CSS_SELECTOR, "button")
    next(button for button in buttons if button.text.split("\n")[0] == label).click()


def walked(page, canvas, name):
    """What the crosshair reads of a line, from left to right, as the page writes numbers."""
    canvas.send_keys(Keys.ARROW_LEFT)
    while walk(page, canvas, Keys.ARROW_LEFT):
        pass
    seen = [tooltip(page)]
    while walk(page, canvas, Keys.ARROW_RIGHT):
        seen.append(tooltip(page))
    return [(head, value) for head, rows in seen for label, value in rows if label == name]


def walk(page, canvas, key):
    """Whether the crosshair moved."""
    before = tooltip(page)
    canvas.send_keys(key)
    page.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(1)))")
    return tooltip(page) != before


@pytest.mark.parametrize("name", ["binary", "multiclass"])
def test_the_legend_tells_the_areas_of_scikit_learn(site, browser, name):
    page, _, truth = opened(site, browser, name)
    labels = fixture(name)[0]["data"]["class_labels"]
    for curve, word, score in [("ROC", "AUC", "auc"), ("Precision–recall", "AP", "average_precision")]:
        press(page, curve)
        wanted = [(f"{average.capitalize()} average", truth["averages"][average]) for average in ["macro", "micro", "weighted"]]
        wanted += zip(labels, truth["classes"], strict=True)
        wanted = [f"{label}\n{word} {known[score]:.3f}" for label, known in wanted]
        page.wait_until(lambda: legend(page, "metric") == wanted, f"{wanted}, not {legend(page, 'metric')}")
    press(page, "Lift")
    page.wait_until(lambda: "AP" not in "".join(legend(page, "metric")), "no score of a lift")


def test_the_crosshair_reads_points_of_the_curve(site, browser):
    page, canvas, truth = opened(site, browser, "ties", width=1440, height=1000)
    # Alone, for the crosshair stands where any of the lines has a point.
    for other in ["Macro average", "Micro average", "Weighted average", "no"]:
        press(page, other)
    for curve, key in [("ROC", "roc"), ("Gains", "gains"), ("Lift", "lift")]:
        press(page, curve)
        true = {(demo.shown(x), demo.shown(y)) for x, y in truth["classes"][1][key]}
        read = walked(page, canvas, "yes")
        assert len(read) > 3 and set(read) <= true, curve


def test_a_line_is_turned_off_and_on_in_the_legend(site, browser):
    page, canvas, _ = opened(site, browser, "multiclass")
    assert canvas.get_attribute("aria-label") == "metric, ROC curve, 7 lines"
    whole = data_url(page, canvas)
    press(page, "dog")
    chart(page, "metric", "6 lines")
    turned = card(page, "metric").find_element(By.CSS_SELECTOR, "button[title=dog]")
    assert turned.get_attribute("aria-pressed") == "false"
    page.wait_until(lambda: data_url(page, canvas) != whole, "another picture")
    # It stays off in the other curves, and comes back by keyboard.
    press(page, "Gains")
    chart(page, "metric", "Cumulative gains curve, 6 lines")
    card(page, "metric").find_element(By.CSS_SELECTOR, "button[title=dog]").send_keys(Keys.ENTER)
    press(page, "ROC")
    chart(page, "metric", "ROC curve, 7 lines")
    page.wait_until(lambda: data_url(page, canvas) == whole, "the picture as it was")


def test_a_class_without_a_sample_is_named_and_has_no_curve(site, browser):
    page, canvas, _ = opened(site, browser, "no_sample")
    assert "5 lines" in canvas.get_attribute("aria-label")
    assert "Without a sample, so without a curve: unicorn" in card(page, "metric").text


def test_one_class_alone_has_no_roc_curve_but_one_of_precision(site, browser):
    page, _, _ = opened(site, browser, "single_class")
    chart(page, "metric", "ROC curve, 0 lines")
    press(page, "Precision–recall")
    page.wait_until(lambda: legend(page, "metric") == ["all\nAP 1.000"], "one curve")


def test_of_many_classes_the_averages_are_shown_first(site, browser):
    rows = [[3, 3, 3, 0], [2, 1, 5, 1]]
    data = {
        "class_labels": [f"class {n}" for n in range(30)], "probability_thresholds": [0, 0.5],
        "probability_tables": [rows] * 30,
    }  # fmt: skip
    serve(site, metric={"schema_type": "accuracy_table", "data": data})
    page = browser()
    visit(page, site, run=RUN)
    chart(page, "metric", "ROC curve, 3 lines")
    press(page, "class 29")
    chart(page, "metric", "ROC curve, 4 lines")


def test_residuals_are_bars(site, browser):
    page, canvas, _ = opened(site, browser, "regressor_residuals", width=1440, height=1000)
    data = fixture("regressor_residuals")[0]["data"]
    assert canvas.get_attribute("aria-label") == "metric, histogram, 12 bars"
    assert [value for _, value in walked(page, canvas, "Residuals")] == [str(count) for count in data["bin_counts"]]
    foot = card(page, "metric").find_element(By.CLASS_NAME, "chart-foot").text
    assert f"300 residuals · mean {demo.shown(data['mean'])} · standard deviation {demo.shown(data['stddev'])}" in foot
    ends = [demo.shown(data["bin_edges"][place]) for place in (0, -1)]
    assert f"The outer bars hold all down to {ends[0]} and up to {ends[1]}" in foot


def test_predictions_are_drawn_over_the_truth_with_gaps(site, browser):
    page, canvas, _ = opened(site, browser, "regressor_predictions", width=1440, height=1000)
    data = fixture("regressor_predictions")[0]["data"]
    edges = data["bin_edges"]
    bins = zip(edges, edges[1:], data["bin_averages"], data["bin_counts"], strict=False)
    wanted = [(demo.shown((lo + hi) / 2), demo.shown(average)) for lo, hi, average, count in bins if count]
    assert walked(page, canvas, "Mean prediction") == wanted
    assert legend(page, "metric") == ["Mean ± standard deviation", "Ideal"]


def test_it_neither_zooms_nor_follows_the_zoom_of_other_charts(site, browser):
    payload, _ = fixture("binary")
    serve(site, metric=payload)
    page = browser()
    visit(page, site, run=RUN)
    canvas = chart(page, "metric")
    before, size, keys = data_url(page, canvas), canvas.size, link(page)
    left, top = page.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.left, box.top]", canvas)
    for kind, share in [("mousePressed", 0.3), ("mouseMoved", 0.6), ("mouseReleased", 0.6)]:
        at = {"x": left + size["width"] * share, "y": top + 60, "button": "left", "buttons": 1, "clickCount": 1}
        page.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, **at})
    canvas.send_keys("+++")
    move_to(page, canvas, 10, -60)
    time.sleep(0.4)
    assert data_url(page, canvas) == before and link(page) == {"page": "run", **keys}
    visit(page, site, run=RUN, xrange="0.2..0.4")
    assert data_url(page, chart(page, "metric")) == before


def test_the_document_is_below_and_what_cannot_be_drawn_says_where(site, browser):
    payload, _ = fixture("ties")
    broken = json.loads(json.dumps(payload))
    broken["data"]["probability_tables"][1][2][3] = -1
    serve(site, metric=payload, broken=broken)
    page = browser()
    visit(page, site, run=RUN)
    page.wait_until(lambda: "This cannot be drawn" in card(page, "broken").text, "a message")
    assert "data.probability_tables[1][2]: expected a count, found the number -1" in card(page, "broken").text
    for name, logged in [("metric", payload), ("broken", broken)]:
        fold = page.wait_until(lambda: card(page, name).find_elements(By.TAG_NAME, "summary"), "a fold")[0]
        assert not card(page, name).find_elements(By.TAG_NAME, "pre")
        fold.click()
        shown = page.wait_until(lambda: card(page, name).find_elements(By.TAG_NAME, "pre"), "the document")[0].text
        assert json.loads(shown)["data"] == logged["data"]
    nothing_panicked(page)


LUMINANCE = """
const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
// The colour on the screen: what is seen through, laid over what lies behind.
const over = (...colors) => {
  for (const color of colors) { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); }
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
};
const linear = (part) => part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
const luminance = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
return [...arguments[0].querySelectorAll('tbody td')].map((cell) => {
  const ground = getComputedStyle(cell.closest('.card')).backgroundColor;
  const own = getComputedStyle(cell);
  const [a, b] = [over(ground, own.backgroundColor), over(ground, own.color)].map(luminance);
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
});
"""


@pytest.mark.parametrize("dark", [False, True])
def test_every_cell_of_a_confusion_matrix_can_be_read(site, browser, dark):
    rows = [[n, 20 - n] for n in range(21)]
    labels = [f"class {n}" for n in range(21)]
    square = [row + [0] * 19 for row in rows]
    site.put(f"demo/runs/{RUN}/confusion.json", {"version": 1, "name": "metric", "kind": "confusion_matrix", "labels": labels, "matrix": square})
    more = {"metric": {"kind": "confusion_matrix", "href": "confusion.json"}}
    site.fault(f"demo/runs/{RUN}/run.json", alter=lambda run: {**run, "metrics": more})
    page = browser(dark=dark)
    visit(page, site, run=RUN)
    table = page.wait_until(lambda: card(page, "metric").find_elements(By.TAG_NAME, "table"), "a table")[0]
    contrasts = page.execute_script(LUMINANCE, table)
    assert len(contrasts) == 441 and min(contrasts) >= 4.5
    # The shade still tells much from little.
    assert max(contrasts) > 2 * min(contrasts)


def test_a_confusion_matrix_shows_counts_or_shares_of_its_rows(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-2")
    matrix = demo.metric("logging-styles-2", "Confusion")["matrix"]

    def cells():
        return [[cell.text for cell in row.find_elements(By.TAG_NAME, "td")] for row in card(page, "Confusion").find_elements(By.CSS_SELECTOR, "tbody tr")]

    def choose(label):
        page.wait_until(lambda: [b for b in card(page, "Confusion").find_elements(By.TAG_NAME, "button") if b.text == label], label)[0].click()

    counts = [list(map(str, row)) for row in matrix]
    page.wait_until(lambda: cells() == counts, "counts")
    choose("Shares of the row")
    shares = [[f"{demo.shown(round(count / sum(row) * 100, 1))} %" for count in row] for row in matrix]
    page.wait_until(lambda: cells() == shares, f"{shares}, not {cells()}")
    choose("Counts")
    page.wait_until(lambda: cells() == counts, "counts again")
