"""The filters, orders and pages of run history, as far as its dialect is known.

    expression  = term {("and" | "or") term}        ("and" binds tighter)
    term        = "(" expression ")" | field op value
    op          = eq | ne | gt | ge | lt | le
    value       = null | "text" | 'text' | text up to the next " and ", " or ", ")"

Everything else is refused by 400. A tag or property that a record does not have
matches neither `eq` nor `ne`, not even of null: that is why the SDK asks
`(Tags/k ne null or Tags/k eq null)` for "has the tag".
"""

import base64
import binascii
import functools
import hashlib
import json
import re

from .answers import Problem
from .state import parse_instant

CLAUSE = re.compile(
    r"""\s*(?P<field>[^\s()"']+)\s+(?P<op>eq|ne|gt|ge|lt|le)\s+
        (?:"(?P<double>(?:[^"\\]|\\.)*)"|'(?P<single>(?:[^']|'')*)'|(?P<bare>[^"'\s)].*?))
        (?=\s+(?:and|or)\s|\s*\)|\s*$)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
WORD = re.compile(r"\s*(and|or)\s", re.IGNORECASE)
ABSENT = object()
TIMES = {"createdutc", "starttimeutc", "endtimeutc", "lastmodifiedutc", "archivedtime"}


def parse(text: str, fields: frozenset, maps: frozenset):
    """A function from a record to bool. Problem 400 says what is wrong."""
    rest = _Reader(text, fields, maps)
    test = rest.any()
    if text[rest.at :].strip():
        raise rest.wrong()
    return test


class _Reader:
    def __init__(self, text, fields, maps):
        self.text, self.fields, self.maps, self.at = text, fields, maps, 0

    def wrong(self):
        return Problem(400, f"Invalid filter at position {self.at}: {self.text!r}", inner="BadArgument")

    def many(self, word, part, combine):
        tests = [part()]
        while (match := WORD.match(self.text, self.at)) and match[1].lower() == word:
            self.at = match.end()
            tests.append(part())
        return tests[0] if len(tests) == 1 else lambda record: combine(test(record) for test in tests)

    def any(self):
        return self.many("or", self.all, any)

    def all(self):
        return self.many("and", self.term, all)

    def term(self):
        bracket = re.compile(r"\s*\(").match(self.text, self.at)
        if bracket:
            self.at = bracket.end()
            test = self.any()
            close = re.compile(r"\s*\)").match(self.text, self.at)
            if not close:
                raise self.wrong()
            self.at = close.end()
            return test
        match = CLAUSE.match(self.text, self.at)
        if not match:
            raise self.wrong()
        get, time = self.field(match["field"])
        value = match["bare"]
        if match["double"] is not None:
            value = re.sub(r"\\(.)", r"\1", match["double"])
        elif match["single"] is not None:
            value = match["single"].replace("''", "'")
        elif value.lower() == "null":
            value = None
        if time and value is not None:
            try:
                value = parse_instant(value)
            except ValueError:
                raise self.wrong() from None
        self.at = match.end()
        return _comparison(get, match["op"].lower(), value, time)

    def field(self, name):
        head, _, key = name.partition("/")
        head = head.lower()
        if head in self.maps and key:
            return functools.partial(_entry, head, key), False
        if head == "runtypev2" and key and "runtypev2" in self.fields:
            return functools.partial(_run_type, key), False
        if not key and head in self.fields:
            return functools.partial(_field, head), head in TIMES
        raise Problem(400, f"Unknown field in filter: {name}", inner="BadArgument")


def _field(name, record):
    for key, value in record.items():
        if key.lower() == name:
            return value
    return None


def _entry(name, key, record):
    return (_field(name, record) or {}).get(key, ABSENT)


def _run_type(key, record):
    kind = record.get("runTypeV2") or {}
    name, _, trait = key.partition("/")
    if name.lower() == "traits":
        return None if trait in (kind.get("traits") or []) else ABSENT
    return kind.get(name.lower())


def _comparison(get, op, value, time):
    def test(record):
        found = get(record)
        if found is ABSENT:
            return False
        if found is not None and time:
            found = parse_instant(found)
        elif found is not None and not isinstance(found, str):
            found = str(found).lower() if isinstance(found, bool) else found
        wanted = value
        if isinstance(found, (int, float)) and isinstance(wanted, str):
            try:
                wanted = float(wanted)
            except ValueError:
                return op == "ne"
        if op == "eq":
            return found == wanted
        if op == "ne":
            return found != wanted
        if found is None or wanted is None:
            return False
        return {"gt": found > wanted, "ge": found >= wanted, "lt": found < wanted, "le": found <= wanted}[op]

    return test


def order(records: list, text: str | None, fields: frozenset) -> list:
    """Sorted by `Field [asc|desc], …`; what is null counts as the least."""
    for part in reversed((text or "").split(",")):
        words = part.split()
        if not words:
            continue
        name, direction = words[0].lower(), (words[1:] or ["asc"])[0].lower()
        if name not in fields or direction not in ("asc", "desc") or len(words) > 2:
            raise Problem(400, f"Cannot order by {part.strip()!r}.", inner="BadArgument")

        def key(record, name=name):
            value = _field(name, record)
            if value is None:
                return (0, 0)
            return (1, parse_instant(value) if name in TIMES else value)

        records = sorted(records, key=key, reverse=direction == "desc")
    return records


def page(records: list, question, token: str | None, top, settings, size: int | None = None) -> tuple[list, str | None]:
    """One page, and the token of the next. A token answers only the question it was given for."""
    mark = hashlib.sha256(json.dumps(question, sort_keys=True, default=str).encode()).hexdigest()[:12]
    size = size or settings.page_size
    try:
        top = size if top in (None, "") else int(top)
    except (TypeError, ValueError):
        raise Problem(400, "top is not a number.", inner="BadArgument") from None
    if top < 1:
        raise Problem(400, "top has to be positive.", inner="BadArgument")
    start, empty = 0, False
    if token:
        try:
            start, empty, known = json.loads(base64.urlsafe_b64decode(token))
        except (ValueError, binascii.Error):
            raise Problem(400, "The continuation token is malformed.", inner="BadArgument") from None
        if known != mark:
            raise Problem(400, "The continuation token belongs to another query.", inner="BadArgument")
    end = start if empty else start + min(top, size)
    more = None
    if end < len(records):
        flag = settings.empty_pages and not empty
        more = base64.urlsafe_b64encode(json.dumps([end, flag, mark]).encode()).decode()
    return records[start:end], more
