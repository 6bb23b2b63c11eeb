"""What the stand-in remembers: settings, experiments, runs, metrics, files, computes."""

import threading
import uuid
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timezone

SUBSCRIPTION = "00000000-0000-0000-0000-000000000000"
GROUP = "rg"
WORKSPACE = "ws"
WORKSPACE_ID = "11111111-1111-1111-1111-111111111111"
LOCATION = "westeurope"

STATUSES = (
    "NotStarted Queued Preparing Provisioning Starting Running CancelRequested Canceled "
    "Finalizing Completed Failed Unapproved NotResponding Pausing Paused"
).split()
TERMINAL = frozenset(["Completed", "Failed", "Canceled"])


@dataclass
class Settings:
    """How the service behaves. Every field can be set by POST /_double/settings."""

    # Bearer tokens that are let in; none: any.
    tokens: list = field(default_factory=list)
    # Origins of pages that may read the service, "*" for all; none: no page may.
    origins: list = field(default_factory=list)
    # The same for blobs, which belong to a storage account with its own rules.
    blob_origins: list = field(default_factory=list)
    # Whether refusals (401, 429, 5xx) also tell the browser that the page may read them.
    cors_on_errors: bool = True
    # Headers that a page may send, beside the safe ones.
    allow_headers: list = field(default_factory=lambda: ["authorization", "content-type"])
    blob_allow_headers: list = field(default_factory=lambda: ["range", "x-ms-range", "x-ms-version"])
    # Headers that a page may read, beside the safe ones.
    expose: list = field(default_factory=list)
    # The most runs, experiments or files of one page.
    page_size: int = 500
    # Answer an empty page with a token before each page but the first.
    empty_pages: bool = False
    # The most values of one page of a metric, and names of one page of the list
    # of metrics. (The SDK does not read a second page of names.)
    metric_page: int = 1000
    metric_names_page: int = 0
    # How NaN and infinities are written: "string" as "NaN", "literal" as NaN (which
    # is not JSON), "null".
    nonfinite: str = "string"
    # How long a link to a blob is good for.
    sas_seconds: float = 8 * 3600.0
    # Whether links to read a blob have the path as it is, not percent-encoded.
    raw_links: bool = False
    # Whether the content route honours Range.
    content_ranges: bool = True
    # Whether the runs of a compute are the unfinished ones only.
    compute_unfinished_only: bool = False
    # How often the zip of a snapshot is answered by 202 first.
    zip_waits: int = 0
    # How often metricsingest/wait is answered by 202 first.
    ingest_waits: int = 0


@dataclass
class File:
    """A blob. `data` is None between its registration and its upload."""

    data: bytearray | None = None
    content_type: str = "application/octet-stream"
    kind: str = "BlockBlob"
    blocks: int = 0
    staged: dict = field(default_factory=dict)
    modified: datetime = field(default_factory=lambda: datetime.now(timezone.utc))
    version: int = 0

    def write(self, data: bytes) -> None:
        self.data = bytearray(data)
        self.touch()

    def append(self, data: bytes) -> int:
        """Returns the offset that the data landed at."""
        if self.data is None:
            self.data = bytearray()
        offset = len(self.data)
        self.data += data
        self.blocks += 1
        self.touch()
        return offset

    def touch(self) -> None:
        self.modified = datetime.now(timezone.utc)
        self.version += 1

    @property
    def etag(self) -> str:
        return f'"0x8D{self.version:013X}"'


class State:
    """One workspace. Whoever reads or writes holds `lock`."""

    def __init__(self, settings: Settings):
        self.settings = settings
        self.url = ""  # where the service is found
        self.links = None  # how blobs are linked
        self.lock = threading.RLock()
        self.forget()

    def forget(self) -> None:
        """Back to an empty workspace; the settings stay."""
        self.experiments = {}  # id -> Experiment
        self.names = {}  # name of an experiment -> id
        self.runs = {}  # run id -> Run, oldest first
        self.by_experiment = defaultdict(list)  # experiment id -> run ids
        self.numbers = defaultdict(int)  # experiment id -> last run number
        self.events = defaultdict(list)  # run id -> events
        self.metrics = defaultdict(dict)  # run id -> (namespace, name) -> MetricV2
        self.metrics_v1 = defaultdict(list)  # run id -> metrics of the old API
        self.files = defaultdict(dict)  # container of blobs: "origin/container" -> path -> File
        self.snapshots = {}  # id -> snapshot
        self.computes = {}  # name -> compute
        self.waits = defaultdict(int)  # what was asked to wait -> how often

    def experiment(self, name: str) -> dict:
        """The experiment of this name, made when there is none."""
        if name in self.names:
            return self.experiments[self.names[name]]
        made = {
            "experimentId": str(uuid.uuid4()), "name": name, "description": None, "createdUtc": now(), "tags": {},
            "archivedTime": None, "retainForLifetimeOfWorkspace": False, "artifactLocation": None,
        }  # fmt: skip
        self.experiments[made["experimentId"]] = made
        self.names[name] = made["experimentId"]
        return made

    def run_of_container(self, container: str) -> dict | None:
        return self.runs.get(container.removeprefix("dcid."))


def instant(when: datetime) -> str:
    """A time as the service writes it: seven digits and an offset."""
    return when.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%f0+00:00")


def now() -> str:
    return instant(datetime.now(timezone.utc))


def parse_instant(text: str) -> datetime:
    """A time with no to nine digits behind the second, `Z`, an offset or nothing. ValueError."""
    text = text.strip().strip("'\"")
    head, dot, tail = text.partition(".")
    if dot:
        digits = len(tail) - len(tail.lstrip("0123456789"))
        text = f"{head}.{tail[:digits][:6].ljust(6, '0')}{tail[digits:]}"
    when = datetime.fromisoformat(text)
    return when if when.tzinfo else when.replace(tzinfo=timezone.utc)
