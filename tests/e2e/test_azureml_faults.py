"""A service of Azure ML that is slow, busy or broken, and what the page then says."""

from urllib.parse import urlencode

import pytest
from azureml_real import NAME, REFUSED, own, real, sign_in, visit_azureml
from look import EXPERIMENTS, fault, link, nothing_panicked, table, visit, wait_link
from selenium.webdriver.common.by import By

TALL = {"width": 1440, "height": 1400}
RUNS_OF = "*runs:query"
BROKEN = r"Failed to load resource.* (4\d\d|5\d\d) |ERR_(EMPTY_RESPONSE|CONNECTION|INCOMPLETE|CONTENT_LENGTH_MISMATCH|FAILED)"
COUNT = 14


def experiment_of(azureml):
    """Runs of one experiment, and the id by which links know it."""
    runs = [
        {"experiment": "e", "runId": f"r{number:02}", "displayName": f"run {number:02}", "status": "Completed",
         "tags": {"odd": str(number % 2)}, "metrics": {"loss": [1.0 / (1 + step + number) for step in range(5)]}}
        for number in range(COUNT)
    ]  # fmt: skip
    azureml.tell("runs", runs)
    return azureml


@pytest.fixture
def busy(azureml_own):
    return experiment_of(azureml_own)


def visit_runs(page, site, azureml, **answer):
    """The runs of the experiment, by the way that a person goes; `answer` is what goes wrong with the question for them."""
    page.expect_console(BROKEN)
    visit_azureml(page, site, azureml)
    row = page.wait_css(EXPERIMENTS)
    # The list of experiments asks for the newest run of each.
    page.wait_until(lambda: azureml.asked("runs:query", "POST"), "the question for the newest run")
    if answer:
        azureml.fault(RUNS_OF, **answer)
    row.find_element(By.LINK_TEXT, "e").click()
    wait_link(page, page="runs")


def try_again(page):
    fault(page).find_element(By.XPATH, './/button[.="Try again"]').click()


ASKED_AT = """
const asked = performance.getEntriesByType('resource').filter((one) => one.name.includes(arguments[0]));
return asked.map((one) => one.startTime);
"""


def test_a_slow_service_shows_that_it_is_being_waited_for(site, browser, busy):
    page = browser(**TALL)
    visit_runs(page, site, busy, delay=2)
    page.wait_css('.skeleton[aria-label="Loading"]')
    table(page, COUNT)
    nothing_panicked(page)


def test_a_busy_service_is_asked_again_when_it_wants(site, browser, busy):
    busy.tell("settings", {"expose": ["Retry-After"]})
    page = browser(**TALL)
    visit_runs(page, site, busy, status=429, headers={"Retry-After": "2"}, times=1)
    table(page, COUNT)
    assert [one["status"] for one in busy.asked("runs:query", "POST")] == [200, 429, 200]
    _, first, second = page.execute_script(ASKED_AT, "runs:query")
    assert 1_900 < second - first < 6_000, "it was asked when it wanted"


# What comes in the place of the runs, and what is then said.
ODD = {
    "always busy": ({"status": 429}, "fewer requests"),
    "broken": ({"status": 500}, "status 500"),
    "a gateway without a service": ({"status": 502, "body": "<html>Bad gateway</html>"}, "status 502"),
    "cut off": ({"cut": 60}, "cannot be reached"),
    "not JSON": ({"status": 200, "body": "{\"value\": [ {"}, "not JSON"),
    "a web page": ({"status": 200, "body": "<!doctype html><title>Welcome</title>"}, "not JSON"),
    "no access": (
        {"status": 403, "body": {"error": {"code": "UserError", "message": "ada may not read this workspace"}}},
        "ada may not read this workspace",
    ),
    "a mistake of ours": (
        {"status": 400, "body": {"error": {"code": "UserError", "message": "The filter is wrong"}}},
        "The filter is wrong",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_told_and_can_be_tried_again(site, browser, busy, name):
    answer, words = ODD[name]
    page = browser(**TALL)
    visit_runs(page, site, busy, **answer)
    message = fault(page)
    assert "The runs of this experiment could not be read" in message.text
    assert words in message.text
    nothing_panicked(page)
    busy.heal()
    try_again(page)
    table(page, COUNT)
    page.wait_gone(".fault")


def test_metrics_that_do_not_come_leave_the_runs_and_say_why(site, browser, busy):
    busy.fault("*/metric/v2.0*/runs/r03/*", status=400, body={"error": {"code": "UserError", "message": "Too old to be read"}})
    page = browser(**TALL)
    visit_runs(page, site, busy)
    seen = table(page, COUNT)
    assert "run 03" in seen.names
    told = page.wait_css("details.warnings")
    assert "1 part could not be read" in told.text
    told.find_element(By.TAG_NAME, "summary").click()
    page.wait_until(lambda: "Too old to be read" in told.text)
    page.wait_css('table[aria-label="Runs"]').find_element(By.LINK_TEXT, "run 03").click()
    page.wait_until(lambda: "Its metrics could not be read" in page.wait_css('[aria-label="Warnings of this run"]').text)
    nothing_panicked(page)


@pytest.mark.parametrize("wrong", ["00000000-0000-0000-0000-000000000000/rg/nothing", "1/rg/ws", "0/no-group/ws"])
def test_a_workspace_that_is_not_there_is_told(site, browser, busy, wrong):
    page = browser(**TALL)
    page.expect_console(BROKEN)
    page.expect_console(REFUSED)
    visit(page, site, source=f"azureml:{busy.url}", workspace=wrong)
    sign_in(page, busy.token)
    page.wait_until(lambda: "was not found" in fault(page).text)
    assert wrong.rsplit("/", 1)[1] in fault(page).text
    nothing_panicked(page)


def test_a_link_without_a_workspace_says_what_is_missing(site, browser, busy):
    page = browser(**TALL)
    visit(page, site, source=f"azureml:{busy.url}")
    page.wait_text("This link names a source that cannot be opened")
    assert "workspace" in page.wait_css(".empty").text


def test_a_token_that_ends_half_way_is_asked_for_and_the_view_stays(site, browser, busy):
    page = browser(**TALL)
    visit_runs(page, site, busy)
    table(page, COUNT)
    # Arranged by hand: a filter, a selection, a zoom.
    arranged = {"q": "tags.odd = '1'", "runs": "r01,r03", "xrange": "1..3"}
    keys = link(page) | arranged
    visit(page, site, **keys)
    sign_in(page, busy.token)
    seen = table(page, COUNT // 2)
    new = real.bearer(hours=5)
    busy.tell("settings", {"tokens": [new]})
    page.wait_css('table[aria-label="Runs"]').find_element(By.LINK_TEXT, "run 05").click()
    asked = fault(page)
    assert "sign-in" in asked.text
    sign_in(page, new)
    page.wait_css('section.chart-card[aria-label="loss"]')
    assert link(page)["run"] == "r05"
    page.wait_css('nav[aria-label="Breadcrumb"]').find_element(By.LINK_TEXT, "e").click()
    assert table(page, COUNT // 2).names == seen.names
    wait_link(page, **arranged)
    assert page.wait_css(".filter-box").get_attribute("value") == arranged["q"]
    assert not any(token in page.page_source + page.current_url for token in (busy.token, new))
    nothing_panicked(page)


REFUSED_ORIGIN = r"blocked by CORS policy|ERR_FAILED"


def test_a_page_that_is_not_let_in_is_told_of_the_forwarder(site, browser):
    with own(origins=[site.origin]) as strict:
        experiment_of(strict)
        page = browser(**TALL)
        page.expect_console(REFUSED_ORIGIN)
        elsewhere = f"http://app.localhost:{site.port}"
        page.get(f"{elsewhere}{site.prefix}?{urlencode({'source': f'azureml:{strict.url}', 'workspace': NAME})}")
        message = fault(page).text
        assert f"The service does not let pages of {elsewhere} read it" in message
        assert "forwarder that comes with Runlens (hosting/)" in message
        nothing_panicked(page)
        # The origin that it does let in.
        visit_azureml(page, site, strict)
        assert "e" in page.wait_css(EXPERIMENTS).text


def test_a_service_that_does_not_answer_is_told_with_its_address(site, browser):
    with own() as gone:
        pass
    page = browser(**TALL)
    page.expect_console(r"ERR_CONNECTION_REFUSED")
    visit(page, site, source=f"azureml:{gone.url}", workspace=NAME)
    message = fault(page).text
    assert "cannot be reached" in message and f"Nothing answers at {gone.url}" in message
