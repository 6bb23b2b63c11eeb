"""A real MLflow server for tests.

`running_server()` starts `mlflow server` on SQLite in a folder of its own, on a
free port of 127.0.0.1, and ends it again. As a program it also logs the runs of
log_real.py and then runs a command that finds the server by its environment:

    python tests/mlflow/server.py [--cors ORIGIN] -- cargo test --test mlflow_live

MLFLOW_URL is the address of the server, MLFLOW_TRUTH a JSON file of what was logged.
"""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 120
END_SECONDS = 15


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    url: str
    folder: Path
    pid: int

    def log(self) -> str:
        """What it wrote so far."""
        return (self.folder / "server.log").read_text(errors="replace")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def environment() -> dict[str, str]:
    """The environment of server and client: nothing of the user's own set-up, and no calls home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MLFLOW_")}
    return kept | {
        "MLFLOW_DISABLE_TELEMETRY": "true",
        "DO_NOT_TRACK": "true",
        "MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false",
        "MLFLOW_SUPPRESS_PRINTING_URL_TO_STDOUT": "true",
        "GIT_PYTHON_REFRESH": "quiet",
        "PYTHONWARNINGS": "ignore",
    }


@contextlib.contextmanager
def running_server(
    cors: str | None = None, prefix: str | None = None, *,
    python: str = sys.executable, port: int | None = None, database: Path | None = None, workers: int = 1,
):  # fmt: skip
    """Yields a `Server`. `cors` is the origin that may read it beside those of
    this machine, `prefix` the path that it lies under, `python` the interpreter
    that has MLflow, `database` a file with runs to serve instead of none."""
    with tempfile.TemporaryDirectory(prefix="runlens-mlflow-") as name:
        folder = Path(name)
        port = port or free_port()
        command = [
            python, "-m", "mlflow", "server",
            "--host", "127.0.0.1", "--port", str(port), "--workers", str(workers),
            "--backend-store-uri", f"sqlite:///{database or folder / 'mlflow.db'}",
            "--artifacts-destination", str(folder / "artifacts"),
        ]  # fmt: skip
        if cors:
            command += ["--cors-allowed-origins", cors]
        if prefix:
            command += ["--static-prefix", prefix]
        with open(folder / "server.log", "wb") as log:
            # A session of its own, so that its workers end with it.
            process = subprocess.Popen(
                command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip
        server = Server(f"http://127.0.0.1:{port}{prefix or ''}", folder, process.pid)
        try:
            wait_until_ready(server, process)
            yield server
        finally:
            end(process)


def wait_until_ready(server: Server, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"mlflow server ended with {process.returncode}:\n{server.log()}")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            with urllib.request.urlopen(f"{server.url}/version", timeout=2) as answer:
                if answer.status == 200:
                    return
        time.sleep(0.1)
    raise RuntimeError(f"mlflow server was not ready after {START_SECONDS} s:\n{server.log()}")


def end(process: subprocess.Popen) -> None:
    """Ends the server and its workers, which are the session it leads."""
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(END_SECONDS)
    process.wait()


def log_runs(server: Server, python: str = sys.executable) -> Path:
    """Logs the runs of log_real.py; returns the file with what was logged."""
    truth = server.folder / "truth.json"
    program = Path(__file__).resolve().parent / "log_real.py"
    subprocess.run([python, str(program), server.url, str(truth)], check=True, env=environment())
    return truth


def main() -> int:
    parser = argparse.ArgumentParser(description="Run a command beside a real MLflow server with logged runs.")
    parser.add_argument("--cors", help="an origin that may read the server")
    parser.add_argument("--prefix", help="the path that the server lies under")
    parser.add_argument("command", nargs="+", help="the command, after --")
    arguments = parser.parse_args()
    with running_server(arguments.cors, arguments.prefix) as server:
        found = {"MLFLOW_URL": server.url, "MLFLOW_TRUTH": str(log_runs(server))}
        return subprocess.run(arguments.command, env=os.environ | found).returncode


if __name__ == "__main__":
    sys.exit(main())
