"""What tests do with a log again and again: make one, and see what of it is shown."""

SEEN = """
const box = document.querySelector('.log-text');
if (!box) return null;
const { top, bottom } = box.getBoundingClientRect();
const seen = [...box.querySelectorAll('.log-line')].filter((line) => {
  const at = line.getBoundingClientRect();
  return at.height > 0 && at.top + at.height / 2 > top && at.top + at.height / 2 < top + box.clientHeight;
});
return seen.map((line) => [line.textContent.replace(/\\n$/, ''), Math.round(line.getBoundingClientRect().top - top)]);
"""


def lines_of(count, start=0):
    """The text of a log: each line says its number, as the tests count, from 0."""
    return "".join(f"line {number:07} abc é\n" for number in range(start, start + count))


def seen(page):
    """The lines in the view, from the top."""
    return [text for text, _ in places(page)]


def places(page):
    """The lines in the view, each with its distance from the upper edge in CSS pixels."""
    return page.execute_script(SEEN) or []


def foot(page):
    """What is said of the bytes that are shown."""
    return page.wait_css(".log-foot").text


def wait_last(page, text):
    """Until the last line in the view is this one."""
    page.wait_until(lambda: seen(page)[-1:] == [text], f"{text!r} at the end of the view")


def way(page, label):
    """Presses a button below the log whose words begin so."""
    page.wait_xpath(f'//*[@class="log-ways"]//button[starts-with(normalize-space(), "{label}")]').click()


def scroll_to(page, top):
    page.execute_script("document.querySelector('.log-text').scrollTop = arguments[0]", top)


def ranges(requests):
    """The first and the last byte of each range that was asked for, without the last where there is none."""
    asked = [request.headers.get("Range") for request in requests]
    pairs = [one.removeprefix("bytes=").split("-") for one in asked if one]
    return [(int(first), int(last) if last else None) for first, last in pairs]
