"""A file, or the part of it that `Range` asks for."""

import re
from email.utils import format_datetime

from .answers import Answer
from .state import File


def headers_of(file: File) -> dict:
    return {
        "Content-Type": file.content_type, "ETag": file.etag,
        "Last-Modified": format_datetime(file.modified.replace(microsecond=0), usegmt=True), "Accept-Ranges": "bytes",
    }  # fmt: skip


def ranged(file: File, asked: str | None) -> Answer:
    """200, 206, or 416 where the part would begin behind the end."""
    data, headers = bytes(file.data or b""), headers_of(file)
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", asked or "")
    if not match or match[0] == "bytes=-":
        return Answer(data, 200, headers)
    first, last = match[1], match[2]
    if not first:
        start, end = max(0, len(data) - int(last)), len(data)
    else:
        start, end = int(first), min(len(data), int(last) + 1 if last else len(data))
    if start >= end:
        return Answer(b"", 416, headers | {"Content-Range": f"bytes */{len(data)}"})
    return Answer(data[start:end], 206, headers | {"Content-Range": f"bytes {start}-{end - 1}/{len(data)}"})
