"""What a researcher chooses for a report beside its kind and language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from qualcode.errors import InputError
from qualcode.model.codings import MEMO_KINDS

__all__ = ["Form", "ReportChoices", "Translation", "option"]

Translation = Literal["both", "original", "translation"]
"""Which words of a quotation are printed; ``translation`` prints the original, marked, where there is no translation."""

Form = Literal["", "thesis", "meaning_units"]
"""``thesis``: category, subcategory, code, statement; ``meaning_units``: meaning unit, condensed, code, subcategory, category, theme."""


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
    show: tuple[str, ...] | None = None
    """Attributes of the respondent that stand beside each quotation; None: the one by which respondents are grouped."""
    context: bool = False
    """Print the sentences around each quotation, in a fainter colour."""
    rows: bool = False
    """Quotations as a table with one row each."""
    running: bool = False
    """The codebook as running text instead of a table."""
    examples: int = 2
    """At most so many quotations of the interviews as examples of a code in the codebook."""
    narrative: str = "narrative"
    """The kind of memo that holds the narrative of a category."""
    form: Form = ""
    """The form of the appendix of a thesis; empty: as is usual in the language of the report."""
    margin: bool = False
    """Codes of a transcript in a column beside the text instead of comments."""

    def __post_init__(self) -> None:
        """Refuse numbers that leave nothing to print, and values that nobody offers.

        Raises :class:`~qualcode.errors.InputError`.
        """
        for name, least in (("per_respondent", 1), ("longest", 1), ("smallest_cell", 2), ("examples", 0)):
            value = getattr(self, name)
            if value is not None and value < least:
                raise InputError(
                    f"{value} is too small for “{option(name)}”; give a whole number from {least} up."
                )
        for name, possible in (
            ("translation", get_args(Translation)),
            ("form", get_args(Form)),
            ("narrative", MEMO_KINDS),
        ):
            value = getattr(self, name)
            if value not in possible:
                listed = ", ".join(each for each in possible if each)
                raise InputError(f"“{value}” is not possible for “{option(name)}”; choose one of {listed}.")


def option(name: str) -> str:
    """A choice as it is typed: ``per-respondent``; filters are named in the singular, since each is typed by itself."""
    return OPTIONS.get(name, name.replace("_", "-"))


OPTIONS = {"codes": "code", "documents": "document", "attributes": "attribute"}
"""Choices whose option has another name."""
