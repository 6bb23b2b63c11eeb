"""Records one run: parameters, metrics of every kind, files and its log."""

from columns import column, number, summarise_series
from log import Log

MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "md": "text/markdown",
    "npy": "application/octet-stream",
    "png": "image/png",
    "txt": "text/plain",
}


class Run:
    """One run of an experiment, logged in the styles people know."""

    def __init__(self, experiment, id, name, parent=None, colour=False, **fields):
        """`fields` are texts of a run: user, compute_target, description,
        params, tags, properties, snapshot."""
        self.experiment, self.id, self.name = experiment, id, name
        self.source, self.clock = experiment.source, experiment.clock
        self.parent, self.fields = parent, fields
        self.status, self.error = "running", None
        self.start_time, self.end_time = self.clock.instant(), None
        self.log_file = Log(self.clock, colour)
        self.series, self.tables, self.other = {}, {}, {}
        self.summaries, self.artifacts, self.links = {}, [], {}

    # -- metrics ----------------------------------------------------------

    def log(self, name, value, step=None, digits=6):
        """One number; again under the same name, and it becomes a series."""
        data = self.series.setdefault(name, {"value": [], "step": [], "time": []})
        data["value"].append(number(value, digits))
        data["step"].append(len(data["step"]) if step is None else step)
        data["time"].append(self.clock.ms)

    def log_list(self, name, values, digits=6):
        """Many numbers at once: a series whose step is the place in it."""
        self.series[name] = {"value": [number(v, digits) for v in values]}

    def log_row(self, name, **cells):
        """One row of a table."""
        for key, cell in cells.items():
            self.tables.setdefault(name, {}).setdefault(key, []).append(cell)

    def log_table(self, name, columns):
        """A whole table: column name -> cells, `None` for an empty one."""
        self.tables[name] = columns

    def log_text(self, name, text):
        """A text."""
        self.other[name] = ({"kind": "text", "text": text}, {"text": text})

    def log_confusion_matrix(self, name, labels, matrix):
        """Counts, rows true and columns predicted."""
        body = {"labels": list(labels), "matrix": [[int(n) for n in row] for row in matrix]}
        self.other[name] = ({"kind": "confusion_matrix", **body}, {})

    def log_image(self, name, png, step, caption=""):
        """One image of a series of images."""
        document, summary = self.other.setdefault(
            name, ({"kind": "image", "images": []}, {"count": 0})
        )
        href = self.source.write_bytes(f"runs/{self.id}/images/{slug(name)}-{step}.png", png)
        image = {"href": href, "step": step, "time": self.clock.ms, "caption": caption}
        document["images"].append(image)
        summary["count"] += 1

    def log_other(self, name, kind, count, **body):
        """A metric of a kind that the contract does not name."""
        self.other[name] = ({"kind": kind, **body}, {"count": count})

    # -- files ------------------------------------------------------------

    def artifact(self, path, data):
        """A file the run leaves behind; `data` is text or bytes."""
        self.artifacts.append(self._file(path, data))

    def _file(self, path, data):
        data = data.encode() if isinstance(data, str) else data
        return {
            "path": path,
            "href": self.source.write_bytes(f"runs/{self.id}/files/{path}", data),
            "size": len(data),
            "media_type": MEDIA_TYPES[path.rsplit(".", 1)[1]],
            "modified": self.clock.instant(),
        }

    # -- the end ----------------------------------------------------------

    def finish(self, status="finished", error=None, parts=1):
        """Writes the metrics and files. A run still `running` has no end."""
        self.status, self.error = status, error
        if status != "running":
            self.end_time = self.clock.instant()
        metrics = {
            **{name: self._series(name, data, parts) for name, data in self.series.items()},
            **{name: self._table(name, data) for name, data in self.tables.items()},
            **{
                name: ([body], {"kind": body["kind"], **s})
                for name, (body, s) in self.other.items()
            },
        }
        for n, (name, (documents, summary)) in enumerate(metrics.items()):
            self.summaries[name] = {**summary, "href": self._write_metric(n, name, documents)}
        folder = f"runs/{self.id}"
        logs = [self._file("logs/std_log.txt", self.log_file.text())]
        self.links["logs"] = self.source.write_list(f"{folder}/logs.json", logs)
        if self.artifacts:
            self.links["artifacts"] = self.source.write_list(
                f"{folder}/artifacts.json", self.artifacts
            )

    def _series(self, name, data, parts):
        """The documents of a series, long ones in `parts`, and its summary."""
        count = len(data["value"])
        size = -(-count // parts) if count > 10_000 else count
        documents = []
        for start in range(0, count, size):
            document = {"kind": "series"}
            if size < count:
                document.update(count=count, offset=start)
            for key, values in data.items():
                part = values[start : start + size]
                document[key] = part if key == "value" else column(part)
            documents.append(document)
        return documents, summarise_series(data["value"], data.get("step"))

    def _table(self, name, columns):
        """The document of a table and its summary."""
        body = []
        for key, cells in columns.items():
            known = [cell for cell in cells if cell is not None]
            if all(isinstance(cell, str) for cell in known):
                kind, values = "text", list(cells)
            elif all(isinstance(cell, bool) for cell in known):
                kind, values = "boolean", list(cells)
            else:
                kind, values = "number", [None if c is None else number(c) for c in cells]
            body.append({"name": key, "type": kind, "values": values})
        rows = len(body[0]["values"])
        return [{"kind": "table", "columns": body}], {"kind": "table", "count": rows}

    def _write_metric(self, n, name, documents):
        """Writes the parts of a metric from the last to the first."""
        following = {}
        for part in reversed(range(len(documents))):
            suffix = f"-{part + 1}" if part else ""
            path = f"runs/{self.id}/metrics/{n}{suffix}.json"
            link = self.source.write_json(path, {"name": name, **documents[part], **following})
            following = {"next": link}
        return link

    def item(self):
        """The run as an item of a list."""
        fields = {
            "id": self.id,
            "name": self.name,
            "experiment_id": self.experiment.id,
            "status": self.status,
            "start_time": self.start_time,
            "end_time": self.end_time,
            "parent_id": self.parent.id if self.parent else None,
            "root_id": self.root().id if self.parent else None,
            **self.fields,
            "error": self.error,
            "metrics": self.summaries,
            **self.links,
        }
        return {key: value for key, value in fields.items() if value not in (None, "", {})}

    def root(self):
        """The run at the top of the parents."""
        return self.parent.root() if self.parent else self


def slug(name):
    """A metric's name as a part of a file's name."""
    return "".join(c if c.isalnum() else "-" for c in name.lower())
