"""Sentences of sign-off and the difference of two codebooks: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {}
