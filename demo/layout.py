"""Writes a folder of files that is a complete server of the open run API.

index.json
experiments.json
experiments/<experiment>/runs.json, runs-2.json, ...
runs/<run>/run.json, metrics/<n>.json, artifacts.json, logs.json, files/...
compute.json, compute/<target>/runs.json
"""

import json
import posixpath
from urllib.parse import quote

from recorder import Run


class Link(str):
    """A path from the root of the source; written relative to its document."""


def resolved(value, document):
    """`value` with every link in it made relative to `document`."""
    if isinstance(value, Link):
        return quote(posixpath.relpath(value, posixpath.dirname(document) or "."))
    if isinstance(value, dict):
        return {key: resolved(item, document) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item, document) for item in value]
    return value


def present(**fields):
    """The fields that are not empty, in the order they were given."""
    return {key: value for key, value in fields.items() if value not in (None, "", {}, [])}


class Source:
    """The whole folder: experiments, runs and compute targets."""

    def __init__(self, folder, name, description):
        self.folder = folder
        self.name, self.description = name, description
        self.experiments, self.targets = [], []

    def write_bytes(self, path, data):
        """Writes one file and says how to link to it."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        return Link(path)

    def write_json(self, path, document, indent=None):
        """Writes one document of the API, with its version and links resolved."""
        text = json.dumps(
            resolved({"version": 1, **document}, path),
            ensure_ascii=False,
            allow_nan=False,
            indent=indent,
            separators=None if indent else (",", ":"),
        )
        return self.write_bytes(path, (text + "\n").encode())

    def write_list(self, path, items, page_size=None, indent=None):
        """Writes a list, in pages if there is a `page_size`."""
        size = page_size or max(1, len(items))
        pages = [items[i : i + size] for i in range(0, len(items), size)] or [[]]
        stem = path.removesuffix(".json")
        names = [path] + [f"{stem}-{n}.json" for n in range(2, len(pages) + 1)]
        for n, page in enumerate(pages):
            document = {"items": page, "total": len(items)}
            if n + 1 < len(pages):
                document["next"] = Link(names[n + 1])
            self.write_json(names[n], document, indent)
        return Link(path)

    def experiment(self, id, name, clock, **fields):
        """A new experiment; `fields` are those of `Experiment`."""
        experiment = Experiment(self, id, name, clock, **fields)
        self.experiments.append(experiment)
        return experiment

    def compute_target(self, name, **fields):
        """Adds a compute target; its list of runs is found by its name."""
        self.targets.append({"name": name, **fields})

    def write(self):
        """Writes every list and the index, once all runs are done."""
        for experiment in self.experiments:
            for run in experiment.runs:
                self.write_json(f"runs/{run.id}/run.json", run.item())
        items = [experiment.item() for experiment in self.experiments]
        self.write_list("experiments.json", items, indent=2)
        runs = [run for experiment in self.experiments for run in experiment.runs]
        for target in self.targets:
            here = [run.item() for run in runs if run.fields["compute_target"] == target["name"]]
            target["runs"] = self.write_list(f"compute/{target['name']}/runs.json", here)
        self.write_list("compute.json", self.targets)
        index = present(
            name=self.name,
            description=self.description,
            experiments=Link("experiments.json"),
            compute_targets=Link("compute.json"),
        )
        index["run"] = "runs/{run_id}/run.json"  # a template, so no Link
        self.write_json("index.json", index, indent=2)


class Experiment:
    """A named set of runs."""

    def __init__(self, source, id, name, clock, description="", tags=None, page_size=None):
        self.source, self.id, self.name, self.clock = source, id, name, clock
        self.description, self.tags, self.page_size = description, tags, page_size
        self.created = clock.instant()
        self.runs = []

    def run(self, id, **fields):
        """Starts a run now."""
        run = Run(self, id, **fields)
        self.runs.append(run)
        return run

    def snapshot(self, files):
        """Writes the code that the runs share; `files` is path -> text."""
        folder = f"experiments/{self.id}/snapshot"
        items = []
        for path, text in files.items():
            data = text.encode()
            link = self.source.write_bytes(f"{folder}/{path}", data)
            media_type = "text/x-python" if path.endswith(".py") else "text/plain"
            items.append({"path": path, "href": link, "size": len(data), "media_type": media_type})
        return self.source.write_list(f"experiments/{self.id}/snapshot.json", items)

    def item(self):
        """The experiment as an item of the list, with its runs written."""
        items = [run.item() for run in self.runs]
        path = f"experiments/{self.id}/runs.json"
        return present(
            id=self.id,
            name=self.name,
            description=self.description,
            runs=self.source.write_list(path, items, self.page_size),
            run_count=len(items),
            created=self.created,
            last_activity=self.clock.instant(),
            tags=self.tags,
        )
