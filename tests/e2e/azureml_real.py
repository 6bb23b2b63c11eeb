"""Stand-ins for Azure ML that tests read, and what the real SDK logged to them."""

import contextlib
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

from chromium import ROOT
from look import visit

FOLDER = ROOT / "tests" / "azureml"
LOGGED = ROOT / "tests" / "azureml_live" / "with_double.py"
REFUSED = r"Failed to load resource.* 401 "
# Whatever proxy the user has is for other addresses.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# Behind the folders of the tests here, which have modules of the same names.
sys.path.append(str(FOLDER))

import real  # noqa: E402
from double import running_double  # noqa: E402
from double.state import GROUP, SUBSCRIPTION, WORKSPACE  # noqa: E402

NAME = f"{SUBSCRIPTION}/{GROUP}/{WORKSPACE}"
CONFIG = {"subscription_id": SUBSCRIPTION, "resource_group": GROUP, "workspace_name": WORKSPACE}


def python():
    """The interpreter that has the SDK."""
    found = Path(os.environ.get("AZUREML_PYTHON", ROOT / ".venv-azureml" / "bin" / "python"))
    assert found.is_file(), f"{found} is not there; scripts/setup.sh azureml makes it"
    return str(found)


class Azureml:
    """A stand-in that runs: `url`, `token`, and what is true of its runs by their labels."""

    def __init__(self, url, token, truth=None):
        self.url, self.token = url, token
        self.truth = truth

    def run(self, label):
        """What was logged to a run."""
        return self.truth["runs"][label]

    def tell(self, call, body=None, method=None):
        """One of the calls that no real service has (/_double/…)."""
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(f"{self.url}/_double/{call}", data, method=method)
        with DIRECT.open(asked, timeout=60) as answer:
            return json.load(answer)

    def fault(self, path, **fields):
        self.tell("faults", {"path": path, **fields})

    def heal(self):
        self.tell("faults", method="DELETE")

    def asked(self, part="", method=None):
        """The requests with this in their path, oldest first, without those that only ask for leave."""
        items = self.tell("requests")["items"]
        return [one for one in items if part in one["path"] and one["method"] in ((method,) if method else ("GET", "POST"))]


@contextlib.contextmanager
def with_runs():
    """Two stand-ins, by the interface for metrics that the SDK logged through: `v2` and `v1`."""
    command = [python(), str(LOGGED), "--serve", "*"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        # It ends with its input, which is closed on the way out.
        told = server.stdout.readline()
        assert told, f"the stand-ins did not start: {server.wait()}"
        found = json.loads(told)
        yield {api: Azureml(one["url"], one["token"], json.loads(Path(one["truth"]).read_text())) for api, one in found.items()}


@contextlib.contextmanager
def own(**settings):
    """An empty stand-in."""
    given = {"tokens": [real.bearer()], "origins": ["*"], "blob_origins": ["*"]} | settings
    with running_double(**given) as double:
        yield Azureml(double.url, given["tokens"][0])


def visit_azureml(page, site, azureml, /, token=None, **keys):
    """Opens the page on a workspace, with these keys in its link, and signs in when it asks."""
    page.expect_console(REFUSED)
    visit(page, site, source=f"azureml:{azureml.url}", workspace=NAME, **keys)
    sign_in(page, token or azureml.token)


def visit_run(page, site, azureml, label, /, **keys):
    """Opens the page of a run of the truth."""
    visit_azureml(page, site, azureml, run=azureml.run(label)["id"], **keys)


def sign_in(page, token):
    """Enters a token where the page asks for one."""
    field = page.wait_css("form.sign-in input[type=password]")
    field.clear()
    field.send_keys(token)
    page.wait_xpath('//form[contains(@class, "sign-in")]//button[normalize-space()="Sign in"]').click()


def number(truth):
    """A number of the truth, where those that are not finite are texts; `None` for what is none."""
    if isinstance(truth, str):
        return float(truth) if truth in ("NaN", "Infinity", "-Infinity") else None
    return None if truth is None or isinstance(truth, bool) else float(truth)


def written(value):
    """What is no number as a person reads it: None is what Python calls nothing."""
    return value if isinstance(value, str) else {None: "None", True: "true", False: "false"}[value]
