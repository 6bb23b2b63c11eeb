"""The real MLflow server that tests read, and what was logged to it."""

import contextlib
import importlib.util
import json
import os
import sys
from pathlib import Path

from chromium import ROOT
from look import visit

SOURCE = ROOT / "tests" / "mlflow" / "server.py"


def starter():
    """tests/mlflow/server.py, under a name that nothing here has."""
    if "mlflow_starter" not in sys.modules:
        spec = importlib.util.spec_from_file_location("mlflow_starter", SOURCE)
        sys.modules["mlflow_starter"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["mlflow_starter"])
    return sys.modules["mlflow_starter"]


def python():
    """The interpreter that has MLflow."""
    found = Path(os.environ.get("MLFLOW_PYTHON", ROOT / ".venv-mlflow" / "bin" / "python"))
    assert found.is_file(), f"{found} is not there; scripts/setup.sh mlflow makes it"
    return str(found)


def running(**how):
    """A server without runs, for as long as the context lasts."""
    return starter().running_server(python=python(), **how)


class Mlflow:
    """A server that runs (`url`, `folder`), and the truth about its runs."""

    def __init__(self, server):
        self.url = server.url
        self.folder = server.folder
        self.truth = json.loads(starter().log_runs(server, python()).read_text())
        self.odd = self.truth["experiment"]
        self.many = self.truth["many"]
        self.many_runs = self.truth["many_runs"]

    def run(self, name):
        """A run of the experiment of odd runs, by its name."""
        return next(run for run in [*self.truth["runs"], self.truth["deleted"]] if run["name"] == name)


@contextlib.contextmanager
def with_runs():
    with running() as server:
        yield Mlflow(server)


def visit_mlflow(page, site, url, /, **keys):
    """Opens the page on a server, with these keys in its link."""
    visit(page, site, source=f"mlflow:{url}", **keys)


def visit_runs(page, site, url, experiment, /, **keys):
    """Opens the runs of an experiment of the truth."""
    visit_mlflow(page, site, url, page="runs", experiment=experiment["id"], **keys)
