"""A proxy in front of an MLflow server that can give other answers than it, or none."""

import fnmatch
import http.client
import http.server
import socket
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

# What belongs to one connection, and what is written anew.
NOT_PASSED_ON = {"connection", "content-length", "host", "keep-alive", "transfer-encoding"}

HOLD_SECONDS = 60


@dataclass
class Asked:
    """A question that came: its path without the query, its headers by their names in
    small letters, when."""

    method: str
    path: str
    query: str
    headers: dict
    at: float = field(default_factory=time.monotonic)


@dataclass
class Rule:
    """An answer in the place of the server's; the first `skip` questions are passed on."""

    pattern: str
    status: int = 200
    body: bytes = b""
    headers: dict = field(default_factory=dict)
    alter: object = None
    cut: bool = False
    drop: bool = False
    hold: threading.Event | None = None
    skip: int = 0
    times: int | None = None
    seen: int = 0

    def takes(self, path):
        """Whether this question is answered by it; counts."""
        if not fnmatch.fnmatchcase(path, self.pattern):
            return False
        self.seen += 1
        place = self.seen - self.skip
        return place > 0 and (self.times is None or place <= self.times)


class MlflowProxy:
    """
    proxy = MlflowProxy(mlflow.url)                      # proxy.url: http://127.0.0.1:<free port>
    proxy.rule("*/runs/search", status=500, times=2)     # also body=, headers=, alter=, cut=, drop=, hold=, skip=
    proxy.heal()                                         # takes all rules away
    proxy.authorization = {"Basic …"}                    # 401 for all that do not bring one of them
    proxy.asked("*/runs/search")                         # what came

    `alter` turns the body of the server's answer into another; `cut` ends the connection
    in the middle of the body, `drop` before any answer; `hold` is an Event to wait for.
    The browser's questions whether it may ask (OPTIONS) are always passed on.
    """

    def __init__(self, upstream):
        self.upstream = urlsplit(upstream)
        self.authorization = None
        self._asked = []
        self._rules = []
        self._lock = threading.Lock()
        owner = self

        class Handler(_Handler):
            proxy = owner

        self._http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def rule(self, pattern, **answer):
        """Another answer for paths that match; the latest rule comes first."""
        with self._lock:
            self._rules.insert(0, Rule(pattern, **answer))
            return self._rules[0]

    def heal(self):
        with self._lock:
            self._rules.clear()

    def asked(self, pattern="*"):
        """The questions whose path matches, without those whether one may ask."""
        with self._lock:
            return [one for one in self._asked if one.method != "OPTIONS" and fnmatch.fnmatchcase(one.path, pattern)]

    def is_quiet(self, seconds=1):
        """Whether nothing was asked for so long."""
        with self._lock:
            return not self._asked or time.monotonic() - self._asked[-1].at > seconds

    # For the handler:

    def _note(self, asked):
        with self._lock:
            self._asked.append(asked)

    def _rule_for(self, path):
        with self._lock:
            return next((rule for rule in self._rules if rule.takes(path)), None)


class Holding:
    """Questions that wait until they are released."""

    def __init__(self, proxy):
        self.proxy = proxy
        self._event = threading.Event()

    def hold(self, pattern, after=0):
        """Keeps questions waiting whose path matches, all but the first ones."""
        self.proxy.rule(pattern, hold=self._event, skip=after)

    def release(self):
        """Passes on those that wait, and all later ones."""
        self._event.set()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    proxy = None

    def do_GET(self):
        self._answer()

    def do_POST(self):
        self._answer()

    def do_OPTIONS(self):
        self._answer()

    def log_message(self, format, *args):
        pass

    def _answer(self):
        proxy = self.proxy
        path, _, query = self.path.partition("?")
        proxy._note(Asked(self.command, path, query, {n.lower(): v for n, v in self.headers.items()}))
        question = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        is_preflight = self.command == "OPTIONS"
        rule = None if is_preflight else proxy._rule_for(path)
        if rule and rule.hold:
            rule.hold.wait(HOLD_SECONDS)
        if rule and rule.drop:
            self._hang_up()
        elif rule and not rule.alter and not rule.cut and not rule.hold:
            self._send(rule.status, rule.body, {**self._for_the_page(), **rule.headers})
        elif not is_preflight and not self._may_ask():
            headers = {"WWW-Authenticate": 'Basic realm="mlflow"', "Content-Type": "text/plain"}
            self._send(401, b"You are not authenticated.", {**self._for_the_page(), **headers})
        else:
            status, headers, body = self._pass_on(question)
            if rule and rule.alter:
                body = rule.alter(body)
            self._send(status, body, headers, cut=bool(rule and rule.cut))

    def _may_ask(self):
        wanted = self.proxy.authorization
        return wanted is None or self.headers.get("Authorization") in wanted

    def _for_the_page(self):
        """What lets the page read an answer that is not the server's."""
        return {
            "Access-Control-Allow-Origin": self.headers.get("Origin", "*"),
            "Access-Control-Expose-Headers": "Retry-After",
        }

    def _pass_on(self, question):
        upstream = self.proxy.upstream
        connection = http.client.HTTPConnection(upstream.hostname, upstream.port, timeout=60)
        headers = {name: value for name, value in self.headers.items() if name.lower() not in NOT_PASSED_ON}
        connection.request(self.command, self.path, question or None, headers)
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer.status, {n: v for n, v in answer.getheaders() if n.lower() not in NOT_PASSED_ON}, body

    def _send(self, status, body, headers, cut=False):
        try:
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)
            if cut:
                self.wfile.flush()
                self._hang_up()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _hang_up(self):
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)
