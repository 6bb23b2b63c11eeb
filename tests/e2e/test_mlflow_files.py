"""Artifacts of a real MLflow server: files, tables, images."""

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
