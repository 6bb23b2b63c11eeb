"""What a first visit costs, with brotli as a host would send it."""

from collections import Counter

from conftest import TABLES
from chromium import ROOT


def limits():
    lines = (ROOT / "scripts" / "limits.env").read_text().splitlines()
    return {k: int(v) for k, v in (line.split("=") for line in lines if line and not line.startswith("#"))}


def test_first_visit(site, browser, capsys):
    site.compress = "br"
    page = browser()
    page.get(site.url)
    page.wait_css(TABLES)
    requests = list(site.requests)
    own = [r for r in requests if not r.path.startswith("demo/")]
    data = [r for r in requests if r.path.startswith("demo/")]
    total = sum(r.bytes for r in own)
    limit = limits()
    with capsys.disabled():
        print()
        for r in requests:
            print(f"  {r.bytes:>9} {r.encoding or '-':4} {r.status} {r.path or '/'}")
        print(f"  first visit: {total} bytes of page in {len(own)} requests, {sum(r.bytes for r in data)} bytes of data in {len(data)}")
    assert any(r.path.endswith(".wasm") for r in own)
    assert all(r.encoding == "br" for r in own if r.status == 200)
    assert total <= limit["PAGE_BROTLI_BYTES"]
    assert len(requests) <= limit["PAGE_REQUESTS"]
    twice = {path: n for path, n in Counter(r.path for r in requests).items() if n > 1}
    assert not twice, "asked for more than once"
