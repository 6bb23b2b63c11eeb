"""Azure's own host names, without its network: a proxy whose tunnels all end here.

The SDK writes blobs to `https://ACCOUNT.blob.core.windows.net` only, and asks
`https://management.azure.com` where a workspace is. With HTTPS_PROXY naming the
stand-in and REQUESTS_CA_BUNDLE its certificate, it finds both here, unmodified.
"""

import contextlib
import selectors
import socket
import ssl


def secure(server, certificate, key):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    # The handshake belongs to the thread of the connection.
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    return server


def tunnel(handler, port: int | None, names: tuple) -> None:
    """Answers CONNECT; other names than these are refused, so that nothing leaves."""
    handler.close_connection = True
    host = handler.path.rpartition(":")[0]
    if port is None or host not in names:
        handler.send_error(403, "Not a name of the stand-in")
        return
    with socket.create_connection(("127.0.0.1", port)) as other:
        handler.wfile.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
        handler.wfile.flush()
        with contextlib.suppress(OSError):
            _pump(handler.connection, other)


def _pump(one: socket.socket, other: socket.socket) -> None:
    with selectors.DefaultSelector() as ready:
        ready.register(one, selectors.EVENT_READ, other)
        ready.register(other, selectors.EVENT_READ, one)
        while True:
            for key, _ in ready.select():
                data = key.fileobj.recv(65536)
                if not data:
                    return
                key.data.sendall(data)
