"""The artifact service: the files of runs."""

import posixpath

from . import odata
from .answers import Answer, Problem, Routes, missing
from .experiments import HISTORY
from .ranges import ranged
from .state import File, instant

routes = Routes()
ALL = "/artifact/v2.0WS/artifacts"
FACADES = [f"{HISTORY}/{kind}/{{of}}/runs/{{run}}/artifacts" for kind in ("experiments", "experimentids")]


def container(request) -> str:
    return f"{request['origin']}/{request['container']}"


def described(where: str, path: str, file: File) -> dict:
    origin, _, name = where.partition("/")
    return {
        "artifactId": f"{where}/{path}", "origin": origin, "container": name, "path": path, "etag": file.etag,
        "createdTime": instant(file.modified),
        "dataPath": {
            "dataStoreName": "workspaceartifactstore", "relativePath": f"{where}/{path}", "sqlDataPath": None,
        },
        "tags": {},
    }  # fmt: skip


def link(state, where: str, path: str, permissions: str = "r") -> dict:
    origin, _, name = where.partition("/")
    uri = state.links.make(f"{where}/{path}", state.settings.sas_seconds, permissions)
    return {"contentUri": uri, "origin": origin, "container": name, "path": path, "tags": None}


def file_at(state, where: str, path: str) -> File:
    file = state.files[where].get(path)
    if file is None:
        raise missing(f"Artifact {where}/{path}")
    return file


def below(state, where: str, prefix: str) -> list[str]:
    """Paths under a folder, which may also be a file."""
    prefix = prefix.strip("/")
    return [
        path for path in sorted(state.files[where]) if not prefix or path == prefix or path.startswith(prefix + "/")
    ]


def page(state, request, where: str, prefix: str, make) -> Answer:
    token = request.query.get("continuationtoken") or request.query.get("$continuationtoken")
    paths, token = odata.page(below(state, where, prefix), ["files", where, prefix], token, None, state.settings)
    return Answer({"value": [make(path) for path in paths], "continuationToken": token, "nextLink": None})


def listing(state, request, where: str, prefix: str) -> Answer:
    return page(state, request, where, prefix, lambda path: described(where, path, state.files[where][path]))


def prefix_links(state, request, where: str, prefix: str) -> Answer:
    return page(state, request, where, prefix, lambda path: link(state, where, path))


# These come before the list, which would take their words for an origin.


@routes.add("GET", ALL + "/prefix/contentinfo/{origin}/{container}/{path*}", ALL + "/prefix/contentinfo/{origin}/{container}")
def prefix_info(state, request):
    return prefix_links(state, request, container(request), request.groups.get("path") or "")


@routes.add("GET", ALL + "/contentinfo/{origin}/{container}/{path*}")
def content_info(state, request):
    file_at(state, container(request), request["path"])
    return Answer(link(state, container(request), request["path"]))


@routes.add("GET", ALL + "/content/{origin}/{container}/{path*}")
def content(state, request):
    file = file_at(state, container(request), request["path"])
    if file.data is None:
        raise missing(f"The content of {request['path']}")
    asked = request.headers.get("Range") if state.settings.content_ranges else None
    return ranged(file, asked)


@routes.add("POST", ALL + "/content/{origin}/{container}/{path*}")
def upload(state, request):
    where, path = container(request), request["path"]
    file = state.files[where].setdefault(path, File(content_type=request.headers.get("Content-Type") or "text/plain"))
    if request.query.get("append", "").lower() == "true":
        file.append(request.body)
    else:
        file.write(request.body)
    return Answer(described(where, path, file))


@routes.add("GET", ALL + "/metadata/{origin}/{container}/{path*}")
def metadata(state, request):
    where = container(request)
    return Answer(described(where, request["path"], file_at(state, where, request["path"])))


@routes.add("GET", ALL + "/write/{origin}/{container}/{path*}")
def write_link(state, request):
    return Answer(link(state, container(request), request["path"], "rcw"))


@routes.add("POST", ALL + "/batch/metadata/{origin}/{container}")
def batch_metadata(state, request):
    where, made, links = container(request), {}, {}
    for item in request.fields().get("paths") or []:
        given = item.get("path")
        if not given:
            raise Problem(400, "An artifact needs a path.", inner="BadArgument")
        # The SDK sends "./outputs/a", and looks for its answer by that name.
        path = posixpath.normpath(given).lstrip("/")
        file = state.files[where].setdefault(path, File())
        made[given], links[given] = described(where, path, file), link(state, where, path, "rcw")
    return Answer({"artifacts": made, "artifactContentInformation": links, "errors": {}})


@routes.add("GET", ALL + "/{origin}/{container}", ALL + "/{origin}/{container}/{path*}")
def list_all(state, request):
    return listing(state, request, container(request), request.groups.get("path") or "")


def run_container(state, request) -> str:
    run = state.runs.get(request["run"])
    if run is None:
        raise missing(f"Run {request['run']}")
    return f"ExperimentRun/{run['dataContainerId']}"


def facade_path(request) -> str:
    return request.groups.get("path") or request.query.get("path", "")


def facade(tail: str) -> list[str]:
    """The path of a file is the rest of the URL, or `path` of the query."""
    return [base + tail + rest for base in FACADES for rest in ("", "/{path*}")]


@routes.add("GET", *facade("/prefix/contentinfo"))
def run_prefix(state, request):
    return prefix_links(state, request, run_container(state, request), facade_path(request))


@routes.add("GET", *facade("/contentinfo"), *facade("/artifacturi"))
def run_content_info(state, request):
    where, path = run_container(state, request), facade_path(request)
    file_at(state, where, path)
    return Answer(link(state, where, path))


@routes.add("GET", *FACADES, *facade("/path"))
def run_list(state, request):
    return listing(state, request, run_container(state, request), facade_path(request))


def old_logs(state, run: dict) -> dict:
    """The logs that the details of a run name: those of the old layout, and its own."""
    where = f"ExperimentRun/{run['dataContainerId']}"
    folders = ("azureml-logs/", "logs/")
    paths = [path for path in sorted(state.files.get(where, {})) if path.startswith(folders)]
    return {path: link(state, where, path)["contentUri"] for path in paths}
