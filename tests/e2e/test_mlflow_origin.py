"""Pages of other origins: those a server lets in, and what is said where it does not."""

from urllib.parse import urlencode

import pytest
from look import EXPERIMENTS, fault, nothing_panicked
from mlflow_real import running
from selenium.webdriver.common.by import By

REFUSED = r"blocked by CORS policy|Failed to load resource: net::ERR_FAILED"


def elsewhere(site):
    """The origin of the page under a name that MLflow does not let in by itself."""
    return f"http://app.localhost:{site.port}"


def address(site, origin, url, **keys):
    return f"{origin}{site.prefix}?{urlencode({'source': f'mlflow:{url}', **keys})}"


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_a_page_of_this_machine_is_let_in_without_a_flag(site, browser, mlflow, name):
    page = browser()
    page.get(address(site, f"http://{name}:{site.port}", mlflow.url))
    assert mlflow.odd["name"] in page.wait_css(EXPERIMENTS).text


def test_a_page_that_is_not_let_in_names_the_flag_and_with_it_works(site, browser, mlflow):
    origin = elsewhere(site)
    page = browser()
    page.expect_console(REFUSED)
    page.get(address(site, origin, mlflow.url))
    message = fault(page)
    assert message.find_element(By.XPATH, './/button[.="Try again"]').is_displayed()
    assert f"--cors-allowed-origins {origin}" in message.text
    nothing_panicked(page)
    with running(cors=origin) as server:
        page.get(address(site, origin, server.url))
        assert "Default" in page.wait_css(EXPERIMENTS).text


def test_a_page_on_its_runs_that_is_not_let_in_names_the_flag_too(site, browser, mlflow):
    origin = elsewhere(site)
    page = browser()
    page.expect_console(REFUSED)
    page.get(address(site, origin, mlflow.url, page="runs", experiment=mlflow.many["id"]))
    assert f"--cors-allowed-origins {origin}" in fault(page).text
