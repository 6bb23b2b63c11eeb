"""Requests and answers as values, errors as the service words them, and the routes."""

import json
import math
import re
import urllib.parse
import uuid
from dataclasses import dataclass, field

from .state import LOCATION, now

SCOPE = (
    r"/subscriptions/(?P<sub>[^/]+)/resourceGroups/(?P<rg>[^/]+)"
    r"/providers/Microsoft\.MachineLearningServices/workspaces/(?P<ws>[^/]+)"
)


@dataclass
class Request:
    method: str
    path: str  # decoded, without the query
    query: dict  # lower-case names
    headers: object
    body: bytes
    groups: dict = field(default_factory=dict)

    def __getitem__(self, name: str) -> str:
        return self.groups[name]

    def json(self, kind=dict):
        """The body. The SDK writes NaN and Infinity, which Python reads too."""
        try:
            value = json.loads(self.body or b"{}")
        except ValueError as error:
            raise Problem(400, "The body is not JSON: " + str(error)) from None
        if not isinstance(value, kind):
            raise Problem(400, f"The body has to be a {kind.__name__}.")
        return value

    def fields(self) -> dict:
        """The body, an object, with names in lower case, as the service reads them."""
        return {name.lower(): value for name, value in self.json().items()}


@dataclass
class Answer:
    body: object = None  # None, bytes, or what JSON can hold
    status: int = 200
    headers: dict = field(default_factory=dict)


class Problem(Exception):
    """An answer that is an error."""

    def __init__(self, status: int, message: str, code: str = "UserError", inner: str | None = None, headers=None):
        super().__init__(message)
        self.status, self.message, self.code, self.inner, self.headers = status, message, code, inner, headers or {}

    def answer(self) -> Answer:
        error = {
            "code": self.code, "severity": None, "message": self.message, "messageFormat": None,
            "messageParameters": None, "referenceCode": None, "detailsUri": None, "target": None, "details": [],
            "innerError": {"code": self.inner, "innerError": None} if self.inner else None, "debugInfo": None,
            "additionalInfo": None,
        }  # fmt: skip
        operation = uuid.uuid4().hex
        return Answer(
            {
                "error": error, "correlation": {"operation": operation, "request": operation[:16]},
                "environment": LOCATION, "location": LOCATION, "time": now(), "componentName": "run-history",
            },
            self.status, self.headers,
        )  # fmt: skip


def missing(what: str) -> Problem:
    return Problem(404, f"{what} was not found.", inner="NotFoundError")


def plain(value, style: str):
    """The same value without numbers that JSON cannot hold."""
    if isinstance(value, float) and not math.isfinite(value):
        if style == "null":
            return None
        return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"
    if isinstance(value, dict):
        return {key: plain(item, style) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item, style) for item in value]
    return value


def encode(value, style: str) -> bytes:
    try:
        # The common case costs no second walk.
        return json.dumps(value, allow_nan=style == "literal", separators=(",", ":")).encode()
    except ValueError:
        return json.dumps(plain(value, style), allow_nan=False, separators=(",", ":")).encode()


class Routes:
    """What is called for which method and path. `{name}` is one segment of the
    path, `{name*}` the rest of it, `WS` the workspace."""

    def __init__(self):
        self.table = []

    def add(self, method: str, *patterns: str):
        def register(function):
            for pattern in patterns:
                parts = re.split(r"(\{\w+\*?\}|WS)", pattern)
                regex = "".join(
                    SCOPE if part == "WS"
                    else f"(?P<{part[1:-2]}>.+)" if part.endswith("*}")
                    else f"(?P<{part[1:-1]}>[^/]+)" if part.startswith("{")
                    else re.escape(part)
                    for part in parts
                )  # fmt: skip
                self.table.append((method, re.compile(regex, re.IGNORECASE), function))
            return function

        return register

    def find(self, method: str, path: str):
        """The function and the parts of the path, or the answer 404 or 405."""
        others = False
        for known, regex, function in self.table:
            match = regex.fullmatch(path)
            if match and known == method:
                return function, match.groupdict()
            others = others or bool(match)
        raise Problem(405 if others else 404, f"No service answers {method} {path}.")


def decode_query(text: str) -> dict:
    return {name.lower(): value for name, value in urllib.parse.parse_qsl(text, keep_blank_values=True)}
