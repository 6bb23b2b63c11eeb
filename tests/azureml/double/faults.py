"""What a test asked to go wrong."""

import fnmatch
import threading
from dataclasses import dataclass


@dataclass
class Fault:
    """`path` is a pattern of fnmatch (`*` crosses `/`) for the path without the query."""

    path: str = "*"
    method: str = "*"
    # "service", "blob", or both.
    where: str = "*"
    # Answer so instead; body and headers go with it.
    status: int | None = None
    headers: dict | None = None
    body: object = None
    # Wait so many seconds before the answer, or before each `chunk` bytes of it.
    delay: float = 0.0
    chunk: int = 0
    # End the connection after so many bytes of the body (0: after the headers).
    cut: int | None = None
    # The first `after` requests are spared, `times` are hit; None: all.
    after: int = 0
    times: int | None = None
    hits: int = 0


class Faults:
    def __init__(self):
        self.faults = []
        self.lock = threading.Lock()

    def add(self, **fields) -> None:
        with self.lock:
            self.faults.append(Fault(**fields))

    def clear(self) -> None:
        with self.lock:
            self.faults.clear()

    def hit(self, where: str, method: str, path: str) -> Fault | None:
        """The first fault that is for this request, and counts it."""
        with self.lock:
            for fault in self.faults:
                if fault.where not in ("*", where) or fault.method not in ("*", method):
                    continue
                if not fnmatch.fnmatchcase(path, fault.path):
                    continue
                fault.hits += 1
                if fault.hits > fault.after and (fault.times is None or fault.hits <= fault.after + fault.times):
                    return fault
        return None
