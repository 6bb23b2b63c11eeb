"""Colours of logs, and the search in them."""

from log_look import lines_of, seen, wait_last
from look import empty, nothing_panicked
from selenium.webdriver.common.keys import Keys
from test_logs import open_log

WIDE = {"width": 1440, "height": 1000}
FOUND = "return document.querySelector('.log-line.found')?.textContent.trim()"


def said(page):
    return page.wait_css(".log-search [role=status]").text


def test_colours_are_kept_and_a_bar_is_shown_in_its_last_state(site, browser):
    page = browser(**WIDE)
    open_log(page, site, "\x1b[1;31mbad\x1b[0m and \x1b[38;5;46mgood\x1b[m\n 10%\r 50%\r\x1b[32m100%\x1b[0m\n<b>no markup</b>\n")
    wait_last(page, "<b>no markup</b>")
    assert seen(page) == ["bad and good", "100%", "<b>no markup</b>"]
    pieces = page.execute_script("return [...document.querySelectorAll('.log-line span')].map((one) => [one.className, one.textContent])")
    assert pieces == [["ansi-red ansi-bold", "bad"], ["ansi-green", "good"], ["ansi-green", "100%"]]


def test_words_and_expressions_are_counted_and_walked_by_keys(site, browser):
    page = browser(**WIDE)
    open_log(page, site, lines_of(40_000))
    wait_last(page, "line 0039999 abc é")
    box = page.wait_css(".log-search input")
    box.send_keys("LINE 00100")
    page.wait_until(lambda: said(page) == "100 lines")
    box.send_keys(Keys.ENTER)
    page.wait_until(lambda: page.execute_script(FOUND) == "line 0010000 abc é")
    assert said(page) == "1 of 100 lines"
    marks = page.execute_script("return [...document.querySelectorAll('.log-line.found mark')].map((one) => one.textContent)")
    assert marks == ["line 00100"]
    box.send_keys(Keys.SHIFT, Keys.ENTER)
    page.wait_until(lambda: page.execute_script(FOUND) == "line 0010099 abc é")
    empty(box)
    page.wait_xpath('//*[@class="log-search"]//button[normalize-space()=".*"]').click()
    box.send_keys(r"^line 00[12]\d*7777|39999")
    page.wait_until(lambda: said(page) == "3 lines")
    box.send_keys("(")
    page.wait_until(lambda: said(page) == "No regular expression")
    nothing_panicked(page)


def test_the_first_error_is_found(site, browser):
    page = browser(**WIDE)
    open_log(page, site, lines_of(20_000) + "val_error=0.1\nValueError: no\n" + lines_of(20_000))
    wait_last(page, "line 0019999 abc é")
    page.wait_xpath('//*[@class="log-search"]//button[normalize-space()="First error"]').click()
    page.wait_until(lambda: page.execute_script(FOUND) == "ValueError: no")
    assert "ValueError: no" in seen(page)


def test_a_log_without_errors_says_so(site, browser):
    page = browser(**WIDE)
    open_log(page, site, lines_of(3))
    page.wait_xpath('//*[@class="log-search"]//button[normalize-space()="First error"]').click()
    page.wait_until(lambda: said(page) == "No error in these lines")
