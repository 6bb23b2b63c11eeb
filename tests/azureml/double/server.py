"""The HTTP side: listeners, tokens, origins of pages, faults."""

import contextlib
import http.server
import socket
import threading
import time
import urllib.parse
from collections import deque

from . import artifacts, blobs, computes, control, experiments, metrics, runs, snapshots
from .answers import Answer, Problem, Request, decode_query, encode
from .faults import Fault, Faults
from .links import Links
from .state import GROUP, SUBSCRIPTION, WORKSPACE, Settings, State

ROUTES = [module.routes for module in (control, computes, experiments, runs, metrics, artifacts, snapshots)]
STORAGE = "runlensdouble.blob.core.windows.net"
MANAGER = "management.azure.com"


class Double:
    """One stand-in that runs. Settings are keyword arguments, as fields of `Settings`.

    `url` is the service and the resource manager, `blob_url` the storage account,
    `state` what it remembers (hold `state.lock`), `faults.add(…)` lets it misbehave.
    With `tls=(certificate, key)`, paths of PEM files, it is also a proxy through which
    clients find it at the host names of Azure.
    """

    def __init__(self, port: int = 0, blob_port: int = 0, tls: tuple | None = None, **settings):
        self.settings = Settings(**settings)
        self.state = state = State(self.settings)
        state.faults = self.faults = Faults()
        state.log, state.most_at_once, state.stopped = deque(maxlen=50_000), 0, threading.Event()
        self.now_at_once = 0
        self.tls_port = None
        self._servers = [_listener(self, "service", port), _listener(self, "blob", blob_port)]
        self.url, self.blob_url = (f"http://127.0.0.1:{server.server_port}" for server in self._servers)
        if tls:
            from .tls import secure

            self._servers.append(secure(_listener(self, "names", 0), *tls))
            self.tls_port = self._servers[-1].server_port
        state.url = self.url
        state.links = Links(self.blob_url, f"https://{STORAGE}" if tls else self.blob_url, self.settings)

    @property
    def workspace(self) -> str:
        """The path of the workspace, as it stands in every URL."""
        return computes.ID

    def start(self):
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def stop(self):
        self.state.stopped.set()
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def requests(self, path: str = "") -> list:
        """What was asked for, oldest first, with `path` in its path."""
        with self.state.lock:
            return [entry for entry in self.state.log if path in entry["path"]]


@contextlib.contextmanager
def running_double(**arguments):
    double = Double(**arguments).start()
    try:
        yield double
    finally:
        double.stop()


def _listener(double: Double, where: str, port: int):
    handler = type("Handler", (Handler,), {"double": double, "where": where})
    return Server(("127.0.0.1", port), handler)


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request, client_address):
        """A client that went away is no news."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Headers and body in one piece: otherwise the second waits for an acknowledgement.
    wbufsize = -1
    double: Double
    where: str

    def log_message(self, *_):
        pass

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def do_CONNECT(self):
        from .tls import tunnel

        tunnel(self, self.double.tls_port, (STORAGE, MANAGER))

    def answer_request(self):
        state = self.double.state
        path, _, query = self.path.partition("?")
        body = self._body()
        request = Request(self.command, urllib.parse.unquote(path), decode_query(query), self.headers, body)
        kind = self._kind(request)
        began = time.monotonic()
        with state.lock:
            self.double.now_at_once += kind != "control"
            state.most_at_once = max(state.most_at_once, self.double.now_at_once)
        fault = None
        try:
            if kind != "control" and self.command != "OPTIONS":
                fault = self.double.faults.hit(kind, self.command, request.path)
            if fault and not fault.chunk:
                state.stopped.wait(fault.delay)
            answer = self._faulty(fault) if fault and fault.status else self._answer(state, request, kind)
            # Before it is sent: who has the answer finds it in the log.
            if kind != "control":
                self._note(kind, request, query, answer, time.monotonic() - began)
            self._send(answer, kind, fault)
        finally:
            with state.lock:
                self.double.now_at_once -= kind != "control"

    def _note(self, kind: str, request: Request, query: str, answer: Answer, seconds: float) -> None:
        asked = {name.lower(): self.headers.get(name) for name in ("Range", "Origin", "User-Agent", "Cookie", "Referer")}
        body = request.body[:4000].decode(errors="replace") if kind == "service" else None
        entry = {
            "where": kind, "method": self.command, "path": request.path, "query": query, "status": answer.status,
            "authorized": bool(self.headers.get("Authorization")), "body": body, "seconds": round(seconds, 4),
        }  # fmt: skip
        with self.double.state.lock:
            self.double.state.log.append(entry | asked)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = answer_request

    def _body(self) -> bytes:
        if "chunked" in self.headers.get("Transfer-Encoding", ""):
            parts = []
            while size := int(self.rfile.readline().partition(b";")[0], 16):
                parts.append(self.rfile.read(size))
                self.rfile.readline()
            self.rfile.readline()
            return b"".join(parts)
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def _kind(self, request: Request) -> str:
        if self.where == "names":
            return "blob" if ".blob." in self.headers.get("Host", "") else "service"
        if self.where == "service" and (request.path + "/").startswith("/_double/"):
            return "control"
        return self.where

    def _answer(self, state: State, request: Request, kind: str) -> Answer:
        if self.command == "OPTIONS":
            return self._preflight(kind)
        request.method = "GET" if self.command == "HEAD" else self.command
        try:
            with state.lock:
                if kind == "blob":
                    answer = blobs.serve(state, request)
                else:
                    answer = self._service(state, request, kind)
                # Written while nobody changes it.
                if answer.body is not None and not isinstance(answer.body, bytes):
                    answer.body = encode(answer.body, state.settings.nonfinite)
                    answer.headers.setdefault("Content-Type", "application/json; charset=utf-8")
        except Problem as problem:
            answer = problem.answer()
            answer.body = encode(answer.body, "string")
            answer.headers.setdefault("Content-Type", "application/json; charset=utf-8")
        return answer

    def _service(self, state: State, request: Request, kind: str) -> Answer:
        if kind == "service" and not request.path.lower().startswith("/discovery"):
            self._signed_in(state)
        refusal = None
        for routes in ROUTES:
            try:
                function, groups = routes.find(request.method, request.path)
            except Problem as problem:
                refusal = problem if refusal is None or problem.status == 405 else refusal
                continue
            if groups.get("ws") and (groups["sub"], groups["rg"].lower(), groups["ws"].lower()) != (
                SUBSCRIPTION, GROUP, WORKSPACE,
            ):  # fmt: skip
                raise Problem(404, f"Workspace {groups['ws']} was not found.", inner="NotFoundError")
            request.groups = {name: value for name, value in groups.items() if value is not None}
            return function(state, request)
        raise refusal

    def _signed_in(self, state: State) -> None:
        scheme, _, token = self.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer" and token and (not state.settings.tokens or token in state.settings.tokens):
            return
        raise Problem(
            401, "The bearer token is missing, not valid or has expired.", inner="AuthenticationError",
            headers={"WWW-Authenticate": "Bearer"},
        )  # fmt: skip

    def _faulty(self, fault: Fault) -> Answer:
        problem = Problem(fault.status, f"Told to answer {fault.status}.", "ServiceError").answer()
        body = problem.body if fault.body is None else fault.body
        body = body.encode() if isinstance(body, str) else encode(body, "string")
        return Answer(body, fault.status, {"Content-Type": "application/json; charset=utf-8"} | (fault.headers or {}))

    def _allowed(self, kind: str) -> str | None:
        """What Access-Control-Allow-Origin says, if the page may read."""
        settings, origin = self.double.settings, self.headers.get("Origin")
        known = {"control": ["*"], "blob": settings.blob_origins}.get(kind, settings.origins)
        if not origin:
            return None
        return "*" if "*" in known else origin if origin in known else None

    def _preflight(self, kind: str) -> Answer:
        allowed, settings = self._allowed(kind), self.double.settings
        if not allowed:
            if kind == "blob":
                return blobs.wrong(403, "CorsPreflightFailure", "CORS not enabled or no matching rule found.")
            return Answer(b"", 204)
        headers = {"blob": settings.blob_allow_headers, "control": ["content-type"]}.get(kind, settings.allow_headers)
        methods = "GET, HEAD, POST, PUT, PATCH, DELETE"
        return Answer(
            b"", 204, {"Access-Control-Allow-Methods": methods, "Access-Control-Allow-Headers": ", ".join(headers)}
        )

    def _send(self, answer: Answer, kind: str, fault: Fault | None) -> None:
        body = answer.body or b""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        allowed = self._allowed(kind)
        if allowed and (answer.status < 400 or self.double.settings.cors_on_errors):
            self.send_header("Access-Control-Allow-Origin", allowed)
            if self.double.settings.expose:
                self.send_header("Access-Control-Expose-Headers", ", ".join(self.double.settings.expose))
        if self.headers.get("Origin"):
            self.send_header("Vary", "Origin")
        if answer.status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "HEAD":
            return
        if fault and fault.cut is not None:
            self.wfile.write(body[: fault.cut])
            self.wfile.flush()
            self.close_connection = True
            return
        size = (fault and fault.chunk) or max(1, len(body))
        for start in range(0, len(body), size):
            if fault and fault.chunk:
                self.wfile.flush()
                self.double.state.stopped.wait(fault.delay)
            self.wfile.write(body[start : start + size])
        self.wfile.flush()
