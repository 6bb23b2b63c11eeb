"""Previews of files, notes and images of a source of the open run API made for them."""

import json
import struct
import zlib

import pytest
from look import nothing_panicked, visit, wait_link
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

WIDE = {"width": 1440, "height": 1000}
NOT_FOUND = r"Failed to load resource.* 404 "
ROWS = "return [...arguments[0].querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
NATURAL = "return arguments[0].complete && arguments[0].naturalWidth"


def png(side, shade):
    """A square picture of one grey."""
    rows = b"".join(b"\0" + bytes([shade]) * side for _ in range(side))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def offer(site, files=None, **run):
    """Puts a source with one run on the site, and returns the keys that lead to it."""
    files = files or {}
    items = []
    for path, content in files.items():
        content = content if isinstance(content, bytes) else content.encode()
        site.put(f"mine/files/{path}", content)
        items.append({"path": path, "href": f"files/{path}", "size": len(content)})
    document = {"version": 1, "id": "r", "experiment_id": "e", "name": "r", "status": "finished", "artifacts": "files.json", **run}
    site.put("mine/index.json", {"version": 1, "experiments": "experiments.json", "run": "{run_id}.json"})
    site.put("mine/experiments.json", {"version": 1, "items": [{"id": "e", "runs": "runs.json"}]})
    site.put("mine/runs.json", {"version": 1, "items": [{key: value for key, value in document.items() if key != "version"}]})
    site.put("mine/r.json", document)
    site.put("mine/files.json", {"version": 1, "items": items})
    return {"source": f"open:{site.url}mine/", "run": "r"}


def open_file(page, site, files, path):
    visit(page, site, **offer(site, files), tab="files", file=path)
    return page.wait_css(f'section.file[aria-label="{path}"]')


def press(page, within, label):
    page.wait_until(lambda: within.find_elements(By.XPATH, f'.//button[normalize-space()="{label}"]'), label)
    within.find_element(By.XPATH, f'.//button[normalize-space()="{label}"]').click()


# Tables.


def test_cells_may_hold_marks_breaks_and_quotes(site, browser):
    page = browser(**WIDE)
    text = 'name,note,score\r\n"a, b","two\r\nlines",1.5\r\n"say ""c""",,-2e3\r\n'
    file = open_file(page, site, {"t.csv": text}, "t.csv")
    table = page.wait_until(lambda: file.find_elements(By.TAG_NAME, "table"))[0]
    assert [head.text for head in table.find_elements(By.TAG_NAME, "th")] == ["name", "note", "score"]
    assert page.execute_script(ROWS, table) == [["a, b", "two lines", "1.5"], ['say "c"', "", "-2e3"]]
    right = [head.value_of_css_property("text-align") for head in table.find_elements(By.TAG_NAME, "th")]
    assert right == ["left", "left", "right"]
    assert "2 rows, 3 columns" in file.text


def test_a_table_of_tabs_or_semicolons_is_one_too(site, browser):
    page = browser(**WIDE)
    files = {"a.tsv": "x\ty\n1,5\t2\n", "b.csv": "x;y\n1,5;2\n"}
    for path in files:
        file = open_file(page, site, files, path)
        table = page.wait_until(lambda: file.find_elements(By.TAG_NAME, "table"))[0]
        assert page.execute_script(ROWS, table) == [["1,5", "2"]]


def test_a_long_table_is_shown_bit_by_bit_and_as_its_source(site, browser):
    page = browser(**WIDE)
    text = "i,square\n" + "".join(f"{i},{i * i}\n" for i in range(1000))
    file = open_file(page, site, {"t.csv": text}, "t.csv")
    page.wait_until(lambda: "The first 200 of 1,000 rows" in file.text)
    press(page, file, "Show 200 more")
    page.wait_until(lambda: len(file.find_elements(By.CSS_SELECTOR, "tbody tr")) == 400)
    press(page, file, "Source")
    lines = page.wait_until(lambda: file.find_elements(By.CSS_SELECTOR, ".file-text pre:not([aria-hidden])"))[0]
    assert page.execute_script("return arguments[0].textContent", lines) + "\n" == text


# JSON.


def test_json_folds_and_opens_by_keyboard(site, browser):
    page = browser(**WIDE)
    document = {"lr": 0.1, "layers": list(range(250)), "empty": {}, "note": "x" * 1000, "nested": {"a": {"b": "c" * 500}}}
    file = open_file(page, site, {"a.json": json.dumps(document)}, "a.json")
    tree = page.wait_css(".json")
    assert "5 entries" in tree.text and "lr: 0.1" in tree.text and "250 items" in tree.text
    assert "Show all 1,000 letters" in tree.text and "x" * 300 + "…" in tree.text
    assert "ccc" not in tree.text
    layers = tree.find_element(By.XPATH, './/summary[span[.="layers"]]')
    layers.send_keys(Keys.ENTER)
    page.wait_until(lambda: "99: 99" in tree.text)
    assert "100: 100" not in tree.text
    press(page, tree, "Show 100 more of 250")
    page.wait_until(lambda: "199: 199" in tree.text)
    layers.send_keys(Keys.ENTER)
    page.wait_until(lambda: "99: 99" not in tree.text)
    press(page, file, "Source")
    page.wait_css(".file-text")


def test_what_python_calls_json_is_shown_and_what_is_none_is_text(site, browser):
    page = browser(**WIDE)
    files = {"nan.json": '{"a": NaN, "b": -Infinity}', "bad.json": '{"a": 1,\n "b" 2}'}
    open_file(page, site, files, "nan.json")
    assert "a: NaN" in page.wait_css(".json").text
    file = open_file(page, site, files, "bad.json")
    page.wait_until(lambda: "line 2" in file.text and '"b" 2' in file.text)


# Parts of files.


def test_of_a_large_file_only_the_first_part_is_read(site, browser):
    page = browser(**WIDE)
    text = "".join(f"line {i:06} é\n" for i in range(200_000))
    size = len(text.encode())
    file = open_file(page, site, {"big.txt": text}, "big.txt")
    page.wait_until(lambda: "The first 1 MB of 3" in file.text)
    first, = site.asked("mine/files/big.txt")
    assert (first.status, first.bytes) == (206, 1_000_000)
    assert "\ufffd" not in page.execute_script("return arguments[0].textContent", file)
    press(page, file, "Load the rest")
    page.wait_until(lambda: "The first" not in file.text)
    assert site.asked("mine/files/big.txt")[-1].bytes == size - 1_000_000, "nothing is read twice"
    shown = page.execute_script("return arguments[0].querySelector('.file-text pre:not([aria-hidden])').textContent", file)
    assert shown + "\n" == text


def test_the_rest_of_a_file_that_does_not_come_says_so(site, browser):
    page = browser(**WIDE)
    page.expect_console(NOT_FOUND)
    file = open_file(page, site, {"big.txt": "abc\n" * 500_000}, "big.txt")
    page.wait_until(lambda: "The first 1 MB of 2 MB" in file.text)
    site.fault("mine/files/big.txt", status=404)
    press(page, file, "Load the rest")
    page.wait_until(lambda: "More of this file could not be read" in file.text)
    assert "abc" in file.text
    site.heal()
    press(page, file, "Try again")
    page.wait_until(lambda: "The first" not in file.text)


@pytest.mark.parametrize(("path", "content", "said"), [
    ("model.pkl", b"\x80\x04", "A file of the type .pkl, 2 B"),
    ("empty.txt", b"", "This file is empty"),
    ("binary.txt", b"a\0b", "This file is not text"),
])
def test_a_file_that_cannot_be_shown_is_told_and_can_be_kept(site, browser, path, content, said):
    page = browser(**WIDE)
    file = open_file(page, site, {path: content}, path)
    page.wait_until(lambda: said in file.text)
    assert file.find_element(By.CSS_SELECTOR, "a[download]").get_property("href") == f"{site.url}mine/files/{path}"


# Notes.

NOTE = """# Plan

A **bold** [link](https://example.org/x) and [another](javascript:window.__hit=1).

<script>window.__hit = 1</script> <img src="{third}/a.png" onerror="window.__hit=1">

![the curve]({third}/b.png)

| a | b |
|---|--:|
| x | 1 |
"""


@pytest.mark.parametrize("place", ["description", "file"])
def test_a_note_can_do_no_harm(site, browser, make_site, tmp_path, place):
    page = browser(**WIDE)
    third = make_site(tmp_path, cors=True)
    note = NOTE.replace("{third}", third.url.rstrip("/"))
    if place == "file":
        open_file(page, site, {"note.md": note}, "note.md")
    else:
        visit(page, site, **offer(site, description=note), tab="details")
    prose = page.wait_css(".prose")
    assert prose.find_element(By.TAG_NAME, "h3").text == "Plan"
    links = {link.text: link for link in prose.find_elements(By.TAG_NAME, "a")}
    assert set(links) == {"link", "Image: the curve"}
    for link in links.values():
        assert link.get_attribute("rel") == "noopener noreferrer nofollow" and link.get_attribute("target") == "_blank"
    assert "<script>" in prose.text and not prose.find_elements(By.CSS_SELECTOR, "script, img")
    assert page.execute_script(ROWS, prose.find_element(By.TAG_NAME, "table")) == [["x", "1"]]
    assert not third.requests and page.execute_script("return window.__hit") is None
    if place == "file":
        press(page, page.wait_css("section.file"), "Source")
        page.wait_until(lambda: "**bold**" in page.wait_css(".file-text").text)


# Images.


def offer_images(site, images, **more):
    site.put("mine/m.json", {"version": 1, "kind": "image", "images": images})
    return offer(site, metrics={"digit": {"kind": "image", "href": "m.json"}}, **more)


def test_one_bad_image_does_not_lose_the_others(site, browser):
    page = browser(**WIDE)
    page.expect_console(NOT_FOUND)
    site.put("mine/good.png", png(8, 90))
    site.put("mine/broken.png", b"no picture")
    images = [{"href": "good.png", "step": 0}, {"href": "javascript:x", "step": 1}, {"href": "gone.png", "step": 2}, {"href": "broken.png", "step": 3}]
    visit(page, site, **offer_images(site, images), tab="images")
    gallery = page.wait_css('section[aria-label="digit"]')
    figures = page.wait_until(lambda: (found := gallery.find_elements(By.TAG_NAME, "figure")) and len(found) == 4 and found)
    page.wait_until(lambda: page.execute_script(NATURAL, figures[0].find_element(By.TAG_NAME, "img")) == 8)
    page.wait_until(lambda: "javascript:x" in figures[1].text)
    page.wait_until(lambda: "404" in figures[2].text, "why it did not come")
    page.wait_until(lambda: "can make no picture of it" in figures[3].text)
    site.put("mine/gone.png", png(9, 90))
    press(page, figures[2], "Try again")
    page.wait_until(lambda: page.execute_script(NATURAL, figures[2].find_element(By.TAG_NAME, "img")) == 9)
    nothing_panicked(page)


def test_the_steps_of_images_are_walked_by_keyboard(site, browser):
    page = browser(**WIDE)
    for side in range(1, 5):
        site.put(f"mine/{side}.png", png(side, 90))
    images = [{"href": f"{side}.png", "step": side * 100} for side in (3, 1, 2, 4)]
    visit(page, site, **offer_images(site, images), tab="images")
    gallery = page.wait_css('section[aria-label="digit"]')
    page.wait_until(lambda: len(gallery.find_elements(By.TAG_NAME, "figure")) == 4)
    box = gallery.find_element(By.CSS_SELECTOR, "input[type=checkbox]")
    box.send_keys(Keys.SPACE)
    slider = page.wait_css('input[type=range][aria-label="Step of digit"]')

    def shown(side):
        found = gallery.find_elements(By.TAG_NAME, "img")
        return len(found) == 1 and page.execute_script(NATURAL, found[0]) == side

    page.wait_until(lambda: shown(4), "the last step")
    slider.send_keys(Keys.ARROW_LEFT)
    page.wait_until(lambda: shown(3))
    assert slider.get_attribute("aria-valuetext") == "Step 300 · 3 of 4"
    slider.send_keys(Keys.HOME)
    page.wait_until(lambda: shown(1))
    box.send_keys(Keys.SPACE)
    page.wait_until(lambda: len(gallery.find_elements(By.TAG_NAME, "figure")) == 4)


# Parts of runs.


def test_what_of_a_run_could_not_be_read_is_told(site, browser):
    page = browser()
    visit(page, site, **offer(site, end_time="late", metrics={"a": 7, "b": {"kind": "series", "count": 1, "last": 0.5}}))
    told = page.wait_css("details.warnings")
    assert "2 parts could not be read" in told.text
    told.find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: "end_time" in told.text and 'metrics."a"' in told.text)
    page.wait_css('section[aria-label="b"]')
    wait_link(page, experiment="e")
