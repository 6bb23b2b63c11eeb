"""Runs of Azure ML that have not ended, on pages that keep themselves up to date."""

from azureml_real import real, sign_in, visit_azureml
from look import chart, nothing_panicked

WIDE = {"width": 1440, "height": 1000}
VALUES = [1.0, 0.5, 0.25]


def log(azureml, values, first=0, **run):
    """A run, and what it logged since."""
    metric = {"values": values, "steps": list(range(first, first + len(values)))}
    metric["times"] = [f"2026-01-01T00:00:{at:02}.0000000+00:00" for at in metric["steps"]]
    azureml.tell("runs", {"experiment": "e", "runId": "r", "status": "Running", "metrics": {"loss": metric}} | run)


def test_new_points_and_the_end_of_a_run_arrive_by_themselves(site, browser, azureml_own):
    log(azureml_own, VALUES)
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", every=1)
    chart(page, "loss", "^loss, 1 run, 3 points$")
    log(azureml_own, [0.125, 0.0625], first=3)
    chart(page, "loss", "^loss, 1 run, 5 points$")
    assert "Running" in page.wait_css(".run-head").text
    azureml_own.tell("runs", {"runId": "r", "status": "Completed", "endTimeUtc": "2026-01-01T01:00:00.0000000+00:00"})
    page.wait_until(lambda: "Finished" in page.wait_css(".run-head").text, "the end of the run")
    nothing_panicked(page)


def test_a_token_that_ends_while_a_run_is_watched_is_asked_for(site, browser, azureml_own):
    log(azureml_own, VALUES)
    page = browser(**WIDE)
    visit_azureml(page, site, azureml_own, run="r", every=1)
    chart(page, "loss", "^loss, 1 run, 3 points$")
    new = real.bearer(hours=5)
    azureml_own.tell("settings", {"tokens": [new]})
    page.wait_xpath('//button[normalize-space()="Sign in to update"]').click()
    chart(page, "loss", "^loss, 1 run, 3 points$")
    sign_in(page, new)
    page.wait_gone("form.sign-in")
    log(azureml_own, [0.125], first=3)
    chart(page, "loss", "^loss, 1 run, 4 points$")
    nothing_panicked(page)
