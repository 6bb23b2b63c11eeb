"""hosting/azureml.conf: nginx asks the service for a page that the service refuses."""

import os
import re
import shutil
import socket
import subprocess
import time

import pytest
from conftest import ask
from double import running_double
from real import HERE

HOSTING = HERE.parent.parent / "hosting"
PAGE = "http://runlens.example"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def service(certificate):
    with running_double(tokens=["secret"], tls=certificate) as running:
        yield running


@pytest.fixture(scope="module")
def forwarder(service, certificate, tmp_path_factory):
    """The address of nginx, with the example as it stands but for the hosts."""
    nginx = os.environ.get("NGINX") or shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
    assert nginx, "nginx is not installed; scripts/setup.sh chromium gets it"
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    example = (HOSTING / "azureml.conf").read_text()
    hosts = r"https://(westeurope\.api\.azureml\.ms|management\.azure\.com)/"
    example, changed = re.subn(hosts, f"https://localhost:{service.tls_port}/", example)
    example, trusted = re.subn(r"/etc/ssl/certs/ca-certificates\.crt", str(certificate[0]), example)
    assert (changed, trusted) == (2, 1), "hosting/azureml.conf changed its hosts or its certificates"
    server = (HOSTING / "nginx.conf").read_text().replace("listen 8080;", f"listen 127.0.0.1:{port};")
    server = server.replace("root /srv/www;", f"root {folder};\n{example}")
    temporary = "\n".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    user = "user root;\n" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log {folder}/access.log;\n{temporary}\n{server}\n}}\n"
    )
    with open(folder / "start.log", "w+") as log:
        process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")], stdout=log, stderr=log)
        try:
            end = time.monotonic() + 20
            while not answers(port) and time.monotonic() < end:
                time.sleep(0.05)
            log.seek(0)
            assert answers(port), f"nginx did not start: {log.read()}"
            yield f"http://127.0.0.1:{port}", folder
        finally:
            process.terminate()
            process.wait(20)


FROM_PAGE = {"Origin": PAGE, "Referer": PAGE + "/team/runlens/", "Cookie": "session=mine"}


@pytest.fixture
def run(service):
    made = {
        "experiment": "forwarded", "runId": "r1", "metrics": {"loss": [1.0, 0.5]},
        "files": {"outputs/é 100% #1? a+b.txt": "content", "user_logs/std_log.txt": "0123456789"},
    }  # fmt: skip
    ask(f"{service.url}/_double/runs", body=made)
    service.faults.clear()
    service.state.log.clear()
    return "r1"


def test_the_service_refuses_the_page_and_the_forwarder_asks_for_it(service, forwarder, run):
    base = f"/history/v1.0{service.workspace}/experiments"
    direct = ask(f"{service.url}{base}/forwarded", headers=FROM_PAGE)
    assert direct.headers["Access-Control-Allow-Origin"] is None
    preflight = {"Origin": PAGE, "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    asked = ask(f"{service.url}{base}/forwarded", "OPTIONS", token=None, headers=preflight)
    assert asked.headers["Access-Control-Allow-Origin"] is None

    answer = ask(f"{forwarder[0]}/azureml{base}/forwarded/runs:query", body={"filter": "(Status eq NotStarted)"}, headers=FROM_PAGE)
    assert [item["runId"] for item in answer.json()["value"]] == [run]
    seen = service.requests("runs:query")[-1]
    assert [seen[name] for name in ("origin", "cookie", "referer", "authorized")] == [None, None, None, True]


def test_query_strings_pass(service, forwarder, run):
    query = "?$filter=(Status%20eq%20NotStarted)&$top=1"
    url = f"{forwarder[0]}/azureml/history/v1.0{service.workspace}/experiments/forwarded/runcounts{query}"
    assert ask(url).json()["notStarted"] == 1


def test_awkward_names_of_files_pass(service, forwarder, run):
    name = "outputs/%C3%A9%20100%25%20%231%3F%20a%2Bb.txt"
    url = f"{forwarder[0]}/azureml/artifact/v2.0{service.workspace}/artifacts/content/ExperimentRun/dcid.r1/{name}"
    assert ask(url).body == b"content"


def test_parts_of_files_pass(service, forwarder, run):
    url = f"{forwarder[0]}/azureml/artifact/v2.0{service.workspace}/artifacts/content/ExperimentRun/dcid.r1/user_logs/std_log.txt"
    part = ask(url, headers={"Range": "bytes=7-"})
    assert (part.status, part.body, part.headers["Content-Range"]) == (206, b"789", "bytes 7-9/10")
    assert ask(url, headers={"Range": "bytes=10-"}).status == 416


def test_refusals_pass(service, forwarder, run):
    url = f"{forwarder[0]}/azureml/history/v1.0{service.workspace}/runs/r1"
    refused = ask(url, token="wrong")
    assert refused.status == 401 and refused.json()["error"]["code"] == "UserError"
    service.faults.add(path="*/runs/r1", status=429, headers={"Retry-After": "7"}, times=1)
    busy = ask(url)
    assert (busy.status, busy.headers["Retry-After"]) == (429, "7")
    assert ask(url).status == 200


def test_the_resource_manager_is_found(service, forwarder):
    ask(f"{service.url}/_double/computes", body={"name": "cpu", "nodes": [{"nodeId": "n1", "nodeState": "idle"}]})
    url = f"{forwarder[0]}/azureml{service.workspace}/computes"
    assert [item["name"] for item in ask(url + "?api-version=2022-05-01").json()["value"]] == ["cpu"]
    assert ask(url + "/cpu/listNodes?api-version=2022-05-01", "POST").json()["nodes"][0]["nodeId"] == "n1"


def test_cookies_of_the_service_do_not_come_back(service, forwarder, run):
    service.faults.add(path="*/runs/r1", status=200, headers={"Set-Cookie": "a=b"}, times=1)
    assert ask(f"{forwarder[0]}/azureml/history/v1.0{service.workspace}/runs/r1").headers["Set-Cookie"] is None


def test_the_token_is_not_written_down(service, forwarder, run):
    ask(f"{forwarder[0]}/azureml/history/v1.0{service.workspace}/runs/r1")
    written = "".join(path.read_text(errors="replace") for path in forwarder[1].glob("*.log"))
    assert "/runs/r1" in written and "secret" not in written


def test_nothing_else_is_forwarded(service, forwarder):
    service.state.log.clear()
    assert ask(f"{forwarder[0]}/history/v1.0{service.workspace}/experiments").status == 404
    assert service.requests() == []
