"""The filter over a real MLflow server: whoever evaluates it, the rows are the same."""

import pytest
from look import RUNS, Table, empty, table, wait_link
from mlflow_real import visit_runs

FILTER = 'input[aria-label="Filter runs"]'
TALL = {"width": 1440, "height": 4500}


def acc(run):
    return run["latest"]["acc"]["value"]


# What MLflow cannot be asked, and what Python says of it.
BY_PYTHON = [
    (
        "metrics.acc < 0.05 OR params.lr = '0.1'",
        lambda run: acc(run) < 0.05 or run["params"]["lr"] == "0.1",
    ),
    (
        "(metrics.acc < 0.05 or metrics.acc > 0.5) and params.model = 'mlp'",
        lambda run: (acc(run) < 0.05 or acc(run) > 0.5) and run["params"]["model"] == "mlp",
    ),
    (
        "NOT (params.model = 'mlp' OR attributes.status = 'FAILED')",
        lambda run: not (run["params"]["model"] == "mlp" or run["status"] == "FAILED"),
    ),
    (
        "params.lr < 0.05 AND metrics.acc >= 0.3",
        lambda run: float(run["params"]["lr"]) < 0.05 and acc(run) >= 0.3,
    ),
]


def put_filter(page, text):
    """Pastes a filter in the place of the one before."""
    empty(page.wait_css(FILTER))
    page.execute_cdp_cmd("Input.insertText", {"text": text})
    wait_link(page, q=text)


def expect_names(page, names, text):
    page.wait_until(lambda: page.all_css(RUNS) and sorted(Table(page).names) == sorted(names), f"the rows of {text}")


def test_what_mlflow_can_filter_gives_what_its_client_finds(site, browser, mlflow):
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many)
    table(page, len(mlflow.many_runs))
    for text, names in mlflow.truth["found"].items():
        assert 0 < len(names) < len(mlflow.many_runs), text
        put_filter(page, text)
        expect_names(page, names, text)


@pytest.mark.parametrize(("text", "keeps"), BY_PYTHON, ids=[text for text, _ in BY_PYTHON])
def test_what_mlflow_cannot_filter_is_filtered_all_the_same(site, browser, mlflow, text, keeps):
    names = [run["name"] for run in mlflow.many_runs if keeps(run)]
    assert 0 < len(names) < len(mlflow.many_runs)
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many, q=text)
    expect_names(page, names, text)


def test_a_filter_typed_in_one_go_stands_in_the_link(site, browser, mlflow):
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many)
    table(page, len(mlflow.many_runs))
    # More letters than a browser lets a page write links in half a minute.
    text = " or ".join(f"params.lr = '{10.0 ** -place}'" for place in range(12))
    page.wait_css(FILTER).send_keys(text)
    wait_link(page, q=text)


def test_a_filter_can_be_taken_back(site, browser, mlflow):
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many, q="metrics.acc < 0.05")
    expect_names(page, [run["name"] for run in mlflow.many_runs if acc(run) < 0.05], "metrics.acc < 0.05")
    empty(page.wait_css(FILTER))
    table(page, len(mlflow.many_runs))


def test_a_filter_that_breaks_off_is_told_and_searches_for_its_words(site, browser, mlflow):
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many)
    table(page, len(mlflow.many_runs))
    put_filter(page, "params.lr = '0.1")
    page.wait_text("The quote is not closed")
    assert page.wait_css(FILTER).get_attribute("aria-invalid") == "true"
