"""Training the demo again gives the committed files.

The same package versions on the same kind of CPU give the same bytes. Another
kind may round the last digits differently, so numbers need only be equal to one
part in a thousand; all else must be the same.
"""

import io
import math
import re
import subprocess
import sys

import numpy as np
from PIL import Image

from schemas import ROOT

COMMITTED = ROOT / "demo" / "data"
NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?:e[+-]?\d+)?(?![\w.])")
SIZE = re.compile(rb'"size":\d+')


def files(folder):
    """The files under a folder, by relative path."""
    return {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }


def same_text(a, b):
    """Equal but for the rounding of numbers."""
    if NUMBER.split(a) != NUMBER.split(b):
        return False
    pairs = zip(NUMBER.findall(a), NUMBER.findall(b))
    return all(x == y or math.isclose(float(x), float(y), rel_tol=1e-3) for x, y in pairs)


def same_image(a, b):
    """Equal but for the rounding of colours."""
    a, b = (np.asarray(Image.open(io.BytesIO(data)).convert("RGB"), int) for data in (a, b))
    return a.shape == b.shape and np.abs(a - b).mean() < 1


def same_array(a, b):
    """Equal but for the rounding of numbers."""
    a, b = (np.load(io.BytesIO(data)) for data in (a, b))
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-3, atol=1e-5, equal_nan=True)


def same(path, a, b):
    if a == b:
        return True
    if path.endswith(".png"):
        return same_image(a, b)
    if path.endswith(".npy"):
        return same_array(a, b)
    if path.endswith(".json"):  # a file's size follows from how its numbers are written
        a, b = SIZE.sub(b'"size":0', a), SIZE.sub(b'"size":0', b)
    return same_text(a, b)


def test_rebuild(tmp_path):
    rebuilt = tmp_path / "data"
    subprocess.run([sys.executable, ROOT / "demo" / "train.py", rebuilt], check=True, timeout=90)
    old, new = files(COMMITTED), files(rebuilt)
    assert old.keys() == new.keys()
    different = [p for p in old if not same(p, old[p].read_bytes(), new[p].read_bytes())]
    assert not different, f"{len(different)} files differ: {different[:20]}"
