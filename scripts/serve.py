"""Serves a folder on 127.0.0.1: python3 scripts/serve.py FOLDER PORT"""

import functools
import http.server
import re
import sys

HASHED = re.compile(r"-[0-9a-f]{8,16}(_bg)?\.\w+$")


class Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    extensions_map = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
        ".json": "application/json",
        ".svg": "image/svg+xml",
        ".wasm": "application/wasm",
    }

    def end_headers(self):
        # A file with a hash in its name never changes; all others are asked for again.
        fixed = HASHED.search(self.path.split("?")[0])
        self.send_header("Cache-Control", "max-age=31536000, immutable" if fixed else "no-cache")
        super().end_headers()

    def log_message(self, format, *args):
        pass


def main():
    folder, port = sys.argv[1], int(sys.argv[2])
    handler = functools.partial(Handler, directory=folder)
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        sys.exit(f"error: port {port} cannot be served on: {error.strerror}; another: make serve PORT=9000")
    with server:
        print(f"Runlens is at http://127.0.0.1:{server.server_address[1]}/  (Ctrl-C ends it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


main()
