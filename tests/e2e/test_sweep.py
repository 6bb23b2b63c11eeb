"""What a search for the best params found, on the page of the run that started it."""

from live_source import LiveSource
from look import RUNS, link, nothing_panicked, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

WIDE = {"width": 1440, "height": 1100}


def searched(site, count=6, **more):
    """A parent with children, the value of each, and what they were given."""
    source = LiveSource(site)
    source.run("p", name="search", **more)
    for n in range(count):
        params = {"lr": 10.0 ** -(1 + n % 4), "optimizer": ("adam", "sgd")[n % 2], "seed": 1}
        start = f"2026-01-05T10:0{n}:00Z"
        run = source.run(f"p_{n}", name=f"trial {n}", parent_id="p", status="finished", params=params, start_time=start)
        source.log(run, "accuracy", 0.5, 0.5 + 0.05 * ((n * 2) % 5))
        source.log(run, "loss", 1.0, 1.0 / (n + 1))
    source.publish()
    return source


def opened(page, site, source, **keys):
    visit(page, site, source=source.source, run="p", tab="children", every="1", **keys)
    return page.wait_css('[aria-label="Best child run"]')


def said(page):
    return page.wait_css('[aria-label="Best child run"]').text


def canvas(page, card):
    found = page.wait_css(f'section.sweep-card[aria-label="{card}"] canvas[role=img]')
    return found.get_attribute("aria-label")


def test_the_best_child_and_the_metric_over_iterations_and_params(site, browser):
    page = browser(**WIDE)
    config = {"primary_metric_config": '{"name": "accuracy", "goal": "maximize"}'}
    source = searched(site, properties=config)
    bar = opened(page, site, source)
    page.wait_until(lambda: "0.7 of 6 runs:" in said(page))
    assert bar.find_element(By.LINK_TEXT, "trial 2") and "lr=0.001" in bar.text and "optimizer=adam" in bar.text
    assert "seed" not in bar.text, "what all have says nothing"
    assert canvas(page, "accuracy, best so far") == "accuracy, best so far, 0.7, 6 runs"
    assert canvas(page, "lr") == "accuracy over lr, 6 runs"
    words = page.wait_css('section.sweep-card[aria-label="optimizer"]')
    rows = [[cell.text for cell in row.find_elements(By.TAG_NAME, "td")] for row in words.find_elements(By.CSS_SELECTOR, "tbody tr")]
    assert rows == [["adam", "3", "0.7"], ["sgd", "3", "0.6"]]
    assert page.wait_css(RUNS)

    # A child that is better arrives while the page is open.
    run = source.run("p_6", name="trial 6", parent_id="p", params={"lr": 0.5, "optimizer": "lion"}, start_time="2026-01-05T10:09:00Z")
    source.log(run, "accuracy", 0.5, 0.95)
    source.publish()
    page.wait_until(lambda: "0.95 of 7 runs:" in said(page) and "trial 6" in said(page))
    assert canvas(page, "accuracy, best so far") == "accuracy, best so far, 0.95, 7 runs"


def test_what_is_best_is_chosen_and_goes_into_the_link(site, browser):
    page = browser(**WIDE)
    source = searched(site)
    opened(page, site, source)
    # Nobody said what is searched for: the first metric that all have.
    page.wait_until(lambda: "0.7 of 6 runs:" in said(page))
    Select(page.wait_css('[aria-label="Metric of the search"]')).select_by_visible_text("loss")
    Select(page.wait_css('[aria-label="Which is best"]')).select_by_visible_text("Lowest")
    page.wait_until(lambda: "0.166667 of 6 runs:" in said(page) and "trial 5" in said(page))
    wait_link(page, objective="min:loss")
    page.refresh()
    page.wait_until(lambda: "trial 5" in said(page))
    assert canvas(page, "loss, best so far") == "loss, best so far, 0.166667, 6 runs"
    page.wait_css('[aria-label="Best child run"]').find_element(By.LINK_TEXT, "trial 5").click()
    page.wait_until(lambda: link(page)["run"] == "p_5")
    assert "objective" not in link(page), "another run has another search"


def test_children_without_values_are_no_search(site, browser):
    page = browser(**WIDE)
    source = LiveSource(site)
    source.run("p")
    source.run("c", parent_id="p", status="finished")
    source.publish()
    visit(page, site, source=source.source, run="p", tab="children")
    page.wait_css(RUNS)
    assert not page.all_css('[aria-label="Best child run"]')
    visit(page, site, source=source.source, run="p", tab="children", objective="max:nothing")
    page.wait_text("No run has a value")
    nothing_panicked(page)
