"""One row that shows how far slow work is."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text

from qualcode.tui.widgets.row_list import plain
from qualcode.tui.widgets.status_line import Line

__all__ = ["ProgressLine"]

BAR = 24
"""Cells of the bar."""


class ProgressLine(Line):
    """Label, bar and key to stop; hidden while nothing runs."""

    DEFAULT_CSS = """
    ProgressLine { display: none; background: $panel; }
    """

    def show_progress(self, label: str, done: int, total: int, key: str) -> None:
        """Show a step; a total of 0 means that the length is not known."""
        self.display = True
        filled = min(BAR, BAR * done // total) if total else 0
        left = Text(plain(label) + "  ")
        left.append("━" * filled, Style(bold=True))
        left.append("─" * (BAR - filled), self.palette.quiet())
        if total:
            left.append(f"  {min(100, 100 * done // total)} %", self.palette.quiet())
        self.show(left, Text(f"{key} stops", self.palette.quiet()))
