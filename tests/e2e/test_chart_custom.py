"""Charts that the user makes: several metrics, formulas, one metric over another."""

import csv

import demo
from look import chart, legend, link, visit, wait_link
from picture import move_to, tooltip
from selenium.webdriver.common.by import By

EXPERIMENT = "digits-mlp"
RUN = "digits-mlp-wide"


def form(page, name="A chart of your own", button="Add chart"):
    page.wait_xpath(f'//button[contains(normalize-space(), "{button}")]').click()
    return page.wait_css(f'[aria-label="{name}"]')


def write(panel, series, over=""):
    box = panel.find_element(By.TAG_NAME, "textarea")
    box.clear()
    box.send_keys(series)
    if over:
        panel.find_element(By.CSS_SELECTOR, ".chart-field input").send_keys(over)


def press(panel, text):
    panel.find_element(By.XPATH, f'.//button[normalize-space()="{text}"]').click()


def test_two_metrics_are_drawn_in_one_chart(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run=RUN)
    panel = form(page)
    write(panel, "train/loss\nval/loss")
    press(panel, "Add")
    wait_link(page, plot="train/loss,val/loss")
    name = "train/loss, val/loss"
    assert legend(page, name)[:2] == ["train/loss", "val/loss"]
    wanted = sum(len(demo.points(RUN, metric)[0]) for metric in name.split(", "))
    assert chart(page, name, f"{wanted} points").is_displayed()


def test_a_formula_is_drawn_by_its_values(site, browser):
    page = browser(width=1440, height=1000, dpr=4)
    visit(page, site, run=RUN, plot="1 - val/accuracy")
    canvas = chart(page, "1 - val/accuracy")
    x, y = demo.points(RUN, "val/accuracy")
    move_to(page, canvas, canvas.size["width"] / 2, canvas.size["height"] / 2)
    head, rows = page.wait_until(lambda: tooltip(page), "the tooltip")
    value = dict(zip(x, y))[float(head)]
    assert abs(float(rows[0][1]) - (1 - value)) < 1e-3


def test_one_metric_over_another_is_matched_by_step(site, browser):
    page = browser(width=1440, height=1000, dpr=4)
    visit(page, site, run=RUN, plot="x:train/loss,val/loss")
    name = "val/loss over train/loss"
    by_step = dict(zip(*demo.points(RUN, "val/loss")))
    across = zip(*demo.points(RUN, "train/loss"))
    pairs = sorted((value, by_step[step]) for step, value in across if step in by_step)
    assert chart(page, name, f"{len(pairs)} points")
    canvas = chart(page, name)
    move_to(page, canvas, canvas.size["width"] * 0.8, canvas.size["height"] / 2)
    head, rows = page.wait_until(lambda: tooltip(page), "the tooltip")
    x, y = float(head), float(rows[0][1])
    assert min(abs(x - pair[0]) + abs(y - pair[1]) for pair in pairs) < 2e-3, (x, y, pairs)


def test_a_pattern_stands_for_all_metrics_it_finds_and_over_many_runs(site, browser):
    page = browser(width=1440, height=1000)
    runs = [run["id"] for run in demo.runs(EXPERIMENT)][:2]
    visit(page, site, page="compare", runs=",".join(runs), plot="/^(train|val).loss$/")
    names = {run["id"]: run["name"] for run in demo.runs(EXPERIMENT)}
    wanted = [f"{names[run]} · {metric}" for run in runs for metric in ("train/loss", "val/loss")]
    page.wait_until(lambda: sorted(legend(page, "/^(train|val).loss$/")) == sorted(wanted), f"the legend {wanted}")


def test_what_cannot_be_read_is_told_and_the_rest_is_drawn(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run=RUN, plot="val/loss,lost * 2")
    said = page.wait_css('section[aria-label="val/loss, lost * 2"] .warnings')
    assert "No metric has that name at “lost * 2”" in said.text
    assert chart(page, "val/loss, lost * 2").is_displayed()
    panel = form(page)
    write(panel, "1 +")
    page.wait_until(lambda: "expected" in panel.find_element(By.CSS_SELECTOR, ".field-fault").text, "what is wrong")
    assert not panel.find_element(By.XPATH, './/button[normalize-space()="Add"]').is_enabled()


def test_a_chart_of_nothing_that_is_known_says_why(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run=RUN, plot="lost - 1")
    empty = page.wait_css('section[aria-label="lost - 1"] .plot-empty')
    assert "No metric has that name at “lost - 1”" in empty.text


def test_of_several_lines_of_one_run_each_is_hidden_alone(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run=RUN, plot="train/loss,val/loss")
    name = "train/loss, val/loss"
    one, other = (len(demo.points(RUN, metric)[0]) for metric in name.split(", "))
    chart(page, name, f"{one + other} points")
    page.wait_xpath(f'//section[@aria-label="{name}"]//button[contains(@class,"legend-entry")][.="train/loss"]').click()
    assert chart(page, name, f"{other} points").is_displayed()
    assert wait_link(page, hide=f"{RUN}@train/loss")


def test_what_is_computed_is_saved_as_it_is_drawn(site, browser, tmp_path):
    page = browser(width=1440, height=1000)
    page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    visit(page, site, run=RUN, plot="1 - val/accuracy")
    name = "1 - val/accuracy"
    chart(page, name)
    page.wait_css(f'button[aria-label="Options of {name}"]').click()
    page.wait_xpath('//div[@class="menu-panel"]//button[normalize-space()="CSV"]').click()
    page.wait_until(lambda: [found for found in tmp_path.iterdir() if found.suffix == ".csv"], "a file")
    rows = list(csv.DictReader(next(tmp_path.glob("*.csv")).open()))
    steps, values = demo.points(RUN, "val/accuracy")
    assert [float(row["step"]) for row in rows] == steps
    assert [float(row[name]) for row in rows] == [1 - value for value in values]


def test_charts_are_changed_arranged_and_removed(site, browser):
    page = browser(width=1440, height=1000)
    page.get(site.url + f"?run={RUN}&plot=val/loss&plot=train/loss")
    def heads():
        return [head.text for head in page.find_elements(By.CSS_SELECTOR, ".custom-charts h3")]

    page.wait_until(lambda: heads() == ["val/loss", "train/loss"], "both charts")
    page.wait_css('.custom-charts [aria-label="Edit train/loss"]').click()
    panel = page.wait_css('.menu-panel[aria-label="Edit train/loss"]')
    press(panel, "Earlier")
    page.wait_until(lambda: heads() == ["train/loss", "val/loss"], "the other order")
    page.wait_until(lambda: page.current_url.index("plot=train") < page.current_url.index("plot=val"), "the link")
    if not page.find_elements(By.CSS_SELECTOR, '.menu-panel[aria-label="Edit val/loss"]'):
        page.wait_css('.custom-charts button[aria-label="Edit val/loss"]').click()
    panel = page.wait_css('.menu-panel[aria-label="Edit val/loss"]')
    write(panel, "val/accuracy")
    press(panel, "Apply")
    page.wait_until(lambda: heads() == ["train/loss", "val/accuracy"], "the changed chart")
    page.wait_css('.custom-charts button[aria-label="Edit train/loss"]').click()
    press(page.wait_css('.menu-panel[aria-label="Edit train/loss"]'), "Remove")
    page.wait_until(lambda: heads() == ["val/accuracy"], "one chart")
    wait_link(page, plot="val/accuracy")
    assert "run" in link(page)
