"""Links to blobs that are good for a while, as a storage account signs them."""

import base64
import hashlib
import hmac
import secrets
import time
import urllib.parse
from datetime import datetime, timezone

from .state import parse_instant

CONTAINER = "azureml"


class Links:
    """Makes links and checks them. `read` and `write` are where blobs are found: the
    SDK writes to the host name of a real storage account only."""

    def __init__(self, read: str, write: str, settings):
        self.read, self.write, self.settings = read, write, settings
        self.key = secrets.token_bytes(32)

    def make(self, path: str, seconds: float, permissions: str = "r") -> str:
        """`path` is that of the blob in its container, decoded. The SDK encodes the
        path of a link that it writes to, so there it stands as it is."""
        write = "w" in permissions
        base, shown = (self.write, path) if write else (self.read, path if self.settings.raw_links else urllib.parse.quote(path))
        end = datetime.fromtimestamp(time.time() + seconds, timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        query = {"sv": "2019-07-07", "sr": "b", "se": end, "sp": permissions, "sig": self._sign(path, end, permissions)}
        return f"{base}/{CONTAINER}/{shown}?{urllib.parse.urlencode(query)}"

    def refusal(self, path: str, query: dict, permission: str) -> str | None:
        """Why the link does not allow this; None when it does."""
        end, permissions = query.get("se", ""), query.get("sp", "")
        if not hmac.compare_digest(query.get("sig", ""), self._sign(path, end, permissions)):
            return f"Signature did not match for {path!r} {permissions!r}."
        if parse_instant(end).timestamp() < time.time():
            return f"Signature not valid in the specified time frame: expiry [{end}]"
        if permission not in permissions:
            return "This request is not authorized to perform this operation using this permission."
        return None

    def _sign(self, path: str, end: str, permissions: str) -> str:
        digest = hmac.new(self.key, f"{path}\n{end}\n{permissions}".encode(), hashlib.sha256).digest()
        return base64.b64encode(digest).decode()
