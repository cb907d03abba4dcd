"""Sentences of the appendix of a thesis: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {}
