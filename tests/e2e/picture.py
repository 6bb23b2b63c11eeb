"""The pixels of a chart, and where they ought to be."""

import base64
import io
import re
from collections import deque
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

LEGEND_STROKE = """
const path = arguments[0].closest('section').querySelector('.legend path');
// The page of one run has no legends: its chart has one line in the colour of the run.
if (!path) return [getComputedStyle(document.querySelector('.run-head .swatch circle')).fill, ''];
return [getComputedStyle(path).stroke, path.getAttribute('stroke-dasharray') || ''];
"""
PICTURE = "return arguments[0].closest('section').querySelector('canvas').toDataURL()"
# The line is about 1.5 CSS pixels wide and a dot 5: a disc of this radius fits into dots only.
DOT_PX = 1.6
TWO_FRAMES = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))"


@dataclass
class Picture:
    """A chart with one line: all its pixels, those of the line, pixels to a CSS pixel."""

    rgba: np.ndarray
    ink: np.ndarray
    dashed: bool
    ratio: float


def data_url(page, canvas):
    """The picture below the canvas of the crosshair, once two frames in a row are the same."""
    last = None
    def still():
        nonlocal last
        page.execute_async_script(TWO_FRAMES)
        before, last = last, page.execute_script(PICTURE, canvas)
        return last if last == before else None

    return page.wait_until(still, "the picture to stand still")


def picture(page, canvas):
    """The picture of a chart, told by the colour that the legend gives to its line."""
    url = data_url(page, canvas)
    rgba = np.asarray(Image.open(io.BytesIO(base64.b64decode(url.split(",")[1]))).convert("RGBA")).astype(int)
    stroke, dashes = page.execute_script(LEGEND_STROKE, canvas)
    color = [float(part) for part in re.findall(r"[\d.]+", stroke)[:3]]
    away = np.abs(rgba[..., :3] - color).max(axis=2)
    ink = (away < 40) & (rgba[..., 3] > 200)
    return Picture(rgba, ink, bool(dashes), page.execute_script("return devicePixelRatio"))


def disc(radius):
    reach = range(-int(radius), int(radius) + 1)
    return [(dy, dx) for dy in reach for dx in reach if dy * dy + dx * dx <= radius * radius]


def shifted(mask, dy, dx):
    out = np.zeros_like(mask)
    height, width = mask.shape
    out[max(0, dy):height + min(0, dy), max(0, dx):width + min(0, dx)] = mask[
        max(0, -dy):height + min(0, -dy), max(0, -dx):width + min(0, -dx)
    ]
    return out


def eroded(mask, radius):
    """What is left of the mask where a whole disc fits into it."""
    left = mask.copy()
    for dy, dx in disc(radius):
        left &= shifted(mask, dy, dx)
    return left


def dilated(mask, radius):
    grown = mask.copy()
    for dy, dx in disc(radius):
        grown |= shifted(mask, dy, dx)
    return grown


def clusters(mask):
    """The centres (x, y) of what hangs together, from left to right."""
    todo = {tuple(at) for at in np.argwhere(mask)}
    centres = []
    while todo:
        queue, members = deque([todo.pop()]), []
        while queue:
            y, x = queue.popleft()
            members.append((x, y))
            for near in [(y + dy, x + dx) for dy in (-1, 0, 1) for dx in (-1, 0, 1)]:
                if near in todo:
                    todo.remove(near)
                    queue.append(near)
        centres.append(np.mean(members, axis=0) + 0.5)
    return sorted((tuple(centre) for centre in centres))


def dots(shot, radius=DOT_PX):
    """The centres of the dots in CSS pixels; the line itself is thinner than `radius`."""
    return [(x / shot.ratio, y / shot.ratio) for x, y in clusters(eroded(shot.ink, radius * shot.ratio))]


def affine(values, pixels):
    """pixel = a * value + b with the least squares, and the largest residual."""
    a, b = np.polyfit(values, pixels, 1)
    return a, b, float(np.abs(np.polyval((a, b), values) - pixels).max())


def drawn_by_other_means(shot, points, width):
    """A mask with a line through the points, which are in CSS pixels."""
    image = Image.new("L", (shot.ink.shape[1], shot.ink.shape[0]))
    corners = [(x * shot.ratio, y * shot.ratio) for x, y in points]
    ImageDraw.Draw(image).line(corners, fill=255, width=max(1, round(width * shot.ratio)), joint="curve")
    return np.asarray(image) > 0


def move_to(page, canvas, x, y):
    """Moves the pointer to a place of the canvas, in CSS pixels from its corner."""
    left, top = page.execute_script("const box = arguments[0].getBoundingClientRect(); return [box.left, box.top]", canvas)
    page.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": "mouseMoved", "x": left + x, "y": top + y})


def tooltip(page):
    """Head, and name and value of the rows; None while there is none."""
    return page.execute_script(
        """const box = document.querySelector('.tooltip');
        return box && [box.querySelector('.tooltip-x').innerText.trim(), [...box.querySelectorAll('tr:has(.tooltip-name)')].map(
          (row) => [row.querySelector('.tooltip-name').innerText.trim(), row.querySelector('.number').innerText.trim()])]"""
    )
