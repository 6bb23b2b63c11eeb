"""Validators for the schemas of api/openapi.yaml."""

from functools import cache
from pathlib import Path

import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

ROOT = Path(__file__).resolve().parents[2]
OPENAPI = ROOT / "api" / "openapi.yaml"


@cache
def openapi():
    """The OpenAPI document."""
    return yaml.safe_load(OPENAPI.read_text(encoding="utf-8"))


@cache
def validator(name):
    """A validator for one of its schemas."""
    resource = DRAFT202012.create_resource(openapi())
    registry = Registry().with_resource("urn:openapi", resource)
    return Draft202012Validator(
        {"$ref": f"urn:openapi#/components/schemas/{name}"},
        registry=registry,
        format_checker=Draft202012Validator.FORMAT_CHECKER,
    )


def problems(name, document):
    """What is wrong with a document, as lines of text; none if it is valid."""
    found = []
    for error in validator(name).iter_errors(document):
        place = "/".join(str(part) for part in error.absolute_path) or "(top)"
        reasons = [error.message[:300]]
        reasons += [f"or: {inner.message[:200]}" for inner in error.context or []]
        found.append(f"{name} at {place}: " + " ".join(reasons[:6]))
    return found
