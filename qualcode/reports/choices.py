"""What a researcher chooses for a report beside its kind and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["ReportChoices", "Translation"]

Translation = Literal["both", "original", "translation"]
"""Which words of a quotation are printed; ``translation`` prints the original, marked, where there is no translation."""


@dataclass(frozen=True, slots=True)
class ReportChoices:
    """Choices that any part of a report may heed; the defaults leave nothing out."""

    translation: Translation = "both"
    per_respondent: int | None = None
    """At most so many quotations of one respondent under one code; what is left out is counted and said."""
    longest: int | None = None
    """Quotations of more words end after a whole sentence, or this many words, with […]; None: printed whole."""
    smallest_cell: int | None = None
    """Figures that rest on fewer respondents than this are not shown; None: all are."""
    codes: tuple[str, ...] = ()
    """Only these codes, categories or themes with all below them; empty: all."""
    documents: tuple[str, ...] = ()
    """Only these documents; empty: all."""
    attributes: tuple[tuple[str, str], ...] = ()
    """Only cases with these values of their attributes."""
    context: bool = False
    """Print the sentences around each quotation, in a fainter colour."""
    rows: bool = False
    """Quotations as a table with one row each."""
    running: bool = False
    """The codebook as running text instead of a table."""
    margin: bool = False
    """Codes of a transcript in a column beside the text instead of comments."""
