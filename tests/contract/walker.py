"""Reads a folder as a reader of the open run API would, checking everything.

Starts at index.json, follows every link, and collects what it found.
"""

import json
import math
from collections import defaultdict
from urllib.parse import quote, unquote, urljoin

from schemas import problems

BASE = "https://host.test/some/where/"
RUN_LINKS = ("artifacts", "logs", "snapshot")
TEXTS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def refuse_constant(text):
    """JSON has no NaN; Python's reader would take it."""
    raise ValueError(f"{text} is not JSON")


def to_float(value):
    """A `Number` of the contract as a float (or an int as it is)."""
    return TEXTS[value] if isinstance(value, str) else value


class Walk:
    """Everything found under a folder; `errors` says what is wrong with it."""

    def __init__(self, folder):
        self.folder = folder
        self.errors, self.visited = [], set()
        self.documents = {}
        self.index, self.experiments, self.targets = {}, [], []
        self.runs = {}  # run id -> item, links made absolute
        self.runs_of = defaultdict(list)  # URL of a first page -> run ids
        self.pages = {}  # URL of a first page -> number of pages
        self.metrics = {}  # (run id, name) -> the parts
        self.walk()

    # -- files ------------------------------------------------------------

    def fail(self, url, message):
        self.errors.append(f"{url.removeprefix(BASE)}: {message}")

    def path(self, url):
        """The file that a static host would send for a URL."""
        if not url.startswith(BASE):
            self.fail(url, "leaves the folder")
            return None
        if "?" in url or "#" in url:
            self.fail(url, "needs more than a path")
        path = self.folder / unquote(url.removeprefix(BASE))
        if not path.is_file():
            self.fail(url, "is linked but missing")
            return None
        self.visited.add(path)
        return path

    def load(self, url, schema):
        """A document, checked against its schema; empty if it is missing."""
        if url not in self.documents:
            path = self.path(url)
            if path is None:
                return {}
            text = path.read_text(encoding="utf-8")
            document = json.loads(text, parse_constant=refuse_constant)
            for problem in problems(schema, document):
                self.fail(url, problem)
            self.documents[url] = document
        return self.documents[url]

    def items(self, first, schema):
        """All items of a list, each with the URL of its page."""
        found, url, totals, pages = [], first, set(), 0
        while url:
            page = self.load(url, schema)
            pages += 1
            totals |= {page["total"]} if "total" in page else set()
            found += [(url, item) for item in page.get("items", [])]
            url = urljoin(url, page["next"]) if "next" in page else None
            if pages > 1000:
                self.fail(first, "has no end")
                break
        self.pages[first] = pages
        if totals - {len(found)}:
            self.fail(first, f"total is {totals}, but there are {len(found)} items")
        return found

    # -- documents --------------------------------------------------------

    def walk(self):
        url = BASE + "index.json"
        self.index = self.load(url, "Index")
        for page, item in self.items(urljoin(url, self.index["experiments"]), "ExperimentList"):
            runs = urljoin(page, item["runs"])
            self.experiments.append({**item, "runs": runs})
            for run_page, run in self.items(runs, "RunList"):
                if run["experiment_id"] != item["id"]:
                    self.fail(run_page, f"{run['id']} is of another experiment")
                if run["id"] in self.runs:
                    self.fail(run_page, f"{run['id']} is there twice")
                self.runs_of[runs].append(run["id"])
                self.runs[run["id"]] = self.absolute(run_page, run)
            if item.get("run_count", len(self.runs_of[runs])) != len(self.runs_of[runs]):
                self.fail(page, f"run_count of {item['id']} is wrong")
        if "compute_targets" in self.index:
            self.compute(urljoin(url, self.index["compute_targets"]))
        for run in self.runs.values():
            self.run(url, run)
        for path in sorted(self.folder.rglob("*")):
            if path.is_file() and path not in self.visited:
                self.errors.append(f"{path.relative_to(self.folder)}: no link leads here")

    def absolute(self, page, run):
        """A run with its links resolved, so that copies of it can be compared."""
        run = {key: value for key, value in run.items() if key != "version"}
        for key in RUN_LINKS:
            if key in run:
                run[key] = urljoin(page, run[key])
        run["metrics"] = {
            name: {**s, "href": urljoin(page, s["href"])} if "href" in s else s
            for name, s in run.get("metrics", {}).items()
        }
        return run

    def compute(self, url):
        for page, target in self.items(url, "ComputeTargetList"):
            self.targets.append(target)
            here = {
                id for id, run in self.runs.items() if run.get("compute_target") == target["name"]
            }
            if "runs" in target:
                listed = self.items(urljoin(page, target["runs"]), "RunList")
                if {run["id"] for _, run in listed} != here:
                    self.fail(page, f"the runs on {target['name']} are not those that say so")
                for run_page, run in listed:
                    if self.absolute(run_page, run) != self.runs.get(run["id"]):
                        self.fail(run_page, f"{run['id']} is not as in its experiment")

    def run(self, index, run):
        if "run" in self.index:
            link = self.index["run"].replace("{run_id}", quote(run["id"], safe=""))
            url = urljoin(index, link)
            document = self.load(url, "RunDocument")
            if document and self.absolute(url, document) != run:
                self.fail(url, "is not as in the list of its experiment")
        for key in ("parent_id", "root_id"):
            if key in run and run[key] not in self.runs:
                self.fail(run["id"], f"{key} names no run")
        if run.get("end_time", "~") < run.get("start_time", ""):
            self.fail(run["id"], "ends before it starts")
        for key in RUN_LINKS:
            if key in run:
                for page, item in self.items(run[key], "FileList"):
                    path = self.path(urljoin(page, item["href"]))
                    if path and item.get("size", path.stat().st_size) != path.stat().st_size:
                        self.fail(page, f"the size of {item['path']} is wrong")
        for name, summary in run["metrics"].items():
            if "href" in summary:
                self.metric(run, name, summary)

    # -- metrics ----------------------------------------------------------

    def metric(self, run, name, summary):
        parts, url, place = [], summary["href"], 0
        while url:
            part = self.load(url, "Metric")
            if not part:
                return
            if part["name"] != name or part["kind"] != summary["kind"]:
                self.fail(url, f"is not {name}, {summary['kind']}")
            if part.get("offset", place) != place:
                self.fail(url, f"offset should be {place}")
            parts.append(part)
            place += self.length(url, part)
            self.images(url, part)
            url = urljoin(url, part["next"]) if "next" in part else None
        self.metrics[run["id"], name] = parts
        for part in parts:
            if part.get("count", place) != place:
                self.fail(summary["href"], f"count should be {place}")
        if summary.get("count", place) != place and summary["kind"] in ("series", "table", "image"):
            self.fail(run["id"], f"count of {name} should be {place}")
        if summary["kind"] == "series":
            self.summary(run, name, summary)
        if summary["kind"] == "text" and summary.get("text") != parts[0]["text"]:
            self.fail(run["id"], f"text of {name} is not that of its document")

    def length(self, url, part):
        """Points, rows or images of a part, with its columns checked."""
        if part["kind"] == "series":
            for key in ("step", "time"):
                if isinstance(part.get(key), list) and len(part[key]) != len(part["value"]):
                    self.fail(url, f"{key} is not as long as value")
            return len(part["value"])
        if part["kind"] == "table":
            lengths = {len(column["values"]) for column in part["columns"]}
            if len(lengths) > 1:
                self.fail(url, "columns differ in length")
            return max(lengths, default=0)
        if part["kind"] == "confusion_matrix":
            n = len(part["labels"])
            if [len(row) for row in part["matrix"]] != [n] * n:
                self.fail(url, "the matrix is not as wide and high as its labels")
        return len(part["images"]) if part["kind"] == "image" else 0

    def images(self, url, part):
        for image in part.get("images", []) if part["kind"] == "image" else []:
            self.path(urljoin(url, image["href"]))

    def column(self, run_id, name, key):
        """A column of a series over all parts, or None if it is absent."""
        found, place = [], 0
        for part in self.metrics[run_id, name]:
            column, n = part.get(key), len(part["value"])
            if isinstance(column, dict):
                column = [column["from"] + column["by"] * i for i in range(n)]
            if column is None:
                if key != "step":
                    return None
                column = range(place, place + n)
            found += [to_float(value) for value in column]
            place += n
        return found

    def summary(self, run, name, summary):
        """Recomputes the summary of a series."""
        values = self.column(run["id"], name, "value")
        steps = self.column(run["id"], name, "step")
        finite = [(v, s) for v, s in zip(values, steps) if math.isfinite(v)]
        expected = {"count": len(values), "nonfinite": len(values) - len(finite)}
        if values:
            expected.update(first=values[0], last=values[-1], last_step=steps[-1])
        if finite:
            (low, low_step), (high, high_step) = min(finite), max(finite, key=lambda p: p[0])
            mean = math.fsum(v for v, _ in finite) / len(finite)
            expected.update(min=low, min_step=low_step, max=high, max_step=high_step, mean=mean)
        for key, value in expected.items():
            found = to_float(summary.get(key))
            if not (found == value or (found is not None and found != found and value != value)):
                self.fail(run["id"], f"{key} of {name} is {found}, should be {value}")
        for key in {"min", "max", "mean", "min_step", "max_step"} - expected.keys():
            if key in summary:
                self.fail(run["id"], f"{name} has {key} but no finite value")
