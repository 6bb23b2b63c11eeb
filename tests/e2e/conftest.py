"""Fixtures: `site` (a host of the built page), `page_url` (its address), `browser`
(makes Chromiums), `make_site` (more hosts, for other origins), `mlflow` (a real
MLflow server with runs), `mlflow_proxy` (stands in front of it), `mlflow_hold` (a
proxy that keeps questions waiting), `azureml` (what the real SDK logged to stand-ins
for Azure ML), `azureml_own` (a stand-in without runs)."""

import os
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import azureml_real  # noqa: E402
from chromium import ROOT, Browser  # noqa: E402
from mlflow_proxy import Holding, MlflowProxy  # noqa: E402
from mlflow_real import with_runs  # noqa: E402
from server import PageServer  # noqa: E402

# Either table that the page may open with.
TABLES = 'table[aria-label="Experiments"], table[aria-label="Runs"], [role=grid][aria-label="Runs"]'


@pytest.fixture(scope="session")
def dist():
    """The built page."""
    folder = Path(os.environ.get("RUNLENS_DIST", ROOT / "dist"))
    assert (folder / "index.html").is_file(), f"{folder} holds no page; make dist builds it"
    return folder


@pytest.fixture
def make_site():
    """make_site(folder, prefix="/…/", cors=False) -> PageServer"""
    made = []

    def make(*args, **kwargs):
        made.append(PageServer(*args, **kwargs))
        return made[-1]

    yield make
    for server in made:
        server.close()


@pytest.fixture
def site(make_site, dist):
    """The built page under a sub-path, as a PageServer."""
    return make_site(dist)


@pytest.fixture
def page_url(site):
    """The address of the built page, ending in a slash."""
    return site.url


@pytest.fixture(scope="session")
def mlflow():
    """A real MLflow server with the runs of tests/mlflow/log_real.py, and what is true
    of them."""
    with with_runs() as found:
        yield found


@pytest.fixture
def mlflow_proxy(mlflow):
    """A proxy in front of that server."""
    proxy = MlflowProxy(mlflow.url)
    yield proxy
    proxy.close()


@pytest.fixture
def mlflow_hold(mlflow_proxy):
    """A proxy that keeps questions waiting until it is told to release them."""
    holding = Holding(mlflow_proxy)
    yield holding
    holding.release()


@pytest.fixture(scope="session")
def azureml():
    """Stand-ins for Azure ML with the runs of tests/azureml/log_real.py, `v2` and `v1`
    by the interface that their metrics were logged through."""
    with azureml_real.with_runs() as found:
        yield found


@pytest.fixture
def azureml_own():
    """A stand-in for Azure ML without runs, for the test alone."""
    with azureml_real.own() as found:
        yield found


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """The tests that share a server go to one worker; the others to whoever is free."""
    from xdist.scheduler import LoadScopeScheduling

    class Scheduling(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            return next((kind for kind in ("mlflow", "azureml") if f"test_{kind}" in nodeid), nodeid)

    return Scheduling(config, log)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.when == "call":
        item.call_report = report


@pytest.fixture
def browser(request, make_site, tmp_path):
    """browser(width=1280, height=800, dpr=1, dark=False, …) -> Browser. Afterwards the
    consoles must be free of errors, but for those named with expect_console."""
    made = []

    def make(**kwargs):
        made.append(Browser(**kwargs))
        return made[-1]

    yield make
    errors = []
    report = getattr(request.node, "call_report", None)
    for number, one in enumerate(made):
        try:
            errors += one.console_errors()
            if report is not None and report.failed:
                one.screenshot(f"failed-{request.node.name}-{number}")
        finally:
            one.quit()
    assert not errors, "errors in the browser's console:\n" + "\n".join(errors)
