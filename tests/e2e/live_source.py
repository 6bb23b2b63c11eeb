"""A made source of the open run API whose runs go on while the page is open."""

START = "2026-01-05T10:00:00Z"


class LiveSource:
    """
    source = LiveSource(site)                  # at site.url + "live/"
    run = source.run("a", status="running")    # a run as a dict; change it as you like
    source.log(run, "loss", 0.5)               # the next step of a metric
    source.publish()                           # what the page reads from now on
    """

    def __init__(self, site, folder="live", part=None):
        self.site = site
        self.folder = folder
        self.part = part
        self.runs = []
        self.series = {}

    @property
    def source(self):
        return f"open:{self.folder}/"

    def run(self, id, status="running", **more):
        run = {"id": id, "name": id, "experiment_id": "e", "status": status, "start_time": START, "metrics": {}, **more}
        self.runs.insert(0, run)
        return run

    def log(self, run, name, *values):
        """Adds values at the next steps."""
        self.series.setdefault((run["id"], name), []).extend(values)

    def end(self, run, status="finished"):
        run.update(status=status, end_time="2026-01-05T11:00:00Z")

    def path(self, run, name, part=0):
        return f"metrics/{run['id']}-{name}-{part}.json"

    def publish(self):
        """Writes the documents: the metrics first, as a writer does."""
        for run in self.runs:
            for (id, name), values in self.series.items():
                if id == run["id"]:
                    self._write_series(run, name, values)
        for run in self.runs:
            self._put(f"runs/{run['id']}.json", {"version": 1, **run})
        self._put("runs.json", {"version": 1, "items": self.runs, "total": len(self.runs)})
        self._put("experiments.json", {"version": 1, "items": [{"id": "e", "name": "going on", "runs": "runs.json"}]})
        self._put("index.json", {"version": 1, "name": "Live", "experiments": "experiments.json", "run": "runs/{run_id}.json"})

    def _write_series(self, run, name, values):
        size = self.part or max(1, len(values))
        parts = [values[at : at + size] for at in range(0, len(values), size)]
        for number, part in enumerate(parts):
            document = {"version": 1, "name": name, "kind": "series", "value": part}
            document["step"] = {"from": number * size, "by": 1}
            document["offset"] = number * size
            if number + 1 < len(parts):
                document["next"] = self.path(run, name, number + 1).split("/")[1]
            self._put(self.path(run, name, number), document)
        # NaN and infinity are words.
        finite = [value for value in values if not isinstance(value, str)]
        run["metrics"][name] = {
            "kind": "series",
            "count": len(values),
            "first": values[0],
            "last": values[-1],
            "last_step": len(values) - 1,
            "min": min(finite),
            "max": max(finite),
            "nonfinite": len(values) - len(finite),
            "href": f"{self.site.prefix}{self.folder}/{self.path(run, name)}",
        }

    def _put(self, path, document):
        self.site.put(f"{self.folder}/{path}", document)
