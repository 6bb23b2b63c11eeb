"""Small PNG images drawn from arrays."""

import io

import numpy as np
from PIL import Image, ImageDraw

COLD, MIDDLE, WARM = (np.array(c, float) for c in ((33, 102, 172), (247, 247, 247), (178, 24, 43)))


def png(image):
    """The bytes of an image; Pillow writes no date and no program name."""
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


def diverging(values):
    """Numbers from -1 to 1 as colours from blue over white to red."""
    v = np.clip(np.nan_to_num(values), -1, 1)[..., None]
    rgb = np.where(v < 0, MIDDLE + (MIDDLE - COLD) * v, MIDDLE + (WARM - MIDDLE) * v)
    return rgb.round().astype(np.uint8)


def tiles(rows, side=8, across=8, zoom=4):
    """A grid of square tiles, one for every row of `side`² numbers."""
    rows = np.asarray(rows, float)
    scale = np.abs(rows[np.isfinite(rows)]).max(initial=0.0) or 1.0
    down = -(-len(rows) // across)
    canvas = np.zeros((down * (side + 1) + 1, across * (side + 1) + 1))
    for n, row in enumerate(rows):
        y, x = (n // across) * (side + 1) + 1, (n % across) * (side + 1) + 1
        canvas[y : y + side, x : x + side] = row.reshape(side, side) / scale
    image = Image.fromarray(diverging(canvas))
    return png(image.resize((image.width * zoom, image.height * zoom), Image.Resampling.NEAREST))


def scatter(x, y, diagonal=False, size=320):
    """Points of y over x on one shared scale, with the line x = y if wished."""
    low, high = min(x.min(), y.min()), max(x.max(), y.max())

    def place(v):
        return 16 + (v - low) / (high - low) * (size - 32)

    image = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((8, 8, size - 9, size - 9), outline=(200, 200, 200))
    if diagonal:
        draw.line((16, size - 16, size - 16, 16), fill=(150, 150, 150))
    for a, b in zip(place(x), place(y)):
        draw.ellipse((a - 3, size - b - 3, a + 3, size - b + 3), fill=(33, 102, 172))
    return png(image)


def regions(classes, points, labels, size=240):
    """Areas of predicted classes (a square array) with true points on top;
    `points` are from 0 to 1."""
    pale = np.array([[198, 219, 239], [253, 208, 162], [199, 233, 192]], np.uint8)
    strong = [(33, 113, 181), (217, 72, 1), (35, 139, 69)]
    image = Image.fromarray(pale[classes[::-1]]).resize((size, size), Image.Resampling.NEAREST)
    draw = ImageDraw.Draw(image)
    for (a, b), label in zip(points, labels):
        x, y = a * size, size - b * size
        draw.ellipse((x - 2, y - 2, x + 2, y + 2), fill=strong[label])
    return png(image)
