"""Reads runs back through the real SDK, every way it offers.

    python tests/azureml/read_real.py TRUTH.json READ.json        in the environment of real.py
"""

import base64
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import real
from azureml.core import Experiment, Run
from azureml.exceptions import AzureMLException
from log_real import finite


def metrics_of(run) -> dict:
    """What `get_metrics` says, with the contents of charts in place of their addresses."""
    try:
        filled = {name: content_of(value) for name, value in run.get_metrics(populate=True).items()}
        return {"values": run.get_metrics(), "filled": filled}
    except Exception as error:  # Of no type of its own.
        return {"refused": str(error)}


def content_of(value):
    """The chart, picture or plain value that a populated metric holds."""
    if not hasattr(value, "convert_to_object"):
        return value
    made = value.convert_to_object()
    return value.data if made is value else made


def file_of(run, path: str, folder: Path) -> dict:
    target = folder / "downloaded"
    target.unlink(missing_ok=True)
    run.download_file(path, str(target))
    # An empty file is not written.
    return {"base64": base64.b64encode(target.read_bytes() if target.exists() else b"").decode()}


def snapshot_of(run, folder: Path) -> dict | None:
    try:
        archive = run.restore_snapshot(path=str(folder / "snapshot.zip"))
    except AzureMLException:
        return None
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist()}


def described(run, wanted: dict) -> dict:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        details = run.get_details()
        return {
            "status": run.get_status(), "display": run.display_name, "description": run.description,
            "tags": run.get_tags(), "properties": run.get_properties(), "error": details.get("error"),
            "times": [details.get("startTimeUtc"), details.get("endTimeUtc")],
            "children": [child.id for child in run.get_children()], "metrics": metrics_of(run),
            "files": {path: file_of(run, path, folder) for path in run.get_file_names()},
            "snapshot": snapshot_of(run, folder) if "snapshot" in wanted else None,
        }  # fmt: skip


def main(truth: str, target: str) -> None:
    known = json.loads(Path(truth).read_text())
    workspace = real.workspace()
    experiment = Experiment(workspace, known["experiment"])
    read = {label: described(Run(experiment, run["id"]), run) for label, run in known["runs"].items()}
    listed = {
        "experiments": [one.name for one in Experiment.list(workspace)],
        "runs": [run.id for run in experiment.get_runs()],
        "with children": [run.id for run in experiment.get_runs(include_children=True)],
        "tagged": [run.id for run in experiment.get_runs(tags={"model": "mlp"})],
        "has tag": [run.id for run in experiment.get_runs(tags="note")],
        "with property": [run.id for run in experiment.get_runs(properties={"author": "ada"})],
        "failed": [run.id for run in Run.list(experiment, status="Failed")],
    }
    computes = {
        name: {
            "type": compute.type, "status": compute.get_status().serialize(), "nodes": compute.list_nodes(),
            "runs": [run.run_id for run in Run.list_by_compute(compute)],
        }
        for name, compute in workspace.compute_targets.items()
    }  # fmt: skip
    Path(target).write_text(json.dumps(finite({"runs": read, "lists": listed, "computes": computes}), allow_nan=False))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
