"""Codings as a screen shows them: only what is painted, without turns and without the words."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Mark"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One coding as the pane paints it."""

    id: int
    """Of the coding."""
    start: int
    """Code points."""
    end: int
    name: str
    """Of the code."""
    colour: str
    """``#RRGGBB``."""
    code_id: int = 0
    coder: str = ""
    memo: str = ""
    quotation: int = 0
    """Number of the quotation."""
    path: tuple[str, ...] = ()
    """Names from the top of the code tree down to this code."""
    created: str = ""
    """UTC, ISO 8601."""

    @property
    def glyph(self) -> str:
        """The letter that tells the code apart where colour cannot: the first letter or digit of its name."""
        return next((c.upper()[0] for c in self.name if c.isalnum() and c.isascii()), None) or next(
            (c for c in self.name if c.isalnum()), "•"
        )
