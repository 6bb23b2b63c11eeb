"""A run, or one chart, in a frame of a page of somebody else."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import demo
import pytest
from live_source import LiveSource
from look import card, chart, visit
from selenium.webdriver.common.by import By

# What README.md says a page with a frame does.
AROUND = """<!doctype html><meta charset="utf-8"><title>A notebook</title><link rel="icon" href="data:,"><body>
<iframe src="{src}" style="width: 100%; height: 120px; border: 0"></iframe>
<script>
window.heights = [];
addEventListener("message", (event) => {{
  const frame = document.querySelector("iframe");
  if (event.source === frame.contentWindow && event.data.type === "runlens:height") {{
    heights.push(event.data.height);
    frame.style.height = event.data.height + "px";
  }}
}});
</script>"""


def frame(page, make_site, site, tmp_path, **keys):
    """Opens a page of another origin with a frame of ours, and goes into the frame."""
    host = make_site(tmp_path, prefix="/")
    host.put("index.html", AROUND.format(src=(site.url + "?" + urlencode(keys)).replace("&", "&amp;")))
    page.get(host.url)
    page.switch_to.frame(page.wait_css("iframe"))
    return host


def numbers(page):
    rows = page.all_css(".embed-numbers > div")
    return {row.find_element(By.TAG_NAME, "dt").text: row.find_element(By.TAG_NAME, "dd").text for row in rows}


def heights(page):
    page.switch_to.default_content()
    told = page.execute_script("return heights")
    page.switch_to.frame(page.wait_css("iframe"))
    return told


def fits(page):
    """Whether the frame is as high as what it shows, and nothing sticks out sideways."""
    return page.execute_script(
        "const root = document.scrollingElement; return innerHeight === document.querySelector('main').offsetHeight"
        " && root.scrollWidth <= innerWidth && root.scrollHeight <= innerHeight"
    )


def test_a_run_in_a_frame_is_as_high_as_it_is_and_follows(site, make_site, browser, tmp_path):
    page = browser(width=900, height=900)
    source = LiveSource(site)
    run = source.run("a", name="night shift")
    source.log(run, "loss", 0.5, 0.25)
    source.log(run, "accuracy", 0.75)
    source.publish()
    frame(page, make_site, site, tmp_path, embed="run", run="a", source=f"open:{site.url}live/", every="1")
    chart(page, "loss", "^loss, 1 run, 2 points$")
    assert page.wait_css(".embed-head h1").text == "night shift"
    assert page.wait_css(".embed-head .status").text == "Running"
    assert numbers(page) == {"accuracy": "0.75", "loss": "0.25"}
    assert not page.all_css(".side, .crumbs"), "nothing stands around it"
    page.wait_until(lambda: fits(page), "the frame to be as high as the run")
    one = heights(page)
    assert one == [height for place, height in enumerate(one) if one[:place][-1:] != [height]], "only what changed is told"

    source.log(run, "loss", 0.125)
    source.log(run, "gap", 3.0, 2.0)
    source.run("b", name="child", parent_id="a", status="finished")
    source.end(run)
    source.publish()
    page.wait_until(lambda: numbers(page).get("loss") == "0.125")
    page.wait_until(lambda: page.wait_css(".embed-head .status").text == "Finished")
    chart(page, "gap", "^gap, 1 run, 2 points$")
    page.wait_until(lambda: fits(page) and len(heights(page)) > len(one), "the new height")


def test_its_links_lead_to_the_whole_page_in_a_tab_of_its_own(site, make_site, browser, tmp_path):
    page = browser(width=1000, height=800)
    source = LiveSource(site)
    run = source.run("a")
    source.log(run, "loss", 0.5, 0.25)
    child = source.run("b", name="child", parent_id="a", status="finished")
    source.log(child, "loss", 0.125)
    source.publish()
    keys = {"embed": "run", "run": "a", "source": f"open:{site.url}live/", "smooth": "0.5", "columns": "status,max(metrics.loss)"}
    frame(page, make_site, site, tmp_path, **keys)
    page.wait_until(lambda: numbers(page) == {"status": "Running", "max(metrics.loss)": "0.5"})
    children = page.wait_css(".embed-children")
    assert [cell.text for cell in children.find_elements(By.CSS_SELECTOR, "tbody td")][:2] == ["child", "Finished"]
    for link in (page.wait_xpath('//a[normalize-space()="Open in Runlens"]'), children.find_element(By.LINK_TEXT, "child")):
        assert (link.get_attribute("target"), link.get_attribute("rel")) == ("_blank", "noopener")
    assert "run=b" in link.get_attribute("href") and "embed" not in link.get_attribute("href")

    page.wait_xpath('//a[normalize-space()="Open in Runlens"]').click()
    page.switch_to.window(page.wait_until(lambda: page.window_handles[1:])[0])
    page.wait_css(".run-head")
    assert page.wait_css(".side")
    now = dict(parse_qsl(urlsplit(page.current_url).query))
    assert "embed" not in now and (now["run"], now["smooth"]) == ("a", "0.5")


@pytest.mark.parametrize("width", [320, 390, 768, 1200])
def test_it_fits_frames_of_all_widths(site, make_site, browser, tmp_path, width):
    page = browser(width=width + 16, height=800, dark=width == 390)
    frame(page, make_site, site, tmp_path, embed="run", run="logging-styles-1")
    page.wait_css(".embed-numbers")
    page.wait_until(lambda: fits(page), "the frame to be as high as the run")


def test_a_chart_fills_its_frame(site, make_site, browser, tmp_path):
    page = browser(width=700, height=600)
    first, second = (run["id"] for run in demo.runs("digits-mlp")[:2])
    host = frame(page, make_site, site, tmp_path, embed="chart", chart="val/loss", runs=f"{first},{second}", experiment="digits-mlp")
    chart(page, "val/loss", "^val/loss, 2 runs")
    assert len(page.all_css("section.chart-card")) == 1 and not page.all_css(".side, .crumbs, .chart-dialog")
    assert page.execute_script("return document.querySelector('main').offsetHeight === innerHeight")
    assert heights(page) == [], "a chart is as high as its frame, not the other way round"
    page.switch_to.default_content()
    page.execute_script("document.querySelector('iframe').style.height = '420px'")
    page.switch_to.frame(page.wait_css("iframe"))
    page.wait_until(lambda: page.wait_css(".plot").size["height"] > 250, "the chart to grow with its frame")
    # An enlarged chart has nowhere to go.
    assert not card(page, "val/loss").find_element(By.CSS_SELECTOR, '[title="Enlarge"]').is_displayed()
    assert host.asked("*")


def test_a_chart_of_ones_own_and_of_an_experiment(site, browser):
    page = browser(width=700, height=400)
    visit(page, site, embed="chart", experiment="digits-mlp", plot="1 - val/accuracy")
    chart(page, "1 - val/accuracy")
    visit(page, site, embed="chart", experiment="digits-mlp")
    page.wait_text("This link names no chart")
    visit(page, site, embed="chart", chart="val/loss")
    page.wait_text("This link names no run")


def test_faults_are_told_in_the_frame(site, browser):
    page = browser(width=700, height=400)
    page.expect_console(r"Failed to load resource.* 404 ")
    visit(page, site, embed="run", run="nobody")
    page.wait_css(".fault[role=alert]")
    visit(page, site, embed="run")
    page.wait_text("This link names no run")
    visit(page, site, embed="chart", chart="loss", runs="nobody")
    page.wait_css(".fault[role=alert]")
    visit(page, site, embed="run", run="a", source="cake:")
    page.wait_text("This link names a source that cannot be opened")
