"""The JSON examples in api/README.md are what the page says they are."""

import json
import re

import pytest

from schemas import ROOT, problems
from walker import Walk

TEXT = (ROOT / "api" / "README.md").read_text(encoding="utf-8")
EXAMPLES = dict(re.findall(r"`([\w./-]+\.json)`\n+```json\n(.*?)```", TEXT, re.DOTALL))
SCHEMAS = {
    "index.json": "Index",
    "experiments.json": "ExperimentList",
    "toy/runs.json": "RunList",
    "toy/loss.json": "Metric",
}


def test_every_example_is_known():
    assert set(EXAMPLES) == set(SCHEMAS)
    assert len(EXAMPLES) == TEXT.count("```json")


@pytest.mark.parametrize("path", SCHEMAS)
def test_example_is_valid(path):
    assert not problems(SCHEMAS[path], json.loads(EXAMPLES[path]))


def test_the_examples_are_a_source(tmp_path):
    for path, text in EXAMPLES.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    walk = Walk(tmp_path)
    errors = walk.errors
    assert not errors, "\n".join(errors)
    assert list(walk.runs) == ["toy-1"]
