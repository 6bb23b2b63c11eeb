"""Run history: experiments."""

from . import odata
from .answers import Answer, Problem, Routes, missing
from .state import now

routes = Routes()
HISTORY = "/history/v1.0WS"
FIELDS = frozenset(["name", "experimentid", "createdutc", "archivedtime", "description"])
MAPS = frozenset(["tags"])


def by_name(state, name: str) -> dict:
    if name not in state.names:
        raise missing(f"Experiment {name}")
    return state.experiments[state.names[name]]


def by_id(state, key: str) -> dict:
    if key not in state.experiments:
        raise missing(f"Experiment {key}")
    return state.experiments[key]


def found(state, request) -> dict:
    """The experiment that the path names, by name or by id."""
    if "exp" in request.groups:
        return by_name(state, request["exp"])
    return by_id(state, request["expid"])


def seen(view: str | None):
    view = (view or "Default").lower()
    if view not in ("default", "all", "activeonly", "archivedonly"):
        raise Problem(400, f"Unknown viewType: {view}", inner="BadArgument")
    if view == "all":
        return lambda experiment: True
    return lambda experiment: (experiment["archivedTime"] is not None) == (view == "archivedonly")


def listed(state, fields: dict) -> Answer:
    test = odata.parse(fields["filter"], FIELDS, MAPS) if fields.get("filter") else lambda _: True
    view = seen(fields.get("viewtype"))
    items = [item for item in state.experiments.values() if view(item) and test(item)]
    items = odata.order(items, fields.get("orderby"), FIELDS)
    question = ["experiments", fields.get("filter"), fields.get("orderby"), fields.get("viewtype")]
    items, token = odata.page(items, question, fields.get("continuationtoken"), fields.get("top"), state.settings)
    return Answer({"value": items, "continuationToken": token, "nextLink": None})


@routes.add("POST", HISTORY + "/experiments:query")
def query(state, request):
    return listed(state, request.fields())


@routes.add("GET", HISTORY + "/experiments")
def plain_list(state, request):
    return listed(state, {name.removeprefix("$"): value for name, value in request.query.items()})


@routes.add("GET", HISTORY + "/experiments/{exp}", HISTORY + "/experimentids/{expid}")
def get(state, request):
    experiment = found(state, request)
    if not seen(request.query.get("viewtype", "All"))(experiment):
        raise missing(f"Experiment {experiment['name']}")
    return Answer(experiment)


@routes.add("POST", HISTORY + "/experiments/{exp}")
def create(state, request):
    return Answer(state.experiment(request["exp"]))


@routes.add("PATCH", HISTORY + "/experimentids/{expid}")
def change(state, request):
    experiment, fields = found(state, request), request.fields()
    name = fields.get("name")
    if name and name != experiment["name"]:
        if name in state.names:
            raise Problem(409, f"There is an experiment {name} already.")
        state.names[name] = state.names.pop(experiment["name"])
        experiment["name"] = name
    if fields.get("description") is not None:
        experiment["description"] = fields["description"]
    if fields.get("archive") is not None:
        experiment["archivedTime"] = now() if fields["archive"] else None
    experiment["tags"].update(fields.get("tags") or {})
    return Answer(experiment)


@routes.add("DELETE", HISTORY + "/experimentids/{expid}")
def delete(state, request):
    experiment = found(state, request)
    if state.by_experiment[experiment["experimentId"]]:
        raise Problem(400, "Only an experiment without runs can be deleted.")
    del state.names[experiment["name"]], state.experiments[experiment["experimentId"]]
    return Answer()


@routes.add("POST", HISTORY + "/experimentids/{expid}/tags:delete")
def delete_tags(state, request):
    experiment = found(state, request)
    for tag in request.fields().get("tags") or []:
        experiment["tags"].pop(tag, None)
    return Answer(experiment)
