"""Readers of transcripts, one module a format, from a file to a Transcript with speakers, turns and times."""

from __future__ import annotations

from qualcode.transcripts.registry import read, read_bytes, suffixes

__all__ = ["read", "read_bytes", "suffixes"]
