"""Numbers, columns and summaries as the open run API writes them."""

import math


def number(value, digits=6):
    """A JSON-safe number: rounded to `digits` significant digits, or the text
    "NaN", "Infinity" or "-Infinity" when it is not finite."""
    if isinstance(value, int):
        return value
    value = float(value)
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    rounded = float(f"{value:.{digits}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) < 1e15 else rounded


def finite(value):
    """Whether `number` left this value a number."""
    return not isinstance(value, str)


def column(values):
    """An integer column, written as `{from, by}` when it is long and rises evenly."""
    if len(values) > 20:
        by = values[1] - values[0]
        if by > 0 and all(b - a == by for a, b in zip(values, values[1:])):
            return {"from": values[0], "by": by}
    return list(values)


def summarise_series(values, steps=None):
    """The summary of a series of values that went through `number` already.

    `min`, `max` and `mean` look at the finite values only; of equal values the
    first one gives `min_step` and `max_step`.
    """
    summary = {"kind": "series", "count": len(values)}
    if not values:
        return summary
    steps = range(len(values)) if steps is None else steps
    points = [(v, s) for v, s in zip(values, steps) if finite(v)]
    summary.update(first=values[0], last=values[-1], last_step=steps[len(values) - 1])
    if points:
        low = min(points, key=lambda point: point[0])
        high = max(points, key=lambda point: point[0])
        summary.update(min=low[0], min_step=low[1], max=high[0], max_step=high[1])
        summary["mean"] = math.fsum(v for v, _ in points) / len(points)
    summary["nonfinite"] = len(values) - len(points)
    return summary
