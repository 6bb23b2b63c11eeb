"""A long series of a real MLflow server: a sample at once, then every point."""

import numpy as np
from look import RUNS, card, chart
from mlflow_real import visit_mlflow, visit_runs
from picture import picture

WIDE = {"width": 1440, "height": 1000}


def foot(page, name):
    return card(page, name).find_element("class name", "chart-foot").text


def spike(page, canvas):
    """Where the highest ink is: how far down, and how far to the right, as shares."""
    ink = picture(page, canvas).ink
    rows, columns = np.nonzero(ink)
    at = float(columns[rows == rows.min()].mean())
    return rows.min() / ink.shape[0], (at - columns.min()) / (columns.max() - columns.min())


def test_a_sample_stands_in_until_every_point_has_come(site, browser, mlflow, mlflow_hold):
    mlflow_hold.hold("*/metrics/get-history")
    run = mlflow.run("long")
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow_hold.proxy.url, run=run["id"])
    page.wait_until(lambda: "sampled" in foot(page, "loss"), "a sample, marked as one")
    assert card(page, "loss").find_elements("css selector", "canvas[role=img]"), "the sample is drawn"
    mlflow_hold.release()
    canvas = chart(page, "loss", "60,000 points$")
    assert "sampled" not in foot(page, "loss")
    assert canvas.accessible_name == "loss, 1 run, 60,000 points"


def test_a_spike_of_one_point_is_drawn_where_it_is(site, browser, mlflow):
    truth = mlflow.run("long")["series"]["loss"]
    at = truth["values"].index(40.0)
    # At a ratio of 1 the flat part may lie between two rows of pixels, pale in both.
    page = browser(**WIDE, dpr=2)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("long")["id"])
    canvas = chart(page, "loss", "60,000 points$")
    expected = truth["steps"][at] / truth["steps"][-1]

    def is_there():
        top, share = spike(page, canvas)
        return top < 0.2 and abs(share - expected) < 0.01

    # The name of the picture changes a frame before the picture.
    page.wait_until(is_there, "the spike where it is")


SAMPLES = "*/metrics/get-history-bulk-interval"


def zoomed_into_the_spike(page, site, mlflow, proxy):
    """The chart of the long run, 80 steps of it about its spike, which the sample has not."""
    truth = mlflow.run("long")["series"]["loss"]
    step = truth["steps"][truth["values"].index(40.0)]
    low, high = step - 40, step + 40
    visit_mlflow(page, site, proxy.url, run=mlflow.run("long")["id"], xrange=f"{low}..{high}")
    page.wait_until(lambda: "sampled" in foot(page, "loss"), "a sample, marked as one")
    window = f"start_step={low}&end_step={high}"
    page.wait_until(lambda: any(window in one.query for one in proxy.asked(SAMPLES)), "the window to be asked for")
    canvas = card(page, "loss").find_element("css selector", "canvas[role=img]")
    page.wait_until(lambda: is_in_the_middle(page, canvas), "the spike between the points of the sample")
    return canvas


def is_in_the_middle(page, canvas):
    """Whether the spike is seen there: without it, the line falls from the left."""
    return abs(spike(page, canvas)[1] - 0.5) < 0.1


def test_a_zoom_asks_for_its_steps_before_all_points_are_there(site, browser, mlflow, mlflow_hold):
    mlflow_hold.hold("*/metrics/get-history")
    page = browser(**WIDE)
    canvas = zoomed_into_the_spike(page, site, mlflow, mlflow_hold.proxy)
    assert abs(spike(page, canvas)[1] - 0.5) < 0.02
    assert "sampled, exact in range" in foot(page, "loss"), "the rest is still on its way"


def test_what_a_zoom_has_shown_stays_when_zooming_out(site, browser, mlflow, mlflow_hold):
    proxy = mlflow_hold.proxy
    mlflow_hold.hold("*/metrics/get-history")
    page = browser(**WIDE)
    canvas = zoomed_into_the_spike(page, site, mlflow, proxy)
    # Not by a click: the tooltip would lie on the spike.
    page.execute_script("arguments[0].focus()", canvas)
    known = len(proxy.asked(SAMPLES))
    for _ in range(5):
        # More and more steps, in the end more than a sample has points.
        for _ in range(3):
            canvas.send_keys("-")
        page.wait_until(lambda: len(proxy.asked(SAMPLES)) > known and proxy.is_quiet(), "the wider window")
        known = len(proxy.asked(SAMPLES))
        assert is_in_the_middle(page, canvas), f"the spike is gone at {page.current_url}"
    assert "sampled by the source" in foot(page, "loss"), "the last window has more steps than a sample has points"


def test_a_zoom_does_not_wait_for_the_one_before(site, browser, mlflow, mlflow_hold):
    proxy = mlflow_hold.proxy
    mlflow_hold.hold("*/metrics/get-history")
    mlflow_hold.hold(SAMPLES, after=1)
    page = browser(**WIDE)
    visit_mlflow(page, site, proxy.url, run=mlflow.run("long")["id"], xrange="29000..31000")
    page.wait_until(lambda: len(proxy.asked(SAMPLES)) == 2, "the first window to be asked for")
    canvas = card(page, "loss").find_element("css selector", "canvas[role=img]")
    canvas.click()
    canvas.send_keys("+")
    page.wait_until(lambda: len(proxy.asked(SAMPLES)) == 3, "the second one, with the first still on its way")


def test_reading_can_be_stopped_and_the_sample_stays(site, browser, mlflow, mlflow_hold):
    mlflow_hold.hold("*/metrics/get-history")
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow_hold.proxy.url, run=mlflow.run("long")["id"])
    page.wait_until(lambda: "sampled" in foot(page, "loss"))
    card(page, "loss").find_element("xpath", './/button[.="Stop"]').click()
    page.wait_until(lambda: "Stop" not in foot(page, "loss"), "the button to be gone")
    assert "sampled" in foot(page, "loss")
    assert card(page, "loss").find_elements("css selector", "canvas[role=img]")


def test_many_short_series_come_with_few_questions(site, browser, mlflow, mlflow_proxy):
    page = browser(**WIDE)
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    page.wait_css(f'{RUNS}[aria-rowcount="121"]')
    chart(page, "acc", "^acc, 100 runs, 300 points$")
    assert len(mlflow_proxy.asked("*/metrics/*")) <= 3, "100 series in few questions"
