"""A link to a line of a log."""

from log_look import foot, lines_of, seen, wait_last
from look import link, nothing_panicked, wait_link
from selenium.webdriver.common.by import By
from test_logs import LINE, WIDE, open_log


def marked(page):
    return [line.text for line in page.all_css(".log-line.found")]


def test_a_link_leads_to_a_line_far_from_the_end(site, browser):
    page = browser(**WIDE)
    path = open_log(page, site, lines_of(150_000), line=str(1_000 * LINE))
    page.wait_until(lambda: marked(page) == ["line 0001000 abc é"])
    assert "line 0001000 abc é" in seen(page)
    assert sum(request.bytes for request in site.asked(path)) <= 2_000_000, "the end, and the part about the line"
    assert "bytes 1 to " in foot(page)
    nothing_panicked(page)


def test_the_link_to_a_line_that_was_found_is_copied(site, browser):
    page = browser(**WIDE)
    open_log(page, site, lines_of(2_000))
    wait_last(page, "line 0001999 abc é")
    assert not page.all_by_role("button", "Copy link to line")
    box = page.wait_css('[aria-label="Find in the log"]')
    box.send_keys("0000700")
    page.wait_until(lambda: "1 line" in page.wait_css(".log-search").text)
    page.wait_xpath('//button[.="Next"]').click()
    page.wait_until(lambda: marked(page) == ["line 0000700 abc é"])
    page.wait_xpath('//button[normalize-space()="Copy link to line"]').click()
    wait_link(page, line=str(700 * LINE), file="logs/std_log.txt")
    page.refresh()
    page.wait_until(lambda: marked(page) == ["line 0000700 abc é"] and "line 0000700 abc é" in seen(page))


def test_a_click_on_the_number_marks_a_line(site, browser):
    page = browser(**WIDE)
    open_log(page, site, lines_of(100))
    wait_last(page, "line 0000099 abc é")
    line = page.wait_xpath('//span[contains(@class, "log-line")][contains(., "0000095")]')
    page.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: box.left + 200, clientY: box.top + 5}))", line
    )
    assert marked(page) == []
    page.execute_script(
        "const box = arguments[0].getBoundingClientRect();"
        "arguments[0].dispatchEvent(new MouseEvent('click', {bubbles: true, clientX: box.left + 5, clientY: box.top + 5}))", line
    )
    page.wait_until(lambda: marked(page) == ["line 0000095 abc é"])


def test_a_line_that_is_not_there_leaves_the_end(site, browser):
    page = browser(**WIDE)
    for line in ("99999999999", "cake"):
        open_log(page, site, lines_of(150_000), line=line)
        wait_last(page, "line 0149999 abc é")
    assert link(page)["run"] and not page.find_elements(By.CSS_SELECTOR, ".fault")
    nothing_panicked(page)
