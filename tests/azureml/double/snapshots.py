"""The content service: snapshots of the folders that runs were started from."""

import io
import zipfile

from .answers import Answer, Routes, missing
from .state import File, now

routes = Routes()
V1, V2 = "/content/v1.0WS/snapshots", "/content/v2.0WS/snapshots"
NONE = "00000000-0000-0000-0000-000000000000"
LONG_AGO = "0001-01-01T00:00:00+00:00"
EMPTY = {
    "name": "", "hash": None, "type": "Directory", "timestamp": LONG_AGO, "sasUrl": "", "absoluteUrl": "",
    "sizeBytes": 0, "sizeSet": False, "children": {},
}  # fmt: skip


def whole(key: str, snapshot: dict | None) -> dict:
    made = snapshot["made"] if snapshot else LONG_AGO
    return {
        "id": key, "root": snapshot["tree"] if snapshot else EMPTY, "tags": {}, "properties": {}, "description": None,
        "name": None, "version": None, "createdBy": None, "createdTime": made, "modifiedTime": made,
        "provisioningState": "Succeeded",
    }  # fmt: skip


def found(state, request) -> dict:
    if request["id"] not in state.snapshots:
        raise missing(f"Snapshot {request['id']}")
    return state.snapshots[request["id"]]


@routes.add("GET", V1 + "/latest/metadata")
def latest(state, request):
    if not state.snapshots:
        return Answer(whole(NONE, None))
    key = list(state.snapshots)[-1]
    return Answer(whole(key, state.snapshots[key]))


@routes.add("POST", V2 + "/getblob")
def get_blobs(state, request):
    where = f"Snapshot/{len(state.waits)}-{len(state.snapshots)}"
    state.waits[where] += 1
    nodes = []
    for name in request.fields().get("filenames") or []:
        state.files[where].setdefault(name, File())
        uri = state.links.make(f"{where}/{name}", state.settings.sas_seconds, "rcw")
        nodes.append({"fullName": name, "blobUri": uri})
    return Answer({"fileNodes": nodes})


@routes.add("POST", V2 + "/{id}/zip")
def zipped(state, request):
    found(state, request)
    key = f"zip {request['id']}"
    state.waits[key] += 1
    if state.waits[key] <= state.settings.zip_waits:
        return Answer({"location": f"{state.url}{request.path}"}, 202)
    return Answer({"zipSasUri": _zip(state, request["id"])})


@routes.add("GET", V2 + "/{id}/zip")
def zip_ready(state, request):
    return zipped(state, request)


def _zip(state, key: str) -> str:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, file in sorted(_files(state, state.snapshots[key]).items()):
            archive.writestr(name, bytes(file.data or b""))
    file = state.files["Snapshot/zip"].setdefault(f"{key}.zip", File(content_type="application/zip"))
    file.write(memory.getvalue())
    return state.links.make(f"Snapshot/zip/{key}.zip", state.settings.sas_seconds)


def _files(state, snapshot: dict) -> dict:
    """Name -> file; what did not change is found in the snapshot before."""
    before = state.snapshots.get(snapshot["parent"])
    known = _files(state, before) if before else {}
    mine = {}
    for name in _names(snapshot["tree"]):
        path = snapshot["files"].get(name)
        if path is not None:
            where, rest = path
            mine[name] = state.files[where][rest]
        elif name in known:
            mine[name] = known[name]
    return mine


def _names(node: dict, head: str = "") -> list[str]:
    names = []
    for name, child in (node.get("children") or {}).items():
        if child.get("type") == "Directory":
            names += _names(child, f"{head}{name}/")
        else:
            names.append(head + name)
    return names


def add(state, key: str, tree: dict, files: dict, parent: str = NONE) -> None:
    """`files`: name -> (container, path) of its blob."""
    state.snapshots[key] = {"tree": tree, "files": files, "parent": parent, "made": now()}


@routes.add("POST", V2 + "/{id}")
def create(state, request):
    fields, files = request.fields(), {}
    for node in (fields.get("filerevisionlist") or {}).get("FileNodes") or []:
        path = node["BlobUri"].partition("?")[0].partition("/Snapshot/")[2]
        files[node["FullName"]] = (f"Snapshot/{path.partition('/')[0]}", node["FullName"])
    add(state, request["id"], fields.get("dirtreenode") or EMPTY, files, fields.get("parentsnapshotid") or NONE)
    return Answer({"id": request["id"]})


@routes.add("GET", V1 + "/{id}/metadata")
def metadata(state, request):
    return Answer(whole(request["id"], found(state, request)))


@routes.add("GET", V1 + "/{id}/sas", V2 + "/{id}/sas")
def with_links(state, request):
    snapshot = found(state, request)
    return Answer(_linked(state, snapshot["tree"], _files(state, snapshot), snapshot["files"], ""))


def _linked(state, node: dict, files: dict, places: dict, head: str) -> dict:
    children = {}
    for name, child in (node.get("children") or {}).items():
        path = head + name
        if child.get("type") == "Directory":
            children[name] = _linked(state, child, files, places, path + "/")
        else:
            file = files.get(path)
            uri = ""
            if path in places:
                where, rest = places[path]
                uri = state.links.make(f"{where}/{rest}", state.settings.sas_seconds)
            children[name] = child | {"sasUrl": uri, "sizeBytes": len(file.data or b"") if file else 0}
    return EMPTY | node | {"children": children}
