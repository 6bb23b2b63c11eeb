"""Pages of many charts: sections by the beginnings of names, and a search."""

import pytest
from live_source import LiveSource
from look import chart, visit, wait_link
from selenium.webdriver.common.keys import Keys

TRAIN, VAL, OTHER, SYSTEM = 8, 6, 2, 3
SHOWN = """return [...document.querySelectorAll('section.chart-card')].filter((card) => card.checkVisibility()).map(
  (card) => card.getAttribute('aria-label'))"""
SECTIONS = """return [...document.querySelectorAll('details.chart-section')].map(
  (one) => [one.querySelector('summary').innerText, one.open])"""


@pytest.fixture
def source(site):
    source = LiveSource(site, "many")
    run = source.run("a", status="finished")
    names = [f"train/m{at}" for at in range(TRAIN)] + [f"val/m{at}" for at in range(VAL)]
    names += [f"other{at}" for at in range(OTHER)] + [f"system/gpu{at}" for at in range(SYSTEM)]
    for at, name in enumerate(names):
        source.log(run, name, 1.0, 2.0 + at, 1.5)
    source.publish()
    return source


@pytest.mark.parametrize("where", [{"page": "runs", "experiment": "e"}, {"run": "a"}])
def test_many_charts_stand_in_sections_that_fold(site, browser, source, where):
    page = browser(width=1440, height=1000)
    visit(page, site, source=source.source, **where)
    everything = [["Other metrics (2)", True], ["train (8)", True], ["val (6)", True], ["System metrics (3)", False]]
    page.wait_until(lambda: page.execute_script(SECTIONS) == everything, "the sections")
    chart(page, "train/m0")
    page.wait_xpath('//details/summary[.="train (8)"]').click()
    wait_link(page, fold="train")
    page.wait_until(lambda: len(page.execute_script(SHOWN)) == VAL + OTHER, "those of the others")
    page.refresh()
    page.wait_until(lambda: ["train (8)", False] in page.execute_script(SECTIONS), "it is folded after a reload")
    # By keyboard, and the machine too.
    page.wait_xpath('//details/summary[.="train (8)"]').send_keys(Keys.ENTER)
    wait_link(page, fold=None)
    page.wait_xpath('//details/summary[.="System metrics (3)"]').click()
    page.wait_until(lambda: len(page.execute_script(SHOWN)) == TRAIN + VAL + OTHER + SYSTEM, "all of them")


def test_charts_are_found_by_words_or_a_pattern(site, browser, source):
    page = browser(width=1440, height=1000)
    visit(page, site, source=source.source, page="runs", experiment="e")
    box = page.wait_css('[aria-label="Find charts"]')
    page.wait_text("19 charts")
    box.send_keys("^(train|val)/m[01]$")
    wait_link(page, find="^(train|val)/m[01]$")
    page.wait_text("4 of 19 charts")
    assert page.execute_script(SHOWN) == ["train/m0", "train/m1", "val/m0", "val/m1"]
    assert [name for name, _ in page.execute_script(SECTIONS)] == ["train (2)", "val (2)"]
    chart(page, "val/m1")
    box.clear()
    box.send_keys("M3 (")
    page.wait_text("No chart matches")
    box.send_keys(Keys.BACKSPACE * 2)
    page.wait_until(lambda: page.execute_script(SHOWN) == ["train/m3", "val/m3"], "by a word in any case")


def test_a_large_chart_of_a_link_is_there_whatever_is_folded_or_found(site, browser, source):
    page = browser(width=1440, height=1000)
    visit(page, site, source=source.source, page="runs", experiment="e", fold="train", find="val", chart="train/m2")
    page.wait_css("dialog.chart-dialog[open] canvas[role=img]")


def test_few_charts_have_neither(site, browser):
    page = browser(width=1440, height=1000)
    visit(page, site, page="runs", experiment="digits-mlp")
    chart(page, "val/accuracy")
    assert page.execute_script(SECTIONS) == []
    assert not page.all_css('[aria-label="Find charts"]')[0].is_displayed()
