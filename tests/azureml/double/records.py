"""A run as run history records it, and how it changes."""

import uuid

from .answers import Problem
from .state import STATUSES, TERMINAL, State, now, parse_instant

USER = {
    "userObjectId": "00000000-0000-0000-0000-000000000001", "userPuId": None, "userIdp": None, "userAltSecId": None,
    "userIss": "https://sts.windows.net/tenant/", "userTenantId": "tenant", "userName": "Ada Tester", "upn": None,
}  # fmt: skip

EMPTY = {
    "runNumber": 0, "rootRunId": None, "createdUtc": None, "createdBy": USER, "userId": USER["userObjectId"],
    "token": None, "tokenExpiryTimeUtc": None, "error": None, "warnings": None, "revision": 1, "statusRevision": 0,
    "runUuid": None, "parentRunUuid": None, "rootRunUuid": None, "lastStartTimeUtc": None, "currentComputeTime": None,
    "computeDuration": None, "effectiveStartTimeUtc": None, "lastModifiedBy": None, "lastModifiedUtc": None,
    "duration": None, "cancelationReason": None, "currentAttemptId": 1, "runId": None, "parentRunId": None,
    "experimentId": None, "status": "NotStarted", "startTimeUtc": None, "endTimeUtc": None, "scheduleId": None,
    "displayName": None, "name": None, "dataContainerId": None, "description": None, "hidden": False, "runType": None,
    "runTypeV2": {"orchestrator": None, "traits": [], "attribution": None, "computeType": None}, "properties": {},
    "parameters": {}, "actionUris": {}, "scriptName": None, "target": None, "uniqueChildRunComputeTargets": [],
    "tags": {}, "settings": {}, "services": {}, "inputDatasets": [], "outputDatasets": [], "runDefinition": None,
    "jobSpecification": None, "primaryMetricName": None, "createdFrom": None, "cancelUri": None, "completeUri": None,
    "diagnosticsUri": None, "computeRequest": None, "compute": None, "retainForLifetimeOfWorkspace": False,
    "queueingInfo": None, "inputs": None, "outputs": None,
}  # fmt: skip
# What a client cannot set.
FIXED = frozenset(["runId", "runNumber", "experimentId", "rootRunId", "createdUtc", "dataContainerId", "revision"])


def write(state: State, experiment: dict, run_id: str, fields: dict, trusted: bool = False) -> dict:
    """Makes or changes a run. Tags are merged, properties only added. `trusted`
    sets every field, also those that the service sets itself."""
    run = state.runs.get(run_id)
    if run is None:
        run = _made(state, experiment, run_id, fields)
    elif run["experimentId"] != experiment["experimentId"]:
        raise Problem(409, f"Run {run_id} belongs to another experiment.")
    properties = fields.get("properties") or {}
    for name, value in properties.items():
        if not trusted and run["properties"].get(name, value) != value:
            raise Problem(400, f"Property {name} is set already; properties do not change.", inner="ImmutableProperty")
    run["properties"].update(properties)
    run["tags"].update(fields.get("tags") or {})
    for name, value in fields.items():
        if name in ("tags", "properties", "status") or name not in EMPTY or (name in FIXED and not trusted):
            continue
        if value is not None or trusted:
            run[name] = value
    if fields.get("status"):
        set_status(run, fields["status"], anything=trusted)
    changed(run)
    return run


def _made(state: State, experiment: dict, run_id: str, fields: dict) -> dict:
    key = experiment["experimentId"]
    parent = state.runs.get(fields.get("parentRunId") or "")
    state.numbers[key] += 1
    made = now()
    run = EMPTY | {
        "runNumber": state.numbers[key], "runId": run_id, "experimentId": key, "createdUtc": made,
        "rootRunId": parent["rootRunId"] if parent else run_id, "dataContainerId": f"dcid.{run_id}",
        "runUuid": str(uuid.uuid4()), "parentRunUuid": parent["runUuid"] if parent else None,
        "rootRunUuid": parent["rootRunUuid"] if parent else None, "displayName": run_id,
        "target": parent["target"] if parent else None, "properties": {}, "tags": {}, "warnings": None,
        "runTypeV2": dict(EMPTY["runTypeV2"]),
    }  # fmt: skip
    run["rootRunUuid"] = run["rootRunUuid"] or run["runUuid"]
    state.runs[run_id] = run
    state.by_experiment[key].append(run_id)
    return run


def changed(run: dict) -> None:
    run["revision"] += 1
    run["lastModifiedUtc"] = now()


def set_status(run: dict, status: str, anything: bool = False) -> None:
    if status not in STATUSES and not anything:
        raise Problem(400, f"Unknown status: {status}", inner="BadArgument")
    if run["status"] != status:
        run["status"] = status
        run["statusRevision"] += 1


def happened(state: State, event: dict) -> None:
    """What an event does to its run."""
    data = event.get("data") or {}
    run = state.runs.get(data.get("RunId"))
    if run is None:
        raise Problem(404, f"Run {data.get('RunId')} was not found.", inner="NotFoundError")
    state.events[run["runId"]].append(event)
    kind = str(event.get("name", "")).removeprefix("Microsoft.MachineLearning.Run.")
    if kind == "Start":
        run["startTimeUtc"] = run["startTimeUtc"] or data.get("StartTime") or now()
        set_status(run, "Running")
    elif kind in TERMINAL:
        run["endTimeUtc"] = data.get("EndTime") or now()
        if run["startTimeUtc"]:
            run["duration"] = duration(run["startTimeUtc"], run["endTimeUtc"])
        set_status(run, kind)
    elif kind in ("CancelRequested", "Queued"):
        set_status(run, kind)
    elif kind == "Error":
        run["error"] = data.get("ErrorResponse")
    elif kind == "Warning":
        run["warnings"] = (run["warnings"] or []) + [{"source": data.get("Source"), "message": data.get("Message")}]
    elif kind == "QueueingInfo":
        run["queueingInfo"] = {name[:1].lower() + name[1:]: value for name, value in data.items() if name != "RunId"}
    changed(run)


def duration(start: str, end: str) -> str:
    """A span as .NET writes it: [d.]hh:mm:ss.fffffff"""
    seconds = max(0.0, (parse_instant(end) - parse_instant(start)).total_seconds())
    days, rest = divmod(seconds, 86400)
    hours, rest = divmod(rest, 3600)
    minutes, rest = divmod(rest, 60)
    return (f"{int(days)}." if days else "") + f"{int(hours):02}:{int(minutes):02}:{rest:010.7f}"
