"""Logs of a source of the open run API: their end, and the ways to the rest."""

import pytest
from log_look import foot, lines_of, places, ranges, scroll_to, seen, wait_last, way
from look import nothing_panicked
from test_files import offer, visit

WIDE = {"width": 1440, "height": 1000}
LINE = len(lines_of(1).encode())


def open_log(page, site, text, path="logs/std_log.txt", **keys):
    """Opens the logs of a run that has only this one."""
    site.put(f"mine/files/{path}", text)
    size = len(text.encode()) if isinstance(text, str) else len(text)
    site.put("mine/logs.json", {"version": 1, "items": [{"path": path, "href": f"files/{path}", "size": size}]})
    visit(page, site, **offer(site, logs="logs.json", **keys.pop("run", {})), tab="logs", **keys)
    page.wait_css(".log-line")
    return f"mine/files/{path}"


def test_a_long_log_opens_at_its_end_with_one_question(site, browser):
    page = browser(**WIDE)
    size = 150_000 * LINE
    path = open_log(page, site, lines_of(150_000))
    wait_last(page, "line 0149999 abc é")
    (first, _), = ranges(site.asked(path))
    assert first == size - 1_000_000
    assert sum(request.bytes for request in site.asked(path)) == 1_000_000
    start = first // LINE * LINE + LINE
    assert f"bytes {start + 1:,} to {size:,} of {size:,}" in foot(page)
    assert all(line.startswith("line ") and "\ufffd" not in line for line in seen(page))
    nothing_panicked(page)


def test_what_stands_before_comes_on_request_and_the_reader_keeps_the_place(site, browser):
    page = browser(**WIDE)
    path = open_log(page, site, lines_of(150_000))
    wait_last(page, "line 0149999 abc é")
    scroll_to(page, 777)
    page.wait_until(lambda: not seen(page)[-1].endswith("149999 abc é"))
    before = places(page)
    way(page, "Show 1 MB earlier")
    page.wait_until(lambda: "bytes 1,0" in foot(page))
    assert places(page) == before
    assert len(site.asked(path)) == 2
    way(page, "Show 1 MB earlier")
    page.wait_until(lambda: "all 3,000,000 bytes" in foot(page) and "150,000 lines" in foot(page))
    assert [text for text, _ in places(page)] == [text for text, _ in before]
    assert sum(request.bytes for request in site.asked(path)) <= 3_000_000 + 2 * LINE, "nothing is read twice"
    way(page, "Go to start")
    page.wait_until(lambda: seen(page)[:1] == ["line 0000000 abc é"])
    way(page, "Go to end")
    wait_last(page, "line 0149999 abc é")
    nothing_panicked(page)


def test_the_start_is_read_without_what_is_between(site, browser):
    page = browser(**WIDE)
    path = open_log(page, site, lines_of(500_000))
    wait_last(page, "line 0499999 abc é")
    way(page, "Go to start")
    page.wait_until(lambda: seen(page)[:1] == ["line 0000000 abc é"])
    assert "bytes 1 to 1,000,000 of 10,000,000" in foot(page)
    assert page.execute_script("return document.querySelector('.log-line').dataset.number") == "1"
    way(page, "Show 1 MB more")
    page.wait_until(lambda: "bytes 1 to 2,000,000 of 10,000,000" in foot(page))
    assert seen(page)[0] == "line 0000000 abc é"
    way(page, "Go to end")
    wait_last(page, "line 0499999 abc é")
    assert sum(request.bytes for request in site.asked(path)) == 4_000_000


def test_a_short_log_is_read_as_a_whole_and_shown_at_its_end(site, browser):
    page = browser(**WIDE)
    path = open_log(page, site, lines_of(1_000))
    wait_last(page, "line 0000999 abc é")
    assert "1,000 lines, all 20,000 bytes" in foot(page)
    assert ranges(site.asked(path)) == []


def test_a_log_among_the_outputs_opens_at_its_end_and_other_text_at_its_start(site, browser):
    page = browser(**WIDE)
    files = {"user_logs/std_log.txt": lines_of(100_000), "notes.txt": lines_of(100_000)}
    visit(page, site, **offer(site, files), tab="files", file="user_logs/std_log.txt")
    wait_last(page, "line 0099999 abc é")
    page.wait_xpath('//a[contains(@class, "file-link")][span="notes.txt"]').click()
    page.wait_until(lambda: "The first 1 MB of 2 MB" in page.wait_css("section.file").text)


def test_a_server_that_sends_only_whole_files_is_told(site, browser):
    page = browser(**WIDE)
    site.ranges = False
    open_log(page, site, lines_of(100_000))
    wait_last(page, "line 0099999 abc é")
    assert "sends files only as a whole" in foot(page)


@pytest.mark.parametrize("size", [None, 100])
def test_a_length_that_is_not_told_or_is_wrong_is_found(site, browser, size):
    page = browser(**WIDE)
    text = lines_of(150_000)
    site.put("mine/files/a.log", text)
    item = {"path": "a.log", "href": "files/a.log"} | ({"size": size} if size else {})
    site.put("mine/logs.json", {"version": 1, "items": [item]})
    visit(page, site, **offer(site, logs="logs.json"), tab="logs")
    page.wait_css(".log-line")
    wait_last(page, "line 0149999 abc é")


def test_a_part_that_does_not_come_leaves_what_is_there(site, browser):
    page = browser(**WIDE)
    page.expect_console(r"Failed to load resource.* 404 ")
    path = open_log(page, site, lines_of(150_000))
    wait_last(page, "line 0149999 abc é")
    site.fault(path, status=404)
    way(page, "Show 1 MB earlier")
    page.wait_until(lambda: "More of this file could not be read" in page.wait_css(".log").text)
    assert seen(page)[-1] == "line 0149999 abc é"
    site.heal()
    page.wait_xpath('//*[contains(@class, "fault")]//button[normalize-space()="Try again"]').click()
    page.wait_until(lambda: "bytes 1,0" in foot(page))
    assert not page.all_css(".log .fault")


def test_a_line_of_megabytes_is_cut_at_letters_and_shown_in_part(site, browser):
    page = browser(**WIDE)
    open_log(page, site, "é" * 1_500_001)
    page.wait_until(lambda: "letters more" in seen(page)[0])
    assert "\ufffd" not in seen(page)[0]
    way(page, "Show 1 MB earlier")
    page.wait_until(lambda: "bytes 1,0" in foot(page) and len(seen(page)) == 1)
    nothing_panicked(page)


def test_the_last_of_millions_of_lines_is_reached_by_scrolling(site, browser):
    page = browser(**WIDE)
    open_log(page, site, "\n" * 899_999 + "the end\n")
    wait_last(page, "the end")
    scroll_to(page, 0)
    page.wait_until(lambda: page.execute_script("return document.querySelector('.log-line').dataset.number") == "1")
    scroll_to(page, 1e9)
    wait_last(page, "the end")
    assert len(page.all_css(".log-line")) < 100
