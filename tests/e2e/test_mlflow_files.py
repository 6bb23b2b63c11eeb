"""Artifacts of a real MLflow server: files, tables, images; and notes."""

import json

from log_look import foot, lines_of, wait_last, way
from look import card
from mlflow_real import visit_mlflow

WIDE = {"width": 1440, "height": 1000}


def width(page, selector):
    """Pixels across an image; nothing while it has not come."""
    return page.execute_script("return document.querySelector(arguments[0])?.naturalWidth", selector)


def open_file(page, path):
    page.wait_xpath(f'//a[contains(@class, "file-link")][span[@title="{path}"]]').click()
    return page.wait_css(f'section.file[aria-label="{path}"]')


def test_files_of_all_folders_are_listed(site, browser, mlflow):
    page = browser(**WIDE)
    run = mlflow.run("odd")
    visit_mlflow(page, site, mlflow.url, run=run["id"], tab="files")
    page.wait_css(".file-list")
    for path in [*run["texts"], *run["tables"]]:
        page.wait_xpath(f'//a[contains(@class, "file-link")][span[@title="{path}"]]')


def test_a_text_is_read_on_the_page(site, browser, mlflow):
    page = browser(**WIDE)
    run = mlflow.run("odd")
    visit_mlflow(page, site, mlflow.url, run=run["id"], tab="files")
    for path, text in run["texts"].items():
        file = open_file(page, path)
        said = text.strip().lstrip("# ")
        page.wait_until(lambda: said in file.text, f"the text of {path}")


def test_an_image_is_shown(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("odd")["id"], tab="files")
    page.wait_xpath('//a[contains(@class, "file-link")][span[starts-with(@title, "images/digit") and contains(@title, ".png")]]').click()
    page.wait_until(lambda: width(page, "img.file-image") == 4, "the whole image")


def test_logs_are_read(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("odd")["id"], tab="logs")
    page.wait_text("line 2")


def test_a_long_log_is_read_from_its_end(site, browser, mlflow):
    page = browser(**WIDE)
    run = mlflow.run("odd")
    folder = next(mlflow.folder.glob(f"artifacts/**/{run['id']}/artifacts"))
    long = folder / "logs" / "long.log"
    long.parent.mkdir(exist_ok=True)
    long.write_text(lines_of(150_000), encoding="utf-8")
    try:
        visit_mlflow(page, site, mlflow.url, run=run["id"], tab="logs", file="logs/long.log")
        page.wait_css(".log-line")
        wait_last(page, "line 0149999 abc é")
        assert "bytes 2,000,021 to 3,000,000 of 3,000,000" in foot(page)
        way(page, "Show 1 MB earlier")
        page.wait_until(lambda: "bytes 1,0" in foot(page))
    finally:
        long.unlink()


def test_a_logged_table_is_a_metric(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("odd")["id"])
    (path, columns), = mlflow.run("odd")["tables"].items()
    page.wait_until(lambda: "3 rows" in card(page, path).text)
    heads = [head.text for head in card(page, path).find_elements("css selector", "thead th")]
    rows = [
        [cell.text for cell in row.find_elements("css selector", "td, th")]
        for row in card(page, path).find_elements("css selector", "tbody tr")
    ]
    assert heads == list(columns)
    assert rows == [["a", "0.5", "true", "1"], ["b", "", "false", "2"], ["", "2", "true", "3"]]


def test_logged_images_are_shown_with_their_steps(site, browser, mlflow):
    page = browser(**WIDE)
    run = mlflow.run("odd")
    visit_mlflow(page, site, mlflow.url, run=run["id"], tab="images")
    for key, steps in run["images"].items():
        gallery = page.wait_css(f'section[aria-label="{key}"]')
        page.wait_until(lambda: gallery.find_elements("tag name", "img"), f"images of {key}")
        said = [one.text for one in gallery.find_elements("tag name", "figcaption")]
        assert said == [f"Step {step}" for step in steps]
        for image in gallery.find_elements("tag name", "img"):
            page.execute_script("arguments[0].scrollIntoView()", image)
            assert page.wait_until(lambda: page.execute_script("return arguments[0].naturalWidth", image)) == 4


def test_a_run_without_files_says_so(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("parent")["id"], tab="files")
    page.wait_text("This run left no files")


def test_a_note_is_shown_as_markdown(site, browser, mlflow):
    page = browser(**WIDE)
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("odd")["id"], tab="details")
    note = page.wait_css(".prose")
    assert note.find_element("tag name", "h3").text == "Odd"
    assert note.find_element("tag name", "em").text == "note"
    assert "<b>no</b> markup" in note.text


def test_a_note_can_do_no_harm(site, browser, mlflow, mlflow_proxy, make_site, tmp_path):
    page = browser(**WIDE)
    third = make_site(tmp_path, cors=True)
    evil = f"<script>window.__hit = 1</script>\n\n[go](javascript:window.__hit=1) ![curve]({third.url}a.png) <img src={third.url}b.png onerror=window.__hit=1>"

    def with_evil(body):
        answer = json.loads(body)
        for tag in answer["run"]["data"]["tags"]:
            if tag["key"] == "mlflow.note.content":
                tag["value"] = evil
        return json.dumps(answer).encode()

    mlflow_proxy.rule("*/runs/get", alter=with_evil)
    visit_mlflow(page, site, mlflow_proxy.url, run=mlflow.run("odd")["id"], tab="details")
    note = page.wait_css(".prose")
    assert "<script>" in note.text and "onerror" in note.text
    assert not note.find_elements("css selector", "script, img")
    link, = note.find_elements("tag name", "a")
    assert (link.text, link.get_attribute("href")) == ("Image: curve", f"{third.url}a.png")
    assert not third.requests and page.execute_script("return window.__hit") is None


def test_a_folder_of_images_that_cannot_be_listed_is_told(site, browser, mlflow, mlflow_proxy):
    page = browser(**WIDE)
    page.expect_console(r"Failed to load resource.* 403 ")
    mlflow_proxy.rule("*/artifacts/list", status=403)
    visit_mlflow(page, site, mlflow_proxy.url, run=mlflow.run("odd")["id"])
    assert "1 part could not be read" in page.wait_css("details.warnings").text
