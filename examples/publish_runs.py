"""Writes runs as a folder that Runlens opens: python publish_runs.py OUT"""
import json, math, pathlib, sys

def number(v):  # JSON has no word for NaN and infinity
    return v if math.isfinite(v) else str(v).replace("nan", "NaN").replace("inf", "Infinity")

def summary(values):
    ok = [v for v in values if math.isfinite(v)]
    known = {"min": min(ok), "max": max(ok), "mean": math.fsum(ok) / len(ok),
             "min_step": values.index(min(ok)), "max_step": values.index(max(ok))} if ok else {}
    return {"kind": "series", "count": len(values), "nonfinite": len(values) - len(ok), **known,
            "first": number(values[0]), "last": number(values[-1]), "last_step": len(values) - 1}

def publish(out, experiment, runs):  # a run: {"id", "params": {…}, "metrics": {name: [value, …]}}
    def write(path, **document):
        (out / path).write_text(json.dumps({"version": 1, **document}, allow_nan=False))
    out.mkdir(parents=True, exist_ok=True)
    for r, run in enumerate(runs):
        for m, (name, values) in enumerate(run["metrics"].items()):
            write(f"metric-{r}-{m}.json", name=name, kind="series", value=list(map(number, values)))
            run["metrics"][name] = {**summary(values), "href": f"metric-{r}-{m}.json"}
    write("runs.json", items=[{"experiment_id": experiment, "status": "finished", **run} for run in runs])
    write("experiments.json", items=[{"id": experiment, "name": experiment, "runs": "runs.json"}])
    write("index.json", name="My runs", experiments="experiments.json")

def descend(lr, x=1.0):  # x⁴ by gradient descent
    for _ in range(12):
        yield x * x * x * x
        x -= lr * 4 * x * x * x

if __name__ == "__main__":
    publish(pathlib.Path(sys.argv[1]), "descent",
            [{"id": f"lr-{lr}", "params": {"lr": lr}, "metrics": {"loss": list(descend(lr))}}
             for lr in (0.1, 0.9)])
