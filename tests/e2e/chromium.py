"""Headless Chromium through Selenium, with the few helpers that the tests use."""

import json
import os
import re
import shutil
import signal
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

ROOT = Path(__file__).resolve().parents[2]
RESULTS = ROOT / "test-results"
WAIT = float(os.environ.get("E2E_WAIT", "20"))

# Both are always named, so that Selenium looks for nothing and fetches nothing.
os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")


def _program(variable, *names):
    if os.environ.get(variable):
        return os.environ[variable]
    for name in names:
        if found := shutil.which(name):
            return found
    raise RuntimeError(f"none of {', '.join(names)} is on PATH; scripts/setup.sh chromium gets it, or name it in {variable}")


class Browser:
    """One Chromium with an empty profile. What is not defined here is the driver's:
    browser.get(url), browser.find_element(...), browser.execute_script(...)."""

    def __init__(self, *, width=1280, height=800, dpr=1, dark=False, reduced_motion=False, touch=False, flags=()):
        self.expected = []
        self._console = []
        self._profile = tempfile.mkdtemp(prefix="runlens-chromium-")
        options = webdriver.ChromeOptions()
        options.binary_location = _program("CHROMIUM", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
        # The flags stand once, where the component tests read them too.
        for flag in json.loads((ROOT / "webdriver.json").read_text())["goog:chromeOptions"]["args"]:
            options.add_argument(flag)
        for flag in ("--disable-dev-shm-usage", "--hide-scrollbars", f"--user-data-dir={self._profile}", *flags):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self._service = Service(executable_path=_program("CHROMEDRIVER", "chromedriver"))
        try:
            self.driver = webdriver.Chrome(options=options, service=self._service)
        except BaseException:
            self._end_driver()
            shutil.rmtree(self._profile, ignore_errors=True)
            raise
        self.driver.set_page_load_timeout(60)
        self.size(width, height, dpr=dpr, touch=touch)
        self.media(dark=dark, reduced_motion=reduced_motion)

    def __getattr__(self, name):
        return getattr(self.__dict__["driver"], name)

    # What the page believes about the device.

    def size(self, width, height, *, dpr=1, touch=False):
        """The viewport in CSS pixels; narrower than a window could be, too."""
        self.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": dpr, "mobile": touch},
        )
        self.driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": touch})

    def media(self, *, dark=False, reduced_motion=False):
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if reduced_motion else "no-preference"},
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    # Waiting. Each returns the first element that is there (and visible, unless told).

    def wait_until(self, what, message="", seconds=WAIT):
        """Calls what() until it gives something true, and returns that."""
        end = time.monotonic() + seconds
        while True:
            try:
                if result := what():
                    return result
            except StaleElementReferenceException:
                pass
            if time.monotonic() > end:
                where = self.screenshot("timeout")
                raise AssertionError(f"not within {seconds:g} s: {message or what}; screenshot: {where}; console: {self.console()}")
            time.sleep(0.05)

    def _first(self, by, value, visible):
        for element in self.driver.find_elements(by, value):
            if not visible or element.is_displayed():
                return element
        return None

    def wait_css(self, selector, *, visible=True, seconds=WAIT):
        return self.wait_until(lambda: self._first(By.CSS_SELECTOR, selector, visible), f"css {selector}", seconds)

    def wait_xpath(self, path, *, visible=True, seconds=WAIT):
        return self.wait_until(lambda: self._first(By.XPATH, path, visible), f"xpath {path}", seconds)

    def wait_role(self, role, name=None, *, seconds=WAIT):
        """By role and accessible name, as assistive technology has them; `name` is the
        whole text or a compiled expression."""
        def look():
            found = self.all_by_role(role, name)
            return found[0] if found else None
        return self.wait_until(look, f"role {role} named {name!r}", seconds)

    def wait_text(self, text, *, seconds=WAIT):
        """Until the page shows the text somewhere."""
        return self.wait_until(lambda: text in self.driver.find_element(By.TAG_NAME, "body").text, f"text {text!r}", seconds)

    def wait_gone(self, selector, *, seconds=WAIT):
        return self.wait_until(lambda: not self.driver.find_elements(By.CSS_SELECTOR, selector), f"gone: {selector}", seconds)

    def all_css(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def all_by_role(self, role, name=None):
        cdp = self.driver.execute_cdp_cmd
        query = {"nodeId": cdp("DOM.getDocument", {"depth": 0})["root"]["nodeId"], "role": role}
        if isinstance(name, str):
            query["accessibleName"] = name
        try:
            nodes = cdp("Accessibility.queryAXTree", query)["nodes"]
            for node in nodes:
                text = node.get("name", {}).get("value", "")
                if node.get("ignored") or (isinstance(name, re.Pattern) and not name.search(text)):
                    continue
                handle = cdp("DOM.resolveNode", {"backendNodeId": node["backendDOMNodeId"]})["object"]["objectId"]
                collect = "function () { (window.__found ||= []).push(this) }"
                cdp("Runtime.callFunctionOn", {"objectId": handle, "functionDeclaration": collect})
        except WebDriverException:
            # The page changed between two of the calls.
            self.driver.execute_script("delete window.__found")
            return []
        return self.driver.execute_script("const found = window.__found || []; delete window.__found; return found")

    # What the page left behind.

    def screenshot(self, name):
        """Saves what is seen to test-results/<name>.png."""
        RESULTS.mkdir(exist_ok=True)
        path = RESULTS / (re.sub(r"[^\w.-]+", "-", name) + ".png")
        self.driver.save_screenshot(str(path))
        return path

    def console(self):
        """All messages so far, as dicts with `level` and `message`."""
        self._console += self.driver.get_log("browser")
        return self._console

    def expect_console(self, pattern):
        """Says that an error whose text matches may appear (a file that is not there…)."""
        self.expected.append(re.compile(pattern))

    def console_errors(self):
        """The errors that nothing said to expect."""
        return [
            entry["message"]
            for entry in self.console()
            if entry["level"] == "SEVERE" and not any(pattern.search(entry["message"]) for pattern in self.expected)
        ]

    def quit(self):
        lock = Path(self._profile) / "SingletonLock"
        try:
            pid = int(os.readlink(lock).rsplit("-", 1)[1])
        except (OSError, ValueError, IndexError):
            pid = None
        try:
            self.driver.quit()
        except Exception:
            self._end_driver()
        if pid is not None and not _ended(pid, 5):
            os.kill(pid, signal.SIGKILL)
        shutil.rmtree(self._profile, ignore_errors=True)

    def _end_driver(self):
        process = getattr(self._service, "process", None)
        if process is not None and process.poll() is None:
            process.kill()
            process.wait()


def _ended(pid, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        try:
            if Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
        except OSError:
            pass
        time.sleep(0.05)
    return False
