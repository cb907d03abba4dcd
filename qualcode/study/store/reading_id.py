"""Recognising a damaged study by its bytes, so that its backups can still be found."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

__all__ = ["identity_in"]


def identity_in(path: Path, known: Collection[str]) -> str | None:
    """Which of some known study identities occurs in a file's bytes, or None."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    found = [identity for identity in known if identity.encode("ascii") in data]
    return found[0] if len(found) == 1 else None
