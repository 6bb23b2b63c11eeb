"""Runs a command beside a stand-in for Azure ML that the real SDK logged into.

    python tests/azureml_live/with_double.py -- cargo test --test azureml_live

The command finds in its environment where the service is (AZUREML_URL), the token
that it lets in (AZUREML_TOKEN) and what was logged (AZUREML_TRUTH). All of it runs
twice: with the metrics of today and with those before (AZUREML_API is v2 or v1).

    python tests/azureml_live/with_double.py --serve ORIGIN

logs both into stand-ins of their own, prints one line of JSON with the same by `v2` and
`v1`, and ends with its input. Pages of ORIGIN may read them.
"""

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "azureml"))

import real  # noqa: E402
from conftest import Sdk  # noqa: E402
from double import computes, running_double  # noqa: E402

APIS = ("v2", "v1")


@contextlib.contextmanager
def logged(api: str, **settings):
    """A stand-in that the SDK logged into by this interface: what is found where."""
    with tempfile.TemporaryDirectory() as name:
        folder, token = Path(name), real.bearer()
        certificate = real.certificate(folder)
        extra = {"AZUREML_METRICS_V2": ""} if api == "v1" else {}
        with running_double(tokens=[token], tls=certificate, **settings) as double:
            Sdk(double, folder, certificate[0], token, **extra).run("log_real.py", folder / "truth.json")
            with double.state.lock:
                nodes = [{"nodeId": "n1", "nodeState": "running"}, {"nodeId": "n2", "nodeState": "idle"}]
                computes.add(double.state, {"name": "local", "max": 4, "nodes": nodes})
            yield {"URL": double.url, "TOKEN": token, "TRUTH": str(folder / "truth.json"), "API": api}


def serve(origins: list[str]) -> int:
    with contextlib.ExitStack() as stack:
        given = dict(origins=origins, blob_origins=origins)
        found = {api: stack.enter_context(logged(api, **given)) for api in APIS}
        print(json.dumps({api: {key.lower(): value for key, value in one.items()} for api, one in found.items()}), flush=True)
        sys.stdin.read()
    return 0


def main(command: list[str]) -> int:
    for api in APIS:
        with logged(api) as found:
            environment = os.environ | {f"AZUREML_{key}": value for key, value in found.items()}
            code = subprocess.run(command, env=environment, check=False).returncode
            if code:
                return code
    return 0


if __name__ == "__main__":
    arguments = sys.argv[1:]
    if arguments[:1] == ["--serve"]:
        sys.exit(serve(arguments[1:]))
    sys.exit(main(arguments[arguments.index("--") + 1 :]))
