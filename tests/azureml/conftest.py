"""What the tests of the stand-in and of the real SDK share."""

import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from dataclasses import dataclass

import pytest
import real
from double import computes, running_double

# A machine that is busy with other tests is slow.
SECONDS = 120
# Whatever proxy the user has is for other addresses.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Reply:
    status: int
    headers: object
    body: bytes

    def json(self):
        return json.loads(self.body)


def ask(url, method=None, body=None, token="secret", headers=None) -> Reply:
    """One request; an answer that is an error is an answer too."""
    sent = dict(headers or {})
    if token:
        sent["Authorization"] = f"Bearer {token}"
    if body is not None:
        method, sent["Content-Type"] = method or "POST", "application/json"
        body = json.dumps(body).encode()
    request = urllib.request.Request(url, method=method, data=body, headers=sent)
    try:
        with DIRECT.open(request, timeout=30) as answer:
            return Reply(answer.status, answer.headers, answer.read())
    except urllib.error.HTTPError as error:
        with error:
            return Reply(error.code, error.headers, error.read())


@pytest.fixture
def double():
    """A stand-in of the test's own, which lets the token "secret" in."""
    with running_double(tokens=["secret"]) as running:
        yield running


class Sdk:
    """The real SDK, in a process of its own, beside a stand-in."""

    def __init__(self, double, folder, certificate, token, **extra):
        self.double, self.folder = double, folder
        home = folder / "home"
        home.mkdir()
        self.environment = real.environment(double, home, certificate, token) | extra

    # In a folder of its own each: what is printed goes to a file there, which it uploads.
    def start(self, program, *arguments, environment=None, **options):
        command = [sys.executable, str(real.HERE / program), *map(str, arguments)]
        folder, found = tempfile.mkdtemp(dir=self.folder), self.environment | (environment or {})
        return subprocess.Popen(command, env=found, cwd=folder, **options)

    def run(self, program, *arguments, environment=None) -> str:
        process = self.start(
            program, *arguments, environment=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        try:
            said = process.communicate(timeout=SECONDS)[0].decode(errors="replace")
        finally:
            process.kill()
        assert process.returncode == 0, f"{program} ended with {process.returncode}:\n{said}"
        return said

    def read(self, name="read.json") -> dict:
        self.run("read_real.py", self.folder / "truth.json", self.folder / name)
        return json.loads((self.folder / name).read_text())


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    return real.certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="session", params=["v2", "v1"])
def sdk(request, tmp_path_factory, certificate):
    """The SDK with the metrics of today and with those before, after it logged every kind."""
    folder, token = tmp_path_factory.mktemp(f"sdk-{request.param}"), real.bearer()
    # Set and empty is how the SDK is told to use the API before.
    extra = {"AZUREML_METRICS_V2": ""} if request.param == "v1" else {}
    with running_double(tokens=[token], tls=certificate) as running:
        sdk = Sdk(running, folder, certificate[0], token, **extra)
        sdk.token, sdk.api = token, request.param
        sdk.said = sdk.run("log_real.py", folder / "truth.json")
        sdk.truth = json.loads((folder / "truth.json").read_text())
        with running.state.lock:
            busy = sdk.truth["runs"]["every kind"]["id"]
            nodes = [{"nodeId": "n1", "nodeState": "running", "runId": busy}, {"nodeId": "n2", "nodeState": "idle"}]
            computes.add(running.state, {"name": "local", "max": 4, "nodes": nodes})
        sdk.found = sdk.read()
        yield sdk
