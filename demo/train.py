"""Trains the demo's runs and writes them as an open run API folder.

    python demo/train.py [FOLDER]        (default: demo/data)

The same versions (requirements.txt) write the same bytes: seeds are fixed, the
clock is simulated (clock.py), and numerical libraries use one thread and the
instructions of one generation of CPUs.
"""

import os
import platform
import shutil
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
if platform.machine().lower() in ("x86_64", "amd64"):
    # Newer CPUs would add in another order and round differently.
    os.environ["OPENBLAS_CORETYPE"] = "Haswell"
    os.environ["NPY_DISABLE_CPU_FEATURES"] = "X86_V4 AVX512_ICL AVX512_SPR"

# Only now may numpy be imported.
from experiments import (  # noqa: E402
    diabetes_boosting,
    digits_mlp,
    logging_styles,
    long_run,
    wine_search,
)
from layout import Source  # noqa: E402

EXPERIMENTS = (logging_styles, digits_mlp, diabetes_boosting, wine_search, long_run)


def prepare(folder):
    """Empties the folder, if it is one of ours."""
    if folder.exists() and any(folder.iterdir()):
        if not (folder / "index.json").exists():
            sys.exit(f"{folder} is not empty and has no index.json; not touching it")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)


def build(folder):
    """Trains everything and writes it into `folder`."""
    source = Source(
        folder,
        "Runlens demo",
        "Runs trained on the data sets that ship with scikit-learn.",
    )
    source.compute_target("local", kind="Workstation", size="2 cores, 8 GB", state="ready")
    source.compute_target(
        "cpu-cluster",
        kind="Cluster",
        size="4 cores, 16 GB per node",
        state="resizing",
        nodes={"running": 1, "idle": 2, "preparing": 1},
        location="north",
    )
    source.compute_target("lab-server", kind="Attached server", size="1 core", state="offline")
    for experiment in EXPERIMENTS:
        print(experiment.__name__.removeprefix("experiments."), flush=True)
        experiment.run(source)
    source.write()


def main():
    """The command line."""
    default = Path(__file__).resolve().parent / "data"
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else default
    prepare(folder)
    build(folder)
    files = [path for path in folder.rglob("*") if path.is_file()]
    print(f"{len(files)} files, {sum(path.stat().st_size for path in files):,} bytes in {folder}")


if __name__ == "__main__":
    main()
