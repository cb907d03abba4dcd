"""One paragraph of a text document (Word, OpenDocument or rich text), as its reader gives it."""

from __future__ import annotations

from dataclasses import dataclass

from qualcode.errors import FileError

__all__ = ["Paragraph", "check_paragraphs"]

MOST_PARAGRAPHS = 100_000
"""A million words in paragraphs of ten words."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a Word file; soft line breaks in it are line feeds."""

    text: str
    number: str = ""
    """The automatic number that Word shows before it."""
    cell: tuple[int, int, int] | None = None
    """Number of the table in the document, row and column, counted from 0; None outside tables."""
    marks: tuple[tuple[bool, bool], ...] = ()
    """For each line whether it is bold and whether it is italic as a whole; empty where none is."""
    heading: bool = False
    """Whether its style is that of a heading."""
    box: int | None = None
    """Number of the text box that holds it, which hangs on the last paragraph before it outside of boxes."""
    quote: bool = False
    """Whether its style is one for quotations set apart."""


def check_paragraphs(number: int, name: str) -> None:
    """Refuse a text of more paragraphs than a transcript can have; raises :class:`~qualcode.errors.FileError`."""
    if number > MOST_PARAGRAPHS:
        raise FileError(
            f"{name} is refused: it has more than {MOST_PARAGRAPHS:,} paragraphs, cells of tables included; split it."
        )
