"""Charts: what they show, what they say, how they are steered."""

import demo
import numpy as np
import pytest
from look import card, chart, visit
from picture import affine, dilated, dots, drawn_by_other_means, picture
from selenium.webdriver.common.by import By

REFERENCES = {"Fibonacci": 10, "Sigmoid": 20, "Cosine Wave": 20, "Sine Wave": 20}


@pytest.mark.parametrize(("metric", "count"), REFERENCES.items())
def test_a_reference_metric_is_drawn_right(site, browser, metric, count):
    page = browser(width=1440, height=1000, dpr=4)
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, metric, f"^{metric}, 1 run, {count} points$")
    shot = picture(page, canvas)
    x, y = demo.points("logging-styles-1", metric)
    # One dot for each point; where both numbers fit a straight scale within 1.5 pixels.
    seen = dots(shot)
    assert len(seen) == len(x) == count
    a, b, x_off = affine(x, [at[0] for at in seen])
    c, d, y_off = affine(y, [at[1] for at in seen])
    assert x_off < 1.5 and y_off < 1.5
    assert a > 0 > c, "x grows to the right, y grows upwards"
    # Large enough to be read: the points fill the chart.
    width, height = shot.rgba.shape[1] / shot.ratio, shot.rgba.shape[0] / shot.ratio
    assert a * (max(x) - min(x)) > 0.75 * width and -c * (max(y) - min(y)) > 0.6 * height
    # The same line by another program: neither has ink where the other has none.
    corners = [(a * at + b, c * value + d) for at, value in zip(x, y, strict=True)]
    other = drawn_by_other_means(shot, corners, 1.0)
    line = shot.ink.copy()
    near_dots = np.zeros_like(line)
    for at in corners:
        near_dots[round(at[1] * shot.ratio), round(at[0] * shot.ratio)] = True
    dotted = dilated(near_dots, 4 * shot.ratio)
    reach = 1.5 * shot.ratio
    assert not (line & ~dilated(other, reach) & ~dotted).any(), "ink beside the line"
    hit = (other & dilated(line, reach)).sum() / other.sum()
    assert hit > (0.5 if shot.dashed else 0.995), "the line has holes"


@pytest.mark.parametrize(
    ("keys", "metric", "name"),
    [
        ({"page": "runs", "experiment": "digits-mlp"}, "val/accuracy", "val/accuracy, 21 runs, 785 points"),
        ({"run": "wine-search-bayes"}, "cv/accuracy", "cv/accuracy, 1 run, 3 points"),
        ({"page": "runs", "experiment": "wine-search"}, "winner", None),
    ],
)
def test_the_accessible_name_counts_runs_and_points(site, browser, keys, metric, name):
    page = browser(width=1440)
    visit(page, site, **keys)
    page.wait_css(".chart-card")
    if name is None:
        assert not page.all_css(f'section.chart-card[aria-label="{metric}"]'), "a text has no chart"
    else:
        assert chart(page, metric, f"^{name}$").accessible_name == name


def test_one_point_is_one_point(site, browser):
    site.fault("demo/runs/logging-styles-1/metrics/1.json", alter=lambda old: {**old, "value": [0.5], "step": [7], "time": old["time"][:1]})
    page = browser(dpr=4)
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid", "^Sigmoid, 1 run, 1 point$")
    assert len(dots(picture(page, canvas))) == 1


@pytest.mark.parametrize("dpr", [1, 1.5, 2])
def test_a_chart_is_crisp_at_every_pixel_ratio(site, browser, dpr):
    page = browser(dpr=dpr)
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    shot = picture(page, canvas)
    for number, one in enumerate(card(page, "Sigmoid").find_elements(By.TAG_NAME, "canvas")):
        seen = page.execute_script(
            "const box = arguments[0].getBoundingClientRect(); return [arguments[0].width, arguments[0].height, box.width, box.height]", one
        )
        # The crosshair's canvas is given its size with the first crosshair.
        if number == 0:
            assert seen[:2] == [round(seen[2] * dpr), round(seen[3] * dpr)]
    # The grid covers whole device pixels: in some column above the line there is no blend of it and the ground.
    columns = shot.rgba[: int(shot.rgba.shape[0] * 0.8), shot.rgba.shape[1] // 3 : -20]
    fewest = min(len(np.unique(columns[:, at], axis=0)) for at in range(columns.shape[1]))
    assert fewest == 2


def test_values_that_are_not_finite_are_counted_and_marked(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-range-test")
    chart(page, "train/loss", "^train/loss, 1 run, 30 points$")
    _, y = demo.points("digits-mlp-range-test", "train/loss")
    odd = int((~np.isfinite(y)).sum())
    assert odd == demo.run("digits-mlp-range-test")["metrics"]["train/loss"]["nonfinite"] > 0
    assert f"30 points · {odd} NaN or infinite" in card(page, "train/loss").text


def test_a_long_run_keeps_its_spike(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run="long-run-1")
    canvas = chart(page, "train/loss", "^train/loss, 1 run, 200,000 points$")
    assert "200,000 points" in card(page, "train/loss").find_element(By.CLASS_NAME, "chart-foot").text
    shot = picture(page, canvas)
    rows, columns = np.nonzero(shot.ink)
    top = rows.min()
    assert top < 0.2 * shot.ink.shape[0]
    spike_x = float(columns[rows == top].mean())
    summary = demo.run("long-run-1")["metrics"]["train/loss"]
    share = (spike_x - columns.min()) / (columns.max() - columns.min())
    assert abs(share - summary["max_step"] / summary["last_step"]) < 0.01
    # Nothing else is up there.
    assert np.ptp(columns[rows < shot.ink.shape[0] / 3]) <= 4
