"""Sentences of the checklists COREQ and SRQR: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {}
