"""An MLflow server that goes away, comes back, or answers oddly."""

import json

import pytest
from look import EXPERIMENTS, NOT_FOUND, RUNS, Table, fault, nothing_panicked, table
from mlflow_real import running, visit_mlflow, visit_runs
from selenium.webdriver.common.by import By
from server import free_port

TALL = {"width": 1440, "height": 4500}
GONE = r"ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_(RESET|CLOSED)|ERR_INCOMPLETE|ERR_CONTENT_LENGTH_MISMATCH|ERR_INVALID_HTTP"
SEARCH = "*/runs/search"
HTML = {"Content-Type": "text/html"}
LOGIN = b'<!doctype html><title>Sign in</title><form><input type="password" name="p"></form>'
PLAIN = b"<!doctype html><title>Welcome</title><p>It works!</p>"


def report(code, message):
    return json.dumps({"error_code": code, "message": message}).encode()


def try_again(page):
    fault(page).find_element(By.XPATH, './/button[.="Try again"]').click()


def newest_first(runs):
    return [run["name"] for run in sorted(runs, key=lambda run: run["start"], reverse=True)]


def test_a_server_that_is_down_is_told_and_once_it_runs_is_read(site, browser):
    port = free_port()
    page = browser()
    page.expect_console(GONE)
    visit_mlflow(page, site, f"http://127.0.0.1:{port}")
    message = fault(page).text
    assert "cannot be reached" in message and f"http://127.0.0.1:{port}" in message
    with running(port=port):
        try_again(page)
        assert "Default" in page.wait_css(EXPERIMENTS).text
    nothing_panicked(page)


@pytest.mark.parametrize("death", ["between two pages", "within a page"])
def test_a_server_killed_in_the_middle_leaves_the_rows_that_came_and_resumes(site, browser, mlflow, mlflow_proxy, death):
    mlflow_proxy.rule(SEARCH, drop=True, skip=1)
    if death == "within a page":
        mlflow_proxy.rule(SEARCH, cut=True, skip=1, times=1)
    page = browser(**TALL)
    page.expect_console(GONE)
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    newest = newest_first(mlflow.many_runs)
    assert "cannot be reached" in fault(page).text
    assert table(page, 50).names == newest[:50]
    mlflow_proxy.heal()
    before = len(mlflow_proxy.asked(SEARCH))
    try_again(page)
    assert table(page, len(newest)).names == newest, "no run is missing, and none is there twice"
    page.wait_gone(".fault")
    assert len(mlflow_proxy.asked(SEARCH)) == before + 1, "what had come is not asked for again"


# What comes in the place of the runs, and words of what is then said.
ODD = {
    "a page that wants a sign-in": ({"body": LOGIN, "headers": HTML}, "sign-in"),
    "some page": ({"body": PLAIN, "headers": HTML}, "web page (HTML)"),
    "nothing": ({"body": b""}, "not JSON"),
    "no content": ({"status": 204}, "not JSON"),
    "half a document": ({"body": b'{"runs": [{"info": {"run_id": "a"'}, "not JSON"),
    "bytes": ({"body": bytes(range(128, 256))}, "not JSON"),
    "null": ({"body": b"null"}, "cannot be read"),
    "a list": ({"body": b"[1, 2]"}, "expected an object, found a list"),
    "a text for the runs": ({"body": b'{"runs": "none"}'}, "cannot be read"),
    "an error inside a good answer": (
        {"body": report("INVALID_PARAMETER_VALUE", "Too many experiments")},
        "Too many experiments",
    ),
    "an error of the server": ({"status": 500, "body": b"oops"}, "status 500"),
    "an error in its own words": (
        {"status": 500, "body": report("INTERNAL_ERROR", "The database is locked")},
        "The database is locked",
    ),
    "a proxy without a server": ({"status": 502, "body": PLAIN, "headers": HTML}, "status 502"),
    "too many questions": ({"status": 429, "body": b"slow down"}, "fewer requests"),
    "a refusal": ({"status": 403, "body": report("PERMISSION_DENIED", "Only for the team")}, "Only for the team"),
    "a host it does not know": (
        {"status": 403, "body": b"Invalid Host header - possible DNS rebinding attack detected"},
        "--allowed-hosts",
    ),
    "a wrong path": ({"status": 404, "body": PLAIN, "headers": HTML}, "status 404"),
    "a teapot": ({"status": 418, "body": b""}, "status 418"),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_answer_is_told_and_can_be_tried_again(site, browser, mlflow, mlflow_proxy, name):
    answer, words = ODD[name]
    mlflow_proxy.rule(SEARCH, **answer)
    page = browser(**TALL)
    page.expect_console(r"Failed to load resource.* (4\d\d|50\d) ")
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    message = fault(page)
    assert "The runs of this experiment could not be read" in message.text
    assert words in message.text
    nothing_panicked(page)
    mlflow_proxy.heal()
    try_again(page)
    table(page, len(mlflow.many_runs))


def test_an_empty_answer_is_an_experiment_without_runs(site, browser, mlflow, mlflow_proxy):
    mlflow_proxy.rule(SEARCH, body=b"{}")
    page = browser()
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    page.wait_text("This experiment has no runs yet")


def test_an_answer_that_breaks_off_is_told(site, browser, mlflow, mlflow_proxy):
    mlflow_proxy.rule(SEARCH, cut=True)
    page = browser(**TALL)
    page.expect_console(GONE)
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    assert "could not be read" in fault(page).text
    mlflow_proxy.heal()
    try_again(page)
    table(page, len(mlflow.many_runs))


@pytest.mark.parametrize("where", ["the same server", "a server of others"])
def test_a_redirect_to_a_sign_in_is_told(site, browser, mlflow, mlflow_proxy, where):
    # A page for all is one that says so; that of others mostly does not.
    mlflow_proxy.rule("/login", body=LOGIN, headers=HTML)
    target = "/login" if where == "the same server" else f"http://127.0.0.1:{free_port()}/login"
    mlflow_proxy.rule(SEARCH, status=302, headers={"Location": target})
    page = browser()
    page.expect_console(f"{GONE}|blocked by CORS policy|ERR_FAILED")
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    assert ("sign-in" if where == "the same server" else "cannot be reached") in fault(page).text
    nothing_panicked(page)


def test_a_busy_server_is_asked_again_when_it_wants(site, browser, mlflow, mlflow_proxy):
    mlflow_proxy.rule(SEARCH, status=429, headers={"Retry-After": "2"}, times=1)
    page = browser(**TALL)
    page.expect_console(r"Failed to load resource.* 429 ")
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    table(page, len(mlflow.many_runs))
    first, second = (asked.at for asked in mlflow_proxy.asked(SEARCH)[:2])
    assert 1.9 < second - first < 6


def test_one_bad_run_is_counted_and_the_others_are_shown(site, browser, mlflow, mlflow_proxy):
    def spoil(body):
        document = json.loads(body)
        document["runs"][3] = {"info": 5}
        return json.dumps(document).encode()

    mlflow_proxy.rule(SEARCH, alter=spoil, times=1)
    page = browser(**TALL)
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    page.wait_css(f'{RUNS}[aria-rowcount="{len(mlflow.many_runs)}"]')
    assert "1 part could not be read" in page.wait_css("details.warnings").text


def test_a_history_that_cannot_be_read_is_told_in_its_card(site, browser, mlflow, mlflow_proxy):
    mlflow_proxy.rule("*/metrics/*", status=404, body=PLAIN, headers=HTML)
    page = browser(width=1440, height=1000)
    page.expect_console(NOT_FOUND)
    visit_mlflow(page, site, mlflow_proxy.url, run=mlflow.run("long")["id"])
    card = page.wait_css('section.chart-card[aria-label="loss"]')
    page.wait_until(lambda: "could not be read" in card.text)
    mlflow_proxy.heal()
    card.find_element(By.XPATH, './/button[.="Try again"]').click()
    page.wait_css('section[aria-label="loss"] canvas[role=img]')


def test_a_run_that_is_not_there_is_told(site, browser, mlflow):
    page = browser()
    page.expect_console(NOT_FOUND)
    visit_mlflow(page, site, mlflow.url, run="nothing")
    assert "No run has the id nothing" in fault(page).text


@pytest.mark.parametrize("keys", [{}, {"page": "runs", "experiment": "1"}, {"run": "a"}])
def test_a_server_that_cannot_answer_is_left_alone_after_a_while(site, browser, mlflow_proxy, keys):
    mlflow_proxy.rule("*", status=404, body=PLAIN, headers=HTML)
    page = browser()
    page.expect_console(NOT_FOUND)
    visit_mlflow(page, site, mlflow_proxy.url, **keys)
    fault(page)
    page.wait_until(mlflow_proxy.is_quiet, "no question for a second")
    assert len(mlflow_proxy.asked()) < 8


def test_rows_stay_while_the_rest_is_read_anew(site, browser, mlflow, mlflow_proxy):
    mlflow_proxy.rule(SEARCH, status=404, skip=1)
    page = browser(**TALL)
    page.expect_console(NOT_FOUND)
    visit_runs(page, site, mlflow_proxy.url, mlflow.many)
    table(page, 50)
    assert "The rest of the runs of this experiment could not be read" in fault(page).text
    assert len(Table(page).rows) == 50
