"""The stand-in itself: what a dashboard's tests lean on."""

import json
import subprocess
import sys
import time
import urllib.parse

import pytest
from conftest import ask
from double.odata import parse
from real import HERE

FIELDS = frozenset(["runid", "status", "parentrunid", "createdutc", "runtype", "runnumber", "runtypev2"])
MAPS = frozenset(["tags", "properties"])
RECORD = {
    "runId": "r1", "status": "Running", "parentRunId": None, "createdUtc": "2026-01-02T03:04:05.1234567+00:00",
    "runType": None, "runNumber": 7, "tags": {"a": "b", "none": None, "q": 'x "y"'},
    "properties": {"azureml.runsource": "azureml.scriptrun"}, "runTypeV2": {"orchestrator": "External", "traits": ["T"]},
}  # fmt: skip


@pytest.mark.parametrize(
    "text, matches",
    [
        ("Status eq Running", True),
        ("(Status eq Queued)", False),
        ("status EQ Running", True),
        ("(RunType eq azureml.scriptrun or Properties/azureml.runsource eq azureml.scriptrun)", True),
        ('(Tags/a eq "b")', True),
        ("(Tags/a eq b)", True),
        ("(Tags/a eq 'b')", True),
        ('(Tags/q eq "x \\"y\\"")', True),
        ("(Tags/a ne c)", True),
        ("(Tags/none eq null)", True),
        ("(Tags/none ne null or Tags/none eq null)", True),
        ("(Tags/absent ne null or Tags/absent eq null)", False),
        ("(Tags/absent ne b)", False),
        ("(ParentRunId eq null)", True),
        ("(ParentRunId ne null)", False),
        ("(CreatedUtc ge 2026-01-02T03:04:05Z) and (CreatedUtc lt 2026-01-02T03:04:06Z)", True),
        ("CreatedUtc gt 2027-01-01", False),
        ("(RunTypeV2/Orchestrator eq External)", True),
        ("(RunTypeV2/Traits/T ne null) or (RunTypeV2/Traits/T eq null)", True),
        ("(RunTypeV2/Traits/U ne null) or (RunTypeV2/Traits/U eq null)", False),
        ("RunId eq r0 or RunId eq r1 and Status eq Queued", False),
        ("(RunId eq r0 or RunId eq r1) and Status eq Running", True),
        ("RunNumber ge 7", True),
    ],
)
def test_filters(text, matches):
    assert parse(text, FIELDS, MAPS)(RECORD) is matches


@pytest.mark.parametrize(
    "text", ["Status", "Status is Running", "(Status eq Running", "Status eq Running)", "Nothing eq 1", "contains(Status, 'R')"]
)
def test_filters_that_are_refused(double, text):
    ask(f"{double.url}/_double/runs", body={"experiment": "e", "runId": "r1"})
    url = f"{double.url}/history/v1.0{double.workspace}/experiments/e/runs:query"
    answer = ask(url, body={"filter": text})
    assert answer.status == 400 and answer.json()["error"]["code"] == "UserError"


def history(double, rest):
    return f"{double.url}/history/v1.0{double.workspace}{rest}"


def pages(double, url, body, limit=200):
    """Every record, and the sizes of the pages."""
    items, sizes, token = [], [], None
    for _ in range(limit):
        answer = ask(url, body=body | ({"continuationToken": token} if token else {})).json()
        items += answer["value"]
        sizes.append(len(answer["value"]))
        token = answer["continuationToken"]
        if not token:
            return items, sizes
    raise AssertionError("The pages do not end.")


def test_pages_of_runs(double):
    ask(f"{double.url}/_double/seed", body={"runs": 25, "experiments": 1, "points": 1})
    url = history(double, "/experiments/seed-experiment-000/runs:query")
    body = {"orderby": "CreatedUtc desc", "top": 10}
    items, sizes = pages(double, url, body)
    assert sizes == [10, 10, 5] and [item["runId"] for item in items] == [f"seed-{n}" for n in range(24, -1, -1)]
    double.settings.page_size, double.settings.empty_pages = 10, True
    again, sizes = pages(double, url, body | {"top": 500})
    assert again == items and sizes == [10, 0, 10, 0, 5]
    token = ask(url, body=body).json()["continuationToken"]
    assert ask(url, body={"orderby": "CreatedUtc asc", "top": 10, "continuationToken": token}).status == 400
    assert ask(url, body={"continuationToken": "nonsense"}).status == 400


def test_a_large_workspace_is_seeded_fast(double):
    began = time.monotonic()
    assert ask(f"{double.url}/_double/seed", body={}).json() == {"runs": 2000, "experiments": 40}
    items, _ = pages(double, history(double, "/experiments:query"), {"top": 15})
    assert len(items) == 40
    total = sum(
        len(pages(double, history(double, f"/experiments/{item['name']}/runs:query"), {})[0]) for item in items[:4]
    )
    assert total == 200
    # About a second on an idle machine.
    assert time.monotonic() - began < 30


def test_every_status_can_be_set(double):
    statuses = ask(f"{double.url}/_double").json()["statuses"] + ["Invented"]
    runs = [{"experiment": "e", "runId": status, "status": status} for status in statuses]
    ask(f"{double.url}/_double/runs", body=runs)
    found = [ask(history(double, f"/runs/{status}")).json()["status"] for status in statuses]
    assert found == statuses


@pytest.mark.parametrize("token", [None, "wrong"])
def test_other_tokens_are_refused(double, token):
    for path in (history(double, "/experiments/e"), f"{double.url}{double.workspace}/computes"):
        answer = ask(path, token=token)
        assert answer.status == 401 and answer.headers["WWW-Authenticate"] == "Bearer"
    assert ask(f"{double.url}/discovery", token=None).json()["history"] == double.url


def test_another_workspace_is_not_found(double):
    assert ask(history(double, "/experiments:query").replace("workspaces/ws", "workspaces/other"), body={}).status == 404


def test_origins(double):
    page, url = {"Origin": "http://page.example"}, history(double, "/runs/none")
    preflight = page | {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization"}
    name = "Access-Control-Allow-Origin"
    assert ask(url, headers=page).headers[name] is None
    assert ask(url, "OPTIONS", token=None, headers=preflight).headers[name] is None
    double.settings.origins = ["http://page.example"]
    assert ask(url, headers=page).headers[name] == "http://page.example"
    assert ask(url, headers={"Origin": "http://other.example"}).headers[name] is None
    allowed = ask(url, "OPTIONS", token=None, headers=preflight)
    assert allowed.status == 204 and "authorization" in allowed.headers["Access-Control-Allow-Headers"]
    double.settings.cors_on_errors = False
    assert ask(url, headers=page, token="wrong").headers[name] is None


def put_file(double, text="0123456789"):
    ask(f"{double.url}/_double/runs", body={"experiment": "e", "runId": "r1", "files": {"logs/a b#1.txt": text}})
    info = f"{double.url}/artifact/v2.0{double.workspace}/artifacts/contentinfo/ExperimentRun/dcid.r1/logs/a%20b%231.txt"
    return ask(info).json()["contentUri"]


def test_blobs(double):
    link = put_file(double)
    assert ask(link, token=None).body == b"0123456789"
    part = ask(link, token=None, headers={"Range": "bytes=4-"})
    assert (part.status, part.body) == (206, b"456789")
    past = ask(link, token=None, headers={"Range": "bytes=10-"})
    assert (past.status, past.headers["Content-Range"], past.headers["x-ms-error-code"]) == (416, "bytes */10", "InvalidRange")
    assert ask(link).status == 403, "a link that is signed goes without a token"
    assert ask(link.replace("sig=", "sig=x"), token=None).status == 403
    double.settings.sas_seconds = -1
    assert ask(put_file(double), token=None).headers["x-ms-error-code"] == "AuthenticationFailed"


def test_blobs_have_origins_of_their_own(double):
    double.settings.origins, page = ["*"], {"Origin": "http://page.example"}
    link = put_file(double)
    answer = ask(link, token=None, headers=page)
    assert answer.status == 200 and answer.headers["Access-Control-Allow-Origin"] is None
    assert ask(link, "OPTIONS", token=None, headers=page | {"Access-Control-Request-Method": "GET"}).status == 403
    double.settings.blob_origins = ["*"]
    assert ask(link, token=None, headers=page).headers["Access-Control-Allow-Origin"] == "*"


def test_a_log_that_grows(double):
    link = put_file(double, "")
    ask(f"{double.url}/_double/grow", body={"run": "r1", "path": "logs/a b#1.txt", "line": "epoch", "count": 20, "seconds": 0.02})
    sizes, end = [], time.monotonic() + 30
    while time.monotonic() < end and (not sizes or sizes[-1] < len("epoch 0\n") * 10 + len("epoch 10\n") * 10):
        sizes.append(len(ask(link, token=None).body))
    assert sizes == sorted(sizes) and len(set(sizes)) > 2 and sizes[-1] == 170


def test_faults(double):
    url = history(double, "/experiments:query")
    faults = [
        {"path": "*experiments:query", "status": 429, "headers": {"Retry-After": "3"}, "times": 1},
        {"path": "*experiments:query", "status": 500, "times": 1},
        {"path": "*experiments:query", "delay": 0.3, "times": 1},
    ]
    ask(f"{double.url}/_double/faults", body=faults)
    first = ask(url, body={})
    assert (first.status, first.headers["Retry-After"]) == (429, "3")
    assert ask(url, body={}).status == 500
    began = time.monotonic()
    assert ask(url, body={}).status == 200 and time.monotonic() - began >= 0.3
    assert ask(url, body={}).status == 200
    assert [entry["status"] for entry in ask(f"{double.url}/_double/requests").json()["items"]] == [429, 500, 200, 200]


def test_a_reply_that_is_cut(double):
    ask(f"{double.url}/_double/faults", body={"path": "*experiments:query", "cut": 5, "times": 1})
    with pytest.raises(Exception, match="IncompleteRead"):
        ask(history(double, "/experiments:query"), body={})


def test_metrics_given_by_hand(double):
    metrics = {
        "acc": 0.5, "loss": {"values": [2, 1.5, float("inf")], "steps": [0, 5, 9]},
        "rows": {"rows": [{"x": 1, "y": 2.5}, {"x": 2}]},
    }  # fmt: skip
    ask(f"{double.url}/_double/runs", body={"experiment": "e", "runId": "r1", "metrics": metrics})
    base = f"{double.url}/metric/v2.0{double.workspace}/runs/r1"
    listed = {item["metricKey"]["name"]: item for item in ask(f"{base}/list", body={}).json()["value"]}
    assert {name: item["columns"] for name, item in listed.items()} == {
        "acc": {"acc": "double"}, "loss": {"loss": "double"}, "rows": {"x": "int", "y": "double"},
    }  # fmt: skip
    loss = ask(f"{base}/full", body={"metricName": "loss"}).json()
    assert [(value["step"], value["data"]["loss"]) for value in loss["value"]] == [(0, 2), (5, 1.5), (9, "Infinity")]
    assert ask(f"{base}/full", body={"metricName": "none"}).status == 404
    double.settings.metric_page = 2
    assert [value["data"]["loss"] for value in pages(double, f"{base}/full", {"metricName": "loss"})[0]] == [2, 1.5, "Infinity"]


def test_children_and_snapshots(double):
    runs = [{"experiment": "e", "runId": "p", "snapshot": {"a/b.py": "x"}}, {"experiment": "e", "runId": "c", "parentRunId": "p"}]
    ask(f"{double.url}/_double/runs", body=runs)
    assert [run["runId"] for run in ask(history(double, "/runs/p/children")).json()["value"]] == ["c"]
    parent, child = (ask(history(double, f"/runs/{key}")).json() for key in "pc")
    assert child["rootRunId"] == "p"
    tree = ask(f"{double.url}/content/v1.0{double.workspace}/snapshots/{parent['properties']['ContentSnapshotId']}/sas").json()
    leaf = tree["children"]["a"]["children"]["b.py"]
    assert leaf["sizeBytes"] == 1 and ask(leaf["sasUrl"], token=None).body == b"x"


def test_a_compute_shows_its_runs(double):
    query = urllib.parse.quote("(Status eq Running)")
    states = {"a": "Running", "b": "Completed"}
    runs = [{"experiment": key, "runId": key, "target": "cpu", "status": status} for key, status in states.items()]
    ask(f"{double.url}/_double/runs", body=runs)
    url = history(double, "/computes/cpu/runs")
    assert {run["runId"] for run in ask(url).json()["value"]} == {"a", "b"}
    assert [run["runId"] for run in ask(f"{url}?$filter={query}&$top=5").json()["value"]] == ["a"]
    double.settings.compute_unfinished_only = True
    assert [run["runId"] for run in ask(url).json()["value"]] == ["a"]


def test_as_a_program():
    process = subprocess.Popen(
        [sys.executable, "-m", "double", "--token", "t", "--seed", "3"], cwd=HERE, stdout=subprocess.PIPE, text=True
    )
    try:
        place = json.loads(process.stdout.readline())
        answer = ask(f"{place['url']}/history/v1.0{place['workspace']}/runs/seed-2", token="t")
        assert answer.json()["runId"] == "seed-2"
        process.terminate()
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
