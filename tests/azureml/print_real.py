"""A training that prints, waits for a file to appear, and prints again.

The SDK writes what is printed to a file in pieces of 8 KiB, and every ten seconds
uploads what that file gained: a short line alone would come at the end only.
"""

import sys
import time
from pathlib import Path

import real
from azureml.core import Experiment

with Experiment(real.workspace(), "printing").start_logging(snapshot_directory=None, outputs=False) as run:
    print("run", run.id, flush=True)
    for number in range(1000):
        print("early", number, flush=True)
    while not Path(sys.argv[1]).exists():
        time.sleep(0.1)
    print("late", flush=True)
