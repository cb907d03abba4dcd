"""Where things lie outside of studies: the data that ship with qualcode (in the wheel, or beside the package in a checkout), and what it remembers."""

from __future__ import annotations

import os
from pathlib import Path

from qualcode.errors import FileError

__all__ = ["codebooks", "sample_transcripts", "state_folder"]

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """Find a data folder by name, first in the installed package, then in the checkout.

    Raises :class:`~qualcode.errors.FileError` where neither exists.
    """
    for candidate in (PACKAGE / "data" / name, PACKAGE.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileError(f"The folder {name}, which ships with qualcode, is missing; install qualcode again.")


def codebooks() -> Path:
    """The folder with reference models, process frames, starter and sample codebooks."""
    return folder("codebooks")


def sample_transcripts() -> Path:
    """The folder with the invented sample interviews and their coding."""
    return folder("sample_transcripts")


def state_folder() -> Path:
    """Where the screen remembers theme and recent studies; ``QUALCODE_STATE_DIR`` moves it."""
    base = os.environ.get("QUALCODE_STATE_DIR")
    if base:
        return Path(base)
    from platformdirs import user_state_path

    return user_state_path("qualcode", appauthor=False)
