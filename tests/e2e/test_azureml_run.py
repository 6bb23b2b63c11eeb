"""What is known of a run of Azure ML beside its metrics, and its child runs."""

import json

import pytest
from azureml_real import visit_azureml, visit_run
from look import RUNS, link, table, wait_link
from selenium.webdriver.common.by import By

WIDE = {"width": 1440, "height": 1000}
PAIRS = """
const box = document.querySelector(`section[aria-label="${arguments[0]}"]`);
return Object.fromEntries([...box.querySelectorAll('dt')].map((name) => [name.innerText.trim(), name.nextElementSibling.innerText.trim()]));
"""
COPIED = """
window.__copied = [];
navigator.clipboard.writeText = (text) => { window.__copied.push(text); return Promise.resolve(); };
"""
DEFINITION = {
    "script": "train.py", "arguments": ["--lr", "0.1", "--layers", 3, "--fast"], "target": "cpu-cluster",
    "environment": {"name": "AzureML-Minimal", "python": {"userManagedDependencies": False}},
}  # fmt: skip


def pairs(page, section):
    """The names and values of a section of the details."""
    page.wait_css(f'section[aria-label="{section}"]')
    return page.execute_script(PAIRS, section)


def unfold(page, title):
    """Opens a document of the source, and gives its box."""
    box = page.wait_xpath(f'//details[summary[normalize-space()="{title} (JSON)"]]')
    page.execute_script("arguments[0].scrollIntoView({block: 'center'})", box)
    box.find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: box.find_elements(By.TAG_NAME, "pre"), f"the text of {title}")
    return box


@pytest.mark.parametrize("api", ["v2", "v1"])
def test_the_details_are_what_was_logged(site, browser, azureml, api):
    page = browser(**WIDE)
    run = azureml[api].run("every kind")
    visit_run(page, site, azureml[api], "every kind", tab="details")
    seen = pairs(page, "Facts")
    assert (seen["Status"], seen["Run id"], seen["Root run"]) == ("Finished", run["id"], run["id"])
    assert seen["User"] and seen["Started"] <= seen["Ended"]
    assert page.title.startswith(run["display"])
    assert pairs(page, "Tags") == run["tags"]
    assert run["properties"].items() <= pairs(page, "Properties").items()
    prose = page.wait_css('section[aria-label="Description"] .prose')
    assert (prose.text, prose.find_element(By.TAG_NAME, "em").text) == (run["description"].replace("*", ""), "every")


def test_child_runs_are_listed_and_name_their_parent_and_root(site, browser, azureml):
    page = browser(**WIDE)
    parent = azureml["v2"].run("every kind")
    visit_run(page, site, azureml["v2"], "every kind", tab="children")
    seen = table(page, len(parent["children"]))
    # The SDK puts a name of the parent in front of the name of a child.
    assert {name.rsplit(">")[-1] for name in seen.names} == {f"child {number}" for number in range(len(parent["children"]))}
    # What each logged comes with the second walk through the list.
    page.wait_until(lambda: sorted(table(page, 3).column("number", "metric")) == ["0", "1", "2"], "the number of each child")
    page.wait_css(RUNS).find_element(By.PARTIAL_LINK_TEXT, "child 1").click()
    assert wait_link(page)["run"] in parent["children"]
    page.wait_xpath('//nav[@aria-label="Parts of the run"]//a[.="Details"]').click()
    facts = pairs(page, "Facts")
    assert (facts["Parent run"], facts["Root run"]) == (parent["id"], parent["id"])
    assert link(page)["run"] == facts["Run id"]


def test_a_failed_run_says_why(site, browser, azureml):
    page = browser(**WIDE)
    visit_run(page, site, azureml["v2"], "failed")
    error = azureml["v2"].run("failed")["error"]
    said = page.wait_css('section[aria-label="Why it failed"]').text
    assert error["message"] in said and error["code"] in said
    assert "Failed" in page.wait_css(".run-head").text


def test_a_canceled_run_says_so(site, browser, azureml):
    page = browser(**WIDE)
    visit_run(page, site, azureml["v2"], "canceled")
    assert "Canceled" in page.wait_css(".run-head").text
    page.wait_text("This run logged no metric")


def test_an_error_is_told_by_its_first_line_and_its_detail_unfolds(site, browser, azureml_own):
    message = "ValueError: no such layer\nTraceback (most recent call last):\n  File \"train.py\", line 7"
    inner = {"code": "BadArgument", "innerError": {"code": "UnknownLayer"}}
    error = {"code": "UserError", "message": message, "innerError": inner, "detailsUri": "https://aka.ms/x"}
    azureml_own.tell("runs", {"experiment": "e", "runId": "r", "status": "Failed", "error": {"error": error}})
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r")
    box = page.wait_css('section[aria-label="Why it failed"]')
    assert "UserError/BadArgument/UnknownLayer: ValueError: no such layer" in box.text
    assert "line 7" not in box.text
    box.find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: 'File "train.py", line 7' in box.text and "https://aka.ms/x" in box.text)


def test_what_a_run_waits_for_and_warns_of_stands_above_its_parts(site, browser, azureml_own):
    azureml_own.tell("runs", {
        "experiment": "e", "runId": "r", "status": "Queued", "target": "gpu",
        "queueingInfo": {"code": "Quota", "message": "Waiting for 4 nodes of gpu"},
        "warnings": [{"source": "Disk", "message": "The disk is nearly full"}, {"source": None, "message": "No data set"}],
    })  # fmt: skip
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r")
    assert page.wait_css(".run-queue").text == "Waiting for 4 nodes of gpu"
    warned = page.wait_css('[aria-label="Warnings of this run"]')
    assert [item.text for item in warned.find_elements(By.TAG_NAME, "li")] == ["Disk: The disk is nearly full", "No data set"]
    head = page.wait_css(".run-head").text
    assert "Queued" in head and "on gpu" in head


def test_what_kept_a_run_waiting_is_not_told_once_it_has_ended(site, browser, azureml_own):
    azureml_own.tell("runs", {"experiment": "e", "runId": "r", "status": "Completed", "queueingInfo": {"message": "Waiting"}})
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r")
    page.wait_text("This run logged no metric")
    assert not page.all_css(".run-queue")


def test_the_definition_and_the_record_of_a_run_are_shown_and_copied(site, browser, azureml_own):
    given = {"experiment": "e", "runId": "r", "status": "Completed", "token": "a-token-of-the-run", "runDefinition": DEFINITION}
    azureml_own.tell("runs", given)
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", tab="details")
    # What the script was called with are params.
    assert pairs(page, "Params") == {"lr": "0.1", "layers": "3", "fast": "true"}
    page.execute_script(COPIED)
    definition, record = unfold(page, "Run definition"), unfold(page, "Run record")
    assert json.loads(definition.find_element(By.TAG_NAME, "pre").text) == DEFINITION
    shown = json.loads(record.find_element(By.TAG_NAME, "pre").text)
    assert (shown["runId"], shown["status"], shown["runDefinition"]) == ("r", "Completed", DEFINITION)
    assert given["token"] not in page.page_source, "the token of a run is a secret"
    for box in (definition, record):
        button = box.find_element(By.TAG_NAME, "button")
        button.click()
        page.wait_until(lambda button=button: button.text == "Copied")
    copied = [json.loads(text) for text in page.execute_script("return window.__copied")]
    assert copied == [DEFINITION, shown]
    page.wait_until(lambda: button.text == "Copy", "the button to say again what it does")


def test_a_document_that_cannot_be_copied_says_what_to_do(site, browser, azureml_own):
    azureml_own.tell("runs", {"experiment": "e", "runId": "r", "status": "Completed"})
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", tab="details")
    box = unfold(page, "Run record")
    page.execute_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    box.find_element(By.TAG_NAME, "button").click()
    page.wait_until(lambda: box.find_element(By.TAG_NAME, "button").text == "Select it and copy it")
