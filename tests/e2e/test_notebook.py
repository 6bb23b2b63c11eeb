"""A run in a real notebook: its cells are run, and JupyterLab shows it in Chromium."""

import contextlib
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import demo
import pytest
from chromium import ROOT
from look import chart
from server import free_port
from test_embed import fits, numbers

FOLDER = ROOT / "tests" / "notebook"
RUN = "logging-styles-1"


def python():
    """The interpreter that has JupyterLab."""
    found = Path(os.environ.get("NOTEBOOK_PYTHON", ROOT / ".venv-notebook" / "bin" / "python"))
    assert found.is_file(), f"{found} is not there; scripts/setup.sh notebook makes it"
    return str(found)


def environment(home):
    """Nothing of the user's own Jupyter, and no calls home."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
    folders = {name: str(home / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")}
    return kept | folders | {"HOME": str(home), "PYTHONWARNINGS": "ignore", "PATH": f"{Path(python()).parent}:{os.environ['PATH']}"}


@contextlib.contextmanager
def jupyterlab(folder, env):
    """Its address, while it serves the notebooks of a folder."""
    port = free_port()
    command = [
        python(), "-m", "jupyterlab", "--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}",
        "--ServerApp.port_retries=0", "--IdentityProvider.token=", f"--ServerApp.root_dir={folder}",
        "--LabApp.news_url=None", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]
    with open(folder / "jupyter.log", "w") as log:
        process = subprocess.Popen(command, env=env, stdout=log, stderr=log, start_new_session=True)
        try:
            url = f"http://127.0.0.1:{port}/"
            end = time.monotonic() + 60
            while True:
                try:
                    urllib.request.urlopen(url + "api/status", timeout=2).close()
                    break
                except OSError:
                    said = (folder / "jupyter.log").read_text()
                    assert process.poll() is None and time.monotonic() < end, f"JupyterLab did not start: {said}"
                    time.sleep(0.1)
            yield url
        finally:
            # With the kernels that it started.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGINT)
                os.killpg(process.pid, signal.SIGTERM)
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def notebook(site, tmp_path):
    """The address of the notebook in JupyterLab, all of its cells run."""
    env = environment(tmp_path)
    subprocess.run([python(), FOLDER / "execute.py", FOLDER / "embed.ipynb", site.url, tmp_path / "embed.ipynb"], env=env, check=True)
    with jupyterlab(tmp_path, env) as url:
        yield url + "lab/tree/embed.ipynb"


def test_a_run_is_seen_in_a_notebook(notebook, site, browser):
    page = browser(width=1280, height=1400)
    page.get(notebook)
    frames = page.wait_until(lambda: page.all_css(".jp-OutputArea iframe")[1:] and page.all_css(".jp-OutputArea iframe"), "both frames", 60)
    of_run = demo.run(RUN)
    for number, frame in enumerate(frames):
        page.execute_script("arguments[0].scrollIntoView()", frame)
        page.switch_to.frame(frame)
        assert page.wait_css(".embed-head h1").text == of_run["name"]
        assert page.wait_css(".embed-head .status").text == "Finished"
        shown = page.wait_until(lambda: numbers(page))
        assert shown and all(value == demo.shown(demo.aggregate(of_run, name, "last")) for name, value in shown.items())
        name = page.wait_css("section.chart-card h3").text
        chart(page, name)
        if number == 1:
            page.wait_until(lambda: fits(page), "the frame to be as high as the run")
        page.switch_to.default_content()
    # Written as 640; both listen once the second cell is there.
    assert frames[1].size["height"] not in (0, 640)
