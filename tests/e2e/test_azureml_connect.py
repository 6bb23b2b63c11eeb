"""The way into a workspace of Azure ML: what names it, the token, and where that goes."""

import json
import re

import pytest
from azureml_real import CONFIG, NAME, REFUSED, real, sign_in, visit_azureml
from look import EXPERIMENTS, fault, link, nothing_panicked, visit
from selenium.webdriver.support.ui import Select

STORED = "return [...Object.entries(localStorage), ...Object.entries(sessionStorage), ['', document.cookie]].join(' ')"
LOCAL = "return Object.entries(localStorage).join(' ') + document.cookie"
RESOURCE = f"/subscriptions/{CONFIG['subscription_id']}/resourceGroups/rg/providers/Microsoft.MachineLearningServices/workspaces/ws"
STUDIO = f"https://ml.azure.com/experiments?wsid={RESOURCE.lower()}&tid=tenant"


@pytest.fixture
def v2(azureml):
    return azureml["v2"]


def no_token_is_left(page, azureml, stored=STORED):
    """In the link, in what is stored, in the console, in the page, in addresses that were asked."""
    left = [page.current_url, page.execute_script(stored), str(page.console()), page.page_source]
    left += [f"{asked['path']}?{asked['query']}" for asked in azureml.asked()]
    assert not any(azureml.token in text for text in left)


def form(page):
    """The form for a workspace in the menu of sources, opened as a person does."""
    page.wait_css(".menu > button").click()
    Select(page.wait_css("#connect-kind")).select_by_visible_text("Azure ML workspace")
    return page.wait_css("form.connect-azureml")


def enter(page, url, token):
    page.wait_css("#azureml-url").send_keys(url)
    page.wait_css("#azureml-token").send_keys(token)
    page.wait_xpath('//form[@class="connect-azureml"]//button[normalize-space()="Open"]').click()


def is_open(page, azureml):
    assert azureml.truth["experiment"] in page.wait_css(EXPERIMENTS).text
    nothing_panicked(page)


@pytest.mark.parametrize("base", ["", "/", "/discovery", "/discovery/workspaces/1"])
def test_the_config_of_a_workspace_an_address_and_a_token_open_it(site, browser, v2, base):
    page = browser(height=1000)
    visit(page, site)
    form(page)
    page.wait_css("#azureml-workspace").send_keys(json.dumps(CONFIG))
    page.wait_text(f"Workspace {NAME}")
    enter(page, v2.url + base, v2.token)
    is_open(page, v2)
    assert (link(page)["source"], link(page)["workspace"]) == (f"azureml:{v2.url}{base}", NAME)
    assert not [asked for asked in v2.asked("/discovery") if asked["authorized"]], "the discovery needs no token"
    no_token_is_left(page, v2)


@pytest.mark.parametrize("text", [RESOURCE, STUDIO, NAME], ids=["resource id", "link of the studio", "names"])
def test_a_workspace_is_found_in_what_a_person_has_of_it(site, browser, v2, text):
    page = browser(height=1000)
    visit(page, site)
    form(page)
    page.wait_css("#azureml-workspace").send_keys(text)
    page.wait_text(f"Workspace {NAME}")
    enter(page, v2.url, v2.token)
    is_open(page, v2)


@pytest.mark.parametrize("way", ["chosen", "dropped"])
def test_the_file_that_the_studio_offers_is_read(site, browser, v2, tmp_path, way):
    config = tmp_path / "config.json"
    config.write_text(json.dumps(CONFIG))
    page = browser(height=1000)
    visit(page, site)
    form(page)
    box = page.wait_css("#azureml-file")
    if way == "chosen":
        box.send_keys(str(config))
    else:
        x, y = page.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.left + 20, box.top + box.height / 2]", box)
        for kind in ("dragEnter", "dragOver", "drop"):
            data = {"items": [], "files": [str(config)], "dragOperationsMask": 1}
            page.execute_cdp_cmd("Input.dispatchDragEvent", {"type": kind, "x": x, "y": y, "data": data})
    page.wait_text(f"Workspace {NAME}")
    enter(page, v2.url, v2.token)
    is_open(page, v2)


@pytest.mark.parametrize("text", ["", "{}", "a workspace of mine"])
def test_what_names_no_workspace_is_told(site, browser, v2, text):
    page = browser(height=1000)
    visit(page, site)
    form(page)
    page.wait_css("#azureml-workspace").send_keys(text)
    enter(page, v2.url, v2.token)
    page.wait_text("The workspace is missing")
    assert page.all_css("form.connect-azureml")


def test_a_link_asks_for_a_token_and_says_when_it_ends(site, browser, v2):
    page = browser()
    page.expect_console(REFUSED)
    visit(page, site, source=f"azureml:{v2.url}", workspace=NAME)
    asked = fault(page)
    assert "sign-in" in asked.text and "az account get-access-token" in asked.text
    page.wait_css("form.sign-in input[type=password]").send_keys(v2.token)
    said = page.wait_css("form.sign-in .token-end[role=status]").text
    assert re.fullmatch(r"This token is good until \d{4}-\d\d-\d\d \d\d:\d\d, for (9 h 5\d min|10 h).*", said)
    page.wait_xpath('//button[normalize-space()="Sign in"]').click()
    is_open(page, v2)
    no_token_is_left(page, v2)


def test_a_token_that_has_ended_is_told_and_another_is_asked_for(site, browser, v2):
    page = browser()
    ended = real.bearer(hours=-1)
    visit_azureml(page, site, v2, token=ended)
    page.wait_until(lambda: "The token has ended" in fault(page).text)
    assert "This token ended at" in fault(page).text
    assert ended not in page.page_source
    sign_in(page, v2.token)
    is_open(page, v2)


@pytest.mark.parametrize("keep", [False, True])
def test_a_token_is_kept_for_the_tab_only_when_asked_for(site, browser, v2, keep):
    page = browser()
    page.expect_console(REFUSED)
    visit(page, site, source=f"azureml:{v2.url}", workspace=NAME)
    if keep:
        page.wait_xpath('//label[contains(., "until this tab is closed")]//input').click()
    sign_in(page, v2.token)
    is_open(page, v2)
    no_token_is_left(page, v2, STORED if not keep else LOCAL)
    page.refresh()
    if keep:
        is_open(page, v2)
    else:
        assert "sign-in" in fault(page).text


def test_a_service_that_repeats_the_token_does_not_show_it(site, browser, azureml_own):
    page = browser()
    page.expect_console(REFUSED)
    page.expect_console(r"Failed to load resource.* 400 ")
    visit(page, site, source=f"azureml:{azureml_own.url}", workspace=NAME)
    page.wait_css("form.sign-in")
    words = f"The token {azureml_own.token} is of no use here"
    azureml_own.fault("*experiments*", status=400, body={"error": {"code": "UserError", "message": words}})
    sign_in(page, azureml_own.token)
    page.wait_until(lambda: "The token … is of no use here" in fault(page).text)
    no_token_is_left(page, azureml_own)
