"""Fields to write in that get their keys at once from the app, so that fast typing never outruns the screen."""

from __future__ import annotations

from typing import ClassVar

__all__ = ["KeyTaker"]


class KeyTaker:
    """Beside a Textual widget among the bases of a field."""

    many_lines: ClassVar[bool] = False
    """Whether Enter begins a new line."""

    def take(self, characters: str) -> None:
        """Take what was typed."""
        raise NotImplementedError
