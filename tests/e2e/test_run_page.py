"""One run: details, child runs, images, outputs, code, logs."""

import re
from datetime import datetime

import demo
import pytest
from look import RUNS, link, settle, table, visit, wait_link
from selenium.webdriver.common.by import By

ESCAPE = re.compile("\x1b" + r"\[[0-?]*[ -/]*[@-~]")


def facts(page, section):
    """The names and values of a section of the details."""
    return page.execute_script(
        """const box = document.querySelector(`section[aria-label="${arguments[0]}"]`);
        return Object.fromEntries([...box.querySelectorAll('dt')].map(
          (name) => [name.innerText.trim(), name.nextElementSibling.innerText.trim()]))""",
        section,
    )


def text_of(page, name):
    """The file as it is shown, line by line."""
    box = page.wait_css(f'section[aria-label="{name}"] .file-text pre:not([aria-hidden])')
    return page.execute_script("return arguments[0].textContent", box).split("\n")


def local(instant):
    return datetime.fromisoformat(instant).astimezone().strftime("%Y-%m-%d %H:%M")


def as_a_terminal_shows(raw):
    """A progress bar redrawn by carriage returns is shown in its last state, without colours."""
    lines = raw.removesuffix("\n").split("\n")
    return [ESCAPE.sub("", [part for part in line.split("\r") if part][-1] if line.strip("\r") else "") for line in lines]


def test_the_details_are_those_of_the_run(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-schedule", tab="details")
    page.wait_css('section[aria-label="Facts"]')
    run = demo.run("digits-mlp-schedule")
    seen = facts(page, "Facts")
    assert seen["Status"] == "Failed"
    assert seen["Run id"] == run["id"]
    assert (seen["User"], seen["Compute target"], seen["Experiment"]) == ("ada", "cpu-cluster", "digits-mlp")
    assert (seen["Started"], seen["Ended"]) == (local(run["start_time"]), local(run["end_time"]))
    assert seen["Duration"] == "1 min 18 s"
    params = {name: str(value).lower() if isinstance(value, bool) else value for name, value in run["params"].items()}
    shown = facts(page, "Params")
    assert shown.keys() == params.keys()
    for name, value in params.items():
        assert shown[name] == str(value) or float(shown[name]) == value, name
    assert facts(page, "Tags") == run["tags"]
    assert facts(page, "Properties") == run["properties"]
    assert run["description"] in page.wait_css('section[aria-label="Description"]').text


@pytest.mark.parametrize("parent", ["wine-search", "wine-search-svm"])
def test_child_runs_are_listed_and_lead_to_their_page(site, browser, parent):
    page = browser(height=1000)
    visit(page, site, run=parent, tab="children")
    children = [run for run in demo.runs("wine-search") if run.get("parent_id") == parent]
    seen = table(page, len(children))
    assert set(seen.names) == {run["name"] for run in children}
    first = seen.names[0]
    page.wait_css(RUNS).find_element(By.LINK_TEXT, first).click()
    page.wait_until(lambda: page.title.startswith(first + " "))
    assert link(page)["run"] in [run["id"] for run in children]
    page.back()
    table(page, len(children))


def test_a_run_without_children_says_so(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1", tab="children")
    page.wait_text("This run has no child runs")


def test_images_are_shown_in_logged_order_with_step_and_caption(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-2", tab="images")
    gallery = page.wait_css('section[aria-label="Decision regions"]')
    expected = demo.metric("logging-styles-2", "Decision regions")["images"]
    page.wait_until(lambda: len(gallery.find_elements(By.TAG_NAME, "figure")) == len(expected))
    for figure, image in zip(gallery.find_elements(By.TAG_NAME, "figure"), expected, strict=True):
        picture = figure.find_element(By.TAG_NAME, "img")
        page.execute_script("arguments[0].scrollIntoView()", picture)
        page.wait_until(lambda: page.execute_script("return arguments[0].complete && arguments[0].naturalWidth > 0", picture))
        said = f"Step {image['step']} · {image['caption']}"
        assert figure.text.strip() == said
        assert picture.get_attribute("alt") == f"Decision regions, {said}"
    page.wait_text(f"{len(expected)} images")


def test_the_tab_of_images_is_there_for_runs_with_images_only(site, browser):
    page = browser()
    visit(page, site, run="logging-styles-1")
    tabs = page.wait_css('nav[aria-label="Parts of the run"]')
    assert [tab.text for tab in tabs.find_elements(By.TAG_NAME, "a")] == ["Metrics", "Details", "Child runs", "Outputs", "Logs"]
    visit(page, site, run="logging-styles-2")
    page.wait_until(lambda: "Images" in page.wait_css('nav[aria-label="Parts of the run"]').text)


def test_outputs_are_listed_and_previewed(site, browser):
    run = "digits-mlp-lr0.1-h64-s2"
    page = browser(width=1440)
    visit(page, site, run=run, tab="files")
    files = demo.read(f"runs/{run}/artifacts.json")["items"]
    page.wait_css(".file-list a")
    for file in files:
        page.wait_xpath(f'//ul[contains(@class, "file-list")]//a[span="{file["path"]}"]').click()
        wait_link(page, file=file["path"])
        download = page.wait_css(f'section[aria-label="{file["path"]}"] a[download]')
        assert download.get_property("href").endswith(f"/demo/runs/{run}/{file['href']}")
        if file["media_type"].startswith("image/"):
            picture = page.wait_css(f'section[aria-label="{file["path"]}"] img')
            page.wait_until(lambda: page.execute_script("return arguments[0].naturalWidth > 0", picture))
        else:
            raw = (demo.DATA / "runs" / run / file["href"]).read_text()
            # A table or a tree shows its text when it is asked to.
            for source in page.all_css('section.file [role=group] button:last-child'):
                source.click()
            assert text_of(page, file["path"]) == raw.removesuffix("\n").split("\n")


def test_the_code_of_the_run_is_shown(site, browser):
    page = browser(width=1440)
    visit(page, site, run="digits-mlp-lr0.1-h64-s2", tab="files", file="mlp.py")
    page.wait_xpath('//h2[.="Code snapshot"]')
    raw = (demo.DATA / "experiments/digits-mlp/snapshot/mlp.py").read_text()
    assert text_of(page, "mlp.py") == raw.removesuffix("\n").split("\n")


def test_a_log_shows_a_progress_bar_in_its_last_state(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-schedule", tab="logs")
    raw = (demo.DATA / "runs/digits-mlp-schedule/files/logs/std_log.txt").read_bytes().decode()
    seen = text_of(page, "logs/std_log.txt")
    assert seen == as_a_terminal_shows(raw)
    assert len(seen) < raw.count("\r")
    assert seen[1].startswith("epoch  1: 100%") and "20%" not in seen[1]


def test_a_failed_run_shows_its_message_and_traceback(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-schedule")
    fault = page.wait_css('section[aria-label="Why it failed"]')
    assert "IndexError: list index out of range" in fault.text
    fault.find_element(By.TAG_NAME, "summary").click()
    detail = demo.run("digits-mlp-schedule")["error"]["detail"]
    page.wait_until(lambda: detail.strip() in fault.text)
    assert "Failed" in page.wait_css(".run-head").text


def test_a_running_run_says_so(site, browser):
    page = browser()
    visit(page, site, run="digits-mlp-wide", tab="details")
    assert "Running" in page.wait_css(".run-head").text
    seen = facts(page, "Facts")
    assert seen["Status"] == "Running" and "Ended" not in seen


def test_the_way_back_leads_to_the_arranged_table(site, browser):
    page = browser()
    visit(page, site, page="runs", experiment="wine-search", q="svm", sort="name")
    table(page, 3)
    page.wait_css(RUNS).find_element(By.LINK_TEXT, "svm").click()
    settle(page)
    page.wait_css('nav[aria-label="Breadcrumb"]').find_element(By.LINK_TEXT, "Wine, model search").click()
    table(page, 3)
    wait_link(page, page="runs", q="svm", sort="name", run=None)
