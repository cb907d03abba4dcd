"""Lemmas that the people of a study have corrected."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["LemmaCorrection"]


@dataclass(frozen=True, slots=True)
class LemmaCorrection:
    """A word form of one language and the lemma that it has in this study."""

    form: str
    """Lower-cased, as the index looks it up."""
    lemma: str
    """Lower-cased, one word."""
    language: str
    """ISO 639-1 code."""
