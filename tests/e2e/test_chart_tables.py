"""Metrics that are tables, drawn as lines, points or bars of the columns one chooses."""

from look import card, chart, legend, link, visit, wait_link
from picture import data_url
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.support.select import Select

SINE, PER_CLASS = "Sine Wave", "Per class"


def choose(page, metric, **choices):
    """Opens the options of a table, chooses, and closes them."""
    def options():
        return page.wait_css(f'section[aria-label="{metric}"] button[aria-label="Options of {metric}"]')

    for label, text in choices.items():
        card(page, metric)
        options().click()
        label = label.replace("_", " ")
        Select(page.wait_xpath(f'//section[@aria-label="{metric}"]//label[span[text()="{label}"]]/select')).select_by_visible_text(text)
        # The card may have become another, whose menu is closed.
        if open_ones := page.find_elements(By.CSS_SELECTOR, f'section[aria-label="{metric}"] [aria-label="Options of {metric}"][aria-expanded=true]'):
            open_ones[0].click()


def heads(page, metric):
    """The column names of the table of points behind a chart that is shown large."""
    return [one.text for one in page.wait_css(".chart-dialog table").find_elements(By.TAG_NAME, "th")]


def test_the_columns_of_a_table_are_chosen(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="run", run="logging-styles-1")
    before = data_url(page, chart(page, SINE))
    choose(page, SINE, X_column="sine")
    assert wait_link(page, table=f"{SINE},x:sine")
    page.wait_until(lambda: data_url(page, chart(page, SINE)) != before, "sine along x")
    # The link says the same to a colleague, and so does the table behind the chart.
    page.get(f"{page.current_url}&chart={SINE}&as=table")
    assert heads(page, SINE)[-2:] == ["sine", "angle"]


def test_a_table_with_names_is_drawn_as_bars_and_back(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="run", run="logging-styles-2")
    rows = card(page, PER_CLASS)
    page.wait_until(lambda: card(page, PER_CLASS).find_elements(By.CSS_SELECTOR, "tbody tr"), "its rows")
    assert "setosa" in rows.text
    choose(page, PER_CLASS, Draw_as="Bars")
    wait_link(page, table=f"{PER_CLASS},as:bars")
    bars = chart(page, PER_CLASS, "3 points")
    ink = data_url(page, bars)
    choose(page, PER_CLASS, Y_column="recall")
    wait_link(page, table=f"{PER_CLASS},as:bars,y:recall")
    page.wait_until(lambda: data_url(page, chart(page, PER_CLASS)) != ink, "another column")
    other = browser(width=1440, height=1000)
    other.get(page.current_url)
    assert data_url(other, chart(other, PER_CLASS, "3 points")) == data_url(page, chart(page, PER_CLASS))
    choose(page, PER_CLASS, Draw_as="Points")
    page.wait_until(lambda: link(page)["table"].endswith("as:points,y:recall"), "points")
    chart(page, PER_CLASS, "3 points")
    choose(page, PER_CLASS, Draw_as="Automatic", Y_column="The next of numbers")
    wait_link(page, table=None)
    page.wait_until(lambda: "setosa" in card(page, PER_CLASS).text, "its rows")


def test_each_value_of_a_column_has_a_line(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="run", run="logging-styles-2", table=f"{PER_CLASS},as:bars,x:class,y:f1,by:class")
    chart(page, PER_CLASS, "3 points")
    assert legend(page, PER_CLASS) == ["setosa", "versicolor", "virginica"]


def test_what_is_read_of_a_bar_is_its_name(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="run", run="logging-styles-2", table=f"{PER_CLASS},as:bars,y:f1")
    bars = chart(page, PER_CLASS, "3 points")
    ActionChains(page.driver).move_to_element(bars).perform()
    assert page.wait_css(f'section[aria-label="{PER_CLASS}"] .tooltip').text.splitlines()[0] == "versicolor"


def test_nonsense_about_a_table_in_a_link_draws_it_as_usual(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="run", run="logging-styles-1", table=f"{SINE},as:cake,x:gone,by:gone,odd")
    chart(page, SINE)

