"""The compute targets, and what runs on them."""

import demo
from look import link, visit
from selenium.webdriver.common.by import By


def test_every_target_is_listed_with_what_is_known_of_it(site, browser):
    page = browser()
    visit(page, site)
    page.wait_xpath('//nav[@aria-label="Main"]//a[normalize-space()="Compute"]').click()
    for target in demo.read("compute.json")["items"]:
        shown = page.wait_css(f'section[aria-label="{target["name"]}"]').text
        for fact in ("name", "kind", "size", "state"):
            assert target[fact] in shown
        for state, count in target.get("nodes", {}).items():
            assert f"{count} {state}" in shown
    assert link(page)["page"] == "compute"


def test_active_runs_are_listed_and_lead_to_their_page(site, browser):
    page = browser()
    visit(page, site, page="compute")
    for target in demo.read("compute.json")["items"]:
        runs = demo.read(target["runs"])["items"]
        active = [run["name"] for run in runs if run["status"] in ("queued", "running")]
        box = page.wait_css(f'section[aria-label="{target["name"]}"]')
        page.wait_until(lambda: " ended" in box.text)
        assert [one.text for one in box.find_elements(By.CSS_SELECTOR, "tbody .run-link")] == active
        ended = len(runs) - len(active)
        assert f"{ended} run{'' if ended == 1 else 's'} ended" in box.text
    row = page.wait_css('table[aria-label="Active runs"] tbody tr')
    assert "Running" in row.text
    row.find_element(By.LINK_TEXT, "mlp wide").click()
    page.wait_until(lambda: page.title.startswith("mlp wide"))


def test_a_source_without_compute_targets_offers_no_such_page(site, browser):
    site.fault("demo/index.json", alter=lambda index: {key: value for key, value in index.items() if key != "compute_targets"})
    page = browser()
    visit(page, site)
    page.wait_css('table[aria-label="Experiments"]')
    assert not page.all_by_role("link", "Compute")
