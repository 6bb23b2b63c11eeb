"""api/openapi.yaml is valid, and refuses what the contract refuses."""

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from schemas import openapi, problems

SERIES = {"version": 1, "name": "loss", "kind": "series", "value": [1, "NaN"]}


def test_the_document_is_valid():
    OpenAPIV31SpecValidator(openapi()).validate()


def test_every_schema_is_described():
    undescribed = [
        n for n, s in openapi()["components"]["schemas"].items() if "description" not in s
    ]
    assert not undescribed


@pytest.mark.parametrize(
    "schema, document",
    [
        ("Metric", SERIES),
        ("Metric", {**SERIES, "step": {"from": 0, "by": 1}, "time": [0, 1.5]}),
        ("Metric", {**SERIES, "surprise": [1]}),
        ("Metric", {"version": 1, "name": "h", "kind": "histogram", "bins": 3}),
        ("Metric", {"version": 1, "name": "t", "kind": "table", "columns": []}),
        ("Index", {"version": 1.0, "experiments": "e.json"}),
        ("Run", {"id": "a", "experiment_id": "b", "status": "on fire"}),
        ("RunList", {"version": 1, "items": []}),
    ],
)
def test_accepts(schema, document):
    assert not problems(schema, document)


@pytest.mark.parametrize(
    "schema, document",
    [
        ("Metric", {**SERIES, "version": 2}),
        ("Metric", {**SERIES, "value": [None]}),
        ("Metric", {**SERIES, "value": ["nan"]}),
        ("Metric", {**SERIES, "step": {"from": 0}}),
        ("Metric", {"version": 1, "name": "loss", "kind": "series"}),
        ("Metric", {"version": 1, "name": "t", "kind": "text"}),
        (
            "Metric",
            {
                "version": 1,
                "name": "t",
                "kind": "table",
                "columns": [{"name": "a", "type": "number", "values": ["one"]}],
            },
        ),
        ("Index", {"version": 1}),
        ("Index", {"version": 1, "experiments": "e.json", "run": "run.json"}),
        ("Run", {"id": "a"}),
        ("Run", {"id": "a", "experiment_id": "b", "start_time": "yesterday"}),
        ("RunDocument", {"id": "a", "experiment_id": "b"}),
        ("RunList", {"items": []}),
        ("RunList", {"version": 1, "items": [{"id": "a"}]}),
        ("FileList", {"version": 1, "items": [{"path": "a"}]}),
    ],
)
def test_refuses(schema, document):
    assert problems(schema, document)
