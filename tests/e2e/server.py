"""A static host for tests: serves a folder under a sub-path, writes down every
request, and can put other files or faults in the place of single files."""

import fnmatch
import gzip
import http.server
import json
import mimetypes
import posixpath
import re
import socket
import threading
import time
import urllib.parse
from dataclasses import dataclass, field
from pathlib import Path

import brotli

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
}


@dataclass
class Request:
    """One answered request. `path` is relative to the server's sub-path, without the
    query; `bytes` is the size of the body as it was sent (compressed, cut)."""

    method: str
    path: str
    query: str
    status: int
    bytes: int
    encoding: str
    headers: dict


@dataclass
class Fault:
    pattern: str
    status: int | None = None
    delay: float = 0.0
    cut: bool = False
    alter: object = None
    times: int | None = None
    hits: int = field(default=0)


class PageServer:
    """
    server = PageServer(dist)                     # http://127.0.0.1:<free port>/team/runlens/
    server.put("demo/index.json", {...})          # another file: dict or list, str, bytes or Path
    server.mount("mine", folder)                  # a whole folder at a path
    server.fault("demo/*.json", status=503, times=2)   # also delay=, cut=True, alter=function
    server.requests                               # what was asked for
    server.compress = "br"                        # or "gzip": answer so when the client accepts it
    server.ranges = False                         # always the whole file

    Paths are relative to the sub-path; patterns are those of fnmatch (`*` crosses `/`).
    """

    def __init__(self, root, prefix="/team/runlens/", cors=False):
        self.root = Path(root)
        self.prefix = "/" + prefix.strip("/") + "/" if prefix.strip("/") else "/"
        self.cors = cors
        self.compress = None
        self.ranges = True
        self.requests = []
        self._files = {}
        self._mounts = []
        self._faults = []
        self._compressed = {}
        self._lock = threading.Lock()
        self._stop = threading.Event()
        owner = self

        class Handler(_Handler):
            site = owner

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.port = self._http.server_address[1]
        self.origin = f"http://127.0.0.1:{self.port}"
        self.url = self.origin + self.prefix
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self):
        self._stop.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def put(self, path, content):
        """Answers `path` with other content, whether or not the folder has it."""
        self._files[path] = _as_bytes(content)

    def mount(self, path, folder):
        """Answers everything under `path` from another folder."""
        self._mounts.insert(0, (path.strip("/") + "/", Path(folder)))

    def fault(self, pattern, *, status=None, delay=0.0, cut=False, alter=None, times=None):
        """For paths that match: another status, a delay in seconds, half a body, or
        alter(parsed JSON) -> JSON. `times` limits how often. Returns the fault, whose
        `hits` counts."""
        made = Fault(pattern, status, delay, cut, alter, times)
        with self._lock:
            self._faults.insert(0, made)
        return made

    def heal(self):
        """Takes all faults away."""
        with self._lock:
            self._faults.clear()

    def forget(self):
        """Empties the list of requests."""
        with self._lock:
            self.requests.clear()

    def asked(self, pattern="*"):
        """The requests whose path matches."""
        with self._lock:
            return [r for r in self.requests if fnmatch.fnmatchcase(r.path, pattern)]

    # For the handler:

    def _note(self, request):
        with self._lock:
            self.requests.append(request)

    def _fault_for(self, path):
        with self._lock:
            for made in self._faults:
                if fnmatch.fnmatchcase(path, made.pattern) and (made.times is None or made.hits < made.times):
                    made.hits += 1
                    return made
        return None

    def _read(self, path):
        if path in self._files:
            return self._files[path]
        for start, folder in self._mounts:
            if path.startswith(start):
                return _file(folder, path[len(start):])
        return _file(self.root, path)

    def _encode(self, body, kind):
        key = (kind, hash(body), len(body))
        if key not in self._compressed:
            self._compressed[key] = brotli.compress(body, quality=11) if kind == "br" else gzip.compress(body, 9)
        return self._compressed[key]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site = None

    def do_GET(self):
        self._answer()

    def do_HEAD(self):
        self._answer()

    def do_OPTIONS(self):
        self._send(204 if self.site.cors else 405, b"", "text/plain", self.path, "")

    def log_message(self, format, *args):
        pass

    def _answer(self):
        site = self.site
        raw, _, query = self.path.partition("?")
        path = urllib.parse.unquote(raw)
        if not path.startswith(site.prefix):
            if path + "/" == site.prefix:
                self._send(301, b"", "text/plain", path, query, {"Location": site.prefix + ("?" + query if query else "")})
            else:
                self._send(404, b"outside the sub-path", "text/plain", path, query)
            return
        path = path[len(site.prefix):]
        fault = site._fault_for(path)
        if fault and fault.delay:
            site._stop.wait(fault.delay)
        if fault and fault.status:
            self._send(fault.status, b"a fault on purpose", "text/plain", path, query)
            return
        name = path + "index.html" if path == "" or path.endswith("/") else path
        body = site._read(name)
        if body is None:
            self._send(404, b"not found", "text/plain", path, query)
            return
        if fault and fault.alter:
            body = _as_bytes(fault.alter(json.loads(body)))
        extension = posixpath.splitext(name)[1]
        kind = TYPES.get(extension) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        wanted = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
        if site.ranges and wanted and wanted.group(1) + wanted.group(2):
            self._send_range(body, kind, wanted, path, query)
            return
        headers = {"Accept-Ranges": "bytes"}
        accepted = [part.split(";")[0].strip() for part in self.headers.get("Accept-Encoding", "").split(",")]
        if site.compress in accepted and extension not in (".png", ".jpg", ".webp"):
            body = site._encode(body, site.compress)
            headers["Content-Encoding"] = site.compress
        self._send(200, body, kind, path, query, headers, cut=bool(fault and fault.cut))

    def _send_range(self, body, kind, wanted, path, query):
        first, last = wanted.groups()
        if first:
            start, end = int(first), min(int(last) if last else len(body) - 1, len(body) - 1)
        else:
            start, end = max(0, len(body) - int(last)), len(body) - 1
        if start > end or start >= len(body):
            self._send(416, b"", kind, path, query, {"Content-Range": f"bytes */{len(body)}"})
        else:
            headers = {"Content-Range": f"bytes {start}-{end}/{len(body)}", "Accept-Ranges": "bytes"}
            self._send(206, body[start : end + 1], kind, path, query, headers)

    def _send(self, status, body, kind, path, query, headers=None, cut=False):
        headers = dict(headers or {})
        sent = body[: len(body) // 2] if cut else body
        if self.command == "HEAD":
            sent = b""
        # Noted first: whoever has seen the answer finds it in the list.
        encoding = headers.get("Content-Encoding", "")
        self.site._note(Request(self.command, path, query, status, len(sent), encoding, dict(self.headers)))
        try:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-cache")
            if self.site.cors:
                self.send_header("Access-Control-Allow-Origin", "*")
                self.send_header("Access-Control-Allow-Headers", "*")
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(sent)
            if cut:
                self.wfile.flush()
                # The rest never comes.
                self.close_connection = True
                self.connection.shutdown(socket.SHUT_WR)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True


def _file(folder, path):
    found = (folder / path).resolve()
    if found.is_relative_to(folder.resolve()) and found.is_file():
        return found.read_bytes()
    return None


def _as_bytes(content):
    if isinstance(content, bytes):
        return content
    if isinstance(content, Path):
        return content.read_bytes()
    if isinstance(content, str):
        return content.encode()
    return json.dumps(content).encode()


def free_port():
    """A port on 127.0.0.1 that nothing listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for_port(port, seconds=10):
    """Waits until something listens on the port."""
    end = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
