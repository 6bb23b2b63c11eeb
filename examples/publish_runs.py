"""Writes runs as a folder for Runlens: python publish_runs.py OUT"""
import json, math, pathlib, sys


def number(v):  # JSON has no word for a number that is not finite
    return v if math.isfinite(v) else "NaN" if math.isnan(v) else "Infinity" if v > 0 else "-Infinity"

def summary(values):
    ok = [(v, step) for step, v in enumerate(values) if math.isfinite(v)]
    s = {"kind": "series", "count": len(values), "nonfinite": len(values) - len(ok)}
    if values:
        s.update(first=number(values[0]), last=number(values[-1]), last_step=len(values) - 1)
    if ok:
        (s["min"], s["min_step"]), (s["max"], s["max_step"]) = min(ok), max(ok, key=lambda p: p[0])
        s["mean"] = math.fsum(v for v, _ in ok) / len(ok)
    return s

def publish(out, experiment, runs):  # a run: {"id", "params": {…}, "metrics": {name: [value, …]}, …}
    def write(path, **document):
        (out / path).write_text(json.dumps({"version": 1, **document}, allow_nan=False))
    out.mkdir(parents=True, exist_ok=True)
    items = [{"experiment_id": experiment, "status": "finished", **run, "metrics": {}} for run in runs]
    for r, run in enumerate(runs):
        for m, (name, values) in enumerate(run["metrics"].items()):
            href = f"metric-{r}-{m}.json"
            write(href, name=name, kind="series", value=[number(v) for v in values])
            items[r]["metrics"][name] = {**summary(values), "href": href}
    write("runs.json", items=items)
    write("experiments.json", items=[{"id": experiment, "name": experiment, "runs": "runs.json"}])
    write("index.json", name="My runs", experiments="experiments.json")

def descend(lr, x=1.0):  # x⁴ by gradient descent
    for _ in range(12):
        yield x * x * x * x
        x -= lr * 4 * x * x * x

if __name__ == "__main__":
    publish(pathlib.Path(sys.argv[1]), "descent", [
        {"id": f"lr-{lr}", "params": {"lr": lr}, "metrics": {"loss": list(descend(lr))}}
        for lr in (0.1, 0.9)])
