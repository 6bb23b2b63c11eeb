"""From a run to the next one, and all of its files at once."""

import base64
import io
import zipfile

import demo
from live_source import LiveSource
from look import link, visit
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

WIDE = {"width": 1440, "height": 1000}


def press(page, key):
    page.find_element(By.TAG_NAME, "body").send_keys(key)


def test_keys_lead_to_the_run_before_and_after_in_the_order_of_the_table(site, browser):
    page = browser(**WIDE)
    source = LiveSource(site)
    for n, loss in enumerate((0.5, 0.1, 0.3)):
        run = source.run(f"r{n}", status="finished", start_time=f"2026-01-05T10:0{n}:00Z")
        source.log(run, "loss", loss)
    source.publish()
    visit(page, site, source=source.source, run="r1", experiment="e", sort="metrics.loss", tab="details")
    page.wait_css(".details-grid")
    press(page, "]")
    page.wait_until(lambda: link(page)["run"] == "r2")
    assert link(page)["tab"] == "details", "the part of the page stays"
    press(page, "]")
    page.wait_until(lambda: link(page)["run"] == "r0")
    press(page, "]")
    page.wait_text("No more runs that way")
    assert link(page)["run"] == "r0"
    press(page, "[")
    page.wait_until(lambda: link(page)["run"] == "r2")
    page.wait_css('[aria-label="Previous run (key [)"]').click()
    page.wait_until(lambda: link(page)["run"] == "r1")
    page.back()
    page.wait_until(lambda: link(page)["run"] == "r2")


def test_a_bracket_in_a_field_is_a_letter(site, browser):
    page = browser(**WIDE)
    first = demo.runs("digits-mlp")[0]["id"]
    visit(page, site, run=first, experiment="digits-mlp", find="loss")
    box = page.wait_css('input[aria-label="Find charts"]')
    box.send_keys("]", "[")
    page.wait_until(lambda: box.get_attribute("value") == "loss][")
    box.send_keys(Keys.CONTROL, "]")
    assert link(page)["run"] == first


# Keeps what a link saves.
KEEP = """
window.kept = [];
const click = HTMLElement.prototype.click;
HTMLElement.prototype.click = function () {
  if (this instanceof HTMLAnchorElement && this.download) {
    fetch(this.href).then((answer) => answer.arrayBuffer()).then((buffer) => {
      const text = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('');
      kept.push([this.download, btoa(text)]);
    });
  } else {
    click.call(this);
  }
};
"""


def with_files(site):
    """A run with files, one of them in a folder, and what is in them."""
    files = {"outputs/model.bin": bytes(range(256)) * 40, "outputs/notes/圖.txt": "你好\n".encode(), "empty.txt": b""}
    source = LiveSource(site)
    run = source.run("a", name="night / shift", status="finished", artifacts="files.json")
    source.publish()
    items = [{"path": path, "href": f"files/{n}", "size": len(body)} for n, (path, body) in enumerate(files.items())]
    for n, body in enumerate(files.values()):
        site.put(f"live/runs/files/{n}", body)
    site.put("live/runs/files.json", {"version": 1, "items": items})
    return source, files


def test_all_outputs_come_as_one_archive(site, browser):
    page = browser(**WIDE)
    page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": KEEP})
    source, files = with_files(site)
    visit(page, site, source=source.source, run="a", tab="files")
    bar = page.wait_css(".download-all")
    assert "3 files, 10" in bar.text, "how much it is, is said first"
    assert not site.asked("live/runs/files/*")
    bar.find_element(By.XPATH, './/button[.="Download all"]').click()
    [[name, body]] = page.wait_until(lambda: page.execute_script("return kept"))
    assert name.endswith("outputs.zip") and "/" not in name
    archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(body)))
    assert archive.testzip() is None
    assert {one: archive.read(one) for one in archive.namelist()} == files
    page.wait_xpath('//button[.="Download all"]')


def test_a_file_that_does_not_come_is_told(site, browser):
    page = browser(**WIDE)
    page.expect_console(r"Failed to load resource.* 404 ")
    page.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": KEEP})
    source, files = with_files(site)
    site.fault("live/runs/files/1", status=404)
    visit(page, site, source=source.source, run="a", tab="files")
    page.wait_xpath('//button[.="Download all"]').click()
    page.wait_css(".download-all .fault")
    site.heal()
    page.wait_xpath('//*[contains(@class, "download-all")]//button[.="Try again"]').click()
    page.wait_until(lambda: page.execute_script("return kept.length") == 1)
