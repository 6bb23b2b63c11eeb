"""The resource manager: the workspace and its compute targets. And discovery."""

import copy

from . import odata
from .answers import Answer, Routes, missing
from .state import GROUP, LOCATION, SUBSCRIPTION, WORKSPACE, WORKSPACE_ID

routes = Routes()
NODE_STATES = ("idle", "running", "preparing", "unusable", "leaving", "preempted")
ID = f"/subscriptions/{SUBSCRIPTION}/resourceGroups/{GROUP}/providers/Microsoft.MachineLearningServices/workspaces/{WORKSPACE}"


@routes.add("GET", "/discovery", "/discovery/workspaces/{id}")
def discovery(state, request):
    """Needs no token."""
    names = (
        "api catalog experimentation gallery history hyperdrive inferencing labeling modelmanagement pipelines "
        "studiocoreservices"
    ).split()
    return Answer(dict.fromkeys(names, state.url) | {"studio": "https://ml.azure.com"})


@routes.add("GET", "/subscriptions")
def subscriptions(state, request):
    mine = {
        "id": f"/subscriptions/{SUBSCRIPTION}", "subscriptionId": SUBSCRIPTION, "displayName": "Tests",
        "state": "Enabled", "tenantId": "tenant", "authorizationSource": "RoleBased",
    }  # fmt: skip
    return Answer({"value": [mine], "count": {"type": "Total", "value": 1}})


@routes.add("GET", "WS")
def workspace(state, request):
    return Answer(
        {
            "id": ID, "name": WORKSPACE, "type": "Microsoft.MachineLearningServices/workspaces", "location": LOCATION,
            "tags": {}, "sku": {"name": "Basic", "tier": "Basic"},
            "properties": {
                "friendlyName": WORKSPACE, "description": "", "workspaceId": WORKSPACE_ID,
                "discoveryUrl": f"{state.url}/discovery", "provisioningState": "Succeeded", "hbiWorkspace": False,
                "creationTime": "2026-01-01T00:00:00.0000000Z", "storageAccount": None, "keyVault": None,
                "applicationInsights": None, "containerRegistry": None, "workspaceHubConfig": None,
            },
        }
    )  # fmt: skip


def add(state, fields: dict) -> dict:
    """`name`; `kind` (AmlCompute), `size`, `priority`, `min`, `max`, `nodes`:
    [{"nodeId", "nodeState", "runId"}], `provisioning`, `allocation`; `properties`
    is merged over all of the inner ones."""
    name, kind, nodes = fields["name"], fields.get("kind", "AmlCompute"), fields.get("nodes") or []
    count = {f"{state}NodeCount": sum(node["nodeState"] == state for node in nodes) for state in NODE_STATES}
    inner = {"vmSize": fields.get("size", "STANDARD_NC6")}
    if kind == "AmlCompute":
        inner |= {
            "vmPriority": fields.get("priority", "Dedicated"), "subnet": None, "errors": None,
            "scaleSettings": {
                "minNodeCount": fields.get("min", 0), "maxNodeCount": fields.get("max", max(1, len(nodes))),
                "nodeIdleTimeBeforeScaleDown": "PT30M",
            },
            "allocationState": fields.get("allocation", "Steady"),
            "allocationStateTransitionTime": "2026-01-01T00:00:00.0000000Z",
            "currentNodeCount": len(nodes), "targetNodeCount": fields.get("target", len(nodes)),
            "nodeStateCounts": count,
        }  # fmt: skip
    elif kind == "ComputeInstance":
        inner |= {"state": fields.get("state", "Running"), "applications": [], "createdBy": {"userName": "Ada Tester"}}
    known = {
        "id": f"{ID}/computes/{name}", "name": name, "type": "Microsoft.MachineLearningServices/workspaces/computes",
        "location": LOCATION, "tags": None,
        "properties": {
            "computeType": kind, "computeLocation": LOCATION, "description": None, "resourceId": None,
            "provisioningState": fields.get("provisioning", "Succeeded"), "provisioningErrors": None,
            "createdOn": "2026-01-01T00:00:00.0000000+00:00", "modifiedOn": "2026-01-01T00:00:00.0000000+00:00",
            "isAttachedCompute": kind not in ("AmlCompute", "ComputeInstance"),
            "properties": inner | (fields.get("properties") or {}),
        },
    }  # fmt: skip
    state.computes[name] = {"record": known, "nodes": copy.deepcopy(nodes)}
    return known


def both(tail: str) -> list[str]:
    """At the resource manager, and at the host of the region, which the SDK asks."""
    return ["WS" + tail, "/rp/workspacesWS" + tail]


@routes.add("GET", *both("/computes"))
def listed(state, request):
    records = [compute["record"] for compute in state.computes.values()]
    token = request.query.get("$skiptoken")
    records, token = odata.page(records, ["computes"], token, None, state.settings)
    version = request.query.get("api-version", "")
    after = f"{state.url}{request.path}?api-version={version}&$skiptoken={token}" if token else None
    # Left out where there is none: the SDK would follow a null.
    return Answer({"value": records} | ({"nextLink": after} if after else {}))


@routes.add("GET", *both("/computes/{name}"))
def get(state, request):
    return Answer(_found(state, request)["record"])


@routes.add("POST", *both("/computes/{name}/listNodes"))
def nodes(state, request):
    same = {"privateIpAddress": "10.0.0.4", "publicIpAddress": None, "port": 50000, "runId": None}
    return Answer({"nodes": [same | node for node in _found(state, request)["nodes"]]})


def _found(state, request) -> dict:
    if request["name"] not in state.computes:
        raise missing(f"Compute {request['name']}")
    return state.computes[request["name"]]
