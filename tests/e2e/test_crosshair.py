"""The crosshair of a chart: what it reads, by pointer and by keyboard."""

import demo
import numpy as np
import pytest
from look import chart, visit
from picture import dots, move_to, picture, tooltip
from selenium.webdriver.common.keys import Keys


@pytest.mark.parametrize("metric", ["Fibonacci", "Sigmoid", "Cosine Wave", "Sine Wave"])
def test_the_tooltip_reads_each_point_where_it_is_drawn(site, browser, metric):
    page = browser(width=1440, height=1000, dpr=4)
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, metric)
    x, y = demo.points("logging-styles-1", metric)
    for (left, top), at, value in zip(dots(picture(page, canvas)), x, y, strict=True):
        move_to(page, canvas, left, top)
        wanted = [demo.shown(at), [["Fibonacci and waves", demo.shown(value)]]]
        page.wait_until(lambda: tooltip(page) == wanted, f"the tooltip {wanted}, not {tooltip(page)}")


def test_the_tooltip_goes_when_the_pointer_leaves(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    move_to(page, canvas, canvas.size["width"] / 2, canvas.size["height"] / 2)
    page.wait_css(".tooltip")
    move_to(page, canvas, 10, -60)
    page.wait_gone(".tooltip")


def test_the_crosshair_is_walked_with_the_arrows_and_closed_with_escape(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    canvas = chart(page, "Sigmoid")
    canvas.send_keys(Keys.ARROW_RIGHT)
    page.wait_css(".tooltip")
    seen = []
    for _ in range(100):
        canvas.send_keys(Keys.ARROW_RIGHT)
        seen.append(int(tooltip(page)[0]))
        if seen[-1] == 19:
            break
    assert sorted(set(seen)) == seen or sorted(seen) == seen, "to the right x only grows"
    assert seen[-1] == 19, f"the last point is reached: {seen}"
    assert set(range(2, 20)) <= set(seen), "no point is jumped over"
    canvas.send_keys(Keys.ARROW_LEFT * 3)
    page.wait_until(lambda: int(tooltip(page)[0]) < 19)
    canvas.send_keys(Keys.ESCAPE)
    page.wait_gone(".tooltip")


def test_the_pointer_reads_the_spike_it_points_at(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run="long-run-1")
    canvas = chart(page, "train/loss", "200,000 points$")
    rows, columns = np.nonzero(picture(page, canvas).ink)
    top = int(rows.min())
    summary = demo.run("long-run-1")["metrics"]["train/loss"]
    move_to(page, canvas, float(columns[rows == top].mean()) + 0.5, top + 0.5)
    page.wait_css(".tooltip")
    wanted = [f"{summary['max_step']:,}", [["every step", demo.shown(summary["max"])]]]
    page.wait_until(lambda: tooltip(page) == wanted, f"the tooltip {wanted}, not {tooltip(page)}")
