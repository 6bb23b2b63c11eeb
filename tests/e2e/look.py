"""What tests do with the page again and again: open, read tables, find charts."""

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

RUNS = 'table[aria-label="Runs"]'
EXPERIMENTS = 'table[aria-label="Experiments"]'
NOT_FOUND = r"Failed to load resource.* 404 "

READ_TABLE = """
const [table] = arguments;
// What only keeps the room of columns that do not exist is no cell.
const cells = (row) => [...row.cells].filter((cell) => !cell.classList.contains('room'));
const heads = cells(table.tHead.rows[0]).map((head) => ({
  title: head.querySelector('.sort-name').textContent,
  kind: [...head.classList].filter((name) => name.startsWith('col-')).pop().slice(4),
  sort: head.getAttribute('aria-sort'),
}));
const rows = [...table.tBodies[0].querySelectorAll('tr:not(.spacer)')];
return [heads, rows.map((row) => cells(row).map((cell) => cell.innerText.trim()))];
"""


def visit(page, site, /, **keys):
    """Opens the page with these keys in its link."""
    page.get(site.url + ("?" + urlencode(keys) if keys else ""))


def link(page):
    """The keys in the address bar."""
    return dict(parse_qsl(urlsplit(page.current_url).query, keep_blank_values=True))


def empty(box):
    """Takes all text out of a box, as a person does."""
    box.send_keys(Keys.CONTROL, "a")
    box.send_keys(Keys.DELETE)


def wait_link(page, /, **keys):
    """Until the address bar has these keys; None says that a key is not there."""
    def has():
        now = link(page)
        return all(now.get(key) == value for key, value in keys.items())

    page.wait_until(has, f"link with {keys}")
    return link(page)


class Table:
    """The table of runs as it stands now."""

    def __init__(self, page):
        self.heads, self.rows = page.execute_script(READ_TABLE, page.wait_css(RUNS))

    def column(self, title, kind=None):
        """The cells of a column, from the top. A param and a metric may share a title."""
        return [row[self._place(title, kind)] for row in self.rows]

    def sort(self, title, kind=None):
        """ascending, descending or None"""
        return self.heads[self._place(title, kind)]["sort"]

    @property
    def titles(self):
        return [head["title"] for head in self.heads]

    @property
    def names(self):
        return [row[0] for row in self.rows]

    def _place(self, title, kind):
        return next(i for i, head in enumerate(self.heads) if head["title"] == title and kind in (None, head["kind"]))


def table(page, count):
    """The table of runs once it has that many, all of them drawn."""
    page.wait_css(f'{RUNS}[aria-rowcount="{count + 1}"]')

    def drawn():
        found = Table(page)
        return found if len(found.rows) == count else None

    return page.wait_until(drawn, f"{count} rows")


def heading(page, title, kind):
    """The button of a column's heading."""
    return page.wait_xpath(
        f'//table[@aria-label="Runs"]//th[contains(concat(@class, " "), "col-{kind} ")]//button[@title="{title}"]'
    )


def card(page, name):
    """The card of a metric, on the screen."""
    found = page.wait_css(f'section.chart-card[aria-label="{name}"]')
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
    return found


def chart(page, name, pattern=r"\d"):
    """The upper canvas of a chart once its accessible name matches and all has come."""
    def ready():
        found = card(page, name)
        # A table is a card of its own, without a foot, until it is known to be a line.
        foot = "".join(one.text for one in found.find_elements(By.CLASS_NAME, "chart-foot"))
        for canvas in found.find_elements(By.CSS_SELECTOR, "canvas[role=img]"):
            if "loading" not in foot and re.search(pattern, canvas.get_attribute("aria-label")):
                return canvas
        return None

    return page.wait_until(ready, f"chart {name} matching {pattern}")


def legend(page, name):
    """The names in a chart's legend."""
    items = card(page, name).find_elements(By.CSS_SELECTOR, '[aria-label="Legend"] li')
    return [item.text for item in items]


def settle(page):
    """Until nothing on the screen is loading."""
    page.wait_css("main")
    page.wait_until(
        lambda: page.execute_script(
            """const waiting = [...document.querySelectorAll('.skeleton, .plot-waiting')];
            return document.querySelector('main').innerText.trim() !== '' && !waiting.some((one) => {
              const box = one.getBoundingClientRect();
              return box.bottom > 0 && box.top < innerHeight;
            });"""
        ),
        "all to be loaded",
    )


def nothing_panicked(page):
    assert not [entry for entry in page.console() if "panicked" in entry["message"]]


def fault(page):
    """The message of what failed, once it is there."""
    return page.wait_css(".fault[role=alert]")


def goes_on(page, site):
    """The navigation works: it leads to the experiments."""
    site.heal()
    page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Experiments"]').click()
    page.wait_css(f"{EXPERIMENTS}, .fault, .empty")
    nothing_panicked(page)
