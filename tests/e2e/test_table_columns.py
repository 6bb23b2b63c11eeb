"""The columns of the run table: order, width, pins, and what the runs are sorted by."""

import demo
import pytest
from look import RUNS, Table, heading, link, table, visit, wait_link
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

TALL = {"width": 1440, "height": 1100}
COLUMNS = "status,params.lr,params.hidden,user"


def head(page, code):
    return page.wait_css(f'{RUNS} th[data-column="{code}"]')


def press(page, code, *keys):
    """Keys on the heading of a column, the last one with the others held."""
    page.execute_script("arguments[0].focus()", head(page, code).find_element(By.CLASS_NAME, "sort-button"))
    chain = ActionChains(page.driver)
    for key in keys[:-1]:
        chain.key_down(key)
    chain.send_keys(keys[-1])
    for key in keys[:-1]:
        chain.key_up(key)
    chain.perform()


def open_menu(page, code):
    """Opens the menu of a column with keys alone; a metric has its value before it."""
    press(page, code, Keys.TAB)
    if page.switch_to.active_element.tag_name == "select":
        ActionChains(page.driver).send_keys(Keys.TAB).perform()
    page.switch_to.active_element.send_keys(Keys.ENTER)


def menu(page, code, item):
    """Takes an item of the menu of a column with keys alone."""
    open_menu(page, code)
    found = page.wait_xpath(f'//div[contains(@class, "column-menu")]//button[.="{item}"]')
    assert page.execute_script("return arguments[0].parentElement.contains(document.activeElement)", found)
    found.send_keys(Keys.ENTER)


def focused_column(page):
    return page.execute_script("return document.activeElement.closest('th')?.dataset.column")


def opened(browser, site, **keys):
    page = browser(**TALL)
    visit(page, site, page="runs", experiment="digits-mlp", **{"columns": COLUMNS, **keys})
    table(page, 21)
    return page


def test_a_column_is_moved_by_keys_and_the_focus_goes_along(site, browser):
    page = opened(browser, site)
    press(page, "params.lr", Keys.ALT, Keys.ARROW_RIGHT)
    wait_link(page, columns="status,params.hidden,params.lr,user")
    assert Table(page).titles == ["Name", "Status", "hidden", "lr", "User"]
    page.wait_until(lambda: focused_column(page) == "params.lr", "the focus on the column")
    page.wait_xpath('//p[@role="status"][.="lr is column 4 of 5"]', visible=False)
    press(page, "params.lr", Keys.ALT, Keys.ARROW_LEFT)
    press(page, "params.lr", Keys.ALT, Keys.ARROW_LEFT)
    press(page, "params.lr", Keys.ALT, Keys.ARROW_LEFT)
    wait_link(page, columns="params.lr,status,params.hidden,user")
    seen, by_name = Table(page), {run["name"]: run for run in demo.runs("digits-mlp")}
    assert seen.column("lr") == [str(by_name[name]["params"]["lr"]) for name in seen.names]


def test_a_column_is_dragged_to_another_place_and_does_not_sort(site, browser):
    page = opened(browser, site)
    button = head(page, "user").find_element(By.CLASS_NAME, "sort-button")
    ActionChains(page.driver).click_and_hold(button).move_by_offset(-20, 0).move_to_element(head(page, "params.lr")).release().perform()
    wait_link(page, columns="status,user,params.lr,params.hidden", sort=None)
    assert Table(page).titles == ["Name", "Status", "User", "lr", "hidden"]


def test_a_column_is_made_wider_by_pointer_and_by_keys(site, browser):
    page = opened(browser, site)
    before = head(page, "user").rect["width"]
    edge = head(page, "user").find_element(By.CLASS_NAME, "col-edge")
    ActionChains(page.driver).click_and_hold(edge).move_by_offset(40, 0).release().perform()
    page.wait_until(lambda: head(page, "user").rect["width"] == pytest.approx(before + 40, abs=1), "a wider column")
    press(page, "user", Keys.ALT, Keys.SHIFT, Keys.ARROW_LEFT)
    page.wait_until(lambda: head(page, "user").rect["width"] == pytest.approx(before + 24, abs=1), "a narrower column")
    wait_link(page, widths=f"{before + 24:.0f}@user")
    page.get(page.current_url)
    table(page, 21)
    assert head(page, "user").rect["width"] == pytest.approx(before + 24, abs=1)
    menu(page, "user", "Usual width")
    wait_link(page, widths=None)


def test_pinned_columns_stay_while_the_others_scroll(site, browser):
    page = opened(browser, site, columns=COLUMNS + ",metrics.train/loss,metrics.val/accuracy,metrics.lr,start,duration,id")
    menu(page, "params.hidden", "Pin to the left")
    wait_link(page, pins="params.hidden")
    page.wait_until(lambda: Table(page).titles[:2] == ["Name", "hidden"], "the pinned column first")
    page.wait_until(lambda: focused_column(page) == "params.hidden", "the focus on the column")
    left = head(page, "params.hidden").rect["x"]
    page.execute_script("arguments[0].parentElement.scrollLeft = 400", page.wait_css(RUNS))
    page.wait_until(lambda: head(page, "status").rect["x"] < left, "the others to scroll")
    assert head(page, "params.hidden").rect["x"] == left
    cell = page.wait_css(f"{RUNS} tbody td.col-param.pinned")
    assert cell.rect["x"] == left
    menu(page, "params.hidden", "Unpin")
    wait_link(page, pins=None)


def test_a_column_is_hidden_from_its_menu(site, browser):
    page = opened(browser, site)
    menu(page, "params.hidden", "Hide")
    wait_link(page, columns="status,params.lr,user")
    assert Table(page).titles == ["Name", "Status", "lr", "User"]


def test_several_columns_sort_the_runs(site, browser):
    page = opened(browser, site)
    heading(page, "hidden", "param").click()
    wait_link(page, sort="params.hidden")
    ActionChains(page.driver).key_down(Keys.SHIFT).click(heading(page, "lr", "param")).key_up(Keys.SHIFT).perform()
    wait_link(page, sort="params.hidden,params.lr")
    ActionChains(page.driver).key_down(Keys.SHIFT).click(heading(page, "lr", "param")).key_up(Keys.SHIFT).perform()
    wait_link(page, sort="params.hidden,-params.lr")

    def in_order():
        seen = Table(page)
        pairs = list(zip(map(float, seen.column("hidden")), map(float, seen.column("lr")), strict=True))
        return pairs == sorted(pairs, key=lambda pair: (pair[0], -pair[1]))

    page.wait_until(in_order, "the order of both")
    assert Table(page).sort("hidden") == "ascending" and Table(page).sort("lr") is None
    assert head(page, "params.lr").find_element(By.CLASS_NAME, "sort-place").text == "2"
    menu(page, "params.lr", "Do not sort by this")
    wait_link(page, sort="params.hidden")
    menu(page, "user", "Then sort by this")
    wait_link(page, sort="params.hidden,user")


def test_escape_closes_the_menu_and_the_focus_returns(site, browser):
    page = opened(browser, site)
    open_menu(page, "params.lr")
    page.wait_css(".column-menu")
    page.switch_to.active_element.send_keys(Keys.ESCAPE)
    page.wait_gone(".column-menu")
    page.wait_until(lambda: focused_column(page) == "params.lr", "the focus on the column")
    assert link(page)["columns"] == COLUMNS
