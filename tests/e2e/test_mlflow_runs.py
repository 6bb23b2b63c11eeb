"""Experiments and runs of a real MLflow server."""

from look import EXPERIMENTS, RUNS, Table, heading, table, visit, wait_link
from mlflow_real import visit_mlflow, visit_runs

# Of the height that 120 rows have.
TALL = {"width": 1440, "height": 4500}
STATUS = {"FINISHED": "Finished", "FAILED": "Failed", "RUNNING": "Running", "KILLED": "Canceled"}
DELETED = '//label[normalize-space()="Deleted runs"]//input'


def newest_first(runs):
    return sorted(runs, key=lambda run: run["start"], reverse=True)


def as_a_tree(runs):
    """The newest first, but children below their parents."""
    runs = newest_first(runs)

    def with_children(run):
        below = [child for child in runs if child["tags"].get("mlflow.parentRunId") == run["id"]]
        return [run, *(one for child in below for one in with_children(child))]

    roots = [run for run in runs if "mlflow.parentRunId" not in run["tags"]]
    return [one for root in roots for one in with_children(root)]


def test_the_experiments_of_the_server_are_listed_and_lead_to_their_runs(site, browser, mlflow):
    page = browser()
    visit_mlflow(page, site, mlflow.url)
    rows = page.wait_css(EXPERIMENTS).text
    for name in (mlflow.odd["name"], mlflow.many["name"], "Default"):
        assert name in rows
    page.wait_xpath(f'//table[@aria-label="Experiments"]//a[normalize-space()="{mlflow.odd["name"]}"]').click()
    assert table(page, len(mlflow.truth["runs"])).names == [run["name"] for run in as_a_tree(mlflow.truth["runs"])]
    wait_link(page, experiment=mlflow.odd["id"], source=f"mlflow:{mlflow.url}")


def test_an_experiment_without_runs_says_so(site, browser, mlflow):
    page = browser()
    visit_runs(page, site, mlflow.url, {"id": "0"})
    page.wait_text("This experiment has no runs yet")


def test_runs_show_their_names_statuses_params_and_last_values(site, browser, mlflow):
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many, columns="status,params.lr,params.model,metrics.acc")
    seen = table(page, len(mlflow.many_runs))
    runs = newest_first(mlflow.many_runs)
    assert page.wait_css(RUNS).get_attribute("aria-rowcount") == str(len(runs) + 1)
    assert seen.names == [run["name"] for run in runs]
    assert seen.column("Status") == [STATUS[run["status"]] for run in runs]
    for param in ("lr", "model"):
        assert seen.column(param, "param") == [run["params"][param] for run in runs]
    assert [float(text) for text in seen.column("acc", "metric")] == [run["latest"]["acc"]["value"] for run in runs]


def test_states_that_mlflow_has_other_words_for_are_told(site, browser, mlflow):
    page = browser(width=1440)
    visit_runs(page, site, mlflow.url, mlflow.odd, columns="status")
    runs = as_a_tree(mlflow.truth["runs"])
    assert table(page, len(runs)).column("Status") == [STATUS[run["status"]] for run in runs]


def test_the_first_runs_are_there_before_the_rest_has_come(site, browser, mlflow, mlflow_hold):
    mlflow_hold.hold("*/runs/search", after=1)
    page = browser(**TALL)
    visit_runs(page, site, mlflow_hold.proxy.url, mlflow.many)
    newest = [run["name"] for run in newest_first(mlflow.many_runs)]
    assert table(page, 50).names == newest[:50]
    page.wait_text("50 runs so far")
    mlflow_hold.release()
    assert table(page, len(newest)).names == newest
    assert len(mlflow_hold.proxy.asked("*/runs/search")) == 2


def test_a_metric_sorts_all_runs(site, browser, mlflow):
    page = browser(**TALL)
    visit_runs(page, site, mlflow.url, mlflow.many, columns="metrics.acc")
    table(page, len(mlflow.many_runs))
    heading(page, "acc", "metric").click()
    wait_link(page, sort="metrics.acc")
    lowest_first = sorted(mlflow.many_runs, key=lambda run: run["latest"]["acc"]["value"])
    page.wait_until(lambda: Table(page).names == [run["name"] for run in lowest_first], "the order of acc")


def test_children_are_marked_and_stand_on_the_page_of_their_parent(site, browser, mlflow):
    page = browser(width=1440)
    visit_runs(page, site, mlflow.url, mlflow.odd)
    table(page, len(mlflow.truth["runs"]))
    marked = page.all_css(f'{RUNS} th:has([title="Child run"]) .run-link')
    assert sorted(link.text for link in marked) == ["child-0", "child-1"]
    visit_mlflow(page, site, mlflow.url, run=mlflow.run("parent")["id"], tab="children")
    assert sorted(table(page, 2).names) == ["child-0", "child-1"]


def test_deleted_runs_are_shown_only_when_asked_for(site, browser, mlflow):
    page = browser(width=1440)
    visit_runs(page, site, mlflow.url, mlflow.odd)
    there = len(mlflow.truth["runs"])
    assert "deleted" not in table(page, there).names
    page.wait_xpath(DELETED).click()
    assert "deleted" in table(page, there + 1).names
    wait_link(page, deleted="1")
    page.wait_xpath(DELETED).click()
    table(page, there)
    wait_link(page, deleted=None)


def test_a_link_with_deleted_runs_shows_them(site, browser, mlflow):
    page = browser(width=1440)
    visit_runs(page, site, mlflow.url, mlflow.odd, deleted="1")
    assert "deleted" in table(page, len(mlflow.truth["runs"]) + 1).names
    assert page.wait_xpath(DELETED).is_selected()


def test_another_source_has_no_switch_for_deleted_runs(site, browser):
    page = browser(width=1440)
    visit(page, site, page="runs", experiment="wine-search")
    page.wait_css(RUNS)
    assert not page.driver.find_elements("xpath", DELETED)
