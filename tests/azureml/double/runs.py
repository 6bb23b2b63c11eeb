"""Run history: runs and their events."""

import time

from . import artifacts, odata
from .answers import Answer, Problem, Routes, missing
from .experiments import HISTORY, found
from .records import changed, happened, set_status, write
from .state import TERMINAL, now

routes = Routes()
FIELDS = frozenset(
    "runid rootrunid parentrunid status createdutc starttimeutc endtimeutc lastmodifiedutc name displayname runnumber "
    "runtype target userid hidden experimentid runtypev2 primarymetricname scriptname description".split()
)
MAPS = frozenset(["tags", "properties"])
BY_NAME, BY_ID, ANY = HISTORY + "/experiments/{exp}", HISTORY + "/experimentids/{expid}", HISTORY


def places(tail: str) -> list[str]:
    """The three ways to name a run."""
    return [f"{base}/runs/{{run}}{tail}" for base in (BY_NAME, BY_ID, ANY)]


def run_at(state, request) -> dict:
    run = state.runs.get(request["run"])
    if run is None:
        raise missing(f"Run {request['run']}")
    if "exp" in request.groups or "expid" in request.groups:
        if found(state, request)["experimentId"] != run["experimentId"]:
            raise missing(f"Run {request['run']}")
    return run


def listed(state, runs: list, fields: dict, question: list) -> Answer:
    """A page of these runs: filter, order and token out of a query."""
    test = odata.parse(fields["filter"], FIELDS, MAPS) if fields.get("filter") else lambda _: True
    runs = [run for run in reversed(runs) if test(run)]
    runs = odata.order(runs, fields.get("orderby"), FIELDS)
    question = [*question, fields.get("filter"), fields.get("orderby")]
    runs, token = odata.page(runs, question, fields.get("continuationtoken"), fields.get("top"), state.settings)
    return Answer({"value": runs, "continuationToken": token, "nextLink": None})


def in_query(request) -> dict:
    fields = {name.removeprefix("$"): value for name, value in request.query.items()}
    if fields.get("sortorder") and fields.get("orderby") and " " not in fields["orderby"]:
        fields["orderby"] += " " + fields["sortorder"]
    return fields


def of_experiment(state, experiment) -> list:
    return [state.runs[key] for key in state.by_experiment[experiment["experimentId"]]]


@routes.add("POST", BY_NAME + "/runs:query", BY_ID + "/runs:query")
def query(state, request):
    experiment = found(state, request)
    return listed(state, of_experiment(state, experiment), request.fields(), ["runs", experiment["experimentId"]])


@routes.add("GET", *places("/children"))
def children(state, request):
    run = run_at(state, request)
    below = [other for other in state.runs.values() if other["parentRunId"] == run["runId"]]
    return listed(state, below, in_query(request), ["children", run["runId"]])


@routes.add("GET", HISTORY + "/computes/{compute}/runs")
def of_compute(state, request):
    runs = [run for run in state.runs.values() if run["target"] == request["compute"]]
    if state.settings.compute_unfinished_only:
        runs = [run for run in runs if run["status"] not in TERMINAL]
    return listed(state, runs, in_query(request), ["compute", request["compute"]])


@routes.add("POST", BY_NAME + "/runs/runIds", BY_ID + "/runs/runIds")
def by_ids(state, request):
    wanted = set(request.fields().get("runids") or [])
    return Answer([run for run in of_experiment(state, found(state, request)) if run["runId"] in wanted])


@routes.add("GET", BY_NAME + "/runcounts", BY_ID + "/runcounts")
def counts(state, request):
    fields = in_query(request)
    test = odata.parse(fields["filter"], FIELDS, MAPS) if fields.get("filter") else lambda _: True
    names = "provisioning queued notStarted starting preparing running completed failed canceled notResponding".split()
    count = dict.fromkeys(names, 0)
    for run in of_experiment(state, found(state, request)):
        key = run["status"][:1].lower() + run["status"][1:]
        if key in count and test(run):
            count[key] += 1
    return Answer(count)


@routes.add("GET", *places(""))
def get(state, request):
    return Answer(run_at(state, request))


@routes.add("PATCH", BY_NAME + "/runs/{run}", BY_ID + "/runs/{run}")
def patch(state, request):
    return Answer(write(state, found(state, request), request["run"], request.json()))


@routes.add("PATCH", BY_NAME + "/batch/runs", BY_ID + "/batch/runs")
def patch_many(state, request):
    experiment, done, errors = found(state, request), {}, {}
    for fields in request.fields().get("runs") or []:
        try:
            done[fields["runId"]] = write(state, experiment, fields["runId"], fields)
        except Problem as problem:
            errors[fields["runId"]] = problem.answer().body
    return Answer({"runs": done, "errors": errors})


@routes.add("DELETE", *places("/tags"))
def delete_tags(state, request):
    run = run_at(state, request)
    for tag in request.json(list):
        run["tags"].pop(tag, None)
    changed(run)
    return Answer(run)


@routes.add("GET", *places("/details"))
def details(state, request):
    run = run_at(state, request)
    same = (
        "runId target status startTimeUtc endTimeUtc error warnings tags properties parameters services inputDatasets "
        "outputDatasets runDefinition revision runTypeV2 settings computeRequest compute createdBy computeDuration "
        "effectiveStartTimeUtc runNumber rootRunId parentRunId duration inputs outputs"
    ).split()
    answer = {name: run[name] for name in same}
    answer |= {"createdTimeUtc": run["createdUtc"], "jobCost": None, "logFiles": artifacts.old_logs(state, run)}
    return Answer(answer)


@routes.add("POST", HISTORY + "/rundata")
def run_data(state, request):
    fields = request.fields()
    run = state.runs.get(fields.get("runid"))
    if run is None:
        raise missing(f"Run {fields.get('runid')}")
    return Answer(_data(run, fields))


def _data(run, fields):
    return {
        "runMetadata": run if fields.get("selectrunmetadata", True) else None,
        "runDefinition": run["runDefinition"] if fields.get("selectrundefinition") else None,
        "jobSpecification": run["jobSpecification"] if fields.get("selectjobspecification") else None,
    }


@routes.add("POST", HISTORY + "/batchrundata")
def batch_run_data(state, request):
    fields = request.fields()
    known = {key: state.runs[key] for key in fields.get("runids") or [] if key in state.runs}
    unknown = {key: missing(f"Run {key}").answer().body for key in fields.get("runids") or [] if key not in known}
    return Answer({"runs": {key: _data(run, fields) for key, run in known.items()}, "errors": unknown})


@routes.add("POST", BY_NAME + "/runs/{run}/events", BY_ID + "/runs/{run}/events")
def event(state, request):
    run_at(state, request)
    happened(state, request.json())
    return Answer()


@routes.add("POST", BY_NAME + "/batch/events", BY_ID + "/batch/events")
def events(state, request):
    errors = []
    for one in request.fields().get("events") or []:
        try:
            happened(state, one)
        except Problem as problem:
            errors.append({"key": (one.get("data") or {}).get("RunId"), "value": problem.answer().body})
    return Answer({"errors": errors})


@routes.add("POST", *places("/cancel"))
def cancel(state, request):
    run = run_at(state, request)
    if run["status"] not in TERMINAL:
        run["cancelationReason"] = request.query.get("cancelationreason")
        run["endTimeUtc"] = now()
        set_status(run, "Canceled")
        changed(run)
    return Answer(run)


@routes.add("GET", *places("/token"))
def token(state, request):
    run_at(state, request)
    until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 86400))
    return Answer({"token": (state.settings.tokens or ["token"])[0], "expiryTimeUtc": until})
