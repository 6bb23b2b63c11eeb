"""The link holds everything: whoever opens it sees the same."""

from look import EXPERIMENTS, Table, chart, legend, link, table, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import Select

TALL = {"width": 1440, "height": 1100}


def arranged(page):
    """What a person sees of the arrangement."""
    seen = Table(page)
    options = page.wait_css('[aria-label="Chart options"]')
    return {
        "rows": seen.rows,
        "heads": seen.heads,
        "filter": page.wait_css('input[aria-label="Filter runs"]').get_property("value"),
        "scales": [Select(one).first_selected_option.text for one in options.find_elements(By.TAG_NAME, "select")],
        "smoothing": options.find_element(By.CSS_SELECTOR, "[type=range]").get_property("value"),
        "ticked": [box.accessible_name for box in page.all_css("tr.picked input")],
        "legend": legend(page, "val/loss"),
    }


def test_a_fresh_browser_shows_what_the_link_says(site, browser):
    page = browser(**TALL)
    visit(page, site)
    page.wait_css(EXPERIMENTS).find_element(By.LINK_TEXT, "Digits, MLP grid").click()
    table(page, 21)
    page.wait_css('input[aria-label="Filter runs"]').send_keys("seed=0")
    table(page, 8)
    Select(page.wait_css('select[aria-label="Value shown for val/loss"]')).select_by_value("min")
    page.wait_css('th.col-metric button[title="val/loss"]').click()
    page.wait_css('input[aria-label="Select mlp lr0.1 h64 s0"]').click()
    page.wait_css('input[aria-label="Select mlp lr0.01 h16 s0"]').click()
    options = page.wait_css('[aria-label="Chart options"]')
    x, y = options.find_elements(By.TAG_NAME, "select")[:2]
    Select(x).select_by_value("relative")
    Select(y).select_by_value("log")
    options.find_element(By.CSS_SELECTOR, "[type=range]").send_keys("\ue012\ue014\ue014\ue014")
    chart(page, "val/loss", "2 runs")
    slider = options.find_element(By.CSS_SELECTOR, "[type=range]")
    page.wait_until(lambda: link(page).get("smooth") == slider.get_property("value"), "the smoothing in the link")
    keys = wait_link(page, sort="min(metrics.val/loss)", x="relative", y="log", q="seed=0")
    assert {"page", "experiment", "runs", "columns", "smooth"} <= set(keys)
    fresh = browser(**TALL)
    fresh.get(page.current_url)
    table(fresh, 8)
    chart(fresh, "val/loss", "2 runs")
    assert arranged(fresh) == arranged(page)
    assert link(fresh) == keys


def test_unknown_keys_survive_a_click(site, browser):
    page = browser()
    visit(page, site, from_the_future="1")
    page.wait_css(EXPERIMENTS).find_element(By.LINK_TEXT, "Wine, model search").click()
    table(page, 9)
    wait_link(page, from_the_future="1", experiment="wine-search")
    page.wait_xpath('//a[.="svm"]').click()
    wait_link(page, from_the_future="1", run="wine-search-svm")


def test_rows_and_pages_are_real_links(site, browser):
    page = browser()
    visit(page, site, page="runs", experiment="wine-search")
    table(page, 9)
    address = page.wait_xpath('//a[.="svm"]').get_property("href")
    assert address.startswith(site.url + "?")
    fresh = browser()
    fresh.get(address)
    fresh.wait_until(lambda: fresh.title.startswith("svm"))
    wait_link(fresh, run="wine-search-svm", experiment="wine-search")


def test_the_button_hands_out_the_link(site, browser):
    page = browser()
    visit(page, site, page="runs", experiment="wine-search", q="svm")
    table(page, 3)
    page.execute_script(
        "navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve() }"
    )
    page.wait_xpath('//button[normalize-space()="Copy link"]').click()
    page.wait_text("Copied")
    assert page.execute_script("return window.copied") == page.current_url
