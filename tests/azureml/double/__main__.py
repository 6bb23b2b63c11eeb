"""Runs a stand-in until it is ended; prints one line of JSON that says where it is."""

import argparse
import json
import signal
import sys
import threading

from .control import sow
from .server import Double
from .state import WORKSPACE_ID


def main() -> int:
    parser = argparse.ArgumentParser(prog="double", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="of the service; 0: a free one")
    parser.add_argument("--blob-port", type=int, default=0, help="of the storage account; 0: a free one")
    parser.add_argument("--token", action="append", default=[], help="a bearer token to let in; without: any")
    parser.add_argument("--origin", action="append", default=[], help="an origin whose pages may read the service, or *")
    parser.add_argument("--blob-origin", action="append", default=[], help="the same for blobs")
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"), help="also be found at Azure's host names")
    parser.add_argument("--seed", type=int, default=0, metavar="RUNS", help="begin with so many runs")
    parser.add_argument("--seed-experiments", type=int, default=40)
    arguments = parser.parse_args()
    double = Double(
        arguments.port, arguments.blob_port, arguments.tls, tokens=arguments.token, origins=arguments.origin,
        blob_origins=arguments.blob_origin,
    )  # fmt: skip
    if arguments.seed:
        sow(double.state, arguments.seed, arguments.seed_experiments)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    double.start()
    place = {"url": double.url, "blob_url": double.blob_url, "workspace": double.workspace}
    print(json.dumps(place | {"workspace_id": WORKSPACE_ID, "tokens": arguments.token}), flush=True)
    ended.wait()
    double.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
