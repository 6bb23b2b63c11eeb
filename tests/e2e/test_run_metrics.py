"""Metrics that are no lines: numbers, tables, texts, confusion matrices, unknown kinds."""

import demo
from look import card, visit
from selenium.webdriver.common.by import By

CELLS = "return [...arguments[0].querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"


def loaded(page, name, selector):
    """A part of a card, once it is there."""
    def find():
        found = card(page, name).find_elements(By.CSS_SELECTOR, selector)
        return found[0] if found else None

    return page.wait_until(find, f"{selector} in {name}")


def test_one_number_is_shown_as_a_number(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-2")
    assert loaded(page, "Accuracy", ".big-number").text == "0.933333"


def test_a_text_is_shown_with_its_lines(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-2")
    assert loaded(page, "Notes", ".text-metric").text == demo.run("logging-styles-2")["metrics"]["Notes"]["text"]


def test_a_table_is_shown_row_by_row(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-2")
    columns = demo.metric("logging-styles-2", "Per class")["columns"]
    shown = loaded(page, "Per class", "table")
    assert [head.text for head in shown.find_elements(By.TAG_NAME, "th")] == [column["name"] for column in columns]
    cells = [[value if column["type"] == "text" else demo.shown(value) for value in column["values"]] for column in columns]
    assert page.execute_script(CELLS, shown) == [list(row) for row in zip(*cells, strict=True)]


def test_empty_cells_and_truth_values_stay_what_they_are(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-3")
    columns = demo.metric("logging-styles-3", "least sure")["columns"]
    written = {"text": lambda value: value, "number": lambda value: demo.shown(demo.number(value)), "boolean": lambda value: str(value).lower()}
    cells = [["" if value is None else written[column["type"]](value) for value in column["values"]] for column in columns]
    seen = page.execute_script(CELLS, loaded(page, "least sure", "table"))
    assert seen == [list(row) for row in zip(*cells, strict=True)]


def test_a_confusion_matrix_has_its_labels_and_counts(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-2")
    matrix = demo.metric("logging-styles-2", "Confusion")
    shown = loaded(page, "Confusion", "table")
    assert [head.text for head in shown.find_elements(By.CSS_SELECTOR, "thead th")] == matrix["labels"]
    rows = [[label, *map(str, counts)] for label, counts in zip(matrix["labels"], matrix["matrix"], strict=True)]
    assert page.execute_script(CELLS, shown) == rows
    assert "Rows true, columns predicted" in shown.text


def test_an_unknown_kind_is_shown_as_it_came(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-3")
    raw = loaded(page, "petal length", "pre").text
    assert '"histogram"' in raw
