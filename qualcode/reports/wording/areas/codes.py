"""Sentences of the code report, the codebook and the report file: English, Czech, Swedish."""

from __future__ import annotations

__all__ = ["SENTENCES"]

SENTENCES: dict[str, tuple[str, str, str]] = {}
