"""The comparison and the compute targets of runs that go on, while the page is open."""

import time

from live_source import LiveSource
from look import chart, nothing_panicked, visit
from selenium.webdriver.common.by import By

WIDE = {"width": 1440, "height": 1000}


def two_runs(site, **more):
    source = LiveSource(site)
    ended, run = source.run("ended"), source.run("goes-on", **more)
    source.end(ended)
    for one in (ended, run):
        source.log(one, "loss", *[1 / (1 + n) for n in range(20)])
    source.publish()
    return source, ended, run


def focused(page, element):
    return page.execute_script("return document.activeElement === arguments[0]", element)


def test_a_comparison_follows(site, browser):
    page = browser(**WIDE)
    source, ended, run = two_runs(site)
    visit(page, site, source=source.source, page="compare", experiment="e", runs="ended,goes-on", every="1")
    chart(page, "loss", "^loss, 2 runs, 40 points$")
    link = page.wait_xpath('//table[contains(@class, "side-by-side")]//a[.="goes-on"]')
    page.execute_script("arguments[0].focus()", link)
    site.forget()
    source.log(run, "loss", 0.5)
    source.end(run)
    source.publish()
    chart(page, "loss", "^loss, 2 runs, 41 points$")
    page.wait_until(lambda: "Finished" in link.find_element(By.XPATH, "./ancestor::th").text, "the end in its heading")
    assert focused(page, link)
    assert not site.asked(f"live/{source.path(ended, 'loss')}"), "what has ended is complete"
    nothing_panicked(page)


def test_compute_targets_follow(site, browser):
    page = browser(**WIDE)
    source, ended, run = two_runs(site, compute_target="gpu")

    def publish(*names, state="steady"):
        source.publish()
        prefix = f"{site.prefix}live/"
        site.put("live/on.json", {"version": 1, "items": [one for one in source.runs if one.get("compute_target") == "gpu"]})
        site.put("live/none.json", {"version": 1, "items": []})
        targets = [{"name": name, "state": state, "runs": f"{prefix}{'on' if name == 'gpu' else 'none'}.json"} for name in names]
        site.put("live/compute.json", {"version": 1, "items": targets})
        site.put("live/index.json", {
            "version": 1, "experiments": "experiments.json", "run": "runs/{run_id}.json", "compute_targets": "compute.json",
        })  # fmt: skip

    publish("gpu")
    visit(page, site, source=source.source, page="compute", every="1")
    gpu = page.wait_css('section[aria-label="gpu"]')
    link = page.wait_xpath('//table[@aria-label="Active runs"]//a[.="goes-on"]')
    page.execute_script("arguments[0].focus()", link)
    time.sleep(2)
    assert focused(page, link), "what is still the same is not drawn anew"
    source.run("next", compute_target="gpu")
    publish("gpu", "cpu")
    page.wait_xpath('//section[@aria-label="gpu"]//a[.="next"]')
    page.wait_css('section[aria-label="cpu"]')
    assert page.wait_css('section[aria-label="gpu"]') == gpu
    source.end(run)
    publish("gpu", "cpu", state="resizing")
    page.wait_until(lambda: not page.driver.find_elements(By.XPATH, '//section[@aria-label="gpu"]//tbody//a[.="goes-on"]'))
    page.wait_until(lambda: "resizing" in page.wait_css('section[aria-label="gpu"]').text)
    nothing_panicked(page)
