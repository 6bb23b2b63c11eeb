"""The colours of runs: by what they are, and by hand; the same in the table, the charts and the link."""

from look import card, chart, table, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.select import Select

THREE = "digits-mlp-wide,digits-mlp-range-test,digits-mlp-schedule"
RUNS = {"page": "runs", "experiment": "digits-mlp", "runs": THREE}
METRIC = "val/accuracy"
DOTS = """
return Object.fromEntries([...document.querySelectorAll('table[aria-label="Runs"] .run-name')]
  .map((name) => [name.textContent.trim(), name.querySelector('circle').getAttribute('fill')]));
"""
KEYS = """
return Object.fromEntries([...arguments[0].querySelectorAll('.legend-item')]
  .map((item) => [item.querySelector('.legend-entry').textContent.trim(), item.querySelector('path').getAttribute('stroke')]));
"""


def dots(page):
    """The colours of the runs in the table, by their names."""
    return page.execute_script(DOTS)


def keys(page):
    """The colours of the lines in the legend of the chart, by their names."""
    return page.execute_script(KEYS, card(page, METRIC))


def color_by(page, title):
    """Chooses by what runs are coloured."""
    page.wait_xpath('//button[.//span[text()="More"]]').click()
    Select(page.wait_xpath('//label[span[text()="Colour by"]]/select')).select_by_visible_text(title)
    page.wait_xpath('//button[.//span[text()="More"]]').click()


def open_colors(page, name):
    """Opens the colours of a line and gives the panel."""
    card(page, METRIC)
    page.wait_css(f'section[aria-label="{METRIC}"] button[aria-label="Colour of {name}"]').click()
    return page.wait_css(f'[role=group][aria-label="Colour of {name}"]')


def test_runs_are_coloured_by_a_number_and_by_a_text(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    chart(page, METRIC, ", 3 runs,")
    before = dots(page)
    color_by(page, METRIC)
    wait_link(page, color=f"metrics.{METRIC}")
    chart(page, METRIC, ", 3 runs,")
    told = page.wait_css(".run-colors")
    assert len(set(dots(page).values())) > 4, "shades between the least and the largest"
    assert keys(page) == {name: color for name, color in dots(page).items() if name in keys(page)}
    assert dots(page) != before
    assert METRIC in told.text and told.find_elements(By.CSS_SELECTOR, ".ramp-bar")
    # The same link says the same to a colleague.
    shared, seen = page.current_url, dots(page)
    page.get(shared)
    chart(page, METRIC, ", 3 runs,")
    assert dots(page) == seen
    color_by(page, "Status")
    wait_link(page, color="status")
    page.wait_until(lambda: len(set(dots(page).values())) < 4, "one colour for each status")
    told = page.wait_css(".run-colors")
    assert "Finished" in told.text
    told.find_element(By.TAG_NAME, "button").click()
    wait_link(page, color=None)
    assert dots(page) == before


def test_a_line_is_given_a_colour_by_hand_and_keeps_it_in_the_link(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    chart(page, METRIC, ", 3 runs,")
    before = keys(page)
    panel = open_colors(page, "mlp wide")
    panel.find_element(By.CSS_SELECTOR, '[aria-label="pink"]').click()
    wait_link(page, paint="pink@digits-mlp-wide")
    page.wait_until(lambda: keys(page)["mlp wide"] == "#ed60ad", "the colour that was chosen")
    assert dots(page)["mlp wide"] == "#ed60ad"
    assert {**keys(page), "mlp wide": None} == {**before, "mlp wide": None}
    # In the dark the palette's own pink, in another browser too.
    other = browser(width=1440, height=1000, dark=True)
    other.get(page.current_url)
    chart(other, METRIC, ", 3 runs,")
    assert dots(other)["mlp wide"] == "#fb6293"
    page.back()
    wait_link(page, paint=None)
    page.wait_until(lambda: keys(page) == before, "the colours of before")


def test_colours_are_chosen_by_keyboard(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS)
    chart(page, METRIC, ", 3 runs,")
    opener = page.wait_css(f'section[aria-label="{METRIC}"] button[aria-label="Colour of mlp wide"]')
    opener.send_keys(Keys.ENTER)
    first = page.wait_until(lambda: page.execute_script("const now = document.activeElement; return now.className === 'paint-color' ? now : null"), "the focus within")
    first.send_keys(Keys.ESCAPE)
    page.wait_until(lambda: not page.find_elements(By.CLASS_NAME, "paint-panel"), "no panel")
    focused = "return document.activeElement.getAttribute('aria-label')"
    assert page.execute_script(focused) == "Colour of mlp wide"
    opener.send_keys(Keys.ENTER)
    page.wait_css(".paint-color").send_keys(Keys.SPACE)
    wait_link(page, paint="blue@digits-mlp-wide")
    page.wait_until(lambda: page.execute_script(focused) == "Colour of mlp wide", "the focus back")


def test_a_group_is_given_a_colour(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment="digits-mlp", group="status")
    chart(page, METRIC)
    name = next(iter(keys(page)))
    panel = open_colors(page, name)
    panel.find_element(By.CSS_SELECTOR, '[aria-label="olive"]').click()
    page.wait_until(lambda: keys(page)[name] == "#595100", "the colour that was chosen")


def test_nonsense_about_colours_in_a_link_does_nothing(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, **RUNS, color="cake(", paint="@,red@x,blue,ffffff@")
    chart(page, METRIC, ", 3 runs,")
    assert not page.find_elements(By.CLASS_NAME, "run-colors")
    assert len(set(keys(page).values())) == 3

