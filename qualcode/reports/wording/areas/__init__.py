"""Wording of single areas, the three languages side by side; :data:`AREAS` joins them into the catalogues."""

from __future__ import annotations

from qualcode.reports.wording.areas import (
    appendix,
    checklists,
    codes,
    differences,
    figures,
    history,
    method,
    review,
    transcript,
    verification,
)

__all__ = ["AREAS", "LANGUAGE_ORDER"]

LANGUAGE_ORDER = ("en", "cs", "sv")
"""Which place of a sentence's texts is which language."""
AREAS: tuple[dict[str, tuple[str, str, str]], ...] = (
    codes.SENTENCES,
    appendix.SENTENCES,
    checklists.SENTENCES,
    method.SENTENCES,
    transcript.SENTENCES,
    review.SENTENCES,
    differences.SENTENCES,
    figures.SENTENCES,
    history.SENTENCES,
    verification.SENTENCES,
)
