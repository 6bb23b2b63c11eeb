"""A page that is left open for long: an hour of updates, and a night's sleep."""

import time

from clock import memory, set_clock, sleep_for
from live_source import LiveSource
from look import chart, visit

PACE = 60


def test_an_hour_of_updates_leaves_memory_flat_and_a_sleep_loses_nothing(site, browser):
    page = browser(width=1440, height=1000)
    set_clock(page, PACE)
    source = LiveSource(site)
    run = source.run("a")
    names = ["loss", "rate", "score", "system/cpu"]
    points = 0

    def log(count):
        nonlocal points
        for name in names:
            source.log(run, name, *[1 / (1 + n) for n in range(points, points + count)])
        points += count
        source.publish()

    log(200)
    visit(page, site, source=source.source, run="a", every="10")
    for name in names[:3]:
        chart(page, name, f"^{name}, 1 run, {points} points$")

    def minutes(count):
        """Two points a minute, told as they come."""
        for _ in range(count):
            log(2)
            time.sleep(60 / PACE)

    minutes(10)
    site.forget()
    before = memory(page)
    minutes(50)
    after = memory(page)
    asked = len(site.asked("live/runs/a.json"))
    # A busy machine answers later, and is asked less often for it.
    assert asked >= 60, f"{asked} questions in 50 minutes, one every 10 s"
    chart(page, "loss", f"^loss, 1 run, {points} points$")
    assert after["nodes"] <= before["nodes"] + 50, (before, after)
    assert after["listeners"] <= before["listeners"] + 20, (before, after)
    assert after["heap"] <= before["heap"] + 1_000_000, (before, after)
    assert after["program"] <= before["program"] + 1_048_576, (before, after)

    # The laptop sleeps, and the run goes on.
    log(100)
    sleep_for(page, 8)
    for name in names[:3]:
        chart(page, name, f"^{name}, 1 run, {points} points$")
    source.end(run)
    source.publish()
    page.wait_until(lambda: page.wait_css(".run-head .status").text == "Finished")
