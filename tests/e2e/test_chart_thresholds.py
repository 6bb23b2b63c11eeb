"""Values that a chart marks with a line."""

from look import card, chart, empty, link, visit, wait_link
from picture import data_url
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys


def field(page, metric):
    """The box for the values of a chart, in its menu."""
    if not page.all_css(".threshold-field"):
        page.wait_css(f'section[aria-label="{metric}"] button[aria-label="Options of {metric}"]').click()
    return page.wait_css(".threshold-field input")


def test_typed_values_are_drawn_and_in_the_link(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run="logging-styles-1")
    before = data_url(page, chart(page, "Sigmoid"))
    other = data_url(page, chart(page, "Cosine Wave"))
    field(page, "Sigmoid").send_keys("0.5 1.25", Keys.ENTER)
    wait_link(page, lines="0.5@Sigmoid,1.25@Sigmoid")
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) != before, "another picture")
    assert data_url(page, chart(page, "Cosine Wave")) == other, "the other charts stay as they are"
    box = field(page, "Sigmoid")
    empty(box)
    box.send_keys("a half", Keys.ENTER)
    page.wait_text("Numbers are needed here")
    assert link(page)["lines"] == "0.5@Sigmoid,1.25@Sigmoid", "what is no number changes nothing"
    empty(box)
    box.send_keys(Keys.ENTER)
    wait_link(page, lines=None)
    page.wait_until(lambda: data_url(page, chart(page, "Sigmoid")) == before, "the picture from before")


def test_a_link_draws_the_lines_and_the_menu_tells_them(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, run="logging-styles-1")
    before = data_url(page, chart(page, "Sigmoid"))
    visit(page, site, run="logging-styles-1", lines="0.25@Sigmoid,x@Sigmoid")
    assert data_url(page, chart(page, "Sigmoid")) != before
    assert field(page, "Sigmoid").get_property("value") == "0.25"
    page.wait_text("Save or copy")
    assert card(page, "Sigmoid").find_elements(By.CSS_SELECTOR, "[aria-invalid=true]") == []
