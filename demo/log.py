"""The text log of a run: plain lines, ANSI colours, progress bars."""

import traceback
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COLOURS = {"INFO": "32", "WARNING": "33", "ERROR": "31"}


class Log:
    """Text that grows, line by line or in place like a terminal's."""

    def __init__(self, clock, colour=False):
        self.clock, self.colour = clock, colour
        self.parts = []

    def line(self, text, level="INFO"):
        """A line with the time and a level in front."""
        tag = f"\x1b[{COLOURS[level]}m{level:<7}\x1b[0m" if self.colour else f"{level:<7}"
        self.parts.append(f"{self.clock.stamp()} {tag} {text}\n")

    def bar(self, label, done, total, note=""):
        """One state of a progress bar; it overwrites the state before it."""
        filled = done * 20 // total
        blocks = "█" * filled + " " * (20 - filled)
        if self.colour:
            blocks = f"\x1b[36m{blocks}\x1b[0m"
        self.parts.append(f"\r{label}: {done * 100 // total:3d}%|{blocks}| {done}/{total}{note}")

    def raw(self, text):
        """Text as it stands."""
        self.parts.append(text)

    def text(self):
        return "".join(self.parts)


def plain_traceback(error):
    """The traceback of `error` with paths relative to the project, the same
    under every version of Python."""
    lines = ["Traceback (most recent call last):"]
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename).resolve()
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else Path(path.name)
        lines.append(f'  File "{name.as_posix()}", line {frame.lineno}, in {frame.name}')
        lines.append(f"    {frame.line}")
    lines.append(f"{type(error).__name__}: {error}")
    return "\n".join(lines) + "\n"
