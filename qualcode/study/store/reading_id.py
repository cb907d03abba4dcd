"""Recognising a damaged study by its bytes, so that its backups can still be found."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

__all__ = ["identities_in", "identity_in"]

NAMED = re.compile(rb"study_id([0-9a-f]{32})(?![0-9a-f])")
"""The row of the table ``meta`` as it lies in the file: key and value side by side."""


def identities_in(path: Path, known: Collection[str] = ()) -> frozenset[str]:
    """All study identities in a file's bytes: those in the row that holds them, and known ones that stand anywhere.

    Raises ``OSError`` where the file cannot be read.
    """
    data = path.read_bytes()
    named = {found.decode("ascii") for found in NAMED.findall(data)}
    return frozenset(named | {identity for identity in known if identity.encode("ascii") in data})


def identity_in(path: Path, known: Collection[str] = ()) -> str | None:
    """The one study identity that a file's bytes tell, or None where they tell none or several."""
    try:
        found = identities_in(path, known)
    except OSError:
        return None
    return next(iter(found)) if len(found) == 1 else None
