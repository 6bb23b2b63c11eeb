"""Logs and lists of files of runs that go on, while the page is open."""

import time

from live_source import LiveSource
from log_look import foot, lines_of, places, ranges, scroll_to, seen, wait_last, way
from look import nothing_panicked, visit

WIDE = {"width": 1440, "height": 1000}


class Logging:
    """A run that goes on and has a log."""

    def __init__(self, site, lines):
        self.site, self.source = site, LiveSource(site)
        self.run = self.source.run("a", logs=f"{site.prefix}live/logs.json")
        self.lines, self.others = lines, []

    def write(self, count=0, text=""):
        """So many lines more, and this; and what the page reads from now on."""
        self.lines += count
        self.text = lines_of(self.lines) + text
        size = len(self.text.encode())
        self.site.put("live/log.txt", self.text)
        items = [{"path": path, "href": "log.txt", "size": 3} for path in self.others]
        self.site.put("live/logs.json", {"version": 1, "items": [*items, {"path": "log.txt", "href": "log.txt", "size": size}]})
        self.source.publish()
        return size

    def open(self, page):
        visit(page, self.site, source=self.source.source, run="a", tab="logs", every="1")
        page.wait_css(".log-line")


def test_only_what_is_new_is_asked_for_and_the_end_stays_in_view(site, browser):
    page = browser(**WIDE)
    log = Logging(site, 100_000)
    known = log.write()
    log.open(page)
    wait_last(page, "line 0099999 abc é")
    site.forget()
    log.write(30)
    wait_last(page, "line 0100029 abc é")
    asked = site.asked("live/log.txt")
    assert all(known - 256 <= first for first, _ in ranges(asked)) and len(ranges(asked)) == len(asked)
    assert sum(request.bytes for request in asked) < 256 * len(asked) + 30 * 20 + 1
    assert "of 2,000,600" in foot(page)
    nothing_panicked(page)


def test_who_has_scrolled_up_stays_there_and_is_told_of_new_lines(site, browser):
    page = browser(**WIDE)
    log = Logging(site, 20_000)
    log.write()
    log.open(page)
    wait_last(page, "line 0019999 abc é")
    scroll_to(page, 1000)
    page.wait_until(lambda: "line 0000060 abc é" in seen(page))
    before = places(page)
    log.write(3, "half a line")
    button = page.wait_xpath('//*[@class="log-unseen"]//button[normalize-space()="4 new lines · Go to end"]')
    assert places(page) == before
    way(page, "Go to start")
    page.wait_until(lambda: seen(page)[:1] == ["line 0000000 abc é"])
    scroll_to(page, 1000)
    log.write(4, "half a line and the rest")
    button = page.wait_xpath('//*[@class="log-unseen"]//button')
    button.click()
    wait_last(page, "half a line and the rest")
    page.wait_gone(".log-unseen button")
    log.write(10)
    wait_last(page, "line 0020016 abc é")


def test_after_the_end_of_the_run_it_is_read_once_more_and_then_left_alone(site, browser):
    page = browser(**WIDE)
    log = Logging(site, 20_000)
    log.write()
    log.open(page)
    wait_last(page, "line 0019999 abc é")
    log.source.end(log.run)
    log.write(5)
    wait_last(page, "line 0020004 abc é")
    page.wait_until(lambda: "Finished" in page.wait_css(".run-head").text)
    time.sleep(2)
    site.forget()
    time.sleep(3)
    assert site.asked("live/*") == []


def test_a_log_that_is_written_anew_is_read_anew(site, browser):
    page = browser(**WIDE)
    page.expect_console(r"Failed to load resource.* 416 ")
    log = Logging(site, 20_000)
    log.write()
    log.open(page)
    wait_last(page, "line 0019999 abc é")
    log.lines = 10
    log.write(0, "anew\n")
    wait_last(page, "anew")
    assert "11 lines, all 205 bytes" in foot(page)


def test_new_files_and_sizes_come_and_the_open_one_stays(site, browser):
    page = browser(**WIDE)
    log = Logging(site, 1_000)
    log.write()
    log.open(page)
    wait_last(page, "line 0000999 abc é")
    link = page.wait_xpath('//a[contains(@class, "file-link")][span="log.txt"]')
    page.execute_script("arguments[0].focus()", link)
    box = page.wait_css(".log-text")
    log.others.append("another.txt")
    log.write(1_000)
    page.wait_xpath('//a[contains(@class, "file-link")][span="another.txt"]')
    wait_last(page, "line 0001999 abc é")
    page.wait_until(lambda: "40 kB" in link.text or "40 KB" in link.text)
    assert page.execute_script("return document.activeElement === arguments[0]", link)
    assert page.wait_css(".log-text") == box, "the open log is drawn on"
    assert link.get_attribute("aria-current")


def test_a_log_that_is_empty_at_first_begins(site, browser):
    page = browser(**WIDE)
    log = Logging(site, 0)
    log.write()
    visit(page, site, source=log.source.source, run="a", tab="logs", every="1")
    page.wait_until(lambda: "This file is empty" in page.wait_css("main").text)
    log.write(3)
    page.wait_css(".log-line")
    wait_last(page, "line 0000002 abc é")
