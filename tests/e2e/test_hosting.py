"""Any static host will do: Python's own, and nginx with the example configuration."""

import os
import re
import shutil
import subprocess
import sys

import pytest
from chromium import ROOT
from server import free_port, wait_for_port


@pytest.fixture
def www(dist, tmp_path):
    """A document root that holds the page some folders down."""
    root = tmp_path / "www"
    shutil.copytree(dist, root / "team" / "runlens")
    return root


@pytest.fixture
def start():
    """Starts programs and ends them, by their id."""
    started = []

    def run(*command, **kwargs):
        started.append(subprocess.Popen(command, **kwargs))
        return started[-1]

    yield run
    for process in started:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def shows_experiments(browser, url):
    page = browser()
    page.get(url)
    page.wait_css('table[aria-label="Experiments"]')
    return page


def test_python_http_server(www, start, browser):
    port = free_port()
    start(
        sys.executable, "-m", "http.server", "--bind", "127.0.0.1", "--directory", str(www), str(port),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    wait_for_port(port)
    shows_experiments(browser, f"http://127.0.0.1:{port}/team/runlens/")


def test_nginx_with_the_example(www, start, browser, tmp_path):
    nginx = os.environ.get("NGINX") or shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert nginx, "nginx is not installed; scripts/setup.sh chromium gets it"
    port = free_port()
    example = (ROOT / "hosting" / "nginx.conf").read_text()
    server, listens = re.subn(r"listen 8080;", f"listen 127.0.0.1:{port};", example)
    server, roots = re.subn(r"root /srv/www;", f"root {www};", server)
    assert (listens, roots) == (1, 1), "hosting/nginx.conf changed its listen or root line"
    mime = next((p for p in ("/etc/nginx/mime.types", "/usr/local/etc/nginx/mime.types", "/opt/homebrew/etc/nginx/mime.types") if os.path.exists(p)), None)
    assert mime, "nginx's mime.types was not found"
    temporary = "\n".join(
        f"{name}_temp_path {tmp_path}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration = tmp_path / "nginx.conf"
    # Started by root, nginx would serve as another user, who may not read these folders.
    user = "user root;\n" if os.geteuid() == 0 else ""
    configuration.write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {tmp_path}/nginx.pid;\nerror_log {tmp_path}/error.log;\n"
        f"events {{}}\nhttp {{\ninclude {mime};\ndefault_type application/octet-stream;\naccess_log off;\n{temporary}\n{server}\n}}\n"
    )
    log = open(tmp_path / "start.log", "w+")
    process = start(nginx, "-p", str(tmp_path), "-c", str(configuration), stdout=log, stderr=log)
    try:
        wait_for_port(port)
    except OSError:
        log.seek(0)
        raise AssertionError(f"nginx did not start (ended: {process.poll()}): {log.read()}") from None
    page = shows_experiments(browser, f"http://127.0.0.1:{port}/team/runlens/")
    # A link without the slash, as people type it, arrives too.
    page.get(f"http://127.0.0.1:{port}/team/runlens")
    page.wait_css('table[aria-label="Experiments"]')
    headers = page.execute_async_script(
        """
        const done = arguments[0];
        const wasm = performance.getEntriesByType('resource').map((e) => e.name).find((n) => n.endsWith('.wasm'));
        fetch(wasm).then((r) => done([r.headers.get('content-type'), r.headers.get('cache-control'), r.headers.get('content-encoding')]));
        """
    )
    assert headers[0] == "application/wasm"
    assert "immutable" in headers[1]
    assert headers[2] == "gzip"
