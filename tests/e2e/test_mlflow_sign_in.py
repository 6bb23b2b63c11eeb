"""A server that wants to know who asks."""

import base64

import pytest
from look import EXPERIMENTS, fault, nothing_panicked, table
from mlflow_real import visit_mlflow, visit_runs

USER, PASSWORD, TOKEN = "ana", "hunter2 é", "dapi-0123456789"
BASIC = "Basic " + base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
BEARER = f"Bearer {TOKEN}"
REFUSED = r"Failed to load resource.* 401 "
STORED = "return [...Object.entries(localStorage), ...Object.entries(sessionStorage), ['', document.cookie]].join(' ')"
SECRETS = (PASSWORD, TOKEN, BASIC.split()[1])


@pytest.fixture
def guarded(mlflow_proxy):
    """A server that answers those only who say who they are."""
    mlflow_proxy.authorization = {BASIC, BEARER}
    return mlflow_proxy


def field(page, label):
    return page.wait_xpath(f'//form[contains(@class, "sign-in")]//label[normalize-space()="{label}"]//input')


def sign_in(page, **fields):
    for label, text in fields.items():
        field(page, label).send_keys(text)
    page.wait_xpath('//button[normalize-space()="Sign in"]').click()


def no_secret_is_left(page, guarded):
    """In the link, in what is stored, in the console, in addresses that were asked."""
    left = [page.current_url, page.execute_script(STORED), str(page.console()), page.page_source]
    left += [f"{asked.path}?{asked.query}" for asked in guarded.asked()]
    for secret in SECRETS:
        assert not any(secret in text for text in left)


@pytest.mark.parametrize("fields", [{"User": USER, "Password": PASSWORD}, {"Token": TOKEN}], ids=["password", "token"])
def test_after_a_sign_in_the_runs_appear(site, browser, mlflow, guarded, fields):
    page = browser()
    page.expect_console(REFUSED)
    visit_runs(page, site, guarded.url, mlflow.odd)
    assert "sign-in" in fault(page).text
    sign_in(page, **fields)
    table(page, len(mlflow.truth["runs"]))
    assert guarded.asked("*/runs/search")[-1].headers["authorization"] in guarded.authorization
    no_secret_is_left(page, guarded)
    nothing_panicked(page)


def test_a_wrong_password_asks_again(site, browser, mlflow, guarded):
    page = browser()
    page.expect_console(REFUSED)
    visit_mlflow(page, site, guarded.url)
    sign_in(page, User=USER, Password="wrong")
    page.wait_until(lambda: any("authorization" in asked.headers for asked in guarded.asked()))
    assert "sign-in" in fault(page).text
    field(page, "User").clear()
    field(page, "Password").clear()
    sign_in(page, User=USER, Password=PASSWORD)
    assert mlflow.odd["name"] in page.wait_css(EXPERIMENTS).text
    no_secret_is_left(page, guarded)


@pytest.mark.parametrize("keys", [{}, {"page": "runs", "experiment": "1"}, {"run": "a"}, {"page": "compare", "runs": "a,b"}])
def test_a_server_that_refuses_is_not_asked_again_and_again(site, browser, guarded, keys):
    page = browser()
    page.expect_console(REFUSED)
    visit_mlflow(page, site, guarded.url, **keys)
    page.wait_until(lambda: guarded.asked() and guarded.is_quiet(), "no question for a second")
    assert len(guarded.asked()) < 8


def test_what_was_entered_is_forgotten_with_the_page(site, browser, mlflow, guarded):
    page = browser()
    page.expect_console(REFUSED)
    visit_mlflow(page, site, guarded.url)
    sign_in(page, Token=TOKEN)
    page.wait_css(EXPERIMENTS)
    page.refresh()
    assert "sign-in" in fault(page).text


def test_what_was_entered_is_kept_for_the_tab_when_asked_for(site, browser, mlflow, guarded):
    page = browser()
    page.expect_console(REFUSED)
    visit_mlflow(page, site, guarded.url)
    page.wait_xpath('//label[contains(., "until this tab is closed")]//input').click()
    sign_in(page, Token=TOKEN)
    page.wait_css(EXPERIMENTS)
    page.refresh()
    page.wait_css(EXPERIMENTS)
    assert TOKEN not in page.execute_script("return Object.entries(localStorage).join(' ')") + page.current_url


def test_another_server_does_not_learn_the_secret(site, browser, mlflow, guarded):
    page = browser()
    page.expect_console(REFUSED)
    visit_mlflow(page, site, guarded.url)
    sign_in(page, Token=TOKEN)
    page.wait_css(EXPERIMENTS)
    page.execute_script("window.__same = true")
    # The same page turns to the server without a guard, and back.
    page.execute_script("history.pushState(null, '', arguments[0]); dispatchEvent(new PopStateEvent('popstate'))", f"?source=mlflow:{mlflow.url}")
    page.wait_css(EXPERIMENTS)
    assert page.execute_script("return window.__same")
    no_secret_is_left(page, guarded)


def signed_in(page, site, guarded, **keys):
    """Opens the page and signs in."""
    page.expect_console(REFUSED)
    visit_mlflow(page, site, guarded.url, **keys)
    sign_in(page, Token=TOKEN)


def natural_widths(page, selector):
    return page.execute_script("return [...document.querySelectorAll(arguments[0])].map((one) => one.complete && one.naturalWidth)", selector)


def artifacts(guarded, ending):
    return [asked for asked in guarded.asked("*/get-artifact") if ending in asked.query]


def test_logged_images_behind_a_sign_in_are_shown(site, browser, mlflow, guarded):
    page = browser(width=1440, height=1000)
    run = mlflow.run("odd")
    signed_in(page, site, guarded, run=run["id"], tab="images")
    total = sum(len(steps) for steps in run["images"].values())
    page.wait_until(lambda: natural_widths(page, ".gallery img") == [4] * total, "all images")
    sources = page.execute_script("return [...document.querySelectorAll('.gallery img')].map((one) => one.src)")
    assert all(source.startswith("blob:") for source in sources)
    page.wait_xpath('//nav[@aria-label="Parts of the run"]//a[.="Details"]').click()
    page.wait_gone(".gallery")
    gone = "const done = arguments[1]; fetch(arguments[0]).then(() => done(false), () => done(true))"
    page.expect_console("blob:")
    assert all(page.execute_async_script(gone, source) for source in sources), "addresses of bytes are given back"
    no_secret_is_left(page, guarded)


def test_an_image_behind_a_sign_in_that_does_not_come_says_why(site, browser, mlflow, guarded):
    page = browser(width=1440, height=1000)
    page.expect_console(r"Failed to load resource.* 404 ")
    gone = guarded.rule("*/get-artifact", status=404, times=1)
    signed_in(page, site, guarded, run=mlflow.run("odd")["id"], tab="images")
    broken = page.wait_css(".picture-fault")
    assert gone.seen and ", Step " in broken.text
    broken.find_element("tag name", "button").click()
    page.wait_gone(".picture-fault")
    page.wait_until(lambda: set(natural_widths(page, ".gallery img")) == {4})


def test_a_file_behind_a_sign_in_is_shown_and_kept(site, browser, mlflow, guarded, tmp_path):
    page = browser(width=1440, height=1000)
    page.execute_cdp_cmd("Browser.setDownloadBehavior", {"behavior": "allow", "downloadPath": str(tmp_path)})
    signed_in(page, site, guarded, run=mlflow.run("odd")["id"], tab="files")
    page.wait_xpath('//a[contains(@class, "file-link")][span[starts-with(@title, "images/digit") and contains(@title, ".png")]]').click()
    page.wait_until(lambda: natural_widths(page, "img.file-image") == [4])
    page.wait_xpath('//a[contains(@class, "file-link")][span[@title="notes.txt"]]').click()
    page.wait_until(lambda: "a note" in page.wait_css(".file-text").text)
    page.wait_xpath('//section[contains(@class, "file")]//button[normalize-space()="Download"]').click()
    page.wait_until(lambda: (tmp_path / "notes.txt").is_file() and (tmp_path / "notes.txt").read_text() == "a note\n")
    assert all(asked.headers.get("authorization") == BEARER for asked in artifacts(guarded, "notes.txt"))
    no_secret_is_left(page, guarded)
