"""The tools of these tests do what the tests rely on."""

import http.client
import re

import pytest
from chromium import Browser
from server import PageServer

PAGE = """<!doctype html><title>tiny</title><link rel="icon" href="data:," />
<button>Save</button><button aria-label="Save all"><svg></svg></button><button hidden>Save</button>
<p id=theme></p>
<script>
  theme.textContent = [matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light', innerWidth, devicePixelRatio].join(' ');
</script>"""


@pytest.fixture
def tiny(make_site, tmp_path) -> PageServer:
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "data.json").write_text('{"n": [1, 2, 3, 4]}')
    return make_site(tmp_path)


def ask(site, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.request("GET", site.prefix + path, headers=headers)
    answer = connection.getresponse()
    return answer, answer.read()


def test_ranges_and_compression(tiny):
    answer, body = ask(tiny, "data.json", Range="bytes=1-3")
    assert (answer.status, body, answer.headers["Content-Range"]) == (206, b'"n"', "bytes 1-3/19")
    assert ask(tiny, "data.json", Range="bytes=-2")[1] == b"]}"
    assert ask(tiny, "data.json", Range="bytes=99-")[0].status == 416
    tiny.compress = "gzip"
    assert ask(tiny, "index.html", **{"Accept-Encoding": "gzip, br"})[0].headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in ask(tiny, "index.html")[0].headers


def test_only_the_sub_path_is_served(tiny):
    connection = http.client.HTTPConnection("127.0.0.1", tiny.port, timeout=10)
    connection.request("GET", "/data.json")
    assert connection.getresponse().status == 404
    assert ask(tiny, "../../../../etc/passwd")[0].status == 404


def test_faults(tiny):
    fault = tiny.fault("data.json", status=503, times=1)
    assert [ask(tiny, "data.json")[0].status for _ in range(2)] == [503, 200]
    assert fault.hits == 1
    tiny.fault("*.json", alter=lambda data: {**data, "n": []})
    assert ask(tiny, "data.json")[1] == b'{"n": []}'
    tiny.fault("*.json", cut=True)
    with pytest.raises(http.client.IncompleteRead):
        ask(tiny, "data.json")
    tiny.heal()
    tiny.put("data.json", {"other": True})
    assert ask(tiny, "data.json")[1] == b'{"other": true}'
    assert [r.status for r in tiny.asked("data.json")] == [503, 200, 200, 200, 200]


def test_the_device_is_the_one_asked_for(tiny, browser):
    page = browser(width=390, height=844, dpr=2, dark=True)
    page.get(tiny.url)
    assert page.wait_css("#theme").text == "dark 390 2"
    page.media(dark=False)
    page.refresh()
    assert page.wait_css("#theme").text == "light 390 2"


def test_roles_and_names(tiny, browser):
    page = browser()
    page.get(tiny.url)
    assert page.wait_role("button", "Save").accessible_name == "Save"
    assert page.wait_role("button", re.compile("all$")).accessible_name == "Save all"
    assert len(page.all_by_role("button")) == 2
    assert page.all_by_role("button", "Nothing") == []


def test_errors_in_the_console_are_found(tiny):
    page = Browser()
    try:
        page.get(tiny.url)
        page.execute_script("console.error('first thing'); setTimeout(() => { throw new Error('second thing') })")
        page.wait_until(lambda: len(page.console_errors()) == 2)
        page.expect_console("first thing")
        (left,) = page.console_errors()
        assert "second thing" in left
    finally:
        page.quit()
