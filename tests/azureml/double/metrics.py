"""Metrics: the API of today (`/metric/v2.0`) and the one before it."""

import uuid
from datetime import datetime, timezone

from . import odata
from .answers import Answer, Problem, Routes, missing
from .experiments import HISTORY
from .runs import BY_ID, BY_NAME, run_at
from .state import now, parse_instant

routes = Routes()
V2 = "/metric/v2.0WS/runs/{run}"
V1_FIELDS = frozenset(["runid", "name", "metrictype", "createdutc", "metricid"])
SAMPLE = 1000
LONG_AGO = datetime.min.replace(tzinfo=timezone.utc)


def add(state, run: dict, metric: dict) -> None:
    """Appends to the metric of this name. Where ints and floats meet, the column
    is of floats; otherwise the last type counts."""
    name, namespace = metric.get("name"), metric.get("namespace") or ""
    if not isinstance(name, str) or not name:
        raise Problem(400, "A metric needs a name.", inner="BadArgument")
    known = state.metrics[run["runId"]].setdefault(
        (namespace, name),
        {"name": name, "namespace": namespace, "columns": {}, "properties": {}, "value": [], "latest": LONG_AGO},
    )
    for column, kind in (metric.get("columns") or {}).items():
        if {known["columns"].get(column, kind).lower(), kind.lower()} == {"int", "double"}:
            kind = "double"
        known["columns"][column] = kind
    known["properties"].update(metric.get("properties") or {})
    mixed = False
    for value in metric.get("value") or []:
        value.setdefault("metricId", str(uuid.uuid4()))
        value.setdefault("createdUtc", now())
        when = parse_instant(value["createdUtc"])
        mixed = mixed or when < known["latest"]
        known["latest"] = max(when, known["latest"])
        known["value"].append(value)
    if mixed:
        # The SDK posts several batches at once, which arrive in any order.
        known["value"].sort(key=created)


def created(record: dict):
    return parse_instant(record["createdUtc"])


@routes.add("POST", V2 + "/batch")
def batch(state, request):
    run, errors = run_at(state, request), []
    for metric in request.fields().get("values") or []:
        try:
            add(state, run, metric)
        except Problem as problem:
            errors.append({"metric": metric, "errorResponse": problem.answer().body})
    return Answer({"errors": errors}, 207 if errors else 200)


@routes.add("POST", V2 + "/list")
def names(state, request):
    run, fields = run_at(state, request), request.fields()
    wanted = fields.get("metricnamespace")
    items = [
        {
            "metricKey": {
                "namespace": namespace, "name": name, "labels": None, "columnNames": list(metric["columns"]),
            },
            "columns": metric["columns"], "properties": metric["properties"],
        }
        for (namespace, name), metric in state.metrics[run["runId"]].items()
        if not wanted or wanted == namespace
    ]  # fmt: skip
    size = state.settings.metric_names_page or max(1, len(items))
    question = ["metric names", run["runId"], wanted]
    items, token = odata.page(items, question, fields.get("continuationtoken"), None, state.settings, size)
    return Answer({"value": items, "continuationToken": token, "nextLink": None})


def one(state, request):
    run, fields = run_at(state, request), request.fields()
    name, namespace = fields.get("metricname"), fields.get("metricnamespace") or ""
    metric = state.metrics[run["runId"]].get((namespace, name))
    if metric is None:
        raise missing(f"Metric {name} of run {run['runId']}")
    return run, fields, metric


def answered(run: dict, metric: dict, values: list, token: str | None) -> dict:
    return {
        "dataContainerId": run["dataContainerId"], "name": metric["name"], "columns": metric["columns"],
        "properties": metric["properties"], "namespace": metric["namespace"], "standardSchemaId": None,
        "value": values, "continuationToken": token, "nextLink": None,
    }  # fmt: skip


@routes.add("POST", V2 + "/full")
def full(state, request):
    run, fields, metric = one(state, request)
    values = metric["value"]
    start, end = fields.get("starttime"), fields.get("endtime")
    if start:
        values = [value for value in values if parse_instant(value["createdUtc"]) >= parse_instant(start)]
    if end:
        values = [value for value in values if parse_instant(value["createdUtc"]) <= parse_instant(end)]
    question = ["metric", run["runId"], metric["namespace"], metric["name"], start, end]
    token, size = fields.get("continuationtoken"), state.settings.metric_page
    values, token = odata.page(values, question, token, None, state.settings, size)
    return Answer(answered(run, metric, values, token))


@routes.add("POST", V2 + "/sample")
def sample(state, request):
    run, _, metric = one(state, request)
    count = len(metric["value"])
    step = max(1, -(-count // SAMPLE))
    answer = answered(run, metric, metric["value"][::step], None)
    return Answer(answer | {"numValuesLogged": count, "isPartialResult": step > 1, "derivedLabelValues": None})


@routes.add("GET", BY_NAME + "/runs/{run}/metricsingest/wait", BY_ID + "/runs/{run}/metricsingest/wait")
def ingest(state, request):
    run = run_at(state, request)
    key = f"ingest {run['runId']}"
    state.waits[key] += 1
    if state.waits[key] <= state.settings.ingest_waits:
        return Answer({}, 202, {"Location": request.path})
    return Answer({})


@routes.add("POST", HISTORY + "/experiments/{exp}/runs/{run}/batch/metrics")
def batch_v1(state, request):
    run = run_at(state, request)
    for metric in request.fields().get("values") or []:
        state.metrics_v1[run["runId"]].append(_kept(run, metric))
    return Answer()


@routes.add("POST", HISTORY + "/experiments/{exp}/runs/{run}/metrics")
def one_v1(state, request):
    run = run_at(state, request)
    state.metrics_v1[run["runId"]].append(_kept(run, request.json()))
    return Answer(state.metrics_v1[run["runId"]][-1])


def _kept(run, metric):
    return {"metricId": str(uuid.uuid4()), "createdUtc": now()} | metric | {"runId": run["runId"]}


@routes.add("POST", HISTORY + "/experiments/{exp}/metrics:query")
def query_v1(state, request):
    fields = request.fields()
    test = odata.parse(fields["filter"], V1_FIELDS, frozenset()) if fields.get("filter") else lambda _: True
    of_experiment = state.by_experiment[state.names.get(request["exp"])]
    items = [metric for key in of_experiment for metric in sorted(state.metrics_v1[key], key=created) if test(metric)]
    items = odata.order(items, fields.get("orderby"), V1_FIELDS)
    question = ["metrics", request["exp"], fields.get("filter"), fields.get("orderby")]
    token, size = fields.get("continuationtoken"), state.settings.metric_page
    items, token = odata.page(items, question, token, fields.get("top"), state.settings, size)
    return Answer({"value": items, "continuationToken": token, "nextLink": None})


@routes.add("GET", HISTORY + "/experiments/{exp}/metrics/{metric}")
def get_v1(state, request):
    for key in state.by_experiment[state.names.get(request["exp"])]:
        for metric in state.metrics_v1[key]:
            if metric["metricId"] == request["metric"]:
                return Answer(metric)
    raise missing(f"Metric {request['metric']}")
