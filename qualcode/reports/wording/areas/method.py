"""Sentences of the method appendix: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {}
