"""The storage account: blobs behind signed links, with its own words and rules."""

import re
import xml.sax.saxutils

from .answers import Answer
from .links import CONTAINER
from .ranges import headers_of, ranged
from .state import File

VERSION = "2019-07-07"


def wrong(status: int, code: str, message: str, headers=None) -> Answer:
    text = xml.sax.saxutils.escape(message)
    body = f'\ufeff<?xml version="1.0" encoding="utf-8"?><Error><Code>{code}</Code><Message>{text}</Message></Error>'
    return Answer(body.encode(), status, {"Content-Type": "application/xml", "x-ms-error-code": code} | (headers or {}))


def serve(state, request) -> Answer:
    """GET, HEAD or PUT of a blob, whose path begins with the name of the container."""
    head = f"/{CONTAINER}/"
    if not request.path.startswith(head):
        return wrong(404, "ContainerNotFound", "The specified container does not exist.")
    path = request.path.removeprefix(head)
    if request.headers.get("Authorization"):
        # A storage account reads it as a second way to sign in, which fails.
        return wrong(403, "AuthenticationFailed", "A link that is signed goes without the header Authorization.")
    reason = state.links.refusal(path, request.query, "w" if request.method == "PUT" else "r")
    if reason:
        return wrong(403, "AuthenticationFailed", reason)
    answer = _put(state, request, path) if request.method == "PUT" else _get(state, request, path)
    answer.headers["x-ms-version"] = VERSION
    return answer


def place(state, path: str) -> tuple[dict, str]:
    """The files that a blob is among, and its path there. Blobs that are no files
    of runs, as those of snapshots, are in containers of the same form."""
    origin, _, rest = path.partition("/")
    name, _, rest = rest.partition("/")
    return state.files[f"{origin}/{name}"], rest


def _get(state, request, path: str) -> Answer:
    files, name = place(state, path)
    file = files.get(name)
    if file is None or file.data is None:
        return wrong(404, "BlobNotFound", "The specified blob does not exist.")
    answer = ranged(file, request.headers.get("x-ms-range") or request.headers.get("Range"))
    if answer.status == 416:
        return wrong(416, "InvalidRange", "The range specified is invalid for the current size.", _range_only(answer.headers))
    answer.headers["x-ms-blob-type"] = file.kind
    if file.kind == "AppendBlob":
        answer.headers["x-ms-blob-committed-block-count"] = str(file.blocks)
    return answer


def _range_only(headers: dict) -> dict:
    return {"Content-Range": headers["Content-Range"]}


def _put(state, request, path: str) -> Answer:
    files, name = place(state, path)
    file = files.setdefault(name, File())
    what, extra = request.query.get("comp", ""), {}
    if what == "appendblock":
        if file.data is None:
            return wrong(404, "BlobNotFound", "The specified blob does not exist.")
        offset = file.append(request.body)
        extra = {"x-ms-blob-append-offset": str(offset), "x-ms-blob-committed-block-count": str(file.blocks)}
    elif what == "block":
        file.staged[request.query.get("blockid", "")] = request.body
    elif what == "blocklist":
        ids = re.findall(r"<(?:Latest|Uncommitted|Committed)>([^<]*)</", request.body.decode())
        file.write(b"".join(file.staged[key] for key in ids))
        file.staged = {}
    elif what:
        return wrong(400, "InvalidQueryParameterValue", f"comp={what} is not known here.")
    else:
        file.kind = request.headers.get("x-ms-blob-type", "BlockBlob")
        given = request.headers.get("x-ms-blob-content-type") or request.headers.get("Content-Type")
        file.content_type = given or "application/octet-stream"
        file.blocks = 0
        file.write(request.body)
    headers = {name: value for name, value in headers_of(file).items() if name in ("ETag", "Last-Modified")}
    return Answer(b"", 201, headers | extra | {"x-ms-request-server-encrypted": "true"})
