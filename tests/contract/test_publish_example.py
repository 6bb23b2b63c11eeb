"""examples/publish_runs.py writes a source that keeps the contract."""

import math
import subprocess
import sys

from schemas import ROOT
from walker import Walk


def test_publish_example(tmp_path):
    out = tmp_path / "new" / "folder"
    script = ROOT / "examples" / "publish_runs.py"
    subprocess.run([sys.executable, script, out], check=True)
    walk = Walk(out)
    assert not walk.errors, "\n".join(walk.errors)
    assert len(walk.runs) == 2
    assert {name for _, name in walk.metrics} == {"loss"}
    diverged = walk.column("lr-0.9", "loss", "value")
    assert math.inf in diverged and math.isnan(diverged[-1])
