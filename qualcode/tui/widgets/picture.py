"""A picture in the terminal, where the terminal can show pictures."""

from __future__ import annotations

import os
from itertools import count

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from qualcode.tui.pictures import Protocol, fitting, forget, inline, marks, protocol_of, size_of, transmit

__all__ = ["Picture"]

NUMBERS = count(0x510000 | (os.getpid() & 0xFF) << 8 | 1)
"""Numbers of the pictures that were handed to the terminal; told as a colour, so they have 24 bits."""
CELL = (10, 20)
"""Pixels of a cell where the terminal does not tell."""


class Picture(Widget):
    """Shows one PNG as large as there is room."""

    DEFAULT_CSS = """
    Picture { display: none; height: 1fr; width: 1fr; background: $background; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.png = b""
        self.number = 0
        """Under which the terminal knows the picture; 0: it has none."""
        self.box = (0, 0)
        """Columns and rows that it takes."""

    @property
    def protocol(self) -> Protocol | None:
        """How the terminal shows pictures; None in a browser, without colours, and where it is not known that it can."""
        app = self.app
        if app.is_web or app.no_color or app.console.color_system != "truecolor":
            return None
        if app.is_headless and "QUALCODE_PICTURES" not in os.environ:
            return None
        return protocol_of(os.environ)

    def show(self, png: bytes) -> None:
        """Show another picture; an empty one takes it away."""
        self.drop()
        self.png = png
        self._fit()

    def _fit(self) -> None:
        box = (0, 0)
        if self.png and self.display and self.size.width and self.size.height:
            box = fitting(size_of(self.png), (self.size.width, self.size.height), cell_pixels())
        if box != self.box or not self.number:
            self.drop()
            self.box = box
            if self.protocol == "kitty" and box != (0, 0):
                self.number = next(NUMBERS)
                self.send(transmit(self.png, self.number, *box))
        self.refresh()

    def drop(self) -> None:
        """Have the terminal forget the picture."""
        if self.number:
            self.send(forget(self.number))
        self.number = 0
        self.box = (0, 0)

    def send(self, message: str) -> None:
        """Write to the terminal beside what is painted."""
        driver = self.app._driver
        if driver is not None:
            driver.write(message)
            driver.flush()

    def on_resize(self) -> None:
        """Fit the picture into its new room."""
        self._fit()

    def on_unmount(self) -> None:
        """Leave nothing in the terminal."""
        self.drop()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Placeholders for kitty; empty cells that iTerm2 draws over."""
        lines = [self._line(y).crop(crop.x, crop.right) for y in range(crop.y, crop.bottom)]
        if self.png and self.box != (0, 0) and self.protocol == "iterm":
            self.call_after_refresh(self._draw)
        return lines

    def _line(self, y: int) -> Strip:
        width = self.size.width
        blank = self.rich_style
        columns, rows = self.box
        if not self.number or y >= rows:
            return Strip([Segment(" " * width, blank)], width)
        style = blank + Style(color=f"#{self.number:06x}")
        return Strip(
            [Segment("".join(marks(y, columns)), style), Segment(" " * (width - columns), blank)], width
        )

    def _draw(self) -> None:
        if self.is_attached and self.display and self.png and self.app.screen is self.screen:
            self.send(inline(self.png, self.region.x, self.region.y, *self.box))


def cell_pixels() -> tuple[int, int]:
    """Width and height of a cell in pixels as the system knows them; nothing is asked of the terminal."""
    try:
        import fcntl
        import struct
        import termios

        packed = fcntl.ioctl(1, termios.TIOCGWINSZ, b"\0" * 8)
    except (ImportError, OSError):
        return CELL
    rows, columns, width, height = struct.unpack("HHHH", packed)
    return (width // columns, height // rows) if rows and columns and width and height else CELL
