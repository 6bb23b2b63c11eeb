"""Logs, outputs and the code of runs of Azure ML, byte by byte; and the compute targets."""

import base64
import re
import zipfile

import pytest
from azureml_real import visit_azureml, visit_run
from log_look import foot, lines_of, ranges, wait_last, way
from look import wait_link
from selenium.webdriver.common.by import By

WIDE = {"width": 1440, "height": 1000}
TEXT = "return document.querySelector('.file-text pre:not([aria-hidden])')?.textContent"
PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def content(given):
    return base64.b64decode(given["base64"])


def open_file(page, path):
    page.wait_xpath(f'//a[contains(@class, "file-link")][span[@title="{path}"]]').click()
    return page.wait_css(f'section.file[aria-label="{path}"]')


def text_is(page, path, text):
    """Opens a text, and compares all of it."""
    open_file(page, path)
    page.wait_until(lambda: page.execute_script(TEXT) == text.removesuffix("\n"), f"the text of {path}")


def downloaded(page, folder, path):
    """The bytes of the open file, by its button."""
    page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(folder)})
    page.wait_xpath('//section[contains(@class, "file")]//button[normalize-space()="Download"]').click()
    kept = folder / path.rsplit("/", 1)[-1]
    page.wait_until(lambda: kept.is_file() and not list(folder.glob("*.crdownload")), f"{kept.name} to be kept")
    return kept


@pytest.mark.parametrize("api", ["v2", "v1"])
def test_outputs_are_what_was_uploaded(site, browser, azureml, tmp_path, api):
    page = browser(**WIDE)
    visit_run(page, site, azureml[api], "every kind", tab="files")
    files = {path: content(given) for path, given in azureml[api].run("every kind")["files"].items()}
    text_is(page, "outputs/model.txt", files["outputs/model.txt"].decode())
    page.wait_until(lambda: "This file is empty" in open_file(page, "outputs/empty.txt").text)
    path = "outputs/deep/er/é 1.bin"
    assert "cannot be shown here" in open_file(page, path).text
    assert downloaded(page, tmp_path, path).read_bytes() == files[path]


@pytest.mark.parametrize("api", ["v2", "v1"])
def test_what_a_training_printed_is_its_log(site, browser, azureml, api):
    page = browser(**WIDE)
    visit_run(page, site, azureml[api], "printed", tab="logs")
    (path, given), = azureml[api].run("printed")["log"].items()
    text_is(page, path, content(given).decode())


def test_the_code_is_kept_file_by_file_and_in_one_piece(site, browser, azureml, tmp_path):
    page = browser(**WIDE)
    visit_run(page, site, azureml["v2"], "every kind", tab="files")
    page.wait_xpath('//h2[.="Code snapshot"]')
    snapshot = azureml["v2"].run("every kind")["snapshot"]
    for path, text in snapshot.items():
        text_is(page, path, text)
    open_file(page, "snapshot.zip")
    with zipfile.ZipFile(downloaded(page, tmp_path, "snapshot.zip")) as packed:
        assert {name: packed.read(name).decode() for name in packed.namelist() if not name.endswith("/")} == snapshot


def offer(azureml, files, **run):
    azureml.tell("runs", {"experiment": "e", "runId": "r", "status": "Completed", "files": files, **run})


def test_outputs_are_shown_as_their_kind_asks(site, browser, azureml_own):
    table = "name,score\na,1.5\nb,-2\n"
    offer(azureml_own, {"outputs/a.png": {"base64": PNG}, "outputs/t.csv": table, "outputs/p.json": '{"lr": 0.1, "a": NaN}'})
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", tab="files")
    open_file(page, "outputs/a.png")
    page.wait_until(lambda: page.execute_script("return document.querySelector('img.file-image')?.naturalWidth") == 1)
    rows = "return [...document.querySelectorAll('section.file tbody tr')].map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"
    open_file(page, "outputs/t.csv")
    page.wait_until(lambda: page.execute_script(rows) == [["a", "1.5"], ["b", "-2"]], "the rows of the table")
    open_file(page, "outputs/p.json")
    assert "lr: 0.1" in page.wait_css(".json").text and "a: NaN" in page.wait_css(".json").text


def test_what_the_script_printed_comes_before_what_the_system_wrote(site, browser, azureml_own):
    files = {"system_logs/a.log": "s\n", "azureml-logs/70_driver_log.txt": "d\n", "user_logs/std_log.txt": "u\n", "outputs/x.txt": "x"}
    offer(azureml_own, files)
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", tab="logs")
    page.wait_css(".file-list a")
    listed = [one.get_attribute("title") for one in page.all_css(".file-list a span")]
    assert listed == ["user_logs/std_log.txt", "azureml-logs/70_driver_log.txt", "system_logs/a.log"]
    page.wait_until(lambda: page.execute_script(TEXT) == "u", "the first log to be open")
    text_is(page, "azureml-logs/70_driver_log.txt", "d\n")
    wait_link(page, file="azureml-logs/70_driver_log.txt")


@pytest.mark.parametrize("exposed", [[], ["Content-Range"]])
def test_a_long_log_is_read_from_its_end_though_nobody_told_its_length(site, browser, azureml_own, exposed):
    azureml_own.tell("settings", {"expose": exposed})
    path = "user_logs/std_log.txt"
    offer(azureml_own, {path: lines_of(150_000)})
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", tab="logs")
    page.wait_css(".log-line")
    wait_last(page, "line 0149999 abc é")
    assert "of 3,000,000" in foot(page)
    # A browser may part a question by what it has stored.
    first, *others = [one["range"] for one in azureml_own.asked(path, "GET") if one["range"]]
    assert first == "bytes=0-" and others and all(int(one[6:].split("-")[0]) >= 2_000_000 for one in others)
    way(page, "Show 1 MB earlier")
    page.wait_until(lambda: "bytes 1,0" in foot(page))
    way(page, "Go to start")
    page.wait_until(lambda: "bytes 1 to 1,000,000 of 3,000,000" in foot(page))


def test_a_service_that_knows_no_ranges_shows_the_start_of_a_log_and_says_so(site, browser, azureml_own):
    azureml_own.tell("settings", {"content_ranges": False})
    offer(azureml_own, {"user_logs/std_log.txt": lines_of(150_000)})
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", tab="logs")
    page.wait_css(".log-line")
    assert "sends files only as a whole" in foot(page) and "bytes 1 to 1,000,000 of 3,000,000" in foot(page)
    way(page, "Go to end")
    wait_last(page, "line 0149999 abc é")


def test_a_storage_account_that_lets_no_page_in_is_told(site, browser, azureml_own):
    azureml_own.tell("settings", {"blob_origins": []})
    offer(azureml_own, {"outputs/x.txt": "by the service"}, snapshot={"train.py": "print(1)\n"})
    page = browser(**WIDE)
    page.expect_console("blocked by CORS policy|ERR_FAILED|Failed to load resource.* 403 ")
    visit_azureml(page, site, azureml_own, run="r", tab="files")
    # Outputs come through the service, which asks no leave of the storage account.
    text_is(page, "outputs/x.txt", "by the service")
    open_file(page, "train.py")
    said = page.wait_css("section.file .fault").text
    assert "could not be read" in said and f"does not let pages of {site.origin} read it" in said
    assert "The storage account" in said and f"--origins {site.origin}" in said and "forwarder" not in said
    assert not re.search("sig=[^…]", page.page_source), "a signed link is a secret"


# Compute targets.


def test_targets_are_listed_with_their_nodes_and_active_runs(site, browser, azureml_own):
    nodes = [{"nodeId": str(at), "nodeState": state} for at, state in enumerate(["running", "running", "idle", "unusable"])]
    azureml_own.tell("computes", [
        {"name": "gpu", "size": "STANDARD_NC6", "nodes": nodes, "allocation": "Resizing"},
        {"name": "mine", "kind": "ComputeInstance", "size": "STANDARD_DS3", "state": "Stopped"},
    ])  # fmt: skip
    azureml_own.tell("runs", [
        {"experiment": "e", "runId": "above", "displayName": "a sweep", "status": "Running", "target": "gpu"},
        {"experiment": "f", "runId": "below", "displayName": "its child", "status": "Queued", "target": "gpu", "parentRunId": "above"},
        {"experiment": "e", "runId": "over", "displayName": "over", "status": "Completed", "target": "gpu"},
        {"experiment": "e", "runId": "else", "displayName": "elsewhere", "status": "Running", "target": "local"},
    ])  # fmt: skip
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own)
    page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Compute"]').click()
    gpu = page.wait_css('section[aria-label="gpu"]')
    for fact in ("AmlCompute", "STANDARD_NC6", "Resizing", "2 running", "1 idle", "1 unusable"):
        assert fact in gpu.text, fact
    page.wait_until(lambda: gpu.find_elements(By.CSS_SELECTOR, "tbody tr"), "runs on it")
    rows = {row.find_element(By.CSS_SELECTOR, ".run-link").text: row.text for row in gpu.find_elements(By.CSS_SELECTOR, "tbody tr")}
    assert rows.keys() == {"a sweep", "its child"}
    marked = {tag.find_element(By.XPATH, "./ancestor::tr").find_element(By.CSS_SELECTOR, ".run-link").text for tag in gpu.find_elements(By.CSS_SELECTOR, "tbody .tag")}
    assert marked == {"its child"}, "children are marked"
    for name, words in {"a sweep": ("Running", "e"), "its child": ("Queued", "f")}.items():
        assert all(word in rows[name] for word in words)
    mine = page.wait_css('section[aria-label="mine"]')
    assert "Stopped" in mine.text and "Nothing is queued or running" in mine.text
    gpu.find_element(By.LINK_TEXT, "its child").click()
    assert wait_link(page, run="below")
